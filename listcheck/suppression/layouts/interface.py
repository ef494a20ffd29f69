"""What is known of one suppression export: who is meant, why, since when, what it leaves out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

#: What an entry may be limited by.
Reach = Literal["channels", "brand", "purpose", "expires"]


@dataclass(frozen=True)
class Layout:
    """One suppression export of a vendor.

    Attributes:
        title: whose export it is.
        signature: folded headers that tell it.
        people: folded headers of the columns that name a person; others are not looked at, but
            those that any list has for addresses and numbers.
        reasons: folded headers of the column that says why.
        days: folded headers of the column that says since when, where that is the opt-out's day.
        scope: how far an entry reaches: ``channels``, ``brand``, ``purpose`` or ``expires`` to the
            folded headers of the column that says so, besides those that any source may have.
        bounces: what the reason column says of a bounce or a complaint, as lower-case words.
        only_bounces: the export never holds an unsubscribe.
        caution: what a reader of the report must know.
        told_by: for headers that anybody may have: whether folded headers and the first cells
            (columns ``c0`` and on) are of this export. Asked where no signature of another
            layout fits.
        rank: of layouts whose signatures fit equally full, the lowest is meant.
    """

    title: str
    signature: frozenset[str]
    people: frozenset[str]
    reasons: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    bounces: frozenset[str] = frozenset()
    only_bounces: bool = False
    caution: str | None = None
    told_by: Callable[[Sequence[str], pl.DataFrame], bool] | None = None
    rank: int = 1_000
    scope: Mapping[Reach, frozenset[str]] = field(default_factory=dict)


def words(text: str) -> frozenset[str]:
    """The words of a text, such as folded headers."""
    return frozenset(text.split())
