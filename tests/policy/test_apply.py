"""The law of a country and its exceptions, joined to contacts."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

import pytest

from listcheck.policy import (
    law_of,
)
from tests.policy.applying import CONTACT, TODAY, applied, exception, guide, law_with, one, shipped
from tests.policy.registers import register


@pytest.mark.parametrize("channel", ["email", "sms", "call", "automated-call"])
@pytest.mark.parametrize("country", [None, "JP", ""])
def test_an_unknown_country_has_no_basis(channel: str, country: str | None) -> None:
    found = one(guide(channel), {"country": country})
    assert found["basis"] is None
    assert found["rule"] is None
    assert found["rule_reason"] == "no rule for this country"
    # What is unknown is read strictly: the GDPR applies, nothing is relaxed.
    assert found["gdpr"] is True
    assert found["soft_opt_in"] is False
    assert found["rests_on_legitimate_interest"] is False
    assert found["register"] is None


def test_an_unanswered_cell_tells_its_reason() -> None:
    found = one(guide("call"), {"country": "NO"})
    assert (found["basis"], found["rule"]) == (None, None)
    assert "blank" in found["rule_reason"]


@pytest.mark.parametrize("hidden", [*CONTACT, None])
def test_unknown_parts_take_the_strictest_answer(hidden: str | None) -> None:
    contact = {"country": "BE", "address_kind": "generic", hidden or "country": None}
    if hidden is None:
        contact["country"] = "BE"
    found = one(guide("email"), contact)
    strict = {"address_kind": ("opt_in", True), "party": ("opt_in", False)}
    lax = ("opt_out", False)
    assert (found["basis"], found["soft_opt_in"]) == strict.get(hidden or "", lax)


@pytest.mark.parametrize(
    ("country", "other", "channel", "matters"),
    [
        ("GB", None, "email", False),
        ("GB", "AT", "email", True),
        ("GB", "EE", "email", False),
        ("GB", "GB", "email", False),
        ("GB", "JP", "email", True),
        (None, "GB", "email", True),
        ("GB", "DE", "call", True),
        ("LU", "EE", "call", False),
        # The same register decides alike; another one does not.
        ("GB", "FR", "call", True),
        # Both opt-in, but only the Czech cell has an exception.
        ("CZ", "AT", "call", True),
        ("AT", "CZ", "call", True),
    ],
)
def test_two_countries_conflict_where_their_law_differs(
    country: str | None, other: str | None, channel: str, matters: bool
) -> None:
    found = one(guide(channel), {"country": country, "other_country": other})
    assert found["country_conflict_matters"] is matters


@pytest.mark.parametrize(
    ("line_type", "basis", "asked", "doubtful"),
    [
        ("mobile", "opt_in", None, False),
        ("fixed", "opt_out", "IE-NDD", False),
        ("other", "opt_out", "IE-NDD", False),
        (None, "opt_in", None, True),
    ],
)
def test_irish_mobiles_are_stricter(
    line_type: str | None, basis: str, asked: str | None, doubtful: bool
) -> None:
    found = one(guide("call"), {"country": "IE", "line_type": line_type})
    assert (found["basis"], found["register"]) == (basis, asked)
    assert found["basis_doubtful"] is doubtful
    assert found["rule"] == "IE-guide-call"


@pytest.mark.parametrize(
    ("source", "basis"),
    [
        ("directory", "opt_out"),
        ("random", "opt_in"),
        ("published", "opt_in"),
        ("given", "opt_in"),
        (None, "opt_in"),
    ],
)
def test_czech_numbers_of_the_directory_are_laxer(source: str | None, basis: str) -> None:
    found = one(guide("call"), {"country": "CZ", "number_source": source})
    assert found["basis"] == basis
    assert found["basis_doubtful"] is False


def test_an_exception_touches_its_own_country_alone() -> None:
    law = law_with(exception("prohibited", line_type="mobile"))
    here, there = applied(
        law,
        {"country": "XX", "line_type": "mobile"},
        {"country": "YY", "line_type": "mobile"},
    )
    assert (here["basis"], there["basis"]) == ("prohibited", "opt_out")
    unknown = one(law, {"country": "YY", "line_type": None})
    assert (unknown["basis"], unknown["basis_doubtful"]) == ("opt_out", False)


@pytest.mark.parametrize(
    ("sector", "basis"),
    [("gambling", "prohibited"), ("energy", "opt_out"), (None, "opt_out")],
)
def test_a_fact_of_the_campaign_is_asked_in_the_brief_and_not_guessed(
    sector: str | None, basis: str
) -> None:
    law = law_with(exception("prohibited", sector="gambling"), campaign={"sector": sector})
    found = one(law, {"country": "XX"})
    assert (found["basis"], found["basis_doubtful"]) == (basis, False)


@pytest.mark.parametrize(
    ("sector", "agreement", "basis", "doubtful"),
    [
        ("gambling", "no", "prohibited", False),
        ("gambling", "yes", "opt_out", False),
        ("gambling", None, "prohibited", True),
        ("energy", None, "opt_out", False),
        (None, None, "opt_out", False),
        (None, "no", "opt_out", False),
    ],
)
def test_all_facts_of_an_exception_must_hold(
    sector: str | None, agreement: str | None, basis: str, doubtful: bool
) -> None:
    law = law_with(
        exception("prohibited", sector="gambling", existing_agreement="no"),
        campaign={"sector": sector},
    )
    found = one(law, {"country": "XX", "existing_agreement": agreement})
    assert (found["basis"], found["basis_doubtful"]) == (basis, doubtful)


THREE = (
    exception("opt_in", line_type="mobile"),
    exception("opt_out", existing_agreement="yes"),
    exception("prohibited", sector="gambling"),
)


@pytest.mark.parametrize("order", list(permutations(THREE)))
def test_where_several_exceptions_hold_the_strictest_decides(
    order: tuple[dict[str, Any], ...],
) -> None:
    law = law_with(*order, basis="presumed_consent")
    facts = {"country": "XX", "existing_agreement": "yes", "line_type": "fixed"}
    contacts = (facts, facts | {"line_type": "mobile"}, facts | {"line_type": None})
    found = applied(law, *contacts)
    assert [item["basis"] for item in found] == ["opt_out", "opt_in", "opt_in"]
    assert [item["basis_doubtful"] for item in found] == [False, False, True]
    gambling = law_with(*order, basis="presumed_consent", campaign={"sector": "gambling"})
    assert {item["basis"] for item in applied(gambling, *contacts)} == {"prohibited"}


def test_a_fact_with_several_values_holds_for_each_of_them() -> None:
    law = law_with(
        exception("opt_in", number_source=["random", "directory"]),
        exception("prohibited", product=["lottery", "betting"]),
        campaign={"product": "books"},
    )
    found = applied(
        law,
        *({"country": "XX", "number_source": word} for word in ("random", "directory", "given")),
    )
    assert [item["basis"] for item in found] == ["opt_in", "opt_in", "opt_out"]
    betting = law_with(
        exception("prohibited", product=["lottery", "betting"]), campaign={"product": "betting"}
    )
    assert one(betting, {"country": "XX"})["basis"] == "prohibited"


@pytest.mark.parametrize(
    ("similar", "relationship", "basis"),
    [
        ("yes", "customer", "opt_out"),
        ("yes", None, "opt_in"),
        ("no", "customer", "opt_in"),
        (None, "customer", "opt_in"),
    ],
)
def test_similar_products_are_a_fact_of_the_campaign(
    similar: str | None, relationship: str | None, basis: str
) -> None:
    law = law_with(
        exception("opt_out", relationship="customer", similar_products="yes"),
        basis="opt_in",
        campaign={"similar_products": similar},
    )
    found = one(law, {"country": "XX", "relationship": relationship})
    assert (found["basis"], found["basis_doubtful"]) == (basis, False)


def test_what_the_brief_leaves_open_is_told() -> None:
    law = law_with(
        exception("prohibited", sector=["gambling", "betting"]) | {"id": "XX-sector"},
        exception("opt_out", product="books"),
        exception("opt_in", line_type="mobile"),
    )
    (told,) = law.open_questions
    assert (told.rule, told.exception, told.fact) == ("XX-all", "XX-sector", "sector")
    assert told.values == ("gambling", "betting")
    decided = law_with(exception("prohibited", sector="gambling"), campaign={"sector": "banking"})
    assert decided.open_questions == []


def test_an_exception_with_an_id_is_cited_by_it() -> None:
    law = law_with(exception("opt_in", line_type="mobile") | {"id": "XX-mobile"})
    found = applied(law, *({"country": "XX", "line_type": kind} for kind in ("mobile", "fixed")))
    assert [item["rule"] for item in found] == ["XX-mobile", "XX-all"]


@pytest.mark.parametrize("message", ["yes", None, "no"])
def test_what_a_row_takes_for_granted_may_be_denied_in_the_brief(message: str | None) -> None:
    facts = {"professional_message": message}
    law = law_of(shipped(), "email", on=TODAY, pack="current", campaign=facts)
    found = one(law, {"country": "FR"})
    assert found["rule"] == ("FR-9-first" if message == "no" else "FR-1")
    assert found["basis"] == ("opt_in" if message == "no" else "opt_out")
    generic = one(law, {"country": "FR", "address_kind": "generic"})
    assert generic["rule"] == "FR-2"


def test_an_exception_replaces_basis_soft_opt_in_and_register() -> None:
    names = (register("XX-A", channel=["email"]), register("XX-B", channel=["email"]))
    law = law_with(
        exception("opt_in", soft=True, registers=["XX-B"], published_business_contact="yes"),
        registers=names,
        channel="email",
        basis="double_opt_in",
        register=["XX-A"],
    )
    inside, outside = applied(
        law,
        {"country": "XX", "published_business_contact": "yes"},
        {"country": "XX", "published_business_contact": "no"},
    )
    told = ("basis", "soft_opt_in", "register")
    assert tuple(inside[name] for name in told) == ("opt_in", True, "XX-B")
    assert tuple(outside[name] for name in told) == ("double_opt_in", False, "XX-A")
    # The rule that is cited stays the row in which the exception stands.
    assert inside["rule"] == outside["rule"] == "XX-all"
    assert law.registers_named == {"XX-A", "XX-B"}


@pytest.mark.parametrize(
    ("on", "basis"),
    [
        (date(2019, 12, 31), "opt_out"),
        (date(2020, 1, 1), "opt_in"),
        (date(2020, 12, 31), "opt_in"),
        (date(2021, 1, 1), "opt_out"),
    ],
)
def test_an_exception_holds_in_its_own_period(on: date, basis: str) -> None:
    dated = exception("opt_in", line_type="mobile") | {
        "from": date(2020, 1, 1),
        "until": date(2021, 1, 1),
    }
    found = one(law_with(dated, on=on), {"country": "XX", "line_type": "mobile"})
    assert found["basis"] == basis
