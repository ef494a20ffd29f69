"""The top of a delimited file: delimiter, lines above the header, the header itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from listcheck.core.errors import InputProblem, NothingInIt
from listcheck.core.part import LineEnd
from listcheck.readers.delimited.records import cells, split_records

HeaderMode = Literal["auto", "yes", "no"]

BOM: Final = b"\xef\xbb\xbf"
DELIMITERS: Final = (b",", b";", b"\t", b"|")
#: Exports put a handful of title rows above the header, not pages.
MAX_TITLE_ROWS: Final = 10
#: Enough records to tell the usual number of fields from an accident.
_SAMPLE: Final = 200

_SEP_LINE: Final = re.compile(rb'"?sep=([^\w\s"]|\t)"?\s*', re.IGNORECASE)
_ADDRESS: Final = re.compile(r"@[^@\s]*\.")
_ONE_ADDRESS: Final = re.compile(r"[^@\s]*@[^@\s]+\.[^@\s]+")
_HASH: Final = re.compile(r"[0-9a-fA-F]{32,128}")
_DIGITS: Final = re.compile(r"[\d\s().\-/]*\d[\d\s().\-/]*")
_PHONE: Final = re.compile(r"\+[\d\s().\-/]{7,25}|[\d\s().\-/]{9,25}|\d[.,]\d{8,}[eE]\+?\d\d?")


@dataclass(frozen=True)
class Head:
    """The top of a file of UTF-8 bytes.

    ``offset`` and ``skip_lines`` say how many bytes and physical lines come before the
    first record; ``title_rows`` how many of these lines are titles.
    """

    delimiter: bytes
    headers: tuple[str, ...]
    header_line: bytes
    line_end: LineEnd
    offset: int
    skip_lines: int
    has_sep_line: bool
    title_rows: int

    @property
    def width(self) -> int:
        """The number of fields a record must have."""
        return len(self.headers)


def looks_headerless(headers: Sequence[str]) -> bool:
    """Whether the cells of a file's first record are data, not the names of columns.

    True when a cell holds an e-mail address, a phone number or a hash of 32 to 128
    hexadecimal digits.
    """
    return any(_looks_like_data(header.strip()) for header in headers)


def _looks_like_data(cell: str) -> bool:
    if _ADDRESS.search(cell) or _HASH.fullmatch(cell):
        return True
    digits = sum(character.isdigit() for character in cell)
    enough = 7 if cell.startswith("+") else 9
    return bool(_PHONE.fullmatch(cell)) and digits >= enough


def _only_digits(row: Sequence[str]) -> bool:
    """Whether a record is made of digits, as an area code and a number are: no header is."""
    filled = [cell for cell in row if cell]
    return bool(filled) and all(_DIGITS.fullmatch(cell) for cell in filled)


def read_head(
    name: str, sample: bytes, whole: bool, header: HeaderMode, delimiter: bytes | None = None
) -> Head:
    """What the first bytes of a file say; ``whole`` when ``sample`` is all of it.

    ``delimiter`` is given where it is known, and found otherwise.

    Raises InputProblem when there is no line at all, or one too long for a header.
    """
    skipped = len(BOM) if sample.startswith(BOM) else 0
    ended = sample[skipped:].splitlines(keepends=True)
    if not whole and len(ended) > 1:
        ended.pop()  # its end is not in the sample
    if not whole and len(ended) < 2:  # not even its end is in the sample
        raise InputProblem(
            f"{name}: its first line is longer than {len(sample) >> 20} MiB: this is no list of "
            "contacts"
        )
    lines = [line.rstrip(b"\r\n") for line in ended]
    sep = _SEP_LINE.fullmatch(lines[0]) if lines and delimiter is None else None
    above = 1 if sep else 0
    body = lines[above:]
    if not any(body):
        raise NothingInIt(f"{name}: the file is empty: it holds no record")
    delimiter = delimiter or (sep.group(1) if sep else _delimiter(body))
    records = _first_records(body, delimiter)
    rows = [[_text(cell) for cell in cells(_join(body, span), delimiter)] for span in records]
    start = _header_index(rows)
    if header == "auto" and any(_ONE_ADDRESS.fullmatch(_only(row)) for row in rows[:start]):
        # In a file without header no line may be taken for a title: it may be a person.
        start = 0
    if header == "no":
        start = 0
    top, end = records[start]
    headerless = header == "no" or (
        header == "auto" and (looks_headerless(rows[start]) or _only_digits(rows[start]))
    )
    if headerless:
        headers = tuple(f"column {n + 1}" for n in range(_width(rows[start:])))
    else:
        headers = tuple(rows[start])
    before = above + (top if headerless else end)
    record = b"".join(ended[above + top : above + end])
    return Head(
        delimiter=delimiter,
        headers=headers,
        header_line=b"" if headerless else record.rstrip(b"\r\n"),
        line_end=_line_end(ended[above + end - 1]),
        offset=skipped + sum(len(line) for line in ended[:before]),
        skip_lines=before,
        has_sep_line=sep is not None,
        title_rows=start,
    )


def _delimiter(lines: Sequence[bytes]) -> bytes:
    """The delimiter that cuts most lines alike, beginning with the topmost."""
    best: tuple[bool, int, float, int] | None = None
    chosen = DELIMITERS[0]  # of a file with one column
    for delimiter in DELIMITERS:
        counts = [
            len(cells(_join(lines, span), delimiter)) for span in _first_records(lines, delimiter)
        ]
        width = _common(counts)
        if width < 2:
            continue
        start = next((n for n, count in enumerate(counts) if count == width), 0)
        alike = sum(count == width for count in counts[start:]) / len(counts[start:])
        score = (alike >= 0.9, -start, alike, width)
        if best is None or score > best:
            best, chosen = score, delimiter
    return chosen


def _first_records(lines: Sequence[bytes], delimiter: bytes) -> list[tuple[int, int]]:
    return [span for span, _ in zip(split_records(lines, delimiter), range(_SAMPLE), strict=False)]


def _join(lines: Sequence[bytes], span: tuple[int, int]) -> bytes:
    return b"\n".join(lines[span[0] : span[1]])


def _common(counts: Sequence[int]) -> int:
    """The usual number of fields below the first record; the widest where several are."""
    usual = Counter(counts[1:] or counts).most_common()
    widths = [width for width, times in usual if times == usual[0][1]]
    return counts[0] if counts[0] in widths else max(widths)


def _width(rows: Sequence[Sequence[str]]) -> int:
    return _common([len(row) for row in rows])


def _header_index(rows: Sequence[Sequence[str]]) -> int:
    """Index of the header among the first records."""
    width = _width(rows)
    top = range(min(len(rows), MAX_TITLE_ROWS + 1))
    start = next((n for n in top if len(rows[n]) == width), 0)
    if any(len(row) > width for row in rows[:start]):
        return 0
    if width > 1 and _filled(rows[start]) < 2:
        # A spreadsheet pads its title rows with delimiters to the table's full width.
        padded = (n for n in top if n > start and len(rows[n]) == width and _filled(rows[n]) > 1)
        named = next(padded, start)
        start = start if looks_headerless(rows[named]) else named
    # A row of data is no header: the topmost line is, and it does not fit its records.
    return 0 if looks_headerless(rows[start]) else start


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _only(row: Sequence[str]) -> str:
    return row[0].strip() if len(row) == 1 else ""


def _line_end(line: bytes) -> LineEnd:
    if line.endswith(b"\r\n"):
        return "\r\n"
    return "\r" if line.endswith(b"\r") else "\n"


def _text(cell: bytes) -> str:
    return cell.decode("utf-8", "replace")
