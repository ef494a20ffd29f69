"""What steps were asked, and what they answered, kept for the batches that follow."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from listcheck.core.steps import Step, answers_of_step

#: So many combinations of a step are known, at most: then it begins anew.
_KNOWN: Final = 1_000_000


@dataclass(frozen=True)
class ColumnGroup:
    """Columns that belong together: their distinct values, and which of them each row has.

    ``at`` (UInt32, one per row) is None where the table has a row for each row, or one for all.
    ``known`` is where the table is kept for other batches, none where it is of this one only.
    """

    table: pl.DataFrame
    at: pl.Series | None
    known: KnownAnswers | None = None

    def of_rows(self, names: Sequence[str], height: int) -> list[pl.Series]:
        """The columns, a value for each row."""
        own = self.table.select(names)
        if own.height == 1:
            # The same in every row, however many are asked for.
            return [column.new_from_index(0, height) for column in own.get_columns()]
        if self.at is not None:
            return own.select(pl.all().gather(self.at)).get_columns()
        return own.get_columns()


class KnownAnswers:
    """The combinations that a step was asked for, by a hash of each, and its answers.

    Later batches add to them; a row keeps its place. Several threads may ask at once.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._places = pl.DataFrame(schema={"key": pl.UInt64, "place": pl.UInt32})
        self._table: pl.DataFrame | None = None
        self._derived: dict[tuple[object, ...], pl.DataFrame] = {}

    def ask(
        self, key: pl.Series, chosen: Callable[[pl.Series], pl.DataFrame], step: Step
    ) -> ColumnGroup:
        """The answers, and which one each row has.

        Args:
            key: a hash of what the step reads, one per row.
            chosen: what it reads, of rows that are given by their numbers.
            step: asked of one row of each combination that is new.
        """
        asked = key.alias("key").to_frame()
        with self._lock:
            places = self._looked_up(asked)
            if self._table is None or places.null_count():
                first = asked.with_row_index("row").filter(places.is_null())
                first = first.unique("key", keep="first")
                made = answers_of_step(step, chosen(first["row"]))
                known = 0 if self._table is None else self._table.height
                place = pl.int_range(known, known + first.height, dtype=pl.UInt32, eager=True)
                named = first.select("key", place.alias("place"))
                self._places = self._places.vstack(named).rechunk()
                table = made if self._table is None else self._table.vstack(made)
                self._table = table.rechunk()
                places = self._looked_up(asked)
            return ColumnGroup(self._table, places, self)

    def derive(
        self, name: tuple[object, ...], height: int, made: Callable[[int, int], pl.DataFrame]
    ) -> pl.DataFrame:
        """Columns made of the first ``height`` rows of the table alone, each row once.

        Args:
            name: which columns: the same for the same question.
            height: how many rows of the table are asked for.
            made: makes them of the rows from, and up to.
        """
        with self._lock:
            there = self._derived.get(name)
            known = 0 if there is None else there.height
            if there is None or known < height:
                more = made(known, height)
                there = (more if there is None else there.vstack(more)).rechunk()
                self._derived[name] = there
            return there.head(height)

    def answers(self, step: Step) -> pl.DataFrame:
        """What a step answers to all rows of the table; of each row it is asked once."""
        table = self._table
        if table is None:
            raise AssertionError("nothing was asked")

        def made(begin: int, end: int) -> pl.DataFrame:
            return answers_of_step(step, table.slice(begin, end - begin))

        return self.derive((step,), table.height, made)

    @property
    def height(self) -> int:
        """How many combinations are known."""
        return self._places.height

    def _looked_up(self, key: pl.DataFrame) -> pl.Series:
        return key.join(self._places, on="key", how="left", maintain_order="left")["place"]


class Memory:
    """What the steps were asked, by step; and the seed by which combinations are told apart."""

    def __init__(self) -> None:
        self.seed = secrets.randbits(63)
        self._lock = threading.Lock()
        self._known: dict[Hashable, KnownAnswers] = {}

    def of(self, name: Hashable) -> KnownAnswers:
        """What is known of a step; nothing where it has become too much."""
        with self._lock:
            known = self._known.get(name)
            if known is None or known.height > _KNOWN:
                known = self._known[name] = KnownAnswers()
            return known
