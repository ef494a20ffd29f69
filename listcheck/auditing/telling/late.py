"""Opt-outs that were acted on late: how many, how late, of which source, and who was affected."""

from __future__ import annotations

from typing import Final

import polars as pl

from listcheck.auditing.judging.judge import bits
from listcheck.auditing.judging.opt_outs import CODES
from listcheck.auditing.telling.tally import LATE_CLASSES
from listcheck.core.keyed_hash import HashKey
from listcheck.results.audit_result import LateOptOuts, Recipient, SourceTally

#: People who are shown, by keyed hash.
_SHOWN: Final = 20


def is_late() -> pl.Expr:
    """Whether a send went to somebody whose opt-out should have been acted on; never null."""
    return pl.any_horizontal(bits().has("violations", code) for code in CODES)


def late_opt_outs(kinds: pl.DataFrame) -> LateOptOuts:
    """The counts; ``recipients`` and ``most_contacted`` are for :func:`recipients`."""
    late = kinds.filter(is_late())
    days = pl.col("days_late").fill_null(0)
    classes = late.group_by(pl.col("late").fill_null(LATE_CLASSES[0])).agg(pl.col("sends").sum())
    # Seven classes.
    counts = dict(classes.iter_rows())
    by_source = (
        late.drop_nulls("opt_out_source")
        .group_by("opt_out_source")
        .agg(pl.col("sends").sum().alias("late"), days.max().alias("most"))
        .sort("late", "opt_out_source", descending=[True, False])
    )
    # One row per source.
    return LateOptOuts(
        sends=int(late["sends"].sum()),
        within_grace=int(kinds.filter("in_time")["sends"].sum()),
        days_late={name: int(counts[name]) for name in LATE_CLASSES if name in counts},
        days_late_most=int(late.select(days.max()).item() or 0),
        sources=[
            SourceTally(name=name, late=count, days_late_most=most)
            # Sources, not sends.
            for name, count, most in by_source.iter_rows()
        ],
    )


def recipients(
    sends: pl.LazyFrame, key: HashKey | None, *, hashed: bool
) -> tuple[int, list[Recipient]]:
    """How many people were contacted after opting out, and those who were most often.

    ``hashed``: hashes stand for the recipients already.
    """

    def shown_as(recipient: str | None) -> str | None:
        if recipient is None or key is None:
            return None
        return recipient if hashed else key.of("audit", recipient)

    table = (
        sends.filter(is_late())
        .group_by("person")
        .agg(
            pl.col("recipient").first(),
            pl.len().alias("sends"),
            pl.col("day").min().alias("first"),
            pl.col("day").max().alias("last"),
            pl.col("days_late").fill_null(0).max().alias("most"),
        )
        .collect(engine="streaming")
    )
    shown = table.sort("sends", "most", "person", descending=[True, True, False]).head(_SHOWN)
    return table.height, [
        Recipient(
            recipient=shown_as(row["recipient"]),
            sends=row["sends"],
            first=row["first"],
            last=row["last"],
            days_late_most=row["most"],
        )
        for row in shown.to_dicts()
    ]
