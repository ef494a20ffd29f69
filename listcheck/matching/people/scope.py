"""How far an entry of a suppression source reaches: channels, brand, purpose, expiry.

An entry that does not say, or says it in words that listcheck does not know, reaches everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

import polars as pl

from listcheck.matching.people.brands import (
    LIST_MARK,
    names_brands,
    other_brands,
    pieces,
    unlike_brand,
)

#: Scope of an entry; null where it reaches everything. ``channels`` has a bit per channel of
#: :data:`CHANNEL_BITS`. ``brand`` is as a source writes it, see
#: :mod:`listcheck.matching.people.brands`. ``expires`` is filled only where an entry may expire at
#: all.
SCOPE: Final[dict[str, pl.DataType]] = {
    "channels": pl.UInt8(),
    "brand": pl.String(),
    "purpose": pl.String(),
    "expires": pl.Datetime("us"),
}
CHANNEL_BITS: Final = {"email": 1, "sms": 2, "call": 4, "automated-call": 8}
#: What a source says of the reach of its entries: how many say so; ``source`` is its number
#: within an index.
SAID: Final[dict[str, pl.DataType]] = {
    "source": pl.UInt16(),
    "channels": pl.UInt8(),
    "brand": pl.String(),
    "purpose": pl.String(),
    "entries": pl.UInt32(),
}
#: Purposes of a campaign that an opt-out of each purpose reaches; marketing reaches them all.
_REACH: Final = {"complementary": ("complementary",), "share": ("share",)}
#: More names are not shown.
_NAMED: Final = 3


@dataclass(frozen=True)
class Scope:
    """The campaign, as far as the scope of an opt-out may depend on it.

    ``brand`` is the brand or list in whose name is sent; without one every entry reaches the
    campaign. Without a ``channel`` nothing is said of channels.
    """

    channel: str | None
    purpose: str
    send_date: date
    brand: str | None = None


def said(entries: pl.LazyFrame) -> pl.LazyFrame:
    """What entries (the columns of :data:`SAID` but the last, and ``row``) say of their reach."""
    by = [pl.col(name) for name in SAID if name != "entries"]
    return (
        entries.filter(pl.any_horizontal(pl.col("channels", "brand", "purpose").is_not_null()))
        .group_by(by)
        .agg(pl.col("row").n_unique().alias("entries"))
        .select(pl.col(name).cast(dtype) for name, dtype in SAID.items())
    )


def elsewhere(told: pl.DataFrame, brand: str | None) -> pl.DataFrame:
    """Which brands of which source (``source``, ``brand``) are others than the campaign's.

    ``told`` is what :func:`said` gives.
    """
    rows = [
        (source, text)
        for (source,), own in told.drop_nulls("brand").partition_by("source", as_dict=True).items()
        for text in other_brands(own["brand"].unique(), brand)
    ]
    schema = {name: SAID[name] for name in ("source", "brand")}
    return pl.DataFrame(rows, schema=schema, orient="row")


def in_force(
    entries: pl.DataFrame, scope: Scope, others: pl.DataFrame | None = None
) -> pl.DataFrame:
    """The entries that reach the campaign; ``entries`` has the columns of :data:`SCOPE`.

    ``others``: what :func:`elsewhere` gives; the entries have a ``source`` then.
    """
    day = datetime.combine(scope.send_date, time())
    if others is not None and others.height:
        entries = entries.join(others, on=["source", "brand"], how="anti", maintain_order="left")
    return entries.filter(
        _of_channel(scope),
        ~_of_other_purpose(scope),
        # It holds on the day it expires.
        (pl.col("expires") >= day).fill_null(value=True),
    )


def _of_channel(scope: Scope) -> pl.Expr:
    if scope.channel is None:
        return pl.lit(value=True)
    return ((pl.col("channels") & CHANNEL_BITS[scope.channel]) > 0).fill_null(value=True)


def _of_other_purpose(scope: Scope) -> pl.Expr:
    narrow = [name for name, reach in _REACH.items() if scope.purpose not in reach]
    return pl.col("purpose").is_in(narrow).fill_null(value=False)


def narrowed(told: pl.DataFrame) -> int:
    """How many entries do not reach every campaign; ``told`` is what :func:`said` gives."""
    named = [text for text in told["brand"].drop_nulls().unique() if names_brands(text)]
    own = pl.any_horizontal(
        pl.col("channels").is_not_null(),
        pl.col("brand").is_in(named).fill_null(value=False),
        pl.col("purpose").is_in(list(_REACH)).fill_null(value=False),
    )
    return int(told.filter(own)["entries"].sum())


def remarks(told: pl.DataFrame, scope: Scope, name: str) -> tuple[str, ...]:
    """What of a source does not count for the campaign, and what was not understood, in words."""
    if told.is_empty():
        return ()
    others = elsewhere(told, scope.brand).with_columns(pl.lit(value=True).alias("other"))
    table = told.join(others, on=["source", "brand"], how="left").with_columns(
        pl.col("other").fill_null(value=False)
    )
    of_brand = table.filter("other")
    table = table.filter(~pl.col("other"))
    counts = (
        (int(of_brand["entries"].sum()), f"other brands{_shown(of_brand['brand'])}"),
        (int(table.filter(~_of_channel(scope))["entries"].sum()), "other channels"),
        (
            int(table.filter(_of_channel(scope) & _of_other_purpose(scope))["entries"].sum()),
            "other purposes",
        ),
    )
    found = []
    total = sum(count for count, _ in counts)
    if total:
        words = ", ".join(f"{count:,} of {what}" for count, what in counts if count)
        verb = "entry does" if total == 1 else "entries do"
        found.append(f"{name}: {total:,} {verb} not count for this campaign: {words}")
    per_source = told.drop_nulls("brand").partition_by("source")
    if any(unlike_brand(own["brand"], scope.brand) for own in per_source):
        found.append(
            f"{name}: none of its lists is named like the brand {scope.brand}: the opt-outs of "
            "every list count"
        )
    return tuple(found)


def _shown(brands: pl.Series) -> str:
    """At most three of the names, in brackets; never what may be a person's."""
    names = dict.fromkeys(
        piece for text in brands.unique().sort() for piece in pieces(text.removeprefix(LIST_MARK))
    )
    known: Sequence[str] = [name for name in names if "@" not in name and len(name) <= _LONGEST]
    if not known:
        return ""
    more = len(names) - min(len(known), _NAMED)
    return f" ({', '.join(known[:_NAMED])}{f' and {more:,} more' if more else ''})"


_LONGEST: Final = 40
