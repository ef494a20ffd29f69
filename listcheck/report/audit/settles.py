"""What would settle the sends that nobody can judge from what was given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from listcheck.report.audit.words import checks_with
from listcheck.report.check.words import title
from listcheck.results.audit_result import AuditReport


@dataclass(frozen=True)
class Settle:
    """One reason for unknown answers, and what would settle them."""

    code: str
    title: str
    count: int
    what: str
    how: str


def settles(report: AuditReport) -> Iterator[Settle]:
    """What would settle the unknown answers, the most frequent reason first."""
    for item in checks_with(report.summary, "unknown"):
        what, how = report.settles.get(
            item.code, ("more than the logs tell", f"listcheck explain {item.code}")
        )
        yield Settle(item.code, title(item.name), item.count, what, how)
