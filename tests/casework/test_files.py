"""Import and export: existing opt-outs come in once, what is in force goes out."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.support.campaigns import rows, write
from tests.support.cases import Run, declare, judge
from tests.support.ledgers import events, filed

TODAY = date.today()  # noqa: DTZ011 (the own day is meant)
PEOPLE = """email,unsubscribed_at,reason
ann@firma-1.com,2024-03-01,unsubscribed
Bob@Firma-2.com,,unsubscribed
eve@firma-3.com,2024-03-02 10:30,hard bounce
+44 7400 123456,2024-03-03,
ann@firma-1.com,2024-03-01,unsubscribed
"""


def counts(say: Run, *arguments: str) -> tuple[int, int]:
    """How many an import added, and how many were known."""
    ended = say("", "import", *arguments, "--format", "json")
    assert ended.status == 0, ended.err
    return ended.json["added"], ended.json["known"]


def test_existing_opt_outs_come_in_once(run: Run, say: Run, ledger: str, brief: Path) -> None:
    file = write(Path("people.csv"), PEOPLE)
    ended = say("", "import", "people.csv")
    assert ended.out.splitlines() == [
        "3 added, 0 known before",
        "1 left out: bounces and complaints are no opt-outs",
    ]
    assert {(event.person, event.received_at) for event in events(ledger)} == {
        ("ann@firma-1.com", "2024-03-01"),
        ("bob@firma-2.com", None),
        ("+447400123456", "2024-03-03"),
    }
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert {(event.route, event.evidence, event.evidence_sha256) for event in events(ledger)} == {
        ("import", "people.csv", digest)
    }
    assert counts(say, "people.csv") == (0, 3)
    write(Path("people.csv"), PEOPLE + "new@firma-4.com,2024-04-01,\nann@firma-1.com,2024-06-01,\n")
    assert counts(say, "people.csv") == (2, 3)
    assert counts(say, "people.csv") == (0, 5)
    assert counts(say, "people.csv", "--channel", "call") == (5, 0), "another opt-out"
    assert say("", "history", "--verify").status == 0
    declare(brief, {'suppress = ["optouts.csv@2026-11-20"]\n': ""})
    to = ["ann@firma-1.com", "bob@firma-2.com", "eve@firma-3.com"]
    cases = {"GB,1": "LC201:drop", "GB,2": "LC201:drop", "GB,3": ""}
    assert judge(run, "Country,No", cases, "--ledger", ledger, to=to) == cases


def test_what_a_file_says_of_brands_and_channels_is_recorded_for_all_and_told(
    say: Run, ledger: str
) -> None:
    lines = "ann@firma-1.com,Acme,\nbob@firma-2.com,All lists,\neve@firma-3.com,,sms\n"
    write(Path("people.csv"), "email,brand,channel\n" + lines)
    ended = say("", "import", "people.csv")
    assert ended.status == 0
    assert ended.out.splitlines() == [
        "3 added, 0 known before",
        (
            "2 entries name a brand, a channel or a purpose: they are recorded for every brand and "
            "every channel, since the ledger knows no more"
        ),
    ]
    assert len(events(ledger)) == 3


def test_an_entry_whose_number_is_damaged_is_not_all_read(say: Run, ledger: str) -> None:
    write(Path("people.csv"), "email,phone\nann@firma-1.com,4.42E+11\n")
    ended = say("", "import", "people.csv")
    assert ended.status == 1
    assert "1 entries could not be read" in ended.out
    assert {event.person for event in events(ledger)} == {"ann@firma-1.com"}


def test_a_vendors_export_is_understood(say: Run, ledger: str) -> None:
    write(
        Path("unsubscribed.csv"),
        "Email Address,First Name,UNSUB_TIME\nann@firma-1.com,Ann,2024-03-01 10:30:00\n",
    )
    assert counts(say, "unsubscribed.csv") == (1, 0)
    assert [(event.person, event.received_at) for event in events(ledger)] == [
        ("ann@firma-1.com", "2024-03-01")
    ]


def test_a_national_number_needs_its_country(say: Run, ledger: str) -> None:
    write(Path("people.csv"), "phone\n07400 123456\n+44 7400 123457\n")
    ended = say("", "import", "people.csv")
    assert (ended.status, "1 entries could not be read" in ended.out) == (1, True)
    assert counts(say, "people.csv", "--country", "GB") == (1, 1)
    assert {event.person for event in events(ledger)} == {"+447400123456", "+447400123457"}


def test_what_comes_in_after_a_return(say: Run, ledger: str) -> None:
    """An old file lifts nothing and suppresses nobody anew; an undated entry may be a new one."""
    back = ("record", "--rejoin", "--route", "link", "--evidence", filed(), "--received")
    write(Path("people.csv"), PEOPLE)
    counts(say, "people.csv")
    say("ann@firma-1.com", *back, "2024-05-01")
    say("bob@firma-2.com", *back, str(TODAY))
    assert counts(say, "people.csv") == (1, 2)
    assert [event.person for event in events(ledger)][-1] == "bob@firma-2.com"
    assert counts(say, "people.csv") == (0, 3)
    # On the day of the return the order is not known.
    write(Path("same.csv"), "email,unsubscribed_at\nann@firma-1.com,2024-05-01\n")
    say("ann@firma-1.com", "record", "--received", "2024-05-01")
    assert counts(say, "same.csv") == (0, 1)


def test_what_was_voided_does_not_come_back(say: Run, ledger: str) -> None:
    write(Path("people.csv"), PEOPLE)
    counts(say, "people.csv")
    for number in (1, 2, 3):
        say("", "correct", str(number), "--void", "--reason", "test data", "--evidence", filed())
    assert counts(say, "people.csv") == (0, 3)


@pytest.mark.parametrize(
    ("text", "status", "message"),
    [
        ("email,unsubscribed_at\nann@firma-1.com,{tomorrow}\nbob@firma-1.com,\n", 3,
         "1 opt-outs have a day in the future"),
        ("name\nAnn\n", 3, "holds no address, no telephone number"),
        ("email\n*@firma-1.com\nann@firma-1.com\n", 3, "are whole domains"),
    ],
)  # fmt: skip
def test_bad_files_write_nothing(
    say: Run, ledger: str, text: str, status: int, message: str
) -> None:
    write(Path("people.csv"), text.format(tomorrow=TODAY + timedelta(days=1)))
    ended = say("", "import", "people.csv")
    assert (ended.status, message in ended.err) == (status, True), ended.err
    assert "ann@" not in ended.err
    assert events(ledger) == []
    assert say("", "import", "none.csv").status == 3


def test_a_time_of_today_with_an_offset_is_no_future(say: Run, ledger: str) -> None:
    """A margin for time zones must not turn an opt-out of this evening into one of tomorrow."""
    write(Path("people.csv"), f"email,unsubscribed_at\nann@firma-1.com,{TODAY}T23:30:00+00:00\n")
    assert counts(say, "people.csv") == (1, 0)
    assert events(ledger)[0].received_at == str(TODAY)


ORGANISATIONS = "domain,account_id,state\nfirma-1.com,,confirmed\n,ACC-1,\nfirma-2.com,,pending\n"


def test_organisations_come_in_once(run: Run, say: Run, ledger: str, brief: Path) -> None:
    write(Path("orgs.csv"), ORGANISATIONS + "firma-3.com,,refused\n")
    assert counts(say, "orgs.csv", "--organisations") == (3, 0)
    assert counts(say, "orgs.csv", "--organisations") == (0, 3)
    listed = say("", "list", "--format", "json").json["cases"]
    assert [(case["domains"], case["state"]) for case in listed] == [(["firma-2.com"], "pending")]
    declare(brief, {'suppress = ["optouts.csv@2026-11-20"]\n': ""})
    cases = {"GB,": "LC202:drop", "GB,x": "LC203:hold", "GB,Acc-1": "LC202:drop"}
    to = [f"jan.peeters@firma-{n}.com" for n in (1, 2, 3)]
    assert judge(run, "Country,Account id", cases, "--ledger", ledger, to=to) == cases
    # Decided here, the file's old word does not open it again; a new one counts.
    proof = ("--confirmation-sent", str(TODAY), "--evidence", filed())
    assert say("", "decide", str(listed[0]["case"]), "refused", *proof).status == 0
    assert counts(say, "orgs.csv", "--organisations") == (0, 3)
    write(Path("orgs.csv"), ORGANISATIONS.replace("pending", "confirmed"))
    assert counts(say, "orgs.csv", "--organisations") == (1, 2)
    assert say("", "history", "--verify").status == 0


def test_a_free_mailer_is_no_organisation(say: Run, ledger: str) -> None:
    write(Path("orgs.csv"), "domain\nfirma-1.com\ngmail.com\n")
    ended = say("", "import", "orgs.csv", "--organisations")
    assert (ended.status, "1 domains belong to providers of free" in ended.err) == (3, True)
    assert events(ledger) == []


def test_a_name_alone_cannot_stand_in_the_ledger(say: Run, ledger: str) -> None:
    """The ledger knows organisations by domain or account id; nothing may get lost in between."""
    write(Path("orgs.csv"), "domain,company\nfirma-1.com,Firma Eins GmbH\n,Firma Zwei GmbH\n")
    ended = say("", "import", "orgs.csv", "--organisations")
    assert (ended.status, "1 organisations have a name only" in ended.err) == (3, True), ended.err
    assert events(ledger) == []
    write(Path("orgs.csv"), "domain,company\nfirma-1.com,Firma Eins GmbH\n")
    assert counts(say, "orgs.csv", "--organisations") == (1, 0)
    assert counts(say, "orgs.csv", "--organisations") == (0, 1)


def test_what_goes_out_is_what_is_in_force(run: Run, say: Run, ledger: str, brief: Path) -> None:
    filed()
    whole = ("record", "--scope", "organisation", "--mode")
    grounds = ("--close-relationship", "--current-customer", "--unprompted", "--role", "junior")
    say("jan.peeters@firma-1.com", "record", "--received", "2024-03-01")
    say("jan.peeters@firma-2.com", *whole, "prospecting", "--organisation", "=Two, Ltd")
    say("jan.peeters@firma-3.com", *whole, "account_management", *grounds)
    say("jan.peeters@firma-4.com", "record", "--received", "2024-03-01", "--channel", "call")
    say("jan.peeters@firma-5.com", "record", "--received", "2024-03-01")
    say("jan.peeters@firma-5.com", "record", "--rejoin", "--route", "link", "--evidence",
        "mail.eml", "--received", "2024-05-01")  # fmt: skip
    ended = say("", "export", "-o", "out", "--format", "json")
    assert ended.json["people"]["entries"] == 4
    assert {path.stat().st_mode & 0o777 for path in Path("out").iterdir()} == {0o600}
    organisations = [
        (line["domain"], line["name"], line["state"])
        for line in rows(Path("out/organisations.csv"))
    ]
    assert organisations == [
        ("firma-2.com", "=Two, Ltd", "confirmed"),
        ("firma-3.com", "", "pending"),
    ]
    people = [(line["email_or_phone"], line["opted_out_at"][:10])
              for line in rows(Path("out/optouts.csv"))]  # fmt: skip
    assert ("jan.peeters@firma-1.com", "2024-03-01") in people
    # The files answer as the ledger does.
    cases = {f"GB,{n}": "" for n in range(1, 7)}
    cases |= {
        "GB,1": "LC201:drop",
        "GB,2": "LC201:drop LC202:drop",
        "GB,3": "LC201:drop LC203:hold",
    }
    declare(brief, {'suppress = ["optouts.csv@2026-11-20"]\n': ""})
    assert judge(run, "Country,No", cases, "--ledger", ledger) == cases
    say("", "export", "-o", "mail", "--channel", "email")
    files = ("--suppress", "mail/optouts.csv", "--org-optouts", "mail/organisations.csv")
    assert judge(run, "Country,No", cases, *files) == cases


def test_nothing_is_overwritten_unasked(say: Run, ledger: str) -> None:
    say("ann@firma-1.com", "record")
    write(Path("optouts.csv"), "mine\n")
    ended = say("", "export")
    assert (ended.status, "--force replaces it" in ended.err) == (2, True)
    assert Path("optouts.csv").read_text() == "mine\n"
    assert not Path("organisations.csv").exists()
    assert say("", "export", "--force").status == 0
    assert "ann@firma-1.com" in Path("optouts.csv").read_text()
    assert {path.name for path in Path().iterdir()} - {"ledger.db"} == {
        "optouts.csv",
        "organisations.csv",
    }
