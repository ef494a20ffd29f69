"""LC214: a source of which too much cannot be read makes no run ready."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.conftest import Ended
from tests.support.campaigns import summary, write

Run = Callable[..., Ended]
LIST = "email,phone,country\nann@firma-4711.se,+46812345678,SE\n"


def people(readable: int, *others: str) -> str:
    lines = [f"p{n}@other-1.se" for n in range(readable)]
    return "\n".join(["email", *lines, *others]) + "\n"


def told(run: Run, *options: str) -> tuple[str, list[dict[str, Any]]]:
    """The verdict of a run and its findings LC214."""
    write(Path("list.csv"), LIST)
    ended = run("list.csv", "--party", "first", "--send-date", "2026-11-22", "-o", "o", *options)
    assert ended.status in (0, 1), ended.err
    found = summary(Path("o"))
    return found["verdict"], [line for line in found["findings"] if line["code"] == "LC214"]


#: A source of people, and what is said of the entries that cannot be read.
SOURCES = (
    (people(2, "ann at firma"), "1 of 3 entries could not be read (33.3%, allowed is 1%)"),
    (people(98, "x", "y"), "2 of 100 entries"),
    (people(99, "x"), None),
    (people(3), None),
    # Nobody stands in blank cells, totals and footers.
    ("email,name\na@other-1.se,A\n,B\n,C\n", None),
    ("email,name\na@other-1.se,A\nTotal,1\n", None),
    ("email,name\na@other-1.se,A\nNULL,B\n\\N,C\nn/a,D\n-,E\n", None),
    # Somebody is found all the same.
    ('email,name\na@other-1.se,A\n"b@other-1.se, c@other-1.se",B\n', None),
    ("email,name\na@other-1.se,A\nb@other-1.se,B,too,many\n", None),
    ("email,name\na@other-1.se,A\nnobody,B,too,many\n", "1 of 2 entries"),
    ("email,name\na@other-1.se,A\n@other-2.se,B\nother-3.se,C\n", None),
    ("sha256,row\n" + "ab" * 32 + ",1\n,2\n", None),
    ("sha256,row\n" + "ab" * 32 + ",1\nabab,2\n", "1 of 2 entries"),
)


@pytest.mark.parametrize("stored", ["file", "index"])
def test_people(run: Run, stored: str) -> None:
    names = []
    for at, (source, _) in enumerate(SOURCES):
        write(Path(f"out-{at:02}.csv"), source)
        names.append(f"out-{at:02}.csv@2026-11-20")
        if stored == "index":
            assert run("suppress", "build", names[at], "-o", f"out-{at:02}.parquet").status == 0
            names[at] = f"out-{at:02}.parquet"
    verdict, found = told(run, *(f"--suppress={name}" for name in names))
    messages = [
        [line["message"] for line in found if line["message"].startswith(name.split("@")[0])]
        for name in names
    ]
    assert sum(map(len, messages)) == len(found), "each names its source"
    for (source, words), said in zip(SOURCES, messages, strict=True):
        assert [words in message for message in said if words] == ([True] if words else []), source
        assert words or not said, source
    assert verdict == "incomplete"
    assert all("[waive] LC214" in line["remedy"] for line in found)
    assert "[waive]\nLC214 = " in summary(Path("o"))["config"]


def test_a_reason_lifts_it_and_is_told(run: Run) -> None:
    write(Path("out.csv"), people(2, "ann at firma"))
    before, _ = told(run, "--suppress", "out.csv@2026-11-20")
    write(Path("listcheck.toml"), '[waive]\nLC214 = "test entries"\nLC004 = "a"\nLC309 = "b"\n')
    after, found = told(run, "--suppress", "out.csv@2026-11-20")
    assert (before, after) == ("incomplete", "ready")
    assert [line["outcome"] for line in found] == ["waived"]
    assert summary(Path("o"))["waived"]["LC214"] == "test entries"


@pytest.mark.parametrize("channel", ["email", "sms"])
def test_damaged_numbers_beside_addresses_count_for_calls_and_texts(run: Run, channel: str) -> None:
    lines = "a@other-1.se,4.42E+11\nb@other-1.se,+442079460018\nc@other-1.se,n/a\nd@other-1.se,\n"
    write(Path("out.csv"), "email,phone\n" + lines)
    _, found = told(run, "--channel", channel, "--suppress", "out.csv@2026-11-20")
    assert ["1 of 4 entries" in line["message"] for line in found] == [True] * (channel == "sms")


def test_a_column_of_numbers_that_nobody_can_read_is_said_to_be_there(run: Run) -> None:
    write(Path("phones.csv"), "phone,country\n+46812345678,SE\n")
    write(Path("out.csv"), "email,phone\na@other-1.se,4.42E+11\nb@other-1.se,4.68E+10\n")
    run("phones.csv", "--channel", "sms", "--suppress", "out.csv@2026-11-20", "-o", "o")
    found = {line["code"]: line["message"] for line in summary(Path("o"))["findings"]}
    assert "addresses only" not in found["LC207"]
    assert "it has a column of telephone numbers, and none of them could be read" in found["LC207"]
    assert "2 of 2 entries" in found["LC214"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("domain,state\nother-1.se,confirmed\nno domain,confirmed\n", "1 of 2 entries"),
        ("domain,state\nother-1.se,confirmed\n,confirmed\n", None),
        ("domain,company\nother-1.se,\n,Acme AB\n", None),
    ],
)
def test_organisations(run: Run, text: str, words: str | None) -> None:
    write(Path("orgs.csv"), text)
    write(Path("out.csv"), people(2))
    _, found = told(run, "--suppress", "out.csv@2026-11-20", "--org-optouts", "orgs.csv@2026-11-20")
    assert [words in line["message"] for line in found] == ([True] if words else [])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("number\n02079460018\n4.42E+11\n", "TPS: 1 of 2 entries"),
        ("number,name\n02079460018,A\n,B\n", None),
        # It answers for addresses elsewhere.
        ("number,email\n02079460018,\n,a@other-1.co.uk\n", None),
    ],
)
def test_registers(run: Run, text: str, words: str | None) -> None:
    write(Path("tps.csv"), text)
    write(Path("out.csv"), people(2))
    _, found = told(run, "--channel", "call", "--suppress", "out.csv@2026-11-20",
                    "--register", "TPS=tps.csv@2026-11-20")  # fmt: skip
    assert [words in line["message"] for line in found] == ([True] if words else [])


SENDS = (
    "email,country,send_time,party,subscriber,address_kind\n"
    "info@firma-1.com,US,2024-03-01 10:00,first,corporate,generic\n"
    "info@firma-2.com,US,2024-03-20 09:00,first,corporate,generic\n"
)


@pytest.mark.parametrize(("waived", "answer"), [(False, "unknown"), (True, "lawful")])
def test_no_past_send_is_lawful_by_a_source_that_nobody_can_read(
    run: Run, waived: bool, answer: str
) -> None:
    write(Path("sends.csv"), SENDS)
    write(
        Path("out.csv"), "email,unsubscribed_at\ninfo@firma-2.com,2024-01-01\nsomebody,2024-01-01\n"
    )
    if waived:
        write(Path("listcheck.toml"), '[waive]\nLC214 = "an entry of our own"\n')
    ended = run("audit", "sends.csv", "--suppress", "out.csv@2024-05-01", "--format", "json",
                "-o", "a")  # fmt: skip
    told = ended.json
    assert told["sends"]["violation"] == 1
    assert told["sends"][answer] == 1
    assert [line["outcome"] for line in told["findings"] if line["code"] == "LC214"] == [
        "waived" if waived else "unknown"
    ]
    assert ("LC214" in told["waived"]) is waived
    assert ("LC214" in {item["code"] for item in told["checks"]}) is not waived
    text = (Path("a/report.html")).read_text(encoding="utf-8")
    assert ("1 of 2 entries could not be read" in text) or waived


def test_a_register_of_an_audit_concerns_those_who_must_be_looked_up_there(run: Run) -> None:
    write(
        Path("sends.csv"),
        "phone,country,send_time,channel,party,subscriber\n"
        "+442079460018,GB,2024-03-20 09:00,call,first,individual\n"
        "+12025550143,US,2024-03-20 09:00,sms,first,individual\n",
    )
    write(Path("tps.csv"), "number\n02079460099\n4.42E+11\n")
    write(Path("out.csv"), "phone\n+442079460077\n")
    copies = [f"--register={name}=tps.csv@2024-03-19" for name in ("TPS", "CTPS")]
    run("audit", "sends.csv", "--suppress", "out.csv@2024-05-01", "-o", "a", *copies)

    found = pl.read_parquet("a/verdicts.parquet").sort("row")["codes"].to_list()
    assert "LC214" in found[0]
    assert "LC214" not in found[1]
    assert json.loads(Path("a/summary.json").read_text())["findings"]
