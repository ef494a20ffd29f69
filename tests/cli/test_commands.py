"""The commands beside check: columns, init, checks, explain; and the bare list."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from listcheck.checks import CHECKS, SEND_CHECKS
from listcheck.config.file import read_config
from tests.conftest import Ended

Run = Callable[..., Ended]
LIST = "E-Mail;Vorname;Land;Notiz\nann@firma-4711.de;Ann;Deutschland;x\n"


def test_a_bare_list_is_check(tmp_path: Path, run: Run) -> None:
    (tmp_path / "list.csv").write_text(LIST)
    one = run("list.csv", "--format", "json", "-o", "a").json
    two = run("check", "list.csv", "--format", "json", "-o", "b").json
    for told in (one, two):
        del told["seconds"], told["files"]
    assert one == two


def test_help_and_version(run: Run) -> None:
    assert "check" in run("--help").out
    assert run("--version").out.startswith("listcheck, version")
    assert "--send-date" in run("check", "--help").out


def test_columns_shows_what_was_understood(tmp_path: Path, run: Run) -> None:
    (tmp_path / "list.csv").write_text(LIST)
    text = run("columns", "list.csv").out
    assert "semicolon, utf-8, LF" in text
    assert "E-Mail" in text
    assert "→ email" in text
    assert "carried along unchanged" in text
    (told,) = run("columns", "list.csv", "--format", "json").json
    assert told["columns"] == {"email": "E-Mail", "first_name": "Vorname", "country": "Land"}
    assert told["unmapped"] == ["Notiz"]
    assert told["records"] == 1


def test_an_explicit_mapping_wins(tmp_path: Path, run: Run) -> None:
    (tmp_path / "list.csv").write_text("Mail,Kontakt\nold@firma-4711.de,ann@firma-4711.de\n")
    (tmp_path / "listcheck.toml").write_text('[columns]\nemail = "Kontakt"\n')
    (told,) = run("columns", "list.csv", "--format", "json").json
    assert told["columns"]["email"] == "Kontakt"


def test_init_writes_a_configuration_that_can_be_read(tmp_path: Path, run: Run) -> None:
    (tmp_path / "list.csv").write_text('E-Mail,"Odd ""header""",Land\na@firma-4711.de,x,DE\n')
    assert run("init", "list.csv").status == 0
    path = tmp_path / "listcheck.toml"
    assert read_config(path).columns.headers == {"email": "E-Mail", "country": "Land"}
    assert run("init", "list.csv").status == 2
    assert run("init", "list.csv", "--force").status == 0
    # Every example in it is a key that exists.
    lines = path.read_text().splitlines()
    examples = [line[2:] for line in lines if line.startswith("# ") and " = " in line]
    tables = [line for line in lines if line.startswith(("[", "# ["))]
    assert len(examples) > 15
    assert len(tables) >= 4


def test_every_example_of_init_is_valid(tmp_path: Path, run: Run) -> None:
    run("init")
    text = (tmp_path / "listcheck.toml").read_text()
    uncommented = "\n".join(
        line.removeprefix("# ")
        for line in text.splitlines()
        if not line.startswith("# ") or " = " in line or line.startswith("# [")
    )
    (tmp_path / "all.toml").write_text(uncommented)
    config = read_config(tmp_path / "all.toml")
    assert config.party == "first"
    assert config.brief.sender_kind == "commercial"
    assert config.policy.double_opt_in == "times"


def test_the_block_that_closes_the_gaps_closes_them(tmp_path: Path, run: Run) -> None:
    (tmp_path / "list.csv").write_text(
        "Email,Country\nann@firma-4711.co.uk,GB\nbea@firma-4711.com,\n"
    )
    first = run("list.csv", "--format", "json").json
    assert first["verdict"] == "incomplete"
    block = first["config"]
    assert tomllib.loads(block), "the block is TOML"
    assert block in run("list.csv").out
    (tmp_path / "listcheck.toml").write_text(block)
    pasted = run("list.csv", "--format", "json").json
    assert pasted["findings"] == first["findings"], "a block not filled in declares nothing"
    assert pasted["rows"] == first["rows"]
    (tmp_path / "unsubscribed.csv").write_text("email\nzoe@firma-4711.co.uk\n")
    for line, answer in {
        "party": '"first"',
        "country": '"GB"',
        "suppress": f'["unsubscribed.csv@{first["send_date"]}"]',
        "publishes_privacy_notice": "true",
        "balancing": '{ result = "pass", date = 2026-01-01 }',
        "sender_name": '"Sender Ltd"',
        "unsubscribe": '"https://sender.invalid/u"',
        "purpose": '"p"',
        "necessity": '"n"',
    }.items():
        block = re.sub(rf"(?m)^{line} = .*$", f"{line} = {answer}", block)
    assert "FILL IN" not in block
    (tmp_path / "listcheck.toml").write_text(block)
    second = run("list.csv", "--format", "json").json
    assert second["verdict"] == "ready", second["findings"]
    assert second["config"] == ""


@pytest.mark.parametrize("check", (*CHECKS, *SEND_CHECKS), ids=lambda check: check.code)
def test_every_check_is_listed_and_explained(run: Run, check: object) -> None:
    code, name = check.code, check.name  # type: ignore[attr-defined]  # one of two kinds
    assert f"{code}  {name}" in run("checks").out
    told = run("explain", code).out
    for heading in ("What it does", "Why it matters", "Example", "What to do", "References"):
        assert f"\n{heading}\n" in told
    assert "Verdict: " in told


def test_checks_as_json(run: Run) -> None:
    table = run("checks", "--format", "json").json
    assert [row["code"] for row in table] == sorted(check.code for check in (*CHECKS, *SEND_CHECKS))


def test_a_list_from_standard_input(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import io
    import sys

    class Stdin:
        buffer = io.BytesIO(b"email,country\nann@firma-4711.co.uk,GB\n")

    monkeypatch.setattr(sys, "stdin", Stdin())
    told = run("-", "--format", "json").json
    assert told["rows"]["read"] == 1
    assert (tmp_path / "stdin.listcheck" / "clean.csv").exists()
