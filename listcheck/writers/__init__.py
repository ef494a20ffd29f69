"""Write what a run found: the clean and the held list, findings, unreadable rows."""

from __future__ import annotations

from listcheck.writers.findings_file import (
    CheckMessage,
    filled_in,
    finding_lines,
    named_in,
    neutralised,
    redacted,
    write_findings,
    write_unreadable,
)
from listcheck.writers.lists import ListLayout, write_lists
from listcheck.writers.workbook_lists import Sheet

__all__ = [
    "CheckMessage",
    "ListLayout",
    "Sheet",
    "filled_in",
    "finding_lines",
    "named_in",
    "neutralised",
    "redacted",
    "write_findings",
    "write_lists",
    "write_unreadable",
]
