"""A whole check of a large list against Polars that only reads and writes the same list.

    python -m benchmarks.speed.check [ROWS]        (5,000,000 rows by default)

Each figure is a whole process: wall seconds and peak memory as the system counts
them, the median of the runs. Only the ratios travel from machine to machine. Both must have
read every row, and listcheck's lists must hold what its summary says. The result is written
to ``benchmarks/results/`` with the day.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.speed.lists import make_list, make_organisations, make_suppression
from benchmarks.speed.measuring import RUNS, measured, medians
from benchmarks.support.results import keep

COPY = (
    "import sys, polars as pl; "
    "pl.scan_csv(sys.argv[1], infer_schema=False).sink_csv(sys.argv[2], engine='streaming')"
)


def compared(rows: int, runs: int) -> dict[str, Any]:
    """Both on one list, in turn: figures, their ratio, and what became of the rows."""
    with tempfile.TemporaryDirectory() as temporary:
        here = Path(temporary)
        make_list(here / "list.csv", rows)
        make_suppression(here / "optouts.csv", rows // 5, rows)
        make_organisations(here / "organisations.csv", 20_000)
        copy = [sys.executable, "-c", COPY, "list.csv", "copy.csv"]
        check = [
            sys.executable, "-m", "listcheck", "list.csv", "--party", "first",
            "--suppress", "optouts.csv@2026-11-20", "--org-optouts", "organisations.csv",
            "--send-date", "2026-11-22", "-o", "out.listcheck",
        ]  # fmt: skip
        figures: dict[str, list[tuple[float, float]]] = {"polars copy": [], "listcheck": []}
        for _ in range(runs):
            figures["polars copy"].append(measured(copy, here))
            figures["listcheck"].append(measured(check, here))
        size = (here / "list.csv").stat().st_size
        found = json.loads((here / "out.listcheck" / "summary.json").read_text())["rows"]
        hold_same_work(here, rows, found)
    table = medians(figures)
    ratio = table["listcheck"]["seconds"] / table["polars copy"]["seconds"]
    return {
        "rows": rows,
        "megabytes": round(size / 1e6),
        "runs": runs,
        "figures": table,
        "seconds_ratio": round(ratio, 1),
        "result_rows": found,
    }


def hold_same_work(here: Path, rows: int, found: dict[str, int]) -> None:
    """Fail unless both read every row, and the lists hold what the summary says."""
    expected = {
        "copy.csv": rows,
        "out.listcheck/clean.csv": found["kept"],
        "out.listcheck/held.csv": found["held"],
    }
    counted = {
        name: pl.scan_csv(here / name, infer_schema=False).select(pl.len()).collect().item()
        for name in expected
    }
    ends = sum(found[name] for name in ("kept", "held", "dropped", "unreadable"))
    # A list of which nothing is kept, held or dropped would measure nothing.
    empty = not all(found[name] for name in ("kept", "held", "dropped"))
    if counted != expected or found["read"] != rows or ends != rows or empty:
        raise SystemExit(f"not the same work: {rows} rows, summary {found}, files {counted}")


def whole(rows: int = 5_000_000) -> None:
    """The comparison at its full size, kept."""
    keep("check", compared(rows, RUNS))


def short() -> None:
    """One run on a small list: the same work is done, whatever the ratio."""
    print(json.dumps(compared(50_000, 1), indent=2))


if __name__ == "__main__":
    whole(*(int(argument) for argument in sys.argv[1:]))
