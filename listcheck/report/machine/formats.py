"""The formats that machines read, by name; none carries an address, a number or a name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Final

from listcheck.report.machine.github import github
from listcheck.report.machine.junit import junit
from listcheck.report.machine.markdown import markdown
from listcheck.report.machine.sarif import sarif
from listcheck.results.check_result import Report


def _json(report: Report) -> str:
    return json.dumps(report.summary.model_dump(mode="json"), ensure_ascii=False, indent=2)


_FORMATS: Final[Mapping[str, Callable[[Report], str]]] = {
    "json": _json,
    "github": github,
    "sarif": sarif,
    "junit": junit,
    "markdown": markdown,
}


def printed(report: Report, name: str) -> str:
    """A report in one of the formats, without a final newline."""
    return _FORMATS[name](report)
