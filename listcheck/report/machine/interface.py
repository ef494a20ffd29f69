"""What a report format is: a name, and a function from a report to a text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from listcheck.results.check_result import Report


@dataclass(frozen=True)
class ReportFormat:
    """One way to write a report for a machine.

    Attributes:
        name: what ``--format``, ``--report`` and the configuration call it; the name of its
            module, or of its entry point.
        what: what it is, in a few words.
        render: the report as a text, at whose end a newline is added. No address, number, name
            or other cell of a list may stand in it.
        shows_findings: whether it shows single findings; without, ``Report.findings`` is empty
            where no other format asks for them.
    """

    name: str
    what: str
    render: Callable[[Report], str]
    shows_findings: bool = False
