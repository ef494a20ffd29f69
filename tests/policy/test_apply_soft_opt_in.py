"""The soft opt-in and legitimate interest, asked of contacts."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from tests.policy.applying import guide, law_with, one

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
