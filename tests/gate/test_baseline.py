"""The baseline: what is known does not fail, what is new does, wherever its row stands."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ended
from tests.support.campaigns import BRIEF, write

Run = Callable[..., Ended]
KEY = "0123456789abcdef0123456789abcdef"
HEAD = "Email,Country,consent\n"
KNOWN = "bob@firma-4711.it,IT,\neve@firma-4711.it,IT,no\nx@@y,GB,\n,GB,\n"
BASE = ("--baseline", "base.json")


@pytest.fixture
def keyed(tmp_path: Path, brief: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LISTCHECK_KEY", KEY)
    return write(tmp_path / "list.csv", HEAD + KNOWN + "broken\n")


def test_only_new_findings_fail(tmp_path: Path, run: Run, keyed: Path) -> None:
    assert run("list.csv").status == 1
    assert run("list.csv", *BASE, "--update-baseline").status == 0
    ended = run("list.csv", *BASE, "--format", "json")
    assert ended.status == 0
    assert ended.json["rows"]["dropped"] == 3, "a baseline changes no verdict"
    # Rows move in every export, cells change their case: the findings stay known.
    moved = HEAD + "ann@firma-1.co.uk,GB,\n" + "broken\n" + KNOWN.replace("bob@", "BOB@")
    write(keyed, moved)
    assert run("list.csv", *BASE).status == 0
    write(keyed, moved + "new@firma-4711.it,IT,\n")
    ended = run("list.csv", *BASE)
    assert ended.status == 1
    assert "LC302 opt-in-missing: 1 new held (" in ended.out


@pytest.mark.parametrize(
    "added",
    [
        "zoe@firma-4711.it,IT,no\n",  # a new recipient
        "new@@y,GB,\n",  # an address that is none
        ",GB,\n",  # one more without an address
        "other broken\n",  # a row that is no record
        "bob@firma-4711.it,IT,\n",  # a known recipient with a new code: LC106
    ],
)
def test_each_kind_of_new_finding_fails(tmp_path: Path, run: Run, keyed: Path, added: str) -> None:
    assert run("list.csv", *BASE, "--update-baseline").status == 0
    write(keyed, keyed.read_text() + added)
    assert run("list.csv", *BASE).status == 1


def test_what_was_mended_may_come_back_only_after_an_update(
    tmp_path: Path, run: Run, keyed: Path
) -> None:
    run("list.csv", *BASE, "--update-baseline")
    full = keyed.read_text()
    write(keyed, HEAD + "eve@firma-4711.it,IT,no\n")
    assert run("list.csv", *BASE, "--update-baseline").status == 0
    write(keyed, full)
    assert run("list.csv", *BASE).status == 1


def test_the_file_names_nobody_and_is_private(tmp_path: Path, run: Run, keyed: Path) -> None:
    run("list.csv", *BASE, "--update-baseline")
    text = (tmp_path / "base.json").read_text()
    assert "firma" not in text
    assert "@" not in text
    assert KEY not in text
    found = json.loads(text)
    assert found["format"] == "listcheck-baseline/1"
    assert all(
        re.fullmatch(r"[0-9a-f]{32}", one) for many in found["findings"].values() for one in many
    )
    assert stat.S_IMODE((tmp_path / "base.json").stat().st_mode) == 0o600
    # One person's findings cannot be linked: the code goes into the hash.
    assert len({one for many in found["findings"].values() for one in many}) == sum(
        len(many) for many in found["findings"].values()
    )


def test_incomplete_fails_in_spite_of_a_baseline(
    tmp_path: Path, run: Run, keyed: Path, brief: Path
) -> None:
    brief.write_text(BRIEF.replace("unsubscribe =", "# unsubscribe ="))
    assert run("list.csv", *BASE, "--update-baseline").status == 1
    assert run("list.csv", *BASE).status == 1


def test_the_key_may_stand_in_a_file(
    tmp_path: Path, run: Run, keyed: Path, brief: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("list.csv", *BASE, "--update-baseline")
    monkeypatch.delenv("LISTCHECK_KEY")
    (tmp_path / "secret.key").write_text(KEY + "\n")
    brief.write_text(BRIEF + '\n[policy]\nkey_file = "secret.key"\n')
    assert run("list.csv", *BASE).status == 0


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (None, "needs a key"),
        ("short", "expected at least 16"),
        ("another key than the one before", "was made with another key"),
    ],
)
def test_without_the_right_key_it_is_wrong_use(
    tmp_path: Path,
    run: Run,
    keyed: Path,
    monkeypatch: pytest.MonkeyPatch,
    key: str | None,
    words: str,
) -> None:
    run("list.csv", *BASE, "--update-baseline")
    monkeypatch.delenv("LISTCHECK_KEY")
    if key:
        monkeypatch.setenv("LISTCHECK_KEY", key)
    ended = run("list.csv", *BASE)
    assert ended.status == 2
    assert words in ended.err
    assert KEY not in ended.err
    assert key is None or key not in ended.err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "there is no such file"),
        ("{", "is no baseline"),
        ("[]", "is no baseline"),
        ('{"format": "listcheck-baseline/1"}', "is no baseline"),
    ],
)
def test_a_baseline_that_is_none(
    tmp_path: Path, run: Run, keyed: Path, text: str | None, words: str
) -> None:
    if text is not None:
        (tmp_path / "base.json").write_text(text)
    ended = run("list.csv", *BASE)
    assert ended.status == 2
    assert words in ended.err
    assert not (tmp_path / "list.listcheck").exists(), "told before any work"


def test_an_update_needs_a_file_outside_the_output(tmp_path: Path, run: Run, keyed: Path) -> None:
    assert "--baseline FILE" in run("list.csv", "--update-baseline").err
    ended = run("list.csv", "--baseline", "list.listcheck/b.json", "--update-baseline")
    assert ended.status == 2
    assert "output directory" in ended.err


def test_notes_are_known_where_they_count(tmp_path: Path, run: Run, keyed: Path) -> None:
    write(keyed, HEAD + "ann@mailinator.com,GB,\n")
    note = ("--fail-on", "note", *BASE)
    assert run("list.csv", "--fail-on", "note").status == 1
    assert run("list.csv", *note, "--update-baseline").status == 0
    assert run("list.csv", *note).status == 0
    write(keyed, HEAD + "ann@mailinator.com,GB,\nnew@mailinator.com,GB,\n")
    assert run("list.csv", *note).status == 1


def test_the_guard_compares_with_the_baseline(tmp_path: Path, run: Run, keyed: Path) -> None:
    many = [f"z{n}@nowhere-4711.co.uk\n" for n in range(90)]
    write(tmp_path / "optouts.csv", "email\n" + "".join(many))
    assert run("list.csv", *BASE, "--update-baseline").status == 0
    write(tmp_path / "optouts.csv", "email\n" + "".join(many[:9]))
    for folder in ("a", "b"):
        ended = run("list.csv", *BASE, "-o", folder)
        assert ended.status == 1
        assert "LC211" in ended.out
    assert run("list.csv", *BASE, "--update-baseline").status == 0
    assert run("list.csv", *BASE, "-o", "c").status == 0


def test_telephone_numbers_have_hashes_too(
    tmp_path: Path, run: Run, keyed: Path, brief: Path
) -> None:
    write(keyed, "Phone,Country\n+39 02 1234567,IT\n")
    assert run("list.csv", "--channel", "call", *BASE, "--update-baseline").status == 0
    write(keyed, "Country,Phone\nIT,0039 021234567\n")
    assert run("list.csv", "--channel", "call", *BASE).status == 0
    write(keyed, "Country,Phone\nIT,0039 021234568\n")
    assert run("list.csv", "--channel", "call", *BASE).status == 1
