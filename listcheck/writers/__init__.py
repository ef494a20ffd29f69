"""Write what a run found: lists, findings, unreadable rows, summary, manifest."""

from __future__ import annotations

from listcheck.writers.finding_lines import (
    Told,
    finding_lines,
    neutralised,
    redacted,
    write_findings,
    write_unreadable,
)
from listcheck.writers.lists import Layout, write_lists
from listcheck.writers.output import (
    FORMAT,
    MANIFEST,
    SIGNATURE,
    describe,
    require_ours,
    sha256_of,
    staged,
    write_json,
)
from listcheck.writers.workbook_lists import Sheet

__all__ = [
    "FORMAT",
    "MANIFEST",
    "SIGNATURE",
    "Layout",
    "Sheet",
    "Told",
    "describe",
    "finding_lines",
    "neutralised",
    "redacted",
    "require_ours",
    "sha256_of",
    "staged",
    "write_findings",
    "write_json",
    "write_lists",
    "write_unreadable",
]
