"""The law is joined within the stream, and keeps rows as they stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from listcheck.core import columns as c
from listcheck.policy import (
    Law,
    RegisterState,
    law_of,
    with_policy,
)
from tests.policy.applying import CONTACT, SCHEMA, TODAY, frame_of, guide, shipped

LEGEND = "label=<"
FALLBACK = '"0.0 0.3 1.0"'


def fresh(law: Law) -> dict[str, RegisterState]:
    """A copy of every register that the law names."""
    return dict.fromkeys(sorted(law.registers_named), "fresh")


def fallbacks(frame: pl.LazyFrame) -> list[str]:
    """Nodes of the streaming plan that Polars hands to its in-memory engine."""
    graph = frame.show_graph(plan_stage="physical", engine="streaming", raw_output=True)
    assert graph is not None
    (legend,) = [line for line in graph.splitlines() if line.startswith(LEGEND)]
    assert FALLBACK in legend, "Polars marks the nodes otherwise now"
    return [line for line in graph.splitlines() if FALLBACK in line and line != legend]


def many(height: int, listed: tuple[str, ...]) -> pl.DataFrame:
    """Contacts of all kinds, known and unknown, in no order that a sort would keep."""
    values: dict[str, tuple[Any, ...]] = {
        "country": ("IE", "CZ", "GB", "NO", "DE", None, "JP", "BE", "FR", "AT", "US"),
        "other_country": (None, None, None, "GB", "IE"),
        "party": ("first", "third", None),
        "address_kind": ("individual", "generic", None),
        "subscriber": ("corporate", "individual", None),
        "line_type": ("mobile", "fixed", None, "other"),
        "number_source": (None, "directory", "given"),
        "relationship": ("customer", None, "enquiry"),
        "consent": (None, "none", "opt_in", "double_opt_in"),
        **{c.listed_on(name): (False, True, None) for name in listed},
    }
    schema = SCHEMA | {c.listed_on(name): pl.Boolean for name in listed}
    schema |= {c.listed_since(name): pl.Date for name in listed}
    columns = {
        name: [options[(at * 7 + at // 13) % len(options)] for at in range(height)]
        for name in schema
        for options in [values.get(name, (None,))]
    }
    return pl.DataFrame(columns, schema=schema).with_row_index("row")


@pytest.mark.parametrize("pack", ["guide", "current"])
@pytest.mark.parametrize("channel", ["email", "sms", "call", "automated-call"])
def test_the_law_joins_within_the_stream(tmp_path: Path, channel: str, pack: str) -> None:
    law = law_of(shipped(), channel, on=TODAY, pack=pack)
    registers = fresh(law)
    path = tmp_path / "contacts.parquet"
    many(2000, tuple(registers)).write_parquet(path, row_group_size=100)
    assert fallbacks(with_policy(pl.scan_parquet(path), law, registers)) == []


def test_a_plan_that_leaves_the_stream_would_be_seen() -> None:
    frame = frame_of([CONTACT]).with_columns(
        pl.col("party").replace_strict({"first": "1"}, default=None)
    )
    assert fallbacks(frame)


@pytest.mark.parametrize("channel", ["email", "call"])
def test_rows_keep_their_order_and_number(tmp_path: Path, channel: str) -> None:
    law = guide(channel)
    registers = fresh(law)
    contacts = many(20_000, tuple(registers))
    path = tmp_path / "contacts.parquet"
    contacts.write_parquet(path, row_group_size=500)
    found = with_policy(pl.scan_parquet(path), law, registers).collect(engine="streaming")
    assert found.select(contacts.columns).equals(contacts)
    # A contact's answer does not depend on its neighbours.
    sample = contacts.gather_every(997)
    alone = with_policy(sample.lazy(), law, registers).collect()
    assert found.filter(pl.col("row").is_in(sample["row"].implode())).equals(alone)
    # No null but where null has a meaning.
    meant = {"rule", "basis", "register", "soft_opt_in_met", "soft_opt_in_reason", "rule_reason"}
    added = [name for name in found.columns if name not in contacts.columns]
    assert {name for name in added if found[name].null_count()} <= meant
