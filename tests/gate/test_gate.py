"""The gate changes the exit status and nothing else: levels, rates, switched-off notes, guards."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ended
from tests.support.campaigns import BRIEF, summary, write

Run = Callable[..., Ended]
#: Row 1 is kept with a note (LC105, a throw-away mailbox), row 2 held (LC302), row 3 dropped.
MIXED = (
    "Email,Country,consent\nann@mailinator.com,GB,double\nbob@firma-4711.it,IT,\n"
    "eve@firma-4711.it,IT,no\n"
)
NOTED = "Email,Country,consent\nann@mailinator.com,GB,yes\n"


@pytest.fixture
def noted(tmp_path: Path, brief: Path) -> Path:
    """A list whose one contact is kept, with the notes LC105 and LC108 or some of them."""
    return write(tmp_path / "list.csv", NOTED)


def lists(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in ("clean.csv", "held.csv")}


def gate(folder: Path) -> dict[str, Any]:
    return dict(summary(folder)["gate"])


def test_a_noted_contact_fails_only_where_notes_count(run: Run, noted: Path) -> None:
    assert run("list.csv").status == 0
    ended = run("list.csv", "--fail-on", "note", "--format", "json")
    assert ended.status == 1
    noted_codes = {c["code"] for c in ended.json["checks"] if c["verdict"] == "note" and c["count"]}
    assert "LC105" in noted_codes
    assert ended.json["gate"]["failed"] is True


def test_ignored_notes_do_not_count_and_are_named(
    tmp_path: Path, run: Run, noted: Path, brief: Path
) -> None:
    told = run("list.csv", "--fail-on", "note", "--format", "json").json
    codes = [c["code"] for c in told["checks"] if c["gate"] == "fails"]
    ended = run("list.csv", "--fail-on", "note", "--ignore", ",".join(codes), "--format", "json")
    assert ended.status == 0
    assert ended.json["rows"] == told["rows"]
    assert set(ended.json["gate"]["ignored"]) == set(codes)
    assert "does not count" in run("list.csv", "--ignore", codes[0]).out


def test_selected_notes_are_the_only_ones_that_count(run: Run, noted: Path) -> None:
    assert run("list.csv", "--fail-on", "note", "--select", "LC105").status == 1
    # LC206 … are notes on the run; LC110 (hidden characters) finds nothing here.
    ended = run("list.csv", "--fail-on", "note", "--select", "LC110", "--format", "json")
    off = {c["code"] for c in ended.json["checks"] if c["gate"] == "off"}
    assert "LC105" in off
    assert "LC302" not in off


def test_select_never_switches_off_what_holds_or_drops(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    write(tmp_path / "list.csv", MIXED)
    assert run("list.csv", "--select", "LC105").status == 1


@pytest.mark.parametrize("code", ["LC302", "LC001", "opt-in-missing", "LC132", "LC206"])
def test_only_notes_can_be_ignored(run: Run, noted: Path, code: str) -> None:
    ended = run("list.csv", "--ignore", code)
    assert ended.status == 2
    assert "only checks whose verdict is note can be switched off" in ended.err


def test_an_ignore_in_the_configuration_ends(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "list.csv", NOTED)
    base = 'fail_on = "note"\nselect = ["LC105"]\n' + BRIEF
    entry = '\n[ignore]\nLC105 = { reason = "tell a friend campaign", until = %s }\n'
    brief.write_text(base + entry % "2026-11-22")
    assert run("list.csv").status == 0, "the day itself still counts"
    assert gate(tmp_path / "list.listcheck")["ignored"]["LC105"] == "tell a friend campaign"
    brief.write_text(base + entry % "2026-11-21")
    ended = run("list.csv")
    assert ended.status == 1
    assert "[ignore] LC105 ended on 2026-11-21: it counts again" in ended.out


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ('LC105 = "no reason table"', "LC105"),
        ('LC105 = { reason = "" }', "reason"),
        ("LC105 = { until = 2027-01-01 }", "reason"),
        ('LC105 = { reason = "x" }', "until"),
        ('LC302 = { reason = "x", until = 2027-01-01 }', "only checks whose verdict is note"),
        ('LC999 = { reason = "x", until = 2027-01-01 }', "no check 'LC999'"),
    ],
)
def test_an_ignore_needs_a_reason_and_an_end(
    tmp_path: Path, run: Run, noted: Path, brief: Path, table: str, words: str
) -> None:
    brief.write_text(BRIEF + f"\n[ignore]\n{table}\n")
    ended = run("list.csv")
    assert ended.status == 2
    assert words in ended.err


def test_a_rate_tolerates_up_to_it_and_fails_above(tmp_path: Path, run: Run, brief: Path) -> None:
    good = "".join(f"p{n}@firma-{n}.co.uk,GB\n" for n in range(98))
    write(tmp_path / "list.csv", "Email,Country\n" + good + "x@@y,GB\nx@@z,GB\n")
    assert run("list.csv").status == 1
    both = ("--max-rate", "LC302=2%")  # an invalid address is judged by the strictest law
    assert run("list.csv", "--max-rate", "LC102=2%", *both).status == 0
    before = lists(tmp_path / "list.listcheck")
    ended = run("list.csv", "--max-rate", "LC102=1.9%", *both)
    assert ended.status == 1
    assert "LC102: 2 of 100 records, 2.00%, is more than --max-rate 1.9 %" in ended.out
    assert lists(tmp_path / "list.listcheck") == before
    assert run("list.csv", "--fail-on", "never", "--max-rate", "LC102=1.9%").status == 1
    assert run("list.csv", "--fail-on", "never").status == 0


def test_a_rate_does_not_cover_for_other_checks(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "list.csv", MIXED)
    assert run("list.csv", "--max-rate", "LC102=100%").status == 1


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        ("LC102", "expected CODE=PERCENT"),
        ("LC102=0.5", "expected CODE=PERCENT"),
        ("LC102=101%", "more than 100 %"),
        ("LC001=5%", "has no rate"),
        ("LC12=5%", "there is no check"),
    ],
)
def test_a_wrong_rate_is_wrong_use(run: Run, noted: Path, rate: str, words: str) -> None:
    ended = run("list.csv", "--max-rate", rate)
    assert ended.status == 2
    assert words in ended.err


def test_rates_stand_in_the_configuration_too(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "list.csv", "Email,Country\nbob@firma-4711.it,IT\nann@firma-1.co.uk,GB\n")
    brief.write_text('max_rate = ["LC302=50%"]\n' + BRIEF)
    assert run("list.csv").status == 0
    assert run("list.csv", "--max-rate", "LC302=49%").status == 1, "the option wins"


def test_gate_settings_never_change_a_list(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "list.csv", MIXED)
    run("list.csv")
    plain, told = lists(tmp_path / "list.listcheck"), summary(tmp_path / "list.listcheck")
    run(
        "list.csv", "--fail-on", "never", "--ignore", "LC105", "--max-rate", "LC302=90%",
        "--select", "LC105", "--exit-zero",
    )  # fmt: skip
    assert lists(tmp_path / "list.listcheck") == plain
    after = summary(tmp_path / "list.listcheck")
    assert (after["rows"], after["verdict"]) == (told["rows"], told["verdict"])


# --- the guard ---------------------------------------------------------------------


def of_size(tmp_path: Path, contacts: int, opt_outs: int) -> None:
    write(
        tmp_path / "list.csv",
        "Email,Country\n" + "".join(f"p{n}@firma-{n}.co.uk,GB\n" for n in range(contacts)),
    )
    write(
        tmp_path / "optouts.csv",
        "email\n" + "".join(f"z{n}@nowhere-4711.co.uk\n" for n in range(opt_outs)),
    )


def test_a_shrunken_source_fails_until_it_is_accepted(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    of_size(tmp_path, 5, 90)
    assert run("list.csv").status == 0
    of_size(tmp_path, 5, 60)
    assert run("list.csv").status == 0, "a third is not more than a third"
    of_size(tmp_path, 5, 39)
    for _ in range(2):
        ended = run("list.csv")
        assert ended.status == 1, "running again silences nothing"
        assert "LC211" in ended.out
        assert "60 entries in the earlier run and 39 now" in ended.out.split("Files")[0]
    assert "::warning title=LC211" in run("list.csv", "--format", "github").out
    report = (tmp_path / "list.listcheck" / "report.html").read_text()
    assert "<b>LC211 suppression-source-shrank.</b>" in report
    assert run("list.csv", "--fail-on", "never").status == 0
    assert run("list.csv", "--ignore", "LC211").status == 0
    assert run("list.csv").status == 0, "accepted"


def test_a_source_that_is_gone_is_a_set_that_shrank(tmp_path: Path, run: Run, brief: Path) -> None:
    of_size(tmp_path, 5, 90)
    write(tmp_path / "more.csv", "email\n" + "".join(f"y{n}@x-4711.de\n" for n in range(100)))
    assert run("list.csv", "--suppress", "more.csv@2026-11-20").status == 0
    ended = run("list.csv")
    assert ended.status == 1
    assert "had 190 entries in the earlier run and have 90" in ended.out


def test_a_list_that_grew_tenfold_fails(tmp_path: Path, run: Run, brief: Path) -> None:
    of_size(tmp_path, 3, 9)
    assert run("list.csv").status == 0
    of_size(tmp_path, 30, 9)
    ended = run("list.csv")
    assert ended.status == 1
    assert "the list has 30 records, 10 times the 3 of the earlier run" in ended.out
    assert summary(tmp_path / "list.listcheck")["verdict"] == "ready", "a guard is no verdict"
    manifest = json.loads((tmp_path / "list.listcheck" / "manifest.json").read_text())
    assert manifest["reference"]["read"] == 3


def test_without_an_earlier_run_there_is_no_guard(tmp_path: Path, run: Run, brief: Path) -> None:
    of_size(tmp_path, 30, 1)
    assert run("list.csv", "-o", "a").status == 0
    of_size(tmp_path, 3, 9)
    assert run("list.csv", "-o", "b").status == 0
