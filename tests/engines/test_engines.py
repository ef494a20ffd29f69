"""Every engine gives the same answers, and so does its plan in another process, a row at a time."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields, replace
from pathlib import Path

import click
import polars as pl
import polars.selectors as cs
import pytest
from polars.testing import assert_frame_equal

from listcheck.campaign import plan as plan_module
from listcheck.campaign.model import Campaign
from listcheck.campaign.plan import Plan
from listcheck.campaign.prepare import prepare
from listcheck.checks import contact_checks
from listcheck.cli.app import cli
from listcheck.cli.check import check_command, read_settings
from listcheck.config.inputs import Dated
from listcheck.core import columns as c
from listcheck.core.errors import UsageProblem
from listcheck.core.part import Part
from listcheck.engines.choose import ENGINES, engine_named
from listcheck.matching import KEY_PREFIX, IndexEntries
from listcheck.suppression.build_index import build
from tests.engines.batches import in_batches, worker
from tests.snapshots.lists import write_campaign
from tests.support.cases import Run
from tests.support.ledgers import filed

#: Calls, texts and e-mail; for marketing and a contract.
SEEDS = (1, 2, 4)
#: Rows of a file that are handed out one by one: each takes a quarter of a second.
FEW = 8


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPoolExecutor]:
    with worker() as begun:
        yield begun


def opened(folder: Path, file: str, arguments: Sequence[str]) -> Campaign:
    """The campaign of a command in ``folder``, which is the working directory."""
    above = click.Context(cli, info_name="listcheck", **cli.context_settings)
    context = check_command.make_context("check", [file, *arguments], above)
    options = {
        name: value for name, value in context.params.items() if name not in ("lists", "config")
    }
    return prepare([file], read_settings([file], None, options), folder)


def seeded(folder: Path, seed: int) -> Campaign:
    written = write_campaign(folder, seed)
    return opened(folder, written.file, written.arguments)


def with_everything(folder: Path, say: Run, ledger: str) -> Campaign:
    """Two files; a ledger with people who came back, an index, registers, organisations."""
    written = write_campaign(folder, 6)
    (folder / "two").mkdir()
    (folder / "two" / "a.csv").write_bytes((folder / "list.csv").read_bytes())
    people = [f"jan.peeters@firma-{at}.be" for at in range(1, 8)]
    rows = [f"{one},{one.replace('peeters', 'maes')},ACC{at}" for at, one in enumerate(people)]
    rows += [f"{people[0].upper()},,", f"other@firma-9.de,{people[1]},"]
    (folder / "two" / "b.csv").write_text(
        "\n".join(["Email,Second email,Account,Opted out,Opted out at",
                   *(f"{row},," for row in rows), f"{people[5]},,,yes,2024-03-01", ""])
    )  # fmt: skip
    (folder / "out.csv").write_text(
        "email,unsubscribed_at,reason\n"
        f"{people[2]},2024-03-01,\n{people[3]},,\n{people[4]},2024-03-01,hard bounce\n"
        "jan.maes@firma-4.be,,\n"
    )
    build([Dated(folder / "out.csv")], folder / "index.parquet", None)
    filed()
    say(people[0], "record")
    say("boss@firma-7.be", "record", "--scope", "organisation", "--mode", "prospecting")
    back = ("record", "--rejoin", "--route", "link", "--evidence", "mail.eml", "--received")
    for one in (people[2], people[4], people[5]):
        say(one, *back, "2024-05-01")
    arguments = [*written.arguments, "--ledger", ledger, "--suppress", "index.parquet@2026-11-20"]
    return opened(folder, "two", [*arguments, "--channel", "email"])


@pytest.fixture(params=[*SEEDS, "everything"])
def campaign(request: pytest.FixtureRequest, tmp_path: Path, say: Run, ledger: str) -> Campaign:
    if request.param == "everything":
        return with_everything(tmp_path, say, ledger)
    return seeded(tmp_path, request.param)


def few(part: Part) -> Part:
    """The same file as if it ended after some rows."""
    frame = part.frame.head(FEW).collect()
    records = frame.height + part.unreadable.height
    return replace(part, frame=frame.lazy(), records=records, verbatim=False)


def plain(frame: pl.DataFrame) -> pl.DataFrame:
    """The same with words as text: each engine stores them as it likes."""
    return frame.with_columns(cs.categorical().cast(pl.String))


def whole(name: str, plan: Plan, parts: Sequence[Part]) -> tuple[pl.DataFrame, pl.DataFrame]:
    engine = engine_named(name)
    judged = engine.judge(plan, parts)
    return plain(judged), plain(engine.settle(plan, judged))


@pytest.mark.parametrize("name", ENGINES)
def test_batches_of_any_size_give_the_answers_of_every_engine(
    campaign: Campaign,
    name: str,
    pool: ProcessPoolExecutor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan, parts = Plan.of(campaign), [few(part) for part in campaign.parts]
    judged, settled = whole(name, plan, parts)
    # As a long list is judged, each thing asked once.
    monkeypatch.setattr("listcheck.engines.local._FEW", -1)
    once, _ = whole(name, plan, parts)
    assert_frame_equal(once, judged)
    assert [one for one in judged.columns if one.startswith(KEY_PREFIX)]
    assert settled[c.VERDICT.name].n_unique() > 1
    for size in (1, 7, FEW):
        apart, together = in_batches(pool, plan, parts, size)
        assert_frame_equal(plain(apart), judged)
        assert_frame_equal(plain(together), settled)


def test_the_lists_reach_what_they_are_meant_for(tmp_path: Path, say: Run, ledger: str) -> None:
    """An opt-out of the ledger and of the index, one that was lifted, a copy, a register."""
    campaign = with_everything(tmp_path, say, ledger)
    assert any(isinstance(source, IndexEntries) for source in campaign.people)
    assert campaign.registers
    _, settled = whole("local", Plan.of(campaign), campaign.parts)
    suppressed = settled[c.SUPPRESSED.name].drop_nulls().to_list()
    assert any("ledger" in names for names in suppressed)
    assert any("index" in names or "out.csv" in names for names in suppressed)
    assert settled[c.OPT_OUT_LIFTED.name].any()
    assert settled[c.SUPPRESSED_BOUNCE.name].any()
    assert settled[c.DUPLICATE_OF.name].count()
    assert settled[c.OPTED_OUT_COPY.name].any()
    assert settled[c.ORG_CASE.name].count()


def test_a_plan_holds_no_list(campaign: Campaign) -> None:
    """Nothing of it is lazy or open, and its contacts are not in it."""
    plan = Plan.of(campaign)
    kinds = {type(getattr(plan, field.name)) for field in fields(plan)}
    assert not kinds & {pl.LazyFrame, Part, Campaign}
    for part in campaign.parts:
        part.frame.collect()
        assert str(part.file.path).encode() not in pickle.dumps(replace(plan, people=()))


def test_batches_are_judged_without_the_entries_of_the_sources(tmp_path: Path) -> None:
    """An engine need not send the sources along: their forms tell which keys a contact has."""
    campaign = seeded(tmp_path, 1)
    plan = Plan.of(campaign)
    lean = replace(plan, people=())
    cells = campaign.parts[0].frame
    assert_frame_equal(
        lean.narrow(lean.fields(cells, 0)).collect(), plan.narrow(plan.fields(cells, 0)).collect()
    )


def test_other_checks_elsewhere_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process without a plug-in would let pass what the plug-in finds."""
    plan = Plan.of(seeded(tmp_path, 1))
    monkeypatch.setattr(plan_module, "contact_checks", lambda: contact_checks()[:-1])
    with pytest.raises(UsageProblem, match=rf"\({contact_checks()[-1].code}\)"):
        _ = plan.checks


def test_an_unknown_engine_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Email\na@firma-1.com\n")
    (tmp_path / "listcheck.toml").write_text('engine = "sparc"\n')
    ended = run("check", "list.csv")
    assert ended.status == 2
    assert "engine sparc (--engine, or engine in the configuration): there is no" in ended.err
    assert "known are local" in ended.err
    assert run("check", "list.csv", "--engine", "local").status == 1
