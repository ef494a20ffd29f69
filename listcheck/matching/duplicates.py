"""Copies of one recipient: the best-judged copy stays, an opt-out on any copy drops all."""

from __future__ import annotations

import polars as pl

from listcheck import columns as c

#: Narrow columns that the judged contacts carry for this stage.
KEY = "recipient_key"
RANK = "verdict_rank"
OPTED_OUT_HERE = "opted_out_here"
#: An opt-out that house rules set aside for this copy, and for no other.
SET_ASIDE_HERE = "set_aside_here"


def with_duplicates(judged: pl.DataFrame) -> pl.DataFrame:
    """Add duplicate_of (row of the copy that stays) and opted_out_copy.

    Args:
        judged: one row per contact in the list's order, with ``part``, ``row``,
            ``recipient_key`` (UInt64, null where there is no recipient),
            ``verdict_rank`` (0 keep, 1 hold, 2 drop), ``opted_out_here`` and
            ``set_aside_here``.
    """
    at = judged.with_row_index("at").select(
        "at", c.PART.name, c.ROW.name, KEY, RANK, OPTED_OUT_HERE, SET_ASIDE_HERE
    )
    keyed = at.filter(pl.col(KEY).is_not_null())
    several = keyed.filter(pl.col(KEY).is_duplicated())
    order = (~pl.col(SET_ASIDE_HERE), pl.col(RANK), pl.col("at"))
    copies = several.group_by(KEY).agg(
        pl.col(OPTED_OUT_HERE).any().alias("any_opted_out"),
        pl.col(SET_ASIDE_HERE).any().alias("any_set_aside"),
        # Best verdict first, then the first row; "at" is the list's order.
        pl.col("at").sort_by(*order).first().alias("stays"),
        pl.col(c.ROW.name).sort_by(*order).first().alias("stays_row"),
    )
    here, aside = pl.col(OPTED_OUT_HERE), pl.col(SET_ASIDE_HERE)
    may_stay = ~pl.col("any_opted_out") & (aside | ~pl.col("any_set_aside"))
    told = several.join(copies, on=KEY, how="left", validate="m:1").select(
        "at",
        pl.when(may_stay & (pl.col("at") != pl.col("stays")))
        .then(pl.col("stays_row"))
        .alias(c.DUPLICATE_OF.name),
        (~may_stay & ~here).alias(c.OPTED_OUT_COPY.name),
    )
    return (
        judged.with_row_index("at")
        .join(told, on="at", how="left", validate="1:1", maintain_order="left")
        .drop("at")
        .with_columns(pl.col(c.OPTED_OUT_COPY.name).fill_null(False))
    )
