"""The records of a list in batches, read again whenever somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from listcheck.core.part import Part
from listcheck.core.text_lines import chosen_text, lines_of

#: Bytes of text in a batch: more records have more in common, and take more memory.
_BYTES: Final = 24 * 1024 * 1024
#: Records of a batch where they are not lines of text.
_RECORDS: Final = 150_000


def batches_of(
    part: Part, wanted: Sequence[str] | None = None, size: int | None = None
) -> Iterator[pl.DataFrame]:
    """The records in their order: ``row`` and ``c0`` … ``cN``, or the columns wanted of these.

    Lines of text are cut here: Polars' own batches are read ahead, however slowly they are taken,
    and would lie in memory.
    """
    if not part.verbatim or part.read_lines is None or part.text_path is None:
        frame = part.frame if wanted is None else part.frame.select(wanted)
        yield from frame.collect_batches(chunk_size=_RECORDS, maintain_order=True)
        return
    first = 1
    for lines in _blocks(part.text_path, part.skip_lines, size or _BYTES):
        frame = part.read_lines(lines, first)
        batch = (frame if wanted is None else frame.select(wanted)).collect(engine="streaming")
        if "row" not in batch.columns:
            raise AssertionError("the rows are counted from batch to batch")
        first += batch.height
        yield batch


def chosen_of(
    part: Part, chosen: pl.Series, wanted: Sequence[str], size: int | None = None
) -> Iterator[tuple[pl.DataFrame, int]]:
    """Some of the records, batch by batch, and how many records of the list each batch is of.

    Of lines of text only those are taken apart that are chosen.

    Args:
        part: the list.
        chosen: a Boolean for each of its records.
        wanted: ``row`` and the columns of cells that are wanted.
        size: bytes of text in a batch.
    """
    if not part.verbatim or part.read_lines is None or part.text_path is None:
        place = 0
        for cells in batches_of(part, wanted):
            yield cells.filter(chosen.slice(place, cells.height)), cells.height
            place += cells.height
        return
    place = 0
    for block in _blocks(part.text_path, part.skip_lines, size or _BYTES):
        whole = block if block.endswith(b"\n") else block + b"\n"
        lines = lines_of(whole)
        own = chosen.slice(place, len(lines))
        rows = (own.arg_true() + (place + 1)).cast(pl.UInt32).alias("row")
        text = bytes(chosen_text(lines, own))
        frame = part.read_lines(text, 1) if text else part.frame.head(0)
        cells = frame.select(wanted).collect(engine="streaming")
        if cells.height != len(rows):
            raise AssertionError("the lines that were chosen are not the records that were read")
        yield cells.with_columns(rows), len(lines)
        place += len(lines)


def _blocks(path: Path, skip_lines: int, size: int) -> Iterator[bytes]:
    """Whole lines of a text, after some other lines."""
    with path.open("rb") as source:
        for _ in range(skip_lines):
            source.readline()
        while lines := source.read(size):
            yield lines if lines.endswith(b"\n") else lines + source.readline()
