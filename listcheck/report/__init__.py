"""What a run says: the summary model and its formats."""

from __future__ import annotations

from listcheck.report.model import Report, Summary

__all__ = ["Report", "Summary"]
