"""The exact reader: good records to an Arrow file, every other one named.

pyarrow's C++ parser reads block by block. A block is trusted when the parser found
exactly as many records as there are lines that are not blank: then no cell can hold
a line break, so no stray quote can have swallowed a record. Any other block is taken
apart line by line (``careful``), and the parser's count is held to that one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import polars as pl
import pyarrow as pa
import pyarrow.csv as pa_csv

from listcheck.core.errors import InputProblem
from listcheck.core.part import TEXT_LIMIT, UNREADABLE_SCHEMA, cell_name
from listcheck.readers.bytes.unpack import temporary
from listcheck.readers.delimited.careful import Block, take_apart
from listcheck.readers.delimited.head import BOM, Head
from listcheck.readers.delimited.records import NUL, walk
from listcheck.readers.delimited.structure import is_utf8

BLOCK: Final = 8 << 20
#: No contact fills this; without a limit a file without line ends would fill memory.
MAX_LINE: Final = 64 << 20

#: A record that was not read: its number (from 1) or line (from 0) in the block, reason, text.
_Bad = tuple[int, str, str]


@dataclass(frozen=True)
class Exact:
    """The Arrow file with ``row`` and the cells, and what could not be read."""

    path: Path
    unreadable: pl.DataFrame
    records: int


def read_exact(path: Path, name: str, head: Head, work: Path) -> Exact:
    """Read the UTF-8 file ``path`` below its head; the good records go to ``work``.

    Raises InputProblem when a line is absurdly long or the counts do not agree.
    """
    reader = _Reader(name, head)
    target = temporary(work, ".arrow")
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with (
        path.open("rb") as source,
        pa.OSFile(str(target), "wb") as sink,
        pa.ipc.new_file(sink, reader.schema, options=options) as writer,
    ):
        source.seek(head.offset)
        left = b""
        final = False
        while not final:
            fresh = source.read(BLOCK)
            final = not fresh
            left += fresh
            cut = len(left) if final else _last_line_end(left)
            if cut:
                table, rest = reader.read(left[:cut], final)
                writer.write_table(table)
                left = rest + left[cut:]
            if len(left) > MAX_LINE:
                raise InputProblem(
                    f"{name}: line {reader.line} is longer than {MAX_LINE >> 20} MiB: "
                    "this is no list of contacts"
                )
    unreadable = pl.DataFrame(reader.unreadable, schema=UNREADABLE_SCHEMA, orient="row")
    return Exact(target, unreadable, reader.records)


def _last_line_end(block: bytes) -> int:
    """Length of the whole lines in ``block``; a CR at its very end may await its LF."""
    return max(block.rfind(b"\n"), block.rfind(b"\r", 0, len(block) - 1)) + 1


@dataclass
class _Reader:
    """Where the reading stands; ``line`` is the next block's first physical line."""

    name: str
    head: Head
    line: int = 0
    records: int = 0
    unreadable: list[tuple[int, int, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.line = self.head.skip_lines + 1
        self.cells = pa.schema(
            [(cell_name(index), pa.string()) for index in range(self.head.width)]
        )
        self.schema = self.cells.insert(0, pa.field("row", pa.uint32()))

    def read(self, block: bytes, final: bool) -> tuple[pa.Table, bytes]:
        """The good records of ``block``, and the bytes that need more to be judged."""
        if NUL not in block and is_utf8(block):
            table, bad = self._parse(block)
            parsed = table.num_rows + len(bad)
            lines, filled = _count_lines(block, parsed)
            if parsed == filled and not self._ends_inside(block):
                starts = _filled_lines(block) if bad and lines != filled else None
                return self._number(table, bad, _Places(lines, parsed, starts)), b""
        apart = take_apart(block, self.head.delimiter, self.head.width, final)
        return self._read_apart(apart), apart.rest

    def _read_apart(self, apart: Block) -> pa.Table:
        table, bad = self._parse(apart.sound)
        parsed, counted = table.num_rows + len(bad), apart.starts.len()
        if parsed != counted:
            # Never the text of a line here: errors end in logs.
            raise InputProblem(
                f"{self.name}: listcheck lost count between lines {self.line} and "
                f"{self.line + len(apart.lines)}: {parsed:,} records read, {counted:,} counted; "
                "please report this with the shape of the file"
            )
        cut = [
            (line, reason, apart.lines[line].decode("utf-8", "replace"))
            for line, reason in apart.cut.items()
        ]
        places = _Places(len(apart.lines), parsed, apart.starts, cut)
        return self._number(table, bad, places)

    def _ends_inside(self, block: bytes) -> bool:
        """Whether the last line leaves a quoted cell open: the parser would not say."""
        last = block.rstrip(b"\r\n")
        begin = max(last.rfind(b"\n"), last.rfind(b"\r")) + 1
        return walk(last[begin:], self.head.delimiter).inside

    def _parse(self, block: bytes) -> tuple[pa.Table, list[_Bad]]:
        bad: list[_Bad] = []

        def keep(row: pa_csv.InvalidRow) -> str:
            reason = _ragged(row.actual_columns, row.expected_columns)
            bad.append((row.number, reason, row.text))
            return "skip"

        if not block.strip(b"\r\n"):
            return self.cells.empty_table(), bad
        if block.startswith(BOM):
            # pyarrow would strip it from the first cell of every block; a blank line stops it.
            block = b"\n" + block
        try:
            table = pa_csv.read_csv(
                pa.BufferReader(block),
                # One thread and one block: only then are bad records numbered.
                read_options=pa_csv.ReadOptions(
                    use_threads=False, column_names=self.cells.names, block_size=len(block) + 1
                ),
                parse_options=pa_csv.ParseOptions(
                    delimiter=self.head.delimiter.decode(),
                    newlines_in_values=True,
                    invalid_row_handler=keep,
                ),
                convert_options=pa_csv.ConvertOptions(
                    column_types=self.cells, strings_can_be_null=True, null_values=[""]
                ),
            )
        except pa.ArrowInvalid:
            # Arrow's message quotes the row: it must not reach a log.
            raise InputProblem(
                f"{self.name}: the records from line {self.line} on cannot be parsed"
            ) from None
        return table, bad

    def _number(self, table: pa.Table, bad: list[_Bad], places: _Places) -> pa.Table:
        """``table`` with its ``row`` column; whatever is unreadable goes on the list."""
        rows = places.record_rows(self.records)
        unreadable = [
            (rows[number - 1], self.line + places.record_line(number - 1), reason, _shown(text))
            for number, reason, text in bad
        ]
        unreadable += [
            (row, self.line + line, reason, _shown(text))
            for row, (line, reason, text) in zip(
                places.cut_rows(self.records), places.cut, strict=True
            )
        ]
        self.unreadable += sorted(unreadable)
        self.line += places.lines
        self.records += places.records + len(places.cut)
        if bad:
            taken = pl.Series([number - 1 for number, _, _ in bad], dtype=pl.UInt32)
            rows = rows.filter(
                ~pl.int_range(rows.len(), dtype=pl.UInt32, eager=True).is_in(taken.implode())
            )
        return table.add_column(0, self.schema.field("row"), rows.to_arrow())


@dataclass(frozen=True)
class _Places:
    """Where the records of one block stand.

    ``starts``: line index of each record, None when record n stands in line n.
    ``cut``: line index, reason and text of each line that is unreadable by itself.
    """

    lines: int
    records: int
    starts: pl.Series | None = None
    cut: Sequence[_Bad] = ()

    def record_line(self, record: int) -> int:
        """Line index of a record (from 0) of the block."""
        return record if self.starts is None else int(self.starts[record])

    def record_rows(self, before: int) -> pl.Series:
        """Row number of every record that was parsed; cut lines take numbers too."""
        rows = pl.int_range(before + 1, before + 1 + self.records, dtype=pl.UInt32, eager=True)
        if self.starts is None or not self.cut:
            return rows
        return rows + self._cut_lines().search_sorted(self.starts, side="left")

    def cut_rows(self, before: int) -> list[int]:
        """Row number of every line in ``cut``."""
        if self.starts is None or not self.cut:
            return []
        records_above = self.starts.search_sorted(self._cut_lines(), side="left")
        return [before + 1 + n + above for n, above in enumerate(records_above)]

    def _cut_lines(self) -> pl.Series:
        return pl.Series([line for line, _, _ in self.cut], dtype=pl.UInt32)


def _count_lines(block: bytes, expected: int) -> tuple[int, int]:
    """Physical lines of ``block``, and those that are not blank."""
    ends = block.count(b"\n")
    if b"\r" in block:
        ends += block.count(b"\r") - block.count(b"\r\n")
    lines = ends + (not block.endswith((b"\n", b"\r")))
    if lines == expected:
        return lines, lines  # a record takes a line that is not blank: none is
    split = block.splitlines()
    return len(split), len(split) - split.count(b"")


def _filled_lines(block: bytes) -> pl.Series:
    filled = [index for index, line in enumerate(block.splitlines()) if line]
    return pl.Series(filled, dtype=pl.UInt32)


def _ragged(actual: int, expected: int) -> str:
    fields = "1 field" if actual == 1 else f"{actual:,} fields"
    return f"{fields} where {expected:,} {'was' if expected == 1 else 'were'} expected"


def _shown(text: str) -> str:
    return text.strip("\r\n").replace("\0", "\N{SYMBOL FOR NULL}")[:TEXT_LIMIT]
