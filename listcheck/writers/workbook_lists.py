"""A clean or held list as a workbook: the rows of the input's sheet, their values and types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter


@dataclass(frozen=True)
class Sheet:
    """Where the records of a list stand in a workbook: rows from 0, by record number from 1."""

    path: Path
    name: str
    header: int | None
    records: list[int]


def write_workbooks(sheet: Sheet, numbers: Mapping[Path, Iterable[int]]) -> None:
    """Write some records of a sheet into workbooks of their own, in the sheet's order.

    Args:
        sheet: the input.
        numbers: file to write to the numbers of the records it gets, in order.
    """
    book = python_calamine.CalamineWorkbook.from_path(sheet.path)
    rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
    for path, wanted in numbers.items():
        header = [] if sheet.header is None else [sheet.header]
        _write(path, sheet.name, [*header, *(sheet.records[number - 1] for number in wanted)], rows)


def _write(path: Path, name: str, chosen: Iterable[int], rows: list[list[Any]]) -> None:
    options = {
        "constant_memory": True,
        # Nothing is taken for a formula or a link: a cell stays the text it is.
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        formats = {
            dt.datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
            dt.time: book.add_format({"num_format": "hh:mm:ss"}),
            dt.timedelta: book.add_format({"num_format": "[h]:mm:ss"}),
        }
        out = book.add_worksheet(name)
        for at, row in enumerate(chosen):
            for column, value in enumerate(rows[row]):
                if value != "":
                    out.write(at, column, value, formats.get(type(value)))
