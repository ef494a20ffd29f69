"""Steps: columns made of other columns, one row at a time, each asked once per distinct thing.

A list of five million contacts has far fewer domains, companies and states of evidence, and a few
thousand situations in which the law must be asked. A :class:`Step` says which columns it reads and
which it adds. Carried out plainly, it is asked of every row; a :class:`Rows` asks it of the
distinct combinations of what it reads, and keeps of each row only the number of its answer. So the
answers are the same, and a step that reads little costs little, however long the list is.
"""

from __future__ import annotations

import math
import secrets
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import polars as pl

#: A share of distinct combinations above which asking every row costs less than telling them apart.
_MOSTLY_DISTINCT: Final = 0.8
#: So many rows show whether the combinations are mostly distinct.
_SHOWN: Final = 10_000
#: A table of so few rows is asked as it is.
_SMALL: Final = 2_000
#: Odd, so that multiplying by it loses nothing: combinations in another order are others.
_MIX: Final = 0x9E3779B97F4A7C15


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


@dataclass(frozen=True)
class _Group:
    """Columns that belong together: their distinct values, and which of them each row has.

    ``at`` (UInt32, one per row) is None where the table has a row for each row, or one for all.
    """

    table: pl.DataFrame
    at: pl.Series | None

    def of_rows(self, names: Sequence[str], height: int) -> list[pl.Series]:
        """The columns, a value for each row."""
        own = self.table.select(names)
        if self.at is not None:
            return own.select(pl.all().gather(self.at)).get_columns()
        if own.height == height:
            return own.get_columns()
        return [column.new_from_index(0, height) for column in own.get_columns()]


@dataclass(frozen=True, eq=False)
class _Kinds:
    """The place of one row of each kind, and of each row the number of its kind (UInt32)."""

    first: pl.Series
    number: pl.Series
    #: The same laid over rows of which each has one of these: by the identity of their numbers.
    laid: dict[int, pl.Series] = field(default_factory=dict)

    def of_rows(self, at: pl.Series | None) -> pl.Series:
        """The number of each row's kind, where the kinds are those of a table."""
        if at is None:
            return self.number
        if id(at) not in self.laid:
            self.laid[id(at)] = self.number.gather(at)
        return self.laid[id(at)]


