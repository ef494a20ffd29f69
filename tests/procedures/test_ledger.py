"""Procedures 1 to 18 and 44 to 46 through the ledger: recorded, checked, and the verdict."""

from __future__ import annotations

import itertools
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from listcheck.config.brief import Policy
from tests.support.campaigns import BRIEF, rows, write
from tests.support.cases import Run, declare, findings, judge, last

#: The day of the test: nothing in the ledger may lie after it.
TODAY = str(date.today())  # noqa: DTZ011 (the own day is meant)
#: Somebody at the one organisation, by row.
AT = "p{n}.jan@firma-1.co.uk"
ASKED, FRIEND, THIRD = (AT.format(n=n) for n in (1, 2, 3))
#: The same organisation in the checks: who asked, and two colleagues.
STAFF = ("GB,asked", "GB,colleague", "GB,other")
FREE = dict.fromkeys(STAFF, "")
ALONE = FREE | {"GB,asked": "LC201:drop"}
WHOLE = dict.fromkeys(STAFF, "LC202:drop") | {"GB,asked": "LC201:drop LC202:drop"}
WAITING = dict.fromkeys(STAFF, "LC203:hold") | {"GB,asked": "LC201:drop LC203:hold"}
GROUNDS = ("--close-relationship", "--current-customer", "--unprompted")
ORGANISATION = ("--scope", "organisation", "--mode")
ACCOUNT = (*ORGANISATION, "account_management")
PENDING = (*ACCOUNT, *GROUNDS, "--role", "junior")
COMPLEMENTARY = ("--purpose", "complementary")
CUSTOMER = "Country,Current customer,Proactively buying,Receptive"


@pytest.fixture(autouse=True)
def _brief(brief: Path) -> None:
    """Every check here has a complete brief; the opt-outs come from the ledger alone."""
    declare(brief, {'suppress = ["optouts.csv@2026-11-20"]\n': ""})


def verdicts(run: Run, ledger: str, *options: str) -> dict[str, str]:
    return judge(run, "Country,Job", STAFF, "--ledger", ledger, *options, to=AT)


def allow_complementary(mode: str = "account_management") -> None:
    text = BRIEF.replace("[brief]\n", f'[brief]\nmode = "{mode}"\n')
    write(Path("listcheck.toml"), text + '\n[policy]\ncomplementary = "on"\n')


def evidence(name: str = "copy.eml") -> str:
    return str(write(Path(name), f"Subject: {name}\n"))


# --- A. of a person and of an organisation ----------------------------------------------


def test_procedure_01_individual_stays_individual(run: Run, say: Run, ledger: str) -> None:
    """GIVEN one person opts out alone THEN that person is dropped, colleagues stay."""
    assert say(ASKED.upper(), "record").status == 0
    assert verdicts(run, ledger) == ALONE
    message = rows(Path("list.listcheck/violations.csv"))[0]["message"]
    assert message == "opted out: listed in the suppression source ledger, case 1"


@pytest.mark.parametrize("role", ["unknown", "junior"])
def test_procedure_02_organisation_in_prospecting(
    run: Run, say: Run, ledger: str, role: str
) -> None:
    """GIVEN prospecting THEN the organisation at once; nobody's authority is asked."""
    told = say(ASKED, "record", *ORGANISATION, "prospecting", *GROUNDS, "--role", role)
    assert "the whole organisation is opted out" in told.out
    assert "nobody's authority is asked" in told.out
    assert verdicts(run, ledger) == WHOLE
    messages = {line["message"] for line in rows(Path("list.listcheck/violations.csv"))}
    assert "the organisation opted out as a whole, case 1" in messages


def test_procedure_03_account_management_by_default(run: Run, say: Run, ledger: str) -> None:
    """GIVEN account management AND no ground for a check THEN the organisation at once."""
    told = say(ASKED, "record", *ACCOUNT, "--format", "json").json
    assert told["state"] == "confirmed"
    assert told["reason"] == "the grounds for asking a senior contact are not given"
    assert verdicts(run, ledger) == WHOLE


