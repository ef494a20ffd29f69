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

    ``entries`` has ``key`` (a normalised address or an E.164 number), ``bounce`` (Boolean:
    the entry is a bounce or a complaint rather than an unsubscribe) and ``since`` (the
    latest moment of the opt-out, null where it is not known).
    """

    name: str
    entries: pl.DataFrame


def with_suppression(
    frame: pl.LazyFrame, sources: Sequence[PeopleEntries], by: Sequence[str]
) -> pl.LazyFrame:
    """Add suppressed (names of the matching sources) and suppressed_bounce.

    A contact matches by any of the columns ``by``: its address, for calls and texts its
    number as well, and its further addresses and numbers. An unsubscribe in any source beats
    a bounce in another. Opt-outs that are all dated are lifted where the person came back
    later (``rejoined_at``).
    """
    keys = _one_row_per_key(sources).lazy()
    for name in by:
        matched = {part: f"{part} by {name}" for part in ("names", "bounce", "since")}
        frame = frame.join(
            keys.rename(matched), left_on=name, right_on="key", how="left", maintain_order="left"
        )
    names = [pl.col(f"names by {name}") for name in by]
    found = frame.with_columns(
        pl.concat_str(names, separator=_SEPARATOR, ignore_nulls=True)
        .pipe(_blank_as_null)
        .alias(c.SUPPRESSED.name),
        # Null (no match) must not make an unsubscribe by the other key look like a bounce.
        (
            pl.any_horizontal(name.is_not_null() for name in names)
            & pl.all_horizontal(pl.col(f"bounce by {name}").fill_null(value=True) for name in by)
        ).alias(c.SUPPRESSED_BOUNCE.name),
        _lifted(by).alias("lifted"),
    )
    return found.with_columns(
        pl.when(~pl.col("lifted")).then(c.SUPPRESSED.expr).alias(c.SUPPRESSED.name),
        (c.OPT_OUT_LIFTED.expr | pl.col("lifted")).alias(c.OPT_OUT_LIFTED.name),
    ).drop("lifted", *(f"{part} by {name}" for name in by for part in ("names", "bounce", "since")))


def _lifted(by: Sequence[str]) -> pl.Expr:
    """Whether the person came back after every opt-out that matched; a bounce stays."""
    returned = [
        pl.col(f"names by {name}").is_null()
        | (
            (c.REJOINED_AT.expr > pl.col(f"since by {name}")).fill_null(value=False)
            & ~pl.col(f"bounce by {name}").fill_null(value=True)
        )
        for name in by
    ]
    matched = pl.any_horizontal(pl.col(f"names by {name}").is_not_null() for name in by)
    return pl.all_horizontal(matched, *returned)


def _blank_as_null(text: pl.Expr) -> pl.Expr:
    return pl.when(text != "").then(text)


def _one_row_per_key(sources: Sequence[PeopleEntries]) -> pl.DataFrame:
    empty = pl.DataFrame(
        schema={"key": pl.String, "bounce": pl.Boolean, "since": pl.Datetime, "name": pl.String}
    )
    stacked = pl.concat(
        [
            empty,
            *(
                source.entries.select("key", "bounce", "since").with_columns(
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
             pl.col("bounce").all(),
             # One entry without a date leaves the day of the last opt-out unknown.
             pl.when(pl.col("since").is_not_null().all()).then(pl.col("since").max())
             .alias("since"))
        .select("key", "names", "bounce", "since")
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
