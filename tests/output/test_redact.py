"""What may stand where: redacted files, masked cells, private modes, the same bytes again."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from tests.conftest import Ended
from tests.support.campaigns import rows, write

Run = Callable[..., Ended]
LIST = (
    "Email,Phone,First Name,Country,consent,consent date\n"
    "anna.secret@firma-4711.it,+39 02 7654321,Annabella,IT,maybe bob.veiled@firma-7.it,2026-01-02\n"
    "second@@secret.it,+39 02 7654322,Bernardo,IT,no,2026-01-02\n"
    "carl.other@firma-4711.it,+39 02 7654323,Carlotta,IT,yes 390298765432,2026-13-45\n"
    "dora.broken@firma-4711.it\n"
)
SECRETS = ("secret", "veiled", "other@", "dora", "7654321", "7654322", "7654323", "98765432",
           "annabella", "bernardo", "carlotta", "firma-4711")  # fmt: skip


def told(folder: Path) -> dict[str, str]:
    """Every file but the lists, as lower-case text."""
    return {
        path.name: path.read_text(encoding="utf-8").lower()
        for path in folder.iterdir()
        if not path.name.startswith(("clean", "held"))
    }


@pytest.mark.parametrize("more", [(), ("--violations", "all"), ("--show-cells",)])
def test_redacted_files_name_nobody(
    tmp_path: Path, run: Run, brief: Path, more: tuple[str, ...]
) -> None:
    write(tmp_path / "list.csv", LIST)
    run("list.csv", "--redact", *more)
    files = told(tmp_path / "list.listcheck")
    assert {"violations.csv", "unreadable.csv", "report.html", "summary.json"} <= set(files)
    for name, text in files.items():
        assert not [secret for secret in SECRETS if secret in text], name
    found = rows(tmp_path / "list.listcheck" / "violations.csv")
    assert {line["row"] for line in found} >= {"1", "2", "3"}
    values = {line["value"] for line in found}
    assert "(redacted)" in values
    assert "no" in values, "a cell that names nobody stays: it is the evidence"
    assert "anna.secret" in (tmp_path / "list.listcheck" / "held.csv").read_text().lower()
    assert json.loads(files["summary.json"])["redacted"] is True


def test_without_redaction_the_violations_show_the_cell(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    write(tmp_path / "list.csv", LIST)
    run("list.csv")
    files = told(tmp_path / "list.listcheck")
    assert "second@@secret.it" in files["violations.csv"]
    assert "dora.broken" in files["unreadable.csv"]
    # The report goes from hand to hand: it masks unless it is asked not to.
    assert not [secret for secret in SECRETS if secret in files["report.html"]]
    run("list.csv", "--show-cells")
    assert "second@@secret.it" in told(tmp_path / "list.listcheck")["report.html"]


def test_redaction_reaches_the_parquet_of_violations(
    tmp_path: Path, run: Run, brief: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("listcheck.writers.findings_file.CSV_LIMIT", 1)
    write(tmp_path / "list.csv", LIST)
    run("list.csv", "--redact")
    found = pl.read_parquet(tmp_path / "list.listcheck" / "violations.parquet")
    text = " ".join(str(cell).lower() for row in found.rows() for cell in row)
    assert found.height > 2
    assert not [secret for secret in SECRETS if secret in text]


def test_redact_and_write_contacts_exclude_each_other(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    write(tmp_path / "list.csv", LIST)
    ended = run("list.csv", "--redact", "--write-contacts", "contacts.parquet")
    assert ended.status == 2
    assert "leave one of the two out" in ended.err
    assert not (tmp_path / "contacts.parquet").exists()


def test_redact_stands_in_the_configuration_too(tmp_path: Path, run: Run, brief: Path) -> None:
    brief.write_text("redact = true\n" + brief.read_text())
    write(tmp_path / "list.csv", LIST)
    run("list.csv")
    assert "secret" not in told(tmp_path / "list.listcheck")["violations.csv"]


def test_files_are_readable_by_their_owner_only(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "list.csv", LIST)
    before = os.umask(0)
    try:
        run("list.csv", "--write-contacts", "contacts.parquet")
    finally:
        os.umask(before)
    folder = tmp_path / "list.listcheck"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = [*folder.rglob("*"), tmp_path / "contacts.parquet"]
    assert len(files) >= 8
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_the_same_input_writes_the_same_bytes(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "list.csv", LIST)

    def written() -> dict[str, bytes | object]:
        run("list.csv")
        found: dict[str, bytes | object] = {}
        for path in (tmp_path / "list.listcheck").iterdir():
            found[path.name] = path.read_bytes()
            if path.suffix == ".json":
                content = json.loads(path.read_text())
                for clock in ("seconds", "finished", "outputs"):
                    content.pop(clock, None)
                found[path.name] = content
        return found

    assert written() == written()


def test_an_earlier_run_is_replaced_as_a_whole(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "list.csv", LIST)
    run("list.csv")
    assert (tmp_path / "list.listcheck" / "unreadable.csv").exists()
    write(tmp_path / "list.csv", "Email,Country\nann@firma-1.co.uk,GB\n")
    run("list.csv")
    assert not (tmp_path / "list.listcheck" / "unreadable.csv").exists()
    (tmp_path / "list.listcheck" / "mine.txt").write_text("x")
    ended = run("list.csv")
    assert ended.status == 2
    assert "nothing is overwritten" in ended.err
