"""Write what a run found: the clean and the held list, findings, unreadable rows."""

from __future__ import annotations

from listcheck.writers.findings_file import (
    FINDING_COLUMNS,
    KIND,
    CheckMessage,
    cells_shown,
    filled_in,
    finding_lines,
    finding_texts,
    named_in,
    neutralised,
    redacted,
    shown_value,
    write_findings,
    write_unreadable,
)
from listcheck.writers.lists import ListLayout, write_lists
from listcheck.writers.workbook_lists import Sheet

__all__ = [
    "FINDING_COLUMNS",
    "KIND",
    "CheckMessage",
    "ListLayout",
    "Sheet",
    "cells_shown",
    "filled_in",
    "finding_lines",
    "finding_texts",
    "named_in",
    "neutralised",
    "redacted",
    "shown_value",
    "write_findings",
    "write_lists",
    "write_unreadable",
]
