"""People who opted out: the suppression sources matched to the judged contacts by their keys.

The contacts' keys are what is built and the sources are what streams by: memory follows the
campaign, not the sources, of which only the entries that match somebody are ever held. An engine
gathers the keys of all contacts and asks the sources once; what they know is then laid beside each
contact by itself, in batches of any size.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, Protocol, Self

import polars as pl

from listcheck.core import columns as c
from listcheck.core.moments import MOMENT_SCHEMA
from listcheck.matching.people.keys import KEY_PREFIX, OWN_KEYS, PLAIN, pairs_of
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


#: Of a key that an entry in force has: names of the sources, all bounces or not, since when.
_HIT: dict[str, Any] = {
    "key": pl.UInt64,
    "names": pl.String,
    "bounce": pl.Boolean,
    "since": pl.Datetime("us"),
}
#: What the hits say of a contact.
_SAID_OF: Final = pl.Struct({"names": pl.String, "bounces": pl.Boolean, "lifted": pl.Boolean})


def with_suppression(contacts: pl.LazyFrame, hits: pl.DataFrame) -> pl.LazyFrame:
    """Add suppressed (names of the matching sources), suppressed_bounce; mend opt_out_lifted.

    A contact matches by any of its key columns: its address, for calls and texts its number as
    well, its further addresses and numbers, and the digests of all these. An unsubscribe in any
    source beats a bounce in another. Opt-outs that are all dated are lifted where the person
    came back later (``rejoined_at``). ``rejoined_at`` and the key columns are dropped, but for
    those of :data:`listcheck.matching.people.keys.OWN_KEYS`, by which copies are found.

    Args:
        contacts: any number of them, with their keys.
        hits: what :func:`hits_of` gives for their keys, or for more.
    """
    by = [name for name in contacts.collect_schema().names() if name.startswith(KEY_PREFIX)]
    told = pl.lit(None, dtype=_SAID_OF)
    if by and hits.height:
        told = pl.struct(c.REJOINED_AT.name, *by).map_batches(
            lambda batch: _said_of(batch.struct.unnest(), by, hits),
            return_dtype=_SAID_OF,
            is_elementwise=True,
        )
    said_of = pl.col("suppression").struct.field
    lifted = said_of("lifted").fill_null(value=False)
    return (
        contacts.with_columns(told.alias("suppression"))
        .drop(c.REJOINED_AT.name, *(name for name in by if name not in OWN_KEYS))
        .with_columns(
            pl.when(~lifted).then(said_of("names")).alias(c.SUPPRESSED.name),
            # Null (no match) must not make an unsubscribe by the other key look like a bounce.
            said_of("bounces").fill_null(value=False).alias(c.SUPPRESSED_BOUNCE.name),
            (c.OPT_OUT_LIFTED.expr | lifted).alias(c.OPT_OUT_LIFTED.name),
        )
        .drop("suppression")
    )


def hits_of(
    sources: Sequence[PeopleSource],
    keys: pl.Series,
    scope: Scope,
    returned: pl.DataFrame | None = None,
    *,
    dated: bool = True,
) -> pl.DataFrame:
    """What the entries in force say of each key that one of them has: see :data:`_HIT`.

    Args:
        sources: whom to ask.
        keys: those of the contacts: sorted, distinct, none of them null.
        scope: the campaign.
        returned: who came back by the ledger (key and rejoined_at): their dated opt-outs from
            before do not count.
        dated: whether some contact came back by what the list says. Days are asked for only
            where somebody did: reading them costs more than the rest.
    """
    tell = [name for name in ENTRY if name not in ("row", *MOMENT_SCHEMA)]
    if not dated and returned is None:
        tell.remove("since")
    if not sources or keys.is_empty():
        return pl.DataFrame(schema=_HIT)
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


def _said_of(contacts: pl.DataFrame, by: Sequence[str], hits: pl.DataFrame) -> pl.Series:
    """What the hits say of each of the contacts; its fields are null where nothing."""
    place = pl.int_range(pl.len(), dtype=pl.UInt32).alias("at")
    back = contacts.select(place, c.REJOINED_AT.name)
    # The person came back after the opt-outs of the key; a bounce stays.
    returned = (c.REJOINED_AT.expr > pl.col("since")).fill_null(value=False) & ~pl.col("bounce")
    told = (
        pairs_of(contacts, by, hits["key"])
        .join(hits, on="key", how="left", maintain_order="left")
        .join(back, on="at", how="left", maintain_order="left")
        .select("at", "names", pl.col("bounce").alias("bounces"), returned.alias("lifted"))
    )
    # Few contacts are hit by more than one of their keys.
    several = told["at"].is_duplicated()
    if several.any():
        names = pl.col("names").str.split(_SEPARATOR).explode().unique(maintain_order=True)
        together = (
            told.filter(several)
            .group_by("at")
            .agg(names.str.join(_SEPARATOR), pl.col("bounces").all(), pl.col("lifted").all())
        )
        told = pl.concat([told.filter(~several), together])
    return (
        back.select("at")
        .join(told, on="at", how="left", maintain_order="left")
        .select(pl.struct(_SAID_OF.to_schema().keys()))
        .to_series()
    )


def matches_by_source(suppressed: pl.Series) -> dict[str, int]:
    """Contacts matched per source, from the suppressed column of all contacts."""
    counts: dict[str, int] = {}
    table = suppressed.drop_nulls().value_counts()
    found = table[suppressed.name].cast(pl.String)
    for names, count in zip(found, table["count"], strict=True):
        for name in set(names.split(_SEPARATOR)):
            counts[name] = counts.get(name, 0) + int(count)
    return counts
