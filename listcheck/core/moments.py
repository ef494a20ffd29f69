"""Which of two things happened first, as far as that can be known from how they were written.

A day without a clock lasts until midnight; a clock of no stated zone may be anywhere. So a moment
is a span on two clocks at once: on the local one, and on UTC. Two moments are in order where
their spans are apart on either of them.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from listcheck.core import columns as c

#: A moment as it is written: see `listcheck.contacts.evidence.written_moments`.
MOMENT_SCHEMA: Final[dict[str, pl.DataType]] = {
    "told": pl.Datetime("us"),
    "clock": pl.UInt8(),
    "offset": pl.Int16(),
}
#: No clock is further from UTC, and no two clocks are further apart.
_FROM_UTC: Final = pl.duration(hours=14)
_APART: Final = pl.duration(hours=26)
_DAY: Final = pl.duration(days=1)
_INSTANT: Final = pl.duration(microseconds=1)
#: What :func:`spans` adds for each moment.
SPAN: Final = ("local_from", "local_to", "utc_from", "utc_to")


def spans(name: str, *, latest: pl.Expr | None = None) -> list[pl.Expr]:
    """``<name>.local_from`` … ``.utc_to``: the spans of ``<name>.told``, ``.clock``, ``.offset``.

    A bound that nobody knows is null. ``latest`` is a moment (local) at which it had certainly
    happened, for what is not dated.
    """
    written, clock = pl.col(f"{name}.told"), pl.col(f"{name}.clock")
    utc = written - pl.duration(minutes=pl.col(f"{name}.offset").fill_null(0))
    is_day, local = clock == c.TOLD_DAY, clock == c.TOLD_LOCAL
    instant = clock == c.TOLD_INSTANT
    length = pl.when(is_day).then(_DAY).otherwise(_INSTANT)
    at_home = is_day | local
    # By an instant's own clock nothing is said about the clock that another moment is written in.
    reach = pl.when(instant).then(_FROM_UTC).otherwise(_APART)
    local_from = pl.when(at_home).then(written).otherwise(utc - reach)
    local_to = pl.when(at_home).then(written + length).otherwise(utc + reach)
    utc_from = pl.when(instant).then(utc).otherwise(written - _FROM_UTC)
    utc_to = pl.when(instant).then(utc + _INSTANT).otherwise(written + length + _FROM_UTC)
    if latest is not None:
        local_to = pl.coalesce(local_to, latest)
        utc_to = pl.coalesce(utc_to, latest + _FROM_UTC)
    bounds = (local_from, local_to, utc_from, utc_to)
    return [span.alias(f"{name}.{bound}") for bound, span in zip(SPAN, bounds, strict=True)]


def before(first: str, second: str) -> pl.Expr:
    """Whether ``first`` certainly happened before ``second``; never null."""
    return (
        (pl.col(f"{first}.local_to") <= pl.col(f"{second}.local_from")).fill_null(value=False)
        | (pl.col(f"{first}.utc_to") <= pl.col(f"{second}.utc_from")).fill_null(value=False)
    )  # fmt: skip


def perhaps_before(first: str, second: str) -> pl.Expr:
    """Whether ``first`` may have happened before ``second``; never null."""
    after = (
        (pl.col(f"{first}.local_from") >= pl.col(f"{second}.local_to")).fill_null(value=False)
        | (pl.col(f"{first}.utc_from") >= pl.col(f"{second}.utc_to")).fill_null(value=False)
    )  # fmt: skip
    return ~after
