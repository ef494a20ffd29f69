"""A block whose records are in doubt: which lines are records, which are unreadable."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from listcheck.readers.delimited.records import MAX_LINES, NUL, QUOTE, record_end
from listcheck.readers.delimited.structure import is_utf8

HOLDS_NUL: Final = "the line holds a NUL byte"
NOT_TEXT: Final = "the line holds bytes that are not text in the file's encoding"
OPEN_QUOTE: Final = "a quote is opened and does not close"


@dataclass(frozen=True)
class Block:
    """A block of physical lines, taken apart.

    ``sound``: the bytes of all lines that hold records; ``starts``: the index of the
    line each of these records begins in; ``cut``: lines that are unreadable by
    themselves, with the reason; ``lines``: how many lines that is about; ``rest``:
    the bytes from the first line on that needs more lines to be judged.
    """

    sound: bytes
    starts: pl.Series
    cut: dict[int, str]
    lines: Sequence[bytes]
    rest: bytes


def take_apart(block: bytes, delimiter: bytes, width: int, final: bool) -> Block:
    """Judge every line of ``block``; ``final`` when no line comes after it."""
    ended = block.splitlines(keepends=True)
    lines = block.splitlines()
    cut = _damaged(lines, block)
    continued: set[int] = set()
    position = 0
    stop = len(lines)
    suspects, ends = _suspects(lines, cut, delimiter, width)
    for start in suspects:
        if start < position or start in cut:
            continue
        end = ends.get(start) or record_end(lines, start, delimiter, width, cut)
        if end is not None and end > len(lines) and not final:
            stop = start
            break
        if end is None or end > len(lines):
            cut[start] = OPEN_QUOTE
            continue
        continued.update(range(start + 1, end))
        position = end
    cut = {line: reason for line, reason in sorted(cut.items()) if line < stop}
    starts = [
        index
        for index, line in enumerate(lines[:stop])
        if line and index not in cut and index not in continued
    ]
    sound = ended[:stop]
    for line in cut:
        sound[line] = b""
    return Block(
        sound=b"".join(sound),
        starts=pl.Series(starts, dtype=pl.UInt32),
        cut=cut,
        lines=lines[:stop],
        rest=b"".join(ended[stop:]),
    )


def _damaged(lines: Sequence[bytes], block: bytes) -> dict[int, str]:
    """Lines with NUL bytes or undecodable bytes."""
    damaged: dict[int, str] = {}
    if not is_utf8(block):
        damaged.update((n, NOT_TEXT) for n, line in enumerate(lines) if not is_utf8(line))
    if NUL in block:
        damaged.update((n, HOLDS_NUL) for n, line in enumerate(lines) if NUL in line)
    return damaged


def _suspects(
    lines: Sequence[bytes], cut: dict[int, str], delimiter: bytes, width: int
) -> tuple[list[int], dict[int, int]]:
    """Lines whose quotes need a closer look, in order, and records over several lines.

    The second answer maps the first line of such a record to the line behind its last.
    It holds those that are beyond doubt, found by vectors; ``record_end`` judges the
    others. Each entry is true of its own lines, whatever comes before them.
    """
    texts = [b"" if index in cut else line for index, line in enumerate(lines)] if cut else lines
    mark = delimiter.decode()
    frame = pl.DataFrame({"line": pl.Series(texts, dtype=pl.Binary).cast(pl.String)})
    plain = frame["line"].str.contains(_self_contained(mark))
    suspects = (~plain).arg_true().to_list()
    line = pl.col("line")
    odd = line.str.count_matches(QUOTE.decode(), literal=True) % 2 == 1
    # Inside a quoted cell at a line's end: an odd number of quotes up to there.
    inside = odd.cum_sum() % 2 == 1
    full = line.str.count_matches(mark, literal=True) == width - 1
    joined = (
        frame.lazy()
        .with_row_index("start")
        .with_columns(inside=inside, began_inside=inside.shift(1, fill_value=False))
        .filter(pl.col("inside") | pl.col("began_inside"))
        .with_columns(group=(~pl.col("began_inside")).cum_sum(), full=full)
        .group_by("group", maintain_order=True)
        .agg(
            pl.col("start").first(),
            lines=pl.len(),
            text=line.str.join("\n"),
            # The same doubt as in record_end: two whole records joined by stray quotes.
            doubtful=pl.lit(width > 2) & pl.col("full").first() & pl.col("full").last(),
        )
        .filter(
            pl.col("lines") <= MAX_LINES,
            ~pl.col("doubtful"),
            pl.col("text").str.contains(_sound_record(mark, width)),
        )
        .select("start", end=pl.col("start") + pl.col("lines"))
        .collect()
    )
    # Only the records that span several lines, found by the expressions above.
    ends = dict(zip(joined["start"], joined["end"], strict=True))
    if cut:
        ends = {
            start: end
            for start, end in ends.items()
            if not any(index in cut for index in range(start, end))
        }
    return suspects, ends


def _self_contained(mark: str) -> str:
    """A regular expression for a line that ends outside quotes, each in its place."""
    mark = re.escape(mark)
    field = rf'(?:"[^"]*(?:""[^"]*)*"|[^"{mark}][^{mark}]*)?'
    return rf"(?s)\A{field}(?:{mark}{field})*\z"


def _sound_record(mark: str, width: int) -> str:
    """A regular expression for a record of ``width`` fields with every quote in its place."""
    mark = re.escape(mark)
    field = rf'(?:"[^"]*(?:""[^"]*)*"|[^"{mark}\n]*)'
    return rf"(?s)\A{field}(?:{mark}{field}){{{width - 1}}}\z"
