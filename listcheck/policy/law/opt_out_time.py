"""By when an opt-out had to be acted on: the statute's time, or the sender's own.

The statute of the day of receipt counts (``[[opt_out_time]]`` of the contact's country). Where
none names a time, the house's days of grace do; a contact of unknown country has no time at all.
"""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from listcheck.policy.files.load import Rules
from listcheck.policy.files.rule_file import OptOutTime
from listcheck.policy.law.business_days import business_day_after


def last_day_in_time(
    rules: Rules, channel: str, *, country: pl.Expr, received: pl.Expr, house_days: int
) -> pl.Expr:
    """The last day on which a message is still in time, per row.

    Args:
        rules: the rules folder.
        channel: email, sms, call or automated-call.
        country: ISO code of the contact (text); null: unknown.
        received: day on which the opt-out was received (Date).
        house_days: calendar days of grace where no statute names a time; 0: none.

    Returns:
        A Date: the n-th business day after the day of receipt (which is not counted itself) or
        the day of receipt plus so many days; the day of receipt where there is no time; null
        where the day of receipt is.
    """
    last = pl.when(country.is_null()).then(received).otherwise(_later(received, house_days))
    for code, row in _rows(rules, channel):
        concerned = _concerns(code, row, country, received)
        if row.days is not None:
            by_law = _later(received, row.days)
        else:
            # Only the days that are asked for reach Python, each once.
            concerned_days = pl.when(concerned).then(received)
            observed = rules.countries[code].holidays_observed
            by_law = _nth_business_day(
                concerned_days, code, row.business_days or 0, observed=observed
            )
        last = pl.when(concerned).then(by_law).otherwise(last)
    return last


def has_time(
    rules: Rules, channel: str, *, country: pl.Expr, received: pl.Expr, house_days: int
) -> pl.Expr:
    """Whether any time is allowed at all, per row: by statute, or by the house.

    Arguments as for :func:`last_day_in_time`.

    Returns:
        A Boolean, never null: false for an unknown country or an unknown day of receipt.
    """
    by_house = country.is_not_null() & received.is_not_null() & pl.lit(house_days > 0)
    by_law = [_concerns(code, row, country, received) for code, row in _rows(rules, channel)]
    return pl.any_horizontal(by_house, *by_law)


def _rows(rules: Rules, channel: str) -> list[tuple[str, OptOutTime]]:
    """The rows of a channel with the countries they belong to."""
    return [
        (code, row)
        for code, file in sorted(rules.countries.items())
        for row in file.opt_out_time
        if channel in row.channel
    ]


def _concerns(code: str, row: OptOutTime, country: pl.Expr, received: pl.Expr) -> pl.Expr:
    """Whether the row is in force where and when the opt-out was received; never null."""
    is_concerned = (country == code) & (received >= row.from_)
    if row.until is not None:
        is_concerned &= received < row.until
    return is_concerned.fill_null(value=False)


def _later(received: pl.Expr, days: int) -> pl.Expr:
    return received + pl.duration(days=days) if days else received


def _nth_business_day(received: pl.Expr, country: str, count: int, *, observed: bool) -> pl.Expr:
    """The n-th business day after each day, a batch at a time so that it streams."""

    def look_up(batch: pl.Series) -> pl.Series:
        days = batch.drop_nulls().unique()
        # Days beyond Python's calendar are nobody's: they have no time.
        days = days.filter(days.is_between(date.min, date.max - timedelta(days=1)))
        ends = [business_day_after(country, day, count, observed=observed) for day in days]
        return batch.replace_strict(
            days, pl.Series(ends, dtype=pl.Date), default=batch, return_dtype=pl.Date
        )

    return received.map_batches(look_up, return_dtype=pl.Date, is_elementwise=True)
