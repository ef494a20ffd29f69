"""What the XML of a workbook says beside its cells: how far a sheet spans, what in it is hidden.

It is read in blocks and by patterns, before any reader holds the workbook: a hostile one is
refused without having cost anything.
"""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from listcheck.core.errors import InputProblem
from listcheck.readers.bytes.archive import DAMAGED_ZIP
from listcheck.readers.bytes.unpack import MAX_RATIO, RATIO_FREE

#: Unpacked size of a workbook; a full sheet of ten columns has half of it.
MAX_WORKBOOK: Final = 2 << 30
#: A sheet is read as a rectangle: two cells in opposite corners must not cost a terabyte.
MAX_CELLS: Final = 200_000_000
_BLOCK: Final = 1 << 20
#: A tag that does not end within so many bytes is text, not a row or a column.
_LONGEST_TAG: Final = 4096
_FOLDER: Final = "xl/worksheets/"
_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
#: A list of sheets is short; one that is not is no workbook's.
_MAX_LIST: Final = 16 << 20
_ENCRYPTED: Final = b"\xd0\xcf\x11\xe0"

#: Few writers put a prefix before their names, and looking for one costs more than the rest.
_PREFIX: Final = rb"(?:\w{1,20}:)?"
_ROW: Final = tuple(
    re.compile(rb"<" + prefix + rb"row\b[^>]{0,200}?\br=[\"']([0-9]{1,9})")
    for prefix in (b"", _PREFIX)
)
#: Columns beyond Z; a narrow sheet has none and is told without looking at its cells.
_WIDE: Final = re.compile(rb"\br=[\"']([A-Z]{2,3})[0-9]")
_CELL_ROW: Final = re.compile(rb"\br=[\"'][A-Z]{1,3}([0-9]{1,9})")
_HIDDEN: Final = tuple(
    re.compile(
        rb"<" + prefix + rb"(row|col)\b([^<>]{0,1000}\bhidden=[\"'](?:1|true)[\"'][^<>]{0,1000})>"
    )
    for prefix in (b"", _PREFIX)
)
_NUMBER: Final = {
    name: re.compile(rb"\b" + name + rb"=[\"']([0-9]{1,7})[\"']") for name in (b"r", b"min", b"max")
}
_TAG: Final = r"<(?:\w{1,20}:)?%s\b((?:[^\"'<>]|\"[^\"]*\"|'[^']*')*)>"
_SHEET: Final = re.compile(_TAG % "sheet")
_RELATION: Final = re.compile(_TAG % "Relationship")
_ATTRIBUTE: Final = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
#: Excel's own last column.
_LAST_COLUMN: Final = 16_384


@dataclass(frozen=True)
class Hidden:
    """What a sheet hides: rows and columns, from 0, and rows that do not say which they are."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    unplaced: int = 0


def require_harmless(path: Path, name: str) -> dict[str, Hidden]:
    """Refuse what is no workbook, or would grow beyond bounds.

    Returns:
        What each sheet hides, by its title.

    Raises:
        InputProblem: no workbook, encrypted, too large, or with a sheet that spans too much.
    """
    with path.open("rb") as file:
        start = file.read(4)
    if start == _ENCRYPTED:
        raise InputProblem(
            f"{name}: protected by a password, or an old workbook (.xls): open it in a "
            "spreadsheet and save it as .xlsx without password"
        )
    limit = min(MAX_WORKBOOK, max(RATIO_FREE, path.stat().st_size * MAX_RATIO))
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > limit:
                raise InputProblem(
                    f"{name}: unpacks to more than {limit >> 20:,} MiB; save the list as CSV if "
                    "it is genuine"
                )
            places = dict(_places(archive, {entry.filename for entry in entries}))
            hidden = {}
            for entry in entries:
                place = entry.filename
                # What no list of sheets names may be read all the same.
                if place.startswith(_FOLDER) or place in places.values():
                    with archive.open(entry) as sheet:
                        hidden[place] = _scanned(sheet, name, limit)
    except DAMAGED_ZIP:
        raise InputProblem(f"{name}: named like a workbook, but it is none") from None
    return {title: hidden[place] for title, place in places.items()}


def _places(archive: zipfile.ZipFile, entries: set[str]) -> Iterator[tuple[str, str]]:
    """Title of every sheet of cells, and the file in the archive that holds it."""
    if not {_WORKBOOK, _RELATIONS} <= entries:
        return
    targets = {
        attributes.get("Id", ""): posixpath.normpath(
            posixpath.join("xl", attributes.get("Target", ""))
        ).lstrip("/")
        for attributes in _attributes(archive, _RELATIONS, _RELATION)
    }
    for attributes in _attributes(archive, _WORKBOOK, _SHEET):
        relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
        place = targets.get(relation)
        if "name" in attributes and place in entries:
            yield attributes["name"], place


def _attributes(
    archive: zipfile.ZipFile, entry: str, tag: re.Pattern[str]
) -> Iterator[dict[str, str]]:
    with archive.open(entry) as stream:
        text = stream.read(_MAX_LIST).decode("utf-8-sig", "replace")
    for element in tag.finditer(text):
        yield {
            name: html.unescape(double or single)
            for name, double, single in _ATTRIBUTE.findall(element[1])
        }


def _scanned(sheet: IO[bytes], name: str, limit: int) -> Hidden:
    """What a sheet hides.

    Raises:
        InputProblem: its outermost cells span too large a rectangle, or it lies of its size.
    """
    rows, width, read, before = 0, 26, 0, b""
    hidden: set[int] = set()
    columns: set[int] = set()
    unplaced = 0
    while True:
        block = sheet.read(_BLOCK)
        read += len(block)
        text = before + block
        # The last tag may go on in the next block.
        cut = text.rfind(b"<") if block else len(text)
        text, before = text[:cut], text[cut:] if len(text) - cut < _LONGEST_TAG else b""
        prefixed = b":row" in text or b":col" in text
        placed = _ROW[prefixed].findall(text)
        if text.count(b"row ") + text.count(b"row>") > len(placed):
            # Rows need not say which they are; their cells do then.
            placed += _CELL_ROW.findall(text)
        rows = max([rows, *map(int, placed)])
        width = max([width, *map(_number, set(_WIDE.findall(text)))])
        if read > limit or rows * width > MAX_CELLS:
            raise InputProblem(
                f"{name}: a sheet spans {rows:,} rows and {width:,} columns: remove what stands "
                "far away from the list, or save the list as CSV"
            )
        if b"hidden" in text:
            for kind, attributes in _HIDDEN[prefixed].findall(text):
                if kind == b"col":
                    columns |= _columns(attributes)
                elif not attributes.endswith(b"/"):
                    at = _NUMBER[b"r"].search(attributes)
                    hidden |= {int(at[1]) - 1} if at else set()
                    unplaced += at is None
        if not block:
            return Hidden(frozenset(hidden), frozenset(columns), unplaced)


def _columns(attributes: bytes) -> set[int]:
    first, last = (_NUMBER[name].search(attributes) for name in (b"min", b"max"))
    if first is None or last is None:
        return set()
    return set(range(int(first[1]) - 1, min(int(last[1]), _LAST_COLUMN)))


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
