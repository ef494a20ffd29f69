"""All the law at a glance: every cell on fixed days, so that no change of a rule goes unseen.

The snapshots are ``tests/data/law/snapshot.csv`` and, for the time to act on an opt-out and for
penalties, ``tests/data/law/dated.csv``. After an intended change of a rule, write it
anew with ``LISTCHECK_REFRESH=1 pytest tests/policy/test_snapshot.py``, and read the difference
before you commit it.

A cell reads ``basis+soft [registers] rule {exceptions}``; exceptions stand there by their id, or
by what they turn on.
"""

from __future__ import annotations

import csv
import difflib
import io
import os
from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from listcheck.policy import Answer, load_rules, penalties_on
from listcheck.policy.files.rule_file import RuleException
from listcheck.policy.law.resolve import active_exceptions
from tests.policy.cells import CELLS, CHANNELS, FACTS, KEY, ask, shipped

SNAPSHOT = FACTS / "snapshot.csv"
DATED = FACTS / "dated.csv"
REFRESH = bool(os.environ.get("LISTCHECK_REFRESH"))
DAYS = (
    date(2018, 5, 25),
    date(2021, 1, 1),
    date(2022, 7, 1),
    date(2023, 6, 29),
    date(2024, 11, 10),
    date(2026, 2, 5),
    date(2026, 11, 22),
    date(2027, 6, 1),
)


def named(item: RuleException) -> str:
    if item.id:
        return item.id
    facts = (f"{name}={'/'.join(values)}" for name, values in item.when.facts().items())
    return f"{' & '.join(facts)}: {item.basis}"


def text(found: Answer, on: date) -> str:
    if found.rule is None:
        return "unanswered"
    words = [f"{found.basis}{'+soft' if found.soft_opt_in else ''}"]
    words += [f"[{'+'.join(found.register)}]"] if found.register else []
    words.append(found.rule.id)
    exceptions = [named(item) for item in active_exceptions(found.rule, on)]
    words += [f"{{{', '.join(exceptions)}}}"] if exceptions else []
    return " ".join(words)


def law() -> str:
    told = io.StringIO(newline="")
    lines = csv.writer(told, lineterminator="\n")
    lines.writerow(["country", "channel", *KEY, *(day.isoformat() for day in DAYS)])
    for country in sorted(shipped().countries):
        for cell in CELLS:
            lines.writerow([country, *cell, *(text(ask(country, cell, day), day) for day in DAYS)])
    return told.getvalue()


def dated() -> str:
    """Time to act on an opt-out received on a day, and maxima for a message sent on it."""
    told = io.StringIO(newline="")
    lines = csv.writer(told, lineterminator="\n")
    lines.writerow(["country", "channel", "what", *(day.isoformat() for day in DAYS)])
    for (country, file), channel in product(sorted(shipped().countries.items()), CHANNELS):
        times = [
            " ".join(
                f"{row.business_days} business days" if row.business_days else f"{row.days} days"
                for row in file.opt_out_time
                if row.in_force(channel, day)
            )
            for day in DAYS
        ]
        maxima = [
            " | ".join(
                f"{item.id}: {item.maximum} per {item.per}"
                for item in penalties_on(shipped(), country, channel, day)
            )
            for day in DAYS
        ]
        lines.writerow([country, channel, "time", *times])
        lines.writerow([country, channel, "penalty", *maxima])
    return told.getvalue()


@pytest.mark.parametrize(("path", "tell"), [(SNAPSHOT, law), (DATED, dated)])
def test_the_law_is_what_it_was(path: Path, tell: Callable[[], str]) -> None:
    told = tell()
    if REFRESH:
        path.write_text(told, encoding="utf-8", newline="")
    kept = path.read_text(encoding="utf-8").splitlines()
    changed = list(difflib.unified_diff(kept, told.splitlines(), lineterm="", n=0))
    assert changed == [], "meant? LISTCHECK_REFRESH=1 writes it anew: read the difference"


def test_the_snapshot_shows_every_cell_once() -> None:
    with SNAPSHOT.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    cells = {tuple(row[name] for name in ("country", "channel", *KEY)) for row in rows}
    # Four channels, two parties, two kinds of addresses, two kinds of subscribers.
    assert len(rows) == len(cells) == len(load_rules().countries) * 4 * 2 * 2 * 2
    unanswered = {row["country"] for row in rows if "unanswered" in row.values()}
    assert unanswered == {"NO"}
