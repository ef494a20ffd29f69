"""``--report FORMAT=PATH``: further formats of the same run, into files of their own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from listcheck.core.files import write_bytes
from listcheck.report.machine.formats import printed
from listcheck.results.check_result import Report


def write_reports(report: Report, reports: Iterable[tuple[str, Path]]) -> None:
    """Write a report in further formats, each file whole or not at all.

    New files are readable by their owner only; one that is there keeps who may read it.

    Raises:
        UsageProblem: a file cannot be written.
    """
    for name, path in reports:
        content = (printed(report, name) + "\n").encode()
        write_bytes(path, content, f"--report {name}={path}", keep_mode=True)
