"""Recorders of the opt-out ledger: several at the same time, and killed ones."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from itertools import pairwise
from typing import Any

from listcheck.core.ledger_place import Place
from listcheck.ledger.chain import verify
from listcheck.ledger.store import Ledger

#: What a recorder does: mostly people, now and then an organisation, which is two events.
RECORD = """
import sys
from pathlib import Path
from listcheck.config.settings import Settings
from listcheck.casework.record import Request, record
from listcheck.core.ledger_place import Place
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
from listcheck.ledger.events import Event
from listcheck.core.ledger_place import Place
from listcheck.ledger.store import Ledger
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
