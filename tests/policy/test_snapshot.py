"""All the law at a glance: every cell on fixed days, so that no change of a rule goes unseen.

The snapshot is ``tests/data/law/snapshot.csv``. After an intended change of a rule, write it
anew with ``LISTCHECK_REFRESH=1 pytest tests/policy/test_snapshot.py``, and read the difference
before you commit it.

A cell reads ``basis+soft [registers] rule {exceptions}``; exceptions stand there by their id, or
by what they turn on.
"""

from __future__ import annotations

import csv
import io
import os
from datetime import date

from listcheck.policy import Answer
from listcheck.policy.model import RuleException
from listcheck.policy.resolve import active_exceptions
from tests.policy.cells import CELLS, FACTS, KEY, ask, shipped

SNAPSHOT = FACTS / "snapshot.csv"
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


def test_the_law_is_what_it_was() -> None:
    told = law()
    if REFRESH:
        SNAPSHOT.write_text(told, encoding="utf-8", newline="")
    kept = SNAPSHOT.read_text(encoding="utf-8").splitlines()
    changed = [
        f"- {old}\n+ {new}" for old, new in zip(kept, told.splitlines(), strict=True) if old != new
    ]
    assert changed == []


def test_the_snapshot_shows_every_cell_once() -> None:
    with SNAPSHOT.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len({tuple(row[name] for name in ("country", "channel", *KEY)) for row in rows}) == 992
    assert len(rows) == 992
    unanswered = {row["country"] for row in rows if "unanswered" in row.values()}
    assert unanswered == {"NO"}
