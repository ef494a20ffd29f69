"""What one block of whole lines is like: its encoding, and whether its records are regular.

Nothing here looks at a line. Comparing all bytes of a block with one gives a bitmap, and
bitmaps are compared, counted and used to pick bytes at memory speed. The delimiters and line
ends that remain of a regular block are one short pattern over and over.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

import nanoarrow as na
import polars as pl
from nanoarrow.c_array import c_array_from_buffers
from polars.exceptions import PolarsError

from listcheck.readers.delimited.head import Head

_QUOTE: Final = 34
_LF, _CR = 10, 13
#: Line ends, NUL and other control characters, which hardly ever stand in a list.
_CONTROL: Final = 13
_DIGITS: Final = 48
#: One byte of this or above begins each character outside ASCII; its further bytes lie below.
_BEGINS: Final = 0xC0
_UINT8: Final = na.c_schema(na.uint8())
_BINARY: Final = na.c_schema(na.binary())


@dataclass(frozen=True)
class Structure:
    """How the records of a list look once only delimiters and line ends are left."""

    delimiter: int
    width: int
    line_end: bytes

    @classmethod
    def of(cls, head: Head) -> Structure:
        """The structure that a list's head promises."""
        return cls(head.delimiter[0], head.width, head.line_end.encode())

    @property
    def stub(self) -> bytes:
        """The delimiters of one record."""
        return bytes([self.delimiter]) * (self.width - 1)


@dataclass(frozen=True)
class Look:
    """What was seen in one block.

    ``records``: how many it holds, None when they are not regular. ``valid`` counts the
    characters outside ASCII, if asked; ``damaged`` is a copy of a block that is not UTF-8,
    which wants a closer look.
    """

    records: int | None
    quoted: bool
    valid: int
    damaged: bytes | None


def is_utf8(block: bytes | memoryview) -> bool:
    """Whether ``block`` is valid UTF-8, checked in place at memory speed."""
    if isinstance(block, bytes) and block.isascii():
        return True
    offsets = struct.pack("=ii", 0, len(block))
    one = pl.Series(c_array_from_buffers(_BINARY, 1, [None, offsets, block]))
    try:
        one.cast(pl.String)
    except PolarsError:
        return False
    return True


def look(guarded: memoryview, structure: Structure | None, *, counted: bool = False) -> Look:
    """Look at a block; ``structure`` None: at its encoding only.

    ``guarded``: a byte that ends a line, so that every byte of the block has one before it, and
    then the block, which begins with a line. ``counted``: tell how many characters outside ASCII
    there are, too. The block is not kept: its memory may be used again as soon as this returns.
    """
    block = guarded[1:]
    codes = pl.Series(c_array_from_buffers(_UINT8, len(guarded), [None, guarded]))
    valid, damaged = 0, None
    if not is_utf8(guarded):
        damaged = bytes(block)
    elif counted:
        valid = int((codes >= _BEGINS).sum())
    if structure is None:
        return Look(None, bool((codes == _QUOTE).any()), valid, damaged)
    quoted, outside = _outside(codes, structure)
    # Only the very last line of a file may lack its end.
    ended = bytes(block[-len(structure.line_end) :]) in (b"", structure.line_end)
    records = None if outside is None else _records(_bytes(outside), structure, ended)
    if structure.width == 1 and records and _holds_blank_line(block, structure.line_end):
        # With one column a blank line has the pattern of a record.
        records = None
    return Look(records, quoted, valid, damaged)


def _outside(guarded: pl.Series, structure: Structure) -> tuple[bool, pl.Series | None]:
    """Whether a block has quotes, and its delimiters, line ends and other control characters
    outside cells in quotes; None where its quotes are not in their places.
    """
    codes, mark = guarded[1:], structure.delimiter
    # One comparison where it picks little else: bytes are cheap to pick, joining bitmaps is not.
    picked = codes <= max(mark, _QUOTE) if mark < _DIGITS else (codes <= _QUOTE) | (codes == mark)
    some = codes.filter(picked)
    of_structure = (some <= _CONTROL) | (some == _QUOTE) | (some == mark)
    kept = some.filter(of_structure)
    if structure.line_end == b"\r\n" and not _ends_together(guarded, picked, some):
        return bool((kept == _QUOTE).any()), None
    # Most lists have no quotes: they are looked for among the few bytes that are left.
    quotes = kept == _QUOTE
    if not quotes.any():
        return False, kept
    if structure.width == 1:
        # With one column a cell of two quotes would be a blank line.
        return True, None
    before = guarded[:-1].filter(picked).filter(of_structure)
    outside = _without_plain_cells(kept, before, quotes, mark, codes[-1] == _QUOTE)
    return True, _without_cells(codes, kept, quotes, mark) if outside is None else outside


