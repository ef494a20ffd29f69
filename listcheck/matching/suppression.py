"""People who opted out: the suppression sources joined to the contacts by address and number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from listcheck import columns as c

_SEPARATOR = "\x1f"


@dataclass(frozen=True)
class PeopleEntries:
    """One source: its name and its entries.

    ``entries`` has ``key`` (a normalised address or an E.164 number) and ``bounce``
    (Boolean: the entry is a bounce or a complaint rather than an unsubscribe).
    """

    name: str
    entries: pl.DataFrame


def with_suppression(
    frame: pl.LazyFrame, sources: Sequence[PeopleEntries], *, numbers: bool
) -> pl.LazyFrame:
    """Add suppressed (names of the matching sources) and suppressed_bounce.

    A contact matches by its address, and for calls and texts (``numbers``) by its
    number as well. An unsubscribe in any source beats a bounce in another.
    """
    keys = _one_row_per_key(sources).lazy()
    matched = frame.join(
        keys,
        left_on=c.EMAIL.name,
        right_on="key",
        how="left",
        maintain_order="left",
    ).rename({"names": "by_address", "bounce": "bounce_address"})
    if numbers:
        matched = matched.join(
            keys,
            left_on=c.PHONE.name,
            right_on="key",
            how="left",
            maintain_order="left",
        ).rename({"names": "by_number", "bounce": "bounce_number"})
    else:
        matched = matched.with_columns(
            pl.lit(None, dtype=pl.String).alias("by_number"),
            pl.lit(None, dtype=pl.Boolean).alias("bounce_number"),
        )
    return matched.with_columns(
        pl.concat_str("by_address", "by_number", separator=_SEPARATOR, ignore_nulls=True)
        .pipe(_blank_as_null)
        .alias(c.SUPPRESSED.name),
        # Null (no match) must not make an unsubscribe by the other key look like a bounce.
        (
            pl.col("by_address").is_not_null().or_(pl.col("by_number").is_not_null())
            & pl.col("bounce_address").fill_null(True)
            & pl.col("bounce_number").fill_null(True)
        ).alias(c.SUPPRESSED_BOUNCE.name),
    ).drop("by_address", "by_number", "bounce_address", "bounce_number")


def _blank_as_null(text: pl.Expr) -> pl.Expr:
    return pl.when(text != "").then(text)


def _one_row_per_key(sources: Sequence[PeopleEntries]) -> pl.DataFrame:
    empty = pl.DataFrame(schema={"key": pl.String, "bounce": pl.Boolean, "name": pl.String})
    stacked = pl.concat(
        [
            empty,
            *(
                source.entries.select("key", "bounce").with_columns(
                    pl.lit(source.name).alias("name")
                )
                for source in sources
            ),
        ]
    )
    return (
        stacked.filter(pl.col("key").is_not_null())
        .group_by("key")
        .agg(pl.col("name").unique(maintain_order=True).str.join(_SEPARATOR).alias("names"),
             pl.col("bounce").all())
        .select("key", "names", "bounce")
    )  # fmt: skip


def matches_by_source(suppressed: pl.Series) -> dict[str, int]:
    """Contacts matched per source, from the suppressed column of all contacts."""
    counts: dict[str, int] = {}
    table = suppressed.drop_nulls().value_counts()
    found = table[suppressed.name].cast(pl.String)
    for names, count in zip(found, table["count"], strict=True):
        for name in set(names.split(_SEPARATOR)):
            counts[name] = counts.get(name, 0) + int(count)
    return counts
