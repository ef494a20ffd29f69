"""Steps: columns made of other columns, one row at a time, each asked once per distinct thing.

A list of five million contacts has far fewer domains, companies and states of evidence, and a few
thousand situations in which the law must be asked. A :class:`Step` says which columns it reads and
which it adds. Carried out plainly, it is asked of every row; a
:class:`listcheck.core.carrier.Carrier` asks it of the distinct combinations of what it reads, and
keeps of each row only the number of its answer. So the answers are the same, and a step that reads
little costs little, however long the list is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Step:
    """Columns added to a frame, of which each row depends on its own row only.

    Attributes:
        reads: the columns that ``run`` looks at.
        adds: the columns that it adds, or replaces; those of them that depend on nothing, too.
        run: takes a frame with at least the columns of ``reads``, any number of rows.
        each: what it reads is different in nearly every row, so that every row is asked.
    """

    reads: tuple[str, ...]
    adds: tuple[str, ...]
    run: Callable[[pl.LazyFrame], pl.LazyFrame]
    each: bool = False


def with_steps(frame: pl.LazyFrame, steps: Iterable[Step]) -> pl.LazyFrame:
    """The frame with what the steps add, every row asked."""
    for step in steps:
        frame = step.run(frame)
    return frame


def steps_for(steps: Sequence[Step], wanted: Collection[str]) -> list[Step]:
    """Those of the steps that the columns wanted depend on, in their order."""
    needed, kept = set(wanted), []
    for step in reversed(steps):
        if needed.isdisjoint(step.adds):
            continue
        # A step may replace a column that it reads: an earlier one made it.
        needed = (needed - set(step.adds)) | set(step.reads)
        kept.append(step)
    return kept[::-1]


def answers_of_step(step: Step, frame: pl.DataFrame) -> pl.DataFrame:
    """What a step adds to the rows of a frame, in one piece."""
    return step.run(frame.lazy()).select(step.adds).collect().rechunk()
