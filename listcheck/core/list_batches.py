"""The records of a list in batches, read again whenever somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import polars as pl

from listcheck.core.part import Part

#: Bytes of text in a batch: more records have more in common, and take more memory.
_BYTES: Final = 24 * 1024 * 1024
#: Records of a batch where they are not lines of text.
_RECORDS: Final = 150_000


def batches_of(
    part: Part, wanted: Sequence[str] | None = None, size: int = _BYTES
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
    with part.text_path.open("rb") as source:
        for _ in range(part.skip_lines):
            source.readline()
        while lines := source.read(size):
            if not lines.endswith(b"\n"):
                lines += source.readline()
            frame = part.read_lines(lines, first)
            batch = (frame if wanted is None else frame.select(wanted)).collect(engine="streaming")
            if "row" not in batch.columns:
                raise AssertionError("the rows are counted from batch to batch")
            first += batch.height
            yield batch
