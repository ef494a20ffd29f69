"""Whether a text is one of thousands of known ones, which are laid out once and not per run."""

from __future__ import annotations

import functools

import polars as pl


def is_listed(text: pl.Expr, known: frozenset[str]) -> pl.Expr:
    """Whether a text is one of ``known``; null where it is null."""
    return text.is_in(_laid_out(known))


@functools.lru_cache(maxsize=16)
def _laid_out(known: frozenset[str]) -> pl.Series:
    return pl.Series([sorted(known)], dtype=pl.List(pl.String))
