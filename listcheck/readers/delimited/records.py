"""Where records begin and end among physical lines, judged line by line.

This is the careful reader. It runs over the head of every file and over the blocks
that the C++ reader's own count calls into question, never over a whole sound file.
The grammar is the one pyarrow reads: a quote opens a cell only at the cell's start,
two quotes inside stand for one, anything after the closing quote belongs to the cell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

#: A quoted cell over more lines than this is a quote that somebody forgot to close.
MAX_LINES: Final = 100
QUOTE: Final = b'"'
NUL: Final = b"\0"


@dataclass(frozen=True)
class Walk:
    """One physical line walked through.

    ``inside``: it ends within a quoted cell. ``delimiters``: those outside quotes.
    ``sound``: every closing quote is followed by a delimiter or the line's end.
    """

    inside: bool
    delimiters: int
    sound: bool


def walk(line: bytes, delimiter: bytes, inside: bool = False) -> Walk:
    """Walk through ``line`` (without line end), beginning within a quoted cell or not."""
    delimiters, sound, position = 0, True, 0
    while True:
        if inside or line.startswith(QUOTE, position):
            position = _after_quote(line, position if inside else position + 1)
            if position < 0:
                return Walk(True, delimiters, sound)
            inside = False
            sound = sound and line[position : position + 1] in (b"", delimiter)
        position = line.find(delimiter, position)
        if position < 0:
            return Walk(False, delimiters, sound)
        delimiters += 1
        position += 1


def _after_quote(line: bytes, position: int) -> int:
    """Position behind the quote that closes the cell around ``position``, or -1."""
    quote = line.find(QUOTE, position)
    while quote >= 0 and line[quote + 1 : quote + 2] == QUOTE:
        quote = line.find(QUOTE, quote + 2)
    return quote + 1 if quote >= 0 else -1


def record_end(
    lines: Sequence[bytes],
    start: int,
    delimiter: bytes,
    width: int | None = None,
    barred: Collection[int] = (),
) -> int | None:
    """Index behind the last line of the record that begins at line ``start``.

    None when the line opens a quote that does not close, within ``MAX_LINES`` lines
    and outside ``barred`` ones, into a sound record (of ``width`` fields when given).
    ``len(lines) + 1`` when the lines end before that is known.
    """
    first = walk(lines[start], delimiter)
    if not first.inside:
        return start + 1
    delimiters = first.delimiters
    sound = first.sound
    for index in range(start + 1, start + MAX_LINES):
        if index >= len(lines):
            return len(lines) + 1
        if index in barred:
            return None
        here = walk(lines[index], delimiter, inside=True)
        delimiters += here.delimiters
        sound = sound and here.sound
        if not sound:
            return None
        if not here.inside:
            fits = width is None or (
                delimiters == width - 1
                and not _swallows(lines[start], lines[index], delimiter, width)
            )
            return index + 1 if fits else None
    return None


def _swallows(first: bytes, last: bytes, delimiter: bytes, width: int) -> bool:
    """Whether two stray quotes, not a cell over several lines, make this record.

    A record cut in two by a line break has its delimiters shared out between its
    first and last line. When both hold the full number by themselves, each was a
    record of its own, and joining them would swallow all records in between. With two
    columns a cell with one delimiter in it looks the same, so these stay joined.
    """
    full = width - 1
    return width > 2 and first.count(delimiter) == full and last.count(delimiter) == full


def split_records(lines: Sequence[bytes], delimiter: bytes) -> Iterator[tuple[int, int]]:
    """First line and line behind the last of every record; blank lines are none."""
    start = 0
    while start < len(lines):
        end = start + 1
        if lines[start]:
            end = record_end(lines, start, delimiter) or end
            if end > len(lines):
                end = start + 1
            yield start, end
        start = end


def cells(record: bytes, delimiter: bytes) -> list[bytes]:
    """The cells of one record (without line end), unquoted."""
    texts: list[bytes] = []
    position = 0
    while True:
        content = b""
        if record.startswith(QUOTE, position):
            end = _after_quote(record, position + 1)
            inner = record[position + 1 : end - 1 if end >= 0 else len(record)]
            content = inner.replace(b'""', QUOTE)
            position = end if end >= 0 else len(record)
        end = record.find(delimiter, position)
        if end < 0:
            return [*texts, content + record[position:]]
        texts.append(content + record[position:end])
        position = end + 1
