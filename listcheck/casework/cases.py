"""``optout list`` and ``optout history``: how cases stand, and what is in the ledger."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import polars as pl

from listcheck.casework.common import ledger_key, open_ledger, person_of
from listcheck.config.settings import Settings
from listcheck.core.errors import InputProblem, UsageProblem
from listcheck.ledger.bulk import frame_of
from listcheck.ledger.chain import ChainHead, Checked, verify
from listcheck.ledger.events import Event
from listcheck.ledger.state import cases, last_review, standing

#: Fields of an event that concern one person, shown on demand only.
PERSONAL: Final = ("person",)


@dataclass(frozen=True)
class Listed:
    """The cases of a ledger and what is to be known of the whole.

    Attributes:
        cases: one mapping per case: case, state, age_days, waiting_for, domains …
        last_review: the day of the last review; None where there was none.
    """

    cases: tuple[dict[str, Any], ...]
    last_review: str | None
    events: int

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return {
            "cases": list(self.cases),
            "last_review": self.last_review,
            "events": self.events,
        }


def list_cases(settings: Settings, *, closed: bool = False) -> Listed:
    """The organisations' requests: the open ones, or all of them, oldest first."""
    with open_ledger(settings) as ledger:
        events, count, _ = frame_of(ledger)
    counted = standing(events)
    listed = cases(counted)
    if not closed:
        listed = listed.filter(pl.col("state") == "pending")
    today = date.today()  # noqa: DTZ011 (days count where the case is handled)
    # Cases are few: each was handled by a person.
    rows = tuple(_case(row, today) for row in listed.iter_rows(named=True))
    return Listed(rows, last_review(counted), count)


def _case(row: dict[str, Any], today: date) -> dict[str, Any]:
    began = _day(row["received_at"] or row["recorded_at"])
    open_ = row["state"] == "pending"
    ended = today if open_ else _day(row["answered_at"])
    waiting = None
    if open_:
        waiting = "the answer" if row["asked"] else "a senior contact to be asked"
        if row["refused_open"]:
            waiting = "the confirmation of the refusal and its copy"
    return {
        "case": row["case"],
        "state": row["state"],
        "received": began.isoformat(),
        "age_days": (today - began).days,
        "handled_in_days": None if open_ else (ended - began).days,
        "waiting_for": waiting,
        "domains": (row["domains"] or "").split(),
        "account_id": row["account_id"],
        "organisation": row["organisation"],
        "channel": row["channel"],
        "acted": row["acted_at"],
    }


def _day(moment: str) -> date:
    """The day of a moment of the ledger, where it is read."""
    if len(moment) == 10:
        return date.fromisoformat(moment)
    return datetime.fromisoformat(moment).astimezone().date()


def history(
    settings: Settings, *, case: int | None, person: str | None
) -> Iterator[dict[str, Any]]:
    """The events of the ledger as mappings, blank fields left out; without anybody's address.

    Args:
        settings: the ledger.
        case: only this case.
        person: only events of this person (address or number); their field is shown then.

    Raises:
        UsageProblem: there is no such case, or the person is none.
    """
    key = person_of(person, settings.country) if person is not None else None
    with open_ledger(settings) as ledger:
        none = True
        for event in ledger.events(case):
            if key is not None and event.person != key:
                continue
            none = False
            yield shown(event, personal=key is not None)
    if none and case is not None:
        raise UsageProblem(f"case {case}: is not in the ledger")


def shown(event: Event, *, personal: bool) -> dict[str, Any]:
    """An event's fields that say something."""
    return {
        name: value
        for name, value in event._asdict().items()
        if value not in (None, "") and (personal or name not in PERSONAL)
    }


def verified(settings: Settings, manifests: Sequence[Path]) -> Checked:
    """Follow the whole chain, and hold it to the heads that manifests recorded.

    Raises:
        UsageProblem: a manifest knows of no ledger, or the key is not given.
        InputProblem: a manifest cannot be read.
    """
    heads = {str(path): _noted(path) for path in manifests}
    key = ledger_key(settings)
    with open_ledger(settings) as ledger:
        if key is None and ledger.head().keyed:
            raise UsageProblem(
                f"{ledger.place.shown}: is sealed with a key; verifying needs it: LISTCHECK_KEY or "
                "[policy] key_file"
            )
        return verify(ledger.events(), key, heads)


def _noted(path: Path) -> ChainHead:
    file = path / "manifest.json" if path.is_dir() else path
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
        noted = manifest["ledger"]
        if noted is None:
            raise UsageProblem(f"{path}: is the manifest of a check without --ledger")
        head = ChainHead(int(noted["events"]), str(noted["hash"]))
    except OSError as error:
        raise InputProblem(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        raise InputProblem(
            f"{path}: is no manifest that tells of a ledger; expected the manifest.json of a "
            "check with --ledger"
        ) from None
    return head
