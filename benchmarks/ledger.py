"""Proofs of the opt-out ledger: recorders at the same time, killed recorders, a million events.

    python -m benchmarks.ledger              on SQLite
    python -m benchmarks.ledger --postgres   on a PostgreSQL server of its own
    python -m benchmarks.ledger --only killed

Two processes record 5,000 events each; a recorder is killed 50 times at random points; a check
reads a ledger of a million events, and the same people as Parquet. Each proof ends the run
where it fails. The figures are written to ``benchmarks/results/`` with the day.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"
PROOFS = ("at_once", "killed", "million")
#: What a recorder does: mostly people, now and then an organisation, which is two events.
RECORD = """
import sys
from pathlib import Path
from listcheck.brief import Settings
from listcheck.commands.optout_record import Request, record
from listcheck.optout.place import Place
from datetime import date
place, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
settings = Settings(send_date=date.today(), ledger=Place.parse(place))
# All begin at once, however long each took to load.
print("ready", flush=True)
sys.stdin.readline()
for n in range(count):
    told = record(f"{name}{n}@firma-{n}.co.uk", Request(by=name), settings)
    print(told.case, flush=True)
"""
#: A recorder that says what was acknowledged, until it is killed.
UNTIL_KILLED = """
import sys
from listcheck.optout.events import Event
from listcheck.optout.place import Place
from listcheck.optout.store import Ledger
name = sys.argv[2]
with Ledger(Place.parse(sys.argv[1]), create=True) as ledger:
    n = 0
    while True:
        n += 1
        who = Event(person=f"{name}-{n}@x.com", recorded_by=name, recorded_at="2024-01-01")
        if n % 3:
            events = [who._replace(kind="opt_out")]
        else:
            case = who._replace(kind="confirmed", case=0, person=None)
            events = [who._replace(kind="organisation_request"), case]
        def write(open_, events=events):
            first = open_.head().events + 1
            return [event if at == 0 else event._replace(case=first)
                    for at, event in enumerate(events)]
        for event in ledger.append(write):
            print(event.number, event.hash, flush=True)
"""


def verified(place: str) -> tuple[dict[int, str], list[Any]]:
    """The hashes of a ledger's events by number, and the events; its chain must hold."""
    from listcheck.core.ledger_place import Place  # noqa: PLC0415 (as above)
    from listcheck.ledger.chain import verify  # noqa: PLC0415 (loaded where it is needed)
    from listcheck.ledger.store import Ledger  # noqa: PLC0415 (as above)

    with Ledger(Place.parse(place)) as ledger:
        events = list(ledger.events())
        count = ledger.count()
    found = verify(events, None)
    if found.broken or count != found.head.events:
        raise SystemExit(f"the chain does not hold: {found.broken}")
    return {event.number: event.hash for event in events}, events


def at_once(place: str, processes: int, each: int) -> dict[str, Any]:
    """Recorders at the same time: nothing is lost, and there is one chain."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", RECORD, place, f"recorder{number}", str(each)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(processes)
    ]
    for process in running:
        assert process.stdout is not None  # noqa: S101 (a pipe was asked for)
        process.stdout.readline()
    for process in running:
        assert process.stdin is not None  # noqa: S101 (as above)
        process.stdin.write("go\n")
        process.stdin.flush()
    began = time.perf_counter()
    told = [process.communicate()[0].split() for process in running]
    if any(process.returncode for process in running):
        raise SystemExit("a recorder failed")
    seconds = time.perf_counter() - began
    hashes, events = verified(place)
    acknowledged = sorted(int(case) for cases in told for case in cases)
    people = {event.person for event in events}
    if acknowledged != sorted(hashes) or len(people) != processes * each:
        raise SystemExit(f"{processes * each} events recorded, {len(hashes)} in the ledger")
    turns = sum(a.recorded_by != b.recorded_by for a, b in pairwise(events))
    return {
        "processes": processes,
        "events_each": each,
        "events": len(hashes),
        "took_turns": turns,
        "chain": "verified",
        "seconds": round(seconds, 1),
    }


def killed(place: str, times: int, longest: float = 0.4, seed: int = 1) -> dict[str, Any]:
    """A recorder killed at random points: the chain holds, what was acknowledged is there."""
    chance = random.Random(seed)
    acknowledged: dict[int, str] = {}
    for number in range(times):
        process = subprocess.Popen(
            [sys.executable, "-c", UNTIL_KILLED, place, f"killed{number}"],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None  # noqa: S101 (a pipe was asked for)
        first = process.stdout.readline()
        time.sleep(chance.uniform(0, longest))
        process.send_signal(signal.SIGKILL)
        # The last line may have been cut off: then it was not acknowledged.
        lines = (first + process.communicate()[0]).split("\n")[:-1]
        acknowledged |= {int(line.split()[0]): line.split()[1] for line in lines}
        hashes, events = verified(place)
        lost = {n for n, digest in acknowledged.items() if hashes.get(n) != digest}
        if lost:
            raise SystemExit(f"{len(lost)} acknowledged events are lost")
        asked = {event.case for event in events if event.kind == "organisation_request"}
        answered = {event.case for event in events if event.kind == "confirmed"}
        if asked != answered:
            raise SystemExit("half of a transaction was written")
    return {
        "kills": times,
        "acknowledged": len(acknowledged),
        "events": len(hashes),
        "lost": 0,
        "chain": "verified after every kill",
    }


def fill(place: str, rows: int) -> None:
    """A ledger of people who opted out, all of them events of their own."""
    from listcheck.core.ledger_place import Place  # noqa: PLC0415 (as above)
    from listcheck.ledger.events import Event  # noqa: PLC0415 (loaded where it is needed)
    from listcheck.ledger.store import Ledger  # noqa: PLC0415 (as above)

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
from listcheck.entries import load_ledger
from listcheck.optout.place import Place
began = time.perf_counter()
found = load_ledger(Place.parse(sys.argv[1]), "email", date(2024, 6, 1), frozenset())
print(time.perf_counter() - began, found.people.entries.height)
"""
LOAD_PARQUET = """
import sys, time, tempfile
from pathlib import Path
from listcheck.brief import Dated
from listcheck.entries import load_people
with tempfile.TemporaryDirectory() as work:
    began = time.perf_counter()
    _, found = load_people(Dated(Path(sys.argv[1])), "p", Path(work), ["GB"])
    print(time.perf_counter() - began, found.entries.height)
"""
BARE_PARQUET = """
import sys, time
import polars
began = time.perf_counter()
print(time.perf_counter() - began if polars.read_parquet(sys.argv[1]).height else 0, 0)
"""


