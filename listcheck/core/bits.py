"""Sets of codes as bits: one for each code, in as many columns of 64 as the codes take.

The columns of ``violations`` are ``violations``, ``violations.1`` …: shipped checks fit into one,
and those of plug-ins begin further ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Final

import polars as pl

_WIDTH: Final = 64
_ZERO: Final = pl.lit(0, dtype=pl.UInt64)


class Bits:
    """Some codes in their order, each with its column and its bit."""

    def __init__(self, codes: Iterable[str]) -> None:
        self.codes = tuple(codes)
        self._place = {code: divmod(at, _WIDTH) for at, code in enumerate(self.codes)}

    def columns(self, *names: str) -> list[str]:
        """The columns of some sets, in order."""
        words = range(max(1, -(-len(self.codes) // _WIDTH)))
        return [_column(name, word) for name in names for word in words]

    def masks(self, name: str, flagged: Iterable[tuple[str, pl.Expr]]) -> list[pl.Expr]:
        """The columns of a set from codes and Boolean expressions that are never null."""
        flags: dict[str, list[pl.Expr]] = {column: [] for column in self.columns(name)}
        for code, expression in flagged:
            word, bit = self._place[code]
            flag = expression.cast(pl.UInt64) * pl.lit(1 << bit, dtype=pl.UInt64)
            flags[_column(name, word)].append(flag)
        return [
            reduce(lambda left, right: left | right, masks, _ZERO).alias(column)
            for column, masks in flags.items()
        ]

    def has(self, name: str, code: str) -> pl.Expr:
        """Whether a code is in a set."""
        word, bit = self._place[code]
        return (pl.col(_column(name, word)) & pl.lit(1 << bit, dtype=pl.UInt64)) > 0

    def some(self, name: str) -> pl.Expr:
        """Whether any code is in a set."""
        return pl.any_horizontal(pl.col(self.columns(name)) > 0)

    def codes_in(self, values: Sequence[int]) -> list[str]:
        """The codes of a set, in order, from the values of its columns."""
        return [code for code, (word, bit) in self._place.items() if values[word] >> bit & 1]


def _column(name: str, word: int) -> str:
    return f"{name}.{word}" if word else name
