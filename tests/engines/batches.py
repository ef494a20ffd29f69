"""A plan carried out in batches, by another process that has nothing but the pickled plan.

It stands for any engine that spreads a list: the stages are handed a few rows at a time, and only
what lies across rows is done here. Functions of this module run in the process of ``worker``.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

import polars as pl

from listcheck.campaign.plan import Plan
from listcheck.core import columns as c
from listcheck.core.part import Part
from listcheck.matching import keys_in, with_duplicates

#: Carries out a stage of the plan on a batch: its name, the batch, further arguments.
Stage = Callable[..., pl.DataFrame]
_PLANS: dict[bytes, Plan] = {}


@contextmanager
def worker() -> Iterator[ProcessPoolExecutor]:
    """A process begun anew: it inherits no memory and no open file."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield pool


def carry_out(pickled: bytes, batches: Sequence[tuple[Any, ...]]) -> list[pl.DataFrame]:
    """Each batch (stage, rows, further arguments) through its stage of the plan."""
    plan = _PLANS.setdefault(pickled, pickle.loads(pickled))  # noqa: S301 (made by this test)
    return [_stage(plan, name)(rows.lazy(), *more).collect() for name, rows, *more in batches]


def _stage(plan: Plan, name: str) -> Callable[..., pl.LazyFrame]:
    if name == "narrow":
        return lambda cells, at: plan.narrow(plan.fields(cells, at))
    found: Callable[..., pl.LazyFrame] = getattr(plan, name)
    return found


def in_batches(
    pool: ProcessPoolExecutor, plan: Plan, parts: Sequence[Part], size: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What an engine gives that hands out ``size`` rows at a time: judged, and settled."""
    pickled = pickle.dumps(plan)

    def spread(name: str, rows: pl.DataFrame, *more: Any) -> list[pl.DataFrame]:
        batches = [(name, batch, *more) for batch in rows.iter_slices(size)]
        return pool.submit(carry_out, pickled, batches).result()

    cells = [part.frame.collect() for part in parts]
    narrow = pl.concat(
        [batch for at, rows in enumerate(cells) for batch in spread("narrow", rows, at)]
    )
    own: Plan = pickle.loads(pickled)  # noqa: S301 (made by this test)
    came_back = narrow[c.REJOINED_AT.name].count() > 0
    hits = own.hits(keys_in(narrow, own.keys), rejoined=came_back)
    judged = pl.concat(spread("judged", narrow, hits))
    return judged, pl.concat(spread("verdicts", with_duplicates(judged)))
