"""All that a plug-in's check says of itself is said where the words of shipped checks are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from listcheck.checks import catalogue
from listcheck.checks.gaps import BRIEF, COLUMNS, TOP, Gap
from listcheck.checks.interface import Settles, WhyNotRun
from tests.conftest import Ended
from tests.support.campaigns import write
from tests.support.plug_ins import install_checks, plug_in

Run = Callable[..., Ended]
CHECK = replace(
    plug_in("XX001"),
    fill_in=("consent",),
    regained="once the mood is better",
    settles=Settles("the mood of that day", "ask somebody who was there"),
    not_run=WhyNotRun(lambda facts: None if "sender" in facts.fields else "nobody says who sends"),
    gaps=(
        Gap(BRIEF, 'mood = "FILL IN: good or bad"'),
        Gap(COLUMNS, 'mood = "FILL IN: header of: the mood"'),
        Gap(TOP, 'weather = "FILL IN: on {day}, as in {{sun}}"'),
    ),
)


@pytest.fixture(autouse=True)
def _installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    install_checks(monkeypatch, [CHECK])
    yield
    catalogue.all_checks.cache_clear()


def test_in_a_check(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "list.csv", "Email,Country,Opt-in\ninfo@firma-2.fr,FR,\n")
    summary = run("list.csv", "--format", "json").json
    (held,) = [item for item in summary["holds"] if item["code"] == "XX001"]
    assert held["remedy"] in ("move", "fill in 'Opt-in' for these contacts, or leave them out")
    assert [step["text"] for step in summary["next"] if step["codes"] == ["XX001"]] == [
        "1 French contact could be kept once the mood is better"
    ]
    for line in (
        'weather = "FILL IN: on 2026-11-22, as in {sun}"',
        '[brief]\nmood = "FILL IN: good or bad"',
        '[columns]\nmood = "FILL IN: header of: the mood"',
    ):
        assert line in summary["config"]
    assert {"code": "XX001", "reason": "nobody says who sends"} in summary["not_run"]


def test_in_an_audit(tmp_path: Path, run: Run, brief: Path) -> None:
    write(
        tmp_path / "sends.csv",
        "email,country,send_time,party,subscriber,address_kind\n"
        "info@firma-2.fr,FR,2024-03-20 09:00,first,corporate,generic\n",
    )
    ended = run("audit", "sends.csv", "--suppress", "optouts.csv@2024-03-19")
    assert "XX001: the mood of that day" in ended.out
    assert "ask somebody who was there" in ended.out


def test_a_reason_lifts_no_check_on_contacts(tmp_path: Path, run: Run, brief: Path) -> None:
    brief.write_text(brief.read_text() + '\n[waive]\nXX001 = "we are in a good mood"\n')
    write(tmp_path / "list.csv", "Email,Country\ninfo@firma-2.fr,FR\n")
    ended = run("list.csv")
    assert ended.status == 2
    assert "XX001: only LC001, LC004" in ended.err
