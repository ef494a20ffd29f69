"""Recorders at the same time, and killed ones; benchmarks/ledger does the same at length."""

from __future__ import annotations

from benchmarks.ledger.recorders import at_once, killed


def test_recorders_at_the_same_time_lose_nothing(ledger: str) -> None:
    found = at_once(ledger, processes=2, each=40)
    assert found["events"] == 80
    assert found["took_turns"] > 0


def test_killed_recorders_leave_a_whole_ledger(ledger: str) -> None:
    found = killed(ledger, times=3, longest=0.2)
    assert found["acknowledged"] >= 3
    assert found["events"] >= found["acknowledged"]
