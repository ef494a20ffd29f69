"""Words that the reports of an audit share: page and terminal say the same."""

from __future__ import annotations

import re
from typing import Final

from listcheck.report.check.words import many
from listcheck.results.audit_result import AuditCheck, AuditSummary, NamedTally, Tally

#: How a name is told that no log tells.
NOT_TOLD: Final = "(not told)"
EXPOSURE_NOTE: Final = (
    "These figures are not added up and nobody knows what a violation will cost: they are the most "
    "that each act allows. Authorities and courts look at more than counts, such as gravity, "
    "duration, intent, what was done about it and the size of the business, and many sends may be "
    "one infringement."
)
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun",
                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")  # fmt: skip


def sends(count: int) -> str:
    """``1 send``, ``1,203 sends``."""
    return many(count, "send", "sends")


def headline(summary: AuditSummary) -> str:
    """The verdict in one sentence."""
    counts = summary.sends
    day = f"the law of {summary.law_of}" if summary.law_of else "the law of their day"
    if not counts.read:
        return "No send was found"
    if counts.violation:
        verb = "would break" if summary.law_of else "broke"
        return f"{counts.violation:,} of {sends(counts.read)} {verb} {day}"
    if counts.unknown:
        return (
            f"No violation was found; {counts.unknown:,} of {sends(counts.read)} cannot be judged"
        )
    if counts.unreadable:
        return f"No violation was found; {many(counts.unreadable, 'row', 'rows')} cannot be read"
    were = "would be" if summary.law_of else "was"
    where = f"under {day}" if summary.law_of else "on its own day"
    subject = "The one send" if counts.read == 1 else f"Every one of {counts.read:,} sends"
    return f"{subject} {were} lawful {where}"


def lead(summary: AuditSummary) -> str:
    """What the headline leaves out."""
    counts = summary.sends
    if not counts.read:
        return "The logs hold no row that says that a message was sent."
    clauses = []
    if counts.violation and counts.unknown:
        clauses.append(f"{counts.unknown:,} cannot be judged from what was given")
    if counts.lawful and (counts.violation or counts.unknown):
        verb = "would be" if summary.law_of else ("was" if counts.lawful == 1 else "were")
        clauses.append(f"{counts.lawful:,} {verb} lawful")
    if summary.within_grace:
        clauses.append(f"{told_in_time(summary.within_grace)}")
    text = "; ".join(clauses)
    return text[:1].upper() + text[1:] + "." if text else ""


def told_in_time(count: int) -> str:
    """Lawful sends to people whose opt-out had been received already."""
    return f"{count:,} went out within the time that is allowed for acting on an opt-out"


def reconciliation(summary: AuditSummary) -> str:
    """``8 read = 5 lawful + 1 violation + 1 unknown + 1 unreadable``."""
    counts = summary.sends
    return (
        f"{counts.read:,} read = {counts.lawful:,} lawful + {counts.violation:,} violation + "
        f"{counts.unknown:,} unknown + {counts.unreadable:,} unreadable"
    )


def law_banner(summary: AuditSummary) -> str | None:
    """What nobody may overlook where another day's law was asked for."""
    if summary.law_of is None:
        return None
    return (
        f"Judged by the law of {summary.law_of}, not of their days. This says what would break "
        "under that law; it is no verdict on what was done."
    )


def period(summary: AuditSummary) -> str:
    """The first and the last day of the sends."""
    if summary.first_day is None or summary.last_day is None:
        return "days not known"
    if summary.first_day == summary.last_day:
        return str(summary.first_day)
    return f"{summary.first_day} to {summary.last_day}"


def share(count: int, whole: int) -> str:
    """A share in per cent; never rounded to nothing or to all."""
    if not count or not whole:
        return "–"
    return share_of(count / whole)


def share_of(part: float) -> str:
    """The same of a part of 1."""
    if part >= 1:
        return "100 %"
    percent = part * 100
    if percent < 0.01:
        return "< 0.01 %"
    return f"{percent:.2f} %" if percent < 1 else f"{min(percent, 99.9):.1f} %"


def month_name(month: str) -> str:
    """``Mar 2024`` of ``2024-03``."""
    year, _, number = month.partition("-")
    return f"{_MONTHS[int(number) - 1]} {year}" if number else year


def months(summary: AuditSummary) -> dict[str | None, Tally]:
    """The answers of each month over all channels, in order; those without a day last."""
    months: dict[str | None, Tally] = {}
    for item in sorted(summary.months, key=lambda item: (item.month is None, item.month or "")):
        months[item.month] = added(months.get(item.month, Tally()), item)
    return months


def added(one: Tally, other: Tally) -> Tally:
    """Two tallies together."""
    return Tally(
        read=one.read + other.read,
        lawful=one.lawful + other.lawful,
        violation=one.violation + other.violation,
        unknown=one.unknown + other.unknown,
    )


def name_of(item: NamedTally) -> str:
    """The name of a campaign, sender or file."""
    return item.name if item.name is not None else NOT_TOLD


def class_words(name: str) -> str:
    """A class of days late in words."""
    if name == "0":
        return "the same day"
    return name if name.endswith("days") else f"{name} days"


def checks_with(summary: AuditSummary, answer: str) -> list[AuditCheck]:
    """Checks with one answer, the most frequent first."""
    those = [item for item in summary.checks if item.answer == answer and item.count]
    return sorted(those, key=lambda item: (-item.count, item.code))


#: What steers a terminal or turns the direction of the text around it.
_STEERS: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff]"
)


def plain(text: str) -> str:
    """Text as a terminal may show it: on one line, and steering nothing."""
    return _STEERS.sub("�", re.sub(r"[ \t\n\r\f\v]+", " ", text).strip())
