"""A ledger of a million events: written, read for a check, verified, and the same as Parquet."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.ledger.recorders import verified
from listcheck.core.ledger_place import Place
from listcheck.ledger.bulk import frame_of
from listcheck.ledger.events import Event
from listcheck.ledger.store import Ledger


def fill(place: str, rows: int) -> None:
    """A ledger of people who opted out, all of them events of their own."""
    with Ledger(Place.parse(place), create=True) as ledger:
        for start in range(0, rows, 100_000):
            events = [
                Event(
                    kind="opt_out",
                    person=f"person{n}@company-{n % 50_000}.co.uk",
                    scope="individual",
                    channel="all",
                    route="link",
                    role="unknown",
                    recorded_by="benchmark",
                    recorded_at="2024-01-01T00:00:00.000000Z",
                    received_at="2024-01-01",
                    evidence="unsubscribed.csv",
                    evidence_sha256="ab" * 32,
                )
                for n in range(start, min(start + 100_000, rows))
            ]
            ledger.append(lambda _, events=events: events)  # type: ignore[misc]


LOAD_LEDGER = """
import sys, time
from datetime import date
import polars, sqlalchemy
from listcheck.suppression import load_ledger
from listcheck.core.ledger_place import Place
began = time.perf_counter()
found = load_ledger(Place.parse(sys.argv[1]), "email", date(2024, 6, 1), frozenset())
print(time.perf_counter() - began, found.people.entries.height)
"""
LOAD_PARQUET = """
import sys, time, tempfile
from pathlib import Path
from listcheck.config.inputs import Dated
from listcheck.suppression import Reading, load_people
with tempfile.TemporaryDirectory() as work:
    began = time.perf_counter()
    told, _ = load_people(Dated(Path(sys.argv[1])), "p", Path(work), Reading(["GB"]))
    print(time.perf_counter() - began, told.entries)
"""
BARE_PARQUET = """
import sys, time
import polars
began = time.perf_counter()
rows = polars.read_parquet(sys.argv[1]).height
print(time.perf_counter() - began, rows)
"""


def seconds_of(code: str, place: str, entries: int, runs: int) -> float:
    """Median of the seconds that a script tells of its own work; it must find all entries."""
    found = []
    for _ in range(runs):
        done = subprocess.run(
            [sys.executable, "-c", code, place], stdout=subprocess.PIPE, text=True, check=True
        )
        seconds, count = done.stdout.split()
        if int(count) != entries:
            raise SystemExit(f"expected {entries} people or events to be read: {count} were")
        found.append(float(seconds))
    return statistics.median(found)


def bulk(place: str, rows: int, folder: Path, runs: int = 3) -> dict[str, Any]:
    """What reading a large ledger costs, and the same rows as Parquet."""
    began = time.perf_counter()
    fill(place, rows)
    written = time.perf_counter() - began
    with Ledger(Place.parse(place)) as ledger:
        frame = frame_of(ledger)[0]
    frame.write_parquet(folder / "events.parquet")
    frame.select(email="person", opted_out_at="received_at").write_parquet(
        folder / "people.parquet"
    )
    addresses = pl.DataFrame({"email": [f"person{n}@company-{n % 50_000}.co.uk"
                                        for n in range(0, 2 * rows, 20)]})  # fmt: skip
    addresses.with_columns(country=pl.lit("GB")).write_csv(folder / "list.csv")
    figures = {
        "ledger_read_and_decided": seconds_of(LOAD_LEDGER, place, rows, runs),
        "same_people_as_parquet_source": seconds_of(
            LOAD_PARQUET, str(folder / "people.parquet"), rows, runs
        ),
        "same_rows_as_bare_parquet": seconds_of(
            BARE_PARQUET, str(folder / "events.parquet"), rows, runs
        ),
        "check_with_ledger": _check(folder, runs, "--ledger", place),
        "check_with_parquet": _check(folder, runs, "--suppress", "people.parquet@2024-05-31"),
    }
    began = time.perf_counter()
    verified(place)
    figures["written"], figures["verified"] = written, time.perf_counter() - began
    return {"events": rows} | {name: round(value, 2) for name, value in figures.items()}


def _check(folder: Path, runs: int, *source: str) -> float:
    """Median seconds of a whole check; half of the list must be dropped."""
    command = [sys.executable, "-m", "listcheck", "list.csv", "--party", "first", *source,
               "--send-date", "2024-06-01", "-o", "out.listcheck", "--format", "json"]  # fmt: skip
    found = []
    for _ in range(runs):
        began = time.perf_counter()
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        found.append(time.perf_counter() - began)
        counts = json.loads(done.stdout)["rows"]
        if counts["dropped"] * 2 != counts["read"]:
            raise SystemExit(f"expected half of the list to be dropped: {counts}")
    return statistics.median(found)
