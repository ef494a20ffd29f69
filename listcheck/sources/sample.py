"""The first records of a list, by whose cells its columns are told apart."""

from __future__ import annotations

from typing import Final

import polars as pl

from listcheck.sources.part import Part

#: So many records tell what the columns of a list hold.
SAMPLE: Final = 1_000


def sample_of(part: Part) -> pl.DataFrame:
    """The first records of a list: ``c0`` … ``cN``, text, null where a cell is blank."""
    return part.frame.head(SAMPLE).collect(engine="streaming").select(pl.exclude("row"))
