"""Workbooks: one sheet of an .xlsx file as delimited text, so that one reader reads all lists."""

from __future__ import annotations

import csv
import datetime as dt
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Final

import python_calamine

from listcheck.errors import InputProblem
from listcheck.sources.archive import DAMAGED_ZIP
from listcheck.sources.part import Workbook
from listcheck.sources.unpack import MAX_RATIO, RATIO_FREE, temporary

#: Unpacked size of a workbook; a full sheet of ten columns has half of it.
MAX_WORKBOOK: Final = 2 << 30
#: A sheet is read as a rectangle: two cells in opposite corners must not cost a terabyte.
MAX_CELLS: Final = 200_000_000
_BLOCK: Final = 1 << 20
_ROW: Final = re.compile(rb"<row\b[^>]{0,200}?\br=[\"']([0-9]{1,9})")
#: Columns beyond Z; a narrow sheet has none and is told without looking at its cells.
_WIDE: Final = re.compile(rb"\br=[\"']([A-Z]{2,3})[0-9]")
_ENCRYPTED: Final = b"\xd0\xcf\x11\xe0"


def unfold(path: Path, name: str, sheet: str | None, work: Path) -> tuple[Path, Workbook]:
    """A sheet as comma-separated text in ``work``, and where its rows stand in the workbook.

    ``sheet`` is a name or a number from 1; by default the first sheet is read. A blank row
    of the sheet is an empty line.

    Raises:
        InputProblem: no workbook, encrypted, damaged, hostile, or without such a sheet.
    """
    _require_harmless(path, name)
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        title = _sheet(book.sheet_names, sheet, name)
        # A workbook has no columns to read, only cells; a sheet has a million rows at most.
        rows = book.get_sheet_by_name(title).iter_rows()
        target = temporary(work, ".csv")
        starts, blank = _write(rows, target)
    except (python_calamine.CalamineError, OSError, ValueError):
        raise InputProblem(
            f"{name}: the workbook is damaged; open it in a spreadsheet and save it anew"
        ) from None
    return target, Workbook(path, title, len(book.sheet_names), starts, blank)


def _require_harmless(path: Path, name: str) -> None:
    """Refuse what is no workbook, or would grow beyond bounds."""
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
            unpacked = sum(entry.file_size for entry in archive.infolist())
            if unpacked > limit:
                raise InputProblem(
                    f"{name}: unpacks to more than {limit >> 20:,} MiB; save the list as CSV if "
                    "it is genuine"
                )
            for entry in archive.infolist():
                if entry.filename.startswith("xl/worksheets/") and not entry.is_dir():
                    with archive.open(entry) as sheet:
                        _require_dense(sheet, name, limit)
    except DAMAGED_ZIP:
        raise InputProblem(f"{name}: named like a workbook, but it is none") from None


def _require_dense(sheet: IO[bytes], name: str, limit: int) -> None:
    """Refuse a sheet whose outermost cells span too large a rectangle, or that lies of its size."""
    rows, width, read, before = 0, 26, 0, b""
    while block := sheet.read(_BLOCK):
        read += len(block)
        text = before + block
        rows = max([rows, *map(int, _ROW.findall(text))])
        width = max([width, *map(_number, set(_WIDE.findall(text)))])
        before = text[-300:]
        if read > limit or rows * width > MAX_CELLS:
            raise InputProblem(
                f"{name}: a sheet spans {rows:,} rows and {width:,} columns: remove what stands "
                "far away from the list, or save the list as CSV"
            )


def _number(letters: bytes) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + letter - 64
    return found


def _sheet(names: Sequence[str], wanted: str | None, name: str) -> str:
    if not names:
        raise InputProblem(f"{name}: the workbook has no sheet")
    if wanted is None:
        return names[0]
    if wanted in names:
        return wanted
    if wanted.isdecimal() and 0 < int(wanted) <= len(names):
        return names[int(wanted) - 1]
    listed = ", ".join(repr(title) for title in names[:10])
    raise InputProblem(f"{name}: no sheet {wanted!r}; its sheets are {listed}")


def _write(rows: Iterator[list[Any]], target: Path) -> tuple[list[int], list[bool]]:
    """Write the rows; the physical line at which each begins, and whether it is blank."""
    starts: list[int] = []
    blank: list[bool] = []
    line = 0
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        for row in rows:
            texts = [cell_text(cell) for cell in row]
            empty = not any(texts)
            starts.append(line)
            blank.append(empty)
            if empty:
                out.write("\n")
            else:
                writer.writerow(texts)
            line += 1 + sum(text.count("\n") for text in texts)
    return starts, blank


def cell_text(value: object) -> str:
    """A cell as a list shows it: whole numbers without decimals, dates in ISO form."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    # Carriage returns within a cell would be line ends to some readers.
    return str(value).replace("\r\n", "\n").replace("\r", "\n")
