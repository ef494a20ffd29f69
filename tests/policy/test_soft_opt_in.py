"""The soft opt-in: existing customers without consent, on all conditions and in time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cases import Run, declare, judge, last

CONDITIONS = "Country,Subscriber type,Party,Relationship,Collected by,Optout offered"
CLOCKS = "Country,Subscriber type,Optout offered,Relationship,Relationship date,Consent last used"
CONTRACTS = "Country,Optout offered,Relationship,Contract end,Existing agreement,Current customer"


def test_all_four_conditions_of_the_contact_or_nothing(run: Run, brief: Path) -> None:
    cases = {
        "GB,individual,first,customer,Sender Ltd,yes": "",
        "GB,individual,first,customer, SENDER LTD ,yes": "",
        # first party, as the brief says too: the sender itself collected them
        "GB,individual,,customer,,yes": "",
        "GB,individual,first,negotiation,Sender Ltd,yes": "",
        "BE,,first,customer,Sender Ltd,yes": "",
        "CZ,,first,customer,Sender Ltd,yes": "",
        # 1: a sale, or negotiations for one
        "GB,individual,first,,Sender Ltd,yes": "LC302:hold",
        "GB,individual,first,none,Sender Ltd,yes": "LC302:hold",
        "GB,individual,first,enquiry,Sender Ltd,yes": "LC302:hold",
        "IE,individual,first,enquiry,Sender Ltd,yes": "LC302:hold",
        # 2: by the sender, from the person
        "GB,individual,first,customer,Other Ltd,yes": "LC304:drop",
        "GB,individual,third,customer,Sender Ltd,yes": "LC305:hold",
        "BE,,third,customer,Sender Ltd,yes": "LC305:hold",
        # 4: an opt-out was offered
        "GB,individual,first,customer,Sender Ltd,no": "LC304:drop",
        "GB,individual,first,customer,Sender Ltd,": "LC304:hold",
        "GB,individual,first,customer,Sender Ltd,perhaps": "LC304:hold",
        # what fails decides before what is unknown
        "GB,individual,first,customer,Other Ltd,": "LC304:drop",
        # a country whose rule knows no soft opt-in for companies
        "IT,corporate,first,customer,Sender Ltd,yes": "LC302:hold",
        "IT,individual,first,customer,Sender Ltd,yes": "",
    }
    assert judge(run, CONDITIONS, cases) == cases


def test_the_subscriber_column_is_found_by_the_fields_own_name(run: Run, brief: Path) -> None:
    """As README and contract name it; overlooked, consumers would be mailed as companies."""
    cases = {"GB,individual": "LC302:hold", "GB,corporate": ""}
    assert judge(run, "Country,Subscriber", cases) == cases
    assert last()["columns"]["subscriber"] == "Subscriber"


@pytest.mark.parametrize(
    ("line", "instead", "verdict"),
    [
        ("similar_products = true", "", "hold"),
        ("similar_products = true", "similar_products = false", "drop"),
        ('sender_kind = "commercial"', "", "hold"),
        ('sender_entity = "Sender Ltd"', "", "hold"),
        ('unsubscribe = "https://sender.invalid/u"', "", "hold"),
        ('party = "first"', 'party = "third"', "LC305:hold"),
    ],
)
def test_the_conditions_that_the_brief_tells(
    run: Run, brief: Path, line: str, instead: str, verdict: str
) -> None:
    declare(brief, {line: instead})
    case = "GB,individual,,customer,Sender Ltd,yes"
    expected = verdict if ":" in verdict else f"LC304:{verdict}"
    assert judge(run, CONDITIONS, [case]) == {case: expected}


def test_who_collected_the_data_is_not_assumed(run: Run, brief: Path) -> None:
    declare(brief, {'party = "first"': ""})
    cases = {
        "GB,individual,,customer,Sender Ltd,yes": "LC302:hold",
        "GB,individual,first,customer,Sender Ltd,yes": "",
    }
    assert judge(run, CONDITIONS, cases) == cases


@pytest.mark.parametrize("kind", ["charity", "party", "nonprofit"])
def test_only_commercial_senders(run: Run, brief: Path, kind: str) -> None:
    declare(brief, {'"commercial"': f'"{kind}"'})
    cases = {
        "GB,individual,first,supporter,,yes": "" if kind == "charity" else "LC304:drop",
        "BE,,first,supporter,,yes": "LC304:drop",
        "CZ,,first,supporter,,yes": "LC304:drop",
        "NO,,first,supporter,,yes": "LC304:drop",
        "DE,,first,supporter,,yes": "LC304:drop",
    }
    assert judge(run, CONDITIONS, cases) == cases


@pytest.mark.parametrize(("day", "finding"), [("2026-02-04", "LC304:drop"), ("2026-02-05", "")])
def test_british_charities_from_their_day_on(run: Run, brief: Path, day: str, finding: str) -> None:
    declare(brief, {'"commercial"': '"charity"'})
    cases = {
        "GB,individual,first,donor,,yes": finding,
        # the other conditions stay
        "GB,individual,first,donor,,": "LC304:hold" if not finding else "LC304:drop",
        "GB,individual,third,donor,,yes": "LC305:hold",
        "IE,individual,first,donor,,yes": "LC304:drop",
    }
    assert judge(run, CONDITIONS, cases, "--send-date", day) == cases


# --- clocks ---------------------------------------------------------------------------


def test_ireland_twelve_months_since_the_sale_or_the_last_use(run: Run, brief: Path) -> None:
    cases = {
        "IE,individual,yes,customer,2025-11-22,": "",
        "IE,individual,yes,customer,2025-11-21,": "LC306:drop",
        "IE,individual,yes,negotiation,2025-11-21,": "LC306:drop",
        "IE,individual,yes,customer,2021-03-01,2025-11-22": "",
        "IE,individual,yes,customer,2021-03-01,2025-11-21": "LC306:drop",
        "IE,individual,yes,customer,,2025-11-22": "",
        "IE,individual,yes,customer,,": "LC304:hold",
        "IE,individual,,customer,2025-11-22,": "LC304:hold",
        "IE,individual,no,customer,2025-11-21,": "LC304:drop",
        # companies may be mailed without consent
        "IE,corporate,,customer,2021-03-01,": "",
        # the clock is Ireland's alone
        "GB,individual,yes,customer,2021-03-01,": "",
    }
    assert judge(run, CLOCKS, cases) == cases


def test_a_use_from_after_the_send_renews_nothing(run: Run, brief: Path) -> None:
    cases = {
        "IE,individual,yes,customer,2021-03-01,2026-11-22": "",
        "IE,individual,yes,customer,2021-03-01,2026-11-23": "LC306:drop",
    }
    assert judge(run, CLOCKS, cases) == cases


def test_slovakia_one_year_after_the_contract(run: Run, brief: Path) -> None:
    cases = {
        "SK,yes,customer,2025-11-22,,": "",
        "SK,yes,customer,2025-11-21,,": "LC306:drop",
        "SK,yes,customer,2027-03-31,,": "",
        "SK,yes,customer,,yes,": "",
        "SK,yes,customer,,,yes": "",
        "SK,yes,customer,,,": "LC304:hold",
        "SK,yes,customer,,no,no": "LC304:hold",
        "SK,no,customer,2025-11-22,,": "LC304:drop",
    }
    assert judge(run, CONTRACTS, cases) == cases


@pytest.mark.parametrize(
    ("day", "long_ago", "unknown"),
    [("2025-11-11", "", ""), ("2025-11-12", "LC306:drop", "LC304:hold")],
)
def test_the_slovak_clock_begins_on_its_day(
    run: Run, brief: Path, day: str, long_ago: str, unknown: str
) -> None:
    cases = {
        "SK,yes,customer,2022-01-31,,": long_ago,
        "SK,yes,customer,,,": unknown,
        "SK,yes,customer,2025-11-10,,": "",
    }
    assert judge(run, CONTRACTS, cases, "--send-date", day) == cases


def test_canada_24_months_after_a_purchase_6_after_an_enquiry(run: Run, brief: Path) -> None:
    cases = {
        "CA,,yes,customer,2024-11-22,": "",
        "CA,,yes,customer,2024-11-21,": "LC306:drop",
        "CA,,yes,enquiry,2026-05-22,": "",
        "CA,,yes,enquiry,2026-05-21,": "LC306:drop",
        "CA,,yes,negotiation,2026-05-21,": "LC306:drop",
        "CA,,yes,customer,,": "LC304:hold",
        "CA,,yes,enquiry,,": "LC304:hold",
        "CA,,yes,,2026-11-01,": "LC302:hold",
        # the details were not used within the law's own clock: a use renews nothing
        "CA,,yes,customer,2024-11-21,2026-11-01": "LC306:drop",
        # the four conditions do not apply
        "CA,individual,no,customer,2026-01-31,": "",
        "CA,,,customer,2026-01-31,": "",
    }
    assert judge(run, CLOCKS, cases) == cases


def test_canada_replaces_the_conditions_but_not_the_party(run: Run, brief: Path) -> None:
    declare(
        brief,
        {'"commercial"': '"nonprofit"', "similar_products = true": "similar_products = false"},
    )
    header = "Country,Party,Collected by,Relationship,Relationship date"
    cases = {
        "CA,first,Other Ltd,customer,2026-01-31": "",
        "CA,third,Other Ltd,customer,2026-01-31": "LC305:hold",
    }
    assert judge(run, header, cases) == cases


def test_a_relationship_from_after_the_send_does_not_count(run: Run, brief: Path) -> None:
    """With a clock (CA, IE, SK) and without one: what has not begun is no relationship."""
    cells = "individual,yes,customer,2026-11"
    countries = ("CA", "IE", "SK", "GB", "BE")
    told = judge(run, CLOCKS, [f"{code},{cells}-{day}," for code in countries for day in (22, 23)])
    # Slovakia counts from the contract's end, and nobody told it.
    assert [told[f"{code},{cells}-22,"] for code in countries] == ["", "", "LC304:hold", "", ""]
    not_yet = {code: told[f"{code},{cells}-23,"] for code in countries}
    assert set(not_yet.values()) <= {"LC304:drop", "LC306:drop"}, not_yet


def test_a_date_that_could_be_two_is_unknown_until_the_order_is_told(run: Run, brief: Path) -> None:
    cells = "CA,,,enquiry,01/06/2026,"
    assert judge(run, CLOCKS, [cells]) == {cells: "LC304:hold"}
    assert [note for note in last()["notes"] if "date_order" in note]
    assert "date_order" in last()["config"]
    for order, finding in [("dmy", ""), ("mdy", "LC306:drop")]:
        declare(brief, more=f'\n[columns]\ndate_order = "{order}"\n')
        assert judge(run, CLOCKS, [cells]) == {cells: finding}
        assert not [note for note in last()["notes"] if "date_order" in note]


def test_consent_needs_no_soft_opt_in(run: Run, brief: Path) -> None:
    """What counts in itself is not undone by a condition or clock of the exception."""
    cases = {
        "GB,individual,,customer,2020-01-31,,no": "LC304:hold",
        "GB,individual,no,customer,2020-01-31,,yes": "",
        "IE,individual,no,customer,2020-01-31,,yes": "",
        "CA,,no,customer,2020-01-31,,yes": "",
        "CA,,no,customer,2020-01-31,,no": "LC306:drop",
    }
    assert judge(run, f"{CLOCKS},Consent", cases) == cases
