"""``rules lint``: the shipped rules are sound, and a mistake names its file and key."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from listcheck.policy import load_rules, shipped_rules
from listcheck.policy.lint.sweep import days_to_sweep, lint
from tests.policy.mistakes import IN_ROWS, Mistake
from tests.policy.more_mistakes import ELSEWHERE
from tests.policy.sound_rules import (
    CYPRUS,
    EUROPE,
    FINES,
    LUXEMBOURG,
    PENALTIES,
    REGISTER,
    SOUND,
    SURE,
    TIMES,
    UNION,
)

MISTAKES = IN_ROWS | ELSEWHERE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped rules with a sound country and register of the test's own."""
    copy = tmp_path / "rules"
    shutil.copytree(shipped_rules(), copy)
    (copy / "countries" / "MT.toml").write_text(SOUND, encoding="utf-8")
    (copy / CYPRUS).write_text(SURE, encoding="utf-8")
    (copy / EUROPE).write_text(UNION, encoding="utf-8")
    with (copy / "registers.toml").open("a", encoding="utf-8") as file:
        file.write(REGISTER)
    with (copy / LUXEMBOURG).open("a", encoding="utf-8") as file:
        file.write(TIMES)
    (copy / FINES).write_text(PENALTIES, encoding="utf-8")
    return copy


def test_the_shipped_rules_are_sound(run: Callable[..., Any]) -> None:
    ended = run("rules", "lint")
    assert (ended.status, ended.err) == (0, "")
    assert "no problem" in ended.out
    assert lint(load_rules()) == []


def test_the_copy_without_a_mistake_is_sound(run: Callable[..., Any], folder: Path) -> None:
    ended = run("rules", "lint", "--rules", folder)
    assert (ended.status, ended.err) == (0, "")
    assert f"{len(load_rules().registers) + 1} registers" in ended.out


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_named(run: Callable[..., Any], folder: Path, mistake: Mistake) -> None:
    path = folder / mistake.file
    before, found, after = path.read_text(encoding="utf-8").rpartition(mistake.old)
    assert found, "the mistake changes nothing"
    path.write_text(before + mistake.new + after, encoding="utf-8")
    ended = run("rules", "lint", "--rules", folder)
    assert ended.status == 2
    named = str(folder / (mistake.told_of or mistake.file))
    lines = [line for line in (ended.out + ended.err).splitlines() if named in line]
    assert any(all(name in line for name in mistake.names) for line in lines), lines


@pytest.mark.parametrize(
    ("gone", "names"),
    [
        ("registers.toml", "registers.toml"),
        ("legal_forms.toml", "legal_forms.toml"),
        ("domains.toml", "domains.toml"),
        ("countries", "countries"),
        ("mailboxes", "mailboxes"),
    ],
)
def test_a_missing_part_is_named(
    run: Callable[..., Any], folder: Path, gone: str, names: str
) -> None:
    path = folder / gone
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    ended = run("rules", "lint", "--rules", folder)
    assert ended.status == 2
    assert str(folder) in ended.err
    assert names in ended.err


def test_an_empty_folder_of_countries_is_named(run: Callable[..., Any], folder: Path) -> None:
    for path in (folder / "countries").glob("*.toml"):
        path.unlink()
    ended = run("rules", "lint", "--rules", folder)
    assert ended.status == 2
    assert str(folder / "countries") in ended.err


def test_a_file_that_is_no_text_is_named(run: Callable[..., Any], folder: Path) -> None:
    path = folder / "countries" / "MT.toml"
    path.write_bytes(b'country = "MT"\nname = "\xff\xfe"\n')
    ended = run("rules", "lint", "--rules", folder)
    assert ended.status == 2
    assert str(path) in ended.err


def test_a_mistake_stops_every_command_that_reads_the_rules(
    run: Callable[..., Any], folder: Path
) -> None:
    path = folder / "countries" / "MT.toml"
    path.write_text(SOUND.replace('"opt_in"', '"optin"'), encoding="utf-8")
    for command in (("lookup", "GB"), ("show", "GB"), ("lint",)):
        ended = run("rules", *command, "--rules", folder)
        assert ended.status == 2
        assert str(path) in ended.err


def test_several_problems_are_told_at_once(run: Callable[..., Any], folder: Path) -> None:
    path = folder / "countries" / "MT.toml"
    path.write_text(
        SOUND.replace('"MT-rest"', '"MT-call"').replace("until = 2021-01-01", "until = 2022-01-01"),
        encoding="utf-8",
    )
    ended = run("rules", "lint", "--rules", folder)
    assert ended.status == 2
    assert "2 times" in ended.out
    assert "two rows" in ended.out
    assert ended.err == f"{len(ended.out.splitlines())} problems\n"


def test_the_installed_command_ends_with_two_and_no_traceback(folder: Path) -> None:
    path = folder / "countries" / "MT.toml"
    path.write_text(SOUND.replace("gdpr = true", "gdrp = true"), encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "listcheck", "rules", "lint", "--rules", str(folder)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 2
    assert str(path) in ended.stderr
    assert "did you mean 'gdpr'?" in ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr


def test_every_boundary_and_its_neighbours_are_swept(folder: Path) -> None:
    days = set(days_to_sweep(load_rules(folder).countries["MT"]))
    for edge in (date(2018, 5, 25), date(2021, 1, 1), date(2026, 1, 1)):
        around = {edge + timedelta(days=step) for step in (-1, 0, 1)}
        assert around - {date(2018, 5, 24)} <= days
    assert date(2018, 5, 24) not in days
