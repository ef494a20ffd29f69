"""Formats of reports as options and the configuration name them, and where each is to go."""

from __future__ import annotations

from pathlib import Path

from pydantic_core import PydanticKnownError

from listcheck.core.errors import UsageProblem
from listcheck.core.format_names import printed_formats, report_formats


def report_file(text: str, base: Path | None = None) -> tuple[str, Path]:
    """Read ``FORMAT=PATH``.

    Raises:
        UsageProblem: no such format, or no path.
    """
    name, _, path = text.partition("=")
    formats = report_formats()
    if name not in formats or not path:
        raise UsageProblem(
            f"--report {text}: expected FORMAT=PATH, as in sarif=listcheck.sarif; formats are "
            + ", ".join(formats)
        )
    return name, (base / path if base else Path(path))


def is_printed(name: object) -> object:
    """The name of a format, if it is one that can be printed.

    Raises:
        PydanticKnownError: there is no such format, said as of any other choice of words.
    """
    formats = printed_formats()
    if name not in formats:
        *others, last = map(repr, formats)
        expected = f"{', '.join(others)} or {last}"
        raise PydanticKnownError("literal_error", {"expected": expected})
    return name
