"""``--report FORMAT=PATH``: which formats there are, and where each is to go."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from listcheck.core.errors import UsageProblem

FORMATS: Final = ("json", "github", "sarif", "junit", "markdown")


def report_file(text: str, base: Path | None = None) -> tuple[str, Path]:
    """Read ``FORMAT=PATH``.

    Raises:
        UsageProblem: no such format, or no path.
    """
    name, _, path = text.partition("=")
    if name not in FORMATS or not path:
        raise UsageProblem(
            f"--report {text}: expected FORMAT=PATH, as in sarif=listcheck.sarif; formats are "
            + ", ".join(FORMATS)
        )
    return name, (base / path if base else Path(path))
