"""Workbooks: sheets of an .xlsx file as delimited text, so that one reader reads all lists."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, Final

import python_calamine

from listcheck.core.errors import InputProblem, NothingInIt
from listcheck.core.part import OtherSheet, SheetName, Workbook
from listcheck.readers.bytes.unpack import temporary
from listcheck.readers.workbooks.sheet_xml import Hidden, require_harmless
from listcheck.readers.workbooks.sheets import MOST_ROWS, looks_like, sheet_name

#: Sheets without cells, and what messages call them.
_NO_CELLS: Final = (
    (python_calamine.SheetTypeEnum.ChartSheet, "chart"),
    (python_calamine.SheetTypeEnum.DialogSheet, "dialog"),
    (python_calamine.SheetTypeEnum.Vba, "macro"),
)


def unfold(path: Path, name: str, wanted: str | None, work: Path) -> tuple[Path, Workbook]:
    """The sheet of a list as comma-separated text in ``work``, and what the workbook holds besides.

    ``wanted`` is a name or a number from 1; by default the first sheet that can be seen is read.
    A blank row of the sheet is an empty line.

    Raises:
        InputProblem: no workbook, encrypted, damaged, hostile, or without such a sheet.
    """
    book = _Book.of(path, name)
    chosen_sheet = book.find(wanted) if wanted is not None else book.first()
    target, workbook = book.unfolded(chosen_sheet, work)
    others = tuple(book.look(sheet) for sheet in book.sheets if sheet is not chosen_sheet)
    return target, replace(workbook, chosen=wanted is not None, others=others)


def unfold_all(
    path: Path, name: str, wanted: str | None, work: Path
) -> Iterator[tuple[Path, Workbook]]:
    """Every sheet that holds something, hidden or not, or the one that is ``wanted``; as unfold.

    Raises:
        InputProblem: as :func:`unfold`, or all sheets are empty.
    """
    book = _Book.of(path, name)
    none = True
    for sheet in [book.find(wanted)] if wanted is not None else book.sheets:
        if sheet.has_cells:
            target, workbook = book.unfolded(sheet, work)
            if not all(workbook.blank):
                none = False
                yield target, workbook
    if none:
        raise NothingInIt(f"{name}: the workbook is empty: it holds no record")


@dataclass(frozen=True)
class _Sheet:
    """A sheet as the workbook lists it; see OtherSheet."""

    name: SheetName
    state: str

    @property
    def has_cells(self) -> bool:
        return self.state in ("", "hidden")


@dataclass(frozen=True)
class _Book:
    """An open workbook."""

    path: Path
    name: str
    book: python_calamine.CalamineWorkbook
    sheets: tuple[_Sheet, ...]
    hidden: dict[str, Hidden]

    @classmethod
    def of(cls, path: Path, name: str) -> _Book:
        hidden = require_harmless(path, name)
        try:
            book = python_calamine.CalamineWorkbook.from_path(path)
        except (python_calamine.CalamineError, OSError, ValueError):
            raise _damaged(name) from None
        sheets = tuple(
            _Sheet(sheet_name(sheet.name, at), _state(sheet))
            for at, sheet in enumerate(book.sheets_metadata, 1)
        )
        if not sheets:
            raise InputProblem(f"{name}: the workbook has no sheet")
        return cls(path, name, book, sheets, hidden)

    def first(self) -> _Sheet:
        """The first sheet that can be seen and holds cells."""
        cells = [sheet for sheet in self.sheets if sheet.has_cells]
        if not cells:
            raise InputProblem(f"{self.name}: none of the workbook's sheets holds cells")
        return next((sheet for sheet in cells if not sheet.state), cells[0])

    def find(self, wanted: str) -> _Sheet:
        """The sheet of that name, else of that number."""
        sheet = next((one for one in self.sheets if one.name.title == wanted), None)
        if sheet is None and wanted.isdecimal() and 0 < int(wanted) <= len(self.sheets):
            sheet = self.sheets[int(wanted) - 1]
        if sheet is None:
            listed = ", ".join(sheet.name.shown for sheet in self.sheets[:10])
            raise InputProblem(f"{self.name}: no sheet {wanted!r}; its sheets are {listed}")
        if not sheet.has_cells:
            raise InputProblem(
                f"{self.name}: the sheet {sheet.name.shown} is a {sheet.state}: it holds no records"
            )
        return sheet

    def unfolded(self, sheet: _Sheet, work: Path) -> tuple[Path, Workbook]:
        """A sheet as text, and where its rows stand in the workbook."""
        target = temporary(work, ".csv")
        try:
            cells = self.book.get_sheet_by_name(sheet.name.title)
            # A workbook has no columns to read, only cells; a sheet has a million rows at most.
            starts, blank = _write(cells.iter_rows(), target)
        except (python_calamine.CalamineError, OSError, ValueError):
            raise _damaged(self.name) from None
        hidden = self.hidden.get(sheet.name.title, Hidden())
        first = cells.start[1] if cells.start else 0
        return target, Workbook(
            self.path,
            sheet.name,
            len(self.sheets),
            starts,
            blank,
            is_hidden=sheet.state == "hidden",
            hidden_rows=hidden.rows,
            hidden_columns=sum(first <= at < first + cells.width for at in hidden.columns),
            unplaced=hidden.unplaced,
        )

    def look(self, sheet: _Sheet) -> OtherSheet:
        """What a sheet that is not read seems to hold."""
        if not sheet.has_cells:
            return OtherSheet(sheet.name, sheet.state, 0)
        try:
            rows = self.book.get_sheet_by_name(sheet.name.title).iter_rows()
            filled = (row for row in rows if any(cell != "" for cell in row))
            looked = [[cell_text(cell) for cell in row] for row in islice(filled, MOST_ROWS)]
            more = sum(1 for _ in filled)
        except (python_calamine.CalamineError, OSError, ValueError):
            raise _damaged(self.name) from None
        kind = looks_like(sheet.name.title, looked)
        return OtherSheet(sheet.name, sheet.state, len(looked) + more, kind)


def _state(sheet: Any) -> str:
    for kind, state in _NO_CELLS:
        if sheet.typ == kind:
            return state
    return "" if sheet.visible == python_calamine.SheetVisibleEnum.Visible else "hidden"


def _damaged(name: str) -> InputProblem:
    return InputProblem(
        f"{name}: the workbook is damaged; open it in a spreadsheet and save it anew"
    )


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
