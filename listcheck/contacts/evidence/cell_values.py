"""How the cells of a list are read: yes and no, words, dates and times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

import polars as pl

from listcheck.core import columns as c
from listcheck.core.steps import Step
from listcheck.vocabulary import SAYS_NO, SAYS_YES

YES: Final = tuple(sorted(SAYS_YES))
NO: Final = tuple(sorted(SAYS_NO))
DateOrder = Literal["dmy", "mdy"]
_CLOCK: Final = r"[T\s,]([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)"
_MIDNIGHT: Final = r"[T\s,]0?0:00(?::00(?:[.,]0+)?)?(?:[^0-9:.,]|$)"
#: A day, or a moment to the second, as most exports write them.
_PLAIN: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?Z?)?$"
_DAY_LENGTH: Final = 10
_OFFSET: Final = r"[0-9]:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?\s*([+-])([0-9]{2})(?::?([0-9]{2}))?$"
#: A moment of a known offset, or with the name of a zone that is not looked up.
_ZONED: Final = (
    r":[0-9]{2}(?:[.,:][0-9.,]+)?\s*(?:[+-][0-9]{2}(?::?[0-9]{2})?|\[?\p{L}[\p{L}/_+\-0-9]*\]?)$"
)
_NETWORK_ADDRESS: Final = (
    r"^\s*\[?(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]+)\]?\s*$"
)


def yes_no(field: str) -> pl.Expr:
    """``yes``, ``no``, ``unreadable``, or null for a blank cell."""
    text = c.cell_expr(field).str.strip_chars().str.to_lowercase()
    return (
        pl.when(text.is_in(YES))
        .then(pl.lit("yes"))
        .when(text.is_in(NO))
        .then(pl.lit("no"))
        .when(text.is_not_null() & (text != ""))
        .then(pl.lit("unreadable"))
    )


def certain_yes_no(field: str) -> pl.Expr:
    """``yes``, ``no`` or null: an unreadable evidence cell is unknown."""
    answer = yes_no(field)
    return pl.when(answer != "unreadable").then(answer)


def moment(field: str, date_order: DateOrder | None) -> pl.Expr:
    """Date and time of a cell; null where blank, unreadable or ambiguous.

    Dates with the year first are always read; day/month dates only when ``date_order``
    settles them. A time with an offset is turned into UTC.
    """
    return written_moment(field, date_order) - pl.duration(minutes=offset(field).fill_null(0))


def written_moment(field: str, date_order: DateOrder | None) -> pl.Expr:
    """The same as it is written, by whatever clock; midnight where a cell tells the day only."""

    def read(cells: pl.Series) -> pl.Series:
        if cells.null_count() == len(cells):
            return cells.cast(pl.Datetime("us"))
        plain = cells.str.contains(_PLAIN)
        days = cells.str.len_bytes() == _DAY_LENGTH
        if days.all():
            written = cells.str.to_datetime("%Y-%m-%d", strict=False, time_unit="us")
        else:
            clock = cells.str.slice(0, 19).str.replace("T", " ", literal=True)
            written = clock.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False, time_unit="us")
            if days.any():
                day = cells.str.slice(0, 10).str.to_datetime(
                    "%Y-%m-%d", strict=False, time_unit="us"
                )
                written = day.zip_with(days, written)
        if plain.all():
            return written
        # Only what is not plainly written is taken apart, each text once.
        odd = cells.filter(~plain).unique().drop_nulls()
        slow = pl.select(_slowly_read_moment(pl.lit(odd), date_order)).to_series()
        others = cells.replace_strict(odd, slow, default=None, return_dtype=pl.Datetime("us"))
        return written.zip_with(plain.fill_null(value=False), others)

    return c.cell_expr(field).map_batches(read, return_dtype=pl.Datetime("us"), is_elementwise=True)


def _slowly_read_moment(cells: pl.Expr, date_order: DateOrder | None) -> pl.Expr:
    text = cells.str.strip_chars()
    year_first = text.str.extract(r"^([0-9]{4}[-/.][0-9]{2}[-/.][0-9]{2})(?:[T\s]|$)")
    day = year_first.str.replace_all(r"[/.]", "-").str.to_date("%Y-%m-%d", strict=False)
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


def offset(field: str) -> pl.Expr:
    """Minutes by which the clock of a cell is ahead of UTC (Int64); null where it tells none."""
    text = c.cell_expr(field).str.strip_chars()
    groups = text.str.extract_groups(_OFFSET)
    rest = groups.struct.field("3").cast(pl.Int64).fill_null(0)
    minutes = groups.struct.field("2").cast(pl.Int64) * 60 + rest
    return pl.when(groups.struct.field("1") == "-").then(-minutes).otherwise(minutes)


def has_clock(field: str) -> pl.Expr:
    """Whether a cell tells the time of day; never null.

    Midnight sharp is how databases and spreadsheets write a day without one.
    """
    text = c.cell_expr(field)
    return (text.str.contains(_CLOCK) & ~text.str.contains(_MIDNIGHT)).fill_null(value=False)


def zone_margin(field: str) -> pl.Expr:
    """How far a moment with an offset may be off from one without: no place is further away."""
    return pl.duration(hours=pl.when(zoned(field)).then(pl.lit(14)).otherwise(pl.lit(0)))


def zoned(field: str) -> pl.Expr:
    """Whether a cell's clock is of a stated zone; never null."""
    return c.cell_expr(field).str.contains(_ZONED).fill_null(value=False)


