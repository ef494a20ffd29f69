"""``optout decide``, ``correct`` and ``review``: what follows an event that was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from listcheck.casework.common import day_of, evidence_of, open_ledger, plain, recorder
from listcheck.casework.record import Recorded
from listcheck.config.settings import Settings
from listcheck.core.errors import UsageProblem
from listcheck.ledger.bulk import frame_of_events
from listcheck.ledger.days import now, surely_before, written
from listcheck.ledger.events import ROLES, Event
from listcheck.ledger.procedure import closes
from listcheck.ledger.state import cases, standing
from listcheck.ledger.store import Ledger

#: What may be said about an open case, and the event that it makes.
ANSWERS: Final = {"asked": "authority_asked", "confirmed": "confirmed", "refused": "refused"}
#: Events that a correction may be about.
_CORRECTABLE: Final = (
    "opt_out", "organisation_request", "authority_asked", "confirmed", "refused", "rejoin",
)  # fmt: skip


@dataclass(frozen=True)
class Reply:
    """What a senior contact was asked or said, as the options say it."""

    answer: str
    role: str | None = None
    received: str | None = None
    confirmation_sent: str | None = None
    by: str | None = None
    evidence: str | None = None
    evidence_sha256: str | None = None


def decide_case(number: int, answer: Reply, settings: Settings) -> Recorded:
    """Record that a senior contact was asked, or what the answer was.

    A refusal closes the case only together with the confirmation that was sent to the customer
    and a filed copy of it; without both it is recorded, and the case stays pending.

    Raises:
        UsageProblem: there is no such case, it is closed, or a word or date is wrong;
            nothing was written.
    """
    if answer.answer not in ANSWERS:
        raise UsageProblem(f"expected one of {', '.join(ANSWERS)}")
    if answer.role is not None and answer.role not in ROLES:
        raise UsageProblem(f"--role: is none of {', '.join(ROLES)}")
    if answer.confirmation_sent and answer.answer != "refused":
        raise UsageProblem("--confirmation-sent: belongs to a refusal; nothing else is confirmed")
    at = now()
    evidence = evidence_of(answer.evidence, answer.evidence_sha256)
    event = Event(
        case=number,
        kind=ANSWERS[answer.answer],
        role=answer.role,
        recorded_by=recorder(answer.by),
        recorded_at=written(at),
        received_at=day_of(answer.received, "--received", at) or written(at),
        confirmation_at=day_of(answer.confirmation_sent, "--confirmation-sent", at),
        evidence=evidence.reference,
        evidence_sha256=evidence.sha256,
    )

    def write(ledger: Ledger) -> list[Event]:
        request = _open_case(ledger, number)
        for option, day in (
            ("--received", event.received_at),
            ("--confirmation-sent", event.confirmation_at),
        ):
            if day and request.received_at and surely_before(day, request.received_at):
                raise UsageProblem(f"{option}: lies before the request of case {number}")
        return [event]

    with open_ledger(settings) as ledger:
        (added,) = ledger.append(write)
    state, steps = _after(event, number)
    return Recorded(number, (added.number,), state, next_steps=steps)


def _open_case(ledger: Ledger, number: int) -> Event:
    """The request that opened a case.

    Raises:
        UsageProblem: there is no such case, or it is closed.
    """
    events = list(ledger.events(number))
    if not events or events[0].kind == "review":
        raise UsageProblem(
            f"case {number}: is not in the ledger; 'listcheck optout list' shows the open ones"
        )
    if events[0].kind != "organisation_request":
        raise UsageProblem(
            f"case {number}: is a person's own request and was closed when it was recorded; only "
            "a request for an organisation can be decided"
        )
    case = cases(standing(frame_of_events(events)))
    state = case["state"].item() if case.height else "withdrawn"
    if state != "pending":
        raise UsageProblem(
            f"case {number}: is closed ({state}); if that is an error, record a correction: "
            "listcheck optout correct EVENT --void"
        )
    return events[0]


def _after(event: Event, number: int) -> tuple[str, tuple[str, ...]]:
    """The state that an answer leads to, and what has to happen next."""
    if event.kind == "authority_asked":
        return "pending", (
            f"wait for the answer; then: listcheck optout decide {number} confirmed, or refused",
        )
    if event.kind == "confirmed":
        return "confirmed", (
            (
                "one entry for the whole organisation goes to the privacy and marketing "
                "mailboxes: listcheck optout export; no opt-outs of single contacts"
            ),
        )
    if closes(event.confirmation_at, event.evidence_sha256):
        return "refused", ()
    return "pending", (
        (
            "the case stays open: send the customer a confirmation, file a copy of it, then: "
            f"listcheck optout decide {number} refused --confirmation-sent DAY --evidence FILE"
        ),
    )


@dataclass(frozen=True)
class Correction:
    """What is to be put right, as the options say it."""

    void: bool = False
    reason: str | None = None
    received: str | None = None
    acted: str | None = None
    by: str | None = None
    evidence: str | None = None
    evidence_sha256: str | None = None


def correct(number: int, correction: Correction, settings: Settings) -> dict[str, Any]:
    """Put an event right by a later one: its days, or that it does not count at all.

    Raises:
        UsageProblem: there is no such event, nothing to correct, or no ground to void it.
    """
    if correction.void == bool(correction.received or correction.acted):
        raise UsageProblem("expected either --void, or new days (--received, --acted)")
    at = now()
    evidence = evidence_of(correction.evidence, correction.evidence_sha256)
    if correction.void and not (correction.reason and evidence.sha256):
        raise UsageProblem(
            "--void: takes an event out of account, so it needs --reason and --evidence. Somebody "
            "who comes back is no error: listcheck optout record --rejoin"
        )
    event = Event(
        kind="correction",
        reason=plain(correction.reason, "--reason") if correction.reason else None,
        recorded_by=recorder(correction.by),
        recorded_at=written(at),
        received_at=day_of(correction.received, "--received", at),
        acted_at=day_of(correction.acted, "--acted", at),
        evidence=evidence.reference,
        evidence_sha256=evidence.sha256,
        corrects=number,
        voids=int(correction.void),
    )

    def write(ledger: Ledger) -> list[Event]:
        wrong = ledger.event(number)
        if wrong is None:
            raise UsageProblem(
                f"event {number}: is not in the ledger; 'listcheck optout history' shows them"
            )
        if wrong.kind not in _CORRECTABLE:
            raise UsageProblem(f"event {number}: is a {wrong.kind}, which cannot be corrected")
        if frame_of_events(list(ledger.events(wrong.case))).filter(
            corrects=number, voids=1
        ).height:  # fmt: skip
            raise UsageProblem(f"event {number}: was voided before; record the right one anew")
        received = event.received_at or wrong.received_at
        if event.acted_at and received and surely_before(event.acted_at, received):
            raise UsageProblem(f"--acted: lies before the day that event {number} was received")
        return [event._replace(case=wrong.case)]

    with open_ledger(settings) as ledger:
        (added,) = ledger.append(write)
    return {"case": added.case, "event": added.number, "corrects": number}


def review(
    settings: Settings, *, day: str | None, by: str | None, evidence: str | None
) -> dict[str, Any]:
    """Record that the preferences and the procedure were reviewed."""
    at = now()
    filed = evidence_of(evidence, None)
    event = Event(
        kind="review",
        recorded_by=recorder(by),
        recorded_at=written(at),
        received_at=day_of(day, "--day", at) or written(at),
        evidence=filed.reference,
        evidence_sha256=filed.sha256,
    )
    with open_ledger(settings) as ledger:
        (added,) = ledger.append(lambda _: [event])
    return {"event": added.number, "day": (event.received_at or "")[:10]}
