"""Procedures 19 to 28: existing customers without consent. More in test_soft_opt_in.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cases import MAILBOX, Run, declare, findings, judge

HEADER = "Country,Subscriber type,Party,Relationship,Collected by,Optout offered"


def test_procedure_19_sale_or_negotiation(run: Run, brief: Path) -> None:
    """GIVEN details from a sale or negotiations for one THEN kept; from nothing THEN not."""
    cases = {
        "GB,individual,first,customer,,yes": "",
        "GB,individual,first,negotiation,,yes": "",
        "GB,individual,first,none,,yes": "LC302:hold",
        "GB,individual,first,,,yes": "LC302:hold",
    }
    assert judge(run, HEADER, cases) == cases


def test_procedure_20_express_interest_in_buying(run: Run, brief: Path) -> None:
    """GIVEN a quote was asked for THEN a negotiation; GIVEN any other query THEN none."""
    cases = {
        "GB,individual,first,quote,,yes": "",
        "GB,individual,first,enquiry,,yes": "LC302:hold",
        "GB,individual,first,question,,yes": "LC302:hold",
    }
    assert judge(run, HEADER, cases) == cases


def test_procedure_21_collected_by_the_sender(run: Run, brief: Path) -> None:
    """GIVEN the sending entity itself collected the details THEN kept; another THEN dropped."""
    cases = {
        "GB,individual,first,customer,Sender Ltd,yes": "",
        "GB,individual,first,customer,Sender Group plc,yes": "LC304:drop",
        "GB,individual,third,customer,Sender Ltd,yes": "LC305:hold",
    }
    assert judge(run, HEADER, cases) == cases


@pytest.mark.parametrize(("said", "finding"), [("true", ""), ("false", "LC304:drop")])
def test_procedure_22_own_similar_products(run: Run, brief: Path, said: str, finding: str) -> None:
    """GIVEN what the customer would expect THEN kept; other products THEN dropped."""
    declare(brief, {"similar_products = true": f"similar_products = {said}"})
    case = "GB,individual,first,customer,,yes"
    assert judge(run, HEADER, [case]) == {case: finding}


def test_procedure_23_opt_out_then_and_now(run: Run, brief: Path) -> None:
    """GIVEN an opt-out at collection and in the message THEN kept; lacking one THEN not."""
    cases = {
        "GB,individual,first,customer,,yes": "",
        "GB,individual,first,customer,,no": "LC304:drop",
    }
    assert judge(run, HEADER, cases) == cases
    declare(brief, {'unsubscribe = "https://sender.invalid/u"': ""})
    case = "GB,individual,first,customer,,yes"
    assert judge(run, HEADER, [case]) == {case: "LC304:hold"}
    assert "LC004" in findings()


def test_procedure_24_all_four_and_no_assumption(run: Run, brief: Path) -> None:
    """GIVEN three conditions and no word on the fourth THEN held, and never kept."""
    cases = {
        "GB,individual,first,customer,Sender Ltd,": "LC304:hold",
        "GB,individual,first,customer,Sender Ltd,no": "LC304:drop",
        "GB,individual,first,customer,Other Ltd,": "LC304:drop",
        "GB,individual,first,customer,Sender Ltd,yes": "",
    }
    assert judge(run, HEADER, cases) == cases


@pytest.mark.parametrize(
    ("kind", "day", "finding"),
    [
        ("commercial", "2026-11-22", ""),
        ("party", "2026-11-22", "LC304:drop"),
        ("nonprofit", "2026-11-22", "LC304:drop"),
        ("charity", "2026-02-04", "LC304:drop"),
        ("charity", "2026-02-05", ""),
    ],
)
def test_procedure_25_commercial_senders_only(
    run: Run, brief: Path, kind: str, day: str, finding: str
) -> None:
    """GIVEN a charity, party or association THEN dropped, save British charities of late."""
    declare(brief, {'"commercial"': f'"{kind}"'})
    cases = {
        "GB,individual,first,customer,,yes": finding,
        "BE,,first,customer,,yes": "" if kind == "commercial" else "LC304:drop",
    }
    assert judge(run, HEADER, cases, "--send-date", day) == cases


def test_procedure_26_never_with_a_third_partys_list(run: Run, brief: Path) -> None:
    """GIVEN a bought list THEN only each person's own consent counts."""
    declare(brief, {'party = "first"': 'party = "third"'})
    cases = {
        "GB,individual,,customer,Sender Ltd,yes,": "LC305:hold",
        "GB,individual,,customer,Sender Ltd,yes,no": "LC305:drop",
        "GB,individual,,customer,Sender Ltd,yes,yes": "",
        "BE,,,customer,Sender Ltd,yes,": "LC305:hold",
    }
    assert judge(run, f"{HEADER},Consent", cases) == cases


@pytest.mark.parametrize(
    ("channel", "finding"),
    [("email", ""), ("sms", ""), ("call", "LC302:hold"), ("automated-call", "LC302:hold")],
)
def test_procedure_27_texts_and_mail_never_calls(
    run: Run, brief: Path, channel: str, finding: str
) -> None:
    """GIVEN a customer on all four conditions THEN mail and texts pass, calls need consent."""
    to = MAILBOX if channel == "email" else "+420 602 345 {n:03}"
    case = "CZ,,first,customer,Sender Ltd,yes"
    assert judge(run, HEADER, [case], "--channel", channel, to=to) == {case: finding}


def test_procedure_28_dagger_cells_of_the_guide(run: Run, brief: Path) -> None:
    """GIVEN a dagger in the guide's cell THEN customers pass on the conditions; else not."""
    cases = {
        "BE,,first,customer,,yes": "",
        "BE,,first,customer,,": "LC304:hold",
        "BE,,first,customer,,no": "LC304:drop",
        "BE,,first,none,,yes": "LC302:hold",
        "CZ,,first,customer,,yes": "",
        # no dagger
        "IT,,first,customer,,yes": "LC302:hold",
    }
    assert judge(run, HEADER, cases, "--pack", "guide") == cases
