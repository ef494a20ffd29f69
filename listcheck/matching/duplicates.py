"""Copies of one recipient: the best-judged copy stays, an opt-out in any row reaches all.

Whoever opted out in one row has opted out with all addresses and numbers of that row: every other
row that has one of them goes as well. It goes no further than that: the other addresses of such a
row may be somebody else's. An organisation's opt-out reaches the copies of a recipient only.
"""

from __future__ import annotations

import polars as pl

from listcheck.core import columns as c
from listcheck.matching.people.keys import KEY_PREFIX, OWN_KEYS, keys_in, pairs_of

#: Narrow columns that the judged contacts carry for this stage.
RANK = "verdict_rank"
OPTED_OUT_HERE = "opted_out_here"
#: The same, where it was the person and not an organisation.
IN_PERSON = "opted_out_in_person"
#: An opt-out that house rules set aside for this copy, and for no other.
SET_ASIDE_HERE = "set_aside_here"


def with_duplicates(judged: pl.DataFrame) -> pl.DataFrame:
    """Add duplicate_of (row of the copy that stays) and opted_out_copy; drop the keys.

    Args:
        judged: one row per contact in the list's order, with ``part``, ``row``, the keys of
            :data:`listcheck.matching.people.keys.OWN_KEYS` (numbers only where they are the
            recipients), ``verdict_rank`` (0 keep, 1 hold, 2 drop), ``opted_out_here``,
            ``opted_out_in_person`` and ``set_aside_here``.
    """
    own = [name for name in OWN_KEYS if name in judged.columns]
    calls = f"{KEY_PREFIX}{c.PHONE.name}"
    key = calls if calls in own else f"{KEY_PREFIX}{c.MAILBOX.name}"
    here, aside = judged[OPTED_OUT_HERE], judged[SET_ASIDE_HERE]
    refused = _reached(judged, own, judged[IN_PERSON]) | _reached(judged, [key], here)
    refused |= _reached(judged, own, aside) & ~aside
    at = judged.with_row_index("at").select(
        "at", c.ROW.name, pl.col(key).alias("key"), RANK, SET_ASIDE_HERE
    )
    several = at.filter(pl.col("key").is_not_null() & ~refused)
    several = several.filter(pl.col("key").is_duplicated())
    order = (~pl.col(SET_ASIDE_HERE), pl.col(RANK), pl.col("at"))
    copies = several.group_by("key").agg(
        # Best verdict first, then the first row; "at" is the list's order.
        pl.col("at").sort_by(*order).first().alias("stays"),
        pl.col(c.ROW.name).sort_by(*order).first().alias("stays_row"),
    )
    told = several.join(copies, on="key", how="left", validate="m:1").select(
        "at",
        pl.when(pl.col("at") != pl.col("stays"))
        .then(pl.col("stays_row"))
        .alias(c.DUPLICATE_OF.name),
    )
    return (
        judged.drop(own)
        .with_columns((refused & ~here).alias(c.OPTED_OUT_COPY.name))
        .with_row_index("at")
        .join(told, on="at", how="left", validate="1:1", maintain_order="left")
        .drop("at")
    )


def _reached(judged: pl.DataFrame, own: list[str], flag: pl.Series) -> pl.Series:
    """Which contacts have one of the addresses or numbers of those with the flag; never null."""
    nobody = pl.repeat(value=False, n=judged.height, dtype=pl.Boolean, eager=True)
    if not flag.any():
        return nobody
    keys = keys_in(judged.select(own).filter(flag), own)
    return nobody.scatter(pairs_of(judged, own, keys)["at"].unique(), True)
