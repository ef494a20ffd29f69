"""Audits of 10, 30 and 100 million sends in date partitions: time, memory, kills.

    python -m benchmarks.audit [MILLIONS …]

makes a history of five years, one Parquet file a day, audits it, and prints seconds, peak memory
and the time that Polars needs to read the same logs once. Every send must be answered. The first
size is also audited with kills on the way, and must end with the same verdicts as the whole run.
Needs room on disk: about 60 bytes a send for the logs and as much for what is judged. The result
is written to ``benchmarks/results/`` with the day.
"""

from __future__ import annotations

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
from typing import Any, Final, NamedTuple

import polars as pl

from benchmarks.support.results import keep

FIRST: Final = date(2021, 11, 1)
#: Days after an opt-out when no law leaves any more time to act on it.
LONG_AFTER: Final = 30
COUNTRIES: Final = ("US", "CA", "GB", "DE", "FR", "NL", "ES", "IT", "PL", "SE")
READ: Final = """
import sys, time, polars as pl
began = time.perf_counter()
pl.scan_parquet(sys.argv[1] + "/**/*.parquet", hive_partitioning=False).select(
    pl.all().count()).collect(engine="streaming")
print(time.perf_counter() - began)
"""


class History(NamedTuple):
    """How much is made: days, of which each is a file, and people who are written to.

    ``turn``: after so many days the columns change their order, and an audit ends a batch, as it
    does after a million sends; 0: never.
    """

    days: int
    people: int
    turn: int = 0


FULL: Final = History(days=1_826, people=5_000_000)
SLICE: Final = History(days=120, people=5_000, turn=20)
#: Sends of the short slice.
SENDS: Final = 30_000


def drawn(count: int, below: int, seed: int) -> pl.Series:
    """``count`` numbers below ``below``, the same for the same seed."""
    return pl.int_range(count, eager=True).hash(seed) % below


