"""Workbooks for tests: sheets by title, hidden or not, and charts."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook; ``rows`` None: a chart. Rows and columns are told from 0."""

    title: str
    rows: Sequence[Sequence[Any]] | None
    state: str = ""
    hidden_rows: Sequence[int] = field(default=())
    hidden_columns: Sequence[int] = field(default=())


def book(path: Path, *sheets: Sheet) -> Path:
    """Write a workbook of these sheets."""
    with xlsxwriter.Workbook(str(path)) as made:
        for sheet in sheets:
            if sheet.rows is None:
                chart = made.add_chart({"type": "bar"})
                chart.add_series({"values": f"='{sheets[0].title}'!$A$1:$A$2"})
                made.add_chartsheet(sheet.title).set_chart(chart)
                continue
            page = made.add_worksheet(sheet.title)
            for at, row in enumerate(sheet.rows):
                page.write_row(at, 0, row)
            for at in sheet.hidden_rows:
                page.set_row(at, None, None, {"hidden": True})
            for at in sheet.hidden_columns:
                page.set_column(at, at, None, None, {"hidden": True})
            if sheet.state == "hidden":
                page.hide()
            elif sheet.state == "very hidden":
                page.very_hidden()
        shown = [at for at, one in enumerate(sheets) if one.rows is not None and not one.state]
        if shown:
            # A workbook opens on a sheet that can be seen.
            made.worksheets()[shown[0]].activate()
    return path


def column(title: str, *cells: Any, state: str = "") -> Sheet:
    """A sheet of one column."""
    return Sheet(title, [[cell] for cell in cells], state)


def rewritten(path: Path, change: Callable[[str, str], tuple[str, str]]) -> Path:
    """The workbook with every text file in it, and its name, changed."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(*change(name, text))
    return path
