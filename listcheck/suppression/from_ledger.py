"""The opt-out ledger as sources: its people, its organisations, and who came back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from listcheck.config.inputs import Dated
from listcheck.contacts import mailbox_of
from listcheck.core.ledger_place import Place
from listcheck.ledger.chain import ChainHead
from listcheck.ledger.state import InForce, in_force
from listcheck.ledger.timeline import timeline
from listcheck.matching import OrganisationEntries, PeopleEntries, key_of
from listcheck.suppression.loading import Loaded

PEOPLE: Final = "ledger"
ORGANISATIONS: Final = "ledger (organisations)"


@dataclass(frozen=True)
class LedgerSource:
    """What a check takes from the ledger.

    Attributes:
        shown: the ledger's file or database, without a password.
        head: number of events and hash of the last, for the manifest.
        sources: the two sources as reports count them.
        people: opt-outs in force; ``organisations``: requests with their state.
        cases: ``key`` and ``case`` of every opt-out in force, one row per key.
        rejoined: ``key`` and ``rejoined_at`` of everybody who came back.
    """

    shown: str
    head: ChainHead
    sources: tuple[Loaded, Loaded]
    people: PeopleEntries
    organisations: OrganisationEntries
    cases: pl.DataFrame
    rejoined: pl.DataFrame


def _events(place: Place) -> tuple[pl.DataFrame, ChainHead]:
    """All events of a ledger, their number and the hash of the last."""
    # Whoever has no ledger does not pay for the libraries of databases.
    from listcheck.ledger.bulk import frame_of  # noqa: PLC0415
    from listcheck.ledger.store import Ledger  # noqa: PLC0415

    with Ledger(place) as ledger:
        events, count, last = frame_of(ledger)
    return events, ChainHead(count, last)


def load_ledger(
    place: Place, channel: str, on: date, consumer: frozenset[str], *, same_mailbox: bool = False
) -> LedgerSource:
    """Read a ledger in bulk, as it stands now, for a campaign on one channel.

    Args:
        place: the SQLite file or the database.
        channel: email, sms, call or automated-call: opt-outs of other channels are left out.
        on: the send date.
        consumer: domains of free-mail providers, which stand for no organisation.
        same_mailbox: an address stands for all sub-addresses of its mailbox.

    Raises:
        UsageProblem: there is no ledger there.
        InputProblem: it cannot be read, or events are missing.
    """
    events, head = _events(place)
    found = in_force(events, channel, on)
    mailbox = mailbox_of(pl.col("key")) if same_mailbox else pl.col("key")
    people = found.people.with_columns(mailbox.alias("key"), pl.lit(value=False).alias("bounce"))
    cases = people.group_by("key").agg(pl.col("case").min())
    state = (
        pl.when(pl.col("domain").is_in(sorted(consumer)))
        .then(pl.lit("shared"))
        .otherwise("state")
        .alias("state")
    )
    organisations = found.organisations.with_columns(state)
    # The ledger is read now, so it is as fresh as can be: no day of an export is asked for.
    read = Dated(Path(place.shown), min(date.today(), on))  # noqa: DTZ011 (the sender's day)

    def source(name: str, kind: str, entries: int, remark: str | None) -> Loaded:
        remarks = (remark,) if remark else ()
        return Loaded(
            read, name, lambda: head.hash, 0, entries, 0, kind, remarks=remarks, live=True
        )

    return LedgerSource(
        shown=place.shown,
        head=head,
        sources=(
            source(PEOPLE, "people", cases.height, _remark(head, found)),
            source(ORGANISATIONS, "organisations", organisations.height, None),
        ),
        people=PeopleEntries(PEOPLE, people.select(key_of(pl.col("key")), "bounce", "since")),
        organisations=OrganisationEntries(ORGANISATIONS, organisations),
        cases=cases,
        rejoined=found.rejoined.with_columns(mailbox.alias("key"))
        .group_by("key")
        .agg(pl.col("rejoined_at").max()),
    )


@dataclass(frozen=True)
class LedgerHistory:
    """What an audit takes from the ledger: everything that was received, with its moment.

    Attributes:
        shown: the ledger's file or database, without a password.
        head: number of events and hash of the last.
        opt_outs: by key of the address or number; see :func:`listcheck.ledger.timeline.timeline`.
        returns: the same of those who came back.
        organisations: by domain or account id.
    """

    shown: str
    head: ChainHead
    opt_outs: pl.DataFrame
    returns: pl.DataFrame
    organisations: pl.DataFrame


def ledger_history(
    place: Place, channels: Sequence[str], consumer: frozenset[str], *, same_mailbox: bool = False
) -> tuple[dict[str, LedgerHistory], tuple[Loaded, Loaded]]:
    """Read a ledger in bulk for an audit of sends: by channel, and as reports count it.

    Raises:
        UsageProblem: there is no ledger there.
        InputProblem: it cannot be read, or events are missing.
    """
    events, head = _events(place)
    mailbox = mailbox_of(pl.col("key")) if same_mailbox else pl.col("key")
    by_key = key_of(mailbox).alias("key")
    shared = pl.col("domain").is_in(sorted(consumer)).fill_null(value=False)
    state = pl.when(shared).then(pl.lit("shared")).otherwise("state").alias("state")
    found = {}
    for channel in channels:
        told = timeline(events, channel)
        found[channel] = LedgerHistory(
            place.shown,
            head,
            told.opt_outs.with_columns(by_key),
            told.returns.with_columns(by_key),
            told.organisations.with_columns(state),
        )
    read = Dated(Path(place.shown), date.today())  # noqa: DTZ011 (the user's own day)

    def source(name: str, kind: str, keys: pl.Series) -> Loaded:
        return Loaded(read, name, lambda: head.hash, 0, keys.n_unique(), 0, kind, live=True)

    people = pl.concat([one.opt_outs["key"] for one in found.values()])
    cases = pl.concat([one.organisations["case"] for one in found.values()])
    return found, (source(PEOPLE, "people", people), source(ORGANISATIONS, "organisations", cases))


def _remark(head: ChainHead, found: InForce) -> str:
    """What a reader of the report must know: how much is open, and when it was reviewed."""
    told = [f"{head.events:,} events, head {head.hash[:12]}"]
    if found.pending:
        told.append(
            f"{found.pending:,} requests of organisations pending, the oldest since "
            f"{found.pending_since} (listcheck optout list)"
        )
    if found.lifted:
        told.append(f"{found.lifted:,} opt-outs lifted because the person came back")
    told.append(
        f"last reviewed on {found.last_review}" if found.last_review else "never reviewed so far"
    )
    return f"{PEOPLE}: {'; '.join(told)}"
