"""Counting: every piece is boiled down to one row for each kind of send, and these add up."""

from __future__ import annotations

from typing import Final

import polars as pl

from listcheck.auditing.judging.judge import ANSWERS

#: What tells two kinds of sends apart; few of them, however many sends there are. ``penalties``
#: is the period in which what a violation may cost does not change, null for all others.
KIND: Final = (
    "log", "month", "penalties", "channel", "country", "campaign", "sender", "answer",
    "violations", "unknowns", "notes", "rule", "late", "in_time", "opt_out_source",
)  # fmt: skip
_VIOLATION: Final = ANSWERS.index("violation")
#: How late an opt-out was acted on, in days.
_CLASSES: Final = ((3, "1-3"), (10, "4-10"), (30, "11-30"), (90, "31-90"), (365, "91-365"))
_LONGEST: Final = "over 365"
_SAME_DAY: Final = "0"
LATE_CLASSES: Final = (_SAME_DAY, *(name for _, name in _CLASSES), _LONGEST)


def tally(sends: pl.DataFrame, penalty_days: pl.Series) -> pl.DataFrame:
    """The kinds of sends in a piece: :data:`KIND`, how many, their days, the longest delay.

    Args:
        sends: judged sends.
        penalty_days: days on which what a violation may cost changes, in order.

    Returns:
        :data:`KIND`, ``sends``, ``first`` and ``last`` day, ``days_late`` (the most).
    """
    answer, days = pl.col("answer"), pl.col("days_late")
    label = pl.lit(_LONGEST)
    for most, name in (*reversed(_CLASSES), (0, _SAME_DAY)):
        label = pl.when(days <= most).then(pl.lit(name)).otherwise(label)
    period = penalty_days.search_sorted(sends["day"], side="right").cast(pl.UInt16)
    return (
        sends.lazy()
        .with_columns(
            pl.col("day").dt.truncate("1mo").alias("month"),
            pl.when(answer == _VIOLATION).then(pl.lit(period)).alias("penalties"),
            pl.when(answer > 0).then("rule").alias("rule"),
            pl.when(days.is_not_null()).then(label).alias("late"),
            pl.col("in_time").fill_null(value=False),
        )
        .group_by(KIND)
        .agg(
            pl.len().alias("sends"),
            pl.col("day").min().alias("first"),
            pl.col("day").max().alias("last"),
            days.max(),
        )
        # The same bytes for the same piece.
        .sort(KIND)
        .collect(engine="streaming")
    )


def merged(tallies: pl.LazyFrame) -> pl.DataFrame:
    """The kinds of sends of all pieces."""
    return (
        tallies.group_by(KIND)
        .agg(
            pl.col("sends").sum(),
            pl.col("first").min(),
            pl.col("last").max(),
            pl.col("days_late").max(),
        )
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
