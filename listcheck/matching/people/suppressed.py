"""People who opted out: the suppression sources matched to the judged contacts by their keys.

The contacts' keys are what is built and the sources are what streams by: memory follows the
campaign, not the sources, of which only the entries that match somebody are ever held.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Protocol, Self

import polars as pl

from listcheck.core import columns as c
from listcheck.core.moments import MOMENT_SCHEMA
from listcheck.matching.people.keys import KEY_PREFIX, OWN_KEYS, PLAIN, keys_in, pairs_of
from listcheck.matching.people.scope import SAID, SCOPE, Scope, elsewhere, in_force, said
from listcheck.matching.people.search import with_keys

_SEPARATOR = "\x1f"
#: An entry of a source. ``key``: see :mod:`listcheck.matching.people.keys`. ``bounce``: it is a
#: bounce or a complaint rather than an unsubscribe. ``since``: the latest moment of the opt-out,
#: null where it is not known; ``told``, ``clock`` and ``offset``: the same as it is written, see
#: :mod:`listcheck.core.moments`. ``row``: which record of the source it is. Then its scope.
ENTRY: dict[str, pl.DataType] = {
    "key": pl.UInt64(),
    "bounce": pl.Boolean(),
    "since": pl.Datetime("us"),
    **MOMENT_SCHEMA,
    "row": pl.UInt32(),
    **SCOPE,
}


class PeopleSource(Protocol):
    """A suppression source, however it is stored."""

    @property
    def name(self) -> str:
        """What reports call it."""
        ...

    @property
    def forms(self) -> frozenset[str]:
        """How its entries are written: plain, or the algorithms that may have hashed them."""
        ...

    def matching(self, keys: pl.Series, tell: Collection[str] = ENTRY) -> pl.DataFrame:
        """Its entries with one of ``keys`` (sorted, distinct).

        They have the columns of :data:`ENTRY`; those not in ``tell`` may be null throughout.
        """
        ...

    @property
    def said(self) -> pl.DataFrame:
        """What its entries say of their reach: see :data:`listcheck.matching.people.scope.SAID`."""
        ...

    def in_force(
        self, keys: pl.Series, scope: Scope, tell: Collection[str] = ENTRY
    ) -> pl.DataFrame:
        """Those of them that reach a campaign."""
        ...

    def in_forms(self, forms: frozenset[str]) -> Self:
        """The same source, its entries written in these forms."""
        ...


@dataclass(frozen=True)
class PeopleEntries:
    """A source in memory; ``entries`` has columns of :data:`ENTRY`, ``key`` at least."""

    name: str
    entries: pl.DataFrame
    forms: frozenset[str] = frozenset({PLAIN})

    def matching(self, keys: pl.Series, tell: Collection[str] = ENTRY) -> pl.DataFrame:
        """See :class:`PeopleSource`."""
        del tell  # all of it is in memory
        return complete(with_keys(self.entries, keys))

    @cached_property
    def said(self) -> pl.DataFrame:
        """See :class:`PeopleSource`."""
        if {"channels", "brand", "purpose"}.isdisjoint(self.entries.columns):
            return pl.DataFrame(schema=SAID)
        missing = [name for name in SAID if name not in self.entries.columns]
        told = self.entries.lazy().with_columns(
            pl.lit(None, dtype=SAID[name]).alias(name) for name in missing if name != "source"
        )
        return said(told.with_columns(source=pl.lit(0, dtype=SAID["source"]))).collect()

    def in_force(
        self, keys: pl.Series, scope: Scope, tell: Collection[str] = ENTRY
    ) -> pl.DataFrame:
        """See :class:`PeopleSource`."""
        found = self.matching(keys, tell).with_columns(source=pl.lit(0, dtype=SAID["source"]))
        others = elsewhere(self.said, scope.brand) if scope.brand else None
        return in_force(found, scope, others).drop("source")

    def in_forms(self, forms: frozenset[str]) -> PeopleEntries:
        """See :class:`PeopleSource`."""
        return replace(self, forms=forms)


def complete(entries: pl.DataFrame) -> pl.DataFrame:
    """``entries`` with every column of :data:`ENTRY`; one that a source does not tell is null."""
    missing = [name for name in ENTRY if name not in entries.columns]
    return entries.with_columns(pl.lit(None).alias(name) for name in missing).select(
        pl.col(name).cast(dtype) for name, dtype in ENTRY.items()
    )


def with_suppression(
    contacts: pl.DataFrame,
    sources: Sequence[PeopleSource],
    scope: Scope,
    returned: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Add suppressed (names of the matching sources), suppressed_bounce; mend opt_out_lifted.

    A contact matches by any of its key columns: its address, for calls and texts its number as
    well, its further addresses and numbers, and the digests of all these. An unsubscribe in any
    source beats a bounce in another. Opt-outs that are all dated are lifted where the person
    came back later (``rejoined_at``), and dated entries of those who came back by the ledger
    (``returned``: key and rejoined_at). ``rejoined_at`` and the key columns are dropped, but for
    those of :data:`listcheck.matching.people.keys.OWN_KEYS`, by which copies are found.
    """
    by = [name for name in contacts.columns if name.startswith(KEY_PREFIX)]
    # Days are asked for only where somebody came back: reading them costs more than the rest.
    tell = [name for name in ENTRY if name not in ("row", *MOMENT_SCHEMA)]
    if not contacts[c.REJOINED_AT.name].count() and returned is None:
        tell.remove("since")
    hits = pl.DataFrame(schema=_HIT)
    if sources and by:
        hits = matches(sources, keys_in(contacts, by), scope, tell, returned)
    told = _told(contacts, by, hits)
    return (
        contacts.drop(c.REJOINED_AT.name, *(name for name in by if name not in OWN_KEYS))
        .with_row_index("suppression.at")
        .join(told, on="suppression.at", how="left", maintain_order="left")
        .drop("suppression.at")
        .with_columns(
            pl.when(~pl.col("lifted").fill_null(value=False))
            .then(pl.col("names"))
            .alias(c.SUPPRESSED.name),
            # Null (no match) must not make an unsubscribe by the other key look like a bounce.
            pl.col("bounces").fill_null(value=False).alias(c.SUPPRESSED_BOUNCE.name),
            (c.OPT_OUT_LIFTED.expr | pl.col("lifted").fill_null(value=False)).alias(
                c.OPT_OUT_LIFTED.name
            ),
        )
        .drop("names", "bounces", "lifted")
    )