@pytest.mark.parametrize("policy", ["any", None])
def test_procedure_04_authority_check(run: Run, say: Run, ledger: str, policy: str | None) -> None:
    """GIVEN the grounds THEN pending: all four of them, or any where the house says so."""
    assert Policy().org_authority == "all", "the default: asking first delays a right"
    if policy:
        write(Path("listcheck.toml"), f'[policy]\norg_authority = "{policy}"\n')
    every = (*GROUNDS, "junior")
    needed = 1 if policy == "any" else 4
    for number, given in enumerate(
        subset for size in range(5) for subset in itertools.combinations(every, size)
    ):
        options = [option for option in given if option != "junior"]
        role = ("--role", "junior" if "junior" in given else "colleague")
        who = f"p1.jan@firma-{number + 1}.co.uk"
        told = say(who, "record", *ACCOUNT, *options, *role, "--format", "json").json
        assert told["state"] == ("pending" if len(given) >= needed else "confirmed"), given
    declare(Path("listcheck.toml"), {'suppress = ["optouts.csv@2026-11-20"]\n': ""})
    to = [f"q{n}.jan@firma-{n}.co.uk" for n in (1, 2, 16)]
    cases = {"GB,none": "LC202:drop", "GB,one": "LC202:drop", "GB,all": "LC203:hold"}
    if policy == "any":
        cases["GB,one"] = "LC203:hold"
    assert judge(run, "Country,Given", cases, "--ledger", ledger, to=to) == cases


@pytest.mark.parametrize("role", ["executive", "authorised"])
def test_procedure_05_requester_with_authority(run: Run, say: Run, ledger: str, role: str) -> None:
    """GIVEN whoever asked speaks for the organisation THEN at once, whatever the grounds."""
    declare(Path("listcheck.toml"), {'suppress = ["optouts.csv@2026-11-20"]\n': ""},
            more='\n[policy]\norg_authority = "any"\n')  # fmt: skip
    told = say(ASKED, "record", *ACCOUNT, *GROUNDS, "--role", role)
    assert "whoever asked speaks for the organisation" in told.out
    assert verdicts(run, ledger) == WHOLE


def test_procedure_06_requester_is_dropped_while_pending(run: Run, say: Run, ledger: str) -> None:
    """GIVEN the request is pending THEN who asked is dropped at once, the others wait."""
    told = say(ASKED, "record", *PENDING)
    assert "ask a senior contact" in told.out
    assert verdicts(run, ledger) == WAITING
    assert say("", "decide", "1", "asked", "--evidence", evidence()).status == 0
    assert verdicts(run, ledger) == WAITING, "asked is not answered"
    messages = {line["message"] for line in rows(Path("list.listcheck/violations.csv"))}
    pending = [message for message in messages if "opt-out is pending" in message]
    assert pending
    assert all(message.endswith(", case 1") for message in pending)


def test_procedure_07_senior_says_no(run: Run, say: Run, ledger: str) -> None:
    """GIVEN a no THEN the person's opt-out stays, and the case closes with both proofs only."""
    say(ASKED, "record", *PENDING)
    for incomplete in (
        (),
        ("--confirmation-sent", TODAY),
        ("--evidence", evidence("answer.eml")),
    ):
        told = say("", "decide", "1", "refused", *incomplete)
        assert (told.status, "stays open" in told.out) == (1, True)
        assert verdicts(run, ledger) == WAITING, incomplete
    waiting = say("", "list", "--format", "json").json["cases"][0]["waiting_for"]
    assert waiting == "the confirmation of the refusal and its copy"
    proofs = ("--confirmation-sent", TODAY, "--evidence", evidence())
    assert say("", "decide", "1", "refused", *proofs).status == 0
    assert verdicts(run, ledger) == ALONE
    assert say("", "list", "--format", "json").json["cases"] == []


