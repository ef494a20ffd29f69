"""What the columns of a list are taken for."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from listcheck.campaign.prepare import mapped
from listcheck.config.settings import Settings
from listcheck.core.columns import FIELDS
from listcheck.core.part import Part
from listcheck.mapping import ColumnMap, swept
from listcheck.readers import find_lists, open_list

_LINE_ENDS = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}


@dataclass(frozen=True)
class Understood:
    """One file: how it was read, and field and meaning per header."""

    name: str
    how: str
    records: int
    headers: tuple[str, ...]
    fields: dict[str, tuple[str, str]]
    notes: tuple[str, ...]
    #: Field to the header of its first column.
    first: dict[str, str]
    #: What the workbook holds besides, and hides.
    sheets: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return {
            "file": self.name,
            "read_as": self.how,
            "records": self.records,
            "columns": dict(self.first),
            "unmapped": [header for header in self.headers if header not in self.fields],
            "notes": list(self.notes),
        }


def read_columns(lists: Sequence[str], settings: Settings) -> list[Understood]:
    """Open every list and say what its columns are taken for.

    Raises:
        InputProblem: a list cannot be read.
        UsageProblem: the configuration maps a field to a header that is not there.
    """
    found = []
    with tempfile.TemporaryDirectory(prefix="listcheck.") as work:
        for file in find_lists(lists):
            part = open_list(file, Path(work), sheet=settings.sheet)
            mapping = swept(part, mapped(part, settings))
            found.append(
                Understood(
                    name=file.name,
                    how=_how(part),
                    records=part.records,
                    headers=part.headers,
                    fields=_fields(mapping),
                    notes=(*part.notes, *_told(mapping)),
                    first=mapping.columns,
                    sheets=part.workbook.notes(part.skip_lines) if part.workbook else (),
                )
            )
    return found


def _fields(mapping: ColumnMap) -> dict[str, tuple[str, str]]:
    """Header to the field it is taken for and what that is; one header may be two fields."""
    found = {header: (name, FIELDS[name]) for name, header in mapping.columns.items()}
    for name, positions in mapping.further.items():
        for at in positions:
            # Two columns may share one header.
            found.setdefault(mapping.headers[at], (name, "a further one of the same contact"))
    for at, one in mapping.telling.items():
        header = mapping.headers[at]
        field, _ = found.get(header, ("opted_out", ""))
        probable = mapping.probable_field(at) if field == "opted_out" else field
        found[header] = (probable, one.read_as)
    return found


def _told(mapping: ColumnMap) -> list[str]:
    if mapping.vendor is None:
        return [*mapping.remarks]
    return [mapping.read_as, *mapping.vendor.cautions, *mapping.remarks]


def _how(part: Part) -> str:
    if part.dialect is None:
        return "Parquet"
    if part.workbook is not None:
        return f"the sheet {part.workbook.name.shown} of a workbook"
    dialect = part.dialect
    packed = f", {dialect.compression}" if dialect.compression else ""
    delimiter = _DELIMITERS.get(dialect.delimiter, repr(dialect.delimiter))
    return f"{delimiter}, {dialect.encoding}, {_LINE_ENDS[dialect.line_end]}{packed}"
