"""Workbooks: read by sheet, written back with their types, refused where hostile or broken."""

from __future__ import annotations

import datetime as dt
import tomllib
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import python_calamine
import xlsxwriter

from listcheck.readers import find_lists, open_list
from tests.support.campaigns import codes, summary, write
from tests.support.workbooks import Sheet, book, column, rewritten

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


PEOPLE = [["email", "name"], *([f"p{at}@firma-{at}.se", "P"] for at in range(1, 5))]
LEGEND = Sheet("Legend", [["Column", "Meaning"], ["name", "what they are called"], ["x", "y"]])


def told(run: Callable[..., Any], brief: Path, path: Path, *more: object) -> list[dict[str, Any]]:
    """The findings LC009 of a run; whatever is found, all contacts are judged."""
    ended = run(path, "-c", brief, "-o", path.parent / "o", *more)
    assert ended.status in (0, 1), ended.err
    assert summary(path.parent / "o")["rows"]["read"] == 4
    found = [one for one in summary(path.parent / "o")["findings"] if one["code"] == "LC009"]
    assert (summary(path.parent / "o")["verdict"] == "incomplete") == any(
        one["outcome"] == "incomplete" for one in found
    )
    return found


SECOND = {
    "addresses": ([["email"], ["x@firma.se"]], "contacts"),
    "two in prose": ([["Nicht"], ["an"], ["x@firma.se"], ["oder an y@firma.se"]], "contacts"),
    "no header": ([["x@firma.se"]], "contacts"),
    "in the last column": ([["a", "b", "Mail"], ["x", "y", "Eva <x@firma.se>"]], "contacts"),
    "numbers": ([["Telefon"], [46812345678], [46812345679]], "contacts"),
    "numbers without a word": ([["Wer"], ["+46 8 12 34 56 78"], ["08-12 34 56 78"]], "contacts"),
    "digests": ([["x"], ["a3b63b5ab1ac1bd62a5ecee2b0c2e3c6"]], "contacts"),
    "headers of an export": ([["Who", "UNSUB_TIME"], ["Eva", "2026-01-01"]], "opt_outs"),
    "a legend": (LEGEND.rows, ""),
    "a pivot": ([["Land", "Anzahl"], ["SE", 123456789], ["DE", 400]], ""),
    "days": ([["Tag"], ["01.02.2026"], ["2026-02-01"], [20260201]], ""),
    "articles": ([["EAN"], [4006381333931], [4006381333948]], ""),
    "prose": ([["Fragen"], ["an Eva"], ["oder"], ["an dpo@firma.se"]], ""),
    "nothing": ([], ""),
    "a header": ([["email"]], ""),
}  # fmt: skip


@pytest.mark.parametrize("state", ["", "hidden", "very hidden"])
@pytest.mark.parametrize("second", SECOND)
def test_what_a_second_sheet_looks_like(second: str, state: str, tmp_path: Path) -> None:
    rows, what = SECOND[second]
    path = book(tmp_path / "l.xlsx", Sheet("A", PEOPLE), Sheet("B", rows, state))
    part = open_list(find_lists([str(path)])[0], tmp_path / "work")
    assert part.workbook is not None
    (other,) = part.workbook.others
    assert (other.name.title, other.kind) == ("B", what)
    assert (other.state, other.rows) == ("hidden" if state else "", len(rows))


def test_a_second_sheet_that_holds_people_makes_the_run_incomplete(
    tmp_path: Path, run: Callable[..., Any], brief: Path
) -> None:
    second = Sheet("B", [["email"], ["x@firma.se"]], "hidden")
    found = told(run, brief, book(tmp_path / "l.xlsx", Sheet("A", PEOPLE), second))
    assert [one["outcome"] for one in found] == ["incomplete"]
    assert found[0]["message"] == (
        f"{tmp_path}/l.xlsx: the sheet 'B' (2 rows, hidden) looks like contacts and was not read"
    )
    assert "read the sheet 'A', the workbook has 2 (--sheet)" in str(
        summary(tmp_path / "o")["notes"]
    )
    assert not told(run, brief, tmp_path / "l.xlsx", "--sheet", "A")


