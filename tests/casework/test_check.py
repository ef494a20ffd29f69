"""``check --ledger``: what stands in the ledger reaches the verdicts, and only that."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from listcheck.ledger.chain import ChainHead, sealed
from listcheck.ledger.events import Event
from tests.support.campaigns import rows, write
from tests.support.cases import Run, declare, findings, judge, last
from tests.support.ledgers import events, filed, tamper

ANN = "jan.peeters@firma-1.com"
BACK = ("record", "--rejoin", "--route", "link", "--evidence", "mail.eml", "--received")
OUT = ("record", "--received")
WHOLE = ("record", "--scope", "organisation", "--mode", "prospecting")


@pytest.fixture(autouse=True)
def _brief(brief: Path) -> None:
    declare(brief, {'suppress = ["optouts.csv@2026-11-20"]\n': ""})
    filed()


def verdict_of(run: Run, ledger: str, *options: str, cells: str = "GB,1") -> str:
    return judge(run, "Country,No", [cells], "--ledger", ledger, *options)[cells]


def test_a_ledger_is_a_source_of_opt_outs(run: Run, say: Run, ledger: str) -> None:
    """LC001 is answered by it; nothing is asked of it that is asked of an export."""
    say("nobody@firma-9.com", "record")
    assert verdict_of(run, ledger) == ""
    assert not {"LC001", "LC206", "LC207"} & set(findings())
    assert {item["code"] for item in last()["not_run"]}.isdisjoint({"LC201", "LC202"})
    assert last()["verdict"] == "ready"
    # Without it something would be missing.
    judge(run, "Country,No", ["GB,1"])
    assert "LC001" in findings()


def test_the_case_of_any_address_is_named(run: Run, say: Run, ledger: str) -> None:
    say("jan@home-4711.com", "record")
    cells = '"jan@old-4711.com; jan@home-4711.com",GB'
    assert judge(run, "Other emails,Country", [cells], "--ledger", ledger) == {cells: "LC201:drop"}
    (line,) = rows(Path("list.listcheck/violations.csv"))
    assert line["message"].endswith("ledger, case 1")


def test_a_ledger_in_the_configuration(run: Run, say: Run, ledger: str, brief: Path) -> None:
    say(ANN, "record")
    declare(brief, {"send_date": f'ledger = "{ledger}"\nsend_date',
                    'suppress = ["optouts.csv@2026-11-20"]\n': ""})  # fmt: skip
    assert judge(run, "Country,No", ["GB,1"]) == {"GB,1": "LC201:drop"}
    (Path("elsewhere")).mkdir()
    ended = run("check", "list.csv", "-c", str(brief), "-o", "elsewhere/out")
    assert ended.status == 1


def test_there_must_be_a_ledger(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "list.csv", "Email,Country\na@firma-1.com,GB\n")
    write(tmp_path / "empty.db", "")
    for name, message in (
        ("none.db", "there is no such ledger"),
        ("empty.db", "holds no opt-out ledger"),
        ("list.csv", "is no SQLite file"),
    ):
        ended = run("check", "list.csv", "--ledger", name)
        assert ended.status in (2, 3)
        assert message in ended.err
        assert not Path("list.listcheck").exists()
    assert not Path("none.db").exists(), "a check never makes one"


def test_the_output_folder_must_not_hold_the_ledger(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("out").mkdir()
    monkeypatch.setattr("sys.stdin", io.StringIO(ANN))
    run("optout", "record", "--ledger", "out/ledger.db")
    write(Path("list.csv"), "Email,Country\na@firma-1.com,GB\n")
    ended = run("check", "list.csv", "--ledger", "out/ledger.db", "-o", "out")
    assert (ended.status, "holds the input ledger.db" in ended.err) == (2, True)
    assert Path("out/ledger.db").is_file()


@pytest.mark.parametrize(("channel", "finding"), [("call", ""), ("email", "LC201:drop")])
def test_an_opt_out_of_one_channel(
    run: Run, say: Run, ledger: str, channel: str, finding: str
) -> None:
    say(ANN, "record", "--channel", channel)
    assert verdict_of(run, ledger) == finding


def test_an_organisations_channel(run: Run, say: Run, ledger: str) -> None:
    say("x@firma-1.com", *WHOLE, "--channel", "call")
    assert verdict_of(run, ledger) == ""
    say("x@firma-1.com", *WHOLE, "--channel", "email")
    assert verdict_of(run, ledger) == "LC202:drop"


def test_only_what_is_earlier_is_lifted(run: Run, say: Run, ledger: str) -> None:
    assert say(ANN, *OUT, "2024-03-01").status == 0
    assert say(ANN, *BACK, "2024-03-02").status == 0
    assert verdict_of(run, ledger) == ""
    say(ANN, *OUT, "2024-06-01")
    assert verdict_of(run, ledger) == "LC201:drop"


def test_coming_back_lifts_nobody_elses_opt_out(run: Run, say: Run, ledger: str) -> None:
    say(ANN, *OUT, "2024-03-01")
    say("colleague@firma-1.com", *BACK, "2024-05-01")
    assert verdict_of(run, ledger) == "LC201:drop"
    say(ANN, *BACK, "2024-05-01")
    assert verdict_of(run, ledger) == ""
    assert any("1 opt-outs lifted" in note for note in last()["notes"])
    # Nor what the organisation asked for.
    say("colleague@firma-1.com", *WHOLE)
    assert verdict_of(run, ledger) == "LC202:drop"


def test_coming_back_after_the_send_lifts_nothing(run: Run, say: Run, ledger: str) -> None:
    say(ANN, *OUT, "2024-03-01")
    say(ANN, *BACK, "2024-05-01")
    assert verdict_of(run, ledger, "--send-date", "2024-04-30") == "LC201:drop"
    assert verdict_of(run, ledger, "--send-date", "2024-05-01") == ""


def test_coming_back_by_the_ledger_lifts_dated_opt_outs_elsewhere(
    run: Run, say: Run, ledger: str
) -> None:
    """Of a suppression source and of the list itself; an undated one is never overridden."""
    say(ANN, *BACK, "2024-05-01")
    for n in range(2, 6):
        say(f"jan.peeters@firma-{n}.com", *BACK, "2024-05-01")
    days = ["2024-03-01,", "2024-05-01,", "2024-06-01,", ",", "2024-03-01,hard bounce"]
    lines = [f"jan.peeters@firma-{n}.com,{cells}" for n, cells in enumerate(days, start=1)]
    write(Path("out.csv"), "\n".join(["email,unsubscribed_at,reason", *lines, ""]))
    cases = dict.fromkeys((f"GB,{n}" for n in range(1, 6)), "LC201:drop")
    # The bounce of a mailbox is no opt-out, and is not mended by coming back.
    cases |= {"GB,1": "", "GB,5": "LC205:drop"}
    options = ("--ledger", ledger, "--suppress", "out.csv@2026-11-20")
    assert judge(run, "Country,No", cases, *options) == cases
    cells = {
        "GB,yes,2024-03-01,": "",
        "GB,yes,2024-06-01,": "LC204:drop",
        "GB,yes,,": "LC204:drop",
        "GB,,2024-03-01,unsubscribed": "LC204:drop",
        "GB,yes,2024-03-01,somebody else": "LC204:drop",
    }
    to = [f"jan.peeters@firma-{n}.com" for n in range(1, 5)] + ["else@firma-5.com"]
    header = "Country,Opted out,Opted out at,Status"
    assert judge(run, header, cells, "--ledger", ledger, to=to) == cells


def test_a_consent_in_the_list_lifts_an_earlier_opt_out_of_the_ledger(
    run: Run, say: Run, ledger: str
) -> None:
    header = "Country,Consent,Opt-in time,Confirm time,Confirm IP"
    cell = "GB,yes,2024-04-01 10:00,2024-04-01 10:05,192.0.2.7"
    for day, finding in (("2024-03-01", ""), ("2024-05-01", "LC201:drop")):
        say(ANN, *OUT, day)
        assert judge(run, header, [cell], "--ledger", ledger) == {cell: finding}


def test_a_voided_event_does_not_count(run: Run, say: Run, ledger: str) -> None:
    proof = ("--void", "--reason", "typed the wrong address", "--evidence", "mail.eml")
    say(ANN, "record")
    say("x@firma-1.com", *WHOLE)
    assert verdict_of(run, ledger) == "LC201:drop LC202:drop"
    assert say("", "correct", "1", *proof).status == 0
    # Without the decision the request is open again, without the request it is gone.
    assert say("", "correct", "3", *proof).status == 0
    assert verdict_of(run, ledger) == "LC203:hold"
    assert say("", "correct", "2", *proof).status == 0
    assert verdict_of(run, ledger) == ""
    assert say("", "decide", "2", "confirmed").status == 2


@pytest.mark.parametrize(
    ("event", "options", "message"),
    [
        ("9", ["--acted", "2024-01-01"], "event 9: is not in the ledger"),
        ("1", [], "expected either --void, or new days"),
        ("1", ["--void", "--acted", "2024-01-01"], "expected either --void, or new days"),
        ("1", ["--void"], "needs --reason and --evidence"),
        ("1", ["--void", "--reason", "why"], "needs --reason and --evidence"),
        ("1", ["--acted", "2023-01-01"], "lies before the day that event 1 was received"),
        ("1", ["--received", "9999-01-01"], "lies in the future"),
        ("2", ["--acted", "2024-04-01"], "cannot be corrected"),
        ("3", ["--acted", "2024-04-01"], "was voided before"),
    ],
)
def test_corrections_that_are_none(
    say: Run, ledger: str, event: str, options: list[str], message: str
) -> None:
    say(ANN, *OUT, "2024-03-01")
    say("", "review")
    say(ANN, *OUT, "2024-03-01")
    say("", "correct", "3", "--void", "--reason", "twice", "--evidence", "mail.eml")
    ended = say("", "correct", event, *options)
    assert (ended.status, message in ended.err) == (2, True), ended.err
    assert len(events(ledger)) == 4


def test_findings_name_the_case_and_nothing_that_was_said(run: Run, say: Run, ledger: str) -> None:
    filed("words.eml", "Never write to me again, you spammers")
    say("x@firma-9.com", "record", "--evidence", "words.eml")
    say("boss@firma-2.com", *WHOLE, "--organisation", "Spam Haters Ltd", "--evidence", "words.eml")
    cases = {"GB,1": "", "GB,2": "LC202:drop"}
    assert judge(run, "Country,No", cases, "--ledger", ledger) == cases
    (line,) = rows(Path("list.listcheck/violations.csv"))
    assert line["message"] == "the organisation opted out as a whole, case 2"
    told = "".join(path.read_text() for path in Path("list.listcheck").iterdir())
    for word in ("Never write", "Spam Haters", "words.eml", "x@firma-9.com", "boss@"):
        assert word not in told


def test_both_sources_are_named_together(run: Run, say: Run, ledger: str) -> None:
    say(ANN, "record")
    write(Path("out.csv"), f"email\n{ANN}\n")
    assert verdict_of(run, ledger, "--suppress", "out.csv@2026-11-20") == "LC201:drop"
    (line,) = rows(Path("list.listcheck/violations.csv"))
    assert "out.csv, ledger, case 1" in line["message"]
    matched = {source["name"]: source["matched"] for source in last()["sources"]}
    assert matched == {"out.csv": 1, "ledger": 1, "ledger (organisations)": 0}


def test_subaddresses_of_the_ledgers_people(run: Run, say: Run, ledger: str, brief: Path) -> None:
    say("jan.peeters+news@firma-1.com", "record")
    assert verdict_of(run, ledger) == ""
    declare(brief, {'suppress = ["optouts.csv@2026-11-20"]\n': ""},
            more='\n[policy]\nsubaddresses = "same"\n')  # fmt: skip
    assert verdict_of(run, ledger) == "LC201:drop"


def test_a_domain_that_became_a_free_mailers_is_held(run: Run, say: Run, ledger: str) -> None:
    """LC208: the ledger refuses such domains, but another version may have let one in."""
    say("x@firma-1.com", *WHOLE)
    request, confirmed = events(ledger)
    forged = sealed([request._replace(domains="gmail.com", case=0),
                     confirmed._replace(case=1)], ChainHead(), None)  # fmt: skip
    tamper(ledger, "DELETE FROM {table}")
    names = ", ".join("case_number" if name == "case" else name for name in Event._fields)
    marks = ", ".join("?" * len(Event._fields))
    for event in forged:
        row = f"INSERT INTO {{table}} ({names}) VALUES ({marks})"  # noqa: S608 (own names)
        tamper(ledger, row, *event)
    found = judge(run, "Country,No", ["GB,1"], "--ledger", ledger, to="jan.peeters{n}@gmail.com")
    assert "LC208:hold" in found["GB,1"]
    assert "LC202:drop" not in found["GB,1"]
