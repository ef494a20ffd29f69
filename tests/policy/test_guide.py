"""The ``guide`` pack says what the 2018 guide prints: every cell is read here a second time."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from itertools import product
from typing import Any

import pytest
from click.testing import CliRunner

from listcheck.cli.rules import rules_group
from listcheck.lawbook.lookup import lookup
from listcheck.policy import Rules, load_rules
from tests.policy.guide import COLUMNS, KINDS, REGISTERS, ROWS, expected, read

DATES = ("2018-05-25", "2020-01-01", "2026-11-22")
SUBSCRIBERS = ("corporate", "individual")

LEGISLATION = {
    "email_legislation": (("email", "first"), ("email", "third")),
    "call_legislation": tuple(product(("call", "automated-call"), ("first", "third"))),
}
CELLS = [(row["iso2"], column, row[column]) for row in ROWS for column in COLUMNS]
LAWS = [(row["iso2"], column, row[column]) for row in ROWS for column in LEGISLATION]
EVERY_CELL, EVERY_LAW = (
    [pytest.param(*cell, id=f"{cell[0]}-{cell[1]}") for cell in cells] for cells in (CELLS, LAWS)
)

KEYS: dict[str, tuple[type, ...]] = {
    "country": (str,),
    "channel": (str,),
    "party": (str, type(None)),
    "address_kind": (str, type(None)),
    "subscriber": (str, type(None)),
    "send_date": (str,),
    "pack": (str,),
    "basis": (str, type(None)),
    "soft_opt_in": (bool,),
    "register": (str, type(None)),
    "exceptions": (list,),
    "rule": (str, type(None)),
    "from": (str, type(None)),
    "until": (str, type(None)),
    "confidence": (str, type(None)),
    "citations": (list,),
}


def assert_shape(told: dict[str, Any]) -> None:
    """Keys and types exactly as the contract says; ``reason`` where, and only where, no basis."""
    extra = {"reason"} if told["basis"] is None else {"note"} & told.keys()
    # Chat is answered as a text message, and says that this is a reading.
    extra |= {"reading"} if told["channel"] == "chat" else set()
    assert told.keys() == KEYS.keys() | extra
    for key, types in KEYS.items():
        assert type(told[key]) in types, f"{key}: {told[key]!r}"
    for cited in told["citations"]:
        assert cited.keys() == {"title", "url"}
        assert all(isinstance(value, str) and value for value in cited.values())
    for exception in told["exceptions"]:
        said = {"when", "basis", "soft_opt_in", "register"}
        assert said <= exception.keys() <= said | {"note"}
    if told["basis"] is None:
        assert told["reason"]
        assert told["rule"] is None
        assert told["citations"] == []
    else:
        assert told["rule"].startswith(told["country"])
        assert told["citations"]
        assert told["confidence"] in {"high", "medium", "low"}
        assert date.fromisoformat(told["from"]) <= date.fromisoformat(told["send_date"])


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


@pytest.fixture(scope="module")
def asked(rules: Rules) -> Callable[..., dict[str, Any]]:
    """The answer of ``rules lookup`` in the guide pack, through JSON and back."""

    def ask(country: str, channel: str, on: str, **key: str | None) -> dict[str, Any]:
        told = lookup(rules, country, channel, on=date.fromisoformat(on), pack="guide", **key)
        assert_shape(told)
        again: dict[str, Any] = json.loads(json.dumps(told))
        return again

    return ask


def picked(told: dict[str, Any]) -> dict[str, Any]:
    said = ("basis", "soft_opt_in", "register")
    exceptions = [{key: item[key] for key in ("when", *said)} for item in told["exceptions"]]
    return {key: told[key] for key in said} | {"exceptions": exceptions}


# --- the table itself ------------------------------------------------------------------------


def test_the_table_is_the_guides() -> None:
    assert len(ROWS) == 31
    assert len({row["iso2"] for row in ROWS}) == 31
    assert list(ROWS[0]) == ["country", "iso2", *COLUMNS, *LEGISLATION]
    daggers = [(country, column) for country, column, cell in CELLS if "†" in cell]
    assert sum(column == "email_first_party" for _, column in daggers) == 14
    assert [key for key in daggers if key[1] != "email_first_party"] == [
        ("NO", "email_third_party")
    ]
    demanded = {(country, column) for country, column, cell in CELLS if "do-not-call" in cell}
    assert demanded == {(country, "call_live") for country in REGISTERS}
    assert [key[:2] for key in CELLS if not key[2].strip()] == [
        ("NO", "call_live"),
        ("NO", "call_automated"),
    ]
    assert [key[:2] for key in LAWS if not key[2].strip()] == [("NO", "call_legislation")]


def test_every_country_of_the_table_has_a_file(rules: Rules) -> None:
    assert {row["iso2"] for row in ROWS} <= rules.countries.keys()


@pytest.mark.parametrize(
    "cell",
    [
        "Opt-out option required unless asked.",
        "Prior opt-in required. Opt-out option required.",
        "Triple opt-in required.",
        "†",
    ],
)
def test_the_reader_of_this_test_guesses_nothing(cell: str) -> None:
    with pytest.raises(AssertionError):
        read(cell)


# --- 124 cells of rules ----------------------------------------------------------------------


@pytest.mark.parametrize(("country", "column", "cell"), EVERY_CELL)
def test_a_cell_is_answered_as_printed(
    asked: Callable[..., dict[str, Any]], country: str, column: str, cell: str
) -> None:
    channel, parties = COLUMNS[column]
    for on, party, kind, subscriber in product(DATES, parties, KINDS, SUBSCRIBERS):
        told = asked(country, channel, on, party=party, address_kind=kind, subscriber=subscriber)
        key = (on, party, kind, subscriber)
        assert (key, picked(told)) == (key, expected(country, column, cell, kind))


@pytest.mark.parametrize(("country", "column", "cell"), EVERY_CELL)
def test_a_rule_carries_the_words_of_its_cell(
    rules: Rules, asked: Callable[..., dict[str, Any]], country: str, column: str, cell: str
) -> None:
    channel, parties = COLUMNS[column]
    rows = {rule.id: rule for rule in rules.countries[country].rule}
    for party, kind in product(parties, KINDS):
        told = asked(country, channel, DATES[-1], party=party, address_kind=kind)
        if cell.strip():
            assert " ".join((rows[told["rule"]].printed or "").split()) == " ".join(cell.split())
        else:
            assert told["rule"] is None
            assert "blank" in told["reason"]


def test_the_special_readings_are_told_in_a_note(asked: Callable[..., dict[str, Any]]) -> None:
    strict = asked("IE", "email", DATES[-1], party="first")
    assert "read strictly" in strict["note"]
    ignored = asked("NO", "email", DATES[-1], party="third", address_kind="individual")
    assert "read without it" in ignored["note"]


@pytest.mark.parametrize("country", [row["iso2"] for row in ROWS])
def test_the_guide_says_nothing_about_texts(
    asked: Callable[..., dict[str, Any]], country: str
) -> None:
    for channel in ("sms", "chat"):
        told = asked(country, channel, DATES[-1], party="first")
        assert told["channel"] == channel
        assert told["basis"] is None
        assert "text messages" in told["reason"]


# --- 62 cells of legislation -----------------------------------------------------------------


class Words(HTMLParser):
    """The words of a cell: tags are blanks, entities are characters."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found += data.split()