TITLES = (
    "Unsubscribed", "unsubs 2026", "Opt-outs", "Do not contact", "Suppression", "Bounced",
    "Abgemeldet", "Abmeldungen", "Sperrliste", "Robinson", "Widersprüche", "Nicht mehr (gesperrt)",
    "Désinscrits", "Désabonnés", "Oppositions", "Bajas", "Disiscritti", "Cancellati",
    "Uitgeschreven", "Wypisani z bazy (wypisany)", "Blocklist", "Do not call", "DNC list",
    "removed", "Kündigungen",
)  # fmt: skip
NO_TITLES = ("Subscribed", "Contacts AT", "Tabelle2", "Lookup", "Widerrufsbelehrung", "Subscribers")


@pytest.mark.parametrize("title", [*TITLES, *NO_TITLES])
def test_a_title_says_opt_outs(title: str, tmp_path: Path) -> None:
    """Whatever stands there (customer numbers, say): nobody looked at it."""
    rows = [["Kundennummer"], ["K-1"], ["K-2"]]
    path = book(tmp_path / "l.xlsx", Sheet("A", PEOPLE), Sheet(title, rows))
    part = open_list(find_lists([str(path)])[0], tmp_path / "work")
    assert part.workbook is not None
    assert [other.kind for other in part.workbook.others] == ["opt_outs" if title in TITLES else ""]


def test_how_a_sheet_is_settled(tmp_path: Path, run: Callable[..., Any], brief: Path) -> None:
    optouts = Sheet("Abgemeldet", [["email"], ["p1@firma-1.se"]])
    path = book(
        tmp_path / "l.xlsx", Sheet("A", PEOPLE), Sheet("B", PEOPLE), LEGEND, optouts,
        Sheet("Chart", None),
    )  # fmt: skip
    found = told(run, brief, path)
    assert [one["message"].split(": ")[1] for one in found] == [
        "the sheet 'Abgemeldet' (2 rows) looks like opt-outs and was not read",
        "the sheet 'B' (5 rows) looks like contacts and was not read",
    ]
    pasted = tomllib.loads(summary(tmp_path / "o")["config"])
    assert pasted["sheet"] == "FILL IN: A, if no other is meant"
    assert pasted["suppress"] == [
        "optouts.csv@2026-11-20",
        f"FILL IN: {path}#Abgemeldet@DAY",
    ]
    given = ("--sheet", "A", "--suppress", f"{path}#Abgemeldet@2026-11-20")
    assert not told(run, brief, path, *given)
    assert codes(tmp_path / "o")[1] >= {"LC201:drop"}
    # The whole workbook as a source covers all of its sheets.
    assert not told(run, brief, path, "--suppress", f"{path}#4@2026-11-20", "--sheet", "1")
    brief.write_text(f'sheet = "A"\n{brief.read_text()}\n[waive]\nLC009 = "looked at it"\n')
    (waived,) = told(run, brief, path)
    assert waived["outcome"] == "waived"
    assert summary(tmp_path / "o")["waived"] == {"LC009": "looked at it"}


def test_the_configuration_block_closes_several_gaps_of_one_key(
    tmp_path: Path, run: Callable[..., Any]
) -> None:
    path = book(
        tmp_path / "l.xlsx", Sheet("A", PEOPLE), column("Stop (opt-out)", "email", "x@y.se")
    )
    run(path, "-o", tmp_path / "o")
    pasted = tomllib.loads(summary(tmp_path / "o")["config"])
    assert pasted["suppress"] == [f"FILL IN: {path}#Stop (opt-out)@DAY"]


def test_the_first_sheet_that_can_be_seen_is_the_list(
    tmp_path: Path, run: Callable[..., Any], brief: Path
) -> None:
    path = book(
        tmp_path / "l.xlsx", column("Lists", "email", "x@firma.se", state="very hidden"),
        Sheet("A", PEOPLE),
    )  # fmt: skip
    found = told(run, brief, path)
    assert "the sheet 'Lists' (2 rows, hidden) looks like contacts" in found[0]["message"]
    only = rewritten(
        book(tmp_path / "h.xlsx", Sheet("A", PEOPLE), Sheet("Chart", None)),
        lambda name, text: (name, text.replace('sheetId="1"', 'sheetId="1" state="hidden"')),
    )
    assert not told(run, brief, only)
    assert "the sheet 'A' is hidden" in summary(tmp_path / "o")["notes"]


