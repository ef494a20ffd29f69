"""The summary as JSON, as it stands in ``summary.json``."""

from __future__ import annotations

import json

from listcheck.report.machine.interface import ReportFormat
from listcheck.results.check_result import Report


def _json(report: Report) -> str:
    return json.dumps(report.summary.model_dump(mode="json"), ensure_ascii=False, indent=2)


FORMAT = ReportFormat("json", "the summary, for scripts", _json)
