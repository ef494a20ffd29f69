"""``rules diff``: what differs between two days or two packs."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from itertools import product
from typing import Any

import pytest

from listcheck.lawbook.plain_words import CELLS
from tests.lawbook.conftest import CHANNELS, COUNTRIES, DAY, RULES, Run, one_line


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_differs_with_reasons(run: Run, country: str) -> None:
    options = ("guide", "current", country, "--send-date", DAY)
    ended = run("rules", "diff", *options)
    assert (ended.status, ended.err) == (0, "")
    told = run("rules", "diff", *options, "--format", "json").json
    text = one_line(ended.out)
    words = set(re.findall(r"[\w-]+", text))
    for item in told:
        assert item["b"]["rule"] in {*words, None}
        assert item["changed"]
        assert item["country"] == country
        if item["changed"] != ["citations"]:
            assert item["why"]
    assert ("no difference" in text) == (not told)
    for line in ended.out.splitlines():
        assert len(line) <= 100 or re.fullmatch(r" *https?://\S+", line)


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_difference_is_what_lookup_says(
    run: Run, lookup: Callable[..., Any], country: str
) -> None:
    """Cell by cell: told as different where, and only where, the two answers differ."""
    told = run("rules", "diff", "guide", "current", country, "--send-date", DAY, "--format", "json")
    found = {
        (item["channel"], *cell.values()): item for item in told.json for cell in item["cells"]
    }
    from listcheck.lawbook.lookup import lookup as look

    for channel, cell in product(CHANNELS, CELLS):
        party, kind, subscriber = cell
        a, b = (
            look(
                *(RULES, country, channel),
                on=date.fromisoformat(DAY),
                pack=pack,
                party=party,
                address_kind=kind,
                subscriber=subscriber,
            )
            for pack in ("guide", "current")
        )
        keys = ("basis", "soft_opt_in", "register", "citations", "soft_opt_in_terms", "declare")
        differ = any(a.get(key) != b.get(key) for key in keys)
        differ |= a["exceptions"] != b["exceptions"]
        item = found.get((channel, *cell))
        assert (item is not None) == differ
        if item:
            assert (item["a"]["rule"], item["b"]["rule"]) == (a["rule"], b["rule"])
            assert (item["a"]["basis"], item["b"]["basis"]) == (a["basis"], b["basis"])


def test_the_guide_against_today(run: Run) -> None:
    text = one_line(run("rules", "diff", "guide", "current", "LU", "--send-date", DAY).out)
    assert "Luxembourg (LU) E-mail (email) consumers and sole traders, your own list:" in text
    assert (
        "allowed until the person objects (opt-out) → prior consent (opt-in), or the soft" in text
    )
    assert "rules: LU-guide-email-first → LU-1-messages-first (confidence high)" in text
    assert "why: Art. 11(1) and (3) protect subscribers who are natural persons" in text
    # One short paragraph at the end, not among the differences of law.
    law, _, cited = text.partition("citation only: ")
    assert "LU-1-automated-call-first" in cited
    assert "LU-1-automated-call-first" not in law


def test_one_day_against_the_next(run: Run) -> None:
    told = run("rules", "diff", "current@2026-08-10", "current@2026-08-11", "--format", "json").json
    assert {(item["country"], item["channel"]) for item in told} == {("FR", "call")}
    companies, consumers = told
    assert companies["cells"] == [
        {"party": party, "address_kind": kind, "subscriber": "corporate"}
        for kind in ("generic", "individual")
        for party in ("first", "third")
    ]
    assert companies["changed"] == ["register", "citations"]
    assert consumers["changed"] == ["basis", "register", "exceptions", "citations"]
    assert consumers["a"]["rule"] == "FR-3"
    assert consumers["a"]["register"] == "FR-BLOCTEL"
    assert (consumers["b"]["rule"], consumers["b"]["basis"]) == ("FR-4", "opt_in")
    assert consumers["b"]["exceptions"][0]["when"] == {
        "existing_agreement": "yes",
        "similar_products": "yes",
    }
    assert consumers["why"].startswith("Consumers only: calls need prior consent")
    assert consumers["citations"][0].keys() == {"title", "url"}
    text = run("rules", "diff", "current@2026-08-10", "current@2026-08-11").out
    assert text.startswith("pack current on 2026-08-10 → pack current on 2026-08-11\n")
    assert "BE, BG, CA" in one_line(text)
    assert one_line(text).endswith(": no difference")


def test_a_new_exception_is_its_own_reason(run: Run) -> None:
    sides = ("current@2026-02-04", "current@2026-02-05")
    told = run("rules", "diff", *sides, "GB", "--format", "json").json
    assert [item["channel"] for item in told] == ["email", "sms"]
    for item in told:
        assert item["a"]["rule"] == item["b"]["rule"] == "GB-1-first-2021"
        assert item["changed"] == ["exceptions", "citations"]
        assert item["why"].startswith("Soft opt-in for senders that are charities.")
    text = run("rules", "diff", *sides, "GB").out
    assert "E-mail and text messages (email, sms)" in text
    assert text.count("GB-7") == 1


def test_a_renumbering_is_a_citation_only(run: Run) -> None:
    sides = ("current@2022-05-27", "current@2022-05-28", "DE")
    assert {
        tuple(item["changed"]) for item in run("rules", "diff", *sides, "--format=json").json
    } == {("citations",)}
    text = run("rules", "diff", *sides).out
    assert "citation only: email, your own list (DE-email-first → DE-email-first-2022)" in text
    assert "why:" not in text


def test_clocks_of_a_register_are_a_difference(run: Run) -> None:
    told = run("rules", "diff", "current@2025-11-11", "current@2025-11-12", "--format", "json").json
    changed = {(item["country"], item["channel"]): item["changed"] for item in told}
    assert changed == {
        ("SK", "email"): ["soft_opt_in_terms", "citations"],
        ("SK", "sms"): ["soft_opt_in_terms", "citations"],
        ("SK", "call"): ["own_customers"],
    }


def test_nothing_differs_from_itself(run: Run) -> None:
    assert run("rules", "diff", "guide", "guide", "--format", "json").json == []
    text = run("rules", "diff", "current", "current", "AT", "--send-date", DAY).out
    assert text.endswith("\n\nAT: no difference\n")


def test_a_day_before_all_rules_is_a_side_too(run: Run) -> None:
    text = one_line(run("rules", "diff", "current@2018-05-24", "current@2018-05-25", "FR").out)
    assert "unanswered (no rule that old: the first is of 2018-05-25) → " in text
