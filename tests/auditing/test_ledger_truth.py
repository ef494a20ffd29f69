"""Opt-outs of a ledger: in force from their receipt, lifted by a return, decided late."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.auditing.test_truth import audit, hold
from tests.auditing.truth.days import Moment, span
from tests.auditing.truth.history import History, configuration
from tests.auditing.truth.layouts import write_logs
from tests.auditing.truth.opt_outs import AFTER, reachable
from tests.auditing.truth.truth import LAWFUL, World, after_opt_out, unknown
from tests.conftest import Ended

RECEIVED, DECIDED, BACK = date(2024, 5, 14), date(2024, 6, 10), date(2024, 8, 1)
PLACES = (("GB", "email"), ("US", "email"), ("CA", "email"))
Record = Callable[..., int]


@pytest.fixture
def record(run: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch) -> Record:
    """``listcheck optout record`` on ledger.db; tells the case."""

    def record_it(person: dict[str, str], received: date, *options: str) -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO(person["email"] + "\n"))
        ended = run("optout", "record", "--received", received, "--ledger", "ledger.db",
                    "--format", "json", *options)  # fmt: skip
        told: dict[str, Any] = ended.json
        return int(told["case"])

    return record_it


@pytest.fixture
def decide(run: Callable[..., Ended]) -> Callable[..., None]:
    """``listcheck optout decide`` on ledger.db."""

    def decide_it(case: int, answer: str, *options: object) -> None:
        ended = run("optout", "decide", case, answer, "--ledger", "ledger.db", *options)
        assert ended.status == 0, ended.err

    return decide_it


def colleague(world: World, person: dict[str, str], place: tuple[str, str]) -> dict[str, str]:
    """Somebody else at the same organisation."""
    domain = person["email"].partition("@")[2]
    return {**reachable(world, place), "email": f"eva.colleague@{domain}"}


def people(world: World, record: Record) -> None:
    """Out on one day; some of them back on another."""
    for place in PLACES:
        stays, returns = reachable(world, place), reachable(world, place)
        record(stays, RECEIVED)
        record(returns, RECEIVED)
        record(returns, BACK, "--rejoin", "--route", "link", "--evidence", "mail.eml")
        for day in [*span(RECEIVED, *AFTER), *span(BACK, -3, -1), *span(BACK, 1, 5)]:
            truth = after_opt_out("LC201", Moment(RECEIVED), Moment(day), place)
            world.send(f"ledger {place[0]}", stays, Moment(day), truth)
            came = LAWFUL if day > BACK else truth
            world.send(f"ledger back {place[0]}", returns, Moment(day), came)


def organisations(world: World, record: Record, decide: Callable[..., None]) -> None:
    """Asked for the whole organisation: binding at once, confirmed late, refused."""
    doubtful = ("--scope", "organisation", "--mode", "account_management", "--role", "junior",
                "--close-relationship", "--current-customer", "--unprompted")  # fmt: skip
    for place in PLACES:
        asks = [reachable(world, place) for _ in range(3)]
        others = [colleague(world, person, place) for person in asks]
        record(asks[0], RECEIVED, "--scope", "organisation", "--mode", "prospecting")
        cases = [record(person, RECEIVED, *doubtful) for person in asks[1:]]
        for case in cases:
            decide(case, "asked", "--received", "2024-05-15")
        decide(cases[0], "confirmed", "--role", "senior", "--received", DECIDED)
        decide(cases[1], "refused", "--role", "senior", "--received", DECIDED,
               "--confirmation-sent", DECIDED, "--evidence", "mail.eml")  # fmt: skip
        for day in [*span(RECEIVED, *AFTER), *span(DECIDED, 1, 9)]:
            sent = Moment(day)
            for name, person in zip(("binding", "confirmed", "refused"), asks, strict=True):
                truth = after_opt_out("LC201", Moment(RECEIVED), sent, place)
                world.send(f"ledger asked {name} {place[0]}", person, sent, truth)
            late = after_opt_out("LC202", Moment(RECEIVED), sent, place)
            world.send(f"ledger binding {place[0]}", others[0], sent, late)
            if day < RECEIVED:
                world.send(f"ledger confirmed {place[0]}", others[1], sent, LAWFUL)
                world.send(f"ledger refused {place[0]}", others[2], sent, LAWFUL)
            elif day > DECIDED:
                world.send(f"ledger confirmed {place[0]}", others[1], sent, late)
                world.send(f"ledger refused {place[0]}", others[2], sent, LAWFUL)
            elif place[0] == "GB" and RECEIVED < day < DECIDED:
                for name, person in zip(("confirmed", "refused"), others[1:], strict=True):
                    pending = unknown("LC203")
                    world.send(f"ledger {name} {place[0]}", person, sent, pending)


def heard(tmp_path: Path, run: Callable[..., Ended], world: World) -> None:
    """Audit the sends of a world with the ledger, and hold them to the truth."""
    logs = write_logs(tmp_path / "logs", "one", world.sends, 1)
    config = tmp_path / "listcheck.toml"
    config.write_text(configuration("main"))
    arguments = ("audit", *map(str, logs), "-c", str(config), "--ledger", "ledger.db")
    sends = {send.ref: send for send in world.sends}
    history = History(tmp_path, tuple(logs), arguments, sends, 0)
    hold(history, audit(run, history))


@pytest.fixture
def world() -> World:
    """An empty history, and a file that opt-outs can cite."""
    Path("mail.eml").write_text("Please unsubscribe me\n")
    return World("ledger", 1)


def test_people_of_a_ledger(
    tmp_path: Path, run: Callable[..., Ended], record: Record, world: World
) -> None:
    people(world, record)
    heard(tmp_path, run, world)


def test_organisations_of_a_ledger(
    tmp_path: Path,
    run: Callable[..., Ended],
    record: Record,
    decide: Callable[..., None],
    world: World,
) -> None:
    organisations(world, record, decide)
    heard(tmp_path, run, world)
