"""The audit's answer to every send of a history, against what is true of it by construction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.auditing.truth.history import ACCOUNTS, History, write_history
from tests.auditing.truth.layouts import LAYOUTS
from tests.auditing.truth.outcome import differences, summary, told
from tests.conftest import Ended

Run = Callable[..., Ended]


def audit(run: Run, history: History, *options: str) -> Path:
    """Audit a history, hold the run to its own totals, and tell where its output lies."""
    folder = history.folder / "out"
    ended = run(*history.arguments, *options, "-o", folder)
    assert ended.status == 1, ended.err
    return folder


def hold(history: History, folder: Path) -> None:
    """Fail with a table of the sends of which the audit says something else than is true."""
    table = differences(history, told(history, folder))
    if table:
        pytest.fail(table, pytrace=False)
    found = summary(folder)
    assert found["format"] == "listcheck-audit/1"
    totals = {name: found["sends"][name] for name in history.totals()}
    assert totals == history.totals()
    assert found["within_grace"] == history.within_grace()


#: Left to ``make test-history``: they take minutes.
LARGE = pytest.mark.history


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=LARGE)])
@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_answer_is_true(tmp_path: Path, run: Run, account: str, seed: int) -> None:
    rows = 36_000 if account == "main" else None
    history = write_history(tmp_path, seed, rows=rows, account=account)
    hold(history, audit(run, history))


@pytest.mark.parametrize(
    ("account", "share", "layout"),
    [
        pytest.param(
            account, share, layout,
            marks=() if (account, layout) == ("house", "many") else LARGE,
        )
        for account, share in (("main", 12), ("house", 1))
        for layout in LAYOUTS
        if layout != "one"
    ],
)  # fmt: skip
def test_how_the_sends_lie_in_files_changes_no_answer(
    tmp_path: Path, run: Run, account: str, share: int, layout: str
) -> None:
    history = write_history(tmp_path, 3, layout=layout, account=account, share=share)
    hold(history, audit(run, history))


@pytest.mark.parametrize(
    ("account", "day"),
    [
        pytest.param(account, day, marks=() if account == "charity" else LARGE)
        for account in ("main", "charity", "claims")
        for day in ("2019-06-01", "2022-03-01", "2026-10-31")
    ],
)
def test_by_the_law_of_another_day(tmp_path: Path, run: Run, account: str, day: str) -> None:
    """The law is that day's; consent, opt-outs and copies of registers are each send's own."""
    law_of = date.fromisoformat(day)
    history = write_history(tmp_path, 1, account=account, law_of=law_of)
    hold(history, audit(run, history))
