"""``listcheck audit`` as its users meet it: logs in odd shapes, exit statuses, what is written."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.conftest import Ended
from tests.support.campaigns import rows, write

Run = Callable[..., Ended]
HEADER = "email,country,send_time,party,subscriber,address_kind,campaign\n"
LATE = "info@firma-2.com,US,2024-03-20 09:00,first,corporate,generic,spring\n"
IN_TIME = "info@firma-2.com,US,2024-03-08,first,corporate,generic,spring\n"
LAWFUL = "info@firma-1.com,US,2024-03-01 10:00,first,corporate,generic,spring\n"
UNKNOWN = "info@firma-3.com,US,sometime,first,corporate,generic,spring\n"


@pytest.fixture(autouse=True)
def _opt_outs() -> None:
    write(Path("optouts.csv"), "email,unsubscribed_at\ninfo@firma-2.com,2024-03-01\n")


def told(run: Run, *arguments: object, status: int | None = None) -> dict[str, Any]:
    """The summary of an audit of some logs with the usual opt-outs."""
    ended = run("audit", *arguments, "--suppress", "optouts.csv", "--format", "json")
    assert status is None or ended.status == status, ended.err
    assert ended.status in (0, 1), ended.err
    return dict(ended.json)


def answers(folder: str = "sends.listcheck") -> list[tuple[int, str, list[str]]]:
    frame = pl.read_parquet(Path(folder) / "verdicts.parquet")
    return [(row, answer, list(codes)) for row, answer, codes in
            frame.select("row", "answer", "codes").sort("row").iter_rows()]  # fmt: skip


def log(text: str, name: str = "sends.csv") -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    return write(path, text)


def test_late_within_grace_and_before(run: Run) -> None:
    log(HEADER + LATE + IN_TIME + LAWFUL)
    found = told(run, "sends.csv", status=1)
    assert found["sends"] == {
        "read": 3, "lawful": 2, "violation": 1, "unknown": 0, "unreadable": 0
    }  # fmt: skip
    assert found["within_grace"] == 1
    assert found["late"]["days_late"] == {"4-10": 1}
    assert answers() == [(1, "violation", ["LC201"]), (2, "lawful", []), (3, "lawful", [])]
    line = rows(Path("sends.listcheck/violations.csv"))[0]
    assert line | {"rule": ""} == {
        "file": "sends.csv", "row": "1", "code": "LC201", "check": "individual-opt-out",
        "verdict": "violation", "column": "recipient", "value": "info@firma-2.com",
        "country": "US", "rule": "", "day": "2024-03-20", "channel": "email",
        "message": "the person had opted out (optouts.csv); acted on 5 days late",
        "campaign": "spring", "sender": "", "days_late": "5",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "options", "status"),
    [
        (LAWFUL, (), 0),
        (LAWFUL + UNKNOWN, (), 1),
        (LAWFUL + UNKNOWN, ("--fail-on", "drop"), 0),
        (LATE, ("--fail-on", "drop"), 1),
        (LATE, ("--fail-on", "never"), 0),
        (LATE, ("--exit-zero",), 0),
    ],
)
def test_exit_statuses(run: Run, lines: str, options: tuple[str, ...], status: int) -> None:
    log(HEADER + lines)
    ended = run("audit", "sends.csv", "--suppress", "optouts.csv", *options)
    assert ended.status == status, ended.err
    assert "firma" not in ended.out + ended.err, "nobody is named"


def test_without_a_source_of_opt_outs_nothing_is_lawful(run: Run) -> None:
    log(HEADER + LAWFUL)
    assert run("audit", "sends.csv").status == 1
    assert answers() == [(1, "unknown", ["LC001"])]
    write(Path("listcheck.toml"), '[waive]\nLC001 = "counsel has the list"\n')
    ended = run("audit", "sends.csv", "--format", "json")
    assert (ended.status, ended.json["sends"]["lawful"]) == (0, 1)
    assert ended.json["waived"] == {"LC001": "counsel has the list"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-20", "2024-03-20"),
        ("2024-03-20T23:30:00+01:00", "2024-03-20"),
        ("2024-03-20T23:30:00Z", "2024-03-20"),
        ("2024-03-20 00:00:00", "2024-03-20"),
        ("1710921600", "2024-03-20"),
        ("1710921600000", "2024-03-20"),
        ("1710921600.25", "2024-03-20"),
    ],
)
def test_send_times_as_logs_write_them(run: Run, text: str, day: str) -> None:
    log(f"email,country,timestamp,party\ninfo@firma-2.com,US,{text},first\n")
    assert told(run, "sends.csv")["last_day"] == day
    assert answers() == [(1, "violation", ["LC201"])]


def test_a_day_month_date_needs_its_order(run: Run) -> None:
    log("email,country,send_time,party\ninfo@firma-2.com,US,03/04/2024,first\n")
    told(run, "sends.csv")
    assert answers() == [(1, "unknown", ["LC007"])]
    write(Path("listcheck.toml"), '[columns]\ndate_order = "dmy"\n')
    assert told(run, "sends.csv")["last_day"] == "2024-04-03"
    assert answers() == [(1, "violation", ["LC201"])]


def test_what_the_rows_do_not_say_the_names_do(run: Run) -> None:
    line = "info@firma-2.com,US,first\n"
    log("email,country,party\n" + line, "sends/date=2024-03-20/campaign=Big%20sale/part-0.csv")
    log("email,country,party\n" + line, "sends/2024/03/08/newsletter.csv")
    log("email,country,party\n" + line, "sends/undated.csv")
    log("email,country,party,date\n" + line.replace("\n", ",2024-03-02\n"),
        "sends/20240320-own.csv")  # fmt: skip
    found = told(run, "sends")
    assert found["sends"] | {} == {
        "read": 4, "lawful": 2, "violation": 1, "unknown": 1, "unreadable": 0
    }  # fmt: skip
    assert {line["name"] for line in found["campaigns"]} == {
        "Big sale", None, "undated", "own"
    }  # fmt: skip


def test_a_channel_that_nobody_knows(run: Run) -> None:
    log("email,country,send_time,party,channel\n"
        "info@firma-1.com,US,2024-03-01,first,letter\n"
        "info@firma-1.com,US,2024-03-01,first,Newsletter\n"
        "info@firma-1.com,US,2024-03-01,first,\n")  # fmt: skip
    assert told(run, "sends.csv")["channels"].keys() == {"email", "??"}
    assert answers() == [(1, "unknown", ["LC008"]), (2, "lawful", []), (3, "lawful", [])]


EVENTS = """recipient,country,party,event,timestamp
info@firma-1.com,US,first,processed,2024-03-01
info@firma-1.com,US,first,delivered,2024-03-01
info@firma-1.com,US,first,open,2024-03-02
info@firma-2.com,US,first,Processed,2024-03-20
info@firma-2.com,US,first,dropped,2024-03-21
"""


def test_only_events_that_say_sent_are_sends(run: Run) -> None:
    log(EVENTS)
    found = told(run, "sends.csv")
    assert found["events"] == {"delivered": 1, "dropped": 1, "open": 1}
    assert (found["sends"]["read"], found["sends"]["violation"]) == (2, 1)
    assert answers() == [(1, "lawful", []), (4, "violation", ["LC201"])]


def test_deliveries_stand_for_sends_only_where_that_is_said(run: Run) -> None:
    log(EVENTS.replace("processed", "delivered").replace("Processed", "delivered"))
    ended = run("audit", "sends.csv")
    assert (ended.status, '[audit] send_events = ["delivered"]' in ended.err) == (3, True)
    write(Path("listcheck.toml"), '[audit]\nsend_events = ["Delivered"]\n')
    assert told(run, "sends.csv")["sends"]["read"] == 3


def test_undated_evidence_is_unknown_unless_it_was_written_then(run: Run) -> None:
    log("email,country,send_time,party,subscriber,consent,opted_out\n"
        "a.berg@firma-1.com,IT,2024-03-01,first,individual,opt_in,\n"
        "b.berg@firma-1.com,US,2024-03-01,first,individual,,yes\n")  # fmt: skip
    told(run, "sends.csv")
    assert answers() == [(1, "unknown", ["LC302"]), (2, "unknown", ["LC204"])]
    write(Path("listcheck.toml"), '[audit]\nundated_evidence = "at_send"\n')
    told(run, "sends.csv")
    assert answers() == [(1, "lawful", []), (2, "violation", ["LC204"])]


def test_days_of_grace_of_the_house(run: Run) -> None:
    lines = (f"info@firma-2.com,GB,2024-03-{day:02},first\n" for day in range(1, 7))
    log("email,country,send_time,party\n" + "".join(lines))
    told(run, "sends.csv")
    assert [answer for _, answer, _ in answers()] == ["unknown"] + ["violation"] * 5
    write(Path("listcheck.toml"), "[policy]\nopt_out_grace_days = 3\n")
    assert told(run, "sends.csv")["within_grace"] == 4
    assert [answer for _, answer, _ in answers()] == ["lawful"] * 4 + ["violation"] * 2


def test_the_law_of_another_day(run: Run) -> None:
    log(HEADER + "info@firma-1.com,US,2017-03-01,first,corporate,generic,old\n")
    assert told(run, "sends.csv")["sends"]["unknown"] == 1
    found = told(run, "sends.csv", "--law-of", "2024-01-01", status=0)
    assert (found["sends"]["lawful"], found["law_of"]) == (1, "2024-01-01")
    assert run("audit", "sends.csv", "--law-of", "tomorrow").status == 2


def test_unreadable_rows_are_counted_and_told(run: Run) -> None:
    log(HEADER + LAWFUL + "one,field,too,many,in,this,row,x\n" + LATE)
    found = told(run, "sends.csv")
    assert found["sends"] == {
        "read": 3, "lawful": 1, "violation": 1, "unknown": 0, "unreadable": 1
    }  # fmt: skip
    assert answers()[1] == (2, "unreadable", ["LC002"])
    assert rows(Path("sends.listcheck/unreadable.csv"))[0]["row"] == "2"


def test_redacted_nobody_stands_in_any_file(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTCHECK_KEY", "a key of sixteen characters")
    log(HEADER + LATE + LAWFUL + UNKNOWN)
    plain = told(run, "sends.csv")
    found = told(run, "sends.csv", "--redact")
    most = found["late"]["most_contacted"][0]
    assert most["recipient"] == plain["late"]["most_contacted"][0]["recipient"] is not None
    for path in Path("sends.listcheck").iterdir():
        assert b"firma-" not in path.read_bytes(), path.name
    line = rows(Path("sends.listcheck/violations.csv"))[0]
    assert (line["code"], line["value"]) == ("LC201", most["recipient"])


def test_hostile_names_stay_text(run: Run) -> None:
    log(HEADER + LATE.replace("spring", "=cmd|' /C calc'!A0") + LATE.replace("spring", "<script>"))
    told(run, "sends.csv")
    lines = rows(Path("sends.listcheck/violations.csv"))
    assert [line["campaign"] for line in lines] == ["'=cmd|' /C calc'!A0", "<script>"]
    page = Path("sends.listcheck/report.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;" in page
    assert "<script>" not in page.replace("<script></script>", "")


def test_many_findings_become_parquet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("listcheck.writers.findings_file.CSV_LIMIT", 2)
    log(HEADER + LATE * 3)
    assert told(run, "sends.csv")["files"]["violations"].endswith("violations.parquet")
    assert pl.read_parquet("sends.listcheck/violations.parquet").height == 3


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("nowhere.csv",), 3, "no such file"),
        (("names.csv",), 3, "none of its 2 columns is recognised"),
        (("empty.csv",), 3, "holds no record"),
        (("headless.csv",), 3, "the first row looks like a send"),
        (("sends.csv", "--register", "TPS=optouts.csv"), 2, "TPS=optouts.csv@YYYY-MM-DD"),
        (("sends.csv", "--register", "XXX=optouts.csv@2024-01-01"), 2, "is no register"),
        (("sends.csv", "--country", "XX"), 2, "no rules for it"),
        (("sends.csv", "-o", "."), 2, "cannot be the working directory"),
        (("sends.csv", "--suppress", "names.csv"), 3, "holds no address"),
    ],
)
def test_wrong_input_is_told_plainly(
    run: Run, arguments: tuple[str, ...], status: int, words: str
) -> None:
    log(HEADER + LAWFUL)
    log("name,city\nAnn,Paris\n", "names.csv")
    log(HEADER, "empty.csv")
    log("ann@firma-1.com,US,2024-03-01\nbob@firma-1.com,US,2024-03-01\n", "headless.csv")
    ended = run("audit", *arguments)
    assert (ended.status, words in ended.err) == (status, True), ended.err
    assert not list(Path().glob(".*.partial/*.sends"))


def test_verify_says_what_the_manifest_of_an_audit_is(run: Run) -> None:
    log(HEADER + LAWFUL)
    told(run, "sends.csv")
    ended = run("verify", "sends.listcheck/manifest.json")
    assert (ended.status, "is the manifest of an audit" in ended.err) == (3, True)


def test_from_python() -> None:
    from datetime import date

    from listcheck import Settings, audit

    log(HEADER + LAWFUL)
    report = audit(["sends.csv"], Settings(send_date=date(2024, 3, 1)))
    assert report.summary.sends.unknown == 1
    assert json.loads(Path("sends.listcheck/summary.json").read_text())["sends"]["unknown"] == 1


DATED = """email,unsubscribed_at
info@firma-2.com,2024-03-01
info@firma-4.com,2024-03-15 10:00
info@firma-5.com,2024-03-15T10:00:00Z
info@firma-6.com,
"""


def md5(text: str) -> str:
    lines = text.splitlines()
    hashed = [
        ",".join((hashlib.md5(line.split(",")[0].encode()).hexdigest(), line.split(",")[1]))  # noqa: S324 (what suppliers send)
        for line in lines[1:]
    ]
    return "\n".join(["md5,unsubscribed_at", *hashed]) + "\n"


@pytest.mark.parametrize("kind", ["index", "digests", "parquet", "sqlite"])
def test_a_source_in_any_form_gives_the_same_answers(run: Run, kind: str) -> None:
    """The day of an opt-out, and how exactly it is told, travels with every form of a source."""
    sends = [
        f"info@firma-{firm}.com,{country},2024-03-{day:02} {clock},first\n"
        for firm in (1, 2, 4, 5, 6)
        for country in ("US", "DE")
        for day in (1, 14, 15, 16, 31)
        for clock in ("09:00", "11:00")
    ]
    log("email,country,send_time,party\n" + "".join(sends))
    write(Path("optouts.csv"), DATED)
    assert run("audit", "sends.csv", "--suppress", "optouts.csv@2024-03-20").status == 1
    plain = answers()
    assert {answer for _, answer, _ in plain} == {"lawful", "unknown", "violation"}
    other = "other.parquet@2024-03-20"
    if kind == "index":
        built = run("suppress", "build", "optouts.csv@2024-03-20", "-o", "other.parquet")
        assert built.status == 0, built.err
    elif kind == "digests":
        other = str(write(Path("other.csv"), md5(DATED))) + "@2024-03-20"
    elif kind == "parquet":
        pl.read_csv("optouts.csv", infer_schema=False).write_parquet("other.parquet")
    else:
        with sqlite3.connect("other.db") as database:
            database.execute("CREATE TABLE gone (email TEXT, unsubscribed_at TEXT)")
            rows_ = [line.split(",") for line in DATED.splitlines()[1:]]
            database.executemany("INSERT INTO gone VALUES (?, ?)", rows_)
        other = "sqlite:///other.db#gone@2024-03-20"
    ended = run("audit", "sends.csv", "--suppress", other)
    assert ended.status == 1, ended.err
    assert answers() == plain