#: What a cell of a date says, each a column: the moment in UTC, whether it tells the time of day,
#: whether its clock is of a stated zone, whether only ``date_order`` can settle it, whether it is
#: there, and whether it is there and cannot be read.
OF_CELL: Final = ("moment", "clock", "zoned", "ambiguous", "there", "wrong")


def of_cell(what: str, field: str) -> str:
    """Name of the column with one of :data:`OF_CELL` of a field."""
    return f"{what}.{field}"


def moment_step(field: str, date_order: DateOrder | None) -> Step:
    """Add all of :data:`OF_CELL` of a field of dates."""
    cell, read = c.cell_expr(field), pl.col(of_cell("moment", field))
    ambiguous = pl.lit(value=False)
    if date_order is None:
        ambiguous = cell.str.contains(r"^\s*\d{1,2}[./-]\d{1,2}[./-]\d{4}").fill_null(value=False)
    added = {
        "clock": has_clock(field),
        "zoned": zoned(field),
        "ambiguous": ambiguous,
        "there": cell.is_not_null(),
        "wrong": cell.is_not_null() & read.is_null(),
    }
    named = [expression.alias(of_cell(what, field)) for what, expression in added.items()]
    return Step(
        (c.cell(field),),
        tuple(of_cell(what, field) for what in OF_CELL),
        lambda frame: frame.with_columns(
            moment(field, date_order).alias(of_cell("moment", field))
        ).with_columns(*named),
    )


def latest(field: str) -> pl.Expr:
    """The latest moment that a cell, as read, can mean: a day without a clock lasts to midnight."""
    earliest = pl.col(of_cell("moment", field))
    has_time = pl.col(of_cell("clock", field))
    end = pl.when(has_time).then(earliest).otherwise(earliest + pl.duration(days=1))
    return end + margin(field)


def margin(field: str) -> pl.Expr:
    """How far a moment with an offset, as read, may be off from one without."""
    hours = pl.when(pl.col(of_cell("zoned", field))).then(pl.lit(14)).otherwise(pl.lit(0))
    return pl.duration(hours=hours)


def latest_moment(field: str, date_order: DateOrder | None) -> pl.Expr:
    """The latest moment that a cell can mean: a day without a clock lasts until midnight."""
    earliest = moment(field, date_order)
    end = pl.when(has_clock(field)).then(earliest).otherwise(earliest + pl.duration(days=1))
    return end + zone_margin(field)


def word(field: str, words: Mapping[str, Sequence[str]]) -> pl.Expr:
    """The word of a closed vocabulary that a cell spells, null where it spells none."""
    spelled = {spelling: word for word, spellings in words.items() for spelling in spellings}
    return c.looked_up(c.cell_expr(field).str.strip_chars().str.to_lowercase(), spelled, pl.String)


def flagged(field: str) -> pl.Expr:
    """Whether a cell holds anything but a no."""
    text = c.cell_expr(field).str.strip_chars().str.to_lowercase()
    return (text.is_not_null() & (text != "") & ~text.is_in([*NO, "none", "-"])).fill_null(False)


def has_network_address(field: str) -> pl.Expr:
    """Whether a cell is an IPv4 or IPv6 address; never null."""
    return c.cell_expr(field).str.contains(_NETWORK_ADDRESS).fill_null(value=False)
