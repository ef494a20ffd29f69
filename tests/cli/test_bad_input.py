"""Wrong use and unreadable input: a clear message, the right status, no traceback, no data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ended

Run = Callable[..., Ended]
GOOD = "Email,Country\nann@firma-4711.co.uk,GB\n"


@pytest.fixture(autouse=True)
def _list(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(GOOD)


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["lst.csv"], 3, ["lst.csv", "no such file", "list.csv"]),
        (["empty.csv"], 3, ["empty.csv", "empty"]),
        (["header.csv"], 3, ["header.csv", "no record"]),
        (["no-recipient.csv"], 3, ["none of its 2 columns", "e-mail addresses", "[columns] email"]),
        (["no-header.csv"], 3, ["first row looks like a contact", "add a header row"]),
        (["list.xlsx"], 3, ["list.xlsx", "named like a workbook, but it is none"]),
        (["page.csv"], 3, ["page.csv"]),
        (["nowhere/*.csv"], 3, ["nowhere/*.csv"]),
        (["list.csv", "--channel", "fax"], 2, ["fax", "email"]),
        (["list.csv", "--send-date", "2026-13-01"], 2, ["2026-13-01"]),
        (["list.csv", "--country", "XX"], 2, ["XX", "GB"]),
        (["list.csv", "--pack", "old"], 2, ["old", "guide"]),
        (["list.csv", "--frobnicate"], 2, ["--frobnicate"]),
        (["list.csv", "--suppress", "gone.csv"], 3, ["gone.csv", "no such file"]),
        (["list.csv", "--suppress", "list.csv@2026-02-30"], 2, ["2026-02-30", "calendar"]),
        (["list.csv", "--suppress", "names.csv"], 3, ["names.csv", "no address"]),
        (["list.csv", "--suppress", "page.csv"], 3, ["page.csv"]),
        (["list.csv", "--suppress", "empty.csv"], 3, ["empty.csv", "empty"]),
        (["list.csv", "--org-optouts", "names.csv"], 3, ["names.csv", "no domain"]),
        (["list.csv", "--org-optouts", "states.csv"], 3, ["states.csv", "state", "pending"]),
        (["list.csv", "--register", "tps.csv"], 2, ["ID=PATH"]),
        (["list.csv", "--register", "XYZ=list.csv"], 2, ["XYZ", "TPS"]),
        (["list.csv", "--register", "GB=list.csv"], 2, ["GB", "TPS and CTPS"]),
        (["list.csv", "--register", "TPS=names.csv"], 3, ["names.csv", "telephone number"]),
        (["list.csv", "--rules", "nowhere"], 2, ["nowhere", "no rules folder"]),
        (["list.csv", "-o", "list.csv"], 2, ["list.csv", "is a file"]),
        (["list.csv", "-o", "full"], 2, ["full", "not listcheck's"]),
        (["list.csv", "-c", "gone.toml"], 2, ["gone.toml"]),
        (["explain", "LC999"], 2, ["LC999", "listcheck checks"]),
        (["rules", "show", "ZZ"], 2, ["ZZ", "GB"]),
        (["columns", "gone.csv"], 3, ["gone.csv"]),
        (["init", "-o", "full/there.txt"], 2, ["there already", "--force"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_clear_message_and_the_right_status(
    tmp_path: Path, run: Run, arguments: list[str], status: int, words: list[str]
) -> None:
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "header.csv").write_text("Email,Country\n")
    (tmp_path / "no-recipient.csv").write_text("Name,City\nAnn,York\n")
    (tmp_path / "no-header.csv").write_text("ann@firma-4711.co.uk,GB\nbea@firma-4711.co.uk,GB\n")
    (tmp_path / "list.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "page.csv").write_text("<!DOCTYPE html>\n<html><body>Error 403</body></html>\n")
    (tmp_path / "names.csv").write_text("Name\nAnn Li\nBea Ho\n")
    (tmp_path / "states.csv").write_text("domain,state\nfirma-4711.co.uk,maybe\n")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "there.txt").write_text("mine")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    ended = run(*arguments)
    assert ended.status == status
    for word in words:
        assert word in ended.err, ended.err
    assert not ended.out
    assert "@firma" not in ended.err, "an error never shows an address"
    assert sorted(path.name for path in tmp_path.rglob("*")) == before, "nothing was written"


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ("chanel = 'email'\n", ["unknown key chanel", "'channel'"]),
        ("[brief]\nsender = 'X'\n", ["unknown key brief.sender", "sender_"]),
        ("[polcy]\n", ["unknown key polcy", "'policy'"]),
        ("[columns]\nmail = 'Email'\n", ["[columns] mail", "'email'"]),
        ("[columns]\nemail = 'E-Mial'\n", ["[columns] email", "not in the list", "'Email'"]),
        ("party = 'second'\n", ["party", "first", "second"]),
        ("send_date = 'soon'\n", ["send_date"]),
        ("[waive]\nLC201 = 'x'\n", ["[waive] LC201", "LC001"]),
        ("[waive]\nLC001 = ' '\n", ["[waive] LC001", "reason"]),
        ("[brief.legitimate_interest]\nballancing = 1\n", ["ballancing", "'balancing'"]),
        ("party = \n", ["not valid TOML"]),
        ("[policy]\nsuppression_max_age_days = -1\n", ["suppression_max_age_days"]),
        ("[policy]\nopt_out_grace_days = -1\n", ["opt_out_grace_days"]),
        ("[policy]\nopt_out_grace_days = '2'\n", ["opt_out_grace_days"]),
    ],
)
def test_a_wrong_configuration_is_named(
    tmp_path: Path, run: Run, config: str, words: list[str]
) -> None:
    (tmp_path / "listcheck.toml").write_text(config)
    ended = run("list.csv")
    assert ended.status == 2
    assert "listcheck.toml" in ended.err or "[columns]" in ended.err
    for word in words:
        assert word in ended.err, ended.err
    assert not (tmp_path / "list.listcheck").exists()


def test_a_rule_file_with_a_mistake_names_file_and_key(tmp_path: Path, run: Run) -> None:
    import shutil

    from tests.conftest import ROOT

    shutil.copytree(ROOT / "rules", tmp_path / "rules")
    path = tmp_path / "rules" / "countries" / "GB.toml"
    path.write_text(path.read_text().replace('basis = "opt_out"', 'basis = "optout"', 1))
    ended = run("list.csv", "--rules", "rules")
    assert ended.status == 2
    for word in ("GB.toml", "GB-2", "basis", "optout"):
        assert word in ended.err


def test_an_earlier_run_is_replaced_and_a_failed_run_changes_nothing(
    tmp_path: Path, run: Run
) -> None:
    run("list.csv")
    folder = tmp_path / "list.listcheck"
    first = (folder / "manifest.json").read_text()
    (tmp_path / "list.csv").write_text("")
    assert run("list.csv").status == 3
    assert (folder / "manifest.json").read_text() == first
    (tmp_path / "list.csv").write_text(GOOD + "bea@firma-4711.co.uk,GB\n")
    run("list.csv")
    assert (folder / "manifest.json").read_text() != first
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_our_own_failure_shows_no_data(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("cannot read ann@firma-4711.co.uk")

    monkeypatch.setattr("listcheck.engines.local.Local.judge", fail)
    ended = run("list.csv")
    assert ended.status == 3
    assert "ValueError" in ended.err
    assert "@firma" not in ended.err


def test_files_are_private(tmp_path: Path, run: Run) -> None:
    run("list.csv")
    folder = tmp_path / "list.listcheck"
    assert folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.rglob("*"))


def test_an_output_folder_is_never_input(tmp_path: Path, run: Run) -> None:
    run("list.csv")
    ended = run("list.listcheck")
    assert ended.status == 3
    ended = run(".", "--format", "json", "-o", "all")
    assert ended.json["rows"]["read"] == 1
