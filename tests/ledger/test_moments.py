"""Days and moments: what is read, what is refused, and what surely lies before what."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from listcheck.core.errors import UsageProblem
from listcheck.ledger.days import parse, surely_before, written

AT = datetime(2024, 5, 10, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2024-05-09", "2024-05-09"),
        (" 2024-05-09 ", "2024-05-09"),
        ("2024-05-10T13:30+02:00", "2024-05-10T11:30:00.000000Z"),
        ("2024-05-10 11:30:00.5Z", "2024-05-10T11:30:00.500000Z"),
        ("2024-05-10T12:00:00Z", "2024-05-10T12:00:00.000000Z"),
    ],
)
def test_what_is_read(text: str, told: str) -> None:
    assert parse(text, "--received", AT) == told


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2024-02-30", "10/05/2024", "2024-5-9", "20240509", "2024-W19", "2024-05-09T",
     "2024-05-09T25:00", "0000-01-01", "2024-05-09T10:00+99:00"],
)  # fmt: skip
def test_what_is_refused(text: str) -> None:
    with pytest.raises(UsageProblem, match="--received: is no date; expected a day or a moment"):
        parse(text, "--received", AT)


@pytest.mark.parametrize("text", ["2024-05-13", "9999-12-31", "2024-05-10T12:00:01Z"])
def test_nothing_lies_in_the_future(text: str) -> None:
    with pytest.raises(UsageProblem, match="lies in the future"):
        parse(text, "--acted", AT)


@pytest.mark.parametrize(
    ("first", "second", "before"),
    [
        ("2024-05-09", "2024-05-10", True),
        ("2024-05-10", "2024-05-10", False),
        (written(AT), written(AT.replace(minute=1)), True),
        (written(AT), written(AT), False),
        # Where it is still, or already, another day.
        ("2024-05-09", "2024-05-10T08:00:00.000000Z", False),
        ("2024-05-09", "2024-05-10T15:00:00.000000Z", True),
        ("2024-05-09T15:00:00.000000Z", "2024-05-10", False),
        ("2024-05-09T09:00:00.000000Z", "2024-05-10", True),
    ],
)
def test_what_surely_lies_before(first: str, second: str, before: bool) -> None:
    assert surely_before(first, second) is before
    assert not (before and surely_before(second, first))
