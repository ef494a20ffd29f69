"""``--report FORMAT=PATH``: further formats of the same run, into files of their own."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from listcheck.core.errors import UsageProblem
from listcheck.report.machine.formats import printed
from listcheck.results.check_result import Report


def require_places(
    reports: Iterable[tuple[str, Path]], folder: Path, inputs: Sequence[Path]
) -> None:
    """Refuse places that hold an input or that the run replaces.

    Raises:
        UsageProblem: that place cannot be used.
    """
    taken = {path.resolve() for path in inputs}
    for name, path in reports:
        place = path.resolve()
        if place in taken or place.is_dir() or place.is_relative_to(folder.resolve()):
            raise UsageProblem(
                f"--report {name}={path}: is an input, a folder, or lies in the output directory, "
                "which is replaced as a whole; choose another file"
            )


def write_reports(report: Report, reports: Iterable[tuple[str, Path]]) -> None:
    """Write a report in further formats; new files are readable by their owner only.

    Raises:
        UsageProblem: a file cannot be written.
    """
    for name, path in reports:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(printed(report, name) + "\n")
        except OSError as error:
            raise UsageProblem(
                f"--report {name}={path}: cannot be written ({error.strerror})"
            ) from None
