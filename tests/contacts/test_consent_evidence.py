"""Consent is evidence: how well proven, for which channel, how old, and who came back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.campaigns import write
from tests.support.cases import MAILBOX, Run, declare, judge, last

PROOF = "Country,Consent,Optin time,Optin ip,Confirm time,Confirm ip"
HOLD = "LC303:hold"
#: Cells of a German contact to what each grade of [policy] double_opt_in makes of them.
GRADES = {
    # the word alone, then with times, then with addresses too
    "DE,double_opt_in,,,,": ("", HOLD, HOLD),
    "DE,double_opt_in,2026-01-05 10:00,,2026-01-05 10:07,": ("", "", HOLD),
    "DE,double_opt_in,2026-01-05 10:00,192.0.2.1,2026-01-05 10:07,192.0.2.1": ("", "", ""),
    "DE,double_opt_in,2026-01-05 10:00,192.0.2.1,2026-01-05 10:07,": ("", "", HOLD),
    "DE,double_opt_in,2026-01-05 10:00,,2026-01-05 10:07,192.0.2.1": ("", "", HOLD),
    "DE,double_opt_in,,192.0.2.1,,192.0.2.1": ("", HOLD, HOLD),
    # times say it without the word
    "DE,,2026-01-05T10:00:00,192.0.2.1,2026-01-06T08:00:00,192.0.2.1": ("", "", ""),
    "DE,yes,2026-01-05 10:00,192.0.2.1,2026-01-05 10:07,192.0.2.1": ("", "", ""),
    # out of order, one instant written twice, days without clocks
    "DE,double_opt_in,2026-01-05 10:07,192.0.2.1,2026-01-05 10:00,192.0.2.1": ("", HOLD, HOLD),
    "DE,double_opt_in,2026-01-05 10:00,192.0.2.1,2026-01-05 10:00,192.0.2.1": ("", HOLD, HOLD),
    "DE,double_opt_in,2026-01-05,192.0.2.1,2026-01-05,192.0.2.1": ("", "", ""),
    "DE,double_opt_in,2026-01-06,192.0.2.1,2026-01-05,192.0.2.1": ("", HOLD, HOLD),
    # only one of the two steps
    "DE,double_opt_in,,,2026-01-05 10:07,192.0.2.1": ("", HOLD, HOLD),
    "DE,,,,2026-01-05 10:07,192.0.2.1": (HOLD, HOLD, HOLD),
    "DE,,2026-01-05 10:00,192.0.2.1,,": (HOLD, HOLD, HOLD),
    "DE,opt_in,2026-01-05 10:00,192.0.2.1,,": (HOLD, HOLD, HOLD),
    # blank and unreadable are unknown; a no is a no whatever stands beside it
    "DE,,,,,": (HOLD, HOLD, HOLD),
    "DE,perhaps,2026-01-05 10:00,192.0.2.1,2026-01-05 10:07,192.0.2.1": (HOLD, HOLD, HOLD),
    "DE,no,2026-01-05 10:00,192.0.2.1,2026-01-05 10:07,192.0.2.1": ("LC303:drop",) * 3,
    # where a single opt-in is enough, no grade asks for more
    "CZ,opt_in,,,,": ("", "", ""),
}


@pytest.mark.parametrize(("at", "grade"), [(0, "stated"), (1, "times"), (2, "full")])
def test_grades_of_a_double_opt_in(run: Run, brief: Path, at: int, grade: str) -> None:
    declare(brief, more=f'\n[policy]\ndouble_opt_in = "{grade}"\n')
    assert judge(run, PROOF, GRADES) == {cells: found[at] for cells, found in GRADES.items()}


def test_times_are_what_counts_without_a_policy(run: Run, brief: Path) -> None:
    assert judge(run, PROOF, GRADES) == {cells: found[1] for cells, found in GRADES.items()}


#: What the consent's channel says, and the campaigns that it permits.
SPOKEN = {
    "": "email",
    "email": "email",
    "E-Mail": "email",
    "newsletter": "email",
    "call": "call",
    "phone": "call",
    "SMS": "sms",
    "email; sms": "email sms",
    "email / phone": "email call",
    "automated call": "automated-call",
    "all": "email sms call automated-call",
    "whatsapp": "",
    "by carrier pigeon": "",
}


@pytest.mark.parametrize("channel", ["email", "sms", "call", "automated-call"])
def test_consent_speaks_for_its_own_channel(run: Run, brief: Path, channel: str) -> None:
    to = MAILBOX if channel == "email" else "+420 602 345 {n:03}"
    cases = {
        f"CZ,yes,{spoken}": "" if channel in permitted.split() else "LC302:hold"
        for spoken, permitted in SPOKEN.items()
    }
    told = judge(run, "Country,Consent,Consent channel", cases, "--channel", channel, to=to)
    assert told == cases


def test_a_consent_from_after_the_send_is_none(run: Run, brief: Path) -> None:
    late = "LC302:hold LC307:drop"
    cases = {
        "CZ,yes,2026-11-22,,,": "",
        "CZ,yes,2026-11-23,,,": late,
        "CZ,yes,,2026-11-23 00:01,,": late,
        "CZ,yes,2026-01-05,2026-11-22 10:00,2026-11-22 10:07,192.0.2.1": "",
        "DE,double_opt_in,,2026-11-22 23:59,2026-11-23 00:01,192.0.2.1": "LC303:hold LC307:drop",
        # where no consent is needed, none can come too late
        "GB,yes,2026-11-23,,,": "",
        # nor does a refusal
        "CZ,no,2026-11-23,,,": "LC302:drop",
    }
    header = "Country,Consent,Consent date,Optin time,Confirm time,Confirm ip"
    assert judge(run, header, cases) == cases


# --- age by house rule ------------------------------------------------------------------

AGE = "Country,Party,Consent,Consent date,Consent last used"


def test_consents_grow_old_by_house_rule(run: Run, brief: Path) -> None:
    declare(brief, more="\n[policy]\nconsent_max_months = 24\n")
    cases = {
        "CZ,first,yes,2024-11-22,": "",
        "CZ,first,yes,2024-11-21,": "LC306:hold",
        "CZ,third,yes,2024-11-21,": "LC306:hold",
        "CZ,first,yes,,": "LC306:hold",
        # it lives on with its last use, unless that is still to come
        "CZ,first,yes,2020-01-31,2024-11-22": "",
        "CZ,first,yes,2020-01-31,2024-11-21": "LC306:hold",
        "CZ,first,yes,2020-01-31,2027-01-31": "LC306:hold",
        "CZ,first,yes,,2026-01-31": "",
        # a list that says no, or a country that asks for no consent, is not concerned
        "CZ,first,no,2020-01-31,": "LC302:drop",
        "GB,first,yes,2020-01-31,": "",
    }
    assert judge(run, AGE, cases) == cases


def test_consents_of_third_parties_have_a_clock_of_their_own(run: Run, brief: Path) -> None:
    declare(
        brief, {'party = "first"': ""}, more="\n[policy]\nthird_party_consent_max_months = 12\n"
    )
    cases = {
        "CZ,third,yes,2025-11-22,": "",
        "CZ,third,yes,2025-11-21,": "LC306:hold",
        "CZ,third,yes,,": "LC306:hold",
        # its use does not renew it
        "CZ,third,yes,2025-11-21,2026-10-31": "LC306:hold",
        "CZ,first,yes,2020-01-31,": "",
        "CZ,first,yes,,": "",
        # a list whose origin nobody told may be a third party's
        "CZ,,yes,2025-11-21,": "LC306:hold",
        "CZ,,yes,2025-11-22,": "",
    }
    assert judge(run, AGE, cases) == cases


def test_without_a_house_rule_no_consent_grows_old(run: Run, brief: Path) -> None:
    cases = {"CZ,first,yes,2010-01-31,": "", "CZ,third,yes,2010-01-31,": "", "CZ,third,yes,,": ""}
    assert judge(run, AGE, cases) == cases


# --- back after an opt-out --------------------------------------------------------------

RETURN = (
    "Opted out,Opted out at,Status,Consent,Consent channel,Consent date,Optin time,"
    "Confirm time,Confirm ip,Country"
)
#: Confirmed a month after the opt-out of 2026-03-01, with the address of the confirmation.
BACK = "2026-04-01 10:00,2026-04-01 10:07,192.0.2.1,GB"


def test_a_person_who_came_back_after_the_lists_own_opt_out(run: Run, brief: Path) -> None:
    cases = {
        f"yes,2026-03-01,,yes,,,{BACK}": "",
        f",2026-03-01,,double_opt_in,email,2026-04-01,{BACK}": "",
        "yes,2026-03-01 09:00,,yes,,,,2026-03-01 09:05,192.0.2.1,GB": "",
        # no proof of who did it, or when
        "yes,2026-03-01,,yes,,,2026-04-01 10:00,2026-04-01 10:07,,GB": "LC204:drop",
        "yes,2026-03-01,,yes,,2026-04-01,,,192.0.2.1,GB": "LC204:drop",
        "yes,2026-03-01,,,,,,2026-04-01 10:07,192.0.2.1,GB": "LC204:drop",
        # earlier, the same moment, or a day that may be either
        "yes,2026-05-01,,yes,,,2026-04-01 10:00,2026-04-01 10:07,192.0.2.1,GB": "LC204:drop",
        "yes,2026-04-01 10:07,,yes,,,,2026-04-01 10:07,192.0.2.1,GB": "LC204:drop",
        "yes,2026-04-01,,yes,,,,2026-04-01 10:07,192.0.2.1,GB": "LC204:drop",
        "yes,2026-04-01 09:00,,yes,,,,2026-04-01,192.0.2.1,GB": "LC204:drop",
        # every step must lie behind the opt-out, and before the send
        "yes,2026-03-01,,yes,,,2026-02-01 10:00,2026-04-01 10:07,192.0.2.1,GB": "LC204:drop",
        "yes,2026-03-01,,yes,,2026-02-01,,2026-04-01 10:07,192.0.2.1,GB": "LC204:drop",
        "yes,2026-03-01,,yes,,,,2026-11-23 10:07,192.0.2.1,GB": "LC204:drop",
        # an opt-out without a day, or with one that may be two
        f"yes,,,yes,,,{BACK}": "LC204:drop",
        f"yes,03/04/2026,,yes,,,{BACK}": "LC204:drop",
        # consent for another channel, none, withdrawn
        f"yes,2026-03-01,,yes,sms,,{BACK}": "LC204:drop",
        f"yes,2026-03-01,,no,,,{BACK}": "LC204:drop",
        f"yes,2026-03-01,,withdrawn,,,{BACK}": "LC204:drop",
        # a mailbox that bounces is not opened by its owner's consent
        f"yes,2026-03-01,Hard bounced,yes,,,{BACK}": "LC205:drop",
    }
    assert judge(run, RETURN, cases) == cases
    (note,) = [note for note in last()["notes"] if "came back" in note]
    assert note.startswith("3 of the kept contacts opted out")


def test_a_person_who_came_back_after_a_source_named_them(
    run: Run, brief: Path, tmp_path: Path
) -> None:
    named = {
        "2026-03-01,unsubscribed": "",
        "2026-04-02,unsubscribed": "LC201:drop",
        "2026-04-01,unsubscribed": "LC201:drop",
        ",unsubscribed": "LC201:drop",
        "03/01/2026,unsubscribed": "LC201:drop",
        "2026-03-01,hard bounce": "LC205:drop",
    }
    entries = "".join(f"{MAILBOX.format(n=n)},{entry}\n" for n, entry in enumerate(named, start=1))
    write(tmp_path / "optouts.csv", f"email,unsubscribed_at,reason\n{entries}")
    cases = {
        f"entry {at},,,,yes,,,{BACK}": finding for at, finding in enumerate(named.values(), start=1)
    }
    assert judge(run, f"Entry,{RETURN}", cases) == cases
    (note,) = [note for note in last()["notes"] if "came back" in note]
    assert note.startswith("1 of the kept contacts opted out")


def test_one_return_must_lie_behind_every_opt_out(run: Run, brief: Path, tmp_path: Path) -> None:
    mailboxes = [MAILBOX.format(n=n) for n in (1, 2, 3)]
    entries = "".join(f"{address},2026-03-01\n" for address in mailboxes)
    write(tmp_path / "optouts.csv", f"email,unsubscribed_at\n{entries}{mailboxes[1]},\n")
    write(tmp_path / "organisations.csv", "domain\nfirma-3.com\n")
    cases = {
        f",2026-03-15,,yes,,,{BACK}": "",
        f",2026-03-16,,yes,,,{BACK}": "LC201:drop",  # a second entry has no day
        f",2026-03-17,,yes,,,{BACK}": "LC202:drop",  # one person cannot answer for the rest
        f",2026-04-20,,yes,,,{BACK}": "LC204:drop",
    }
    assert judge(run, RETURN, cases, "--org-optouts", "organisations.csv") == cases
