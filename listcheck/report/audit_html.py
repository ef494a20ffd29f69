"""The page of an audit."""

from __future__ import annotations

from listcheck.report.audit_model import AuditReport


def audit_html(report: AuditReport) -> str:
    """A placeholder until the page is merged."""
    return f"<!doctype html><title>{report.summary.verdict}</title>"
