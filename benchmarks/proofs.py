"""The proofs by name: what each shows, and the modules that do it.

A module of a proof has ``whole`` and ``short``. Either prints what it found and ends with
``SystemExit`` and words where that is wrong.
"""

from __future__ import annotations

import importlib
import resource
import time
import traceback
from collections.abc import Callable
from typing import NamedTuple


class Proof(NamedTuple):
    """One line on what is shown, about how long the whole takes on two processors, the modules."""

    shows: str
    takes: str
    modules: tuple[str, ...]


PROOFS = {
    "differential": Proof(
        "a million made-up addresses and numbers, each read as the reference libraries read it",
        "minutes",
        ("differential.emails", "differential.numbers"),
    ),
    "ledger": Proof(
        "recorders at once, killed recorders, a million opt-outs, on SQLite and PostgreSQL",
        "minutes",
        ("ledger.proof",),
    ),
    "audit": Proof(
        "audits of 10, 30 and 100 million sends: time, memory, the same verdicts after kills",
        "an hour",
        ("audit",),
    ),
    "speed": Proof(
        "checking, reading, validating and matching beside other tools, as ratios in one run",
        "many minutes",
        ("speed.check", "speed.validation", "speed.reading", "speed.matching"),
    ),
    "radar": Proof(
        "columns of real exports that tell of opt-outs, read right, and false alarms",
        "seconds",
        ("radar",),
    ),
    "roles": Proof(
        "generic mailboxes told from people's, on a labelled set of which a third is held out",
        "seconds",
        ("roles",),
    ),
}


def listing() -> str:
    """The names, with a line each."""
    return "\n".join(f"{name:<14}{proof.shows} ({proof.takes})" for name, proof in PROOFS.items())


def steps(name: str, *, short: bool) -> list[Callable[[], None]]:
    """What a proof does, module by module."""
    modules = [importlib.import_module(f"benchmarks.{part}") for part in PROOFS[name].modules]
    return [module.short if short else module.whole for module in modules]


def holds(name: str, *, short: bool = False) -> bool:
    """Run a proof, say how it ended and what it took, and whether it holds."""
    print(f"== {name}: {'a short slice of ' if short else ''}{PROOFS[name].shows}", flush=True)
    began, spent = time.perf_counter(), processor_seconds()
    wrong: str | None = None
    try:
        for step in steps(name, short=short):
            step()
    except SystemExit as ended:
        wrong = str(ended.code or "it ended before its end")
    except Exception as problem:  # whatever breaks one proof, the others are run
        traceback.print_exc()
        wrong = f"it broke ({type(problem).__name__}, see above)"
    took = f"{time.perf_counter() - began:.0f} s, {processor_seconds() - spent:.0f} s of processors"
    print(f"== {name} {'holds' if wrong is None else f'FAILS: {wrong}'} ({took})\n", flush=True)
    return wrong is None


def processor_seconds() -> float:
    """Seconds of processors that this process and those that it waited for have used."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)
