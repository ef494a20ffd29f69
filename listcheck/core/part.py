"""What the sources stage hands on: a file, how it was written, and its records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import polars as pl

from listcheck.core.fingerprint import Fingerprint

Compression = Literal["gzip", "zstd"]
LineEnd = Literal["\n", "\r\n", "\r"]

#: Columns of ``Part.unreadable``; ``row`` and ``line`` count from 1.
UNREADABLE_SCHEMA: Final[dict[str, type[pl.DataType]]] = {
    "row": pl.UInt32,
    "line": pl.UInt32,
    "reason": pl.String,
    "text": pl.String,
}
#: ``unreadable`` shows a record, it does not archive it.
TEXT_LIMIT: Final = 500

STANDARD_INPUT: Final = "-"
#: So many sheets are named in one sentence.
_NAMED: Final = 12
_KINDS: Final = {"contacts": ", looks like contacts", "opt_outs": ", looks like opt-outs", "": ""}


def cell_name(index: int) -> str:
    """Name of the frame's column for the header at ``index`` (from 0)."""
    return f"c{index}"


@dataclass(frozen=True)
class ListFile:
    """One input file.

    ``name`` is the path as given or as expanded from a folder or glob ("-" for
    standard input), ``relative`` its place under ``clean/``. ``relative`` is unique
    among the files of one ``find_lists`` call and always uses forward slashes.
    """

    path: Path
    name: str
    relative: str

    @property
    def is_standard_input(self) -> bool:
        """Whether the list is read from standard input."""
        return self.name == STANDARD_INPUT


@dataclass(frozen=True)
class Dialect:
    """How a delimited file was written, so that a writer can write the same way.

    ``encoding`` is ``utf-8``, ``utf-8-sig``, ``utf-16-le``, ``utf-16-be`` (both with
    a byte order mark) or a code page (``cp1252``, ``cp1250``, ``iso8859_2`` …).
    ``header_line`` is the header record as it stood, quotes included, line end and
    byte order mark excluded; it is empty for a list without a header. ``quoted`` says
    that some cell or header is quoted.
    """

    delimiter: str
    encoding: str
    line_end: LineEnd
    header_line: str
    compression: Compression | None
    has_sep_line: bool
    quoted: bool

    @property
    def header_bytes(self) -> bytes:
        """``header_line`` in the file's own encoding, without byte order mark."""
        codec = "utf-8" if self.encoding == "utf-8-sig" else self.encoding
        return self.header_line.encode(codec, "replace")


@dataclass(frozen=True)
class SheetName:
    """A sheet: its title, which one of the workbook it is (from 1), and what messages call it."""

    title: str
    number: int
    shown: str

    @property
    def reference(self) -> str:
        """How the user names it: by its title, or by its number where that is not repeated."""
        return self.title if self.shown == repr(self.title) else str(self.number)

    def is_meant_by(self, wanted: str) -> bool:
        """Whether a user who names a sheet like that means this one."""
        return wanted in (self.title, str(self.number))


@dataclass(frozen=True)
class OtherSheet:
    """A sheet of a workbook that was not read as the list.

    Attributes:
        name: what it is called.
        state: ``""``, ``hidden``, or what it is where it holds no cells (``chart``).
        rows: how many of its rows hold something.
        kind: ``opt_outs``, ``contacts``, or ``""``: what it looks like.
    """

    name: SheetName
    state: str
    rows: int
    kind: Literal["", "contacts", "opt_outs"] = ""

    def __str__(self) -> str:
        """The sheet and what it holds, for a note."""
        if self.state not in ("", "hidden"):
            return f"{self.name.shown} (a {self.state})"
        hidden = "hidden, " if self.state else ""
        rows = "1 row" if self.rows == 1 else f"{self.rows:,} rows" if self.rows else "empty"
        return f"{self.name.shown} ({hidden}{rows}{_KINDS[self.kind]})"


