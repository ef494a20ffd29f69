"""The byte pass: encoding and regularity of a file in one reading."""

from __future__ import annotations

import io
import os
import re
import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from listcheck.readers.delimited.head import BOM, Head
from listcheck.readers.delimited.records import QUOTE
from listcheck.readers.delimited.structure import Look, Structure, look

#: Small enough that a block is still in the processor's cache when it is compared again.
BLOCK: Final = 4 << 20
#: A longer line is no record; its encoding is still looked at.
_LONGEST: Final = 64 << 20
_THREADS: Final = 2
#: Stands before each block, so that its first byte has one before it too.
_GUARD: Final = b"\n"
#: Read beyond a block, so that its last line is there as a whole most often.
_SLACK: Final = 64 << 10

#: A character of several bytes. Compiled where bytes are damaged: few lists need it.
_SEQUENCE: Final = (
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
    rb"|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}"
    rb"|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
_ASCII: Final = bytes(range(128))
#: Damaged blocks judged byte by byte before the encoding counts as settled.
_JUDGED: Final = 8


@dataclass(frozen=True)
class Shape:
    """What the byte pass found in a file of (supposed) UTF-8 bytes.

    ``regular``: every line after the head ends alike and is one record with the same
    number of delimiters, quotes stand around whole cells only, and neither NUL nor blank
    lines are there; then ``lines`` counts them (0 otherwise). ``stray`` counts bytes that
    are not UTF-8 (an estimate beyond the first undecodable blocks) and, where there are
    any, ``valid`` the multibyte sequences that are.
    """

    regular: bool
    lines: int
    quoted: bool
    valid: int
    stray: int

    @property
    def is_utf8(self) -> bool:
        """Whether the file is UTF-8, be it with a few damaged lines."""
        return self.stray == 0 or self.valid >= self.stray


def byte_pass(path: Path, head: Head) -> Shape:
    """Read ``path`` once, in blocks of whole lines, and say what it is like.

    Where bytes are not UTF-8 it is read once more: only then it matters how many are.
    """
    shape = _pass(path, head, counted=False)
    return _pass(path, head, counted=True) if shape.stray else shape


def _pass(path: Path, head: Head, *, counted: bool) -> Shape:
    seen = _Seen(quoted=QUOTE in head.header_line)
    with path.open("rb", buffering=0) as source:
        structure = _structure(source, head)
        above = source.read(head.offset)
        size = os.fstat(source.fileno()).st_size
    seen.encoding(look(memoryview(_GUARD + above), None, counted=counted))
    reader = _Reader(path, head.offset, size, structure, counted)
    # Comparing and reading let go of the interpreter's lock: blocks are looked at side by side.
    under_way: deque[Future[Look]] = deque()
    try:
        with ThreadPoolExecutor(_THREADS) as lookers:
            for start in range(head.offset, size, BLOCK):
                if len(under_way) > 2 * _THREADS:
                    seen.block(under_way.popleft().result())
                under_way.append(lookers.submit(reader.look, start))
            for looked in under_way:
                seen.block(looked.result())
    except _TooLongError:
        return _encoding_only(path, seen.quoted, counted=counted)
    return Shape(
        regular=seen.regular,
        lines=seen.records if seen.regular else 0,
        quoted=seen.quoted,
        valid=seen.valid,
        stray=seen.stray,
    )


class _Reader:
    """Reads blocks of whole lines, each looker into memory of its own that is used again."""

    def __init__(
        self, path: Path, first: int, size: int, structure: Structure | None, counted: bool
    ) -> None:
        self._path, self._first, self._size = path, first, size
        self._structure, self._counted = structure, counted
        self._memory = threading.local()

    def look(self, start: int) -> Look:
        """Look at the lines that begin in the block at ``start``, the last of them to its end.

        Raises _TooLongError when one of them is too long for a record.
        """
        stop = min(start + BLOCK, self._size)
        memory: bytearray = getattr(self._memory, "block", None) or bytearray(BLOCK + _SLACK)
        with self._path.open("rb", buffering=0) as source:
            # The byte before a block tells whether a line begins with it.
            source.seek(max(start - 1, self._first))
            filled = len(_GUARD) if start == self._first else 0
            memory[:filled] = _GUARD[:filled]
            base = start - 1  # where memory begins in the file
            filled = _fill(source, memory, filled)
            guard = memory.find(_GUARD, 0, min(filled, stop - 1 - base))
            if guard < 0:
                # The block lies within one line, which an earlier one looks at.
                return Look(0, quoted=False, valid=0, damaged=None)
            end = memory.find(_GUARD, stop - 1 - base, filled) + 1
            while not end and filled == len(memory):
                if filled > _LONGEST:
                    raise _TooLongError
                searched, memory = filled, memory + bytes(len(memory))
                filled = _fill(source, memory, filled)
                end = memory.find(_GUARD, searched, filled) + 1
        self._memory.block = memory
        lines = memoryview(memory)[guard : end or filled]
        return look(lines, self._structure, counted=self._counted)


class _TooLongError(Exception):
    """A line is no record, and not held in memory to look at it as a whole."""


def _fill(source: io.FileIO, memory: bytearray, filled: int) -> int:
    """Read into the rest of ``memory``; how much of it is filled then."""
    view = memoryview(memory)
    while filled < len(memory) and (read := source.readinto(view[filled:])):
        filled += read
    return filled


def _encoding_only(path: Path, quoted: bool, *, counted: bool) -> Shape:
    """The shape of a file that is no list of lines: what its bytes are, block by block."""
    seen = _Seen(quoted=quoted)
    with path.open("rb", buffering=0) as source:
        left, block = b"", source.read(BLOCK)
        while block:
            block = left + block
            whole = len(block) - _unfinished(memoryview(block))
            result = look(memoryview(_GUARD + block[:whole]), None, counted=counted)
            seen.block(result)
            left, block = block[whole:], source.read(BLOCK)
        seen.encoding(look(memoryview(_GUARD + left), None, counted=counted))
    return Shape(regular=False, lines=0, quoted=seen.quoted, valid=seen.valid, stray=seen.stray)


def _structure(source: io.FileIO, head: Head) -> Structure | None:
    """What the records should be like, None when Polars would not read them as listcheck does."""
    source.seek(head.offset)
    # Polars takes a mark at the first record for the file's own and strips it.
    marked = source.read(len(BOM)) == BOM
    source.seek(0)
    # A bare CR ends no line for Polars.
    return None if marked or head.line_end == "\r" else Structure.of(head)


@dataclass
class _Seen:
    """What the blocks were like so far, added up in their order."""

    quoted: bool
    regular: bool = True
    records: int = 0
    valid: int = 0
    stray: int = 0
    judged: int = 0

    def block(self, result: Look) -> None:
        """Add one block of records."""
        self.encoding(result)
        self.quoted = self.quoted or result.quoted
        self.regular = self.regular and result.records is not None
        self.records += result.records or 0

    def encoding(self, result: Look) -> None:
        """Add what a block says of the encoding."""
        self.valid += result.valid
        if result.damaged is None or (self.judged >= _JUDGED and self.stray > 100 * self.valid):
            return
        self.judged += 1
        sequences = re.findall(_SEQUENCE, result.damaged)
        high = len(result.damaged.translate(None, _ASCII))
        self.valid += len(sequences)
        self.stray += high - sum(len(sequence) for sequence in sequences)


def _unfinished(block: memoryview) -> int:
    """How many bytes at the end of ``block`` may be the start of a character."""
    for back in range(1, min(4, len(block) + 1)):
        code = block[-back]
        if code >= 0xC0:
            needed = 2 if code < 0xE0 else 3 if code < 0xF0 else 4
            return back if back < needed else 0
        if code < 0x80:
            return 0
    return 0