def people(history: History, seed: int) -> pl.DataFrame:
    """Everybody who was ever written to: address, country, consent and its day."""
    count = history.people
    consent = drawn(count, 10, seed) < 7
    given = FIRST - timedelta(days=1_000)
    return pl.DataFrame(
        {
            "n": pl.int_range(count, eager=True),
            "country": drawn(count, len(COUNTRIES), seed + 1).replace_strict(
                list(range(len(COUNTRIES))), COUNTRIES, return_dtype=pl.String
            ),
            "consent": consent,
            "days": drawn(count, history.days + 1_000, seed + 2),
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


def make_logs(
    folder: Path, history: History, sends: int, everybody: pl.DataFrame, seed: int
) -> None:
    """One Parquet file a day; ``sends`` in all."""
    days = history.days
    a_day = sends // days
    for at in range(days):
        day = FIRST + timedelta(days=at)
        count = a_day + (sends - a_day * days if at == days - 1 else 0)
        rows = everybody[drawn(count, history.people, seed + at)].with_columns(
            pl.lit("first").alias("party"),
            pl.lit("individual").alias("subscriber"),
            pl.lit(f"newsletter {day:%Y-%m}").alias("campaign"),
            (
                pl.lit(day).cast(pl.Datetime)
                + pl.duration(seconds=drawn(count, 86_399, seed + days + at) + 1)
            ).alias("send_time"),
        )
        if history.turn and at // history.turn % 2:
            rows = rows.select(reversed(rows.columns))
        place = folder / f"date={day}"
        place.mkdir(parents=True, exist_ok=True)
        rows.write_parquet(place / "part-0.parquet")


def make_opt_outs(path: Path, history: History, everybody: pl.DataFrame, seed: int) -> None:
    """Two of five people opted out on some day."""
    chosen = everybody.filter(drawn(history.people, 5, seed) < 2).with_row_index("at")
    chosen.select(
        "email",
        (pl.lit(FIRST) + pl.duration(days=drawn(chosen.height, history.days, seed + 1)))
        .dt.to_string("%Y-%m-%d")
        .alias("unsubscribed_at"),
    ).write_csv(path)


def run(here: Path, logs: Path, out: str, batches: int | None = None) -> dict[str, Any]:
    """One audit as a process of its own: exit status, seconds and peak memory in megabytes.

    ``batches``: it is killed as soon as so many have been judged.
    """
    command = [
        sys.executable, "-m", "listcheck", "audit", str(logs), "--suppress",
        f"{here / 'optouts.csv'}@2026-10-31", "-c", str(here / "listcheck.toml"), "-o",
        str(here / out), "--format", "json",
    ]  # fmt: skip
    began = time.perf_counter()
    with (here / "out.txt").open("wb") as output:
        process = subprocess.Popen(command, cwd=here, stdout=output, stderr=subprocess.STDOUT)
        ended = os.wait4(process.pid, os.WNOHANG if batches else 0)
        while ended[0] == 0:
            if batches and len(list((here / f".{out}.partial").glob("*.json"))) > batches:
                # The plan is one of them.
                process.send_signal(signal.SIGKILL)
            time.sleep(0.005)
            ended = os.wait4(process.pid, os.WNOHANG)
    process.returncode = os.waitstatus_to_exitcode(ended[1])
    expected = -signal.SIGKILL if batches else 1
    if process.returncode != expected:
        raise SystemExit(f"the audit ended with {process.returncode}, expected {expected}")
    return {
        "seconds": round(time.perf_counter() - began, 1),
        "peak_mb": round(ended[2].ru_maxrss / 1024),
        "status": process.returncode,
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


def hold_opt_outs(here: Path, logs: Path, out: str) -> dict[str, int]:
    """Fail unless every send is answered, and opt-outs count where and only where they must.

    Counted by joins of the logs as they were made: a send long after its recipient's opt-out is
    a violation for it; one before it, or to somebody who never opted out, is none for it.
    """
    made = pl.concat(
        pl.read_parquet(path).select(
            "email",
            pl.col("send_time").dt.date().alias("day"),
            pl.lit(str(path)).alias("file"),
            pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).alias("row"),
        )
        for path in sorted(logs.rglob("*.parquet"))
    )
    left = pl.read_csv(here / "optouts.csv", try_parse_dates=True)
    told = pl.read_parquet(here / out / "verdicts.parquet").select(
        "file", pl.col("row").cast(pl.UInt32), "answer", "codes"
    )
    sends = made.join(left, on="email", how="left").join(
        told, on=["file", "row"], how="inner", validate="1:1"
    )
    after = pl.col("day") - pl.col("unsubscribed_at")
    late = after > pl.duration(days=LONG_AFTER)
    never = pl.col("unsubscribed_at").is_null() | (after < pl.duration(days=0))
    counts = pl.col("codes").list.contains("LC201")
    found = sends.select(
        sends=pl.len(),
        long_after=late.sum(),
        kept_from=(late & counts & (pl.col("answer") == "violation")).sum(),
        before_or_never=never.sum(),
        wrongly=(never & counts).sum(),
    ).row(0, named=True)
    if (
        (found["sends"], told.height) != (made.height, made.height)
        or not found["long_after"]
        or found["kept_from"] != found["long_after"]
        or found["wrongly"]
    ):
        raise SystemExit(f"{made.height} sends were made: {found}")
    return found


def audited(
    here: Path, history: History, sends: int, everybody: pl.DataFrame, kills: int
) -> dict[str, Any]:
    """The figures of one size; fails where a send is lost, or kills change a verdict."""
    logs = here / "sends"
    shutil.rmtree(logs, ignore_errors=True)
    make_logs(logs, history, sends, everybody, 3)
    size = sum(path.stat().st_size for path in logs.rglob("*.parquet"))
    found = run(here, logs, "whole") | {
        "megabytes": size // 2**20,
        "polars_reads": round(polars_reads(logs), 1),
    }
    whole = digests(here / "whole")
    found["sends"] = whole["summary"]["sends"]
    if found["sends"]["read"] != sends or found["sends"]["unreadable"]:
        raise SystemExit(f"{sends} sends were made, the audit says {found['sends']}")
    for number in range(kills):
        run(here, logs, "killed", number + 1)
    if kills:
        found["after_kills"] = run(here, logs, "killed")
        if digests(here / "killed") != whole:
            raise SystemExit(f"after {kills} kills the verdicts are not those of the whole run")
        found["same_after_kills"] = True
    return found


def begun(here: Path, history: History) -> pl.DataFrame:
    """The configuration and the opt-outs, written; and everybody."""
    (here / "listcheck.toml").write_text(
        '[brief]\nsender_name = "Bench"\nunsubscribe = "link"\n', encoding="utf-8"
    )
    everybody = people(history, 1)
    make_opt_outs(here / "optouts.csv", history, everybody, 2)
    return everybody


def whole(*millions: int) -> None:
    """Every size, the first with kills, kept."""
    table = []
    with tempfile.TemporaryDirectory(prefix="listcheck-audit.") as temporary:
        here = Path(temporary)
        everybody = begun(here, FULL)
        for number, size in enumerate(millions or (10, 30, 100)):
            # A batch is a million sends: each kill comes one batch later, none after the last.
            kills = 0 if number else min(3, size // 2)
            table.append(audited(here, FULL, size * 1_000_000, everybody, kills))
            table[-1]["millions"] = size
            print(json.dumps(table[-1]), flush=True)
    keep("audit", {"people": FULL.people, "sizes": table})


def short() -> None:
    """A small history in batches: killed twice on the way, and each opt-out counted."""
    with tempfile.TemporaryDirectory(prefix="listcheck-audit.") as temporary:
        here = Path(temporary)
        figures = audited(here, SLICE, SENDS, begun(here, SLICE), 2)
        figures["opt_outs"] = hold_opt_outs(here, here / "sends", "killed")
        print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    whole(*(int(argument) for argument in sys.argv[1:]))
