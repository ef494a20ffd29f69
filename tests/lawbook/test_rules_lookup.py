"""``rules lookup``, and kinds of contacts in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from itertools import product
from typing import Any

import pytest

from listcheck.lawbook.lookup import exception_json
from listcheck.lawbook.plain_words import CELLS, contacts
from listcheck.policy.files.rule_file import RuleException
from tests.lawbook.conftest import CHANNELS, COUNTRIES, DAY, KEYS, Run, one_line


@pytest.mark.parametrize("channel", [*CHANNELS, "chat"])
@pytest.mark.parametrize("country", COUNTRIES)
def test_an_answer_has_the_contracts_keys(
    lookup: Callable[..., Any], country: str, channel: str
) -> None:
    told = lookup(country, "--channel", channel)
    assert list(told)[: len(KEYS)] == KEYS
    more = {"reason", "note", "reading", "soft_opt_in_terms", "declare"}
    assert set(told) - set(KEYS) <= more
    assert all(told[key] for key in set(told) - set(KEYS)), "an extra key has something to say"
    assert ("reason" in told) == (told["basis"] is None)
    assert told["channel"] == channel
    for item in told["exceptions"]:
        assert {"when", "basis", "soft_opt_in", "register"} <= item.keys()
        optional = item.keys() - {"when", "basis", "soft_opt_in", "register"}
        assert optional <= {"id", "from", "until", "note", "citations"}
        assert all(item[key] for key in optional)


def test_the_clocks_of_a_soft_opt_in_are_an_object(lookup: Callable[..., Any], run: Run) -> None:
    told = lookup("CA", "--party", "first")
    assert told["soft_opt_in_terms"] == {
        "customer_months": 24,
        "enquiry_months": 6,
        "replaces_conditions": True,
    }
    assert "soft_opt_in_terms" not in lookup("CA", "--party", "third")
    text = run("rules", "lookup", "CA", "--party", "first", "--send-date", DAY).out
    assert "counts 24 months after a purchase, 6 months after an enquiry" in text


def test_what_a_rule_takes_for_granted_is_told(lookup: Callable[..., Any], run: Run) -> None:
    cell = ("--subscriber", "corporate", "--address-kind", "individual")
    assert lookup("FR", *cell)["declare"] == ["professional_message"]
    assert "professional_message" in run("rules", "lookup", "FR", *cell).out


def test_exceptions_are_told_with_id_dates_note_and_citations(
    lookup: Callable[..., Any], run: Run
) -> None:
    cell = ("--party", "first", "--subscriber", "individual")
    (charity,) = lookup("GB", *cell)["exceptions"]
    assert charity["id"] == "GB-7"
    assert charity["when"] == {"sender_kind": "charity"}
    assert charity["from"] == "2026-02-05"
    assert "until" not in charity
    assert "charities" in charity["note"]
    assert charity["citations"][0]["url"].startswith("https://www.legislation.gov.uk/")
    text = run("rules", "lookup", "GB", *cell, "--send-date", DAY).out
    assert "except where sender_kind = charity: " in text
    assert "[GB-7]" in text
    assert lookup("GB", *cell, day="2026-02-04")["exceptions"] == []


def test_an_exception_that_ends_says_when() -> None:
    item = RuleException.model_validate(
        {
            "when": {"line_type": "mobile"},
            "basis": "opt_in",
            "soft_opt_in": False,
            "register": ["TPS", "CTPS"],
            "from": date(2020, 1, 1),
            "until": date(2021, 1, 1),
        }
    )
    assert exception_json(item) == {
        "when": {"line_type": "mobile"},
        "basis": "opt_in",
        "soft_opt_in": False,
        "register": "TPS+CTPS",
        "from": "2020-01-01",
        "until": "2021-01-01",
    }


def test_several_values_of_a_fact_read_as_or(lookup: Callable[..., Any], run: Run) -> None:
    cell = ("--channel", "call", "--subscriber", "individual")
    (item,) = lookup("ES", *cell)["exceptions"]
    assert sorted(item["when"]["number_source"]) == ["directory", "random"]
    text = run("rules", "lookup", "ES", *cell, "--send-date", DAY).out
    assert "number_source = random or directory" in text
    danish = one_line(run("rules", "lookup", "DK", *cell, "--send-date", DAY).out)
    assert re.search(r"product = books, [a-z, _]+ or rescue_services", danish)


def test_chat_is_answered_as_sms_and_says_so(lookup: Callable[..., Any], run: Run) -> None:
    chat, sms = lookup("FR", "--channel", "chat"), lookup("FR", "--channel", "sms")
    assert chat["reading"] == "Chat is answered as sms: this is a reading."
    assert {**chat, "channel": "sms", "reading": None} == {**sms, "reading": None}
    # A row that is a reading itself says both.
    german = lookup("DE", "--channel", "chat")["reading"]
    assert german.startswith("Chat is answered as sms: this is a reading. No rule of its own")
    assert "answered as sms" in run("rules", "lookup", "FR", "--channel", "chat").out
    unknown = lookup("JP", "--channel", "chat")
    assert (unknown["basis"], unknown["reason"]) == (None, "no rule for this country")
    assert "answered as sms" in unknown["reading"]
    assert "reading" not in lookup("JP", "--channel", "sms")


@pytest.mark.parametrize(
    ("cells", "channel", "words"),
    [
        (CELLS, "email", "every contact"),
        ([cell for cell in CELLS if cell[2] == "corporate"], "call", "companies"),
        ([cell for cell in CELLS if cell[0] == "third"], "email", "bought lists"),
        (
            [("first", "individual", "corporate")],
            "email",
            "companies, a named person, your own list",
        ),
        (
            [cell for cell in CELLS if cell[1] == "generic"],
            "call",
            "the switchboard",
        ),
        (
            [cell for cell in CELLS if cell[0] == "third" or cell[2] == "corporate"],
            "email",
            "bought lists; companies",
        ),
    ],
)
def test_what_makes_no_difference_is_not_mentioned(
    cells: list[tuple[str, str, str]], channel: str, words: str
) -> None:
    assert contacts(cells, [channel]) == words


def test_every_set_of_contacts_has_words_of_its_own() -> None:
    told = {
        contacts([cell for cell, is_in in zip(CELLS, chosen, strict=True) if is_in], ["email"])
        for chosen in product((False, True), repeat=len(CELLS))
        if any(chosen)
    }
    assert len(told) == 2 ** len(CELLS) - 1
