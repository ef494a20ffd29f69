"""Copies of a register over the years: was a number listed in the copy of that day?

A number stays listed for years while copies come every month, so what is kept is from which copy
to which it was listed, not the copies.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from listcheck.matching.people.keys import key_of

_RUN: dict[str, pl.DataType] = {
    "key": pl.UInt64(),
    "since": pl.Date(),
    "first": pl.UInt16(),
    "last": pl.UInt16(),
}
#: Stands for a day that is not told, where days are compared.
_NO_DAY = date(1, 1, 1)


@dataclass(frozen=True)
class Snapshots:
    """The copies of one register.

    Attributes:
        days: when they were obtained, in order.
        runs: ``key`` (of an address or an E.164 number), ``since`` (day of the listing, null where
            it is not told), ``first`` and ``last`` copy (from 0) that list it.
        kind: ``phone`` or ``email``.
        areas: per copy the beginnings of E.164 numbers that it answers for; None: all of them.
    """

    days: tuple[date, ...]
    runs: pl.DataFrame
    kind: str
    areas: tuple[frozenset[str] | None, ...]

    def answers(self, sends: pl.DataFrame) -> pl.DataFrame:
        """Per send whether it was listed (null: no copy answers), since when, and the copy's day.

        Args:
            sends: ``recipient`` (address or number, null where there is none) and ``day``.

        Returns:
            ``listed``, ``since``, ``obtained``, a row per send in their order.
        """
        days = pl.Series("days", self.days, dtype=pl.Date)
        copy = days.search_sorted(sends["day"], side="right").cast(pl.Int32) - 1
        asked = sends.select(
            pl.int_range(pl.len(), dtype=pl.UInt32).alias("at"),
            key_of(pl.col("recipient")).alias("key"),
            "recipient",
            pl.when(pl.col("day").is_not_null() & (copy >= 0)).then(copy).alias("copy"),
        )
        hits = (
            asked.join(self.runs, on="key")
            .filter(pl.col("copy").is_between(pl.col("first"), pl.col("last")))
            # An entry without a day leaves the day of the listing unknown.
            .group_by("at")
            .agg(pl.when(pl.col("since").is_not_null().all()).then(pl.col("since").max()))
            .with_columns(hit=pl.lit(value=True))
        )
        found = asked.join(hits, on="at", how="left", maintain_order="left")
        return found.select(
            pl.when("hit").then(pl.lit(value=True))
            .when(pl.col("copy").is_not_null() & self._held())
            .then(pl.lit(value=False))
            .alias("listed"),
            "since",
            pl.when(pl.col("copy").is_not_null())
            .then(days.gather(found["copy"].fill_null(0)))
            .alias("obtained"),
        )  # fmt: skip

    def _held(self) -> pl.Expr:
        """Whether the copy holds the number's area; never null."""
        held = pl.lit(value=True)
        for at, areas in enumerate(self.areas):
            if areas is not None:
                # All areas of a register are of one length.
                length = len(next(iter(areas), ""))
                own = pl.col("recipient").str.slice(0, length).is_in(sorted(areas))
                held = pl.when(pl.col("copy") == at).then(own.fill_null(value=True)).otherwise(held)
        return held


class Runs:
    """Takes copies in the order of their days; never holds more than one besides the runs."""

    def __init__(self) -> None:
        self._copies = 0
        self._standing = pl.DataFrame(schema=_RUN)
        self._closed = [self._standing]

    def add(self, copy: pl.DataFrame) -> None:
        """Take the next copy: ``key`` and ``since``."""
        at, self._copies = self._copies, self._copies + 1
        now = copy.with_columns(pl.col("since").fill_null(_NO_DAY)).unique()
        by = ["key", "since"]
        if at:
            ended = self._standing.join(now, on=by, how="anti")
            self._closed.append(ended.with_columns(last=pl.lit(at - 1, dtype=pl.UInt16)))
        begun = now.join(self._standing, on=by, how="anti").select(
            *by,
            pl.lit(at, dtype=pl.UInt16).alias("first"),
            pl.lit(None, dtype=pl.UInt16).alias("last"),
        )
        self._standing = pl.concat([self._standing.join(now, on=by, how="semi"), begun])

    def runs(self) -> pl.DataFrame:
        """The runs of :class:`Snapshots`."""
        last = pl.lit(max(self._copies - 1, 0), dtype=pl.UInt16)
        told = pl.when(pl.col("since") != _NO_DAY).then("since").alias("since")
        return pl.concat([*self._closed, self._standing.with_columns(last=last)]).with_columns(told)
