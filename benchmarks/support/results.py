"""Where the figures of a whole proof are kept, with their day."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

RESULTS = Path(__file__).parent.parent / "results"


def circumstances() -> dict[str, Any]:
    """What figures must be read with: the day, the processors, the version of Polars."""
    return {
        "day": str(date.today()),  # noqa: DTZ011 (the day of the measurement)
        "processors": os.cpu_count(),
        "polars": pl.__version__,
    }


def keep(name: str, result: dict[str, Any]) -> None:
    """Print the result and write it to ``benchmarks/results/<name>-<day>.json``."""
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(circumstances() | result, indent=2)
    path = RESULTS / f"{name}-{circumstances()['day']}.json"
    path.write_text(text + "\n", encoding="utf-8")
    print(text)
    print(f"written to {path.relative_to(RESULTS.parent.parent)}")
