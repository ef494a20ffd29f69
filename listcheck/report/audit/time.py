"""Violations over time: the drawings, what they show in words, and all numbers."""

from __future__ import annotations

from typing import Any, Final

from listcheck.report.audit import words
from listcheck.report.audit.chart import LARGE, SMALL, Span, drawing, span
from listcheck.report.check.words import many
from listcheck.results.audit_result import AuditSummary

#: A table of more months is cut at the far end.
_MOST_MONTHS: Final = 360


def over_time(summary: AuditSummary) -> dict[str, Any]:
    """What the section on violations over time shows."""
    months = words.months(summary)
    axis = span(months)
    known = {month: tally for month, tally in months.items() if month is not None}
    rows = [
        {"month": words.month_name(month), "tally": tally,
         "share": words.share(tally.violation, tally.read)}
        for month, tally in list(known.items())[-_MOST_MONTHS:]
    ]  # fmt: skip
    if None in months:
        rows.append({"month": "Day not known", "tally": months[None],
                     "share": words.share(months[None].violation, months[None].read)})  # fmt: skip
    drawings = [drawing(axis, size) for size in (LARGE, SMALL)] if axis.slots else []
    return {
        "drawings": drawings,
        "title": _chart_title(axis),
        "desc": _worst(axis),
        "unit": axis.unit,
        "skips": axis.skips,
        "gaps": sum(slot.tally is None for slot in axis.slots),
        "rows": rows,
        "cut": max(len(known) - _MOST_MONTHS, 0),
        "dateless": months[None].read if None in months else 0,
    }


def _chart_title(axis: Span) -> str:
    if not axis.slots:
        return ""
    first, last = (words.month_name(axis.slots[at].name) for at in (0, -1))
    when = first if first == last else f"{first} to {last}"
    return f"Violations, unknown answers and all sends by {axis.unit}, {when}"


def _worst(axis: Span) -> str:
    worst = axis.worst
    if worst is None or worst.tally is None:
        return "No violation was found."
    with_some = sum(bool(slot.tally and slot.tally.violation) for slot in axis.slots)
    sent = sum(slot.tally is not None for slot in axis.slots)
    share = (
        f"{worst.tally.violation:,} of {words.sends(worst.tally.read)} "
        f"({words.share(worst.tally.violation, worst.tally.read)})"
    )
    if sent == 1:
        return f"{words.month_name(worst.name)}: {share}."
    least = f"{with_some:,} of the {many(sent, axis.unit, axis.unit + 's')} with sends have some."
    if with_some == sent:
        least = f"Every {axis.unit} with sends has some."
    return f"The most violations were in {words.month_name(worst.name)}: {share}. {least}"