_HIT: dict[str, Any] = {
    "key": pl.UInt64,
    "names": pl.String,
    "bounce": pl.Boolean,
    "since": pl.Datetime("us"),
}


def matches(
    sources: Sequence[PeopleSource],
    keys: pl.Series,
    scope: Scope,
    tell: Collection[str] = ENTRY,
    returned: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """One row per key that an entry in force has: its sources, all bounces or not, since when.

    ``keys`` are those of the contacts: sorted, distinct, none of them null.
    """
    found = [
        source.in_force(keys, scope, tell).with_columns(pl.lit(source.name).alias("name"))
        for source in sources
    ]
    entries = pl.concat(found)
    if returned is not None:
        back = pl.col("since") < pl.col("rejoined_at")
        entries = entries.join(returned, on="key", how="left").filter(
            # A bounce is no opt-out: coming back does not mend the mailbox.
            ~back.fill_null(value=False) | pl.col("bounce").fill_null(value=False)
        )
    return (
        entries.group_by("key")
        .agg(pl.col("name").unique(maintain_order=True).str.join(_SEPARATOR).alias("names"),
             pl.col("bounce").fill_null(value=False).all(),
             # One entry without a date leaves the day of the last opt-out unknown.
             pl.when(pl.col("since").is_not_null().all()).then(pl.col("since").max())
             .alias("since"))
        .select(pl.col(name).cast(dtype) for name, dtype in _HIT.items())
    )  # fmt: skip


def _told(contacts: pl.DataFrame, by: Sequence[str], hits: pl.DataFrame) -> pl.DataFrame:
    """What the hits say of the contacts they hit: names, bounces and lifted, by position."""
    back = contacts.select(pl.int_range(pl.len(), dtype=pl.UInt32).alias("at"), c.REJOINED_AT.name)
    # The person came back after the opt-outs of the key; a bounce stays.
    returned = (c.REJOINED_AT.expr > pl.col("since")).fill_null(value=False) & ~pl.col("bounce")
    return (
        pairs_of(contacts, by, hits["key"])
        .join(hits, on="key", how="left", maintain_order="left")
        .join(back, on="at", how="left", maintain_order="left")
        .group_by("at")
        .agg(
            pl.col("names").str.split(_SEPARATOR).explode().unique(maintain_order=True)
            .str.join(_SEPARATOR),
            pl.col("bounce").all().alias("bounces"),
            returned.all().alias("lifted"),
        )
        .rename({"at": "suppression.at"})
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
