"""A place that cannot be written to is refused before anything is read or replaced."""

from __future__ import annotations

import errno
import json
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from listcheck.core import files, places
from listcheck.core.errors import UsageProblem
from listcheck.core.places import Target, require_places
from tests.conftest import Ended
from tests.support.campaigns import BRIEF, write

Run = Callable[..., Ended]
LIST = "Email,Country\nann@firma-4711.co.uk,GB\n"
KEY = "a key of sixteen characters"


@pytest.fixture
def campaign(tmp_path: Path, run: Run, brief: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list that was checked once, with a brief, a rules folder's file and keys beside it."""
    monkeypatch.setenv("LISTCHECK_KEY", KEY)
    write(tmp_path / "list.csv", LIST)
    assert run("list.csv", "--update-baseline", "--baseline", "base.json").status == 0
    write(tmp_path / "file.txt", "somebody's")
    (tmp_path / "folder").mkdir()
    (tmp_path / "round").symlink_to(tmp_path / "round")
    (tmp_path / "again.csv").symlink_to(tmp_path / "list.csv")
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


PLACES = [
    ("list.csv", "is an input"),
    ("again.csv", "is an input"),
    ("optouts.csv", "is an input"),
    ("listcheck.toml", "is an input"),
    ("folder", "is a folder"),
    ("round", "is no path"),
    ("file.txt/x", "cannot be written to"),
    ("/dev/null/x", "cannot be written to"),
    ("n" * 300, "is no path of a file (File name too long)"),
    ("list.listcheck", "is a folder"),
    ("list.listcheck/x", "output directory"),
    ("list.listcheck/deep/er/x", "output directory"),
]


@pytest.mark.parametrize(("place", "words"), PLACES)
@pytest.mark.parametrize(
    "options",
    [
        ("--report", "json={}"),
        ("--write-contacts", "{}"),
        ("--update-baseline", "--baseline", "{}"),
    ],
)
def test_before_anything_is_replaced(
    campaign: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    place: str,
    words: str,
) -> None:
    before = contents(campaign)
    monkeypatch.setattr("listcheck.run.prepare", unread)
    ended = run("list.csv", *(option.format(place) for option in options))
    assert ended.status == 2, ended.err
    assert words in ended.err
    assert contents(campaign) == before


def unread(*_: object) -> None:
    raise AssertionError("the lists were read")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--report", "json=a", "--report", "sarif=a"), "is the same file as --report json=a"),
        (("--report", "json=a", "--write-contacts", "./a"), "is the same file as"),
        (("--report", "json=base.json", "--baseline", "base.json"), "is the same file as"),
        (("--report", "json=a", "--report", "sarif=a/b"), "a file is no folder"),
        (("--report", "json=a/b", "--report", "sarif=a"), "a file is no folder"),
        (("--report", "json=new", "-o", "new/out"), "the output directory lies below it"),
        (("-o", "file.txt/out"), "cannot be written to"),
        (("-o", "/dev/null/out"), "cannot be written to"),
    ],
)
def test_places_against_each_other(
    campaign: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    words: str,
) -> None:
    before = contents(campaign)
    monkeypatch.setattr("listcheck.run.prepare", unread)
    ended = run("list.csv", *options)
    assert ended.status == 2, ended.err
    assert words in ended.err
    assert contents(campaign) == before


