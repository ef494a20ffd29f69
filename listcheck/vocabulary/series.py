"""Words of a state looked for in whole columns: only cells that may hold one are looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import polars as pl

from listcheck.vocabulary.states import STEMS

#: Longer cells, in bytes, are sentences: what people write is looked at elsewhere.
_LONGEST: Final = 120
#: So many cells show whether they are much the same.
_SHOWN: Final = 2_000
_STEMS: Final = list(STEMS)


def with_stems(cells: pl.Series) -> list[str]:
    """The different cells that may hold a word of a state: few of most columns."""
    if len(cells) > _SHOWN and cells.head(_SHOWN).n_unique() < _SHOWN // 2:
        # Finding the different ones costs less than looking into all.
        cells = cells.unique()
    short = cells.filter((cells.str.len_bytes() <= _LONGEST).fill_null(value=False))
    ascii_only = short.str.len_bytes() == short.str.len_chars()
    plain = short.filter(ascii_only)
    # Compared without case; other letters than ASCII are folded first, once per text.
    held = plain.filter(plain.str.contains_any(_STEMS, ascii_case_insensitive=True)).unique()
    other = short.filter(~ascii_only).unique()
    if other.is_empty():
        return held.to_list()
    bare = other.str.to_lowercase().str.normalize("NFKD").str.replace_all(r"\p{M}", "")
    return [*held.to_list(), *other.filter(bare.str.contains_any(_STEMS)).to_list()]


def where(cells: pl.Series, predicate: Callable[[str], bool]) -> pl.Series:
    """Which cells hold a word of a state of which ``predicate`` is true; null where blank."""
    texts = [text for text in with_stems(cells) if predicate(text)]
    return cells.is_in(pl.Series(texts, dtype=pl.String).implode())
