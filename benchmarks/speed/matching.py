"""Matching against suppression sources, against Polars' own reading of the same campaign.

    python -m benchmarks.speed.matching [CONTACTS [ENTRIES]]      (10,000,000 against 100,000,000)

Whole processes, the median of the runs; only the ratios travel. Polars reads every cell of the
campaign's CSV as text once. Matching begins where a check has it, with the normalised addresses of
the campaign's contacts in memory (their reading is taken off), and ends with the columns that say
who is suppressed: against a built index of all entries, and against a CSV of as many addresses as
there are contacts. Both must find as many contacts as a join of the same addresses. The result is
written to ``benchmarks/results/`` with the day.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.speed.lists import make_list
from benchmarks.speed.measuring import RUNS, measured, medians
from benchmarks.speed.reading import POLARS
from benchmarks.support.results import keep
from listcheck.matching import IndexBuilder, key_of

_BLOCK = 5_000_000
#: Begins with addresses in memory, as a check does; what is timed is what comes then.
MATCH = """
import sys, time
from datetime import date
from pathlib import Path
import polars as pl
from listcheck.core import columns as c
from listcheck.config.inputs import Dated
from listcheck.suppression import Reading, load_people
from listcheck.matching import Scope, hits_of, key_columns, keys_in, with_suppression
addresses = pl.read_ipc("addresses.arrow")["email"]
began = time.perf_counter()
if sys.argv[1] != "none":
    _, people = load_people(Dated(Path(sys.argv[1])), "source", Path("."), Reading(["GB", "DE"]))
    contacts = pl.DataFrame({c.MAILBOX.name: addresses, c.EMAIL.name: addresses})
    keys = dict(key_columns([c.MAILBOX.name], people.entries.forms))
    judged = contacts.select(
        *(key.alias(name) for name, key in keys.items()),
        pl.lit(None, dtype=pl.Datetime).alias(c.REJOINED_AT.name),
        pl.lit(value=False).alias(c.OPT_OUT_LIFTED.name),
    )
    del contacts, addresses
    scope = Scope("email", "marketing", date.today())
    hits = hits_of([people.entries], keys_in(judged, keys), scope, dated=False)
    told = with_suppression(judged.lazy(), hits).collect()
    print(told[c.SUPPRESSED.name].count())
    print(time.perf_counter() - began, file=sys.stderr)
"""


def compared(contacts: int, entries: int, runs: int) -> dict[str, Any]:
    """Reading and both kinds of matching, in turn: figures and ratios."""
    figures: dict[str, list[tuple[float, float]]] = {
        name: [] for name in ("polars reads", "no source", "index", "raw source")
    }
    with tempfile.TemporaryDirectory() as temporary:
        here = Path(temporary)
        # A process of its own: what is made must not count as memory of those that are measured.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
            built, expected = apart.submit(make_all, here, contacts, entries).result()
        size = (here / "list.csv").stat().st_size
        for _ in range(runs):
            for name, code, argument in (
                ("polars reads", POLARS, "list.csv"),
                ("no source", MATCH, "none"),
                ("index", MATCH, "index.parquet"),
                ("raw source", MATCH, "raw.csv"),
            ):
                command = [sys.executable, "-c", code, argument]
                figures[name].append(measured(command, here, here / name))
        index_megabytes = round((here / "index.parquet").stat().st_size / 1e6)
        found = {name: int((here / name).read_text()) for name in ("index", "raw source")}
    if not expected or any(count != expected for count in found.values()):
        raise SystemExit(f"not the same work: a join finds {expected} contacts, listcheck {found}")
    table = medians(figures)
    base, idle = table["polars reads"]["seconds"], table["no source"]["seconds"]
    return {
        "contacts": contacts,
        "entries": entries,
        "suppressed": expected,
        "megabytes": round(size / 1e6),
        "index_megabytes": index_megabytes,
        "index_built_in_seconds": round(built, 1),
        "figures": table,
        "index_ratio": round((table["index"]["seconds"] - idle) / base, 2),
        "raw_ratio": round((table["raw source"]["seconds"] - idle) / base, 2),
    }


def whole(contacts: int = 10_000_000, entries: int = 100_000_000) -> None:
    """The comparison at its full size, kept."""
    keep("matching", compared(contacts, entries, RUNS))


def short() -> None:
    """One run on few contacts: the same ones are found, whatever the ratio."""
    print(json.dumps(compared(50_000, 300_000, 1), indent=2))


def make_all(here: Path, contacts: int, entries: int) -> tuple[float, int]:
    """The campaign, its addresses and both sources in a folder.

    Returns the seconds that the index took and the number of contacts in both sources.
    """
    make_list(here / "list.csv", contacts)
    own = pl.scan_csv(here / "list.csv", infer_schema=False).select(email=pl.col("Email"))
    own.sink_ipc(here / "addresses.arrow")
    make_source(here / "raw.csv", here / "addresses.arrow", contacts)
    seconds = make_index(here / "index.parquet", here / "addresses.arrow", entries, here)
    suppressed = pl.scan_ipc(here / "addresses.arrow").gather_every(100)
    both = pl.scan_ipc(here / "addresses.arrow").join(suppressed, on="email", how="semi")
    return seconds, both.select(pl.len()).collect(engine="streaming").item()


def make_source(path: Path, addresses: Path, entries: int) -> None:
    """A CSV of ``entries`` addresses, every hundredth of them in the campaign."""
    own = pl.scan_ipc(addresses).select("email").gather_every(100)
    others = pl.LazyFrame({"at": pl.int_range(entries - entries // 100, eager=True)}).select(
        email=pl.format("reader{}@post-{}.example.com", "at", pl.col("at") % 40_000)
    )
    pl.concat([own, others]).sink_csv(path)


def make_index(path: Path, addresses: Path, entries: int, work: Path) -> float:
    """An index of ``entries`` entries, every hundredth contact among them; seconds it took."""
    began = time.monotonic()
    builder = IndexBuilder(work)
    own = pl.read_ipc(addresses)["email"].gather_every(100)
    builder.add(pl.DataFrame({"key": own}).with_columns(key_of(pl.col("key"))), 0)
    rest = entries - len(own)
    for start in range(0, rest, _BLOCK):
        at = pl.int_range(start, min(rest, start + _BLOCK), eager=True).alias("at")
        block = at.to_frame().select(
            key=key_of(pl.format("reader{}@post-{}.example.com", "at", pl.col("at") % 40_000)),
            since=pl.datetime(2020, 1, 1) + pl.duration(minutes=pl.col("at") % 3_000_000),
            row=pl.col("at").cast(pl.UInt32),
        )
        builder.add(block, 0)
    source = {
        "name": "made.csv", "obtained": str(date.today()), "entries": entries,  # noqa: DTZ011
        "unreadable": 0, "remarks": [], "only_bounces": False,
    }  # fmt: skip
    builder.write(path, {"version": "", "built": "", "forms": ["plain"], "domains": [],
                         "sources": [source]})  # fmt: skip
    return time.monotonic() - began


if __name__ == "__main__":
    whole(*(int(argument) for argument in sys.argv[1:]))