def test_procedure_08_senior_says_yes(run: Run, say: Run, ledger: str) -> None:
    """GIVEN a yes THEN one entry for the organisation, no opt-outs of single contacts."""
    say(ASKED, "record", *PENDING)
    told = say("", "decide", "1", "confirmed", "--role", "executive")
    assert "one entry for the whole organisation" in told.out
    assert "privacy and marketing mailboxes" in told.out
    assert verdicts(run, ledger) == WHOLE
    say("", "export", "-o", "out")
    organisations = rows(Path("out/organisations.csv"))
    assert [(line["domain"], line["state"]) for line in organisations] == [
        ("firma-1.co.uk", "confirmed")
    ]
    people = [line["email_or_phone"] for line in rows(Path("out/optouts.csv"))]
    assert people == [ASKED], "only whoever asked"


@pytest.mark.parametrize("scope", ["individual", "organisation"])
def test_procedure_09_routes_lead_to_the_same(run: Run, say: Run, ledger: str, scope: str) -> None:
    """GIVEN any route THEN the same state, and the route is recorded."""
    for number, route in enumerate(("on_behalf", "link", "reply", "phone"), start=1):
        who = f"p1.jan@firma-{number}.co.uk"
        say(who, "record", "--scope", scope, "--mode", "prospecting", "--route", route)
    to = [f"p{at}.jan@firma-{n}.co.uk" for n in (1, 2, 3, 4) for at in (1, 2)]
    asker, other = ALONE["GB,asked"], ""
    if scope == "organisation":
        asker, other = WHOLE["GB,asked"], WHOLE["GB,colleague"]
    cases = {f"GB,{n}{who}": asker if who == "a" else other for n in range(4) for who in "ab"}
    assert judge(run, "Country,Job", cases, "--ledger", ledger, to=to) == cases
    events = [json.loads(line) for line in say("", "history", "--format", "json").out.splitlines()]
    routes = [event["route"] for event in events if event["kind"] != "confirmed"]
    assert routes == ["on_behalf", "link", "reply", "phone"]


# --- B. for good ------------------------------------------------------------------------


def test_procedure_10_permanent(run: Run, say: Run, ledger: str) -> None:
    """GIVEN an opt-out of long ago THEN dropped in any later year; only the person returns."""
    say(ASKED, "record", "--received", "2018-06-01")
    for day in ("2026-11-22", "2036-11-22"):
        assert verdicts(run, ledger, "--send-date", day) == ALONE
    assert (
        say(FRIEND, "record", "--rejoin", "--route", "link", "--evidence", evidence()).status == 0
    )
    later = str(date.fromisoformat(TODAY) + timedelta(days=2))
    assert verdicts(run, ledger, "--send-date", later) == ALONE, "somebody else came back"
    assert say(ASKED, "record", "--rejoin", "--route", "link", "--evidence", evidence()).status == 0
    assert verdicts(run, ledger, "--send-date", later) == FREE


@pytest.mark.parametrize(
    ("purpose", "more"),
    [("marketing", ""), ("complementary", " LC502:drop"), ("share", " LC503:drop")],
)
def test_procedure_11_no_promotion_afterwards(
    run: Run, say: Run, ledger: str, purpose: str, more: str
) -> None:
    """GIVEN an opt-out THEN no promotional purpose and no new import of the address passes."""
    say("ann@firma-4711.com", "record")
    imported = ["ann@firma-4711.com", " ANN@Firma-4711.COM ", "bea@firma-4711.com"]
    cases = {"US,yes": f"LC201:drop{more}", "GB,yes": f"LC201:drop{more}", "GB,": ""}
    options = ("--purpose", purpose, "--ledger", ledger)
    assert judge(run, "Country,Current customer", cases, *options, to=imported) == cases


