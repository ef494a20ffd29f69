"""Audits with checks of plug-ins: any number of them, and none may come or go on the way."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from listcheck.auditing.logs import send_log as logs_module
from listcheck.auditing.work import Work
from listcheck.checks import catalogue as checks
from listcheck.core.bits import Bits
from tests.conftest import Ended
from tests.support.campaigns import rows, write
from tests.support.plug_ins import install

Run = Callable[..., Ended]
HEADER = "email,country,send_time,party,subscriber,address_kind\n"
SENDS = "".join(
    f"info@firma-{at}.example.com,{'FR' if at % 3 == 0 else 'US'},2024-03-20 09:00,first,"
    "corporate,generic\n"
    for at in range(12)
)
#: Half of the codes come before those of the shipped checks, half after them.
MANY = [f"{letters}{at:03}" for letters in ("AA", "XX") for at in range(60)]
OPTIONS = ("--suppress", "optouts.csv", "--format", "json")


@pytest.fixture(autouse=True)
def _sources() -> Iterator[None]:
    write(Path("optouts.csv"), "email,unsubscribed_at\ninfo@firma-1.example.com,2024-01-01\n")
    write(Path("sends.csv"), HEADER + SENDS)
    yield
    checks.all_checks.cache_clear()


def verdicts(folder: str) -> list[tuple[int, str, list[str]]]:
    frame = pl.read_parquet(Path(folder) / "verdicts.parquet").select("row", "answer", "codes")
    return [(row, answer, list(codes)) for row, answer, codes in frame.iter_rows()]


def begun(run: Run, *options: str) -> None:
    """An audit that is interrupted when two of its batches are judged."""
    with pytest.MonkeyPatch.context() as patch:
        keep, kept = Work.keep, []

        def stop(self: Work, *given: Any) -> None:
            if len(kept) == 2:
                raise KeyboardInterrupt
            kept.append(given)
            keep(self, *given)

        patch.setattr(Work, "keep", stop)
        assert run("audit", "sends.csv", "-o", "out", *OPTIONS, *options).status == 3
    assert not Path("out").exists()
    assert len(list(Path(".out.partial").glob("*.sends"))) == 2


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of two sends."""
    monkeypatch.setattr(logs_module, "PIECE", 2)
    monkeypatch.setattr("listcheck.auditing.logs.batches.PIECE", 2)


def test_many_plug_ins_change_no_other_answer(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("audit", "sends.csv", "-o", "alone", *OPTIONS)
    install(monkeypatch, MANY)
    told = run("audit", "sends.csv", "-o", "many", *OPTIONS)
    assert told.status == 1, told.err
    alone, many = verdicts("alone"), verdicts("many")
    assert [row for row, _, codes in alone if "LC201" in codes] == [2]
    for (row, answer, codes), (_, other, more) in zip(alone, many, strict=True):
        french = (row - 1) % 3 == 0
        assert [code for code in more if code.startswith("LC")] == codes
        assert [code for code in more if code in MANY] == (MANY if french else [])
        assert other == (answer if not french or answer == "violation" else "unknown")
    counts = {item["code"]: item["count"] for item in told.json["checks"]}
    assert {code: counts[code] for code in MANY} == dict.fromkeys(MANY, 4)
    assert counts["LC201"] == 1
    lines = rows(Path("many/violations.csv"))
    assert {line["code"] for line in lines if line["row"] == "4"} >= set(MANY)
    assert {line["message"] for line in lines if line["code"] == "XX059"} == {
        "FR is not wanted here"
    }


def test_many_plug_ins_in_a_check(
    tmp_path: Path, run: Run, brief: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, MANY)
    write(tmp_path / "list.csv", "Email,Country\nann@firma-1.co.uk,GB\ninfo@firma-2.fr,FR\n")
    told = run("list.csv", "--format", "json").json
    assert (told["rows"]["kept"], told["rows"]["held"]) == (1, 1)
    assert {item["code"] for item in told["checks"] if item["count"]} >= set(MANY)
    # A contact that is stopped by 120 checks is not regained by one of them.
    assert not [step for step in told["next"] if set(step["codes"]) & set(MANY)]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ([], ["AA001"], "the check AA001 (tidy-checks 1.2) was added"),
        pytest.param(
            ["AA001", "XX001"],
            ["XX001"],
            "the check AA001 (tidy-checks 1.2) was removed",
            # With the histories: it takes eight seconds.
            marks=pytest.mark.history,
        ),
    ],
)
def test_with_other_checks_it_is_refused(
    run: Run,
    small: None,
    monkeypatch: pytest.MonkeyPatch,
    before: list[str],
    after: list[str],
    words: str,
) -> None:
    install(monkeypatch, before)
    begun(run)
    kept = {path.name: path.read_bytes() for path in Path(".out.partial").iterdir()}
    install(monkeypatch, after)
    ended = run("audit", "sends.csv", "-o", "out", *OPTIONS)
    assert ended.status == 2
    assert words in ended.err
    assert "--restart" in ended.err
    assert not Path("out").exists()
    assert {path.name: path.read_bytes() for path in Path(".out.partial").iterdir()} == kept
    # With those of before it goes on; anew it may be made with others.
    install(monkeypatch, before)
    assert run("audit", "sends.csv", "-o", "out", *OPTIONS).status == 1
    assert run("audit", "sends.csv", "-o", "whole", *OPTIONS).status == 1
    assert verdicts("out") == verdicts("whole")
    assert not Path(".out.partial").exists()
    Path("out").rename("first")
    begun(run)
    install(monkeypatch, after)
    assert run("audit", "sends.csv", "-o", "out", *OPTIONS, "--restart").status == 1
    run("audit", "sends.csv", "-o", "anew", *OPTIONS)
    assert verdicts("out") == verdicts("anew")


