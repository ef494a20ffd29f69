"""Reading a well-formed list, its record count included, against Polars' own reading.

    python -m benchmarks.reading [ROWS]        (5,000,000 rows by default)

Each figure is a whole process, the median of the runs; only the ratio travels. Polars reads
every cell as text and counts them, as listcheck does; listcheck besides tells its encoding and
dialect, looks at every line's shape and counts the records by itself. The SHA-256 that the manifest
of a check tells is no part of reading: it is measured beside it. Two lists: one without quotes, one
whose empty cells are quoted. The result is written to ``benchmarks/results/`` with the day.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from datetime import date
from pathlib import Path

import polars as pl

from benchmarks.check import RESULTS, measured, medians
from benchmarks.lists import make_list

#: Every cell is looked at, so that no reader may leave one out.
TOUCH = "frame.select(pl.all().is_not_null().sum()).collect(engine='streaming')"
POLARS = f"import sys, polars as pl; frame = pl.scan_csv(sys.argv[1], infer_schema=False); {TOUCH}"
LISTCHECK = (
    "import sys, polars as pl; from pathlib import Path; "
    "from listcheck.readers import find_lists, open_list; "
    "part = open_list(find_lists([sys.argv[1]])[0], Path('work')); frame = part.frame; "
    f"{TOUCH}"
)
#: A run takes a second or two: fewer of them do not settle the second digit of the ratio.
RUNS = 15
READERS = {
    "polars": POLARS,
    "listcheck": LISTCHECK,
    "listcheck and SHA-256": f"{LISTCHECK}; part.sha256",
}


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000
    result: dict[str, object] = {
        "day": str(date.today()),  # noqa: DTZ011 (the day of the measurement)
        "rows": rows,
        "runs": RUNS,
        "processors": os.cpu_count(),
        "polars": pl.__version__,
    }
    with tempfile.TemporaryDirectory() as temporary:
        here = Path(temporary)
        make_list(here / "quoted.csv", rows)
        cells = pl.scan_csv(here / "quoted.csv", infer_schema=False)
        cells.sink_csv(here / "plain.csv", quote_style="never")
        for name in ("plain", "quoted"):
            result[name] = compared(here, f"{name}.csv")
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"reading-{result['day']}.json"
    path.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2))


def compared(here: Path, name: str) -> dict[str, object]:
    """Both readers on one list, in turn."""
    figures: dict[str, list[tuple[float, float]]] = {reader: [] for reader in READERS}
    for _ in range(RUNS):
        for reader, code in READERS.items():
            figures[reader].append(measured([sys.executable, "-c", code, name], here))
    table = medians(figures)
    return {
        "megabytes": round((here / name).stat().st_size / 1e6),
        "figures": table,
        "seconds_ratio": round(table["listcheck"]["seconds"] / table["polars"]["seconds"], 2),
        "seconds_ratio_with_digest": round(
            table["listcheck and SHA-256"]["seconds"] / table["polars"]["seconds"], 2
        ),
    }


if __name__ == "__main__":
    main()