def test_procedure_12_acted_on_recorded_removed(run: Run, say: Run, ledger: str) -> None:
    """GIVEN an opt-out THEN the days of receipt, recording and removal are there for an audit."""
    told = say(ASKED, "record", "--received", "2024-03-01", "--acted", "2024-03-04")
    assert "next" not in told.out
    assert "listcheck optout correct 2 --acted DAY" in say(FRIEND, "record").out
    assert say("", "correct", "2", "--acted", TODAY).status == 0
    lines = say("", "history", "--format", "json").out.splitlines()
    first, _, removed = map(json.loads, lines)
    assert (first["received_at"], first["acted_at"]) == ("2024-03-01", "2024-03-04")
    assert first["recorded_at"] > first["received_at"]
    assert (removed["kind"], removed["corrects"], removed["acted_at"]) == (
        "correction", 2, TODAY,
    )  # fmt: skip
    cases = verdicts(run, ledger)
    assert cases == FREE | {"GB,asked": "LC201:drop", "GB,colleague": "LC201:drop"}


# --- C. what may still be sent ------------------------------------------------------------


@pytest.mark.parametrize("channel", ["email", "call", "chat"])
def test_procedure_13_existing_agreement(run: Run, say: Run, ledger: str, channel: str) -> None:
    """GIVEN an opt-out AND an agreement, contract or renewal THEN mail, call and chat pass."""
    to = AT if channel == "email" else "+44 7400 123 {n:03}"
    for n in (1, 2):
        say(to.format(n=n), "record")
    header = "Country,Existing agreement,Contract end"
    cases = {"GB,yes,": "", "GB,,2027-03-31": "", "GB,yes,2027-03-31": ""}
    options = ("--channel", channel, "--ledger", ledger)
    assert judge(run, header, cases, "--purpose", "contract", *options, to=to) == cases
    found = judge(run, header, cases, "--purpose", "marketing", *options, to=to)
    dropped = ["LC201:drop" in codes for codes in found.values()]
    assert dropped == [True, True, False], "the same contacts, and marketing"


def test_procedure_14_nothing_beyond_it(run: Run, say: Run, ledger: str) -> None:
    """GIVEN an opt-out THEN no other contract, service, product or vendor is offered."""
    for n in (1, 2, 3):
        say(AT.format(n=n), "record", "--mode", "prospecting")
    header = "Country,Existing agreement,Contract end"
    cases = {
        "GB,yes,": "",
        "GB,no,": "LC201:drop LC501:drop",
        "GB,,2026-11-21": "LC201:drop LC501:drop",
        "GB,,": "LC501:hold",
    }
    options = ("--purpose", "contract", "--ledger", ledger)
    assert judge(run, header, cases, *options, to=AT) == cases


def test_procedure_15_wider_topics_that_the_customer_raised(
    run: Run, say: Run, ledger: str
) -> None:
    """GIVEN an opt-out THEN wider topics are no campaign: dropped, and the reply's words told."""
    say(ASKED, "record", "--mode", "account_management")
    assert verdicts(run, ledger) == ALONE
    text = " ".join(run("explain", "LC501").out.split())
    assert "further to our conversation and as per your request" in text


def test_procedure_16_complementary_products(run: Run, say: Run, ledger: str) -> None:
    """GIVEN all conditions AND account management THEN kept, as a risk; else dropped."""
    for n in (1, 2, 3, 4):
        say(AT.format(n=n), "record")
    dropped = "LC201:drop LC502:drop"
    cases = {
        "GB,yes,yes,yes": "",
        "GB,no,yes,yes": dropped,
        "GB,yes,,yes": dropped,
        "GB,yes,yes,": dropped,
    }
    options = (*COMPLEMENTARY, "--ledger", ledger)
    off = dict.fromkeys(cases, dropped)
    assert judge(run, CUSTOMER, cases, *options, to=AT) == off, "off by default"
    allow_complementary()
    assert judge(run, CUSTOMER, cases, *options, to=AT) == cases
    judge(run, CUSTOMER, ["GB,yes,yes,yes"], *options, to=AT)
    assert last()["notes"][0].startswith("RISK")
    assert last()["verdict"] != "ready"


