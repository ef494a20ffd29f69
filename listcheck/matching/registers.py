"""Do-not-call and do-not-mail registers: is the contact listed?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def with_registers(
    frame: pl.LazyFrame, registers: Mapping[str, RegisterEntries], further: Sequence[str] = ()
) -> pl.LazyFrame:
    """Add per register whether the contact is listed, and since when (null: not told).

    Whether it is listed is null where the copy does not answer for the area of a number. Whoever
    is listed with one of several addresses or numbers is listed: nobody knows which will be used.

    Args:
        frame: contacts with ``phone``, ``email`` and the columns of ``further``.
        registers: register id to the copy of it.
        further: columns of further addresses (email_2, with email_2.address) and numbers.
    """
    for name, register in registers.items():
        frame = _looked_up(frame, name, register, further)
    return frame


def _looked_up(
    frame: pl.LazyFrame, name: str, register: RegisterEntries, further: Sequence[str]
) -> pl.LazyFrame:
    main = c.EMAIL.name if register.kind == "email" else c.PHONE.name
    # The address itself: a mailbox may stand for several.
    own_kind = [one for one in further if one.startswith(f"{main}_")]
    recipients = [main, *(f"{one}.address" if main == "email" else one for one in own_kind)]
    # An entry without a day leaves the day of the listing unknown.
    last = pl.when(pl.col("since").is_not_null().all()).then(pl.col("since").max())
    entries = register.entries.drop_nulls("key").group_by("key").agg(last.alias("since"))
    hits = [f"register.hit.{own}" for own in recipients]
    days = [f"register.since.{own}" for own in recipients]
    for own, hit, day in zip(recipients, hits, days, strict=True):
        keys = entries.select("key", pl.lit(value=True).alias(hit), pl.col("since").alias(day))
        frame = frame.join(
            keys.lazy(), left_on=own, right_on="key", how="left", maintain_order="left"
        )
    answered = pl.all_horizontal(_answers(register, own) for own in recipients)
    # Listings of different days leave the day unknown: the strictest is meant.
    alike = pl.max_horizontal(days) == pl.min_horizontal(days)
    told = pl.all_horizontal(
        pl.col(hit).is_null() | pl.col(day).is_not_null()
        for hit, day in zip(hits, days, strict=True)
    )
    return frame.with_columns(
        pl.when(pl.any_horizontal(hits)).then(pl.lit(value=True))
        .when(answered).then(pl.lit(value=False)).alias(c.listed_on(name)),
        pl.when(alike & told).then(pl.max_horizontal(days)).alias(c.listed_since(name)),
    ).drop(*hits, *days)  # fmt: skip


def _answers(register: RegisterEntries, own: str) -> pl.Expr:
    """Whether a copy answers for the area of a number; never null."""
    if register.areas is None:
        return pl.lit(value=True)
    # All areas of a register are of one length.
    length = len(next(iter(register.areas), ""))
    area = pl.col(own).str.slice(0, length)
    return area.is_in(sorted(register.areas)).fill_null(value=True)
