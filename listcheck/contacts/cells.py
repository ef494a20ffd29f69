"""How the cells of a list are read: yes and no, words, dates and times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

import polars as pl

from listcheck import columns as c

YES: Final = (
    "yes", "y", "true", "t", "1", "x", "on", "ja", "j", "oui", "o", "si", "sí", "sì", "s", "sim",
    "tak", "ano", "áno", "da", "igen", "kyllä", "jah", "taip", "jā", "ναι", "да", "wahr", "vrai",
    "vero", "verdadero", "prawda", "1.0",
)  # fmt: skip
NO: Final = (
    "no", "n", "false", "f", "0", "off", "nein", "non", "nej", "nei", "nee", "não", "nao", "nie",
    "ne", "nu", "nem", "ei", "nė", "nē", "όχι", "не", "falsch", "faux", "falso", "fałsz", "0.0",
)  # fmt: skip
DateOrder = Literal["dmy", "mdy"]
_CLOCK: Final = r"[T\s,]([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)"


def yes_no(field: str) -> pl.Expr:
    """``yes``, ``no``, ``unreadable``, or null for a blank cell."""
    said = c.cell_expr(field).str.strip_chars().str.to_lowercase()
    return (
        pl.when(said.is_in(YES))
        .then(pl.lit("yes"))
        .when(said.is_in(NO))
        .then(pl.lit("no"))
        .when(said.is_not_null() & (said != ""))
        .then(pl.lit("unreadable"))
    )


def certain_yes_no(field: str) -> pl.Expr:
    """``yes``, ``no`` or null: an unreadable evidence cell is unknown."""
    answer = yes_no(field)
    return pl.when(answer != "unreadable").then(answer)


def moment(field: str, date_order: DateOrder | None) -> pl.Expr:
    """Date and time of a cell; null where blank, unreadable or ambiguous.

    ISO dates are always read; day/month dates only when ``date_order`` settles them.
    """
    text = c.cell_expr(field).str.strip_chars()
    day = text.str.extract(r"^([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T\s]|$)").str.to_date(
        "%Y-%m-%d", strict=False
    )
    if date_order is not None:
        parts = text.str.extract_groups(
            r"^([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})(?:[T\s,]|$)"
        )
        first, second = parts.struct.field("1"), parts.struct.field("2")
        d, m = (first, second) if date_order == "dmy" else (second, first)
        written = pl.concat_str([parts.struct.field("3"), m, d], separator="-")
        day = pl.coalesce(day, written.str.to_date("%Y-%m-%d", strict=False))
    clock = text.str.extract(_CLOCK)
    seconds = pl.when(clock.str.count_matches(":", literal=True) == 1).then(clock + ":00")
    hour = seconds.otherwise(clock).str.to_time("%H:%M:%S", strict=False)
    # "1:00 PM" is not read: a clock that is not understood makes the moment unknown.
    hour = pl.when(~text.str.contains(r"(?i)[0-9]\s*[ap]\.?m")).then(hour)
    # No clock at all is midnight.
    return pl.when(clock.is_null()).then(day.cast(pl.Datetime)).otherwise(day.dt.combine(hour))


def has_clock(field: str) -> pl.Expr:
    """Whether a cell tells the time of day besides the day."""
    return c.cell_expr(field).str.contains(_CLOCK).fill_null(value=False)


def latest_moment(field: str, date_order: DateOrder | None) -> pl.Expr:
    """The latest moment that a cell can mean: a day without a clock ends at midnight."""
    told = moment(field, date_order)
    return pl.when(has_clock(field)).then(told).otherwise(told + pl.duration(days=1))


def day(field: str, date_order: DateOrder | None) -> pl.Expr:
    """Day of a cell; null where blank, unreadable or ambiguous."""
    return moment(field, date_order).dt.date()


def ambiguous_date(fields: Sequence[str], date_order: DateOrder | None) -> pl.Expr:
    """Whether one of the cells is a date that only ``date_order`` can settle."""
    if date_order is not None:
        return pl.lit(value=False)
    pattern = r"^\s*\d{1,2}[./-]\d{1,2}[./-]\d{4}"
    return pl.any_horizontal(
        c.cell_expr(field).str.contains(pattern).fill_null(value=False) for field in fields
    )


def word(field: str, words: Mapping[str, Sequence[str]]) -> pl.Expr:
    """The word of a closed vocabulary that a cell spells, null where it spells none."""
    spelled = {spelling: word for word, spellings in words.items() for spelling in spellings}
    return c.looked_up(c.cell_expr(field).str.strip_chars().str.to_lowercase(), spelled, pl.String)


def flagged(field: str) -> pl.Expr:
    """Whether a cell holds anything but a no."""
    said = c.cell_expr(field).str.strip_chars().str.to_lowercase()
    return (said.is_not_null() & (said != "") & ~said.is_in([*NO, "none", "-"])).fill_null(False)
