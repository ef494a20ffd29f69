"""How fast listcheck is beside a copy, beside an earlier state of itself, and on small work.

    python -m benchmarks.speed.goals [--rows N] [--runs N] [--alone]       (make bench)
    python -m benchmarks.speed.goals --short                               (make bench-short)

Whole processes, measured from outside and in turn; the median of the runs and, in brackets, the
quickest and the slowest. Only ratios travel from machine to machine: seconds of large work, since
it should use every processor, and CPU seconds of small work. The result is written to
``benchmarks/results/`` with the day. The short slice fails where the ratio of CPU seconds to those
of Polars' copy is above a ceiling that only ever falls.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl

from benchmarks.speed.check import COPY, hold_same_work
from benchmarks.speed.earlier import COMMIT, build
from benchmarks.speed.lists import make_list, make_organisations, make_suppression
from benchmarks.speed.measuring import Run, run_of
from benchmarks.support.results import keep

#: CPU seconds of a check of a million contacts to those of Polars' copy, with room for noise.
CEILING: Final = 16.0
_ARGUMENTS: Final = (
    "--party", "first", "--suppress", "optouts.csv@2026-11-20", "--org-optouts",
    "organisations.csv", "--send-date", "2026-11-22",
)  # fmt: skip
_COPY_PARQUET: Final = (
    "import sys, polars as pl; "
    "pl.scan_parquet(sys.argv[1]).sink_parquet(sys.argv[2], engine='streaming')"
)


@dataclass(frozen=True)
class Goal:
    """A ratio of one command to another, and the most it may be (``least``: it must be)."""

    name: str
    command: str
    beside: str
    figure: Callable[[Run], float]
    most: float
    least: bool = False


def _seconds(run: Run) -> float:
    return run.seconds


def _processor(run: Run) -> float:
    return run.processor


GOALS: Final = (
    Goal("check of CSV to Polars' copy", "check", "copy", _seconds, 5.0),
    Goal("check of Parquet to its round trip", "check parquet", "copy parquet", _seconds, 4.0),
    Goal(f"{COMMIT} to now, check", "earlier", "check", _seconds, 5.0, least=True),
    Goal("two contacts to import polars", "two contacts", "import polars", _processor, 2.5),
    Goal("rules show to import polars", "rules show", "import polars", _processor, 2.5),
    Goal("explain to import polars", "explain", "import polars", _processor, 1.5),
    Goal("--version to import click", "version", "import click", _processor, 1.5),
    Goal("--help to import click", "help", "import click", _processor, 1.5),
)


def commands(here: Path, earlier: Path | None) -> dict[str, list[str]]:
    """The commands by name; each runs in ``here``."""
    python = sys.executable
    listcheck = [python, "-m", "listcheck"]
    found = {
        "copy": [python, "-c", COPY, "list.csv", "copy.csv"],
        "check": [*listcheck, "list.csv", *_ARGUMENTS, "-o", "out.listcheck"],
        "copy parquet": [python, "-c", _COPY_PARQUET, "list.parquet", "copy.parquet"],
        "check parquet": [*listcheck, "list.parquet", *_ARGUMENTS, "-o", "parquet.listcheck"],
        "import polars": [python, "-c", "import polars"],
        "import click": [python, "-c", "import click"],
        "two contacts": [*listcheck, "two.csv", "-o", "two.listcheck"],
        "rules show": [*listcheck, "rules", "show", "GB"],
        "explain": [*listcheck, "explain", "LC201"],
        "version": [*listcheck, "--version"],
        "help": [*listcheck, "--help"],
    }
    if earlier is not None:
        old = [str(earlier), "-m", "listcheck", "list.csv", *_ARGUMENTS]
        found["earlier"] = [*old, "-o", "earlier.listcheck"]
    (here / "two.csv").write_text(
        "Email,Country\nann@firma-1.co.uk,GB\nbea@firma-2.de,DE\n", encoding="utf-8"
    )
    return found


def make(here: Path, rows: int) -> None:
    """The list, as CSV and as Parquet, and the sources."""
    make_list(here / "list.csv", rows)
    pl.scan_csv(here / "list.csv", infer_schema=False).sink_parquet(here / "list.parquet")
    make_suppression(here / "optouts.csv", rows // 5, rows)
    make_organisations(here / "organisations.csv", 20_000)


def measured(commands: dict[str, list[str]], here: Path, runs: int) -> dict[str, list[Run]]:
    """Every command ``runs`` times, in turn."""
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            found[name].append(run_of(command, here))
    return found


def ratios(found: dict[str, list[Run]]) -> list[dict[str, Any]]:
    """Each goal with the ratio of the medians, and whether it is reached."""
    told = []
    for goal in GOALS:
        if goal.command in found and goal.beside in found:
            one, other = (
                statistics.median(goal.figure(run) for run in found[name])
                for name in (goal.command, goal.beside)
            )
            ratio = round(one / other, 2)
            reached = ratio >= goal.most if goal.least else ratio <= goal.most
            word = "at least" if goal.least else "at most"
            told.append(
                {"goal": goal.name, "ratio": ratio, "aim": f"{word} {goal.most:g}",
                 "reached": reached}
            )  # fmt: skip
    return told


def figures(found: dict[str, list[Run]]) -> dict[str, Any]:
    """Medians of every command, with the quickest and the slowest run."""
    return {
        name: {
            "seconds": round(statistics.median(run.seconds for run in runs), 2),
            "spread": [round(pick(run.seconds for run in runs), 2) for pick in (min, max)],
            "cpu_seconds": round(statistics.median(run.processor for run in runs), 2),
            "peak_mb": round(max(run.peak_mb for run in runs)),
        }
        for name, runs in found.items()
    }


def table(result: dict[str, Any]) -> str:
    """The result for a reader."""
    lines = [f"{'work':<38} {'ratio':>7}  aim"]
    for goal in result["goals"]:
        mark = "" if goal["reached"] else "  (not reached)"
        lines.append(f"{goal['goal']:<38} {goal['ratio']:>7.2f}  {goal['aim']}{mark}")
    lines += ["", f"{'command':<16} {'seconds':>8} {'spread':>16} {'CPU s':>8} {'peak MB':>8}"]
    for name, own in result["figures"].items():
        spread = "{} to {}".format(*own["spread"])
        lines.append(
            f"{name:<16} {own['seconds']:>8.2f} {spread:>16} {own['cpu_seconds']:>8.2f} "
            f"{own['peak_mb']:>8}"
        )
    return "\n".join(lines)


def whole(rows: int = 5_000_000, runs: int = 5, *, alone: bool = False) -> None:
    """Everything at its full size, kept."""
    with tempfile.TemporaryDirectory() as temporary:
        here = Path(temporary)
        make(here, rows)
        old = None if alone else build(here)
        found = measured(commands(here, old), here, runs)
    result = {
        "rows": rows, "runs": runs, "earlier": COMMIT, "goals": ratios(found),
        "figures": figures(found),
    }  # fmt: skip
    print(table(result))
    keep("goals", result)


def short(rows: int = 1_000_000) -> None:
    """Fail where a check costs more CPU seconds to those of a copy than the ceiling."""
    with tempfile.TemporaryDirectory() as temporary:
        here = Path(temporary)
        make(here, rows)
        chosen = {
            name: command
            for name, command in commands(here, None).items()
            if name in ("copy", "check")
        }
        found = measured(chosen, here, 3)
        summary = json.loads((here / "out.listcheck" / "summary.json").read_text("utf-8"))
        hold_same_work(here, rows, summary["rows"])
    one, other = (min(run.processor for run in found[name]) for name in ("check", "copy"))
    print(f"a check of {rows:,} contacts: {one / other:.1f} times the CPU seconds of a copy")
    if one / other > CEILING:
        raise SystemExit(f"more than the ceiling of {CEILING:g}")


def main(arguments: Sequence[str]) -> None:
    """What the command line asks for."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.speed.goals")
    asked.add_argument("--rows", type=int, default=5_000_000)
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument("--alone", action="store_true", help=f"not beside {COMMIT}")
    asked.add_argument("--short", action="store_true", help="the ceiling only")
    options = asked.parse_args(arguments)
    if options.short:
        short()
    else:
        whole(options.rows, options.runs, alone=options.alone)


if __name__ == "__main__":
    main(sys.argv[1:])