def title_of(cell: str) -> str:
    words = Words()
    words.feed(cell)
    words.close()
    return " ".join(words.found)


@pytest.mark.parametrize(("country", "column", "cell"), EVERY_LAW)
def test_a_citation_is_the_legislation_cell(
    asked: Callable[..., dict[str, Any]], country: str, column: str, cell: str
) -> None:
    title = title_of(cell)
    for (channel, party), kind, subscriber in product(LEGISLATION[column], KINDS, SUBSCRIBERS):
        told = asked(
            country, channel, DATES[0], party=party, address_kind=kind, subscriber=subscriber
        )
        assert [cited["title"] for cited in told["citations"]] == ([title] if title else [])
        for cited in told["citations"]:
            assert re.fullmatch(r"https://[^/\s]+/\S*", cited["url"])


# --- the command -----------------------------------------------------------------------------

#: Every kind of cell once: country, column, address kind, subscriber, day.
THROUGH_THE_COMMAND = [
    ("AT", "email_first_party", "individual", "corporate", DATES[0]),
    ("BE", "email_first_party", "generic", "corporate", DATES[1]),
    ("BE", "email_first_party", "individual", "individual", DATES[2]),
    ("CA", "call_automated", "individual", "corporate", DATES[0]),
    ("CZ", "call_live", "individual", "individual", DATES[2]),
    ("DE", "email_third_party", "individual", "corporate", DATES[1]),
    ("DK", "call_live", "generic", "corporate", DATES[0]),
    ("GB", "call_live", "individual", "corporate", DATES[2]),
    ("GR", "email_first_party", "generic", "individual", DATES[2]),
    ("IE", "call_live", "individual", "corporate", DATES[1]),
    ("IE", "email_first_party", "individual", "corporate", DATES[2]),
    ("LV", "call_automated", "generic", "corporate", DATES[0]),
    ("NO", "call_live", "individual", "corporate", DATES[2]),
    ("NO", "email_third_party", "generic", "corporate", DATES[1]),
    ("NO", "email_third_party", "individual", "individual", DATES[0]),
    ("US", "email_third_party", "individual", "individual", DATES[1]),
]


