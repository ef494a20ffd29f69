"""Do-not-call and do-not-mail registers: is the contact listed?"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from listcheck.core import columns as c
from listcheck.core.steps import Step
from listcheck.matching.people.several import Answer, Table, over_lists


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


def register_steps(registers: Mapping[str, RegisterEntries]) -> list[Step]:
    """Add per register whether the contact is listed, and since when (null: not told).

    Whether it is listed is null where the copy does not answer for the area of a number. Whoever
    is listed with one of several addresses or numbers is listed: nobody knows which will be used.

    Args:
        registers: register id to the copy of it.
    """
    return [_step(name, register) for name, register in registers.items()]


def _step(name: str, register: RegisterEntries) -> Step:
    own = (c.EMAIL, c.FURTHER_EMAILS) if register.kind == "email" else (c.PHONE, c.FURTHER_PHONES)
    return Step(
        tuple(column.name for column in own),
        (c.listed_on(name), c.listed_since(name)),
        lambda frame: _looked_up(frame, name, register),
        each=register.kind == "email",
    )


#: What a copy says of a contact's further addresses or numbers together.
_TOLD: Final = pl.Struct(
    {
        "hit": pl.Boolean,
        "dated": pl.Boolean,
        "first": pl.Date,
        "last": pl.Date,
        "answers": pl.Boolean,
    }
)


def _looked_up(frame: pl.LazyFrame, name: str, register: RegisterEntries) -> pl.LazyFrame:
    by_address = register.kind == "email"
    own = c.EMAIL.name if by_address else c.PHONE.name
    # The addresses themselves: a mailbox may stand for several.
    more = c.FURTHER_EMAILS if by_address else c.FURTHER_PHONES
    # An entry without a day leaves the day of the listing unknown.
    last = pl.when(pl.col("since").is_not_null().all()).then(pl.col("since").max())
    entries = register.entries.drop_nulls("key").group_by("key").agg(last.alias("since"))
    keys = entries.select(
        "key", pl.lit(value=True).alias("register.hit"), pl.col("since").alias("register.since")
    )
    hit, since = pl.col("register.hit"), pl.col("register.since")
    further = over_lists(more.expr, _of_further(entries, register), _TOLD)
    told = pl.col("register.further").struct.field
    listed = hit.fill_null(value=False) | told("hit").fill_null(value=False)
    answered = _answers(register, pl.col(own)) & told("answers").fill_null(value=True)
    # Listings of different days leave the day unknown: the strictest is meant.
    first_day = pl.min_horizontal(since, told("first"))
    last_day = pl.max_horizontal(since, told("last"))
    dated = (hit.is_null() | since.is_not_null()) & told("dated").fill_null(value=True)
    return (
        frame.join(keys.lazy(), left_on=own, right_on="key", how="left", maintain_order="left")
        .with_columns(further.alias("register.further"))
        .with_columns(
            pl.when(listed).then(pl.lit(value=True))
            .when(answered).then(pl.lit(value=False)).alias(c.listed_on(name)),
            pl.when((first_day == last_day) & dated).then(last_day).alias(c.listed_since(name)),
        )
        .drop("register.hit", "register.since", "register.further")
    )  # fmt: skip


def _of_further(entries: pl.DataFrame, register: RegisterEntries) -> Answer:
    # Sorting a large register is paid for only by lists with further numbers.
    table = functools.cache(lambda: Table.of(entries))

    def ask(items: pl.DataFrame) -> pl.DataFrame:
        since = pl.col("since")
        hits = (
            table()
            .of_items(items)
            .group_by("at")
            .agg(
                pl.lit(value=True).alias("hit"),
                since.is_not_null().all().alias("dated"),
                since.min().alias("first"),
                since.max().alias("last"),
            )
        )
        answered = _answers(register, pl.col("item")).all().alias("answers")
        return items.group_by("at").agg(answered).join(hits, on="at", how="left")  # fmt: skip

    return ask


def _answers(register: RegisterEntries, own: pl.Expr) -> pl.Expr:
    """Whether a copy answers for the area of a number; never null."""
    if register.areas is None:
        return pl.lit(value=True)
    # All areas of a register are of one length.
    length = len(next(iter(register.areas), ""))
    area = own.str.slice(0, length)
    return area.is_in(sorted(register.areas)).fill_null(value=True)
