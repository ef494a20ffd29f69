"""Do-not-call and do-not-mail registers: is the contact listed?"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from listcheck import columns as c


def with_registers(
    frame: pl.LazyFrame, registers: Mapping[str, pl.DataFrame], kinds: Mapping[str, str]
) -> pl.LazyFrame:
    """Add per register whether the contact is listed, and since when (null: not told).

    Args:
        frame: contacts with ``phone`` and ``email``.
        registers: register id to its entries (``key``, normalised, and ``since``, a date).
        kinds: register id to ``phone`` or ``email``, what its entries are.
    """
    for name, entries in registers.items():
        listed = c.listed_on(name)
        own = c.EMAIL.name if kinds[name] == "email" else c.PHONE.name
        # An entry without a day leaves the day of the listing unknown.
        last = pl.when(pl.col("since").is_not_null().all()).then(pl.col("since").max())
        keys = (
            entries.drop_nulls("key")
            .group_by("key")
            .agg(last.alias(c.listed_since(name)))
            .with_columns(pl.lit(value=True).alias(listed))
            .lazy()
        )
        frame = frame.join(
            keys, left_on=own, right_on="key", how="left", maintain_order="left"
        ).with_columns(pl.col(listed).fill_null(False))
    return frame
