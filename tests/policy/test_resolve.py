"""Which rule answers: days are exact, and what is unknown gets the strictest answer it could be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listcheck.policy import Answer, Rules, answer, law_of, load_rules
from listcheck.policy.files.rule_file import CountryFile
from listcheck.policy.law.resolve import active_exceptions, answers
from tests.policy.registers import register

FIRST_DAY = date(2018, 5, 25)
TODAY = date(2026, 11, 22)
DAYS = (FIRST_DAY, date(2020, 1, 1), date(2022, 7, 1), TODAY)
PACKS = ("guide", "current")
CHANNELS = ("email", "sms", "call", "automated-call")
KEY: dict[str, tuple[str, ...]] = {
    "party": ("first", "third"),
    "address_kind": ("generic", "individual"),
    "subscriber": ("corporate", "individual"),
}
CELLS = tuple(product(*KEY.values()))
#: As the research notes order them, laxest first; no answer at all is the strictest.
ORDER = (
    "opt_out",
    "presumed_consent",
    "legitimate_interest_or_opt_in",
    "opt_in",
    "double_opt_in",
    "prohibited",
    None,
)


def weight(found: Answer) -> tuple[int, bool, bool]:
    """How strict an answer is: basis, then without soft opt-in, then with a register."""
    return ORDER.index(found.basis), not found.soft_opt_in, bool(found.register)


@cache
def shipped() -> Rules:
    return load_rules()


def row(**said: Any) -> dict[str, Any]:
    """A rule of country XX for all e-mail cells, as a rule file writes it."""
    return {
        "id": "XX-all",
        "pack": list(PACKS),
        "channel": "email",
        "party": list(KEY["party"]),
        "address_kind": list(KEY["address_kind"]),
        "subscriber": list(KEY["subscriber"]),
        "basis": "opt_out",
        "soft_opt_in": False,
        "register": [],
        "from": FIRST_DAY,
        "confidence": "high",
        "source": [{"title": "An act", "url": "https://law.example/"}],
    } | said


def rules_of(*rows: dict[str, Any], unanswered: tuple[dict[str, Any], ...] = ()) -> Rules:
    """The shipped rules with country XX alone."""
    file = CountryFile.model_validate(
        {
            "country": "XX",
            "name": "Exampleland",
            "reviewed": TODAY,
            "gdpr": True,
            "rule": list(rows),
            "unanswered": list(unanswered),
        }
    )
    registers = {name: register(name) for name in ("XX-A", "XX-B")}
    return replace(shipped(), countries={"XX": file}, registers=registers)


def ask(rules: Rules, on: date = TODAY, *, pack: str = "current", **key: Any) -> Answer:
    return answer(rules, "XX", "email", on=on, pack=pack, **key)


# --- unknown parts of the key ----------------------------------------------------------------


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("country", sorted(shipped().countries))
def test_no_unknown_part_makes_an_answer_laxer(country: str, channel: str, pack: str) -> None:
    for on, cell in product(DAYS, CELLS):
        known = dict(zip(KEY, cell, strict=True))
        exact = answer(shipped(), country, channel, on=on, pack=pack, **known)
        for hidden in product((False, True), repeat=3):
            parts = {
                name: None if hide else value
                for (name, value), hide in zip(known.items(), hidden, strict=True)
            }
            found = answer(shipped(), country, channel, on=on, pack=pack, **parts)
            assert weight(found) >= weight(exact), (parts, cell)


CELL_ANSWERS = st.tuples(
    st.sampled_from(ORDER), st.booleans(), st.sampled_from(((), ("XX-A",), ("XX-B",)))
)


@settings(deadline=None, max_examples=200)
@given(st.lists(CELL_ANSWERS, min_size=8, max_size=8), st.data())
def test_an_unknown_part_takes_the_strictest_of_its_cells(
    said: list[tuple[str | None, bool, tuple[str, ...]]], data: st.DataObject
) -> None:
    rules, unanswered = [], []
    for at, (cell, (basis, soft, registers)) in enumerate(zip(CELLS, said, strict=True)):
        key = dict(zip(KEY, cell, strict=True)) | {"id": f"XX-{at}"}
        if basis is None:
            whole = row(**key, reason="nothing is known")
            names = ("basis", "soft_opt_in", "register", "confidence", "source")
            unanswered.append({name: whole[name] for name in whole if name not in names})
        else:
            rules.append(row(**key, basis=basis, soft_opt_in=soft, register=list(registers)))
    country = rules_of(*rules, unanswered=tuple(unanswered))
    parts: dict[str, Any] = {
        name: data.draw(st.sampled_from((*values, None))) for name, values in KEY.items()
    }
    could_be = [
        ask(country, TODAY, **dict(zip(KEY, cell, strict=True)))
        for cell in CELLS
        if all(parts[name] in (None, value) for name, value in zip(KEY, cell, strict=True))
    ]
    found = ask(country, TODAY, **parts)
    assert weight(found) == max(weight(item) for item in could_be)
    if found.basis is None:
        assert (found.rule, found.reason) == (None, "nothing is known")
    else:
        # Every register that an equally strict cell demands.
        alike = [item for item in could_be if weight(item) == weight(found)]
        assert set(found.register) == {name for item in alike for name in item.register}
        assert found.rule_id in {item.rule_id for item in alike}


def two_subscribers(corporate: dict[str, Any], individual: dict[str, Any]) -> Rules:
    return rules_of(
        row(id="XX-corporate", subscriber="corporate", **corporate),
        row(id="XX-individual", subscriber="individual", **individual),
    )


def exception(basis: str, **when: str) -> dict[str, Any]:
    return {"when": when, "basis": basis, "soft_opt_in": False, "register": []}


STRICTER = {"exception": [exception("prohibited", sector="gambling")]}
LAXER = {"basis": "opt_in", "exception": [exception("opt_out", number_source="directory")]}
PLAIN = {"basis": "opt_in"}


@pytest.mark.parametrize(
    ("corporate", "individual", "rule"),
    [
        ({}, STRICTER, "XX-individual"),
        (STRICTER, {}, "XX-corporate"),
        (LAXER, PLAIN, "XX-individual"),
        (PLAIN, LAXER, "XX-corporate"),
    ],
    ids=["stricter-last", "stricter-first", "laxer-first", "laxer-last"],
)
def test_between_equal_rows_the_exceptions_decide(
    corporate: dict[str, Any], individual: dict[str, Any], rule: str
) -> None:
    assert ask(two_subscribers(corporate, individual)).rule_id == rule


def test_an_exception_out_of_force_decides_nothing() -> None:
    over = {"exception": [STRICTER["exception"][0] | {"until": date(2020, 1, 1)}]}
    rules = two_subscribers({}, over)
    assert ask(rules, date(2019, 12, 31)).rule_id == "XX-individual"
    assert ask(rules, date(2020, 1, 1)).rule_id == "XX-corporate"


def test_equally_strict_rows_demand_all_their_registers() -> None:
    rules = two_subscribers({"register": ["XX-A"]}, {"register": ["XX-B"]})
    assert ask(rules).register == ("XX-A", "XX-B")
    assert ask(rules, subscriber="corporate").register == ("XX-A",)
    assert ask(rules, subscriber="individual").register == ("XX-B",)
    assert law_of(rules, "email", on=TODAY, pack="guide").registers_named == {"XX-A", "XX-B"}


def test_nothing_known_beats_every_basis() -> None:
    unknown = {
        name: value
        for name, value in row(id="XX-unknown", subscriber="individual").items()
        if name not in ("basis", "soft_opt_in", "register", "confidence", "source")
    } | {"reason": "nobody asked"}
    rules = rules_of(
        row(id="XX-corporate", subscriber="corporate", basis="prohibited"), unanswered=(unknown,)
    )
    assert ask(rules, subscriber="corporate").basis == "prohibited"
    found = ask(rules)
    assert (found.basis, found.reason, found.register) == (None, "nobody asked", ())


# --- days and packs --------------------------------------------------------------------------


def test_from_is_the_first_day_and_until_the_first_day_after() -> None:
    change = date(2021, 7, 1)
    rules = rules_of(
        row(id="XX-old", until=change), row(id="XX-new", basis="opt_in", **{"from": change})
    )
    assert ask(rules, change - timedelta(days=1)).rule_id == "XX-old"
    assert ask(rules, change).rule_id == "XX-new"
    assert ask(rules, FIRST_DAY).rule_id == "XX-old"
    before = ask(rules, FIRST_DAY - timedelta(days=1))
    assert before.basis is None
    assert (before.reason or "").startswith("no rule that old")


def test_a_pack_sees_its_own_rows_alone() -> None:
    rules = rules_of(
        row(id="XX-guide", pack="guide"), row(id="XX-current", pack="current", basis="opt_in")
    )
    assert ask(rules, pack="guide").rule_id == "XX-guide"
    assert ask(rules, pack="current").rule_id == "XX-current"


def test_a_cell_without_a_row_has_no_basis() -> None:
    rules = rules_of(row(party="first"))
    assert ask(rules, party="first").basis == "opt_out"
    for party in ("third", None):
        found = ask(rules, party=party)
        assert (found.basis, found.reason) == (None, "no rule is written")


@pytest.mark.parametrize("country", ["JP", "", "gb", "?"])
def test_a_country_without_a_file_has_no_basis(country: str) -> None:
    found = answer(shipped(), country, "email", on=TODAY, pack="current")
    assert (found.basis, found.rule_id) == (None, None)
    assert found.reason == "no rule for this country"


def test_exceptions_have_days_of_their_own() -> None:
    dated = exception("opt_in", line_type="mobile") | {
        "from": date(2020, 1, 1),
        "until": date(2021, 1, 1),
    }
    (rule,) = rules_of(row(exception=[dated])).countries["XX"].rule
    in_force = [
        bool(active_exceptions(rule, on))
        for on in (date(2019, 12, 31), date(2020, 1, 1), date(2020, 12, 31), date(2021, 1, 1))
    ]
    assert in_force == [False, True, True, False]


# --- all answers of a campaign ---------------------------------------------------------------


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_table_of_a_campaign_answers_every_key_once(channel: str) -> None:
    law = law_of(shipped(), channel, on=TODAY, pack="guide")
    keys = law.frame.select("country", *KEY)
    assert keys.n_unique() == keys.height == len(shipped().countries) * 27
    for told, found in zip(
        law.frame.iter_rows(named=True),
        answers(shipped(), channel, on=TODAY, pack="guide"),
        strict=True,
    ):
        parts = {name: None if told[name] == "?" else told[name] for name in KEY}
        asked = answer(shipped(), told["country"], channel, on=TODAY, pack="guide", **parts)
        assert asked == found
        assert told["basis"] == asked.basis
        assert told["register"] == ("+".join(asked.register) or None)
        assert told["rule"] == asked.rule_id
        assert told["gdpr"] == shipped().countries[told["country"]].gdpr
        assert (told["basis"] is None) == (told["rule_reason"] is not None)
