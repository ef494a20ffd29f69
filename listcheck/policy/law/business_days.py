"""Business days: Monday to Friday, save the country's own public holidays.

Only holidays of the whole country count, for a contact's state or province is not known: the
fewest holidays make the earliest deadline. In the United States these are the federal holidays
with the days on which they are observed (5 U.S.C. 6103; its file says so), in Canada New Year's
Day, Good Friday, Canada Day, Labour Day and Christmas Day themselves; what is a holiday in some
provinces only, or in federal offices only, is a business day here, and so is a day that replaces
one at a weekend. A country whose holidays nobody listed has none. Nothing is fetched: the calendar
is the library's.
"""

from __future__ import annotations

import functools
import threading
from datetime import date, timedelta

from holidays import HolidayBase, country_holidays

_FIRST_WEEKEND_DAY = 5
_DAY = timedelta(days=1)
#: The library fills a calendar year by year, and a half-filled year would be believed.
_FILLING = threading.Lock()


@functools.cache
def _calendar(country: str, *, observed: bool) -> HolidayBase | None:
    try:
        return country_holidays(country, observed=observed)
    except NotImplementedError:  # so the library says that it has no calendar of a country
        return None


@functools.lru_cache(maxsize=1 << 16)
def business_day_after(country: str, day: date, count: int, *, observed: bool) -> date:
    """The ``count``-th business day after ``day``; counting begins with the day after it.

    Args:
        country: ISO 3166-1 alpha-2 code.
        day: the day of receipt, a business day or not.
        count: business days, at least 1.
        observed: the day on which a holiday is kept instead of a weekend's is one as well.

    Returns:
        The day, or the last day of the calendar where it lies beyond.
    """
    left = count
    with _FILLING:
        free = _calendar(country, observed=observed)
        while left and day < date.max:
            day += _DAY
            if day.weekday() < _FIRST_WEEKEND_DAY and (free is None or day not in free):
                left -= 1
    return day
