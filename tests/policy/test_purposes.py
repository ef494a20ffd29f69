"""Other purposes than marketing: a contract, a complementary offer, handing the list on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.campaigns import write
from tests.support.cases import MAILBOX, Run, declare, judge, last

AGREEMENT = "Country,Existing agreement,Contract end,Opted out"
CONTRACT = ("--purpose", "contract")


def test_contract_needs_an_agreement_in_force(run: Run, brief: Path) -> None:
    cases = {
        "GB,yes,,": "",
        "GB,no,,": "LC501:drop",
        "GB,,,": "LC501:hold",
        "GB,perhaps,,": "LC501:hold",
        # where the list does not say, the contract's end tells; where it does, it decides
        "GB,,2026-11-22,": "",
        "GB,,2026-11-21,": "LC501:drop",
        "GB,,2027-12-31,": "",
        "GB,no,2027-12-31,": "LC501:drop",
        # an opt-out does not stop it, and stops all else
        "GB,yes,,yes": "",
        "GB,,2027-12-30,yes": "",
        "GB,no,,yes": "LC204:drop LC501:drop",
        "GB,,,yes": "LC204:drop LC501:hold",
        # no law of marketing is asked, wherever the contact is
        ",yes,,": "",
        "JP,yes,,": "",
        "DE,yes,,yes": "",
        "IT,yes,,": "",
        ",no,,": "LC501:drop",
        "IT,,,": "LC501:hold",
    }
    assert judge(run, AGREEMENT, cases, *CONTRACT) == cases


def test_contract_reaches_whom_sources_suppress(run: Run, brief: Path, tmp_path: Path) -> None:
    people = "".join(f"{MAILBOX.format(n=n)}\n" for n in (1, 2, 3))
    write(tmp_path / "optouts.csv", f"email,reason\n{people}{MAILBOX.format(n=7)},hard bounce\n")
    write(
        tmp_path / "orgs.csv",
        "domain,state\nfirma-4.com,confirmed\nfirma-5.com,confirmed\nfirma-6.com,pending\n",
    )
    cases = {
        "GB,yes,,": "",
        "GB,no,,": "LC201:drop LC501:drop",
        "GB,,,": "LC201:drop LC501:hold",
        "GB,yes,2027-01-01,": "",
        "GB,no,2027-01-01,": "LC202:drop LC501:drop",
        "GB,yes,2027-01-02,": "",
        "GB,yes,2027-01-03,": "LC205:drop",  # a dead mailbox gets nothing
        "GB,yes,2027-01-04,": "",
    }
    assert judge(run, AGREEMENT, cases, *CONTRACT, "--org-optouts", "orgs.csv") == cases
    marketing = {
        "GB,yes,,": "LC201:drop",
        "GB,yes,1,": "LC201:drop",
        "GB,yes,2,": "LC201:drop",
        "GB,yes,3,": "LC202:drop",
        "GB,yes,4,": "LC202:drop",
        "GB,yes,5,": "LC203:hold",
    }
    assert judge(run, AGREEMENT, marketing, "--org-optouts", "orgs.csv") == marketing


def test_contract_spares_no_defect_of_the_address(run: Run, brief: Path) -> None:
    addresses = {
        "jan@@firma-1.com": "LC102:drop",
        "jan@firma-1.invalid": "LC103:drop",
        "abuse@firma-1.com": "LC107:drop",
        "": "LC101:drop",
    }
    cases = {f"GB,yes,,{n}": finding for n, finding in enumerate(addresses.values())}
    header = AGREEMENT.replace("Opted out", "Note")
    assert judge(run, header, cases, *CONTRACT, to=list(addresses)) == cases
    case = "GB,yes,,"
    assert judge(run, AGREEMENT, [case], *CONTRACT, to="+44 12") == {case: "LC121:drop"}


def test_contract_calls_ask_no_register(run: Run, brief: Path) -> None:
    cases = {"GB,yes,,": "", "GB,no,,": "LC501:drop"}
    told = judge(run, AGREEMENT, cases, *CONTRACT, to="+44 121 234 5{n:03}")
    assert told == cases


def test_contract_still_asks_for_a_source_of_opt_outs(run: Run, brief: Path) -> None:
    """LC001 knows no exemption: whoever is sure says so in [waive]."""
    declare(brief, {'suppress = ["optouts.csv@2026-11-20"]': ""})
    header, case = "Country,Existing agreement", "GB,yes"
    assert judge(run, header, [case], *CONTRACT) == {case: ""}
    assert last()["verdict"] == "incomplete"


@pytest.mark.parametrize(
    "cases",
    [
        {"GB,yes,,yes": "", "GB,yes,2027-01-01,yes": "LC106:drop", "GB,yes,,": "LC106:drop"},
        # a copy without an agreement takes nothing from the one that has it …
        {"GB,no,,": "LC106:drop LC501:drop", "GB,,,": "LC106:drop LC501:hold", "GB,yes,,": ""},
        # … unless it is the one that says that the person opted out
        {"GB,yes,,": "LC106:drop", "GB,no,,yes": "LC204:drop LC501:drop"},
    ],
    ids=["alike", "without agreement", "opted out"],
)
def test_contract_copies_of_one_recipient(run: Run, brief: Path, cases: dict[str, str]) -> None:
    assert judge(run, AGREEMENT, cases, *CONTRACT, to="ann@firma-1.com") == cases


# --- share ----------------------------------------------------------------------------


def test_share_drops_everybody_who_opted_out(run: Run, brief: Path, tmp_path: Path) -> None:
    write(tmp_path / "optouts.csv", f"email\n{MAILBOX.format(n=1)}\n")
    write(tmp_path / "orgs.csv", "domain\nfirma-2.com\n")
    cases = {
        "GB,yes,,": "LC201:drop LC503:drop",
        "GB,,2027-01-01,": "LC202:drop LC503:drop",
        "GB,,,yes": "LC204:drop LC503:drop",
        "GB,,,": "",
        "GB,,,no": "",
        "IT,,,": "LC302:hold",
    }
    options = ("--purpose", "share", "--org-optouts", "orgs.csv")
    assert judge(run, AGREEMENT, cases, *options) == cases
    assert last()["purpose"] == "share"


# --- complementary --------------------------------------------------------------------

ASKED = "Country,Opted out,Current customer,Proactively buying,Receptive"
OUT = "LC204:drop LC502:drop"


def test_complementary_conditions_one_by_one(run: Run, brief: Path) -> None:
    allow(brief)
    cases = {
        "GB,yes,yes,yes,yes": "",
        **{f"GB,yes,{no},yes,yes": OUT for no in ("no", "", "perhaps")},
        **{f"GB,yes,yes,{no},yes": OUT for no in ("no", "", "perhaps")},
        **{f"GB,yes,yes,yes,{no}": OUT for no in ("no", "", "perhaps")},
        # who never opted out needs none of it
        "GB,no,no,no,no": "",
        "GB,,,,": "",
        # the law's own demands stay
        "IT,yes,yes,yes,yes": "LC302:hold",
        ",yes,yes,yes,yes": "LC131:hold",
    }
    assert judge(run, ASKED, cases, "--purpose", "complementary") == cases
    assert last()["notes"][0].startswith("RISK: 1 contacts who opted out")


def test_complementary_is_a_risk_and_never_ready(run: Run, brief: Path) -> None:
    allow(brief)
    asked, free = "GB,yes,yes,yes,yes", "GB,no,yes,yes,yes"
    assert judge(run, ASKED, [asked], "--purpose", "complementary") == {asked: ""}
    assert (last()["verdict"], last()["notes"][0][:5]) == ("not_ready", "RISK:")
    assert judge(run, ASKED, [free], "--purpose", "complementary") == {free: ""}
    assert last()["verdict"] == "ready"
    assert not [note for note in last()["notes"] if note.startswith("RISK")]
    # for marketing the opt-out stands, whatever the house allows
    assert judge(run, ASKED, [asked]) == {asked: "LC204:drop"}


@pytest.mark.parametrize(
    ("mode", "policy"),
    [
        ('mode = "account_management"\n', ""),
        ('mode = "account_management"\n', '\n[policy]\ncomplementary = "off"\n'),
        ('mode = "prospecting"\n', '\n[policy]\ncomplementary = "on"\n'),
        ("", '\n[policy]\ncomplementary = "on"\n'),
    ],
)
def test_complementary_is_off_unless_house_and_mode_allow_it(
    run: Run, brief: Path, mode: str, policy: str
) -> None:
    declare(brief, {"[brief]\n": f"[brief]\n{mode}"}, more=policy)
    case = "GB,yes,yes,yes,yes"
    assert judge(run, ASKED, [case], "--purpose", "complementary") == {case: OUT}


def test_complementary_copies_hide_no_opt_out(run: Run, brief: Path) -> None:
    """Whoever opted out on any copy is dropped, or kept as a risk; never kept in silence."""
    allow(brief)
    told = judge(
        run,
        ASKED,
        ["GB,no,,,", "GB,yes,yes,yes,yes"],
        "--purpose",
        "complementary",
        to="ann@firma-1.com",
    )
    assert "" not in told.values() or last()["notes"][0].startswith("RISK")
    out = {"GB,yes,yes,yes,yes": "LC106:drop", "GB,yes,yes,yes,no": OUT}
    found = judge(run, ASKED, out, "--purpose", "complementary", to="ann@firma-1.com")
    assert found == out


def allow(brief: Path) -> None:
    declare(
        brief,
        {"[brief]\n": '[brief]\nmode = "account_management"\n'},
        more='\n[policy]\ncomplementary = "on"\n',
    )
