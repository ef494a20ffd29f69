"""Suppression sources in an SQLite database."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Ended
from tests.support.campaigns import codes, write
from tests.support.databases import CREATE, LIST, READ, REFUSED, ROWS

Run = Callable[..., Ended]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "opt outs#1.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(CREATE)
        connection.executemany("INSERT INTO optouts VALUES (?, ?, ?, ?)", ROWS)
    write(tmp_path / "list.csv", LIST)
    return path


@pytest.mark.parametrize(("what", "rows"), READ)
def test_a_table_and_a_query_are_sources(
    tmp_path: Path, run: Run, database: Path, what: str, rows: list[int]
) -> None:
    database.rename(tmp_path / "optouts.db")
    before = (tmp_path / "optouts.db").read_bytes()
    ended = run("list.csv", "--suppress", f"sqlite:///optouts.db#{what}", "-o", "o")
    assert ended.status == 1, ended.err
    found = codes(tmp_path / "o")
    assert [row for row in range(1, 5) if "LC201:drop" in found.get(row, ())] == rows
    assert (tmp_path / "optouts.db").read_bytes() == before


def test_an_absolute_path_with_odd_signs(tmp_path: Path, run: Run, database: Path) -> None:
    place = str(database).replace("#", "%23").replace(" ", "%20")
    run("list.csv", "--suppress", f"sqlite:///{place}#optouts@2026-11-20", "-o", "o")
    assert "LC201:drop" in codes(tmp_path / "o")[1]


@pytest.mark.parametrize(("what", "status", "words"), REFUSED)
def test_what_is_no_table_and_no_query_is_refused(
    tmp_path: Path, run: Run, database: Path, what: str, status: int, words: str
) -> None:
    database.rename(tmp_path / "optouts.db")
    ended = run("list.csv", "--suppress", f"sqlite:///optouts.db#{what}", "-o", "o")
    assert ended.status == status
    assert words in ended.err
    assert not (tmp_path / "o").exists()
    with closing(sqlite3.connect(tmp_path / "optouts.db")) as connection:
        assert connection.execute("SELECT count(*) FROM optouts").fetchone() == (len(ROWS),)


def test_a_database_that_is_not_there_or_is_none(tmp_path: Path, run: Run) -> None:
    write(tmp_path / "list.csv", LIST)
    write(tmp_path / "text.db", "no database, but long enough to have had a header of one\n" * 20)
    assert "no such database file" in run("list.csv", "--suppress", "sqlite:///no.db#t").err
    ended = run("list.csv", "--suppress", "sqlite:///text.db#t")
    assert ended.status == 3
    assert "cannot be read" in ended.err
    assert not (tmp_path / "no.db").exists()


def test_a_password_is_never_shown(tmp_path: Path, run: Run) -> None:
    write(tmp_path / "list.csv", LIST)
    url = "postgresql://ann:hush-hush@localhost:1/none#optouts"
    ended = run("list.csv", "--suppress", url)
    assert ended.status == 3
    assert "hush" not in ended.err + ended.out
    assert "postgresql://localhost/none#optouts" in ended.err