def test_every_kind_of_input(campaign: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LISTCHECK_KEY")
    with sqlite3.connect(campaign / "own.db") as database:
        database.execute("create table gone (email text)")
    write(campaign / "hash.key", KEY)
    write(campaign / "sign.pem", "a key")
    write(campaign / "ctps.csv", "phone\n+441212345678\n")
    (campaign / "law").mkdir()
    write(campaign / "listcheck.toml", BRIEF + '\n[policy]\nkey_file = "hash.key"\n')
    inputs = (
        "--suppress", "sqlite:///own.db#gone", "--ledger", "optouts.db", "--key", "sign.pem",
        "--register", "CTPS=ctps.csv@2026-11-20", "--rules", "law",
    )  # fmt: skip
    for place in ("own.db", "hash.key", "sign.pem", "optouts.db", "ctps.csv"):
        ended = run("list.csv", *inputs, "--report", f"json={place}")
        assert ended.status == 2
        assert f"is an input of this run ({place})" in ended.err
    assert "lies in a folder that this run reads" in run(
        "list.csv", *inputs, "--report", "json=law/x.toml"
    ).err  # fmt: skip


@pytest.mark.parametrize("place", ["shut/x", "shut/deep/er/x"])
def test_a_folder_that_may_not_be_written(
    campaign: Path, run: Run, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """As the system answers somebody who is not the administrator."""
    (campaign / "shut").mkdir()
    make = files.tempfile.mkstemp

    def refuse(**given: Any) -> tuple[int, str]:
        if given.get("dir") and Path(given["dir"]).name == "shut":
            raise PermissionError(errno.EACCES, "Permission denied")
        return make(**given)

    monkeypatch.setattr(files.tempfile, "mkstemp", refuse)
    monkeypatch.setattr("listcheck.run.prepare", unread)
    monkeypatch.setattr("listcheck.auditing.audit.prepare", unread)
    for command in (
        ("list.csv", "--report", f"json={place}"),
        ("list.csv", "--write-contacts", place),
        ("list.csv", "--baseline", place, "--update-baseline"),
        ("list.csv", "-o", place),
        ("audit", "list.csv", "-o", place),
        ("suppress", "build", "optouts.csv", "-o", f"{place}.parquet"),
        ("optout", "export", "--ledger", "none.db", "-o", place),
    ):
        ended = run(*command)
        assert ended.status == 2, command
        assert "cannot be written to (Permission denied)" in ended.err, command
    assert not list((campaign / "shut").iterdir())


def test_missing_folders_are_made_and_links_are_followed(campaign: Path, run: Run) -> None:
    (campaign / "link.json").symlink_to(campaign / "elsewhere" / "report.json")
    assert run("list.csv", "--report", "json=link.json", "--report", "sarif=a/b/c").status == 0
    told = json.loads((campaign / "elsewhere" / "report.json").read_text())
    assert told["verdict"] == "ready"
    assert (campaign / "link.json").is_symlink()
    assert (campaign / "a" / "b" / "c").exists()


def test_a_report_may_go_to_a_device(campaign: Path, run: Run) -> None:
    assert run("list.csv", "--report", "json=/dev/null").status == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("init", "list.csv", "-o", "list.csv", "--force"), "is an input"),
        (("init", "list.csv", "-o", "folder", "--force"), "is a folder"),
        (("init", "list.csv", "-o", "nowhere/x.toml"), "there is no folder nowhere"),
        (("init", "list.csv", "-o", "file.txt/x.toml"), "file.txt is a file, not a folder"),
        (("init", "-o", "n" * 300), "is no path of a file"),
        (("suppress", "build", "optouts.csv", "-o", "n" * 300 + ".parquet"), "is no path"),
        (("optout", "export", "-o", "n" * 300), "is no path of a file"),
        (("audit", "list.csv", "-o", "n" * 300), "is no path of a file"),
        (("check", "list.csv", "-o", "n" * 300), "is no path of a file"),
        (("check", "list.csv", "-o", "round"), "is no path of a file"),
        (("suppress", "build", "optouts.csv", "-o", "file.txt/x.parquet"), "cannot be written to"),
        (("optout", "export", "-o", "file.txt"), "cannot be written to"),
        (("audit", "list.csv", "-o", "file.txt/out"), "cannot be written to"),
    ],
)
def test_other_commands_that_write(
    campaign: Path, run: Run, command: tuple[str, ...], words: str
) -> None:
    before = contents(campaign)
    ledger = ("--ledger", "optouts.db") if command[0] == "optout" else ()
    ended = run(*command, *ledger)
    assert ended.status == 2, ended.err
    assert words in ended.err
    assert contents(campaign) == before


def test_an_export_does_not_replace_the_ledger(
    campaign: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("ann@firma-1.co.uk\n"))
    assert run("optout", "record", "--ledger", "folder/optouts.csv").status == 0
    before = contents(campaign)
    ended = run("optout", "export", "--ledger", "folder/optouts.csv", "-o", "folder", "--force")
    assert ended.status == 2
    assert "is an input" in ended.err
    assert contents(campaign) == before


def test_an_audit_does_not_replace_its_inputs(campaign: Path, run: Run) -> None:
    (campaign / "sub").mkdir()
    write(campaign / "sub" / "listcheck.toml", "")
    ended = run("audit", "list.csv", "-c", "sub/listcheck.toml", "-o", "sub")
    assert ended.status == 2
    assert "holds the input listcheck.toml" in ended.err


def test_a_stream_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "is_stream", lambda _: True)
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(UsageProblem, match="cannot be written to"):
        require_places([Target("--report", tmp_path / "pipe")])
