"""``optout import``: opt-outs that exist already, from files, each of them once."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from listcheck.casework.common import open_ledger, plain, recorder, shared_domains
from listcheck.config.inputs import Dated
from listcheck.config.settings import Settings
from listcheck.core.errors import InputProblem
from listcheck.ledger.bulk import frame_within
from listcheck.ledger.days import now, written
from listcheck.ledger.events import IMPORTED, Event
from listcheck.ledger.state import cases, standing
from listcheck.ledger.store import Ledger
from listcheck.matching import OrganisationEntries
from listcheck.suppression import Loaded, load_organisations, load_texts


@dataclass(frozen=True)
class Imported:
    """What an import did: opt-outs added, known before, left out as no opt-outs, unreadable.

    ``notes``: how the file was read. ``narrowed`` of the entries name a brand, a channel or a
    purpose: the ledger knows no brands, and its channel is the import's.
    """

    added: int
    known: int
    bounces: int
    unreadable: int
    notes: tuple[str, ...] = ()
    narrowed: int = 0

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return {
            "added": self.added,
            "known": self.known,
            "bounces": self.bounces,
            "unreadable": self.unreadable,
            "notes": list(self.notes),
            "narrowed": self.narrowed,
        }


def import_people(file: Dated, channel: str, by: str | None, settings: Settings) -> Imported:
    """Add the people of a suppression source to the ledger, each opt-out once.

    An opt-out with a day is known when the ledger has it for this person, channel and day.
    One without a day is known when the ledger has such a one and the person has not come back
    since; otherwise it may be a new one, and is recorded. All are added, or none. A number in
    national form is read as one of the settings' country, and is unreadable without it.

    Raises:
        InputProblem: the file cannot be read, holds nobody, or has days in the future.
    """
    # A check tries a national number in every country: there an opt-out too many costs little.
    # A ledger must not say of thirty people that they opted out because one did.
    regions = [settings.country] if settings.country else []
    with tempfile.TemporaryDirectory(prefix="listcheck.") as work:
        loaded, people, narrowed = load_texts(
            file, file.name, Path(work), regions, settings.states.words
        )
    entries = people.filter(~pl.col("bounce")).select(
        pl.col("text").alias("person"), received_day(pl.col("since")).alias("received_at")
    )
    _require_past(entries, file)
    wanted = entries.unique().sort("person", "received_at", nulls_last=True)
    shape = _imported(loaded, by)._replace(kind="opt_out", scope="individual", channel=channel)
    known = 0

    def write(ledger: Ledger) -> list[Event]:
        nonlocal known
        new = _unknown(wanted, frame_within(ledger), channel)
        known = wanted.height - new.height
        # An event each, chained to the one before: there is no other way to write them.
        return [
            shape._replace(person=person, received_at=day)
            for person, day in new.select("person", "received_at").iter_rows()
        ]

    with open_ledger(settings, create=True) as ledger:
        added = ledger.append(write)
    bounces = people["bounce"].sum()
    return Imported(len(added), known, int(bounces), loaded.unreadable, loaded.notes, narrowed)


def received_day(since: pl.Expr) -> pl.Expr:
    """The day of an opt-out from the latest moment that a file's cell can mean.

    A day without a clock ends at midnight; a moment with an offset may count as the day after.
    """
    midnight = since.dt.time() == pl.time(0, 0)
    day = pl.when(midnight).then(since - pl.duration(days=1)).otherwise(since)
    tomorrow = pl.lit(date.today() + timedelta(days=1))  # noqa: DTZ011 (see above)
    # Only the margin for time zones can have put a clock time of today into tomorrow.
    clamped = pl.when(~midnight & (day.dt.date() == tomorrow)).then(day - pl.duration(days=1))
    return clamped.otherwise(day).dt.strftime("%Y-%m-%d")


def _require_past(entries: pl.DataFrame, file: Dated) -> None:
    today = str(date.today())  # noqa: DTZ011 (the day where the file was made)
    future = entries.filter(pl.col("received_at") > today).height
    if future:
        raise InputProblem(
            f"{file.path}: {future:,} opt-outs have a day in the future; expected days up to "
            f"{today}; nothing was written"
        )


def _unknown(wanted: pl.DataFrame, events: pl.DataFrame, channel: str) -> pl.DataFrame:
    """The entries that the ledger does not have yet.

    What was voided stays known: somebody decided that it does not count. What the ledger had
    before the person came back is known only where its day shows that it is the same.
    """
    had = events.filter((pl.col("kind") == "opt_out") & (pl.col("channel") == channel))
    back = (
        standing(events)
        .filter(pl.col("kind") == "rejoin")
        .group_by("person")
        .agg(
            pl.col("number").max().alias("back"),
            pl.col("received_at").str.slice(0, 10).max().alias("back on"),
        )
    )
    had = had.with_columns(pl.col("received_at").str.slice(0, 10)).join(
        back, on="person", how="left", maintain_order="left"
    )
    later = pl.col("back").is_null() | (pl.col("number") > pl.col("back"))
    undated = had.filter(pl.col("received_at").is_null() & later)
    days = had.filter(later | (pl.col("back on") > pl.col("received_at")))
    return pl.concat(
        [
            wanted.drop_nulls("received_at").join(
                days, on=["person", "received_at"], how="anti", maintain_order="left"
            ),
            wanted.filter(pl.col("received_at").is_null()).join(
                undated, on="person", how="anti", maintain_order="left"
            ),
        ]
    )


def import_organisations(file: Dated, channel: str, by: str | None, settings: Settings) -> Imported:
    """Add the organisations of an organisation source, each once.

    A confirmed one is known when the ledger has it confirmed; one that is pending there is
    known when the ledger has it at all, however it was decided.

    Raises:
        InputProblem: the file cannot be read, or names a provider of free mailboxes.
    """
    with tempfile.TemporaryDirectory(prefix="listcheck.") as work:
        loaded, organisations = load_organisations(
            file, file.name, Path(work), shared_domains(settings)
        )
    wanted = _organisations(organisations, file)
    shape = _imported(loaded, by)
    request = shape._replace(kind="organisation_request", scope="organisation", channel=channel)

    def write(ledger: Ledger) -> list[Event]:
        had = _had(frame_within(ledger), channel)
        number = ledger.head().events
        new: list[Event] = []
        for domain, account, state in wanted:
            if had.get((domain, account)) in ("confirmed", state) or (
                state == "pending" and (domain, account) in had
            ):
                continue
            case = number + len(new) + 1
            new.append(request._replace(domains=domain, account_id=account, reason="imported"))
            if state == "confirmed":
                new.append(shape._replace(case=case, kind="confirmed", reason="imported"))
        return new

    with open_ledger(settings, create=True) as ledger:
        added = ledger.append(write)
    requests = sum(event.kind == "organisation_request" for event in added)
    return Imported(requests, len(wanted) - requests, 0, loaded.unreadable, loaded.notes)


def _organisations(
    organisations: OrganisationEntries, file: Dated
) -> Sequence[tuple[str | None, str | None, str]]:
    shared = organisations.entries.filter(pl.col("state") == "shared").height
    if shared:
        raise InputProblem(
            f"{file.path}: {shared:,} domains belong to providers of free mailboxes, so they stand "
            "for no organisation; give the people's addresses instead; nothing was written"
        )
    named, known = (
        pl.col("company").is_not_null(),
        organisations.entries["row"].filter(organisations.entries["company"].is_null()),
    )
    only_named = organisations.entries.filter(
        named & ~pl.col("row").is_in(known.drop_nulls().implode())
    )
    if only_named.height:
        raise InputProblem(
            f"{file.path}: {only_named.height:,} organisations have a name only; the ledger knows "
            "them by domain or account id: add one; nothing was written"
        )
    entries = organisations.entries.filter(~named)
    ranked = entries.sort("state").unique(["domain", "account_id"], keep="first")
    odd = ranked.filter(pl.col("account_id").str.contains(r"\p{C}")).height
    if odd:
        raise InputProblem(
            f"{file.path}: {odd:,} account ids hold characters that cannot be shown; nothing was "
            "written"
        )
    # An event each: there is no other way to write them.
    return ranked.sort("domain", "account_id").select("domain", "account_id", "state").rows()


def _had(events: pl.DataFrame, channel: str) -> dict[tuple[str | None, str | None], str]:
    """Domain or account id of every case of this channel, and how it stands; confirmed wins."""
    had: dict[tuple[str | None, str | None], str] = {}
    decided = cases(standing(events)).filter(pl.col("channel") == channel)
    # Cases are few: each was handled by a person.
    for domains, account, state in decided.select("domains", "account_id", "state").iter_rows():
        names = [(domain, None) for domain in (domains or "").split()]
        for name in (*names, *([(None, account.lower())] if account else [])):
            if had.get(name) != "confirmed":
                had[name] = state
    return had


def _imported(loaded: Loaded, by: str | None) -> Event:
    """What the events of an import share: the file is their evidence."""
    return Event(
        route=IMPORTED,
        recorded_by=recorder(by),
        recorded_at=written(now()),
        evidence=plain(loaded.file.name, "FILE"),
        evidence_sha256=loaded.sha256,
    )