class Rows:
    """Rows of a frame, and the columns that steps add to them.

    Combinations are told apart by 64 bits of a hash whose seed is drawn anew for every ``Rows``:
    two of a million are taken for one in one of 36 million batches, and nobody can choose a list
    for which they are.
    """

    def __init__(self, frame: pl.DataFrame) -> None:
        """Begin with the columns of a frame."""
        self.height = frame.height
        self._seed = secrets.randbits(63)
        # In one piece: columns in unlike pieces would be copied again and again.
        self._groups = [_Group(frame.rechunk(), None)]
        self._group_of = dict.fromkeys(frame.columns, 0)
        self._kinds: dict[tuple[tuple[int, str], ...], _Kinds | None] = {}

    def add(self, step: Step) -> None:
        """Carry out a step.

        Raises:
            KeyError: it reads a column that is not there.
        """
        by_group = self._by_group(step.reads)
        # What is the same in every row tells nothing apart.
        telling = {
            at: names for at, names in by_group.items() if self._groups[at].table.height != 1
        }
        if not telling:
            one = self._chosen(by_group, pl.Series([0], dtype=pl.UInt32))
            self._keep(step, _Group(_run(step, one), None))
        elif len(telling) == 1:
            self._keep(step, self._of_one(step, by_group, *telling.popitem()))
        else:
            kinds = None if step.each else self._told_apart(telling)
            if kinds is None:
                self._keep(step, _Group(_run(step, self._chosen(by_group, None)), None))
            else:
                chosen = self._chosen(by_group, kinds.first)
                self._keep(step, _Group(_run(step, chosen), kinds.number))

    def frame(self, names: Sequence[str]) -> pl.DataFrame:
        """Some columns, a value for each row."""
        columns = [
            column
            for at, own in self._by_group(names).items()
            for column in self._groups[at].of_rows(own, self.height)
        ]
        return pl.DataFrame(columns).select(names)

    def kinds(self, names: Sequence[str]) -> tuple[pl.DataFrame, pl.Series]:
        """The distinct combinations of some columns, and of each row which one it has (UInt32)."""
        by_group = self._by_group(names)
        telling = {at: own for at, own in by_group.items() if self._groups[at].table.height != 1}
        kinds = _kinds_of(self._key(telling, table=False)) if telling else None
        if kinds is not None:
            return self._chosen(by_group, kinds.first).select(names), kinds.number
        every = pl.int_range(self.height, dtype=pl.UInt32, eager=True)
        if telling:
            return self._chosen(by_group, None).select(names), every
        return self._chosen(by_group, pl.Series([0], dtype=pl.UInt32)).select(names), every * 0

    def _by_group(self, names: Sequence[str]) -> dict[int, list[str]]:
        by_group: dict[int, list[str]] = {}
        for name in names:
            by_group.setdefault(self._group_of[name], []).append(name)
        return by_group

    def _keep(self, step: Step, added: _Group) -> None:
        """Put what a step added beside the columns whose rows are told apart in the same way."""
        if added.table.height == 1:
            added = _Group(added.table, None)
        for at, group in enumerate(self._groups):
            if group.at is added.at and group.table.height == added.table.height:
                self._groups[at] = _Group(
                    group.table.with_columns(added.table.get_columns()), group.at
                )
                break
        else:
            at = len(self._groups)
            self._groups.append(added)
        replaced = {(at, name) for name in step.adds if name in self._group_of}
        self._kinds = {
            asked: kinds for asked, kinds in self._kinds.items() if replaced.isdisjoint(asked)
        }
        self._group_of |= dict.fromkeys(step.adds, at)

    def _of_one(
        self, step: Step, by_group: dict[int, list[str]], at: int, names: list[str]
    ) -> _Group:
        """A step that reads one table only, and what is the same everywhere."""
        group = self._groups[at]
        own, number = group.table.select(names), group.at
        if not step.each and own.height > _SMALL:
            kinds = self._told_apart({at: names}, table=True)
            if kinds is not None:
                own = own.select(pl.all().gather(kinds.first))
                number = kinds.of_rows(number)
        constant = [
            column
            for other, cells in by_group.items()
            if other != at
            for column in self._groups[other].of_rows(cells, own.height)
        ]
        return _Group(_run(step, own.with_columns(constant)), number)

    def _told_apart(self, telling: dict[int, list[str]], *, table: bool = False) -> _Kinds | None:
        """The kinds of rows (of a ``table``: of its rows) that those columns tell apart."""
        # A group only ever gains columns, or has one replaced: then it is asked anew.
        asked = tuple(sorted((at, name) for at, own in telling.items() for name in own))
        if asked not in self._kinds:
            self._kinds[asked] = _kinds_of(self._key(telling, table=table))
        return self._kinds[asked]

    def _key(self, telling: dict[int, list[str]], *, table: bool) -> pl.Series:
        """One number per row, the same where the rows agree in those columns."""
        key: pl.Series | None = None
        for at, names in telling.items():
            group = self._groups[at]
            own = _hashed(group.table.select(names), self._seed)
            own = own if table or group.at is None else own.gather(group.at)
            key = own if key is None else key * _MIX + own
        if key is None:
            raise AssertionError("a key is asked for where nothing tells the rows apart")
        return key

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


def _run(step: Step, frame: pl.DataFrame) -> pl.DataFrame:
    return step.run(frame.lazy()).select(step.adds).collect().rechunk()


def _hashed(table: pl.DataFrame, seed: int) -> pl.Series:
    hashes = table.select(pl.all().hash(seed))
    key = hashes.to_series(0)
    for own in hashes.get_columns()[1:]:
        key = key * _MIX + own
    return key


def _kinds_of(key: pl.Series) -> _Kinds | None:
    """The kinds that a key tells apart; None where nearly every row is of a kind of its own."""
    rows = len(key)
    if rows > _SHOWN and _share_of_kinds(key) > _MOSTLY_DISTINCT:
        return None
    frame = key.alias("key").to_frame().with_row_index("row")
    kinds = frame.group_by("key").agg(pl.col("row").first())
    if kinds.height > _MOSTLY_DISTINCT * rows and rows > _SMALL:
        return None
    kinds = kinds.with_row_index("kind")
    number = frame.join(kinds.drop("row"), on="key", how="left", maintain_order="left")["kind"]
    return _Kinds(kinds["row"], number)


def _share_of_kinds(key: pl.Series) -> float:
    """How many kinds there are for each row, judged by how often a few rows repeat one another."""
    few = key.gather_every(len(key) // _SHOWN).head(_SHOWN)
    repeated = len(few) - few.n_unique()
    # So many kinds, were they equally frequent; where some are frequent there are more.
    kinds = len(few) ** 2 / (2 * max(repeated, 0.5))
    return kinds / len(key) * (1 - math.exp(-len(key) / kinds))
