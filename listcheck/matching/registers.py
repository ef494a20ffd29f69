"""Do-not-call and do-not-mail registers: is the contact listed?"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from listcheck import columns as c


def with_registers(
    frame: pl.LazyFrame, registers: Mapping[str, pl.DataFrame], kinds: Mapping[str, str]
) -> pl.LazyFrame:
    """Add one Boolean column per register, true where the contact is listed.

    Args:
        frame: contacts with ``phone`` and ``email``.
        registers: register id to its entries (column ``key``, normalised).
        kinds: register id to ``phone`` or ``email``, what its entries are.
    """
    for name, entries in registers.items():
        listed = c.listed_on(name)
        own = c.EMAIL.name if kinds[name] == "email" else c.PHONE.name
        keys = entries.lazy().select("key").drop_nulls().unique().with_columns(
            pl.lit(True).alias(listed)
        )  # fmt: skip
        frame = frame.join(
            keys, left_on=own, right_on="key", how="left", maintain_order="left"
        ).with_columns(pl.col(listed).fill_null(False))
    return frame
