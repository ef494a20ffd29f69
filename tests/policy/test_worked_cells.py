"""The worked table of the encoding guide: 24 cells, row by row, with rules and exceptions."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from listcheck.policy.files.rule_file import Rule, RuleException
from listcheck.policy.law.resolve import FIRST_DAY
from tests.policy.cells import FACTS, Cell, ask, edges, shipped

CASES: list[dict[str, Any]] = json.loads((FACTS / "worked_cells.json").read_text(encoding="utf-8"))
#: What the research calls a register, and its id here.
REGISTERS = {
    "Bloctel": "FR-BLOCTEL",
    "Bel-me-niet-register": "NL-BMNR",
    "marking in the public subscriber directory": "CZ-DIRECTORY",
    "regulator list, nevyziadanevolania.sk": "SK-NVV",
    "Lista Robinson (LO 3/2018 art. 23)": "ES-ROBINSON",
    "Registro Pubblico delle Opposizioni": "IT-RPO",
    "RTR ECG list": "AT-ECG",
    "CPC register of e-mail addresses of legal persons": "BG-CPC",
    "DGC list, art. 13-B(2)": "PT-DGC",
    "Robinson list (CPR)": "DK-ROBINSON",
}
#: The research tells an exception in words; here it is facts and an answer.
EXCEPTIONS: dict[str, tuple[dict[str, Any], str, bool]] = {
    "sender_kind=charity => opt_in with soft opt-in": ({"sender_kind": "charity"}, "opt_in", True),
    "sector=home_renovation => prohibited": ({"sector": "home_renovation"}, "prohibited", False),
    "performance of a current contract, incl. related or complementary products => opt_out": (
        {"existing_agreement": "yes", "similar_products": "yes"},
        "opt_out",
        False,
    ),
    "existing customer, own similar products => opt_out": (
        {"relationship": "customer", "similar_products": "yes"},
        "opt_out",
        False,
    ),
    "contact=published business contact data of a sole trader or legal person => opt_out": (
        {"published_business_contact": "yes"},
        "opt_out",
        False,
    ),
    "random or directory number => opt_in": (
        {"number_source": ["random", "directory"]},
        "opt_in",
        False,
    ),
    "number in a public directory => opt_out": ({"number_source": "directory"}, "opt_out", False),
    "books, newspapers, magazines, insurance, rescue services => opt_out": (
        {"product": ["books", "newspapers", "magazines", "insurance", "rescue_services"]},
        "opt_out",
        False,
    ),
}


def cell_of(case: dict[str, Any]) -> Cell:
    return case["channel"], case["party"], case["address_kind"], case["subscriber"]


EVERY = [pytest.param(case, id="-".join((case["country"], *cell_of(case)))) for case in CASES]


@cache
def entries() -> frozenset[str]:
    """Ids of all entries of the research."""
    lines = (FACTS / "amendments.csv").read_text(encoding="utf-8").splitlines()[1:]
    return frozenset(line.split(",")[0] for line in lines)


def entry_of(rule: str) -> str:
    """The entry of the research that a row encodes, or the guide."""
    alike = [name for name in entries() if rule == name or rule.startswith(f"{name}-")]
    return max(alike, key=len, default="guide")


def days(country: str) -> list[date]:
    return sorted(set(edges(country)))


def told(case: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of the cell as the worked table tells them: equal neighbours are one."""
    rows: list[dict[str, Any]] = []
    for day in days(case["country"]):
        found = ask(case["country"], cell_of(case), day)
        said = {
            "basis": found.basis,
            "soft_opt_in": found.soft_opt_in,
            "register": "+".join(found.register) or None,
        }
        rule = entry_of(found.rule_id or "")
        if rows and rows[-1].items() >= said.items():
            rows[-1]["rules"] += [rule] * (rule not in rows[-1]["rules"])
            continue
        if rows:
            rows[-1]["until"] = day.isoformat()
        rows.append({"from": day.isoformat(), "until": None, **said, "rules": [rule]})
    return rows


@pytest.mark.parametrize("case", EVERY)
def test_rows(case: dict[str, Any]) -> None:
    assert told(case) == [
        row | {"register": row["register"] and REGISTERS[row["register"]]} for row in case["rows"]
    ]


def periods(case: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Exceptions of the cell: entry, facts, answer and period; periods that meet are one."""
    found: dict[str, list[tuple[RuleException, date, date | None]]] = {}
    rules: dict[str, Rule] = {}
    for day in days(case["country"]):
        rule = ask(case["country"], cell_of(case), day).rule
        rules |= {rule.id: rule} if rule else {}
    for rule in rules.values():
        for item in rule.exception:
            span = (item, item.from_ or rule.from_, item.until or rule.until)
            found.setdefault(f"{item.id or entry_of(rule.id)} {item.when.as_written()}", []).append(
                span
            )
    merged: list[tuple[Any, ...]] = []
    for name, spans in found.items():
        spans.sort(key=lambda span: span[1])
        for (_, _, end), (_, begin, _) in pairwise(spans):
            assert end == begin, f"{name} pauses"
        item, begin, end = spans[0][0], spans[0][1], spans[-1][2]
        said = (item.when.as_written(), item.basis, item.soft_opt_in)
        merged.append(
            (name.split()[0], *said, max(begin, FIRST_DAY).isoformat(), end and end.isoformat())
        )
    return sorted(merged, key=str)


@pytest.mark.parametrize("case", EVERY)
def test_exceptions(case: dict[str, Any]) -> None:
    assert periods(case) == sorted(
        (
            (item["rule"], *EXCEPTIONS[item["text"]], item["from"], item["until"])
            for item in case["exceptions"]
        ),
        key=str,
    )


@pytest.mark.parametrize("case", EVERY)
def test_what_is_not_applied_is_told(case: dict[str, Any]) -> None:
    channel, party, address_kind, subscriber = cell_of(case)
    notes = {
        entry_of(note.id)
        for note in shipped().countries[case["country"]].note
        if (note.reason or "").startswith("relaxation")
        and channel in note.channel
        and party in note.party
        and address_kind in note.address_kind
        and subscriber in note.subscriber
    }
    # Of NL-2 the row is applied and only its exception is not: the table is about rows.
    assert notes - {"NL-2"} == {item["rule"] for item in case["not_applied"]}


def test_the_table_is_whole() -> None:
    assert len(CASES) == 24
    used = {row["register"] for case in CASES for row in case["rows"]} - {None}
    assert used == REGISTERS.keys()
    texts = {item["text"] for case in CASES for item in case["exceptions"]}
    assert texts == EXCEPTIONS.keys()
    assert {REGISTERS[name] for name in used} <= shipped().registers.keys()
