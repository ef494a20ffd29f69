"""Shared by all tests: the repository's place, and skips that fail where nothing may be skipped."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from benchmarks.support import postgres
from listcheck.cli import main
from tests.support.campaigns import BRIEF

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test works in a folder of its own: default outputs never land in the repository."""
    monkeypatch.chdir(tmp_path)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Where LISTCHECK_NO_SKIPS is set (in CI), a skipped test fails the session."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("LISTCHECK_NO_SKIPS") and skipped and exitstatus == 0:
        session.exitstatus = 1


@dataclass(frozen=True)
class Ended:
    """How a command ended: exit status, standard output, standard error."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Run the command line in this process and tell how it ended."""

    def run_it(*arguments: object) -> Ended:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Ended(int(ended.value.code or 0), captured.out, captured.err)

    return run_it


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    """A complete brief and a suppression source that matches nobody in the tests."""
    (tmp_path / "optouts.csv").write_text("email\nnobody@nowhere-4711.co.uk\n")
    path = tmp_path / "listcheck.toml"
    path.write_text(BRIEF)
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server of this session's own; for tests that are marked ``postgres``."""
    try:
        postgres.binaries()
    except postgres.NoServerError as problem:
        pytest.skip(str(problem))
    with postgres.server() as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """An empty database of this test's own."""
    with postgres.database(postgres_server) as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a ledger may be begun: an SQLite file and, marked, a PostgreSQL database."""
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    return str(tmp_path / "ledger.db")


@pytest.fixture
def say(
    run: Callable[..., Ended], ledger: str, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Ended]:
    """``listcheck optout …`` on the ledger, with a person on standard input."""

    def say_it(person: str, *arguments: object) -> Ended:
        monkeypatch.setattr("sys.stdin", io.StringIO(person + "\n"))
        return run("optout", *arguments, "--ledger", ledger)

    return say_it
