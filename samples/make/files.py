"""How the samples' files are written: as CSV, in the encoding asked for."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

Row = list[str]


def csv_text(
    rows: Sequence[Row], header: Row, *, delimiter: str = ",", line_end: str = "\n"
) -> str:
    """The rows under their header as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=line_end)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def write_text(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))


def in_cp1252(text: str) -> bool:
    """Whether Windows-1252 has every letter of the text."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
