"""The judging pass stays in the streaming engine, reads the list lazily and keeps its order."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import polars as pl
import polars.selectors as cs
import pytest

from listcheck.campaign.asked import LATE
from listcheck.campaign.model import Campaign
from listcheck.campaign.plan import Plan, contacts_of
from listcheck.campaign.prepare import prepare
from listcheck.config.inputs import Dated, RegisterCopy
from listcheck.config.settings import Settings
from listcheck.core import columns as c
from listcheck.engines.local import ENGINE

#: The colour by which Polars marks a node that falls back to the in-memory engine.
FALLBACK = '"0.0 0.3 1.0"'
ROWS = 30_000


@pytest.fixture(params=["email", "call"])
def campaign(request: pytest.FixtureRequest, tmp_path: Path) -> Campaign:
    """A list with every kind of source given, larger than one batch of the engine."""
    chance = random.Random(4711)
    countries = ["GB", "Deutschland", "IE", "", "Italy", "XK", "NO"]
    lines = ["email,phone,country,company,account_id,consent,opted_out"]
    lines += [
        f"person{chance.randrange(ROWS)}@firma-{chance.randrange(500)}.co.uk,"
        f"+44207946{chance.randrange(10_000):04},{chance.choice(countries)},"
        f"Firma {chance.choice(['Ltd', 'GmbH', ''])},ACC{chance.randrange(50)},"
        f"{chance.choice(['opt_in', 'none', ''])},{chance.choice(['', 'no', 'yes'])}"
        for _ in range(ROWS)
    ]
    (tmp_path / "list.csv").write_text("\n".join(lines) + "\n")
    (tmp_path / "optouts.csv").write_text("email\nperson5@firma-5.co.uk\n+442079460018\n")
    (tmp_path / "orgs.csv").write_text("domain,account_id\nfirma-7.co.uk,\na.firma-8.co.uk,ACC9\n")
    (tmp_path / "tps.csv").write_text("02079460020\n")
    day = date(2026, 11, 20)
    settings = Settings(
        send_date=date(2026, 11, 22),
        channel=request.param,
        suppress=(Dated(tmp_path / "optouts.csv", day),),
        org_optouts=(Dated(tmp_path / "orgs.csv", day),),
        registers=(RegisterCopy("TPS", Dated(tmp_path / "tps.csv", day)),),
    )
    return prepare([str(tmp_path / "list.csv")], settings, tmp_path)


def fallbacks(frame: pl.LazyFrame) -> list[str]:
    """Nodes of the physical plan that would hold the whole list in memory."""
    plan = frame.show_graph(plan_stage="physical", engine="streaming", raw_output=True)
    assert plan is not None
    return [line for line in plan.splitlines() if FALLBACK in line and "Legend" not in line]


def test_the_marker_is_still_what_polars_uses() -> None:
    frame = pl.LazyFrame({"a": [1, 2]}).select(pl.col("a").replace_strict({1: 2}, default=None))
    assert fallbacks(frame), "Polars marks fallbacks differently now: mend FALLBACK"


def narrow(campaign: Campaign) -> pl.LazyFrame:
    plan = Plan.of(campaign)
    words = pl.Categorical(pl.Categories.random(namespace="test", physical=pl.UInt16))
    return plan.narrow(plan.fields(campaign.parts[0].frame, 0), words)


def test_no_stage_falls_back_to_memory(campaign: Campaign) -> None:
    assert fallbacks(narrow(campaign)) == []


def test_contacts_keep_the_order_of_the_list(campaign: Campaign) -> None:
    plan = Plan.of(campaign)
    judged = ENGINE.judge(plan, campaign.parts)
    assert judged[c.ROW.name].to_list() == list(range(1, ROWS + 1))
    settled = ENGINE.settle(plan, judged)
    assert settled[c.ROW.name].to_list() == list(range(1, ROWS + 1))


def test_streaming_and_memory_give_the_same_answers(campaign: Campaign) -> None:
    frame = narrow(campaign)
    streamed = frame.collect(engine="streaming")
    assert streamed.equals(frame.collect(engine="in-memory"))
    answers = streamed.select(cs.boolean() & cs.contains("."))
    assert answers.width > 40
    assert answers.null_count().sum_horizontal().item() == 0


def test_every_promised_column_is_there_with_its_type(campaign: Campaign) -> None:
    schema = contacts_of(campaign).collect_schema()
    later = {
        c.VERDICT.name, c.DUPLICATE_OF.name, c.OPTED_OUT_COPY.name, *LATE,
    } - {c.OPT_OUT_LIFTED.name}  # fmt: skip
    for column in vars(c).values():
        if isinstance(column, c.Column) and column.name not in later:
            assert schema[column.name] == column.dtype, column.name