def seconds_of(code: str, *arguments: str, runs: int = 3) -> float:
    """Median of the seconds that a script tells of its own work."""
    told = [
        subprocess.run(
            [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
        ).stdout.split()[0]
        for _ in range(runs)
    ]
    return statistics.median(float(seconds) for seconds in told)


def bulk(place: str, rows: int, folder: Path) -> dict[str, Any]:
    """What reading a large ledger costs, and the same rows as Parquet."""
    import polars as pl  # noqa: PLC0415 (loaded where it is needed)

    from listcheck.core.ledger_place import Place  # noqa: PLC0415 (as above)
    from listcheck.ledger.bulk import frame_of  # noqa: PLC0415 (as above)
    from listcheck.ledger.store import Ledger  # noqa: PLC0415 (as above)

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
        "ledger_read_and_decided": seconds_of(LOAD_LEDGER, place),
        "same_people_as_parquet_source": seconds_of(LOAD_PARQUET, str(folder / "people.parquet")),
        "same_rows_as_bare_parquet": seconds_of(BARE_PARQUET, str(folder / "events.parquet")),
        "check_with_ledger": _check(folder, "--ledger", place),
        "check_with_parquet": _check(folder, "--suppress", "people.parquet@2024-05-31"),
    }
    began = time.perf_counter()
    verified(place)
    figures["written"], figures["verified"] = written, time.perf_counter() - began
    return {"events": rows} | {name: round(value, 2) for name, value in figures.items()}


def _check(folder: Path, *source: str) -> float:
    """Median seconds of a whole check; half of the list must be dropped."""
    command = [sys.executable, "-m", "listcheck", "list.csv", "--party", "first", *source,
               "--send-date", "2024-06-01", "-o", "out.listcheck", "--format", "json"]  # fmt: skip
    found = []
    for _ in range(3):
        began = time.perf_counter()
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        found.append(time.perf_counter() - began)
        counts = json.loads(done.stdout)["rows"]
        if counts["dropped"] * 2 != counts["read"]:
            raise SystemExit(f"expected half of the list to be dropped: {counts}")
    return statistics.median(found)


def prove(
    place: Callable[[str], str], folder: Path, only: Sequence[str]
) -> dict[str, dict[str, Any]]:
    """The proofs on one kind of database; ``place`` gives a new ledger by name."""
    found: dict[str, dict[str, Any]] = {}
    for name, proof in (
        ("at_once", lambda: at_once(place("at_once"), 2, 5_000)),
        ("killed", lambda: killed(place("killed"), 50)),
        ("million", lambda: bulk(place("million"), 1_000_000, folder)),
    ):
        if name in only:
            found[name] = proof()
            print(json.dumps({name: found[name]}, indent=2), flush=True)
    return found


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    asked.add_argument("--only", nargs="+", choices=PROOFS, default=PROOFS)
    options = asked.parse_args()
    day = str(date.today())  # noqa: DTZ011 (the day of the measurement)
    path = RESULTS / f"ledger-{day}.json"
    # Proofs that were made earlier on the same day stay.
    results = json.loads(path.read_text()) if path.is_file() else {}
    results |= {"day": day, "processors": os.cpu_count()}
    kind = "postgresql" if options.postgres else "sqlite"
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if options.postgres:
            from tests.postgres import database, server  # noqa: PLC0415 (only where asked for)

            url = stack.enter_context(server())
            found = prove(lambda _: stack.enter_context(database(url)), folder, options.only)
        else:
            found = prove(lambda name: str(folder / f"{name}.db"), folder, options.only)
    for name, figures in found.items():
        # The load says how far seconds can be trusted: other work on the machine slows them.
        figures["load_at_the_end"] = round(os.getloadavg()[0], 1)
        results[kind] = results.get(kind, {}) | {name: figures}
    path.write_text(json.dumps(results, indent=2) + "\n")
    print(f"written to {path}")


if __name__ == "__main__":
    main()
