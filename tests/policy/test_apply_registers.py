"""Whether consent meets the basis, and who is looked up in a register."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from listcheck.core import columns as c
from listcheck.policy import (
    register_state,
)
from tests.policy.applying import TODAY, applied, exception, guide, law_with, one
from tests.policy.registers import register


@pytest.mark.parametrize(
    ("basis", "enough"),
    [
        ("opt_out", {"opt_in", "double_opt_in"}),
        ("presumed_consent", {"opt_in", "double_opt_in"}),
        ("legitimate_interest_or_opt_in", {"opt_in", "double_opt_in"}),
        ("opt_in", {"opt_in", "double_opt_in"}),
        ("double_opt_in", {"double_opt_in"}),
        ("prohibited", set()),
    ],
)
def test_consent_meets_the_basis_or_not(basis: str, enough: set[str]) -> None:
    given = ("opt_in", "double_opt_in", "none", None)
    found = applied(law_with(basis=basis), *({"country": "XX", "consent": word} for word in given))
    assert {item["consent"] for item in found if item["consent_suffices"]} == enough
    assert {item["consent_suffices"] for item in found} <= {True, False}


def test_no_consent_meets_an_unknown_basis() -> None:
    found = one(guide("email"), {"country": "JP", "consent": "double_opt_in"})
    assert found["consent_suffices"] is False


FLAGS = ("register_missing", "register_stale", "on_register")
FRESH = {"TPS": "fresh", "CTPS": "fresh"}


def flags(found: dict[str, Any]) -> set[str]:
    assert all(found[name] in (True, False) for name in FLAGS)
    return {name for name in FLAGS if found[name]}


@pytest.mark.parametrize(
    ("supplied", "listed", "told"),
    [
        ({}, {}, {"register_missing"}),
        ({"TPS": "fresh"}, {}, {"register_missing"}),
        ({"CTPS": "fresh"}, {"CTPS": True}, {"register_missing", "on_register"}),
        ({"IE-NDD": "fresh"}, {"IE-NDD": True}, {"register_missing"}),
        (FRESH, {}, set()),
        (FRESH, {"TPS": False, "CTPS": False}, set()),
        (FRESH, {"TPS": True}, {"on_register"}),
        (FRESH, {"TPS": False, "CTPS": True}, {"on_register"}),
        (FRESH | {"CTPS": "stale"}, {}, {"register_stale"}),
        (FRESH | {"CTPS": "stale"}, {"CTPS": True}, {"register_stale", "on_register"}),
        ({"TPS": "stale"}, {}, {"register_stale", "register_missing"}),
        (FRESH | {"FR-BLOCTEL": "stale"}, {"FR-BLOCTEL": True}, set()),
        # A copy that does not hold the area of the number does not answer.
        (FRESH, {"TPS": None}, {"register_missing"}),
        (FRESH, {"TPS": None, "CTPS": True}, {"register_missing", "on_register"}),
    ],
)
def test_every_register_of_a_rule_is_asked(
    supplied: dict[str, str], listed: dict[str, bool | None], told: set[str]
) -> None:
    answers = dict.fromkeys(supplied, False) | listed
    contact: dict[str, Any] = {"country": "GB"}
    contact |= {c.listed_on(name): value for name, value in answers.items()}
    assert flags(one(guide("call"), contact, supplied)) == told
    # A country whose rule names no register asks none.
    assert flags(one(guide("call"), contact | {"country": "LU"}, supplied)) == set()


@pytest.mark.parametrize("supplied", [{}, FRESH, dict.fromkeys(FRESH, "stale")])
@pytest.mark.parametrize("consent", ["opt_in", "double_opt_in", "none", None])
def test_consent_beats_a_listing_where_the_register_says_so(
    supplied: dict[str, str], consent: str | None
) -> None:
    contact: dict[str, Any] = {"country": "GB", "consent": consent}
    contact |= {c.listed_on(name): True for name in supplied}
    due = flags(one(guide("call"), contact, supplied))
    assert bool(due) is (consent not in {"opt_in", "double_opt_in"})


@pytest.mark.parametrize("consent", ["overrides", "later"])
def test_a_register_may_bind_in_spite_of_consent(consent: str) -> None:
    law = law_with(registers=(register("XX-A", consent=consent),), register=["XX-A"])
    contact = {"country": "XX", "consent": "opt_in", c.listed_on("XX-A"): True}
    binds = consent == "later"
    assert bool(flags(one(law, contact, {"XX-A": "fresh"}))) is binds
    assert bool(flags(one(law, {"country": "XX", "consent": "opt_in"}))) is binds


@pytest.mark.parametrize(
    ("given", "listed", "told"),
    [
        (date(2026, 3, 2), date(2026, 3, 1), set()),
        (date(2026, 3, 1), date(2026, 3, 1), {"on_register"}),
        (date(2026, 2, 1), date(2026, 3, 1), {"on_register"}),
        (None, date(2026, 3, 1), {"on_register"}),
        (date(2026, 3, 2), None, {"on_register"}),
    ],
)
def test_only_a_consent_after_the_listing_counts(
    given: date | None, listed: date | None, told: set[str]
) -> None:
    law = law_with(registers=(register("XX-A", consent="later"),), register=["XX-A"])
    contact = {
        "country": "XX",
        "consent": "opt_in",
        "consent_date": given,
        "send_date": TODAY,
        c.listed_on("XX-A"): True,
        c.listed_since("XX-A"): listed,
    }
    assert flags(one(law, contact, {"XX-A": "fresh"})) == told


@pytest.mark.parametrize("similar", ["yes", "no", None])
@pytest.mark.parametrize("relationship", ["customer", "enquiry", None])
def test_own_customers_need_no_look_up(similar: str | None, relationship: str | None) -> None:
    terms = [{"similar_products": True, "until": date(2027, 1, 1)}]
    law = law_with(
        registers=(register("XX-A", own_customers=terms),),
        register=["XX-A"],
        campaign={"similar_products": similar},
    )
    contact = {"country": "XX", "relationship": relationship, c.listed_on("XX-A"): True}
    spared = similar == "yes" and relationship == "customer"
    assert flags(one(law, contact, {"XX-A": "fresh"})) == (set() if spared else {"on_register"})
    assert flags(one(law, contact)) == (set() if spared else {"register_missing"})


def test_one_binding_register_of_two_is_enough() -> None:
    names = (register("XX-A"), register("XX-B", consent="later"))
    law = law_with(registers=names, register=["XX-A", "XX-B"])
    contact = {"country": "XX", "consent": "opt_in", c.listed_on("XX-B"): True}
    assert flags(one(law, contact, {"XX-A": "fresh", "XX-B": "fresh"})) == {"on_register"}


def test_a_consent_that_does_not_suffice_beats_no_listing() -> None:
    law = law_with(registers=(register("XX-A"),), register=["XX-A"])
    contact = {"country": "XX", "consent": "opt_in", "send_date": TODAY, c.listed_on("XX-A"): True}
    too_late = contact | {"consent_date": TODAY + timedelta(days=1)}
    assert flags(one(law, too_late, {"XX-A": "fresh"})) == {"on_register"}


@pytest.mark.parametrize("basis", ["opt_in", "double_opt_in", "prohibited"])
def test_who_may_not_be_contacted_anyway_is_looked_up_nowhere(basis: str) -> None:
    law = law_with(registers=(register("XX-A"),), register=["XX-A"], basis=basis)
    contact = {"country": "XX", c.listed_on("XX-A"): True}
    assert flags(one(law, contact, {"XX-A": "fresh"})) == set()
    assert flags(one(law, {"country": "XX"})) == set()


def test_the_register_of_an_exception_is_asked() -> None:
    law = law_with(
        exception("opt_out", registers=["XX-A"], number_source="directory"),
        registers=(register("XX-A"),),
        basis="opt_in",
    )
    listed = {"country": "XX", c.listed_on("XX-A"): True}
    assert flags(one(law, listed | {"number_source": "directory"}, {"XX-A": "fresh"})) == {
        "on_register"
    }
    assert flags(one(law, {"country": "XX", "number_source": "directory"})) == {"register_missing"}
    assert flags(one(law, listed | {"number_source": "given"}, {"XX-A": "fresh"})) == set()


@pytest.mark.parametrize(
    ("obtained", "state"),
    [
        (TODAY, "fresh"),
        (TODAY - timedelta(days=28), "fresh"),
        (TODAY - timedelta(days=29), "stale"),
        # A copy from after the send says nothing about the day of the send.
        (TODAY + timedelta(days=1), "stale"),
        (None, "stale"),
    ],
)
def test_a_copy_of_a_register_ages(obtained: date | None, state: str) -> None:
    assert register_state(register("XX-A", max_age_days=28), obtained, TODAY) == state
