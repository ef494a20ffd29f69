"""Steps carried out over batches of rows: each is asked once per distinct thing that it reads."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from listcheck.core.likeness import is_constant, mostly_distinct
from listcheck.core.remembered import ColumnGroup, Memory
from listcheck.core.steps import Step, answers_of_step, steps_for

#: Tables of so few rows each are made one where a step reads them together.
_FEW: Final = 256
#: So few rows they may have together.
_FEW_TOGETHER: Final = 2_000
#: Odd, so that multiplying by it loses nothing.
_MIX: Final = 0x9E3779B97F4A7C15
_WORD: Final = 1 << 64


class Carrier:
    """Steps carried out over one batch after the other, or several at once.

    What they were asked is remembered, so that it is asked once in all. The last step is asked
    when all batches were seen: until then each row keeps the number of what it asks.
    """

    def __init__(self, steps: Sequence[Step], last: Step, wanted: Sequence[str]) -> None:
        """The steps that the columns wanted depend on; the last one reads something."""
        if not last.reads:
            raise ValueError("the last step reads nothing: it is no question about rows")
        self._wanted = list(wanted)
        self._last = last
        self._steps = steps_for(steps, ({*wanted} - {*last.adds}) | {*last.reads})
        self._memory = Memory()

    def __call__(self, frame: pl.DataFrame) -> Carried:
        """The columns wanted, of the rows of a batch."""
        rows = RowColumns(frame, self._memory)
        for step in self._steps:
            rows.add(step)
        own = [name for name in self._wanted if name not in self._last.adds]
        asked = rows.asked(self._last)
        if asked is None:
            # Nearly every row asks something else: nothing is gained by waiting.
            rows.add(replace(self._last, each=True))
            return Carried(rows.frame(self._wanted), None, self._last, self._wanted)
        return Carried(rows.frame(own), asked, self._last, self._wanted)


@dataclass(frozen=True)
class Carried:
    """A batch that was carried out, but for the last step."""

    _own: pl.DataFrame
    _asked: ColumnGroup | None
    _last: Step
    _wanted: Sequence[str]

    @property
    def height(self) -> int:
        """How many rows there are."""
        return self._own.height

    def frame(self) -> pl.DataFrame:
        """The columns wanted; best asked for once all batches have been seen."""
        if self._asked is None or self._asked.known is None or self._asked.at is None:
            return self._own
        answers = self._asked.known.answers(self._last)
        laid = answers.select(pl.all().gather(self._asked.at))
        return self._own.hstack(laid.get_columns()).select(self._wanted)


class RowColumns:
    """Rows of a frame, and the columns that steps add to them.

    Combinations are told apart by 64 bits of a hash with a seed of its own for every run: among a
    million, two are taken for one in one of 36 million runs, and nobody can choose such a list.
    """

    def __init__(self, frame: pl.DataFrame, memory: Memory | None = None) -> None:
        """Begin with the columns of a frame; ``memory`` is shared with other batches."""
        self.height = frame.height
        self._memory = memory or Memory()
        # In one piece: columns in unlike pieces would be copied again and again.
        self._groups = [ColumnGroup(frame.rechunk(), None)]
        self._group_of = dict.fromkeys(frame.columns, 0)

    def add(self, step: Step) -> None:
        """Carry out a step.

        Raises:
            KeyError: it reads a column that is not there.
        """
        by_group = self._by_group(step.reads)
        telling = self._telling(by_group)
        if step.each:
            self._put(ColumnGroup(answers_of_step(step, self._chosen(by_group, None)), None))
            return
        if len(telling) > 1 and self._together(list(telling)):
            by_group = self._by_group(step.reads)
            telling = self._telling(by_group)
        if len(telling) == 1:
            ((at, names),) = telling.items()
            group = self._groups[at]
            if group.at is not None and group.known is not None:
                self._keep(self._derived(step, by_group, group, names))
                return
        if not telling:
            one = self._key(step.reads, by_group, height=1)
            answer = self._memory.of(step).ask(one, lambda rows: self._chosen(by_group, rows), step)
            self._keep(ColumnGroup(pl.DataFrame(answer.of_rows(step.adds, 1)), None))
            return
        key = self._key(step.reads, by_group)
        if mostly_distinct(key):
            self._keep(ColumnGroup(answers_of_step(step, self._chosen(by_group, None)), None))
            return
        self._keep(self._memory.of(step).ask(key, lambda rows: self._chosen(by_group, rows), step))

    def asked(self, step: Step) -> ColumnGroup | None:
        """What a step would be asked, each thing once; None where nearly every row differs."""
        by_group = self._by_group(step.reads)
        key = self._key(step.reads, by_group)
        if mostly_distinct(key):
            return None
        same = Step(step.reads, step.reads, lambda frame: frame)
        return self._memory.of(("asked", step)).ask(
            key, lambda rows: self._chosen(by_group, rows), same
        )

    def frame(self, names: Sequence[str]) -> pl.DataFrame:
        """Some columns, a value for each row."""
        return self._chosen(self._by_group(names), None).select(names)

    def kinds(self, names: Sequence[str]) -> tuple[pl.DataFrame, pl.Series]:
        """The distinct combinations of some columns, and of each row which one it has (UInt32)."""
        same = Step(tuple(names), tuple(names), lambda frame: frame)
        by_group = self._by_group(names)
        group = self._memory.of(same).ask(
            self._key(names, by_group), lambda rows: self._chosen(by_group, rows), same
        )
        number = group.at
        if number is None:
            raise AssertionError("rows were asked for and none was told apart")
        return group.table, number

    def _by_group(self, names: Sequence[str]) -> dict[int, list[str]]:
        by_group: dict[int, list[str]] = {}
        for name in names:
            by_group.setdefault(self._group_of[name], []).append(name)
        return by_group

    def _telling(self, by_group: dict[int, list[str]]) -> dict[int, list[str]]:
        """Those of the groups whose rows differ: what is the same everywhere tells nothing."""
        return {at: own for at, own in by_group.items() if self._groups[at].table.height != 1}

    def _together(self, places: list[int]) -> bool:
        """Make one group of small ones, if together they are small as well; whether any was made.

        The steps that follow read them together again, and again.
        """
        small = [
            at
            for at in places
            if self._groups[at].table.height <= _FEW and self._groups[at].at is not None
        ]
        if len(small) < 2:
            return False
        names = sorted(name for name, at in self._group_of.items() if at in small)
        by_group = self._by_group(names)
        same = Step(tuple(names), tuple(names), lambda frame: frame)
        group = self._memory.of(("together", *names)).ask(
            self._key(names, by_group), lambda rows: self._chosen(by_group, rows), same
        )
        if group.table.height > _FEW_TOGETHER:
            return False
        for at in small:
            self._groups[at] = ColumnGroup(pl.DataFrame(), None)
        self._put(group)
        return True

    def _derived(
        self, step: Step, by_group: dict[int, list[str]], group: ColumnGroup, names: list[str]
    ) -> ColumnGroup:
        """A step that reads one kept table only, and what is the same everywhere."""
        known = group.known
        if known is None:
            raise AssertionError("the table is not kept")
        constant = [
            column
            for at, own in by_group.items()
            if self._groups[at] is not group
            for column in self._groups[at].of_rows(own, 1)
        ]

        def made(begin: int, end: int) -> pl.DataFrame:
            own = group.table.select(names).slice(begin, end - begin)
            laid = [column.new_from_index(0, own.height) for column in constant]
            return answers_of_step(step, own.with_columns(laid))

        # What is the same in this batch may be another in the next.
        name = (step, *((column.name, repr(column[0])) for column in constant))
        return ColumnGroup(known.derive(name, group.table.height, made), group.at, known)

    def _keep(self, added: ColumnGroup) -> None:
        """Put what a step added beside the columns whose rows are told apart in the same way."""
        if added.table.height == 1:
            self._put(added)
            return
        same = [column for column in added.table if is_constant(column)]
        if same:
            self._put(ColumnGroup(pl.DataFrame(same).head(1), None))
        rest = added.table.drop(column.name for column in same)
        if rest.width:
            self._put(replace(added, table=rest))

    def _put(self, added: ColumnGroup) -> None:
        if added.table.height == 1:
            added = ColumnGroup(added.table, None)
        for at, group in enumerate(self._groups):
            if group.at is added.at and group.table.height == added.table.height:
                table = group.table.with_columns(added.table.get_columns())
                self._groups[at] = replace(group, table=table)
                break
        else:
            at = len(self._groups)
            self._groups.append(added)
        self._group_of |= dict.fromkeys(added.table.columns, at)

    def _key(
        self, names: Sequence[str], by_group: dict[int, list[str]], height: int | None = None
    ) -> pl.Series:
        """One number per row, the same where the rows agree in those columns.

        It is the same in every batch, in whatever groups the columns are there.
        """
        factors = {name: pow(_MIX, at, _WORD) for at, name in enumerate(names, start=1)}
        same, key = 0, None
        for at, own in by_group.items():
            group = self._groups[at]
            hashes = group.table.select(
                _sum_of(
                    pl.col(name).hash(self._memory.seed) * pl.lit(factors[name], dtype=pl.UInt64)
                    for name in own
                ).alias("key")
            ).to_series()
            if group.table.height == 1:
                same = (same + int(hashes[0])) % _WORD
                continue
            hashes = hashes if group.at is None else hashes.gather(group.at)
            key = hashes if key is None else key + hashes
        scalar = pl.repeat(same, height or self.height, dtype=pl.UInt64, eager=True)
        return scalar if key is None else key + scalar

    def _chosen(self, by_group: dict[int, list[str]], rows: pl.Series | None) -> pl.DataFrame:
        """Some rows of those columns, or all."""
        columns: list[pl.Series] = []
        height = self.height if rows is None else len(rows)
        for at, names in by_group.items():
            group = self._groups[at]
            if rows is None or group.table.height == 1:
                columns += group.of_rows(names, height)
                continue
            place = rows if group.at is None else group.at.gather(rows)
            columns += group.table.select(pl.col(names).gather(place)).get_columns()
        if not columns:
            # A step may depend on nothing; it is asked of a row all the same.
            return pl.DataFrame({"": [None]})
        return pl.DataFrame(columns)


def _sum_of(parts: Iterable[pl.Expr]) -> pl.Expr:
    """The sum of some columns of one type."""
    return functools.reduce(operator.add, parts)
