"""By when an opt-out had to be acted on, counted anew here, day by day and by hand."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcheck.policy import Rules
from listcheck.policy.files.rule_file import OptOutTime
from listcheck.policy.law import business_days
from listcheck.policy.law.business_days import business_day_after
from listcheck.policy.law.opt_out_time import has_time, last_day_in_time
from tests.engines.test_plan import fallbacks
from tests.policy.cells import CHANNELS, shipped

#: Federal holidays on which offices are closed, by hand from the calendar: fixed days at a
#: weekend stand here as the Friday or Monday on which they are observed.
US = """
2021 01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31
2022       01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26
2023 01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25
2024 01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25
2025 01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25
2026 01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25
2027 01-01 01-18
"""
#: The holidays of all of Canada that fall on a weekday; nothing stands in for one at a weekend.
CA = """
2021 01-01 04-02 07-01 09-06
2022       04-15 07-01 09-05
2023       04-07       09-04 12-25
2024 01-01 03-29 07-01 09-02 12-25
2025 01-01 04-18 07-01 09-01 12-25
2026 01-01 04-03 07-01 09-07 12-25
2027 01-01 03-26
"""
FIRST, LAST = date(2021, 1, 1), date(2026, 12, 31)
DAYS = [FIRST + timedelta(days=at) for at in range((LAST - FIRST).days + 1)]


def free_days(told: str) -> set[date]:
    return {
        date.fromisoformat(f"{year}-{day}")
        for year, *days in (line.split() for line in told.strip().splitlines())
        for day in days
    }


FREE = {"US": free_days(US), "CA": free_days(CA)}


def counted(country: str, received: date, count: int) -> date:
    """The plain way: one day after the other, crossing off what does not count."""
    day, left = received, count
    while left:
        day = day + timedelta(days=1)
        if day.strftime("%a") in ("Sat", "Sun") or day in FREE[country]:
            continue
        left -= 1
    return day


def asked(
    rows: list[tuple[str | None, date | None]],
    channel: str = "email",
    house_days: int = 0,
    rules: Rules | None = None,
) -> list[tuple[date | None, bool]]:
    frame = pl.DataFrame(rows, {"c": pl.String, "d": pl.Date}, orient="row")
    told = frame.select(
        expression(rules or shipped(), channel, house_days) for expression in (last, timed)
    )
    return list(told.iter_rows())


def last(rules: Rules, channel: str, house_days: int = 0) -> pl.Expr:
    country, received = pl.col("c"), pl.col("d")
    return last_day_in_time(
        rules, channel, country=country, received=received, house_days=house_days
    ).alias("last")


def timed(rules: Rules, channel: str, house_days: int = 0) -> pl.Expr:
    country, received = pl.col("c"), pl.col("d")
    return has_time(
        rules, channel, country=country, received=received, house_days=house_days
    ).alias("time")


@pytest.mark.parametrize("country", ["US", "CA"])
def test_every_day_of_six_years_as_counted_by_hand(country: str) -> None:
    """Among them the days around each Christmas, New Year, Thanksgiving and 4 July."""
    found = asked([(country, day) for day in DAYS])
    assert found == [(counted(country, day, 10), True) for day in DAYS]


@pytest.mark.parametrize("count", [1, 2, 3, 9, 10, 11, 30])
@pytest.mark.parametrize("country", ["US", "CA"])
def test_any_number_of_days(country: str, count: int) -> None:
    for day in DAYS[:: 7 if count == 30 else 3]:
        if day < date(2026, 11, 1):
            observed = shipped().countries[country].holidays_observed
            found = business_day_after(country, day, count, observed=observed)
            assert found == counted(country, day, count)


@pytest.mark.parametrize(
    ("country", "received", "until"),
    [
        # A Friday without holidays: two weeks.
        ("US", "2024-03-01", "2024-03-15"),
        # Receipt on a weekend: counting begins with Monday.
        ("US", "2024-03-02", "2024-03-15"),
        ("US", "2024-03-03", "2024-03-15"),
        ("US", "2024-03-04", "2024-03-18"),
        # Over a leap day, and in a year without one.
        ("US", "2024-02-23", "2024-03-08"),
        ("US", "2023-02-24", "2023-03-10"),
        # Christmas and New Year on Saturdays: the Fridays before are holidays.
        ("US", "2021-12-20", "2022-01-05"),
        ("CA", "2021-12-20", "2022-01-03"),
        # Christmas 2022 was a Sunday: the Mondays after it are holidays in the US alone.
        ("US", "2022-12-19", "2023-01-04"),
        ("CA", "2022-12-19", "2023-01-02"),
        # Thanksgiving is a Thursday; the Friday after it is a business day.
        ("US", "2024-11-18", "2024-12-03"),
        ("US", "2024-11-27", "2024-12-12"),
        # Juneteenth was no federal holiday in 2020, and one in 2021, two days after its act.
        ("US", "2020-06-15", "2020-06-29"),
        ("US", "2021-06-14", "2021-06-29"),
        # Inauguration Day is a holiday in and around Washington only.
        ("US", "2021-01-19", "2021-02-02"),
        ("US", "2017-01-19", "2017-02-02"),
        # A day on which federal offices were closed by order is no holiday.
        ("US", "2018-11-30", "2018-12-14"),
        # Good Friday in all of Canada; Easter Monday, Victoria Day and others in parts of it.
        ("CA", "2024-03-25", "2024-04-09"),
        ("CA", "2024-05-13", "2024-05-27"),
        ("CA", "2024-09-26", "2024-10-10"),
        ("CA", "2024-11-04", "2024-11-18"),
        # Canada Day on a Sunday: its Monday is not given.
        ("CA", "2018-06-22", "2018-07-06"),
    ],
)
def test_days_that_are_easily_miscounted(country: str, received: str, until: str) -> None:
    assert asked([(country, date.fromisoformat(received))])[0][0] == date.fromisoformat(until)


days_of_law = st.dates(date(2014, 7, 1), date(2090, 1, 1))


@given(country=st.sampled_from(["US", "CA"]), one=days_of_law, other=days_of_law)
def test_who_opts_out_later_has_no_earlier_deadline(country: str, one: date, other: date) -> None:
    ((first, _), (second, _)) = asked([(country, min(one, other)), (country, max(one, other))])
    assert first is not None
    assert second is not None
    assert first <= second


@given(country=st.sampled_from(["US", "CA"]), received=days_of_law)
def test_ten_business_days_are_two_weeks_at_least(country: str, received: date) -> None:
    ((until, _),) = asked([(country, received)])
    assert until is not None
    # What arrives at a weekend is counted as if it had arrived on the Friday before.
    least = 14 - max(0, received.weekday() - 4)
    assert least <= (until - received).days <= 21
    assert until.weekday() < 5


# --- which time counts -----------------------------------------------------------------------


def test_the_law_of_the_day_of_receipt_counts() -> None:
    eve, day = date(2025, 4, 10), date(2025, 4, 11)
    assert asked([("US", eve), ("US", day)], "call") == [
        (date(2025, 5, 10), True),
        (date(2025, 4, 25), True),
    ]
    for channel in ("sms", "automated-call"):
        assert asked([("US", eve), ("US", day)], channel) == [
            (eve, False),
            (date(2025, 4, 25), True),
        ]


def test_canada() -> None:
    day = date(2024, 2, 1)
    assert [asked([("CA", day)], channel)[0] for channel in CHANNELS] == [
        (date(2024, 2, 15), True),
        (date(2024, 2, 15), True),
        (date(2024, 2, 15), True),
        (day, False),
    ]
    # 14 calendar days do not mind holidays.
    assert asked([("CA", date(2024, 12, 20))], "call") == [(date(2025, 1, 3), True)]
    assert asked([("CA", date(2024, 12, 20))], "sms") == [(date(2025, 1, 7), True)]


def test_an_opt_out_older_than_all_rules_has_its_time() -> None:
    assert asked([("US", date(2018, 5, 20)), ("CA", date(2018, 5, 20))]) == [
        (date(2018, 6, 4), True),  # Memorial Day was the 28th
        (date(2018, 6, 1), True),
    ]
    eve = date(2003, 12, 31)
    assert asked([("US", eve)]) == [(eve, False)]


def test_the_house_decides_where_no_statute_does() -> None:
    day = date(2024, 2, 28)
    rows: list[tuple[str | None, date | None]] = [("GB", day), ("XX", day), ("US", day)]
    assert [until for until, _ in asked(rows, house_days=2)] == [
        date(2024, 3, 1),
        date(2024, 3, 1),
        date(2024, 3, 13),
    ]
    assert [time for _, time in asked(rows, house_days=2)] == [True, True, True]
    assert asked(rows)[:2] == [(day, False), (day, False)]
    # More days of the house's own than of the law's: the statute alone counts.
    assert asked([("US", day)], house_days=60)[0][0] == date(2024, 3, 13)


def test_what_is_not_known_gets_no_time() -> None:
    day = date(2024, 2, 28)
    assert asked([(None, day), ("US", None), (None, None)], house_days=5) == [
        (day, False),
        (None, False),
        (None, False),
    ]


@pytest.mark.parametrize("channel", CHANNELS)
def test_types_lengths_and_the_ends_of_the_calendar(channel: str) -> None:
    assert asked([], channel) == []
    # As numbers, because what lies a few days after the last day is none of Python's.
    ends = pl.Series([date.min, date(9999, 12, 20), date.max])
    frame = pl.DataFrame({"c": ["US", "CA", "GB"]}).join(pl.DataFrame({"d": ends}), how="cross")
    told = frame.select(pl.col("d").cast(pl.Int32), last(shipped(), channel, 2).cast(pl.Int32))
    assert told.select((pl.col("last") >= pl.col("d")).all()).item()
    far = pl.DataFrame({"c": ["US"], "d": pl.Series([5_000_000], dtype=pl.Int32).cast(pl.Date)})
    assert far.select(last(shipped(), "email").cast(pl.Int32)).item() == 5_000_000
    one = pl.select(
        last_day_in_time(
            shipped(),
            channel,
            country=pl.lit("CA"),
            received=pl.lit(date(2024, 2, 1)),
            house_days=0,
        ).alias("day")
    )
    assert one.schema == {"day": pl.Date}


# --- many rows -------------------------------------------------------------------------------


def many(rows: int = 60_000) -> pl.LazyFrame:
    at = pl.int_range(rows)
    country = pl.lit(pl.Series(["US", "CA", "GB", None])).gather(at % 4)
    return pl.LazyFrame().select(
        at=at,
        c=country,
        d=pl.when(at % 11 > 0).then(pl.lit(date(2019, 1, 1)) + pl.duration(days=(at * 7) % 2500)),
    )


def test_it_streams_and_keeps_the_order() -> None:
    frame = many().collect().lazy()
    plan = frame.with_columns(last(shipped(), "email", 3), timed(shipped(), "email", 3))
    assert fallbacks(plan) == []
    whole = plan.collect(engine="in-memory")
    streamed = plan.collect(engine="streaming")
    assert streamed.equals(whole)
    assert streamed["at"].to_list() == list(range(60_000))
    assert streamed["time"].null_count() == 0
    assert streamed["last"].is_null().equals(streamed["d"].is_null())


def test_a_day_is_counted_once_however_many_rows_have_it() -> None:
    business_day_after.cache_clear()
    frame = many().collect()
    for _ in range(3):
        frame.select(last(shipped(), "email"))
    pairs = frame.filter(pl.col("c").is_in(["US", "CA"])).drop_nulls().unique(["c", "d"]).height
    # Two threads may count a day at the same time.
    assert pairs <= business_day_after.cache_info().misses <= 2 * pairs


def test_threads_that_ask_at_once_get_the_same() -> None:
    """The library's calendar is filled while it is read: two at once must not see half a year."""
    expected = [counted("US", day, 10) for day in DAYS]
    for _ in range(5):
        business_days._calendar.cache_clear()
        business_day_after.cache_clear()
        with ThreadPoolExecutor(8) as pool:
            found = list(
                pool.map(lambda day: business_day_after("US", day, 10, observed=True), DAYS)
            )
        assert found == expected


def test_a_country_without_a_calendar_has_weekends() -> None:
    assert business_day_after("QQ", date(2024, 12, 20), 10, observed=False) == date(2025, 1, 3)


def test_a_folder_of_ones_own() -> None:
    row = OptOutTime.model_validate(
        {
            "channel": "sms",
            "business_days": 3,
            "from": date(2020, 1, 1),
            "until": date(2021, 1, 1),
            "confidence": "high",
            "source": [{"title": "An act", "url": "https://law.example/"}],
        }
    )
    rules = shipped()
    file = rules.countries["MT"].model_copy(update={"opt_out_time": (row,)})
    own = replace(rules, countries={**rules.countries, "MT": file})
    rows: list[tuple[str | None, date | None]] = [
        ("MT", date(2019, 12, 31)),
        ("MT", date(2020, 1, 1)),
        ("MT", date(2020, 12, 31)),
        ("MT", date(2021, 1, 1)),
    ]
    assert [time for _, time in asked(rows, "sms", rules=own)] == [False, True, True, False]
    # 1 January 2021 is Malta's holiday, and a Friday.
    assert asked(rows, "sms", rules=own)[2][0] == date(2021, 1, 6)
