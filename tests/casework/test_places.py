"""Where ledgers may lie, and that no password is ever shown."""

from __future__ import annotations

import io
import sqlite3
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from listcheck.core.errors import InputProblem, UsageProblem
from listcheck.core.ledger_place import Place
from listcheck.ledger.bulk import frame_of
from listcheck.ledger.events import Event
from listcheck.ledger.store import Ledger
from tests.support.campaigns import codes, write
from tests.support.cases import Run

OUT = Event(kind="opt_out", person="a@x.com", recorded_by="me", recorded_at="2024-01-01")


@pytest.mark.parametrize("name", ["a b.db", "a#b.db", "a?b=c.db", "50%.db", "ä.db", "it's.db"])
def test_a_path_is_a_path(name: str) -> None:
    with Ledger(Place.parse(name), create=True) as ledger:
        ledger.append(lambda _: [OUT])
        assert frame_of(ledger)[1] == 1
    assert [path.name for path in Path().iterdir()] == [name]


def test_a_path_is_relative_to_its_configuration(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path("campaign")
    folder.mkdir()
    write(folder / "listcheck.toml", 'ledger = "sqlite:///kept/here.db"\n')
    (folder / "kept").mkdir()
    monkeypatch.setattr("sys.stdin", io.StringIO("ann@firma-1.com"))
    assert run("optout", "record", "-c", folder / "listcheck.toml").status == 0
    assert (folder / "kept" / "here.db").is_file()
    write(folder / "list.csv", "Email,Country\nann@firma-1.com,GB\n")
    run("check", folder / "list.csv")
    assert "LC201:drop" in codes(Path("list.listcheck"))[1]


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:secret-word@127.0.0.1:1/x",
        "postgresql://me:secret-word@127.0.0.1:port/x",
        "postgresql://me:secret-word@/x?host=/nowhere",
        "postgresql://me:secret#word@127.0.0.1:1/x",
        "postgresql://me:secret-word@127.0.0.1:1/x?nonsense=secret-word",
        "postgres://me:secret-word@127.0.0.1:1/x?password=secret-word",
        "postgresql+psycopg://me:secret-word@127.0.0.1:99999/x",
        "postgresql://secret-word",
    ],
)
def test_no_password_is_ever_shown(
    run: Run, url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(tmp_path / "list.csv", "Email,Country\nann@firma-1.com,GB\n")
    for command in (["optout", "record"], ["optout", "list"], ["check", "list.csv"]):
        monkeypatch.setattr("sys.stdin", io.StringIO("ann@firma-1.com"))
        ended = run(*command, "--ledger", url)
        assert ended.status in (2, 3)
        assert "failed inside" not in ended.err
        if url != "postgresql://secret-word":
            assert "secret" not in ended.err + ended.out
        assert "ann@" not in ended.err
    assert "secret" not in repr(Place.parse(url)) or url == "postgresql://secret-word"


def test_without_the_extra_the_message_says_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    ended = run("optout", "list", "--ledger", "postgresql://127.0.0.1:1/x")
    assert (ended.status, "pip install 'listcheck[postgres]'" in ended.err) == (2, True)


def test_a_reader_waits_for_a_writer() -> None:
    place = Place.parse("x.db")
    with Ledger(place, create=True) as ledger:
        ledger.append(lambda _: [OUT])
    with closing(sqlite3.connect("x.db", isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN EXCLUSIVE")
        threading.Thread(target=lambda: (time.sleep(0.5), other.execute("COMMIT"))).start()
        with Ledger(place) as ledger:
            assert frame_of(ledger)[1] == 1
            ledger.append(lambda _: [OUT])


def test_a_ledger_that_stays_busy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("listcheck.ledger.connect.PATIENCE", 0.2)
    place = Place.parse("x.db")
    with Ledger(place, create=True) as ledger:
        ledger.append(lambda _: [OUT])
    with closing(sqlite3.connect("x.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with (
            Ledger(place) as ledger,
            pytest.raises(InputProblem, match="others have been writing"),
        ):
            ledger.append(lambda _: [OUT])
        other.execute("ROLLBACK")


def test_what_a_writer_refuses_is_not_written(ledger: str) -> None:
    def refuse(_: Ledger) -> list[Event]:
        raise UsageProblem("no")

    with Ledger(Place.parse(ledger), create=True) as opened:
        opened.append(lambda _: [OUT])
        with pytest.raises(UsageProblem, match="no"):
            opened.append(refuse)
        # All of it or nothing: the second of these has no recorder.
        with pytest.raises(InputProblem):
            opened.append(lambda _: [OUT, OUT._replace(recorded_by=None)])  # type: ignore[arg-type]
        assert (opened.head().events, opened.count()) == (1, 1)
        opened.append(lambda _: [OUT])
        assert opened.head().events == 2


@pytest.mark.postgres
def test_two_ledgers_of_one_server_are_two(postgres_url: str, postgres_server: str) -> None:
    from benchmarks.support import postgres

    with postgres.database(postgres_server) as second:
        for url, number in ((postgres_url, 1), (second, 2)):
            with Ledger(Place.parse(url), create=True) as ledger:
                for _ in range(number):
                    ledger.append(lambda _: [OUT])
        for url, number in ((postgres_url, 1), (second, 2)):
            with Ledger(Place.parse(url)) as ledger:
                assert ledger.head().events == number


@pytest.mark.postgres
def test_a_databases_own_settings_do_not_break_the_chain(postgres_url: str) -> None:
    import psycopg

    from benchmarks.ledger.recorders import at_once

    name = postgres_url.rpartition("/")[2]
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        for setting in ("default_transaction_isolation = 'serializable'",
                        "synchronous_commit = off"):  # fmt: skip
            statement = f"ALTER DATABASE {name} SET {setting}"
            connection.execute(statement)  # type: ignore[arg-type]
    assert at_once(postgres_url, processes=2, each=30)["events"] == 60


@pytest.mark.postgres
def test_a_recorder_needs_no_more_than_insert(postgres_url: str) -> None:
    import psycopg

    with Ledger(Place.parse(postgres_url), create=True) as ledger:
        ledger.append(lambda _: [OUT])
    name = postgres_url.rpartition("/")[2]
    role = f"recorder_{name}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'pw'")  # type: ignore[arg-type]
        grant = f"GRANT SELECT, INSERT ON listcheck_optout_events TO {role}"
        connection.execute(grant)  # type: ignore[arg-type]
    where = postgres_url.rpartition("@")[2]
    with Ledger(Place.parse(f"postgresql://{role}:pw@{where}")) as ledger:
        ledger.append(lambda _: [OUT])
        assert frame_of(ledger)[1] == 2
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"DROP OWNED BY {role}")  # type: ignore[arg-type]
        connection.execute(f"DROP ROLE {role}")  # type: ignore[arg-type]


def test_a_ledger_that_is_made_at_this_very_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its table, seen a moment too late, is nobody else's."""
    place = Place.parse("new.db")
    with Ledger(place, create=True) as ledger:
        ledger.append(lambda _: [OUT])
    really, asked = Ledger._has_table, []

    def too_early(self: Ledger) -> bool:
        asked.append(1)
        return len(asked) > 1 and really(self)

    monkeypatch.setattr(Ledger, "_has_table", too_early)
    with Ledger(place, create=True) as ledger:
        assert frame_of(ledger)[1] == 1
    assert len(asked) == 2
    with closing(sqlite3.connect("other.db")) as other:
        other.execute("CREATE TABLE contacts (email TEXT)")
        other.commit()
    with pytest.raises(UsageProblem, match="is a database of something else"):
        Ledger(Place.parse("other.db"), create=True)