def _ends_together(guarded: pl.Series, picked: pl.Series, some: pl.Series) -> bool:
    """Whether a return stands right before each line feed: one further away ends no line."""
    before = guarded[:-1].filter(picked).filter(some == _LF)
    return bool((before == _CR).all())


def _records(left: bytes, structure: Structure, ended: bool) -> int | None:
    """How many regular records have ``left`` outside quotes, None when they are not regular."""
    records = _repeated(left, structure, ended)
    if records is None:
        # A tab or another control character within a cell is none of the structure.
        records = _repeated(left.translate(None, _harmless(structure.delimiter)), structure, ended)
    return records


def _bytes(codes: pl.Series) -> bytes:
    if codes.is_empty():
        return b""
    array = next(iter(na.c_array_stream(codes.rechunk())))
    data = memoryview(array.view().buffer(1))
    return bytes(data[array.offset : array.offset + array.length])


def _harmless(mark: int) -> bytes:
    return bytes(code for code in range(1, _CONTROL) if code not in (_LF, mark))


def _repeated(left: bytes, structure: Structure, ended: bool) -> int | None:
    """How many records have ``left`` as their delimiters and line ends; None: no whole number."""
    stub = structure.stub
    period = stub + structure.line_end
    times = len(left) // len(period)
    regular = left == period * times + (b"" if ended else stub)
    return times + (not ended) if regular else None


def _without_plain_cells(
    kept: pl.Series, before: pl.Series, quotes: pl.Series, mark: int, ends_in_quote: bool
) -> pl.Series | None:
    """``kept`` without ``quotes`` when all of them enclose whole, plain cells; else None.

    Plain: no delimiter, line end or quote inside. ``before`` has the byte of the block that
    stands right before each byte of ``kept``. A quote opens a cell where that byte ends one;
    plain cells are there when exactly the quotes that open one are followed by a quote in
    ``kept``, when every second quote opens, and when as many stand right before an end.
    """
    half, odd = divmod(int(quotes.sum()), 2)
    followed = kept[1:].filter(quotes[:-1]) == _QUOTE
    if odd or int(followed.sum()) != half:
        return None
    previous = before.filter(quotes)
    opening = previous[: len(followed)].filter(followed)
    if not half == _ends(opening, mark) == _ends(previous, mark):
        return None
    closing = _ends(kept.filter(before == _QUOTE), mark) + ends_in_quote
    return kept.filter(~quotes) if closing == half else None


def _ends(codes: pl.Series, mark: int) -> int:
    """How many of ``codes`` end a cell."""
    return sum(int((codes == end).sum()) for end in (mark, _LF, _CR))


def _without_cells(
    codes: pl.Series, kept: pl.Series, quotes: pl.Series, mark: int
) -> pl.Series | None:
    """``kept`` without cells in ``quotes`` when every quote is in its place; else None.

    Every second quote closes a cell: a delimiter, a line end or the other half of a doubled
    quote follows it. Delimiters may stand inside, line ends may not.
    """
    at = (codes == _QUOTE).arg_true()
    if len(at) % 2:
        return None
    first, last = at.gather_every(2), at.gather_every(2, 1)
    if first[0] == 0:
        first = first[1:]
    if last[-1] == len(codes) - 1:
        last = last[:-1]
    before, after = codes.gather(first - 1), codes.gather(last + 1)
    around = (mark, _LF, _QUOTE)
    if not before.is_in(around).all() or not after.is_in((*around, _CR)).all():
        return None
    inside = quotes.cum_sum() % 2 == 1
    if (inside & kept.is_in((0, _LF, _CR))).any():
        return None
    return kept.filter(~inside & ~quotes)


def _holds_blank_line(block: memoryview, line_end: bytes) -> bool:
    lines = bytes(block)
    return lines.startswith(line_end) or line_end * 2 in lines
