"""Procedures 1 to 18: who opted out, for how long, and what may still be sent."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.campaigns import write
from tests.support.cases import MAILBOX, Run, declare, judge, last

ORGANISATION = "{n}.jan.peeters@firma-1.com"
COMPLEMENTARY = ("--purpose", "complementary")
CUSTOMER = "Country,Opted out,Current customer,Proactively buying,Receptive"


def told(run: Run, code: str) -> str:
    """A check's documentation on one line."""
    return " ".join(run("explain", code).out.split())


def allow_complementary(brief: Path, mode: str = "account_management") -> None:
    declare(
        brief,
        {"[brief]\n": f'[brief]\nmode = "{mode}"\n'},
        more='\n[policy]\ncomplementary = "on"\n',
    )


# --- A. of a person and of an organisation ----------------------------------------------


def test_procedure_01_individual_stays_individual(run: Run, brief: Path, tmp_path: Path) -> None:
    """GIVEN one person of a company opted out THEN that person is dropped, colleagues stay."""
    write(tmp_path / "optouts.csv", f"email\n{ORGANISATION.format(n=1)}\n")
    cases = {"GB,the one": "LC201:drop", "GB,a colleague": "", "GB,another": ""}
    assert judge(run, "Country,Job", cases, to=ORGANISATION) == cases


@pytest.mark.parametrize("state", ["confirmed", ""])
def test_procedure_02_organisation_in_prospecting(
    run: Run, brief: Path, tmp_path: Path, state: str
) -> None:
    """GIVEN prospecting AND a request for the organisation THEN everybody there is dropped.

    Nobody's authority is asked: a request without a state is taken at its word.
    """
    declare(brief, {"[brief]\n": '[brief]\nmode = "prospecting"\n'})
    write(tmp_path / "orgs.csv", f"domain,account_id,state\nfirma-1.com,,{state}\n,ACC-3,{state}\n")
    cases = {"GB,": "LC202:drop", "GB,ACC-2": "", "GB,acc-3": "LC202:drop"}
    assert judge(run, "Country,Account id", cases, "--org-optouts", "orgs.csv") == cases


def test_procedure_06_requester_is_dropped_while_pending(
    run: Run, brief: Path, tmp_path: Path
) -> None:
    """GIVEN the organisation's request is pending THEN the person who asked is dropped at once.

    Colleagues wait; after a refusal they are free, and the person stays dropped.
    """
    write(tmp_path / "optouts.csv", f"email\n{ORGANISATION.format(n=1)}\n")
    for state, asker, colleague in [
        ("pending", "LC201:drop LC203:hold", "LC203:hold"),
        ("refused", "LC201:drop", ""),
        ("confirmed", "LC201:drop LC202:drop", "LC202:drop"),
    ]:
        # The second organisation keeps the source from being empty after a refusal.
        write(tmp_path / "orgs.csv", f"domain,state\nfirma-1.com,{state}\nother-1.com,confirmed\n")
        cases = {"GB,asked": asker, "GB,colleague": colleague}
        options = ("--org-optouts", "orgs.csv")
        assert judge(run, "Country,Role", cases, *options, to=ORGANISATION) == cases


# --- B. for good ------------------------------------------------------------------------


def test_procedure_10_permanent(run: Run, brief: Path, tmp_path: Path) -> None:
    """GIVEN "do not contact me again" or "can I opt out" THEN dropped, in any later year."""
    write(tmp_path / "optouts.csv", f"email,unsubscribed_at\n{MAILBOX.format(n=1)},2018-06-01\n")
    cases = {
        "GB,,": "LC201:drop",
        "GB,2018-06-01,": "LC204:drop",
        "GB,,Please do not contact me again": "LC204:drop",
        "GB,,please can I opt out": "LC204:drop",
        "GB,,subscribed": "",
    }
    for day in ("2026-11-22", "2036-11-22"):
        found = judge(run, "Country,Opted out at,Status", cases, "--send-date", day)
        assert found == cases, f"a retry on {day}"


@pytest.mark.parametrize(
    ("purpose", "more"),
    [("marketing", ""), ("complementary", " LC502:drop"), ("share", " LC503:drop")],
)
def test_procedure_11_no_promotion_afterwards(
    run: Run, brief: Path, tmp_path: Path, purpose: str, more: str
) -> None:
    """GIVEN an opt-out THEN no promotional purpose and no new import of the address passes."""
    write(tmp_path / "optouts.csv", "email\nann@firma-4711.com\n")
    imported = ["ann@firma-4711.com", " ANN@Firma-4711.COM ", "bea@firma-4711.com"]
    cases = {"US,yes": f"LC201:drop{more}", "GB,yes": f"LC201:drop{more}", "GB,": ""}
    header = "Country,Current customer"
    assert judge(run, header, cases, "--purpose", purpose, to=imported) == cases


