"""Own customers and later consents: who may be called in spite of a register's listing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.campaigns import write
from tests.support.cases import Run, declare, judge

OWN = "Country,Subscriber type,Relationship,Relationship date,Contract end"
CALLS = {
    "CA": "+1 506 234 5{n:03}",
    "US": "+1 201 555 0{n:03}",
    "NO": "+47 21 23 4{n:03}",
    "SK": "+421 2 2123 4{n:03}",
    "IT": "+39 02 1234 5{n:03}",
}
REGISTERS = {
    "CA": "CA-DNCL",
    "US": "US-DNC",
    "NO": "NO-RESERVASJON",
    "SK": "SK-NVV",
    "IT": "IT-RPO",
}
LISTED = "LC401:drop"


def everybody(country: str, since: str = "", register: str = "register.csv") -> tuple[str, str]:
    """A register that lists all contacts of a country, since a day."""
    numbers = [CALLS[country].format(n=n).replace(" ", "") for n in range(1, 30)]
    lines = "".join(f"{number},{since}\n" for number in numbers)
    write(Path(register), f"number,listed_at\n{lines}")
    return "--register", f"{REGISTERS[country]}={register}@2026-11-20"


@pytest.mark.parametrize(
    ("country", "asked", "too_early"),
    [("CA", "2026-05-22", "2026-05-21"), ("US", "2026-08-22", "2026-08-21")],
)
def test_american_registers_spare_own_customers_for_a_time(
    run: Run, brief: Path, country: str, asked: str, too_early: str
) -> None:
    person = f"{country},individual"
    cases = {
        f"{person},customer,2025-05-22,": "",
        f"{person},customer,2025-05-21,": LISTED,
        f"{person},customer,,": LISTED,
        f"{person},customer,2026-11-23,": LISTED,
        f"{person},enquiry,{asked},": "",
        f"{person},enquiry,{too_early},": LISTED,
        f"{person},enquiry,,": LISTED,
        f"{person},none,2026-11-01,": LISTED,
        f"{person},,,": LISTED,
        f"{country},corporate,,,": "",  # the register holds consumers only
    }
    assert judge(run, OWN, cases, *everybody(country), to=CALLS[country]) == cases
    unasked = {cells: found.replace(LISTED, "LC402:hold") for cells, found in cases.items()}
    assert judge(run, OWN, unasked, to=CALLS[country]) == unasked


@pytest.mark.parametrize(
    ("line", "finding"), [("= true", ""), ("= false", LISTED), ("", LISTED)], ids=str
)
def test_norway_spares_customers_for_own_similar_products(
    run: Run, brief: Path, line: str, finding: str
) -> None:
    declare(brief, {"similar_products = true": f"similar_products {line}" if line else ""})
    cases = {
        "NO,individual,customer,,": finding,
        "NO,individual,enquiry,,": LISTED,
        "NO,individual,,,": LISTED,
        "NO,corporate,,,": "",
    }
    assert judge(run, OWN, cases, *everybody("NO"), to=CALLS["NO"]) == cases


def test_slovakia_spares_customers_until_a_year_after_the_contract(run: Run, brief: Path) -> None:
    cases = {
        "SK,,customer,,2025-11-22": "",
        "SK,,customer,,2025-11-21": LISTED,
        "SK,,customer,,2027-01-01": "",
        "SK,,customer,,": LISTED,
        "SK,,,,2026-01-01": LISTED,
    }
    assert judge(run, OWN, cases, *everybody("SK"), to=CALLS["SK"]) == cases
    before = {"SK,,customer,,2021-01-31": "", "SK,,customer,,": "", "SK,,,,": LISTED}
    options = ("--register", "SK-NVV=register.csv@2025-11-01", "--send-date", "2025-11-11")
    assert judge(run, OWN, before, *options, to=CALLS["SK"]) == before


AGREED = "Country,Consent,Consent channel,Consent date,Number source"


@pytest.mark.parametrize("country", ["IT", "SK"])
def test_a_listing_cancels_earlier_consent_and_a_later_one_counts(
    run: Run, brief: Path, country: str
) -> None:
    cases = {
        f"{country},yes,call,2026-03-02,": "",
        f"{country},yes,call,2026-06-30,": "",
        f"{country},yes,call,2026-03-01,": LISTED,  # the same day: which was first?
        f"{country},yes,call,2026-02-28,": LISTED,
        f"{country},yes,call,,": LISTED,
        f"{country},yes,email,2026-06-30,": LISTED if country == "SK" else "LC302:hold",
        f"{country},,,,": LISTED if country == "SK" else "LC302:hold",
        f"{country},,,,directory": LISTED,
    }
    since = everybody(country, "2026-03-01")
    assert judge(run, AGREED, cases, *since, to=CALLS[country]) == cases


@pytest.mark.parametrize("channel", ["call", "automated-call"])
def test_the_italian_register_is_asked_in_spite_of_consent(
    run: Run, brief: Path, channel: str
) -> None:
    spoken = channel.replace("-", " ")
    later, earlier = f"IT,yes,{spoken},2026-06-30,", f"IT,yes,{spoken},2025-06-30,"
    options = ("--channel", channel)
    unasked = {later: "LC402:hold", earlier: "LC402:hold"}
    assert judge(run, AGREED, unasked, *options, to=CALLS["IT"]) == unasked
    listed = {later: "", earlier: LISTED}
    since = everybody("IT", "2026-03-01")
    assert judge(run, AGREED, listed, *options, *since, to=CALLS["IT"]) == listed
    undated = {later: LISTED, earlier: LISTED}
    assert judge(run, AGREED, undated, *options, *everybody("IT"), to=CALLS["IT"]) == undated


def test_numbers_from_an_italian_directory_need_no_consent_but_the_register(
    run: Run, brief: Path, tmp_path: Path
) -> None:
    write(tmp_path / "rpo.csv", f"number\n{CALLS['IT'].format(n=2)}\n")
    cases = {
        "IT,,,,directory": "",
        "IT,no,,,directory": LISTED,
        "IT,,,,published": "LC302:hold",
        "IT,,,,": "LC302:hold",
    }
    fresh = ("--register", "IT-RPO=rpo.csv@2026-11-07")
    assert judge(run, AGREED, cases, *fresh, to=CALLS["IT"]) == cases
    stale = ("--register", "IT-RPO=rpo.csv@2026-11-06")
    assert judge(run, AGREED, ["IT,,,,directory"], *stale, to=CALLS["IT"]) == {
        "IT,,,,directory": "LC403:hold"
    }
