"""The text of an audit."""

from __future__ import annotations

from rich.console import Console

from listcheck.report.audit_model import AuditSummary


def print_audit(summary: AuditSummary, console: Console) -> None:
    """A placeholder until the text is merged."""
    console.print(summary.sends)
