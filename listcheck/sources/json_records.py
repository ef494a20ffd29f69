"""JSON exports: one object a record, one record a line or all in one document.

Every record is read by itself: a damaged line costs that line. Fields of fields are named by
their last name where no other has it (``timestamp``), else by the way to them
(``mail.timestamp``); numbers keep the digits that they are written with.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

import polars as pl

from listcheck.errors import InputProblem
from listcheck.sources.fingerprint import Fingerprint
from listcheck.sources.json_values import BLANK, Damaged, cells_of, parsed
from listcheck.sources.part import UNREADABLE_SCHEMA, ListFile, Part, cell_name
from listcheck.sources.unpack import temporary

#: A document is held in memory as a whole, at some ten times its size; lines are not.
MAX_DOCUMENT: Final = 128 << 20
MAX_LINE: Final = 64 << 20
MAX_FIELDS: Final = 2_000
#: Records written at a time.
_PIECE: Final = 20_000
#: An address, or a number that begins like an international one.
_PERSON: Final = re.compile(r"@|^\s*\+[0-9]")
_WORD: Final = re.compile(r"[A-Za-z_][A-Za-z_-]{0,40}")
#: Arrays of a document that are about it and hold no records.
_ASIDE: Final = frozenset({"links", "_links", "errors", "warnings"})
#: Fields of a document that say that it is one page of several.
_MORE: Final = frozenset(
    {"next", "nextpage", "nexttoken", "nextpagetoken", "nextcursor", "hasmore", "istruncated"}
)


def open_json(file: ListFile, path: Path, work: Path) -> Part:
    """The records of ``path``, which is ``file`` or made of it; they are put into ``work``.

    Raises:
        InputProblem: no JSON, no records in it, several lists of them, or one page of several.
    """
    made = _Made(file.name, work)
    for line, record in _records(path, file.name):
        made.add(line, record)
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
        headers=made.headers,
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
    pieces: list[tuple[Path, int]] = field(default_factory=list)

    def add(self, line: int, record: object) -> None:
        """Add one record, which stands in ``line`` (from 1)."""
        self.records += 1
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
        if len(self.rows) == _PIECE:
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
        self.held, self.rows = [], []

    @property
    def headers(self) -> tuple[str, ...]:
        """The shortest names that tell the fields apart."""
        last = [key.rpartition(".")[2] for key in self.fields]
        times = Counter(last)
        return tuple(
            short if times[short] == 1 else key
            for key, short in zip(self.fields, last, strict=True)
        )

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


def _records(path: Path, name: str) -> Iterator[tuple[int, object]]:
    """The records, damaged ones among them, each with its line; in a document with its place."""
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
    return enumerate(_listed(_document(path, name), name), start=1)


def _next_line(source: IO[bytes]) -> bytes:
    """The next line that is not blank, as far as it is no longer than any may be."""
    while line := source.readline(MAX_LINE + 1):
        if line.strip(BLANK):
            break
    return line


def _lines(path: Path, name: str) -> Iterator[tuple[int, object]]:
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
                yield at, parsed(line)


def _document(path: Path, name: str) -> object:
    size = path.stat().st_size
    if size > MAX_DOCUMENT:
        raise InputProblem(
            f"{name}: one JSON document of {size >> 20:,} MiB, read are up to "
            f"{MAX_DOCUMENT >> 20}: write it as one object a line (jq -c '.[]')"
        )
    found = _whole(path)
    if isinstance(found, Damaged):
        raise InputProblem(
            f"{name}: {found.reason}; expected one object a line (NDJSON), or one document with "
            "an array of objects"
        )
    return found


def _whole(path: Path) -> object:
    return parsed(path.read_bytes())


def _listed(document: object, name: str) -> Iterable[object]:
    """The records of a document: itself an array, or an object with one array of objects."""
    if isinstance(document, list):
        return document
    if not isinstance(document, dict):
        raise InputProblem(f"{name}: one JSON value, expected an array of objects")
    if any(isinstance(value, str) and _PERSON.search(value) for value in document.values()):
        return [document]  # a single record
    if any(_tells_more(key, value) for key, value in document.items()):
        raise InputProblem(
            f"{name}: one page of several, it says that more follow: fetch all pages, for whoever "
            "is missing would count as not opted out"
        )
    arrays = {
        key: value
        for key, value in document.items()
        if isinstance(value, list) and value and key.lower() not in _ASIDE
    }
    found = {
        key: value for key, value in arrays.items() if any(isinstance(one, dict) for one in value)
    }
    if len(found) > 1:
        # Somebody's address may stand for a name: only plain words are told.
        named = ", ".join(sorted(key for key in found if _WORD.fullmatch(key))[:5])
        raise InputProblem(
            f"{name}: holds several lists ({named or 'without plain names'}): save the one that "
            "is meant as a file of its own (jq '.name')"
        )
    if found:
        return next(iter(found.values()))
    if arrays:
        raise InputProblem(
            f"{name}: an object with an array of texts, not of objects: save the array as a file "
            "of its own (jq '.name')"
        )
    inner = [value for value in document.values() if isinstance(value, dict)]
    if len(document) == 1 and inner:
        return _listed(inner[0], name)
    # What is left has no array that holds anything.
    return [] if any(isinstance(value, list) for value in document.values()) else [document]


def _tells_more(key: str, value: object) -> bool:
    """Whether a field of a document says that it is one page of several."""
    if _plain(key) in _MORE:
        return bool(value)
    if isinstance(value, dict):
        # An address of the next page stands there on the last one too, a token does not.
        tellers = {name: inner for name, inner in value.items() if inner and _plain(name) in _MORE}
        return any(
            isinstance(inner, dict) or _plain(name) not in ("next", "nextpage")
            for name, inner in tellers.items()
        )
    if isinstance(value, list):
        return any(isinstance(one, dict) and one.get("rel") == "next" for one in value)
    return False


def _plain(key: str) -> str:
    return key.lower().replace("_", "")