@dataclass(frozen=True)
class Workbook:
    """The sheet of a workbook that a list was read from.

    ``starts`` holds the physical line of the text made of it at which each of its rows
    begins, ``blank`` which of its rows hold nothing, ``hidden_rows`` (from 0) which of them a
    reader of the workbook does not see; ``unplaced`` are hidden as well, nobody knows which.
    ``chosen`` says that the user named the sheet; ``others`` are those that were not read.
    """

    path: Path
    name: SheetName
    sheets: int
    starts: list[int]
    blank: list[bool]
    chosen: bool = False
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: int = 0
    unplaced: int = 0
    others: tuple[OtherSheet, ...] = ()

    @property
    def sheet(self) -> str:
        """The sheet's title."""
        return self.name.title

    def rows(self, skip_lines: int) -> tuple[int, list[int]]:
        """Row of the header and the rows of the records, from 0, below ``skip_lines`` lines."""
        below = [at for at, line in enumerate(self.starts) if line >= skip_lines]
        header = below[0] - 1 if below else len(self.starts) - 1
        return header, [at for at in below if not self.blank[at]]

    def notes(self, skip_lines: int) -> tuple[str, ...]:
        """What a reader must know of the sheet: what it hides, and what was not read besides it."""
        _, records = self.rows(skip_lines)
        notes = [f"the sheet {self.name.shown} is hidden"] if self.is_hidden else []
        if self.others:
            other = "" if self.chosen else " (--sheet)"
            listed = ", ".join(map(str, self.others[:_NAMED]))
            more = f" and {len(self.others) - _NAMED:,} more" if len(self.others) > _NAMED else ""
            notes.append(
                f"read the sheet {self.name.shown}, the workbook has {self.sheets:,}{other}; not "
                f"part of the list: {listed}{more}"
            )
        hidden = self.unplaced + sum(at in self.hidden_rows for at in records)
        for count, word, how in (
            (hidden, "row", "hidden or filtered out"),
            (self.hidden_columns, "column", "hidden"),
        ):
            if count:
                many = f"{count:,} {word}s are" if count > 1 else f"1 {word} is"
                notes.append(
                    f"{many} {how} in the sheet {self.name.shown} and read like the others"
                )
        return tuple(notes)


@dataclass(frozen=True)
class Part:
    """One list as it was read.

    ``frame`` is lazy and can be collected any number of times while the work folder
    stands: ``row`` (UInt32, 1-based record number, unreadable records take a number
    too) and ``c0`` … ``cN`` (String, null where the cell is blank), one per header,
    in the file's order. ``unreadable`` has the columns of ``UNREADABLE_SCHEMA``.
    ``records`` counts both kinds. ``original`` (Parquet only) holds the columns with
    their own names and types in the same row order. ``verbatim`` says that each
    record is one line of plain UTF-8 text in ``text_path``, unquoted, after
    ``skip_lines`` other lines: such lines can be copied as they stand.
    """

    file: ListFile
    kind: Literal["csv", "parquet", "xlsx"]
    headers: tuple[str, ...]
    frame: pl.LazyFrame
    dialect: Dialect | None
    unreadable: pl.DataFrame
    fingerprint: Fingerprint
    records: int
    notes: tuple[str, ...] = ()
    original: pl.LazyFrame | None = None
    verbatim: bool = False
    text_path: Path | None = None
    skip_lines: int = 0
    #: Of a verbatim list: its records in whole lines, and the number of the first, as a frame.
    read_lines: Callable[[bytes, int], pl.LazyFrame] | None = None
    workbook: Workbook | None = None

    @property
    def sha256(self) -> str:
        """SHA-256 of the file as it is on disk, in hexadecimal digits; see Fingerprint."""
        return self.fingerprint.sha256

    @property
    def size(self) -> int:
        """Bytes of the file as it is on disk."""
        return self.fingerprint.size

    @property
    def readable(self) -> int:
        """How many rows ``frame`` holds."""
        return self.records - self.unreadable.height
