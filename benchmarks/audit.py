"""Audits of 10, 30 and 100 million sends in date partitions: time, memory, a kill and a resume.

``python -m benchmarks.audit [MILLIONS …]`` makes a history of five years, one Parquet file a day,
audits it, and prints seconds, peak memory and the time that Polars needs to read the same logs
once. The first size is also audited with kills in between and compared to the whole run. Needs
room on disk: about 60 bytes a send for the logs and as much for what is judged.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import polars as pl

FIRST: Final = date(2021, 11, 1)
DAYS: Final = 1_826
PEOPLE: Final = 5_000_000
RESULTS: Final = Path(__file__).parent / "results"
COUNTRIES: Final = ("US", "CA", "GB", "DE", "FR", "NL", "ES", "IT", "PL", "SE")
READ: Final = """
import sys, time, polars as pl
began = time.perf_counter()
pl.scan_parquet(sys.argv[1] + "/**/*.parquet", hive_partitioning=False).select(
    pl.all().count()).collect(engine="streaming")
print(time.perf_counter() - began)
"""


def drawn(count: int, below: int, seed: int) -> pl.Series:
    """``count`` numbers below ``below``, the same for the same seed."""
    return pl.int_range(count, eager=True).hash(seed) % below


def people(seed: int) -> pl.DataFrame:
    """Everybody who was ever written to: address, country, consent and its day."""
    consent = drawn(PEOPLE, 10, seed) < 7
    given = FIRST - timedelta(days=1_000)
    return pl.DataFrame(
        {
            "n": pl.int_range(PEOPLE, eager=True),
            "country": drawn(PEOPLE, len(COUNTRIES), seed + 1).replace_strict(
                list(range(len(COUNTRIES))), COUNTRIES, return_dtype=pl.String
            ),
            "consent": consent,
            "days": drawn(PEOPLE, DAYS + 1_000, seed + 2),
        }
    ).select(
        pl.format("reader{}@post-{}.com", "n", pl.col("n") % 9_973).alias("email"),
        "country",
        pl.when("consent").then(pl.lit("opt_in")).alias("consent"),
        pl.when("consent")
        .then(pl.lit(given) + pl.duration(days="days"))
        .dt.to_string("%Y-%m-%d")
        .alias("consent_date"),
    )


def make_logs(folder: Path, sends: int, everybody: pl.DataFrame, seed: int) -> None:
    """One Parquet file a day; ``sends`` in all."""
    a_day = sends // DAYS
    for at in range(DAYS):
        day = FIRST + timedelta(days=at)
        count = a_day + (sends - a_day * DAYS if at == DAYS - 1 else 0)
        rows = everybody[drawn(count, PEOPLE, seed + at)].with_columns(
            pl.lit("first").alias("party"),
            pl.lit("individual").alias("subscriber"),
            pl.lit(f"newsletter {day:%Y-%m}").alias("campaign"),
            (
                pl.lit(day).cast(pl.Datetime)
                + pl.duration(seconds=drawn(count, 86_399, seed + DAYS + at) + 1)
            ).alias("send_time"),
        )
        place = folder / f"date={day}"
        place.mkdir(parents=True, exist_ok=True)
        rows.write_parquet(place / "part-0.parquet")


def make_opt_outs(path: Path, everybody: pl.DataFrame, seed: int) -> None:
    """Two of five people opted out on some day of the five years."""
    chosen = everybody.filter(drawn(PEOPLE, 5, seed) < 2).with_row_index("at")
    chosen.select(
        "email",
        (pl.lit(FIRST) + pl.duration(days=drawn(chosen.height, DAYS, seed + 1)))
        .dt.to_string("%Y-%m-%d")
        .alias("unsubscribed_at"),
    ).write_csv(path)


def run(here: Path, logs: Path, out: str, kill_after: float | None = None) -> dict[str, Any]:
    """One audit as a process of its own: exit status, seconds and peak memory in megabytes."""
    command = [
        sys.executable, "-m", "listcheck", "audit", str(logs), "--suppress",
        f"{here / 'optouts.csv'}@2026-10-31", "-c", str(here / "listcheck.toml"), "-o",
        str(here / out), "--format", "json",
    ]  # fmt: skip
    began = time.perf_counter()
    with (here / "out.txt").open("wb") as output:
        process = subprocess.Popen(command, cwd=here, stdout=output, stderr=subprocess.STDOUT)
        if kill_after is not None:
            try:
                process.wait(kill_after)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
        _, status, usage = os.wait4(process.pid, 0) if process.returncode is None else (0, 0, None)
    return {
        "seconds": round(time.perf_counter() - began, 1),
        "peak_mb": round(usage.ru_maxrss / 1024) if usage else None,
        "status": os.waitstatus_to_exitcode(status) if usage else process.returncode,
    }


def digests(folder: Path) -> dict[str, Any]:
    """What two runs of one audit must share."""
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for name in ("seconds", "files"):
        summary.pop(name)
    found = {item["name"]: item["sha256"] for item in manifest["outputs"]}
    return {
        "summary": summary,
        "files": {name: found[name] for name in found if name.startswith(("verdicts", "violat"))},
    }


def polars_reads(logs: Path) -> float:
    """Seconds that Polars needs to read the same logs once, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", READ, str(logs)], check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def main() -> None:
    """Make, audit, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("millions", type=int, nargs="*", default=[10, 30, 100])
    parser.add_argument("--kills", type=int, default=3)
    options = parser.parse_args()
    here = Path(tempfile.mkdtemp(prefix="listcheck-audit."))
    table: list[dict[str, Any]] = []
    try:
        (here / "listcheck.toml").write_text(
            '[brief]\nsender_name = "Bench"\nunsubscribe = "link"\n', encoding="utf-8"
        )
        everybody = people(1)
        make_opt_outs(here / "optouts.csv", everybody, 2)
        for millions in options.millions:
            logs = here / "sends"
            shutil.rmtree(logs, ignore_errors=True)
            make_logs(logs, millions * 1_000_000, everybody, 3)
            size = sum(path.stat().st_size for path in logs.rglob("*.parquet"))
            found = run(here, logs, "whole")
            found |= {
                "millions": millions,
                "megabytes": size // 2**20,
                "polars_reads": round(polars_reads(logs), 1),
            }
            whole = digests(here / "whole")
            found["sends"] = whole["summary"]["sends"]
            if millions == options.millions[0] and options.kills:
                for number in range(options.kills):
                    run(here, logs, "killed", found["seconds"] * (number + 1) / 10)
                found["after_kills"] = run(here, logs, "killed")
                found["same_after_kills"] = digests(here / "killed") == whole
            print(json.dumps(found), flush=True)
            table.append(found)
    finally:
        shutil.rmtree(here, ignore_errors=True)
    result = {
        "day": str(date.today()),  # noqa: DTZ011 (the day of the measurement)
        "processors": os.cpu_count(),
        "polars": pl.__version__,
        "people": PEOPLE,
        "sizes": table,
    }
    RESULTS.joinpath(f"audit-{result['day']}.json").write_text(
        json.dumps(result, indent=2) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
