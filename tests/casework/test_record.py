"""What is recorded, and what is refused: a clear message, and nothing written."""

from __future__ import annotations

import hashlib
import io
from datetime import date, timedelta
from pathlib import Path

import pytest

from listcheck.casework.decide import Reply, decide_case
from listcheck.casework.record import Request, record
from listcheck.config.settings import Settings
from listcheck.core.errors import UsageProblem
from listcheck.core.ledger_place import Place
from tests.support.cases import Run
from tests.support.ledgers import events, filed

TODAY = date.today()  # noqa: DTZ011 (the own day is meant)
TOMORROW = str(TODAY + timedelta(days=1))
ANN = "ann@firma-1.co.uk"
HOSTILE = [
    "'; DROP TABLE listcheck_optout_events; --",
    '"); DELETE FROM listcheck_optout_events; --',
    "%s %(person)s {0} :person ? $1",
    "O'Brien \\' \\x27",
    "=cmd|'/c calc'!A1",
]


def test_every_field_is_kept(say: Run, ledger: str) -> None:
    mail = filed()
    told = say(
        " Ann.Smith@Firma-1.CO.UK ", "record", "--scope", "organisation", "--mode",
        "account_management", "--domain", "https://www.Firma-1.co.uk/contact", "--domain",
        "firma-2.de", "--account", "ACC-7", "--organisation", "Firma Ltd", "--role", "junior",
        "--close-relationship", "--unprompted", "--current-customer", "--channel", "call",
        "--route", "phone", "--received", "2024-03-01", "--acted", "2024-03-02T10:00Z",
        "--by", "Zoë", "--evidence", mail,
    )  # fmt: skip
    assert told.status == 0, told.err
    (event,) = events(ledger)
    assert event.person == "ann.smith@firma-1.co.uk"
    assert event.domains == "firma-1.co.uk firma-2.de"
    assert (event.account_id, event.organisation) == ("ACC-7", "Firma Ltd")
    assert (event.scope, event.channel, event.route) == ("organisation", "call", "phone")
    assert (event.role, event.mode) == ("junior", "account_management")
    assert event.conditions == "close_relationship current_customer unprompted junior_requester"
    assert (event.policy, event.reason) == ("all", "authority_check")
    assert (event.received_at, event.acted_at) == ("2024-03-01", "2024-03-02T10:00:00.000000Z")
    assert event.recorded_by == "Zoë"
    assert event.evidence == mail
    assert event.evidence_sha256 == hashlib.sha256(Path(mail).read_bytes()).hexdigest()
    assert "ann" not in told.out.lower()


@pytest.mark.parametrize(
    ("person", "options", "message"),
    [
        ("nobody", [], "neither an address nor a telephone number"),
        ("ann@", [], "neither an address nor a telephone number"),
        ("020 7946 0018", [], "country code"),
        ("", [], "standard input: is empty"),
        ("a@x.com\nb@x.com", [], "2 lines; expected one person"),
        (ANN, ["--received", TOMORROW], "lies in the future"),
        (ANN, ["--acted", TOMORROW], "lies in the future"),
        (ANN, ["--received", "03/04/2024"], "--received: is no date"),
        (ANN, ["--received", "2024-03-02", "--acted", "2024-03-01"], "lies before --received"),
        (ANN, ["--role", "boss"], "'boss' is not one of"),
        (ANN, ["--route", "fax"], "'fax' is not one of"),
        (ANN, ["--channel", "post"], "'post' is not one of"),
        (ANN, ["--domain", "firma-1.co.uk"], "did you mean --scope organisation"),
        (ANN, ["--by", " "], "--by: is blank"),
        (ANN, ["--by", "a\nb"], "--by: holds characters that cannot be shown"),
        (ANN, ["--by", "x" * 501], "expected at most 500"),
        (ANN, ["--evidence", "no-such-file"], "--evidence-sha256"),
        (ANN, ["--evidence", "x", "--evidence-sha256", "12"], "expected 64 hexadecimal digits"),
        (ANN, ["--evidence-sha256", "a" * 64], "of which evidence"),
        (ANN, ["--scope", "organisation"], "--mode: a request for an organisation"),
        (ANN, ["--rejoin"], "only the person lifts an opt-out"),
        (ANN, ["--rejoin", "--route", "link"], "needs its evidence"),
        (ANN, ["--rejoin", "--scope", "organisation"], "only a person can come back"),
        (ANN, ["--rejoin", "--route", "link", "--account", "7"], "concern a whole organisation"),
    ],
)
def test_bad_input_writes_nothing(
    say: Run, ledger: str, person: str, options: list[str], message: str
) -> None:
    ended = say(person, "record", *options)
    assert ended.status == 2
    assert message in " ".join(ended.err.split())
    assert "ann@" not in ended.err
    assert events(ledger) == []


