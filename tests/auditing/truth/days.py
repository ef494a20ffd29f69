"""Days as the audit's truth counts them: business days, months, moments. No listcheck in here.

The holidays are written down by hand, year by year, so that no rule of a calendar is shared with
the program under test.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

#: Federal holidays of the United States as observed: one on a Saturday is kept on the Friday
#: before, one on a Sunday on the Monday after. Month and day, by year.
_US: Final = {
    2018: "01-01 01-15 02-19 05-28 07-04 09-03 10-08 11-12 11-22 12-25",
    2019: "01-01 01-21 02-18 05-27 07-04 09-02 10-14 11-11 11-28 12-25",
    2020: "01-01 01-20 02-17 05-25 07-03 09-07 10-12 11-11 11-26 12-25",
    2021: "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31",
    2022: "01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26",
    2023: "01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25",
    2024: "01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25",
    2025: "01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25",
    2026: "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25",
}
#: Holidays of all of Canada, on their own day: New Year, Good Friday, Canada Day, Labour Day and
#: Christmas. Those of single provinces or of federal offices alone do not stretch the time, nor
#: does a day off in lieu: nothing in the act says so, and the shorter time is the safe reading.
_CA: Final = {
    2018: "01-01 03-30 07-01 09-03 12-25",
    2019: "01-01 04-19 07-01 09-02 12-25",
    2020: "01-01 04-10 07-01 09-07 12-25",
    2021: "01-01 04-02 07-01 09-06 12-25",
    2022: "01-01 04-15 07-01 09-05 12-25",
    2023: "01-01 04-07 07-01 09-04 12-25",
    2024: "01-01 03-29 07-01 09-02 12-25",
    2025: "01-01 04-18 07-01 09-01 12-25",
    2026: "01-01 04-03 07-01 09-07 12-25",
}


def _listed(years: dict[int, str]) -> frozenset[date]:
    return frozenset(
        date.fromisoformat(f"{year}-{text}")
        for year, all_ in years.items()
        for text in all_.split()
    )


HOLIDAYS: Final = {"US": _listed(_US), "CA": _listed(_CA)}
ONE: Final = timedelta(days=1)


def add_business_days(day: date, count: int, country: str) -> date:
    """The ``count``-th business day after a day, which is not counted itself."""
    while count:
        day += ONE
        if day.weekday() < 5 and day not in HOLIDAYS[country]:
            count -= 1
    return day


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months on, or the month's last."""
    at = day.year * 12 + day.month - 1 + months
    year, month = at // 12, at % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def span(day: date, first: int, last: int) -> list[date]:
    """The days from ``first`` to ``last`` (both included) days after a day."""
    return [day + timedelta(days=at) for at in range(first, last + 1)]


@dataclass(frozen=True)
class Moment:
    """A day as it is written, with a clock where one is told, and its offset where that is.

    Attributes:
        clock: ``HH:MM``, or blank: the day only.
        zone: ``+02:00`` or ``Z``, or blank: nobody knows whose clock.
    """

    day: date
    clock: str = ""
    zone: str = ""

    @property
    def text(self) -> str:
        """As a cell: ``2024-03-01``, ``2024-03-01 10:30:00`` or ``2024-03-01T10:30:00+02:00``."""
        if not self.clock:
            return self.day.isoformat()
        return f"{self.day}{'T' if self.zone else ' '}{self.clock}:00{self.zone}"

    def before(self, other: Moment) -> bool | None:
        """Whether this came before the other; None where nobody can tell.

        Moments with a clock and an offset are compared as instants, those with a clock and none
        as written. A day is compared with a moment by days as they are written. A clock with an
        offset against one without may be 14 hours off either way.
        """
        if not (self._timed and other._timed):
            return None if self.day == other.day else self.day < other.day
        mine, its = self._instant(), other._instant()
        if bool(self.zone) != bool(other.zone) and abs(mine - its) < timedelta(hours=14):
            return None
        return mine < its

    @property
    def _timed(self) -> bool:
        """Midnight sharp is how databases write a day of which they know no clock."""
        return self.clock not in ("", "00:00")

    def _instant(self) -> datetime:
        told = datetime.fromisoformat(f"{self.day}T{self.clock}:00{self.zone or '+00:00'}")
        return told.replace(tzinfo=None) - (told.utcoffset() or timedelta())