def test_another_version_of_a_plug_in_is_another_check(
    run: Run, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, ["AA001"])
    begun(run)
    install(monkeypatch, ["AA001"], version="1.3")
    ended = run("audit", "sends.csv", "-o", "out", *OPTIONS)
    assert ended.status == 2
    assert "AA001 came from tidy-checks 1.2 and comes from tidy-checks 1.3" in ended.err


@pytest.mark.parametrize(
    ("variable", "options", "words"),
    [
        ("LISTCHECK_KEY", ("--redact",), "the key (LISTCHECK_KEY or [policy] key_file)"),
        ("LISTCHECK_SUPPRESSION_KEY", (), "the key of digests (LISTCHECK_SUPPRESSION_KEY)"),
    ],
)
@pytest.mark.parametrize(
    ("later", "how"), [("another key of sixteen", "is another one"), ("", "is not given any more")]
)
def test_with_another_key_it_is_refused(
    run: Run,
    small: None,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    options: tuple[str, ...],
    words: str,
    later: str,
    how: str,
) -> None:
    monkeypatch.setenv(variable, "a key of sixteen characters")
    begun(run, *options)
    monkeypatch.setenv(variable, later)
    ended = run("audit", "sends.csv", "-o", "out", *OPTIONS, *options)
    assert ended.status == 2
    assert f"{words} {how}" in ended.err
    assert "sixteen" not in ended.err
    assert "sixteen" not in Path(".out.partial/plan.json").read_text()
    monkeypatch.setenv(variable, "a key of sixteen characters")
    assert run("audit", "sends.csv", "-o", "out", *OPTIONS, *options).status == 1


def test_the_plan_names_the_checks_in_the_order_of_their_bits(
    run: Run, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, MANY)
    begun(run)
    plan = json.loads(Path(".out.partial/plan.json").read_text())
    codes = [code for code, _ in plan["made_with"]["checks"]]
    assert codes == sorted(codes)
    assert set(MANY) < set(codes)
    assert plan["format"] == "listcheck-audit-work/2"


def test_bits_of_any_number_of_codes() -> None:
    codes = [f"C{at}" for at in range(200)]
    place = Bits(codes)
    frame = pl.DataFrame({"at": range(200)}).with_columns(
        place.masks("found", [(code, pl.col("at") >= at) for at, code in enumerate(codes)])
    )
    assert frame.columns == ["at", "found", "found.1", "found.2", "found.3"]
    for row in (0, 63, 64, 127, 128, 199):
        values = frame.select(place.columns("found")).row(row)
        assert place.codes_in(values) == codes[: row + 1]
    assert frame.filter(place.has("found", "C64"))["at"].to_list() == list(range(64, 200))
    assert frame.select(place.some("found")).to_series().all()
