"""A moment as it was written down: by which clock, and how exactly."""

from __future__ import annotations

from typing import Final

import polars as pl

from listcheck.contacts.evidence.cell_values import (
    DateOrder,
    has_clock,
    offset,
    written_moment,
    zoned,
)
from listcheck.core import columns as c

#: Zones whose clock is UTC; no other name of a zone is looked up.
_UTC: Final = r"(?i)[0-9]\s*(?:z|utc|gmt)$"
#: Seconds or milliseconds since 1970, as programs write a moment (since 2001).
_UNIX: Final = r"^[0-9]{10}(?:\.[0-9]+)?$"
_UNIX_MILLISECONDS: Final = r"^[0-9]{13}$"


def unix_moment(text: pl.Expr) -> pl.Expr:
    """Texts that count seconds or milliseconds since 1970 as ISO 8601 in UTC; null for others."""
    seconds = (
        pl.when(text.str.contains(_UNIX)).then(text.cast(pl.Float64, strict=False))
        .when(text.str.contains(_UNIX_MILLISECONDS))
        .then(text.cast(pl.Float64, strict=False) / 1000)
    )  # fmt: skip
    moment = pl.from_epoch((seconds * 1_000_000).cast(pl.Int64), time_unit="us")
    return moment.dt.strftime("%Y-%m-%dT%H:%M:%S%.6fZ")


def with_written_moment(
    frame: pl.LazyFrame, field: str, date_order: DateOrder | None, prefix: str
) -> pl.LazyFrame:
    """Add ``<prefix>.told``, ``.clock`` and ``.offset`` of a list's cells.

    ``told`` (Datetime) is the moment by the clock it is written in, midnight where only the day
    is told, null where nothing can be read. ``clock`` (UInt8) is one of the kinds of
    :mod:`listcheck.core.columns` (TOLD_…), ``offset`` (Int16) the minutes by which an instant's
    clock is ahead of UTC.
    """
    name = f"{prefix}.told"
    text = c.cell_expr(field).str.strip_chars()
    ahead = pl.coalesce(
        offset(field), pl.when(text.str.contains(_UTC)).then(pl.lit(0, dtype=pl.Int64))
    ).cast(pl.Int16)
    moment, is_day = pl.col(name), ~has_clock(field)
    clock = (
        pl.when(is_day)
        .then(pl.lit(c.TOLD_DAY))
        .when(pl.col(f"{prefix}.offset").is_not_null())
        .then(pl.lit(c.TOLD_INSTANT))
        .when(zoned(field))
        .then(pl.lit(c.TOLD_ZONE))
        .otherwise(pl.lit(c.TOLD_LOCAL))
        .cast(pl.UInt8)
    )
    # Step by step, so that each cell is read once.
    return (
        frame.with_columns(written_moment(field, date_order).alias(name))
        .with_columns(pl.when(moment.is_not_null()).then(ahead).alias(f"{prefix}.offset"))
        .with_columns(pl.when(moment.is_not_null()).then(clock).alias(f"{prefix}.clock"))
        .with_columns(
            pl.when(pl.col(f"{prefix}.clock") == c.TOLD_DAY)
            .then(moment.dt.truncate("1d"))
            .otherwise(moment)
            .alias(name)
        )
    )
