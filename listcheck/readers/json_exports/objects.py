"""JSON exports: one object a record, one record a line or all in one document.

Every record is read by itself: a damaged line costs that line. Fields of fields are named by the
way to them (``mail.timestamp``), whatever other records hold; numbers keep their digits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

import polars as pl

from listcheck.core.errors import InputProblem
from listcheck.core.fingerprint import Fingerprint
from listcheck.core.part import UNREADABLE_SCHEMA, ListFile, Part, cell_name
from listcheck.readers.bytes.unpack import temporary
from listcheck.readers.json_exports.documents import records_of
from listcheck.readers.json_exports.values import BLANK, Damaged, cells_of, parsed

#: A document is held in memory as a whole, at some ten times its size; lines are not.
MAX_DOCUMENT: Final = 128 << 20
MAX_LINE: Final = 64 << 20
MAX_FIELDS: Final = 2_000
#: Records, and bytes of lines, written at a time.
_PIECE: Final = 20_000
_BYTES: Final = 32 << 20


def open_json(file: ListFile, path: Path, work: Path) -> Part:
    """The records of ``path``, which is ``file`` or made of it; they are put into ``work``.

    Raises:
        InputProblem: no JSON, no records in it, several lists of them, or one page of several.
    """
    made = _Made(file.name, work)
    # Record by record: no reader of whole tables keeps the digits of numbers, tells a field that
    # stands twice, or loses a damaged line alone. It costs some 9 seconds a million.
    for line, record, size in _records(path, file.name):
        made.add(line, record, size)
    made.flush()
    if not made.records:
        raise InputProblem(f"{file.name}: holds no record")
    if made.records == len(made.unreadable):
        raise InputProblem(
            f"{file.name}: none of its {made.records:,} records can be read; the first: "
            f"{made.unreadable[0][2]}"
        )
    return Part(
        file=file,
        kind="csv",
        headers=tuple(made.fields),
        frame=made.frame,
        dialect=None,
        unreadable=pl.DataFrame(made.unreadable, schema=UNREADABLE_SCHEMA, orient="row"),
        fingerprint=Fingerprint.of(file.path, file.name),
        records=made.records,
    )


@dataclass
class _Made:
    """What has been read so far: the good records as files of cells, every other one named."""

    name: str
    work: Path
    records: int = 0
    unreadable: list[tuple[int, int, str, str]] = field(default_factory=list)
    #: Fields by the way to them, in the order in which they came up.
    fields: dict[str, None] = field(default_factory=dict)
    #: The records of the piece and their numbers.
    held: list[dict[str, str | None]] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    bytes: int = 0
    pieces: list[tuple[Path, int]] = field(default_factory=list)

    def add(self, line: int, record: object, size: int) -> None:
        """Add one record of ``size`` bytes, which stands in ``line`` (from 1)."""
        self.records += 1
        self.bytes += size
        cells = record if isinstance(record, Damaged) else cells_of(record)
        if isinstance(cells, Damaged):
            self.unreadable.append((self.records, line, cells.reason, cells.text))
            return
        if not cells.keys() <= self.fields.keys():
            self.fields.update(dict.fromkeys(cells))
            if len(self.fields) > MAX_FIELDS:
                raise InputProblem(
                    f"{self.name}: its records have more than {MAX_FIELDS:,} different fields: "
                    "this is no list"
                )
        self.held.append(cells)
        self.rows.append(self.records)
        if len(self.rows) == _PIECE or self.bytes > _BYTES:
            self.flush()

    def flush(self) -> None:
        """Write the piece."""
        if not self.rows:
            return
        columns = {
            cell_name(at): [cells.get(key) for cells in self.held]
            for at, key in enumerate(self.fields)
        }
        schema = {"row": pl.UInt32, **dict.fromkeys(columns, pl.String)}
        target = temporary(self.work, ".arrow")
        pl.DataFrame({"row": self.rows, **columns}, schema=schema).write_ipc(target)
        self.pieces.append((target, len(columns)))
        self.held, self.rows, self.bytes = [], [], 0

    @property
    def frame(self) -> pl.LazyFrame:
        """All pieces; a field that came up later is blank before."""
        width = len(self.fields)
        return pl.concat(
            [
                pl.scan_ipc(path, glob=False).with_columns(
                    pl.lit(None, dtype=pl.String).alias(cell_name(at)) for at in range(known, width)
                )
                for path, known in self.pieces
            ]
        )


def _records(path: Path, name: str) -> Iterator[tuple[int, object, int]]:
    """The records, damaged ones among them, each with its line and size.

    In a document their places stand for lines, and their sizes are not told.
    """
    with path.open("rb") as source:
        first, second = _next_line(source), _next_line(source)
    one, other = parsed(first), parsed(second)
    if isinstance(one, (dict, str)) and second:
        return _lines(path, name)
    # An object in the second line is one of many where the first is damaged, or part of a
    # document that is written over several lines: only reading it tells.
    unclear = isinstance(other, dict) and isinstance(one, Damaged)
    if unclear and (path.stat().st_size > MAX_DOCUMENT or isinstance(_whole(path), Damaged)):
        return _lines(path, name)
    records = records_of(_document(path, name), name)
    return ((at, record, 0) for at, record in enumerate(records, start=1))


def _next_line(source: IO[bytes]) -> bytes:
    """The next line that is not blank, as far as it is no longer than any may be."""
    while line := source.readline(MAX_LINE + 1):
        if line.strip(BLANK):
            break
    return line


def _lines(path: Path, name: str) -> Iterator[tuple[int, object, int]]:
    with path.open("rb") as source:
        at = 0
        while line := source.readline(MAX_LINE + 1):
            at += 1
            if len(line) > MAX_LINE:
                raise InputProblem(
                    f"{name}: line {at} is longer than {MAX_LINE >> 20} MiB: this is no list of "
                    "contacts"
                )
            if line.strip(BLANK):
                yield at, parsed(line), len(line)


def _document(path: Path, name: str) -> object:
    size = path.stat().st_size
    if size > MAX_DOCUMENT:
        raise InputProblem(
            f"{name}: one JSON document of {size >> 20:,} MiB, read are up to "
            f"{MAX_DOCUMENT >> 20}: write it as one object a line (jq -c '.[]')"
        )
    document = _whole(path)
    if isinstance(document, Damaged):
        raise InputProblem(
            f"{name}: {document.reason}; expected one object a line (NDJSON), or one document with "
            "an array of objects"
        )
    return document


def _whole(path: Path) -> object:
    return parsed(path.read_bytes())
