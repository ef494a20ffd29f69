"""``optout record``: an opt-out, a request for an organisation, or a re-join."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from listcheck.casework.common import (
    FiledEvidence,
    day_of,
    domain_of,
    evidence_of,
    is_shared,
    open_ledger,
    own_domain,
    person_of,
    plain,
    recorder,
)
from listcheck.config.settings import Settings
from listcheck.core.errors import UsageProblem
from listcheck.ledger.days import now, surely_before, written
from listcheck.ledger.events import CHANNELS, CONDITIONS, MODES, ROLES, ROUTES, SCOPES, Event
from listcheck.ledger.procedure import REASONS, Decision, decide
from listcheck.ledger.store import Ledger


@dataclass(frozen=True)
class Request:
    """What is to be recorded, as the options say it."""

    scope: str = "individual"
    rejoin: bool = False
    domains: Sequence[str] = ()
    account: str | None = None
    organisation: str | None = None
    channel: str = "all"
    route: str = "on_behalf"
    role: str = "unknown"
    mode: str | None = None
    conditions: Sequence[str] = ()
    received: str | None = None
    acted: str | None = None
    by: str | None = None
    evidence: str | None = None
    evidence_sha256: str | None = None


@dataclass(frozen=True)
class Recorded:
    """What was recorded: the case, its state, why, and what has to happen next.

    Attributes:
        state: opted_out, rejoined, confirmed, refused, pending or withdrawn.
        next_steps: what a person has to do, in words; empty where nothing.
    """

    case: int
    events: tuple[int, ...]
    state: str
    reason: str | None = None
    organisation: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return {
            "case": self.case,
            "events": list(self.events),
            "state": self.state,
            "reason": self.reason,
            "organisation": list(self.organisation),
            "next": list(self.next_steps),
        }


def record(person: str, request: Request, settings: Settings) -> Recorded:
    """Record what a person asked for, and decide it by the procedure.

    Args:
        person: address or number as given, of whoever asked.
        request: what was asked, by whom, how.
        settings: the ledger, the brief's mode, the house rules.

    Raises:
        UsageProblem: something in it is none, contradicts itself or lies in the future;
            nothing was written.
    """
    _require_words(request)
    at = now()
    evidence = evidence_of(request.evidence, request.evidence_sha256)
    event = Event(
        person=person_of(person, settings.country),
        scope=request.scope,
        channel=request.channel,
        route=request.route,
        role=request.role,
        mode=request.mode or settings.brief.mode,
        recorded_by=recorder(request.by),
        recorded_at=written(at),
        received_at=day_of(request.received, "--received", at) or written(at),
        acted_at=day_of(request.acted, "--acted", at),
        evidence=evidence.reference,
        evidence_sha256=evidence.sha256,
    )
    if event.acted_at and surely_before(event.acted_at, event.received_at or ""):
        raise UsageProblem("--acted: lies before --received; nobody acts on what nobody asked yet")
    if request.rejoin:
        return _rejoin(event, request, evidence, settings)
    if request.scope == "individual":
        return _individual(event, request, settings)
    return _organisation(event, request, settings)


def _require_words(request: Request) -> None:
    """Closed vocabularies, also for callers that are not the command line."""
    for name, word, known in (
        ("scope", request.scope, SCOPES),
        ("channel", request.channel, CHANNELS),
        ("route", request.route, ROUTES),
        ("role", request.role, ROLES),
        ("mode", request.mode or MODES[0], MODES),
    ):
        if word not in known:
            raise UsageProblem(f"--{name}: is none of {', '.join(known)}")
    if not set(request.conditions) <= set(CONDITIONS):
        raise UsageProblem(f"conditions: expected some of {', '.join(CONDITIONS)}")


def _rejoin(
    event: Event, request: Request, evidence: FiledEvidence, settings: Settings
) -> Recorded:
    if request.scope != "individual":
        raise UsageProblem(
            "--rejoin: only a person can come back, for that person alone; what an organisation "
            "asked for stands"
        )
    _require_no_organisation(request)
    if request.route == "on_behalf":
        raise UsageProblem(
            "--rejoin: only the person lifts an opt-out; expected --route link, reply or phone"
        )
    if evidence.sha256 is None:
        raise UsageProblem("--rejoin: lifts an opt-out, so it needs its evidence: --evidence FILE")
    with open_ledger(settings, create=True) as ledger:
        (added,) = ledger.append(lambda _: [event._replace(kind="rejoin", role=None)])
    return Recorded(added.case, (added.number,), "rejoined")


def _individual(event: Event, request: Request, settings: Settings) -> Recorded:
    _require_no_organisation(request)
    with open_ledger(settings, create=True) as ledger:
        (added,) = ledger.append(lambda _: [event._replace(kind="opt_out")])
    return Recorded(
        added.case, (added.number,), "opted_out", next_steps=_removal(added.case, event)
    )


def _require_no_organisation(request: Request) -> None:
    if request.domains or request.account or request.organisation:
        raise UsageProblem(
            "--domain, --account, --organisation: concern a whole organisation; a person's own "
            "request does not (did you mean --scope organisation?)"
        )


def _organisation(event: Event, request: Request, settings: Settings) -> Recorded:
    if event.mode is None:
        raise UsageProblem(
            "--mode: a request for an organisation is decided by it; expected prospecting or "
            'account_management, or [brief] mode = "…" in listcheck.toml'
        )
    domains = _domains(event, request, settings)
    account = plain(request.account, "--account") if request.account else None
    conditions = set(request.conditions)
    if event.role == "junior":
        conditions.add("junior_requester")
    policy = settings.policy.org_authority
    decision = decide(event.mode, event.role or "unknown", conditions, policy)
    opening = event._replace(
        kind="organisation_request",
        domains=" ".join(domains) or None,
        account_id=account,
        organisation=plain(request.organisation, "--organisation")
        if request.organisation
        else None,
        conditions=" ".join(word for word in CONDITIONS if word in conditions) or None,
        policy=policy,
        reason=decision.reason,
    )
    names = (*domains, *([f"account {account}"] if account else []))
    with open_ledger(settings, create=True) as ledger:

        def write(open_: Ledger) -> list[Event]:
            if decision.state == "pending":
                return [opening]
            yes = Event(
                # The request is the next event, and opens the case.
                case=open_.head().events + 1,
                kind="confirmed",
                reason=decision.reason,
                recorded_by=opening.recorded_by,
                recorded_at=opening.recorded_at,
                received_at=opening.received_at,
            )
            return [opening, yes]

        added = ledger.append(write)
    number, numbers = added[0].case, tuple(item.number for item in added)
    return Recorded(
        number, numbers, decision.state, REASONS[decision.reason], names, _next(number, decision)
    )


def _domains(event: Event, request: Request, settings: Settings) -> list[str]:
    """The organisation's domains as told, else the one of whoever asked."""
    if request.domains:
        return sorted({domain_of(text, settings) for text in request.domains})
    domain = own_domain(event.person or "")
    if request.account:
        # The identifier names the organisation; a domain that nobody named is not added.
        return []
    if domain is None or is_shared(domain, settings):
        what = (
            "their mailbox is at a provider of free mailboxes" if domain else "they have no domain"
        )
        raise UsageProblem(
            f"--domain: which organisation does whoever asked belong to? Here {what}: give "
            "--domain example.com or --account ID, or record the person alone (--scope individual)"
        )
    return [domain]


def _next(case: int, decision: Decision) -> tuple[str, ...]:
    if decision.state == "confirmed":
        return (
            (
                "one entry for the whole organisation goes to the privacy and marketing mailboxes: "
                "listcheck optout export; no opt-outs of single contacts"
            ),
        )
    return (
        (
            "ask a senior contact there, and keep the question: "
            f"listcheck optout decide {case} asked --evidence FILE"
        ),
        f"on a yes: listcheck optout decide {case} confirmed --evidence FILE",
        (
            f"on a no: send the customer a confirmation and file a copy of it: listcheck optout "
            f"decide {case} refused --confirmation-sent DAY --evidence FILE"
        ),
    )


def _removal(case: int, event: Event) -> tuple[str, ...]:
    if event.acted_at is not None:
        return ()
    return (
        (
            "take the contact off the sending lists, and record the day: "
            f"listcheck optout correct {case} --acted DAY"
        ),
    )
