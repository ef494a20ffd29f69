"""Violations over time as a drawing: numbers for the template, in units of its view box.

Stacked bars where violations and unknown answers are of a size; else each has a scale of its own,
since a few violations below ten thousand unknown answers would not be seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from listcheck.report.audit.words import added, month_name
from listcheck.results.audit_result import Tally

#: Longer than that, years are drawn instead of months; more years than that, only those with sends.
_MOST_MONTHS: Final = 180
_MOST_YEARS: Final = 80
#: Hatching needs so much room to be seen as such.
_HATCHED: Final = 6.0
#: Unknown answers beyond so many times the violations have a scale of their own.
_APART: Final = 12
_LEAST_HEIGHT: Final = 2.0
_WIDEST_BAR: Final = 56.0


@dataclass(frozen=True)
class Slot:
    """A month or a year on the x axis; ``tally`` is None where nothing was sent."""

    name: str
    year: str
    label: str
    tally: Tally | None


@dataclass(frozen=True)
class Span:
    """All of the x axis. ``unit`` is month or year; ``skips``: years without sends are left out."""

    slots: tuple[Slot, ...]
    unit: str
    skips: bool = False

    @property
    def worst(self) -> Slot | None:
        """The one with the most violations, the earliest of equals."""
        those = [slot for slot in self.slots if slot.tally and slot.tally.violation]
        return max(those, key=lambda slot: slot.tally.violation if slot.tally else 0, default=None)


@dataclass(frozen=True)
class Size:
    """Of one drawing: for a desk and paper, or for a telephone."""

    name: str
    width: int
    left: int
    tall: int
    low: int
    label: int


LARGE: Final = Size("large", width=940, left=58, tall=190, low=62, label=38)
SMALL: Final = Size("small", width=360, left=44, tall=150, low=54, label=38)
_GAP: Final = 46


def span(months: Mapping[str | None, Tally]) -> Span:
    """The x axis: every month from the first to the last, with those in which nothing was sent.

    Args:
        months: answers by month (``2024-03``); None (no day known) is left out.
    """
    known = {month: tally for month, tally in months.items() if month is not None}
    if not known:
        return Span((), "month")
    at = [_number(month) for month in known]
    if max(at) - min(at) < _MOST_MONTHS:
        names = [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(min(at), max(at) + 1)]
        return Span(tuple(Slot(n, n[:4], month_name(n)[:3], known.get(n)) for n in names), "month")
    years: dict[str, Tally] = {}
    for month, tally in known.items():
        years[month[:4]] = added(years.get(month[:4], Tally()), tally)
    first, last = int(min(years)), int(max(years))
    every = [f"{year:04}" for year in range(first, last + 1)]
    skips = len(every) > _MOST_YEARS
    shown = sorted(years)[-_MOST_MONTHS:] if skips else every
    return Span(tuple(Slot(n, n, "", years.get(n)) for n in shown), "year", skips)


def _number(month: str) -> int:
    year, _, number = month.partition("-")
    return int(year) * 12 + int(number) - 1


def drawing(axis: Span, size: Size) -> dict[str, Any]:
    """The panels, one above the other, gaps and labels of the x axis."""
    most = {
        kind: max((getattr(slot.tally, kind) for slot in axis.slots if slot.tally), default=0)
        for kind in ("violation", "unknown", "read")
    }
    apart = bool(most["violation"]) and most["unknown"] > _APART * most["violation"]
    stacks: list[tuple[str, tuple[str, ...], int]] = (
        [("Violations", ("violation",), size.tall), ("Unknown", ("unknown",), size.low)]
        if apart
        else [("Violations and unknown", ("violation", "unknown"), size.tall)]
    )
    panels, top = [], 32
    for name, kinds, height in [*stacks, ("All sends", ("read",), size.low)]:
        panels.append(_panel(axis, size, kinds, top, height) | {"name": name})
        top += height + _GAP
    bottom = top - _GAP
    return {
        "size": size.name,
        "width": size.width,
        "height": bottom + (40 if _months_named(axis, size) else 24),
        "left": size.left,
        "bottom": bottom,
        "apart": apart,
        "panels": panels,
        "gaps": list(_gaps(axis, size)),
        "labels": list(_labels(axis, size, bottom)),
        "years": [_x(axis, size, at) for at in _new_years(axis) if at] if axis.unit == "month"
        else [],
    }  # fmt: skip


def _wide(axis: Span, size: Size) -> float:
    return (size.width - size.left - 4) / max(len(axis.slots), 1)


def _x(axis: Span, size: Size, at: int) -> float:
    return round(size.left + at * _wide(axis, size), 1)


def _panel(axis: Span, size: Size, kinds: Sequence[str], top: int, height: int) -> dict[str, Any]:
    sums = [
        sum(getattr(slot.tally, kind) for kind in kinds) if slot.tally else 0 for slot in axis.slots
    ]
    ticks = _ticks(max(sums, default=0), 4 if height > 100 else 2)
    scale = height / ticks[-1]
    wide = _wide(axis, size)
    width = min(wide * 0.78, _WIDEST_BAR)
    bars = []
    for at, slot in enumerate(axis.slots):
        foot = float(top + height)
        for kind in kinds:
            count = getattr(slot.tally, kind) if slot.tally else 0
            if count:
                tall = min(max(count * scale, _LEAST_HEIGHT), foot - top + _LEAST_HEIGHT)
                foot -= tall
                bars.append(
                    {
                        "kind": kind,
                        "x": round(size.left + at * wide + (wide - width) / 2, 1),
                        "y": round(foot, 1),
                        "width": round(width, 1),
                        "height": round(tall, 1),
                        "hatched": kind == "unknown" and width >= _HATCHED,
                        "told": f"{month_name(slot.name)}: {count:,}",
                    }
                )
    lines = [
        (round(top + height - value * scale, 1), _compact(value, ticks[-1])) for value in ticks
    ]
    return {"top": top, "height": height, "ticks": lines, "bars": bars}


def _ticks(most: int, count: int) -> list[int]:
    """Round numbers from 0 to the first that is not below ``most``."""
    step, at = 1, 0
    while step * count < most:
        # 1, 2, 5, 10, 20, 50, …
        at += 1
        step = (1, 2, 5)[at % 3] * 10 ** (at // 3)
    return [step * n for n in range(-(-max(most, 1) // step) + 1)]


def _compact(value: int, most: int) -> str:
    """A number on an axis whose largest is ``most``."""
    for bound, unit, letter in ((10**10, 10**9, "bn"), (10**7, 10**6, "M"), (10**4, 10**3, "k")):
        if most >= bound:
            return f"{value / unit:g} {letter}" if value else "0"
    return f"{value:,}"


def _gaps(axis: Span, size: Size) -> Iterator[dict[str, float]]:
    """Runs of months in which nothing was sent."""
    start = None
    for at, slot in enumerate([*axis.slots, Slot("", "", "", Tally())]):
        if slot.tally is None and start is None:
            start = at
        elif slot.tally is not None and start is not None:
            x = _x(axis, size, start)
            yield {"x": x, "width": round(_x(axis, size, at) - x, 1), "units": at - start}
            start = None


def _new_years(axis: Span) -> list[int]:
    return [
        at for at, slot in enumerate(axis.slots) if at == 0 or slot.year != axis.slots[at - 1].year
    ]


def _months_named(axis: Span, size: Size) -> bool:
    return axis.unit == "month" and _wide(axis, size) >= 27


def _labels(axis: Span, size: Size, bottom: int) -> Iterator[dict[str, Any]]:
    """Names of months where there is room, and the years below; each in the middle of its own."""
    wide, named = _wide(axis, size), _months_named(axis, size)
    if named:
        for at, slot in enumerate(axis.slots):
            yield {"x": _x(axis, size, at) + round(wide / 2, 1), "y": bottom + 15,
                   "text": slot.label, "strong": False}  # fmt: skip
    starts = _new_years(axis)
    ends = [*starts[1:], len(axis.slots)]
    free = 0.0
    for start, end in zip(starts, ends, strict=True):
        middle = _x(axis, size, start) + (end - start) * wide / 2
        # A label may be wider than its year's bars if it meets no other.
        if middle - size.label / 2 >= free and (axis.unit == "year" or (end - start) * wide >= 20):
            yield {"x": round(middle, 1), "y": bottom + (31 if named else 16),
                   "text": axis.slots[start].year, "strong": True}  # fmt: skip
            free = middle + size.label / 2
