"""The law joined to contacts: exceptions, registers, soft opt-in, and never from memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import permutations, product
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from listcheck.core import columns as c
from listcheck.policy import (
    Law,
    RegisterState,
    Rules,
    law_of,
    load_rules,
    register_state,
    with_policy,
)
from listcheck.policy.files.register_file import Register
from listcheck.policy.files.rule_file import CountryFile
from tests.policy.registers import register

TODAY = date(2026, 11, 22)
FIRST_DAY = date(2018, 5, 25)
KEYS = (c.COUNTRY, c.OTHER_COUNTRY, c.PARTY, c.ADDRESS_KIND, c.SUBSCRIBER)
FACTS = (
    c.LINE_TYPE,
    c.NUMBER_SOURCE,
    c.RELATIONSHIP,
    c.EXISTING_AGREEMENT,
    c.PUBLISHED_BUSINESS_CONTACT,
    c.RELATIONSHIP_DATE,
    c.CONTRACT_END,
    c.CONSENT_LAST_USED,
    c.CURRENT_CUSTOMER,
    c.CONSENT,
    c.CONSENT_DATE,
    c.SEND_DATE,
    c.COLLECTED_BY,
    c.SENDER_ENTITY,
    c.SIMILAR_PRODUCTS,
    c.OPTOUT_OFFERED,
    c.UNSUBSCRIBE_ROUTE,
    c.CHANNEL,
)
SCHEMA = {column.name: column.dtype for column in (*KEYS, *FACTS)}
#: A contact whose law is known and whose evidence is blank.
CONTACT = {"party": "first", "address_kind": "individual", "subscriber": "corporate"}


@cache
def shipped() -> Rules:
    return load_rules()


@cache
def guide(channel: str, sender_kind: str | None = None) -> Law:
    campaign = {"sender_kind": sender_kind}
    return law_of(shipped(), channel, on=TODAY, pack="guide", campaign=campaign)


def frame_of(contacts: list[dict[str, Any]], listed: tuple[str, ...] = ()) -> pl.LazyFrame:
    schema = SCHEMA | {c.listed_on(name): pl.Boolean for name in listed}
    schema |= {c.listed_since(name): pl.Date for name in listed}
    rows = [dict.fromkeys(schema) | contact for contact in contacts]
    return pl.LazyFrame(rows, schema=schema, orient="row")


def applied(
    law: Law, *contacts: dict[str, Any], registers: Mapping[str, Any] | None = None
) -> list[dict[str, Any]]:
    supplied = dict(registers or {})
    frame = with_policy(
        frame_of([CONTACT | contact for contact in contacts], tuple(supplied)), law, supplied
    )
    return frame.collect(engine="streaming").to_dicts()


def one(
    law: Law, contact: dict[str, Any], registers: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    (found,) = applied(law, contact, registers=registers)
    return found


def law_with(
    *exceptions: dict[str, Any],
    registers: tuple[Register, ...] = (),
    channel: str = "call",
    on: date = TODAY,
    campaign: Mapping[str, str | None] | None = None,
    **said: Any,
) -> Law:
    """The law of country XX, whose one row has these exceptions, beside a plain country YY."""
    row: dict[str, Any] = {
        "id": "XX-all",
        "pack": ["guide", "current"],
        "channel": channel,
        "party": ["first", "third"],
        "address_kind": ["generic", "individual"],
        "subscriber": ["corporate", "individual"],
        "basis": "opt_out",
        "soft_opt_in": False,
        "register": [],
        "from": FIRST_DAY,
        "confidence": "high",
        "source": [{"title": "An act", "url": "https://law.example/"}],
    }
    files = {
        code: CountryFile.model_validate(
            {"country": code, "name": code, "reviewed": TODAY, "gdpr": True, "rule": [rule]}
        )
        for code, rule in {
            "XX": row | said | {"exception": list(exceptions)},
            "YY": row | {"id": "YY-all"},
        }.items()
    }
    rules = replace(shipped(), countries=files, registers={item.id: item for item in registers})
    return law_of(rules, channel, on=on, pack="current", campaign=campaign)


def exception(
    basis: str, *, soft: bool = False, registers: Any = (), **when: str | list[str]
) -> dict[str, Any]:
    return {"when": when, "basis": basis, "soft_opt_in": soft, "register": list(registers)}


# --- which country ---------------------------------------------------------------------------


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


# --- exceptions ------------------------------------------------------------------------------


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


# --- consent ---------------------------------------------------------------------------------


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


# --- registers -------------------------------------------------------------------------------

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


# --- soft opt-in -----------------------------------------------------------------------------

#: A customer for whom every condition is stated and met.
CUSTOMER: dict[str, Any] = {
    "country": "AT",
    "channel": "email",
    "party": "first",
    "relationship": "customer",
    "collected_by": "acme ltd",
    "sender_entity": "acme ltd",
    "similar_products": True,
    "optout_offered": "yes",
    "unsubscribe_route": True,
    "sender_kind": "commercial",
}
FALSE = {
    "party": "third",
    "collected_by": "other ltd",
    "similar_products": False,
    "optout_offered": "no",
    "unsubscribe_route": False,
    "sender_kind": "charity",
    "channel": "call",
}


def soft(**changed: Any) -> str | None:
    contact = CUSTOMER | changed
    law = guide("email", contact.pop("sender_kind"))
    told: str | None = one(law, contact)["soft_opt_in_met"]
    return told


@pytest.mark.parametrize("relationship", ["customer", "negotiation"])
@pytest.mark.parametrize("channel", ["email", "sms"])
def test_the_soft_opt_in_needs_all_conditions(relationship: str, channel: str) -> None:
    assert soft(relationship=relationship, channel=channel) == "yes"


@pytest.mark.parametrize("condition", FALSE)
def test_one_condition_denied_denies_the_soft_opt_in(condition: str) -> None:
    assert soft(**{condition: FALSE[condition]}) == "no"


@pytest.mark.parametrize(
    "condition",
    ["party", "similar_products", "optout_offered", "unsubscribe_route", "sender_kind"],
)
def test_one_condition_unknown_leaves_it_unknown(condition: str) -> None:
    assert soft(**{condition: None}) == "unknown"


@pytest.mark.parametrize(
    ("denied", "unknown"),
    [
        (denied, unknown)
        for denied, unknown in product(FALSE, ("similar_products", "optout_offered", "party"))
        if denied != unknown
    ],
)
def test_denied_wins_over_unknown(denied: str, unknown: str) -> None:
    assert soft(**{denied: FALSE[denied], unknown: None}) == "no"


@pytest.mark.parametrize("relationship", ["enquiry", "none", None])
@pytest.mark.parametrize("others", [{}, {"similar_products": None}, FALSE])
def test_without_a_sale_nothing_is_claimed(
    relationship: str | None, others: dict[str, Any]
) -> None:
    assert soft(**others | {"relationship": relationship}) is None


@pytest.mark.parametrize(
    ("party", "collected_by", "sender", "told"),
    [
        ("first", None, "acme ltd", "yes"),
        ("first", None, None, "yes"),
        ("first", "acme ltd", "acme ltd", "yes"),
        ("first", "acme ltd", None, "unknown"),
        ("first", "other ltd", "acme ltd", "no"),
        (None, None, "acme ltd", "unknown"),
        (None, "acme ltd", "acme ltd", "unknown"),
        (None, "other ltd", "acme ltd", "no"),
        ("third", None, "acme ltd", "no"),
        ("third", "acme ltd", "acme ltd", "no"),
    ],
)
def test_the_sender_itself_collected_the_details(
    party: str | None, collected_by: str | None, sender: str | None, told: str
) -> None:
    assert soft(party=party, collected_by=collected_by, sender_entity=sender) == told


# --- legitimate interest ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("country", "changed", "rests"),
    [
        ("FR", {}, True),
        ("FR", {"address_kind": None}, True),
        ("FR", {"address_kind": "generic"}, False),
        ("FR", {"consent": "opt_in"}, False),
        ("FR", {"consent": "none"}, True),
        # Outside the GDPR the question is not asked.
        ("US", {}, False),
        # Where consent is demanded, legitimate interest carries nothing.
        ("AT", {}, False),
        ("DE", {"consent": "opt_in"}, False),
        # France's rule knows no soft opt-in, so a customer rests on legitimate interest too.
        ("FR", {"relationship": "customer", "optout_offered": "yes"}, True),
    ],
)
def test_who_rests_on_legitimate_interest(
    country: str, changed: dict[str, Any], rests: bool
) -> None:
    found = one(guide("email"), {"country": country} | changed)
    assert found["rests_on_legitimate_interest"] is rests


@pytest.mark.parametrize(
    ("basis", "rests"),
    [
        ("opt_out", True),
        ("presumed_consent", True),
        ("legitimate_interest_or_opt_in", True),
        ("opt_in", False),
        ("double_opt_in", False),
        ("prohibited", False),
    ],
)
def test_which_bases_rest_on_legitimate_interest(basis: str, rests: bool) -> None:
    found = one(law_with(basis=basis), {"country": "XX"})
    assert found["rests_on_legitimate_interest"] is rests


# --- the plan --------------------------------------------------------------------------------

LEGEND = "label=<"
FALLBACK = '"0.0 0.3 1.0"'


def fresh(law: Law) -> dict[str, RegisterState]:
    """A copy of every register that the law names."""
    return dict.fromkeys(sorted(law.registers_named), "fresh")


def fallbacks(frame: pl.LazyFrame) -> list[str]:
    """Nodes of the streaming plan that Polars hands to its in-memory engine."""
    graph = frame.show_graph(plan_stage="physical", engine="streaming", raw_output=True)
    assert graph is not None
    (legend,) = [line for line in graph.splitlines() if line.startswith(LEGEND)]
    assert FALLBACK in legend, "Polars marks the nodes otherwise now"
    return [line for line in graph.splitlines() if FALLBACK in line and line != legend]


def many(height: int, listed: tuple[str, ...]) -> pl.DataFrame:
    """Contacts of all kinds, known and unknown, in no order that a sort would keep."""
    values: dict[str, tuple[Any, ...]] = {
        "country": ("IE", "CZ", "GB", "NO", "DE", None, "JP", "BE", "FR", "AT", "US"),
        "other_country": (None, None, None, "GB", "IE"),
        "party": ("first", "third", None),
        "address_kind": ("individual", "generic", None),
        "subscriber": ("corporate", "individual", None),
        "line_type": ("mobile", "fixed", None, "other"),
        "number_source": (None, "directory", "given"),
        "relationship": ("customer", None, "enquiry"),
        "consent": (None, "none", "opt_in", "double_opt_in"),
        **{c.listed_on(name): (False, True, None) for name in listed},
    }
    schema = SCHEMA | {c.listed_on(name): pl.Boolean for name in listed}
    schema |= {c.listed_since(name): pl.Date for name in listed}
    columns = {
        name: [options[(at * 7 + at // 13) % len(options)] for at in range(height)]
        for name in schema
        for options in [values.get(name, (None,))]
    }
    return pl.DataFrame(columns, schema=schema).with_row_index("row")


@pytest.mark.parametrize("pack", ["guide", "current"])
@pytest.mark.parametrize("channel", ["email", "sms", "call", "automated-call"])
def test_the_law_joins_within_the_stream(tmp_path: Path, channel: str, pack: str) -> None:
    law = law_of(shipped(), channel, on=TODAY, pack=pack)
    registers = fresh(law)
    path = tmp_path / "contacts.parquet"
    many(2000, tuple(registers)).write_parquet(path, row_group_size=100)
    assert fallbacks(with_policy(pl.scan_parquet(path), law, registers)) == []


def test_a_plan_that_leaves_the_stream_would_be_seen() -> None:
    frame = frame_of([CONTACT]).with_columns(
        pl.col("party").replace_strict({"first": "1"}, default=None)
    )
    assert fallbacks(frame)


@pytest.mark.parametrize("channel", ["email", "call"])
def test_rows_keep_their_order_and_number(tmp_path: Path, channel: str) -> None:
    law = guide(channel)
    registers = fresh(law)
    contacts = many(20_000, tuple(registers))
    path = tmp_path / "contacts.parquet"
    contacts.write_parquet(path, row_group_size=500)
    found = with_policy(pl.scan_parquet(path), law, registers).collect(engine="streaming")
    assert found.select(contacts.columns).equals(contacts)
    # A contact's answer does not depend on its neighbours.
    sample = contacts.gather_every(997)
    alone = with_policy(sample.lazy(), law, registers).collect()
    assert found.filter(pl.col("row").is_in(sample["row"].implode())).equals(alone)
    # No null but where null has a meaning.
    meant = {"rule", "basis", "register", "soft_opt_in_met", "soft_opt_in_reason", "rule_reason"}
    added = [name for name in found.columns if name not in contacts.columns]
    assert {name for name in added if found[name].null_count()} <= meant
