"""What the law says on single days: most of all on the two days between which it changes.

The cases are ``tests/data/law/dated_cases.csv``, a line each. ``rule`` is how the id of the
cited rule begins, ``cites`` words of its citation (``!`` before words that it must not hold),
``campaign`` what the brief says, ``contact`` what the list says (``customer``: a sale under all
conditions of the soft opt-in), ``met`` whether the soft opt-in holds.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest

from listcheck.policy import Rules, law_of, with_policy
from listcheck.policy.files.rule_file import CountryFile, Source
from tests.policy.cells import COLUMNS, CUSTOMER, FACTS, shipped

with (FACTS / "dated_cases.csv").open(encoding="utf-8", newline="") as lines:
    CASES = list(csv.DictReader(lines))
EVERY = [pytest.param(case, id=f"{case['country']}-{case['day']}-{case['what']}") for case in CASES]


def facts(text: str) -> dict[str, str]:
    pairs = (part.strip().split("=") for part in text.split(";") if "=" in part)
    return dict(pairs)


def contact(case: dict[str, str]) -> pl.LazyFrame:
    """The one contact of a case."""
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    if case["contact"].split(";")[0] == "customer":
        row |= CUSTOMER
    row |= facts(case["contact"])
    row |= {
        name: case[name] for name in ("country", "channel", "party", "address_kind", "subscriber")
    }
    row["send_date"] = case["day"]
    days = [name for name, dtype in COLUMNS.items() if dtype == pl.Date]
    row |= {name: date.fromisoformat(row[name]) for name in days if row[name]}
    return pl.LazyFrame([row], schema=COLUMNS, orient="row")


def of_country(code: str) -> Rules:
    return replace(shipped(), countries={code: shipped().countries[code]})


def sources(file: CountryFile, rule: str) -> tuple[Source, ...]:
    """The citations of a row, or of an exception with an id of its own."""
    for row in file.rule:
        if row.id == rule:
            return row.source
        for item in row.exception:
            if item.id == rule:
                return item.source
    raise AssertionError(rule)


@pytest.mark.parametrize("case", EVERY)
def test_on_that_day(case: dict[str, str]) -> None:
    rules = of_country(case["country"])
    law = law_of(
        rules,
        case["channel"],
        on=date.fromisoformat(case["day"]),
        pack="current",
        campaign=facts(case["campaign"]),
    )
    (found,) = with_policy(contact(case), law, {}).collect().to_dicts()
    told = {
        "basis": found["basis"] or "",
        "soft_opt_in": "yes" if found["soft_opt_in"] else "no",
        "register": found["register"] or "",
    }
    assert told == {name: case[name] for name in told}
    assert (found["rule"] or "").startswith(case["rule"])
    assert bool(found["rule"]) is bool(case["basis"])
    if case["cites"]:
        titles = " ".join(
            item.title for item in sources(rules.countries[case["country"]], found["rule"])
        )
        words = case["cites"].removeprefix("!")
        assert (words in titles) is (words == case["cites"]), titles
    if case["met"]:
        assert found["soft_opt_in_met"] == case["met"]


def test_the_lithuanian_relaxation_is_told_and_not_applied() -> None:
    (note,) = (item for item in shipped().countries["LT"].note if item.id == "LT-1")
    assert (note.kind, note.reason) == ("not-applied", "relaxation, confidence medium")
    assert (note.from_, note.subscriber) == (date(2026, 7, 1), ("corporate",))
    assert set(note.channel) == {"email", "sms"}


def test_the_cases_are_many_and_of_every_country_that_changed() -> None:
    assert len(CASES) == len({tuple(case.values()) for case in CASES}) > 100
    changed = {
        code
        for code, file in shipped().countries.items()
        if len({row.from_ for row in file.rule}) > 1
    }
    assert changed - {"SI"} <= {case["country"] for case in CASES}
