"""The byte pass: hash, encoding and regularity of a file in one reading.

Regularity is found without looking at lines: all bytes but delimiters, line ends,
quotes and NUL are deleted from a block (``bytes.translate``, a C loop), and what is
left of a regular file is one short pattern over and over.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa

from listcheck.sources.head import BOM, Head
from listcheck.sources.records import QUOTE

BLOCK: Final = 8 << 20
NUL: Final = b"\0"

_SEQUENCE: Final = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
    rb"|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}"
    rb"|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
_ASCII: Final = bytes(range(128))
_STARTS: Final = bytes(range(0xC0, 0x100))
#: Blocks judged byte by byte before the encoding counts as settled.
_JUDGED: Final = 8
#: So many valid sequences are no coincidence; counting on would only cost time.
_PLENTY: Final = 100_000


@dataclass(frozen=True)
class Shape:
    """What the byte pass found in a file of (supposed) UTF-8 bytes.

    ``regular``: every line after the head ends alike and is one record with the same
    number of delimiters, quotes stand around whole cells only, and neither NUL nor blank
    lines are there; then ``lines`` counts them (0 otherwise). ``valid`` and ``stray``
    count multibyte sequences that are UTF-8 and bytes that are not (an estimate beyond
    the first undecodable blocks).
    """

    sha256: str
    size: int
    regular: bool
    lines: int
    quoted: bool
    valid: int
    stray: int

    @property
    def is_utf8(self) -> bool:
        """Whether the file is UTF-8, be it with a few damaged lines."""
        return self.stray == 0 or self.valid >= self.stray


def is_utf8(block: bytes) -> bool:
    """Whether ``block`` is valid UTF-8, checked in place at memory speed."""
    if block.isascii():
        return True
    offsets = pa.array([0, len(block)], pa.int32()).buffers()[1]
    try:
        pa.StringArray.from_buffers(1, offsets, pa.py_buffer(block)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def hash_file(path: Path) -> tuple[str, int]:
    """SHA-256 (hexadecimal) and size of a file as it is on disk."""
    with path.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
        return digest, source.tell()


def byte_pass(path: Path, head: Head) -> Shape:
    """Read ``path`` once, in blocks, and say what it is like."""
    digest = hashlib.sha256()
    encoding = _Encoding()
    quoted = QUOTE in head.header_line
    size = 0
    # The hash lets go of the interpreter's lock, so it runs beside the other looks.
    with path.open("rb") as source, ThreadPoolExecutor(1) as pool:
        source.seek(head.offset)
        pattern = _Pattern(head, marked=source.read(len(BOM)) == BOM)
        source.seek(0)
        hashing: Future[None] | None = None
        while block := source.read(BLOCK):
            if hashing is not None:
                hashing.result()
            update: Callable[[bytes], None] = digest.update
            hashing = pool.submit(update, block)
            body = block[max(0, head.offset - size) :] if size < head.offset else block
            encoding.feed(block)
            pattern.feed(body)
            quoted = quoted or QUOTE in body
            size += len(block)
        if hashing is not None:
            hashing.result()
    encoding.finish()
    return Shape(
        sha256=digest.hexdigest(),
        size=size,
        regular=pattern.finish(),
        lines=pattern.lines,
        quoted=quoted,
        valid=encoding.valid,
        stray=encoding.stray,
    )


class _Encoding:
    """Counts what is UTF-8 and what is not, block by block."""

    def __init__(self) -> None:
        self.valid = 0
        self.stray = 0
        self._rest = b""
        self._judged = 0

    def feed(self, block: bytes) -> None:
        if self._rest or not block.isascii():
            block = self._rest + block
            keep = _unfinished(block)
            self._rest = block[len(block) - keep :]
            self._look(block[: len(block) - keep])

    def finish(self) -> None:
        self._look(self._rest)

    def _look(self, block: bytes) -> None:
        if block.isascii():
            return
        if is_utf8(block):
            if self.valid < _PLENTY:
                # One byte of 0xC0 or above begins each character outside ASCII.
                self.valid += len(block) - len(block.translate(None, _STARTS))
            return
        if self._judged >= _JUDGED and self.stray > 100 * self.valid:
            return
        self._judged += 1
        sequences = _SEQUENCE.findall(block)
        high = len(block.translate(None, _ASCII))
        self.valid += len(sequences)
        self.stray += high - sum(len(sequence) for sequence in sequences)


def _unfinished(block: bytes) -> int:
    """How many bytes at the end of ``block`` may be the start of a character."""
    for back in range(1, min(4, len(block) + 1)):
        code = block[-back]
        if code >= 0xC0:
            needed = 2 if code < 0xE0 else 3 if code < 0xF0 else 4
            return back if back < needed else 0
        if code < 0x80:
            return 0
    return 0


class _Quotes:
    """Takes cells in quotes out of whole lines; a quote that is left stands where none should."""

    def __init__(self, delimiter: bytes) -> None:
        self.held = b""
        self._before = b"\n"
        mark = re.escape(delimiter)
        self._cell = re.compile(
            rb"(?<=[\n" + mark + rb'])"(?:[^"\r\n]|"")*"(?=[\r\n' + mark + rb"])"
        )
        # Empty cells in quotes are the commonest by far: a replacement each, not a match each.
        empty, twice = b'""', delimiter + b'""' + delimiter
        self._empty = (
            (twice, delimiter * 2),
            (twice, delimiter * 2),
            (delimiter + empty + b"\n", delimiter + b"\n"),
            (delimiter + empty + b"\r", delimiter + b"\r"),
            (b"\n" + empty + delimiter, b"\n" + delimiter),
        )

    def taken_out(self, block: bytes, before: bytes) -> bytes:
        """The whole lines of what was fed without their cells in quotes; the rest is held.

        ``before`` is the byte before ``block``, unless something is held: a line begins there.
        """
        if not self.held:
            self._before = before
        block = self.held + block
        cut = block.rfind(b"\n") + 1
        self.held = block[cut:]
        if not cut:
            return b""
        before, self._before = self._before, b"\n"
        return self._without_cells(block[:cut], before)

    def rest(self) -> bytes:
        """The last line, which has no line end."""
        left, self.held = self.held, b""
        # A line end for the last cell to stand before.
        return self._without_cells(left + b"\n", self._before)[:-1]

    def _without_cells(self, lines: bytes, before: bytes) -> bytes:
        # Something for the first cell to stand behind.
        lines = before + lines
        if b'""' in lines:
            for cell, nothing in self._empty:
                lines = lines.replace(cell, nothing)
        if QUOTE in lines:
            lines = self._cell.sub(b"", lines)
        return lines[1:]


class _Pattern:
    """Whether the lines of a body repeat one pattern of delimiters and line end."""

    def __init__(self, head: Head, marked: bool) -> None:
        self.lines = 0
        self._end = head.line_end.encode()
        self._stub = head.delimiter * (head.width - 1)
        self._period = self._stub + self._end
        kept = head.delimiter + b'\r\n"' + NUL
        self._delete = bytes(code for code in range(256) if code not in kept)
        self._rest = b""
        self._tail = self._end  # the last bytes seen; a body begins after a line end
        self._quotes = _Quotes(head.delimiter)
        # Polars takes a mark at the first record for the file's own and strips it.
        self._regular = head.line_end != "\r" and not marked

    def feed(self, body: bytes) -> None:
        """Look at the next bytes; cells in quotes are taken out first, whole lines at a time."""
        if self._quotes.held or QUOTE in body:
            # With one column a cell of two quotes would be a blank line.
            self._regular = self._regular and bool(self._stub)
            if self._regular:
                self._look(self._quotes.taken_out(body, self._tail[-1:]))
        else:
            self._look(body)

    def _look(self, body: bytes) -> None:
        if not self._regular or not body:
            return
        left = self._rest + body.translate(None, self._delete)
        times = len(left) // len(self._period)
        whole = times * len(self._period)
        self._rest = left[whole:]
        self._regular = self._regular and left[:whole] == self._period * times
        if not self._stub:
            # With one column a blank line has the pattern of a record.
            twice = self._end * 2
            seam = self._tail + body[: len(twice)]
            self._regular = self._regular and twice not in seam and twice not in body
        self.lines += times
        keep = 2 * len(self._end)
        self._tail = (self._tail + body[-keep:])[-keep:]

    def finish(self) -> bool:
        """The answer, once everything was fed; ``lines`` then counts the records."""
        if self._quotes.held:
            self._look(self._quotes.rest())
        unfinished = not self._tail.endswith(self._end)
        if self._rest != (self._stub if unfinished else b""):
            self._regular = False
        self.lines = self.lines + unfinished if self._regular else 0
        return self._regular