@pytest.mark.parametrize(
    ("person", "options", "message"),
    [
        ("ann@gmail.com", [], "provider of free mailboxes"),
        ("+44 7400 123456", [], "which organisation does whoever asked belong to"),
        (ANN, ["--domain", "gmail.com"], "--domain gmail.com: belongs to a provider of free"),
        (ANN, ["--domain", "GMX.de"], "--domain gmx.de: belongs to a provider of free"),
        (ANN, ["--domain", "firma-1.co.uk", "--domain", "gmail.com"], "free mailboxes"),
        (ANN, ["--domain", "co.uk"], "a public suffix"),
        (ANN, ["--domain", "firma"], "is no domain"),
        (ANN, ["--domain", "firma.nosuchsuffix"], "does not exist"),
        (ANN, ["--account", "\x07"], "--account: "),
    ],
)
def test_an_organisation_is_more_than_a_mailbox(
    say: Run, ledger: str, person: str, options: list[str], message: str
) -> None:
    ended = say(person, "record", "--scope", "organisation", "--mode", "prospecting", *options)
    assert ended.status == 2
    assert message in ended.err
    assert events(ledger) == []


def test_the_organisation_of_a_free_mailbox_can_be_named(say: Run, ledger: str) -> None:
    named = ("record", "--scope", "organisation", "--mode", "prospecting")
    assert say("ann@gmail.com", *named, "--domain", "firma-1.co.uk").status == 0
    assert say("ann@gmail.com", *named, "--account", "ACC-1").status == 0
    asked = [event for event in events(ledger) if event.person]
    assert [(event.domains, event.account_id) for event in asked] == [
        ("firma-1.co.uk", None),
        (None, "ACC-1"),
    ]


def test_a_subdomain_stands_for_its_organisation(say: Run, ledger: str) -> None:
    say("ann@mail.sales.firma-1.co.uk", "record", "--scope", "organisation", "--mode",
        "prospecting")  # fmt: skip
    assert events(ledger)[0].domains == "firma-1.co.uk"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_texts(say: Run, ledger: str, text: str) -> None:
    said = ("--by", text, "--evidence", text, "--evidence-sha256", "a" * 64)
    assert say(ANN, "record", *said).status == 0
    whole = ("record", "--scope", "organisation", "--mode", "prospecting")
    assert say(ANN, *whole, "--account", text, "--organisation", text, *said).status == 0
    assert say("", "correct", "1", "--void", "--reason", text, *said).status == 0
    found = events(ledger)
    assert [event.recorded_by for event in found] == [text] * 4
    assert (found[1].account_id, found[1].organisation) == (text, text)
    assert found[3].reason == text
    assert say("", "history", "--verify").status == 0
    assert say(text, "history", "--person").status == 2
    assert say("", "export", "-o", "out").status == 0


def test_hostile_addresses_are_addresses_or_none(say: Run, ledger: str) -> None:
    assert say("o'brien'--@firma-1.co.uk", "record").status == 0
    assert say('"; DROP TABLE x; --"@firma-1.co.uk', "record").status == 2
    assert [event.person for event in events(ledger)] == ["o'brien'--@firma-1.co.uk"]


def test_a_number_is_kept_in_international_form(say: Run, ledger: str) -> None:
    assert say("07400 123456", "record", "--country", "gb").status == 0
    assert say("+44 (0)7400-123456", "record").status == 0
    assert {event.person for event in events(ledger)} == {"+447400123456"}


def test_a_new_ledger_is_readable_by_its_owner_only(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(ANN))
    assert run("optout", "record", "--ledger", "new.db").status == 0
    assert (tmp_path / "new.db").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["new.db"], "no journal stays behind"


@pytest.mark.parametrize("text", ["mysql://root:secret@host/x", "http://x", " ", "sqlite:///"])
def test_a_ledger_elsewhere_is_refused(
    run: Run, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(ANN))
    ended = run("optout", "record", "--ledger", text)
    assert ended.status == 2
    assert "expected an SQLite file" in ended.err
    assert "secret" not in ended.err


