"""Days and moments as the ledger writes them: a day, or a moment in UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Final

from listcheck.core.errors import UsageProblem

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
#: fromisoformat() also takes weeks and days without dashes, which nobody means here.
_CLOCK: Final = re.compile(rf"{_DAY.pattern}[T ]\d")
_EXPECTED: Final = "expected a day or a moment, as in 2026-11-20 or 2026-11-20T14:30+01:00"
#: The shape of a moment in the ledger; a day has ten characters.
MOMENT: Final = "%Y-%m-%dT%H:%M:%S%.fZ"


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def written(moment: datetime) -> str:
    """A moment as the ledger writes it: ``YYYY-MM-DDTHH:MM:SS.ffffffZ``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse(text: str, option: str, at: datetime) -> str:
    """A day or a moment that somebody gives, as the ledger writes it.

    A moment without an offset is in this machine's own time zone.

    Args:
        text: ``YYYY-MM-DD``, or ISO 8601 with a time.
        option: what messages call it.
        at: this moment; nothing may lie after it.

    Raises:
        UsageProblem: it is neither, or lies in the future.
    """
    given = text.strip()
    try:
        if _DAY.fullmatch(given):
            day, future = given, date.fromisoformat(given) > at.astimezone().date()
        else:
            moment = datetime.fromisoformat(given if _CLOCK.match(given) else "none")
            day, future = written(moment), moment.astimezone(UTC) > at
    except (ValueError, OverflowError):
        raise UsageProblem(f"{option}: is no date; {_EXPECTED}") from None
    if future:
        raise UsageProblem(f"{option} {given}: lies in the future; expected a day up to today")
    return day


def surely_before(first: str, second: str) -> bool:
    """Whether a day or moment lies before another, beyond doubt.

    Two days are compared as days; a day and a moment only where no time zone could turn them.
    """
    if len(first) == len(second):
        return first < second
    day, moment = (first, second) if len(first) == 10 else (second, first)
    noon = datetime.fromisoformat(f"{day}T12:00:00+00:00")
    apart = (datetime.fromisoformat(moment) - noon).total_seconds() / 3600
    # Half a day around noon, and the fourteen hours that a clock can be off UTC.
    return apart > 26 if first == day else apart < -26
