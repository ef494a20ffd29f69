"""Counting: every piece is boiled down to one row for each kind of send, and these add up."""

from __future__ import annotations

from typing import Final

import polars as pl

from listcheck.auditing.judge import ANSWERS

#: What tells two kinds of sends apart. Of violations the day, of all others the month.
KIND: Final = (
    "log", "month", "violation_day", "channel", "country", "campaign", "sender", "answer",
    "violations", "unknowns", "notes", "rule", "days_late", "in_time", "opt_out_source",
)  # fmt: skip
_VIOLATION: Final = ANSWERS.index("violation")


def tally(sends: pl.DataFrame) -> pl.DataFrame:
    """The kinds of sends in a piece: :data:`KIND`, ``sends``, ``first`` and ``last`` day."""
    answer = pl.col("answer")
    return (
        sends.lazy()
        .with_columns(
            pl.col("day").dt.truncate("1mo").alias("month"),
            pl.when(answer == _VIOLATION).then("day").alias("violation_day"),
            pl.when(answer > 0).then("rule").alias("rule"),
            pl.col("in_time").fill_null(value=False),
        )
        .group_by(KIND)
        .agg(
            pl.len().alias("sends"),
            pl.col("day").min().alias("first"),
            pl.col("day").max().alias("last"),
        )
        # The same bytes for the same piece.
        .sort(KIND)
        .collect(engine="streaming")
    )


def merged(tallies: pl.LazyFrame) -> pl.DataFrame:
    """The kinds of sends of all pieces."""
    return (
        tallies.group_by(KIND)
        .agg(pl.col("sends").sum(), pl.col("first").min(), pl.col("last").max())
        .sort(KIND)
        .collect(engine="streaming")
    )


def answers() -> list[pl.Expr]:
    """read, lawful, violation and unknown of some kinds."""
    count = pl.col("sends")
    return [
        count.sum().alias("read"),
        *(
            count.filter(pl.col("answer") == at).sum().alias(name)
            for at, name in enumerate(ANSWERS)
        ),
    ]


def has_bit(column: str, bit: int) -> pl.Expr:
    """Whether a bit of a column of findings is set."""
    return (pl.col(column) & pl.lit(1 << bit, dtype=pl.UInt64)) > 0