def test_what_is_no_ledger_is_left_alone(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    Path("text.db").write_text("email\nann@x.com\n" * 100)
    with sqlite3.connect("other.db") as connection:
        connection.execute("CREATE TABLE mine (x)")
    connection.close()
    for name, message in (
        ("text.db", "is no SQLite file"),
        ("other.db", "is a database of something else"),
        (".", "is a folder"),
        ("no/such/folder.db", "cannot be made"),
    ):
        before = Path(name).read_bytes() if Path(name).is_file() else b""
        monkeypatch.setattr("sys.stdin", io.StringIO(ANN))
        ended = run("optout", "record", "--ledger", name)
        assert ended.status in (2, 3), ended.err
        assert message in ended.err
        assert (Path(name).read_bytes() if Path(name).is_file() else b"") == before


def test_decisions_on_what_is_not_open(say: Run, ledger: str) -> None:
    filed()
    say(ANN, "record")
    whole = ("record", "--scope", "organisation", "--mode")
    say("x@firma-2.co.uk", *whole, "prospecting")
    grounds = ("--close-relationship", "--current-customer", "--unprompted", "--role", "junior")
    say("y@firma-3.co.uk", *whole, "account_management", *grounds, "--received", "2024-03-10")
    say("", "review")
    assert len(events(ledger)) == 5
    for case, options, message in [
        ("1", ["confirmed"], "case 1: is a person's own request"),
        ("2", ["refused"], "case 2: is closed (confirmed)"),
        ("2", ["asked"], "case 2: is closed (confirmed)"),
        ("3", ["confirmed"], "case 3: is not in the ledger"),
        ("5", ["confirmed"], "case 5: is not in the ledger"),
        ("77", ["confirmed"], "case 77: is not in the ledger"),
        ("0", ["confirmed"], "Invalid value for 'CASE'"),
        ("four", ["confirmed"], "'four' is not a valid integer"),
        ("4", ["maybe"], "'maybe' is not one of"),
        ("4", ["confirmed", "--role", "boss"], "'boss' is not one of"),
        ("4", ["confirmed", "--received", TOMORROW], "lies in the future"),
        ("4", ["confirmed", "--received", "2024-03-09"], "lies before the request of case 4"),
        ("4", ["refused", "--confirmation-sent", "2024-03-09"], "lies before the request"),
        ("4", ["confirmed", "--confirmation-sent", "2024-03-12"], "belongs to a refusal"),
        ("4", ["refused", "--evidence", "none.eml"], "is no file that can be read"),
    ]:
        # The request of firma-3 is the fourth event; the second case took two.
        ended = say("", "decide", case, *options)
        assert (ended.status, message in ended.err) == (2, True), (case, options, ended.err)
    assert len(events(ledger)) == 5
    proofs = ("--confirmation-sent", "2024-03-12", "--evidence", "mail.eml")
    assert say("", "decide", "4", "refused", *proofs).status == 0
    assert "is closed (refused)" in say("", "decide", "4", "confirmed").err
    assert len(events(ledger)) == 6


def test_python_callers_are_held_to_the_vocabulary(tmp_path: Path) -> None:
    settings = Settings(send_date=TODAY, ledger=Place.parse(str(tmp_path / "x.db")))
    for request in (
        Request(role="boss"),
        Request(scope="everybody"),
        Request(mode="spam"),
        Request(route="import"),
        Request(conditions=["bored"]),
    ):
        with pytest.raises(UsageProblem):
            record(ANN, request, settings)
    assert not (tmp_path / "x.db").exists()
    record(ANN, Request(), settings)
    for answer in (Reply("perhaps"), Reply("confirmed", role="boss")):
        with pytest.raises(UsageProblem):
            decide_case(1, answer, settings)


def test_without_a_ledger_the_message_says_how_to_name_one(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(ANN))
    ended = run("optout", "record")
    assert ended.status == 2
    assert 'ledger = "optouts.db"' in ended.err
    Path("listcheck.toml").write_text('ledger = "here.db"\n')
    monkeypatch.setattr("sys.stdin", io.StringIO(ANN))
    assert run("optout", "record").status == 0
    assert Path("here.db").is_file()
