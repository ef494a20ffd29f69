"""Cells that look like evidence and are none, or less: nothing may be kept because of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.campaigns import rows, summary, write
from tests.support.cases import MAILBOX, Run, declare, judge

#: Cells to the codes that they must get.
Cases = dict[str, str]


# --- words that are not understood --------------------------------------------------------


def test_a_party_that_is_not_understood_is_not_the_declared_one(run: Run, brief: Path) -> None:
    cells = "GB,individual,{},customer,Sender Ltd,yes"
    parties = {
        "": "",
        " ": "",
        "first": "",
        "First-Party": "",
        **dict.fromkeys(("X", "unclear", "first or third", "?", "2"), "LC302:hold"),
        **dict.fromkeys(("third-party", "Third Party", "bought", "rented", "3"), "LC305:hold"),
    }
    cases = {cells.format(party): finding for party, finding in parties.items()}
    header = "Country,Subscriber type,Party,Relationship,Collected by,Optout offered"
    assert judge(run, header, cases, "--party", "first") == cases


def test_a_number_source_that_is_not_understood_is_not_the_declared_one(
    run: Run, brief: Path
) -> None:
    declare(brief, {"[brief]\n": '[brief]\nnumber_source = "given"\n'})
    write(Path("robinson.csv"), "number\n+34912999999\n")
    cases = {
        "ES,individual,": "",
        "ES,individual,given": "",
        "ES,individual,published": "",
        "ES,individual,random": "LC302:hold",
        "ES,individual,directory": "LC302:hold",
        "ES,individual,randomly generated": "LC302:hold",
        "ES,individual,?": "LC302:hold",
    }
    options = ("--register", "ES-ROBINSON=robinson.csv@2026-11-20")
    told = judge(
        run, "Country,Subscriber type,Number source", cases, *options, to="+34 912 345 {n:03}"
    )
    assert told == cases


# --- moments ------------------------------------------------------------------------------

ZONES = "Country,Subscriber type,Opted out at,Consent,Optin time,Confirm time,Confirm ip"
PERSON = "GB,individual"
#: When the person opted out, signed up again and confirmed, to whether that lifts the opt-out.
RETURNS = {
    ("2026-03-01T10:00:00-08:00", "2026-03-01T16:00:00Z", "2026-03-01T17:00:00Z"): False,
    ("2026-03-01T10:00:00-0800", "2026-03-01T16:00:00Z", "2026-03-01T17:00:00Z"): False,
    ("2026-03-01 10:00:00 -0800", "2026-03-01 16:00 UTC", "2026-03-01 17:00 UTC"): False,
    ("2026-03-01 10:00:00.5-08:00", "2026-03-01T16:00:00Z", "2026-03-01T17:00:00Z"): False,
    # only one of the two clocks tells its zone
    ("2026-03-01T10:00:00", "2026-03-01T16:00:00Z", "2026-03-01T17:00:00Z"): False,
    ("2026-03-01T10:00:00-08:00", "2026-03-01 19:00", "2026-03-01 20:00"): False,
    # clearly later
    ("2026-03-01T10:00:00-08:00", "2026-03-05T16:00:00Z", "2026-03-05T17:00:00Z"): True,
    ("2026-03-01T10:00:00", "2026-03-05T16:00:00Z", "2026-03-05T17:00:00Z"): True,
    ("2026-03-01T10:00:00-08:00", "2026-03-05 16:00", "2026-03-05 17:00"): True,
    # midnight sharp is a day without a clock, and a day lasts until its end
    ("2026-03-01", "2026-03-01 09:00", "2026-03-01 09:05"): False,
    ("2026-03-01 00:00", "2026-03-01 09:00", "2026-03-01 09:05"): False,
    ("2026-03-01 00:00:00", "2026-03-01 09:00", "2026-03-01 09:05"): False,
    ("2026-03-01T00:00:00.000", "2026-03-01 09:00", "2026-03-01 09:05"): False,
    ("2026-03-01T00:00:00Z", "2026-03-01T09:00:00Z", "2026-03-01T09:05:00Z"): False,
    ("2026-03-01 00:00:00", "2026-03-02 09:00", "2026-03-02 09:05"): True,
    ("2026-03-01 00:01:00", "2026-03-01 09:00", "2026-03-01 09:05"): True,
}


def test_moments_of_other_time_zones_and_days_in_the_list(run: Run, brief: Path) -> None:
    cases = {
        f"{PERSON},{out},yes,{signed_up},{confirmed},1.2.3.4": "" if lifts else "LC204:drop"
        for (out, signed_up, confirmed), lifts in RETURNS.items()
    }
    assert judge(run, ZONES, cases) == cases


@pytest.mark.parametrize(
    ("out", "signed_up", "confirmed"),
    [
        # as PostgreSQL writes them
        ("2026-03-01 10:00:00-08", "2026-03-01 16:00:00+00", "2026-03-01 17:00:00+00"),
        ("2026-03-01T10:00:00-08", "2026-03-01T16:00:00Z", "2026-03-01T17:00:00Z"),
        # zones by name
        ("2026-03-01 10:00:00 PST", "2026-03-01 12:00:00 EST", "2026-03-01 12:30:00 EST"),
    ],
    ids=["short", "short and UTC", "names"],
)
def test_short_offsets_and_names_of_zones_lift_nothing_by_accident(
    run: Run, brief: Path, out: str, signed_up: str, confirmed: str
) -> None:
    case = f"{PERSON},{out},yes,{signed_up},{confirmed},1.2.3.4"
    assert "LC204:drop" in judge(run, ZONES, [case])[case]


def test_moments_of_other_time_zones_and_days_in_a_source(run: Run, brief: Path) -> None:
    entries = "".join(f"{MAILBOX.format(n=n)},{out}\n" for n, (out, *_) in enumerate(RETURNS, 1))
    write(Path("people.csv"), f"email,unsubscribed_at\n{entries}")
    cases = {
        f"{n},{PERSON},yes,{signed_up},{confirmed},1.2.3.4": "" if lifts else "LC201:drop"
        for n, ((_, signed_up, confirmed), lifts) in enumerate(RETURNS.items())
    }
    header = f"Note,{ZONES.replace('Opted out at,', '')}"
    assert judge(run, header, cases, "--suppress", "people.csv@2026-11-20") == cases


def test_a_source_with_two_dates_means_the_later(run: Run, brief: Path) -> None:
    dates = {
        "2026-03-01,2026-03-02": "",
        "2026-03-01,": "",
        ",2026-03-01": "",
        "2026-03-01,2026-05-01": "LC201:drop",
        "2026-05-01,2026-03-01": "LC201:drop",
        # one of them cannot be read
        "2026-03-01,some day": "LC201:drop",
        "some day,2026-03-01": "LC201:drop",
        "2026-03-01,01.05.2026": "LC201:drop",
        "2026-03-01,2026-02-30": "LC201:drop",
        ",": "LC201:drop",
    }
    entries = "".join(f"{MAILBOX.format(n=n)},{told}\n" for n, told in enumerate(dates, 1))
    write(Path("people.csv"), f"email,opted_out_at,unsubscribed_at\n{entries}")
    back = "yes,2026-04-01 10:00,2026-04-01 10:07,1.2.3.4"
    cases = {f"{n},{PERSON},{back}": found for n, found in enumerate(dates.values())}
    header = f"Note,{ZONES.replace('Opted out at,', '')}"
    assert judge(run, header, cases, "--suppress", "people.csv@2026-11-20") == cases


NO_ADDRESS = ("n/a", "-", "unknown", "none", "1.2.3", "localhost")


def test_words_and_days_prove_no_return(run: Run, brief: Path) -> None:
    out = f"{PERSON},2026-03-01,yes,2026-04-01 10:00"
    cases = {
        f"{out},2026-04-01 10:07,1.2.3.4": "",
        f"{out},2026-04-01 10:07,2001:db8::7": "",
        **{f"{out},2026-04-01 10:07,{word}": "LC204:drop" for word in NO_ADDRESS},
        # a confirmation has a clock
        f"{out},2026-04-02,1.2.3.4": "LC204:drop",
        f"{out},2026-04-02 00:00:00,1.2.3.4": "LC204:drop",
    }
    assert judge(run, ZONES, cases) == cases


def test_words_are_no_network_addresses_of_a_double_opt_in(run: Run, brief: Path) -> None:
    declare(brief, more='\n[policy]\ndouble_opt_in = "full"\n')
    step = "DE,double_opt_in,2026-01-05 10:00,{},2026-01-05 10:07,{}"
    pairs = [(word, other) for word in NO_ADDRESS for other in (word, "1.2.3.4")]
    cases = {step.format("1.2.3.4", "2001:db8::7"): ""}
    cases |= {step.format(*pair): "LC303:hold" for pair in pairs}
    cases |= {step.format(*reversed(pair)): "LC303:hold" for pair in pairs}
    header = "Country,Consent,Optin time,Optin ip,Confirm time,Confirm ip"
    assert judge(run, header, cases) == cases


def test_a_time_that_cannot_be_read_makes_the_consent_unknown(run: Run, brief: Path) -> None:
    unread = ("31.12.2030", "2026-02-30", "5:00 PM", "2026-01-05 5:00 PM", "soon")
    cases = {
        f"{PERSON},,yes,,,": "",
        f"{PERSON},,yes,2026-01-05 10:00,2026-01-05 10:07,": "",
        **{f"{PERSON},,yes,{told},,": "LC302:hold" for told in unread},
        **{f"{PERSON},,yes,,{told},": "LC302:hold" for told in unread},
        **{f"{PERSON},,,{told},,1.2.3.4": "LC302:hold" for told in unread},
    }
    assert judge(run, ZONES, cases) == cases


# --- who said no --------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["withdrawn", "revoked", "unsubscribed"])
def test_a_withdrawal_counts_unless_it_is_certainly_for_another_channel(
    run: Run, brief: Path, word: str
) -> None:
    ours = ("", "email", "email marketing", "mail", "E-Mail (weekly)", "email; sms", "all", "?")
    others = ("sms", "SMS", "phone", "sms / phone")
    cases = {f"GB,corporate,{word},{channel}": "LC204:drop" for channel in ours}
    cases |= {f"GB,corporate,{word},{channel}": "" for channel in others}
    assert judge(run, "Country,Subscriber type,Consent,Consent channel", cases) == cases


def test_a_status_has_no_date_of_its_own(run: Run, brief: Path) -> None:
    back = "yes,2026-04-01 10:00,2026-04-01 10:07,1.2.3.4"
    cases = {
        f",{PERSON},2026-03-01,{back}": "",
        f"subscribed,{PERSON},2026-03-01,{back}": "",
        f"unsubscribed,{PERSON},2026-03-01,{back}": "LC204:drop",
        f"do not contact,{PERSON},2026-03-01,{back}": "LC204:drop",
        f"unsubscribed,{PERSON},,{back}": "LC204:drop",
    }
    assert judge(run, f"Status,{ZONES}", cases) == cases


def test_the_finding_shows_the_cell_that_says_no(run: Run, brief: Path) -> None:
    shown = {
        "yes,,,,GB": ("Opted out", "yes"),
        "no,2026-01-01,,,GB": ("Unsub date", "2026-01-01"),
        ",2026-01-01,,,GB": ("Unsub date", "2026-01-01"),
        "no,,unsubscribed,,GB": ("Status", "unsubscribed"),
        ",,unsubscribed,yes,GB": ("Status", "unsubscribed"),
        "no,,subscribed,withdrawn,GB": ("Consent", "withdrawn"),
        ",,,withdrawn,GB": ("Consent", "withdrawn"),
    }
    declare(brief, more='\n[columns]\nopted_out_at = "Unsub date"\n')
    cases = dict.fromkeys(shown, "LC204:drop")
    assert judge(run, "Opted out,Unsub date,Status,Consent,Country", cases) == cases
    found = {
        int(line["row"]): (line["column"], line["value"])
        for line in rows(Path("list.listcheck") / "violations.csv")
    }
    assert [found[n] for n in range(1, len(shown) + 1)] == list(shown.values())


def test_the_finding_shows_the_opt_out_column_that_says_it(run: Run, brief: Path) -> None:
    cases = dict.fromkeys(("yes,no,GB", "no,yes,GB", ",yes,GB"), "LC204:drop")
    assert judge(run, "Opted out,Do not contact,Country", cases) == cases
    found = rows(Path("list.listcheck") / "violations.csv")
    assert {line["value"] for line in found} == {"yes"}, found


# --- relationships ------------------------------------------------------------------------

AGREED = (
    "Country,Relationship,Optout offered,Relationship date,Contract end,Existing agreement,"
    "Current customer"
)


def test_a_contract_that_ended_or_is_denied_is_not_running(run: Run, brief: Path) -> None:
    cases = {
        "CA,customer,yes,2010-01-31,2030-01-31,yes,": "",
        "CA,customer,yes,2010-01-31,2030-01-31,,": "",
        "CA,customer,yes,2010-01-31,2030-01-31,no,": "LC306:drop",
        "CA,customer,yes,2010-01-31,2015-01-31,yes,": "LC306:drop",
        "SK,customer,yes,,,,yes": "",
        "SK,customer,yes,,2015-01-31,,yes": "LC306:drop",
        "SK,customer,yes,,2015-01-31,yes,": "LC306:drop",
        "SK,customer,yes,,2015-01-31,yes,yes": "LC306:drop",
    }
    assert judge(run, AGREED, cases) == cases


def test_an_agreement_in_force_that_ended_is_held_for_a_contract(run: Run, brief: Path) -> None:
    cases = {
        "GB,yes,": "",
        "GB,yes,2027-01-01": "",
        "GB,yes,2015-01-01": "LC501:hold",
        "GB,no,2015-01-01": "LC501:drop",
    }
    header = "Country,Existing agreement,Contract end"
    assert judge(run, header, cases, "--purpose", "contract") == cases


@pytest.mark.parametrize(
    ("day", "to", "header", "cases"),
    [
        (
            "2026-09-01",
            "+33 1 42 68 5{n:03}",
            "Country,Subscriber type,Existing agreement,Contract end",
            {
                "FR,individual,yes,": "",
                "FR,individual,yes,2027-01-01": "",
                "FR,individual,yes,2015-01-01": "LC302:hold",
                "FR,individual,no,2027-01-01": "LC302:hold",
            },
        ),
        (
            "2026-06-10",
            "+31 20 712 4{n:03}",
            "Country,Subscriber type,Relationship,Relationship date",
            {
                "NL,individual,customer,": "",
                "NL,individual,customer,2026-06-10": "",
                "NL,individual,customer,2026-06-11": "LC302:hold",
                "NL,individual,customer,2026-06-20": "LC302:hold",
                "NL,individual,,2026-06-01": "LC302:hold",
            },
        ),
    ],
    ids=["FR agreement that ended", "NL customer to be"],
)
def test_calls_to_customers_of_that_day_only(
    run: Run, brief: Path, day: str, to: str, header: str, cases: Cases
) -> None:
    assert judge(run, header, cases, "--send-date", day, to=to) == cases


@pytest.mark.parametrize("word", ["supporter", "donor"])
def test_who_supports_a_shop_bought_nothing(run: Run, brief: Path, word: str) -> None:
    cases = {
        "GB,individual,customer,yes,2026-10-01": "",
        f"GB,individual,{word},yes,2026-10-01": "LC302:hold",
        f"IE,individual,{word},yes,2026-10-01": "LC302:hold",
        f"CA,individual,{word},yes,2026-10-01": "LC302:hold",
    }
    header = "Country,Subscriber type,Relationship,Optout offered,Relationship date"
    assert judge(run, header, cases) == cases


# --- columns ------------------------------------------------------------------------------


def test_a_subscriber_column_beside_numbers_holds_no_addresses(run: Run, brief: Path) -> None:
    numbers = "+44 121 234 5001,GB,individual\n+44 121 234 5002,GB,corporate\n"
    write(Path("phones.csv"), f"phone,country,subscriber\n{numbers}")
    ended = run("check", "phones.csv")
    assert ended.status in (0, 1), ended.err
    told = summary(Path("phones.listcheck"))
    assert told["channel"] == "call"
    assert told["columns"] == {"phone": "phone", "country": "country", "subscriber": "subscriber"}
    # Without numbers the same header names the addresses.
    write(Path("mails.csv"), f"subscriber,country\n{MAILBOX.format(n=1)},GB\n")
    run("check", "mails.csv")
    assert summary(Path("mails.listcheck"))["columns"]["email"] == "subscriber"