def test_procedure_17_not_receptive_stop(run: Run, say: Run, ledger: str) -> None:
    """GIVEN a contact who is not receptive THEN nothing but contract, agreement, renewal."""
    say(ASKED, "record")
    allow_complementary()
    header, case = f"{CUSTOMER},Existing agreement", "GB,yes,yes,no,yes"
    for purpose, finding in (
        ("complementary", "LC201:drop LC502:drop"),
        ("marketing", "LC201:drop"),
        ("contract", ""),
    ):
        options = ("--purpose", purpose, "--ledger", ledger)
        assert judge(run, header, [case], *options, to=AT) == {case: finding}


def test_procedure_18_invitation_to_come_back(run: Run, say: Run, ledger: str) -> None:
    """GIVEN receptive AND account management THEN exactly this text, and a re-join is recorded."""
    say(ASKED, "record", "--received", "2024-03-01")
    text = " ".join(run("explain", "LC502").out.split())
    words = "Always stay up-to-date. Re-join our marketing communications - <subscribe URL>"
    assert f'"{words}"' in text
    receptive, dropped = "GB,yes,yes,yes", "LC201:drop LC502:drop"
    options = (*COMPLEMENTARY, "--ledger", ledger)
    for mode, finding in (("prospecting", dropped), ("account_management", "")):
        allow_complementary(mode)
        assert judge(run, CUSTOMER, [receptive], *options, to=AT) == {receptive: finding}
    back = ("--rejoin", "--route", "link", "--evidence", evidence(), "--received", "2024-05-01")
    assert say(ASKED, "record", *back).status == 0
    assert verdicts(run, ledger) == FREE


# --- G. organisation of opt-outs ----------------------------------------------------------


def test_procedure_44_handled_in_time(run: Run, say: Run, ledger: str) -> None:
    """GIVEN a maximum handling time THEN older open requests fail; handled ones tell theirs."""
    received = date.fromisoformat(TODAY) - timedelta(days=12)
    say(ASKED, "record", *PENDING, "--received", str(received))
    told = say("", "list", "--max-days", "12", "--format", "json")
    assert (told.status, told.json["cases"][0]["age_days"]) == (0, 12)
    assert say("", "list", "--max-days", "10").status == 1
    answered = str(received + timedelta(days=3))
    say("", "decide", "1", "confirmed", "--received", answered)
    assert say("", "list", "--max-days", "0").status == 0
    closed = say("", "list", "--all", "--format", "json").json["cases"][0]
    assert (closed["state"], closed["handled_in_days"]) == ("confirmed", 3)


def test_procedure_45_no_onward_sharing(run: Run, say: Run, ledger: str) -> None:
    """GIVEN an opt-out of the person or the organisation THEN not in what a third party gets."""
    say("jan.peeters@firma-1.com", "record")
    say("other@firma-2.com", "record", *ORGANISATION, "prospecting")
    cases = {"US,1": "LC201:drop LC503:drop", "US,2": "LC202:drop LC503:drop", "GB,3": ""}
    options = ("--purpose", "share", "--ledger", ledger)
    assert judge(run, "Country,No", cases, *options) == cases


def test_procedure_46_last_review(run: Run, say: Run, ledger: str) -> None:
    """GIVEN a review THEN its day is told by the list and by every report."""
    say(ASKED, "record")
    verdicts(run, ledger)
    assert any("never reviewed" in note for note in last()["notes"])
    assert say("", "review", "--day", "2024-03-01").status == 0
    assert say("", "list", "--format", "json").json["last_review"] == "2024-03-01"
    verdicts(run, ledger)
    assert any("last reviewed on 2024-03-01" in note for note in last()["notes"])
    assert "LC001" not in findings()
