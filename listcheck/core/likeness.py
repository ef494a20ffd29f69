"""How alike the values of a column are, found out for less than it costs to tell them apart."""

from __future__ import annotations

import math
from typing import Final

import polars as pl

#: A share of distinct combinations above which asking every row costs less than telling them apart.
_MOSTLY_DISTINCT: Final = 0.8
#: So many rows show whether the combinations are mostly distinct.
_SHOWN: Final = 10_000


def is_constant(column: pl.Series) -> bool:
    """Whether all values are the same; not found out of words and nested ones that are there."""
    if column.null_count():
        return column.null_count() == len(column)
    if column.dtype == pl.Boolean:
        return bool(column.all()) or not column.any()
    if column.dtype.is_nested() or isinstance(column.dtype, pl.Categorical | pl.Enum):
        return False
    return bool((column == column[0]).all())


def mostly_distinct(key: pl.Series) -> bool:
    """Whether nearly every row is of a kind of its own, judged by how often a few repeat others."""
    if len(key) <= _SHOWN:
        return False
    # Runs of rows from all over: in a list that is sorted, neighbours repeat each other.
    run = _SHOWN // 10
    few = pl.concat(key.slice(at, run) for at in range(0, len(key) - run, len(key) // 10))
    repeated = len(few) - few.n_unique()
    # So many kinds, were they equally frequent; where some are frequent there are more.
    kinds = len(few) ** 2 / (2 * max(repeated, 0.5))
    return kinds / len(key) * (1 - math.exp(-len(key) / kinds)) > _MOSTLY_DISTINCT