def arguments_of(country: str, column: str, kind: str, subscriber: str, on: str) -> list[str]:
    channel, parties = COLUMNS[column]
    options = {
        "--channel": channel,
        "--party": parties[-1],
        "--address-kind": kind,
        "--subscriber": subscriber,
        "--send-date": on,
        "--pack": "guide",
        "--format": "json",
    }
    return ["lookup", country, *(word for option in options.items() for word in option)]


def told_and_demanded(
    out: str, country: str, column: str, kind: str, subscriber: str, on: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    channel, parties = COLUMNS[column]
    told = json.loads(out)
    assert_shape(told)
    (cell,) = (row[column] for row in ROWS if row["iso2"] == country)
    key = {
        "country": country,
        "channel": channel,
        "party": parties[-1],
        "address_kind": kind,
        "subscriber": subscriber,
        "send_date": on,
        "pack": "guide",
    }
    demanded = key | expected(country, column, cell, kind)
    return {name: told[name] for name in demanded}, demanded


@pytest.mark.parametrize("case", THROUGH_THE_COMMAND, ids="-".join)
def test_the_command_tells_the_same(
    run: Callable[..., Any], case: tuple[str, str, str, str, str]
) -> None:
    ended = run("rules", *arguments_of(*case))
    assert (ended.status, ended.err) == (0, "")
    told, demanded = told_and_demanded(ended.out, *case)
    assert told == demanded


@pytest.mark.parametrize("case", THROUGH_THE_COMMAND[:1], ids="-".join)
def test_the_installed_command_tells_the_same(case: tuple[str, str, str, str, str]) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "listcheck", "rules", *arguments_of(*case)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    told, demanded = told_and_demanded(ended.stdout, *case)
    assert told == demanded


def test_a_country_in_small_letters_is_the_same_country() -> None:
    small, large = (
        CliRunner().invoke(rules_group, ["lookup", code, "--send-date", DATES[1], "--format=json"])
        for code in ("gb", "GB")
    )
    assert small.exit_code == 0
    assert json.loads(small.output) == json.loads(large.output)


# --- where nothing is known ------------------------------------------------------------------


def test_an_unknown_country_has_no_basis(run: Callable[..., Any]) -> None:
    ended = run("rules", "lookup", "JP", "--send-date", DATES[2], "--format", "json")
    assert ended.status == 0
    assert_shape(ended.json)
    assert ended.json["basis"] is None
    assert ended.json["reason"] == "no rule for this country"
    in_words = run("rules", "lookup", "JP", "--send-date", DATES[2])
    assert in_words.status == 0
    assert "no rule for this country" in in_words.out


@pytest.mark.parametrize("pack", ["guide", "current"])
@pytest.mark.parametrize("on", ["2018-05-24", "2003-12-11"])
def test_before_the_first_day_no_rule_is_known(
    run: Callable[..., Any], rules: Rules, pack: str, on: str
) -> None:
    ended = run(
        *("rules", "lookup", "GB", "--send-date", on, "--pack", pack, "--format", "json"),
    )
    assert ended.status == 0
    assert_shape(ended.json)
    assert ended.json["basis"] is None
    assert ended.json["reason"].startswith("no rule that old")
    for country, channel in product(rules.countries, ("email", "sms", "call", "automated-call")):
        told = lookup(rules, country, channel, on=date.fromisoformat(on), pack=pack)
        assert told["basis"] is None
        assert told["reason"].startswith("no rule that old")
