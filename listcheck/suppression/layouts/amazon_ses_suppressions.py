"""Amazon SES: an address and why, in lines without a header or as objects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from listcheck.suppression.layouts.interface import Layout, words

_HEADERS: Final = words("emailaddress reason")
_REASON: Final = words("reason column2")
_WORDS: Final = ("bounce", "complaint")


def _told_by(headers: Sequence[str], cells: pl.DataFrame) -> bool:
    """Whether the words of SES, and no others, say why: its headers are anybody's."""
    if headers != ["column1", "column2"] and not set(headers) >= _HEADERS:
        return False
    reason = next(at for at, header in enumerate(headers) if header in _REASON)
    reasons = cells[f"c{reason}"].str.strip_chars().str.to_lowercase().drop_nulls()
    return len(reasons) == cells.height and bool(reasons.is_in(_WORDS).all())


LAYOUT = Layout(
    "Amazon SES",
    signature=_HEADERS,
    people=words("emailaddress column1"),
    reasons=_REASON,
    bounces=frozenset(_WORDS),
    only_bounces=True,
    caution="SES lists bounces and complaints only, never who unsubscribed",
    told_by=_told_by,
    rank=140,
)
