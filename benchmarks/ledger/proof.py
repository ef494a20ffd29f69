"""The opt-out ledger, on SQLite and on a PostgreSQL server of its own.

    python -m benchmarks.ledger.proof                            both, at full size
    python -m benchmarks.ledger.proof --on sqlite --only killed

Two processes record 5,000 events each; a recorder is killed 50 times at random points; a check
reads a ledger of a million events, and the same people as Parquet. Each proof ends the run
where it fails. The figures are written to ``benchmarks/results/`` with the day.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.ledger.large import bulk
from benchmarks.ledger.recorders import at_once, killed
from benchmarks.support.postgres import NoServerError, binaries, database, server
from benchmarks.support.results import RESULTS, circumstances, keep

PARTS = ("at_once", "killed", "million")
DATABASES = ("sqlite", "postgresql")
#: Gives a new, empty ledger by name.
Places = Callable[[str], str]


class Size(NamedTuple):
    """How much is done in each part."""

    each: int
    kills: int
    events: int
    runs: int


FULL = Size(each=5_000, kills=50, events=1_000_000, runs=3)
SLICE = Size(each=100, kills=3, events=20_000, runs=1)


def prove(
    place: Places, folder: Path, size: Size, only: Sequence[str] = PARTS
) -> dict[str, dict[str, Any]]:
    """The parts asked for on one kind of database; the first that fails ends the run."""
    parts: dict[str, Callable[[], dict[str, Any]]] = {
        "at_once": lambda: at_once(place("at_once"), 2, size.each),
        "killed": lambda: killed(place("killed"), size.kills),
        "million": lambda: bulk(place("million"), size.events, folder, size.runs),
    }
    found: dict[str, dict[str, Any]] = {}
    for name in only:
        # The load says how far seconds can be trusted: other work on the machine slows them.
        found[name] = parts[name]() | {"load_at_the_end": round(os.getloadavg()[0], 1)}
        print(json.dumps({name: found[name]}, indent=2), flush=True)
    return found


@contextmanager
def places(kind: str) -> Iterator[tuple[Places, Path]]:
    """New ledgers of one kind, and a folder; both are gone afterwards."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if kind == "postgresql":
            url = stack.enter_context(server())
            yield lambda _: stack.enter_context(database(url)), folder
        else:
            yield lambda name: str(folder / f"{name}.db"), folder


def whole(kinds: Sequence[str] = DATABASES, only: Sequence[str] = PARTS) -> None:
    """Every part at full size, kept."""
    path = RESULTS / f"ledger-{circumstances()['day']}.json"
    # Parts that were proved earlier on the same day stay.
    results = json.loads(path.read_text()) if path.is_file() else {}
    for kind in kinds:
        with places(kind) as (place, folder):
            results[kind] = results.get(kind, {}) | prove(place, folder, FULL, only)
    keep("ledger", results)


def short() -> None:
    """Every part with few events; on PostgreSQL too where a server is installed."""
    kinds = list(DATABASES)
    try:
        binaries()
    except NoServerError as problem:
        # Where nothing may be skipped (in CI) this is a failure.
        if os.environ.get("LISTCHECK_NO_SKIPS"):
            raise SystemExit(str(problem)) from None
        kinds.remove("postgresql")
        print(f"SQLite only: {problem}")
    for kind in kinds:
        print(kind)
        with places(kind) as (place, folder):
            prove(place, folder, SLICE)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--on", nargs="+", choices=DATABASES, default=DATABASES)
    asked.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    options = asked.parse_args()
    whole(options.on, options.only)


if __name__ == "__main__":
    main()
