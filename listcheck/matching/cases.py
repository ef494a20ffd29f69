"""What only a ledger tells of a contact: the case in which it opted out, and that it came back."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from listcheck import columns as c


def with_cases(frame: pl.LazyFrame, cases: pl.DataFrame | None, by: Sequence[str]) -> pl.LazyFrame:
    """Add opt_out_case, by which a finding names what happened without anybody's words.

    ``cases`` has ``key`` (unique) and ``case``; a contact matches by any of the columns ``by``.
    """
    if cases is None or cases.is_empty():
        return frame.with_columns(pl.lit(None, dtype=pl.Int64).alias(c.CASE.name))
    found = [f"case by {name}" for name in by]
    for name, case in zip(by, found, strict=True):
        frame = frame.join(
            cases.lazy().rename({"case": case}),
            left_on=name,
            right_on="key",
            how="left",
            maintain_order="left",
        )
    return frame.with_columns(pl.min_horizontal(found).alias(c.CASE.name)).drop(found)


def with_returned(frame: pl.LazyFrame, rejoined: pl.DataFrame | None) -> pl.LazyFrame:
    """Lift the list's own dated opt-outs of recipients who came back later, by the ledger.

    ``rejoined`` has ``key`` (unique) and ``rejoined_at``. Only what the recipient itself did
    counts; an opt-out without a day stays.
    """
    if rejoined is None or rejoined.is_empty():
        return frame
    came_back = (pl.col("came back") > c.OPTED_OUT_UNTIL.expr) & (c.OPTED_OUT.expr == "yes")
    return (
        frame.join(
            rejoined.lazy().rename({"rejoined_at": "came back"}),
            left_on=c.RECIPIENT.name,
            right_on="key",
            how="left",
            maintain_order="left",
        )
        .with_columns(came_back.fill_null(value=False).alias("came back"))
        .with_columns(
            pl.when("came back").then(pl.lit("no")).otherwise(c.OPTED_OUT.expr)
            .alias(c.OPTED_OUT.name),
            (c.OPT_OUT_LIFTED.expr | pl.col("came back")).alias(c.OPT_OUT_LIFTED.name),
        )
        .drop("came back")
    )  # fmt: skip