def test_hidden_rows_and_columns_are_part_of_the_list(
    tmp_path: Path, run: Callable[..., Any], brief: Path
) -> None:
    rows = [["Kampagne"], [], *PEOPLE, [], ["p9@firma-9.se", "P"]]
    path = book(
        tmp_path / "l.xlsx",
        Sheet("A", rows, hidden_rows=[0, 1, 3, 5, 7, 99], hidden_columns=[1, 7]),
        Sheet("Legend", LEGEND.rows, hidden_rows=[1]),
    )
    run(path, "-c", brief, "-o", tmp_path / "o")
    assert summary(tmp_path / "o")["rows"]["read"] == 5
    notes = summary(tmp_path / "o")["notes"]
    assert "2 rows are hidden or filtered out in the sheet 'A' and read like the others" in notes
    assert "1 column is hidden in the sheet 'A' and read like the others" in notes


def test_commands_that_look_at_a_list_name_its_other_sheets(
    tmp_path: Path, run: Callable[..., Any]
) -> None:
    path = book(tmp_path / "l.xlsx", Sheet("A", PEOPLE), Sheet("B", PEOPLE, "hidden"), LEGEND)
    words = "not part of the list: 'B' (hidden, 5 rows, looks like contacts), 'Legend' (3 rows)"
    assert words in run("columns", path).out
    assert words in str(run("columns", path, "--format", "json").json[0]["notes"])
    assert run("init", path).status == 0
    written = Path("listcheck.toml").read_text()
    assert f"# read the sheet 'A', the workbook has 3 (--sheet); {words}" in written
    assert tomllib.loads(written)["columns"]["email"] == "email"


def test_a_cover_is_named_and_so_are_the_sheets_behind_it(
    tmp_path: Path, run: Callable[..., Any], brief: Path
) -> None:
    path = book(tmp_path / "l.xlsx", column("Cover", "nothing here"), Sheet("A", PEOPLE))
    ended = run(path, "-c", brief)
    assert (
        ended.status,
        "read was the sheet 'Cover'; the others, for --sheet: 'A'" in ended.err,
    ) == (3, True)
    table = Sheet("Cover", [["Land", "Anzahl"], ["SE", 4]])
    ended = run(book(path, table, Sheet("A", PEOPLE)), "-c", brief)
    assert (ended.status, "(of the sheet 'Cover': --sheet)" in ended.err) == (3, True)
    ended = run(book(path, Sheet("A", PEOPLE), Sheet("Chart", None)), "--sheet", "Chart")
    assert (ended.status, "the sheet 'Chart' is a chart" in ended.err) == (3, True)


def test_a_log_on_several_sheets_is_refused_until_one_is_named(
    tmp_path: Path, run: Callable[..., Any], brief: Path
) -> None:
    rows = [["email", "send_time"], ["ann@firma-1.se", "2026-11-10 10:00"]]
    path = book(tmp_path / "log.xlsx", Sheet("Oct", rows), Sheet("Nov", rows, "hidden"), LEGEND)
    ended = run("audit", path, "-c", brief, "-o", tmp_path / "a")
    assert ended.status == 3
    assert "only the sheet 'Oct' would be read" in ended.err
    assert "'Nov' (hidden, 2 rows, looks like contacts)" in ended.err
    ended = run("audit", path, "-c", brief, "-o", tmp_path / "a", "--sheet", "Oct")
    assert ended.status in (0, 1)
    assert "'Nov' (hidden, 2 rows, looks like contacts)" in str(summary(tmp_path / "a")["notes"])
    plain = book(tmp_path / "plain.xlsx", Sheet("Oct", rows), LEGEND)
    assert run("audit", plain, "-c", brief, "-o", tmp_path / "b").status in (0, 1)
