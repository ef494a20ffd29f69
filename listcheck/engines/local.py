"""A plan carried out on this machine, by the streaming engine of Polars."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from listcheck.campaign.plan import Plan
from listcheck.core import columns as c
from listcheck.core.carrier import Carried
from listcheck.core.list_batches import batches_of
from listcheck.core.part import Part
from listcheck.core.side_by_side import in_order
from listcheck.engines.interface import Engine, nobody_asks
from listcheck.matching import keys_in, with_duplicates
from listcheck.readers import verify_count

#: A list of so few contacts is judged row by row.
_FEW: Final = 10_000


@dataclass(frozen=True)
class Local:
    """Here: one streaming pass over the list, and the rest in memory."""

    name: str = "local"

    def judge(
        self, plan: Plan, parts: Sequence[Part], done: Callable[[int], None] = nobody_asks
    ) -> pl.DataFrame:
        """See :class:`listcheck.engines.interface.Engine`.

        One streaming pass judges each contact by itself and notes its keys; then the suppression
        sources are asked about all keys at once, and the checks on opt-outs follow.
        """
        # Two bytes a cell: a contact costs some fifty bytes while the list is judged.
        words = pl.Categorical(pl.Categories.random(namespace="listcheck", physical=pl.UInt16))
        if sum(part.readable for part in parts) <= _FEW:
            # One query of every row costs less than finding out what few rows have in common.
            cells = [plan.fields(part.frame, at) for at, part in enumerate(parts)]
            narrow = plan.narrow(pl.concat(cells), words).collect(engine="streaming")
        else:
            narrow = pl.concat(batch.frame() for batch in _carried(plan, parts, words, done))
        for at, part in enumerate(parts):
            rows = narrow.filter(c.PART.expr == at)[c.ROW.name]
            verify_count(part, rows.len())
            if not rows.is_sorted():
                # The verdicts are laid beside the records as they stand in the file.
                raise AssertionError("the judged contacts are not in the list's order")
        hits = plan.hits(
            keys_in(narrow, plan.keys), rejoined=narrow[c.REJOINED_AT.name].count() > 0
        )
        # In memory: of the columns that are there, none is copied.
        return plan.judged(narrow.lazy(), hits, words).collect()

    def settle(self, plan: Plan, judged: pl.DataFrame) -> pl.DataFrame:
        """See :class:`listcheck.engines.interface.Engine`."""
        return plan.verdicts(with_duplicates(judged).lazy()).collect()


def _carried(
    plan: Plan, parts: Sequence[Part], words: pl.Categorical, done: Callable[[int], None]
) -> list[Carried]:
    """All batches of the list, each thing asked once."""
    batches = []
    for at, part in enumerate(parts):
        for batch in in_order(plan.narrower(at, words), batches_of(part)):
            batches.append(batch)
            done(batch.height)
    return batches


ENGINE: Final[Engine] = Local()
