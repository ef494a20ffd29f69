"""Suppression sources in a PostgreSQL database: the same cases as for SQLite."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tests.conftest import Ended
from tests.support.campaigns import codes, write
from tests.support.databases import CREATE, LIST, READ, REFUSED, ROWS

pytestmark = pytest.mark.postgres

Run = Callable[..., Ended]


@pytest.fixture
def database(postgres_url: str, tmp_path: Path) -> Iterator[str]:
    """A database of its own with the table of opt-outs."""
    write(tmp_path / "list.csv", LIST)
    with psycopg.connect(postgres_url) as connection:
        connection.execute("DROP TABLE IF EXISTS optouts")
        connection.execute(CREATE)
        for row in ROWS:
            connection.execute("INSERT INTO optouts VALUES (%s, %s, %s, %s)", row)
    yield postgres_url
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SELECT count(*) FROM optouts").fetchone() == (len(ROWS),)
        connection.execute("DROP TABLE optouts")


@pytest.mark.parametrize(("what", "rows"), [*READ, ("public.optouts", [1, 2])])
def test_a_table_and_a_query_are_sources(
    tmp_path: Path, run: Run, database: str, what: str, rows: list[int]
) -> None:
    ended = run("list.csv", "--suppress", f"{database}#{what}", "-o", "o")
    assert ended.status == 1, ended.err
    found = codes(tmp_path / "o")
    assert [row for row in range(1, 5) if "LC201:drop" in found.get(row, ())] == rows


@pytest.mark.parametrize(("what", "status", "words"), REFUSED)
def test_what_is_no_table_and_no_query_is_refused(
    tmp_path: Path, run: Run, database: str, what: str, status: int, words: str
) -> None:
    ended = run("list.csv", "--suppress", f"{database}#{what}", "-o", "o")
    assert ended.status == status
    assert words in ended.err
    assert not (tmp_path / "o").exists()


def test_a_query_cannot_write(tmp_path: Path, run: Run, database: str) -> None:
    what = "WITH gone AS (DELETE FROM optouts RETURNING *) SELECT * FROM gone"
    ended = run("list.csv", "--suppress", f"{database}#{what}", "-o", "o")
    assert ended.status == 3
    assert "cannot be read" in ended.err


def test_an_index_is_built_from_a_database(tmp_path: Path, run: Run, database: str) -> None:
    assert run("suppress", "build", f"{database}#optouts", "-o", "i.parquet").status == 0
    run("list.csv", "--suppress", "i.parquet", "-o", "o")
    found = codes(tmp_path / "o")
    assert [row for row in range(1, 5) if "LC201:drop" in found.get(row, ())] == [1, 2]
