"""Workbooks: read by sheet, written back with their types, refused where hostile or broken."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import python_calamine
import xlsxwriter

from tests.campaigns import codes, summary, write

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADER = ("E-Mail", "Name", "Land", "Telefon", "Seit", "Notiz")
ROWS: list[tuple[Any, ...]] = [
    ("info@firma-1.se", "", "SE", 46812345678, dt.date(2026, 1, 2), "=1+1"),
    (
        "bea@firma-2.se",
        "Bea",
        "SE",
        "08-12 34 56 78",
        dt.datetime(2026, 1, 2, 10, 30),
        "two\nlines",
    ),
    ("x@@y", "Cem", "SE", "", "", "+cmd|' /C calc'!A0"),
    (),
    ("dan@firma-3.se", "Dan", "SE", 0.5, dt.time(9, 15), True),
]


def workbook(
    path: Path, rows: Sequence[Sequence[Any]], *, above: int = 0, name: str = "Kontakte"
) -> Path:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        book.add_worksheet("Deckblatt").write(0, 0, "nothing here")
        sheet = book.add_worksheet(name)
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        moment = book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
        if above:
            sheet.write(0, 0, "Kampagne Herbst")
        for at, row in enumerate([HEADER, *rows], start=above):
            for column, value in enumerate(row):
                date = moment if isinstance(value, dt.datetime | dt.time) else day
                sheet.write(
                    at, column, value, date if isinstance(value, dt.date | dt.time) else None
                )
    return path


def cells(path: Path, sheet: int = 0) -> list[list[Any]]:
    return python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(sheet).to_python()


def check(run: Callable[..., Any], path: Path, *more: object) -> Any:
    return run(path, "--sheet", "Kontakte", "-o", path.parent / "o", *more)


@pytest.mark.parametrize("above", [0, 3])
def test_a_workbook_comes_back_as_one(tmp_path: Path, run: Callable[..., Any], above: int) -> None:
    path = workbook(tmp_path / "liste.xlsx", ROWS, above=above)
    before = cells(path, 1)
    check(run, path)
    rows = summary(tmp_path / "o")["rows"]
    assert rows["read"] == rows["kept"] + rows["held"] + rows["dropped"] == 4
    assert "LC102:drop" in codes(tmp_path / "o")[3]
    written = [cells(tmp_path / "o" / f"{name}.xlsx") for name in ("clean", "held")]
    header = before[above]
    assert all(sheet[0] == header for sheet in written)
    data = [row for row in before[above + 1 :] if any(cell != "" for cell in row)]
    back = sorted((row for sheet in written for row in sheet[1:]), key=str)
    # Every value with its type: numbers, dates, truth values, texts that look like formulas.
    assert back == sorted((row for row in data if row[0] != "x@@y"), key=str)


def test_cells_are_read_as_a_list_would_show_them(tmp_path: Path, run: Callable[..., Any]) -> None:
    import polars as pl

    path = workbook(tmp_path / "liste.xlsx", ROWS)
    check(run, path, "--write-contacts", tmp_path / "contacts.parquet")
    contacts = pl.read_parquet(tmp_path / "contacts.parquet")
    assert contacts["phone"].to_list() == ["+46812345678", "+46812345678", None, None]
    assert contacts["row"].to_list() == [1, 2, 3, 4]


def test_sheets_by_number_and_by_name(tmp_path: Path, run: Callable[..., Any]) -> None:
    path = workbook(tmp_path / "liste.xlsx", ROWS)
    assert run("columns", path, "--sheet", "2").status == 0
    ended = run("columns", path, "--sheet", "Adressen")
    assert ended.status == 3
    assert "no sheet 'Adressen'; its sheets are 'Deckblatt', 'Kontakte'" in ended.err
    told = run("columns", path)
    assert "the workbook has 2" in told.out + told.err or told.status == 3


def test_a_workbook_is_a_suppression_source_too(tmp_path: Path, run: Callable[..., Any]) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "out.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_column(0, 0, ["email", "bea@firma-2.se"])
    write(tmp_path / "list.csv", "email,country\nbea@firma-2.se,SE\ncem@firma-2.se,SE\n")
    run(tmp_path / "list.csv", "--suppress", tmp_path / "out.xlsx", "-o", tmp_path / "o")
    assert "LC201:drop" in codes(tmp_path / "o")[1]
    assert "LC201:drop" not in codes(tmp_path / "o").get(2, set())


def sparse(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Kontakte")
        sheet.write(0, 0, "E-Mail")
        sheet.write(1_048_575, 16_383, "far away")
    return path


def swollen(path: Path) -> Path:
    sheet = "xl/worksheets/sheet1.xml"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(sheet, "w", force_zip64=True) as entry,
    ):
        for _ in range(300):
            entry.write(b" " * (1 << 20))
    return path


def renamed(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def truncated(path: Path) -> Path:
    whole = workbook(path, ROWS).read_bytes()
    return renamed(path, whole[: len(whole) // 2])


def garbled(path: Path) -> Path:
    """A workbook with one byte of its sheet turned round: inflating it fails half-way."""
    whole = bytearray(workbook(path, ROWS * 50).read_bytes())
    with zipfile.ZipFile(path) as archive:
        sheet = archive.getinfo("xl/worksheets/sheet2.xml")
    for at in range(40):
        whole[sheet.header_offset + 60 + at] ^= 0xFF
    return renamed(path, bytes(whole))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (garbled, "named like a workbook, but it is none"),
        (sparse, "spans 1,048,576 rows and 16,384 columns"),
        (swollen, "unpacks to more than 64 MiB"),
        (truncated, "named like a workbook, but it is none"),
        (lambda path: renamed(path, b"email\na@b.de\n"), "named like a workbook, but it is none"),
        (lambda path: renamed(path, OLE + b"x" * 512), "protected by a password"),
        (lambda path: renamed(path, b"PK\x05\x06" + b"\0" * 18), "damaged"),
    ],
    ids=["garbled", "sparse", "swollen", "truncated", "text", "encrypted", "empty archive"],
)  # fmt: skip
def test_hostile_and_broken_workbooks(
    make: Callable[[Path], Path], message: str, tmp_path: Path, run: Callable[..., Any]
) -> None:
    ended = check(run, make(tmp_path / "liste.xlsx"))
    assert ended.status == 3
    assert message in ended.err
    assert not (tmp_path / "o").exists()
