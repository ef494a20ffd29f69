"""Reading a well-formed list, its record count included, against Polars' own reading.

    python -m benchmarks.speed.reading [ROWS]        (5,000,000 rows by default)

Each figure is a whole process, the median of the runs; only the ratio travels. Polars reads
every cell as text and counts them, as listcheck does; listcheck besides tells its encoding and
dialect, looks at every line's shape and counts the records by itself. The SHA-256 that the manifest
of a check tells is no part of reading: it is measured beside it. Two lists: one without quotes, one
whose empty cells are quoted. Both readers must find the same cells. The result is written to
``benchmarks/results/`` with the day.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.speed.lists import make_list
from benchmarks.speed.measuring import measured, medians
from benchmarks.support.results import keep
from listcheck.readers import find_lists, open_list

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


def both_lists(rows: int, runs: int) -> dict[str, Any]:
    """The readers on a list without quotes and on one with."""
    with tempfile.TemporaryDirectory() as temporary:
        here = Path(temporary)
        make_list(here / "quoted.csv", rows)
        cells = pl.scan_csv(here / "quoted.csv", infer_schema=False)
        cells.sink_csv(here / "plain.csv", quote_style="never")
        lists = {name: compared(here, f"{name}.csv", rows, runs) for name in ("plain", "quoted")}
    return {"rows": rows, "runs": runs} | lists


def compared(here: Path, name: str, rows: int, runs: int) -> dict[str, Any]:
    """All readers on one list, in turn."""
    figures: dict[str, list[tuple[float, float]]] = {reader: [] for reader in READERS}
    for _ in range(runs):
        for reader, code in READERS.items():
            figures[reader].append(measured([sys.executable, "-c", code, name], here))
    hold_same_cells(here / name, rows)
    table = medians(figures)
    return {
        "megabytes": round((here / name).stat().st_size / 1e6),
        "figures": table,
        "seconds_ratio": round(table["listcheck"]["seconds"] / table["polars"]["seconds"], 2),
        "seconds_ratio_with_digest": round(
            table["listcheck and SHA-256"]["seconds"] / table["polars"]["seconds"], 2
        ),
    }


def hold_same_cells(path: Path, rows: int) -> None:
    """Fail unless both readers find every row, and the same cells under each header."""
    part = open_list(find_lists([str(path)])[0], path.with_name("work"))
    found = []
    for frame in (pl.scan_csv(path, infer_schema=False), part.frame.drop("row")):
        # An empty cell in quotes is a text for Polars and blank for listcheck.
        told = [
            pl.col(name).fill_null("").hash().sum().alias(f"cells {at}")
            for at, name in enumerate(frame.collect_schema())
        ]
        found.append(frame.select(pl.len(), *told).collect(engine="streaming").row(0))
    polars, listcheck = found
    if polars != listcheck or polars[0] != rows:
        raise SystemExit(
            f"not the same work on {rows} rows: Polars read {polars[0]}, listcheck {listcheck[0]}, "
            f"{'other' if polars != listcheck else 'the same'} cells"
        )


def whole(rows: int = 5_000_000) -> None:
    """The comparison at its full size, kept."""
    keep("reading", both_lists(rows, RUNS))


def short() -> None:
    """One run on small lists: the same cells are read, whatever the ratio."""
    print(json.dumps(both_lists(50_000, 1), indent=2))


if __name__ == "__main__":
    whole(*(int(argument) for argument in sys.argv[1:]))
