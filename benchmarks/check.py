"""A whole check of a large list against Polars that only reads and writes the same list.

    python -m benchmarks.check [ROWS]        (5,000,000 rows by default)

Each figure is a whole process: wall seconds and peak memory as the system counts
them, the median of the runs. Only the ratios travel from machine to machine. The
result is written to ``benchmarks/results/`` with the day.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import polars as pl

from benchmarks.lists import make_list, make_organisations, make_suppression

RESULTS = Path(__file__).parent / "results"
RUNS = 3
COPY = (
    "import sys, polars as pl; "
    "pl.scan_csv(sys.argv[1], infer_schema=False).sink_csv(sys.argv[2], engine='streaming')"
)


def measured(command: list[str], folder: Path) -> tuple[float, float]:
    """Wall seconds and peak memory in megabytes of one process."""
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{command[0]} ended with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def medians(figures: dict[str, list[tuple[float, float]]]) -> dict[str, dict[str, float]]:
    """Median seconds and megabytes of the runs of each command."""
    return {
        name: {
            "seconds": round(statistics.median(run[0] for run in runs), 2),
            "peak_mb": round(statistics.median(run[1] for run in runs)),
        }
        for name, runs in figures.items()
    }


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000
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
        for _ in range(RUNS):
            figures["polars copy"].append(measured(copy, here))
            figures["listcheck"].append(measured(check, here))
        size = (here / "list.csv").stat().st_size
        findings = json.loads((here / "out.listcheck" / "summary.json").read_text())["rows"]
    table = medians(figures)
    ratio = table["listcheck"]["seconds"] / table["polars copy"]["seconds"]
    result = {
        "day": str(date.today()),  # noqa: DTZ011 (the day of the measurement)
        "rows": rows,
        "megabytes": round(size / 1e6),
        "processors": os.cpu_count(),
        "polars": pl.__version__,
        "runs": RUNS,
        "figures": table,
        "seconds_ratio": round(ratio, 1),
        "result_rows": findings,
    }
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"check-{result['day']}.json"
    path.write_text(json.dumps(result, indent=2) + "\n")
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
