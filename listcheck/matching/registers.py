"""Do-not-call and do-not-mail registers: is the contact listed?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from listcheck import columns as c


@dataclass(frozen=True)
class RegisterEntries:
    """A copy of a register.

    ``entries`` has ``key`` (a normalised address or an E.164 number) and ``since`` (the day of
    the listing, null where it is not told). ``kind`` is ``phone`` or ``email``. ``areas`` are the
    beginnings of E.164 numbers that the copy answers for; None: all of them.
    """

    entries: pl.DataFrame
    kind: str
    areas: frozenset[str] | None = None


def with_registers(frame: pl.LazyFrame, registers: Mapping[str, RegisterEntries]) -> pl.LazyFrame:
    """Add per register whether the contact is listed, and since when (null: not told).

    Whether it is listed is null where the copy does not answer for the number's area.

    Args:
        frame: contacts with ``phone`` and ``email``.
        registers: register id to the copy of it.
    """
    for name, register in registers.items():
        listed = c.listed_on(name)
        own = c.EMAIL.name if register.kind == "email" else c.PHONE.name
        # An entry without a day leaves the day of the listing unknown.
        last = pl.when(pl.col("since").is_not_null().all()).then(pl.col("since").max())
        keys = (
            register.entries.drop_nulls("key")
            .group_by("key")
            .agg(last.alias(c.listed_since(name)))
            .with_columns(pl.lit(value=True).alias(listed))
            .lazy()
        )
        frame = frame.join(keys, left_on=own, right_on="key", how="left", maintain_order="left")
        answered = pl.lit(value=True)
        if register.areas is not None:
            # All areas of a register are of one length.
            length = len(next(iter(register.areas), ""))
            area = pl.col(own).str.slice(0, length)
            answered = area.is_in(sorted(register.areas)).fill_null(value=True)
        frame = frame.with_columns(
            pl.when(pl.col(listed)).then(pl.lit(value=True))
            .when(answered).then(pl.lit(value=False)).alias(listed)
        )  # fmt: skip
    return frame