# --- C. what may still be sent ------------------------------------------------------------


@pytest.mark.parametrize("channel", ["email", "call", "chat"])
def test_procedure_13_existing_agreement(run: Run, brief: Path, channel: str) -> None:
    """GIVEN an opt-out AND an agreement, contract or renewal THEN mail, call and chat pass."""
    to = MAILBOX if channel == "email" else "+44 7400 123 {n:03}"
    cases = {"GB,yes,yes,": "", "GB,yes,,2027-03-31": "", "GB,no,yes,": ""}
    options = ("--purpose", "contract", "--channel", channel)
    header = "Country,Opted out,Existing agreement,Contract end"
    assert judge(run, header, cases, *options, to=to) == cases


def test_procedure_14_nothing_beyond_it(run: Run, brief: Path) -> None:
    """GIVEN an opt-out THEN no other contract, service, product or vendor is offered."""
    declare(brief, {"[brief]\n": '[brief]\nmode = "prospecting"\n'})
    header = "Country,Opted out,Existing agreement,Contract end"
    cases = {
        "GB,yes,yes,": "",
        "GB,yes,no,": "LC204:drop LC501:drop",
        "GB,yes,,2026-11-21": "LC204:drop LC501:drop",
        "GB,no,no,": "LC501:drop",
        "GB,no,,": "LC501:hold",
    }
    assert judge(run, header, cases, "--purpose", "contract") == cases
    case = "GB,yes,yes,"
    assert judge(run, header, [case]) == {case: "LC204:drop"}, "marketing is beyond any agreement"


def test_procedure_15_wider_topics_that_the_customer_raised(run: Run) -> None:
    """GIVEN the customer raised a topic THEN the documented reply has the exact words."""
    text = told(run, "LC501")
    assert "further to our conversation and as per your request" in text
    assert "Wider topics only where the customer raised them" in text


def test_procedure_16_complementary_products(run: Run, brief: Path) -> None:
    """GIVEN all conditions AND account management THEN kept, as a risk; else dropped."""
    cases = {
        "GB,yes,yes,yes,yes": "",
        "GB,yes,no,yes,yes": "LC204:drop LC502:drop",
        "GB,yes,yes,,yes": "LC204:drop LC502:drop",
        "GB,yes,yes,yes,": "LC204:drop LC502:drop",
    }
    off = dict.fromkeys(cases, "LC204:drop LC502:drop")
    assert judge(run, CUSTOMER, cases, *COMPLEMENTARY) == off, "off by default"
    allow_complementary(brief)
    assert judge(run, CUSTOMER, cases, *COMPLEMENTARY) == cases
    only = "GB,yes,yes,yes,yes"
    judge(run, CUSTOMER, [only], *COMPLEMENTARY)
    assert last()["notes"][0].startswith("RISK")
    assert last()["verdict"] != "ready", "against GDPR article 21(3), never compliant"


def test_procedure_17_not_receptive_stop(run: Run, brief: Path) -> None:
    """GIVEN a contact who is not receptive THEN nothing but contract, agreement, renewal."""
    allow_complementary(brief)
    header = f"{CUSTOMER},Existing agreement"
    case = "GB,yes,yes,yes,no,yes"
    assert judge(run, header, [case], *COMPLEMENTARY) == {case: "LC204:drop LC502:drop"}
    assert judge(run, header, [case], "--purpose", "marketing") == {case: "LC204:drop"}
    assert judge(run, header, [case], "--purpose", "contract") == {case: ""}


def test_procedure_18_words_of_the_invitation_to_come_back(run: Run, brief: Path) -> None:
    """GIVEN opted out, receptive, account management THEN exactly this text; not prospecting."""
    text = told(run, "LC502")
    assert (
        '"Always stay up-to-date. Re-join our marketing communications - <subscribe URL>"' in text
    )
    assert "account manager only" in text
    receptive, other = "GB,yes,yes,yes,yes", "GB,yes,yes,yes,no"
    dropped = "LC204:drop LC502:drop"
    for mode, finding in [("prospecting", dropped), ("account_management", "")]:
        allow_complementary(brief, mode)
        cases = {receptive: finding, other: dropped}
        assert judge(run, CUSTOMER, cases, *COMPLEMENTARY) == cases
