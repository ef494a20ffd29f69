"""The first records of a list, by whose cells its columns are told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import polars as pl

from listcheck.core.part import Part

#: So many records tell what the columns of a list hold.
SAMPLE: Final = 1_000


def sample_of(part: Part) -> pl.DataFrame:
    """The first records of a list: ``c0`` … ``cN``, text, null where a cell is blank."""
    return part.frame.head(SAMPLE).collect(engine="streaming").select(pl.exclude("row"))


def pieces_of(part: Part, size: int, wanted: Sequence[int] | None = None) -> Iterator[pl.DataFrame]:
    """The records of a part, ``size`` at a time; ``wanted``: positions of the columns to read."""
    frame = part.frame if wanted is None else part.frame.select(f"c{at}" for at in wanted)
    if part.records <= size:
        yield frame.collect()
        return
    yield from frame.collect_batches(chunk_size=size, maintain_order=True)
