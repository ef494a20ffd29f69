"""How the tests of `rules` ask it, and what they hold it to."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from listcheck.policy import Rule, Rules, load_rules
from tests.conftest import Ended

Run = Callable[..., Ended]
DAY = "2026-11-22"
RULES = load_rules()
COUNTRIES = sorted(RULES.countries)
CHANNELS = ("email", "sms", "call", "automated-call")
#: The contract's keys of an answer, in its order.
KEYS = [
    *("country", "channel", "party", "address_kind", "subscriber", "send_date", "pack"),
    *("basis", "soft_opt_in", "register", "exceptions", "rule", "from", "until"),
    *("confidence", "citations"),
]


@pytest.fixture(scope="module")
def rules() -> Rules:
    return RULES


def one_line(text: str) -> str:
    """Text without its line breaks, so that a search does not depend on wrapping."""
    return " ".join(text.split())


def section(text: str, name: str) -> str:
    """One section of the page: from its heading to the next empty line."""
    (found,) = re.findall(rf"(?m)^{re.escape(name)}\n((?:.+\n?)+)", text)
    return one_line(found)


@pytest.fixture
def lookup(run: Run) -> Callable[..., Any]:
    def look(country: str, *options: str, day: str = DAY) -> Any:
        ended = run("rules", "lookup", country, "--send-date", day, "--format", "json", *options)
        assert (ended.status, ended.err) == (0, "")
        return ended.json

    return look


@pytest.fixture
def show(run: Run) -> Callable[..., str]:
    def shown(country: str, day: str = DAY, *options: str) -> str:
        ended = run("rules", "show", country, "--send-date", day, *options)
        assert (ended.status, ended.err) == (0, "")
        return ended.out

    return shown


def active(country: str, day: str = DAY, pack: str = "current") -> list[Rule]:
    on = date.fromisoformat(day)
    return [
        rule
        for rule in RULES.countries[country].rule
        if any(rule.covers(pack, channel, on) for channel in CHANNELS)
    ]
