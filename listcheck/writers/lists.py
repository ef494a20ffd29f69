"""The clean and the held list: the input's own columns, texts, delimiter, encoding, line ends.

A list whose records are single plain lines is copied line by line as it stands; any
other CSV is written anew from its cells; Parquet keeps its own types.
"""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, cast

import polars as pl
import pyarrow as pa

from listcheck.writers.workbook_lists import Sheet, write_workbooks

_BLOCK: Final = 4 * 1024 * 1024
_BOM: Final = {
    "utf-8-sig": b"\xef\xbb\xbf",
    "utf-16-le": b"\xff\xfe",
    "utf-16-be": b"\xfe\xff",
}


@dataclass(frozen=True)
class ListLayout:
    """How a list was written, and so is written again.

    ``kind`` is ``csv``, ``parquet`` or ``xlsx``; of the other attributes ``sheet`` is about
    workbooks, all others about CSV.
    ``verbatim`` names the text file whose lines, after ``skip_lines``, are the records.
    """

    kind: str
    columns: int
    delimiter: str = ","
    encoding: str = "utf-8"
    line_end: str = "\n"
    header_line: str | None = None
    compression: str | None = None
    sep_line: bool = False
    verbatim: Path | None = None
    skip_lines: int = 0
    sheet: Sheet | None = None


def write_lists(
    frame: pl.LazyFrame,
    original: pl.LazyFrame | None,
    layout: ListLayout,
    verdicts: pl.Series,
    targets: dict[str, Path],
) -> None:
    """Write one list per verdict, in the input's order.

    Args:
        frame: the records as ``c0`` … ``cN`` (text).
        original: Parquet only: the records with their own names and types.
        layout: how the input was written.
        verdicts: one verdict per record of ``frame``, in its order.
        targets: verdict to the file to write, as ``{"keep": …, "hold": …}``.
    """
    verdict_column = pl.LazyFrame({"verdict.": verdicts})
    # One list after the other: two sinks at once take no less time and twice the memory.
    if layout.kind == "parquet":
        beside = pl.concat(
            [frame if original is None else original, verdict_column], how="horizontal"
        )
        for verdict, path in targets.items():
            _only(beside, verdict).sink_parquet(path, engine="streaming")
        return
    if layout.sheet is not None:
        numbered = pl.concat([frame.select("row"), verdict_column], how="horizontal")
        numbers = {
            path: _only(numbered, verdict).collect()["row"].to_list()
            for verdict, path in targets.items()
        }
        write_workbooks(layout.sheet, numbers)
        return
    if layout.verbatim is not None:
        # The header line is one of the lines that scan_lines gives: it is cut off here.
        records = pl.scan_lines(layout.verbatim, name="line", glob=False).slice(layout.skip_lines)
    else:
        records = frame.select(f"c{at}" for at in range(layout.columns))
    beside = pl.concat([records, verdict_column], how="horizontal")
    for verdict, path in targets.items():
        raw = path.with_name(path.name + ".raw")
        _only(beside, verdict).sink_csv(
            raw,
            include_header=False,
            separator=layout.delimiter,
            line_terminator=layout.line_end,
            quote_style="never" if layout.verbatim else "necessary",
            null_value="",
            check_extension=False,
            engine="streaming",
        )
        _finish(raw, path, layout)


def _only(beside: pl.LazyFrame, verdict: str) -> pl.LazyFrame:
    return beside.filter(pl.col("verdict.") == verdict).drop("verdict.")


def _finish(raw: Path, target: Path, layout: ListLayout) -> None:
    """Put the header before the records, in the input's encoding and compression."""
    head = "sep=" + layout.delimiter + layout.line_end if layout.sep_line else ""
    if layout.header_line is not None:
        head += layout.header_line + layout.line_end
    codec = "utf-8" if layout.encoding == "utf-8-sig" else layout.encoding
    with _opened(target, layout.compression) as out:
        out.write(_BOM.get(layout.encoding, b"") + head.encode(codec))
        if codec == "utf-8":
            with raw.open("rb") as body:
                shutil.copyfileobj(body, out, _BLOCK)
        else:
            for text in _texts(raw):
                out.write(text.encode(codec))
    raw.unlink()


def _texts(path: Path) -> Iterator[str]:
    with path.open("r", encoding="utf-8", newline="") as body:
        while text := body.read(_BLOCK):
            yield text


def _opened(path: Path, compression: str | None) -> IO[bytes]:
    if compression == "gzip":
        return cast("IO[bytes]", gzip.open(path, "wb", compresslevel=6))
    if compression == "zstd":
        stream: Any = pa.CompressedOutputStream(str(path), "zstd")
        return cast("IO[bytes]", stream)
    return path.open("wb")
