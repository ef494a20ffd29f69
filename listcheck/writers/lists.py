"""The clean and the held list: the input's own columns, texts, delimiter, encoding, line ends.

A list whose records are single plain lines is copied line by line as it stands; any
other CSV is written anew from its cells; Parquet keeps its own types.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, cast

import polars as pl
import pyarrow as pa

from listcheck.core.text_lines import chosen_text, lines_of
from listcheck.writers.workbook_lists import Sheet, write_workbooks

_BLOCK: Final = 8 * 1024 * 1024
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
        _write_lines(layout.verbatim, layout, verdicts, targets)
        return
    records = frame.select(f"c{at}" for at in range(layout.columns))
    beside = pl.concat([records, verdict_column], how="horizontal")
    for verdict, path in targets.items():
        with opened(path, layout) as out:
            for batch in _only(beside, verdict).collect_batches(maintain_order=True):
                text = batch.write_csv(
                    include_header=False,
                    separator=layout.delimiter,
                    line_terminator=layout.line_end,
                    quote_style="necessary",
                    null_value="",
                )
                out.write(text.encode(_codec(layout)))


def _write_lines(
    source: Path, layout: ListLayout, verdicts: pl.Series, targets: dict[str, Path]
) -> None:
    """Copy the lines of some records as they stand, whatever is in them, to the lists."""
    with ExitStack() as stack, source.open("rb") as lines:
        files = {
            verdict: stack.enter_context(opened(path, layout)) for verdict, path in targets.items()
        }
        for _ in range(layout.skip_lines):
            lines.readline()
        place, codec = 0, _codec(layout)
        while block := lines.read(_BLOCK):
            if not block.endswith(b"\n"):
                block += lines.readline()
            if not block.endswith(b"\n"):
                # The last line of a file may have no end.
                block += layout.line_end.encode()
            records = lines_of(block)
            own = verdicts.slice(place, len(records))
            place += len(own)
            for verdict, out in files.items():
                text = chosen_text(records, own == verdict)
                out.write(text if codec == "utf-8" else str(text, "utf-8").encode(codec))
        if place != len(verdicts):
            raise AssertionError("the lines are not those that were judged")


def _only(beside: pl.LazyFrame, verdict: str) -> pl.LazyFrame:
    return beside.filter(pl.col("verdict.") == verdict).drop("verdict.")


@contextmanager
def opened(target: Path, layout: ListLayout) -> Iterator[IO[bytes]]:
    """A list to write records to, its header written, in the input's encoding and compression."""
    head = "sep=" + layout.delimiter + layout.line_end if layout.sep_line else ""
    if layout.header_line is not None:
        head += layout.header_line + layout.line_end
    with _compressed(target, layout.compression) as out:
        out.write(_BOM.get(layout.encoding, b"") + head.encode(_codec(layout)))
        yield out


def _codec(layout: ListLayout) -> str:
    return "utf-8" if layout.encoding == "utf-8-sig" else layout.encoding


def _compressed(path: Path, compression: str | None) -> IO[bytes]:
    if compression == "gzip":
        return cast("IO[bytes]", gzip.open(path, "wb", compresslevel=6))
    if compression == "zstd":
        stream: Any = pa.CompressedOutputStream(str(path), "zstd")
        return cast("IO[bytes]", stream)
    return path.open("wb")
