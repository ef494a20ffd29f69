"""Every cell of every country on every day that matters: one answer, cited, never laxer unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any, get_args

import polars as pl
import pytest

from listcheck.core import columns as c
from listcheck.policy import Law, law_of, with_policy
from listcheck.policy.files.rule_file import (
    CONTACT_FACTS,
    Declared,
    Rule,
    RuleException,
    Unanswered,
)
from listcheck.policy.law.resolve import active_exceptions, rows_of
from tests.policy.cells import (
    CELLS,
    CHANNELS,
    COLUMNS,
    CUSTOMER,
    FIRST_DAY,
    KEY,
    around,
    ask,
    edges,
    shipped,
)

COUNTRIES = sorted(shipped().countries)
PACKS = ("guide", "current")
#: Days between which the law's big changes lie.
SOME_DAYS = (FIRST_DAY, date(2021, 7, 1), date(2022, 12, 1), date(2026, 11, 22))
#: A value that no exception names.
ELSE = "something else"


# --- one answer, cited -----------------------------------------------------------------------


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_cell_has_one_answer_or_a_reason(country: str) -> None:
    file = shipped().countries[country]
    for pack, cell, day in product(PACKS, CELLS, around(edges(country))):
        rows = list(rows_of(file, *cell, on=day, pack=pack))
        assert len(rows) == 1, (pack, cell, day, [row.id for row in rows])
        (row,) = rows
        found = ask(country, cell, day, pack)
        if isinstance(row, Unanswered):
            assert (found.basis, found.rule, found.reason) == (None, None, row.reason)
        else:
            assert (found.basis, found.rule, found.reason) == (row.basis, row, None)


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_rule_is_cited_and_every_country_reviewed(country: str) -> None:
    file = shipped().countries[country]
    cited: list[Any] = [*file.rule, *file.note]
    cited += [item for rule in file.rule for item in rule.exception if item.id]
    for item in cited:
        assert item.source, item.id
        for source in item.source:
            assert source.title.strip(), item.id
            assert source.url.startswith(("https://", "http://")), item.id
    assert file.reviewed >= max(item.from_ for item in file.rule if item.from_ <= file.reviewed)
    assert (file.reviewed - FIRST_DAY).days > 0


@pytest.mark.parametrize("country", COUNTRIES)
def test_exceptions_answer_only_on_their_days(country: str) -> None:
    for rule in shipped().countries[country].rule:
        for item in rule.exception:
            begin, end = item.from_ or rule.from_, item.until or rule.until or date.max
            for day in around(edges(country)):
                inside = begin <= day < end
                assert (item in active_exceptions(rule, day)) >= inside, (rule.id, day)


# --- unknown parts of the key, with the exceptions applied -----------------------------------


def alternatives(exceptions: list[RuleException], *, contact: bool) -> list[dict[str, Any]]:
    """Every combination of the facts that some exception names, other and unknown included."""
    named: dict[str, dict[str, None]] = {}
    for item in exceptions:
        for fact, values in item.when.facts().items():
            if (fact in CONTACT_FACTS) is contact:
                named.setdefault(fact, {}).update(dict.fromkeys(values))
    options = [[*values, ELSE, None] for values in named.values()]
    return [dict(zip(named, chosen, strict=True)) for chosen in product(*options)]


def campaigns(exceptions: list[RuleException], rules: list[Rule]) -> Iterator[dict[str, Any]]:
    declared: list[dict[str, Any]] = [{}]
    for fact in get_args(Declared):
        if any(fact in rule.declare for rule in rules):
            declared = [{fact: "yes"}, {fact: "no"}]
    for facts, said in product(alternatives(exceptions, contact=False), declared):
        yield facts | said


def contacts(country: str, channel: str, on: date, facts: list[dict[str, Any]]) -> pl.LazyFrame:
    """Every known and unknown key, with every combination of the contact's facts."""
    keys = [
        dict(zip(KEY, parts, strict=True)) for parts in product(*((*v, None) for v in KEY.values()))
    ]
    rows = [
        dict.fromkeys(COLUMNS)
        | {"country": country, "channel": channel, "send_date": on}
        | CUSTOMER
        | own
        | key
        for own, key in product(facts, keys)
    ]
    return pl.LazyFrame(rows, schema=COLUMNS, orient="row")


def weight(told: dict[str, Any]) -> tuple[int, ...]:
    rank = len(c.BASES) if told["basis"] is None else c.BASES.index(told["basis"])
    return rank, not told["soft_opt_in"], told["register"] is not None


def laxer_than_could_be(law: Law, frame: pl.LazyFrame) -> list[str]:
    """Unknown keys whose answer is laxer than that of a key they could be."""
    problems = []
    told = with_policy(frame, law, {}).collect().to_dicts()
    size = 27
    for at in range(0, len(told), size):
        block = told[at : at + size]
        exact = [item for item in block if None not in (item[name] for name in KEY)]
        for unknown in block:
            for known in exact:
                if any(unknown[name] not in (None, known[name]) for name in KEY):
                    continue
                problems += [
                    f"{what}: {shown(unknown)} but {shown(known)}"
                    for what in faults(unknown, known)
                ]
    return problems


def shown(item: dict[str, Any]) -> str:
    names = (*KEY, *CONTACT_FACTS, "rule", "basis", "soft_opt_in", "register", "soft_opt_in_met")
    return " ".join(f"{name}={item[name]}" for name in names if item[name] is not None)


def faults(unknown: dict[str, Any], known: dict[str, Any]) -> Iterator[str]:
    if weight(unknown) < weight(known):
        yield "laxer"
    elif weight(unknown)[:2] == weight(known)[:2]:
        asked = set((unknown["register"] or "").split("+"))
        if not asked >= set((known["register"] or "").split("+")) - {""}:
            yield "fewer registers"
        if (
            unknown["soft_opt_in"]
            and unknown["soft_opt_in_met"] == "yes" != known["soft_opt_in_met"]
        ):
            yield "soft opt-in met"


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("country", COUNTRIES)
def test_no_unknown_part_makes_an_answer_laxer(country: str, channel: str) -> None:
    file = shipped().countries[country]
    rules = replace(shipped(), countries={country: file})
    for on in SOME_DAYS:
        inside = [row for row in file.rule if row.covers("current", channel, on)]
        exceptions = [item for row in inside for item in active_exceptions(row, on)]
        frame = contacts(country, channel, on, alternatives(exceptions, contact=True))
        for campaign in campaigns(exceptions, inside):
            for sender in ("commercial", "charity"):
                facts = {"similar_products": "yes", "sender_kind": sender} | campaign
                law = law_of(rules, channel, on=on, pack="current", campaign=facts)
                problems = laxer_than_could_be(law, frame)
                assert problems == [], (on, facts, len(problems), problems[:3])
