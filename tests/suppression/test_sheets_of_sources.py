"""Every sheet of a source's workbook is read, and said; what cannot be read is refused by name."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from listcheck.config.inputs import Dated
from tests.conftest import Ended
from tests.support.campaigns import codes, summary, write
from tests.support.ledgers import events
from tests.support.workbooks import Sheet, book, column, rewritten

Run = Callable[..., Ended]
LIST = (
    "email,phone,company,country\n"
    "ann@qzfirm-1.co.uk,+447400123451,One Ltd,GB\n"
    "bob@qzfirm-2.co.uk,+447400123452,Two Ltd,GB\n"
    "cat@qzfirm-3.co.uk,+447400123453,Three Ltd,GB\n"
)
FIRST = column("2025", "email", "zoe@qzfirm-9.co.uk")
LEGEND = Sheet("Legend", [["Word", "Meaning"], ["out", "not any more"], ["why", "a reason"]])


@pytest.fixture(autouse=True)
def _list(tmp_path: Path) -> None:
    write(tmp_path / "list.csv", LIST)


def found(run: Run, code: str, *arguments: object) -> list[int]:
    """The rows that a check drops."""
    ended = run("list.csv", "--country", "GB", *arguments, "-o", "o")
    assert ended.status == 1, ended.err
    return sorted(row for row, own in codes(Path("o")).items() if f"{code}:drop" in own)


def notes(folder: str = "o") -> str:
    return "\n".join(summary(Path(folder))["notes"])


def source(at: int = 0) -> dict[str, Any]:
    told: dict[str, Any] = summary(Path("o"))["sources"][at]
    return told


@pytest.mark.parametrize("state", ["", "hidden", "very hidden"])
@pytest.mark.parametrize(
    "second",
    [
        ("email", "bob@qzfirm-2.co.uk"),
        ("bob@qzfirm-2.co.uk",),
        ("Wer", "", "Bob <bob@qzfirm-2.co.uk>"),
        ("Stand: heute", "phone", "+447400123452"),
        ("md5", "a3b63b5ab1ac1bd62a5ecee2b0c2e3c6", "bob@qzfirm-2.co.uk"),
    ],
    ids=["table", "no header", "title", "number", "digest"],
)
def test_people_of_every_sheet(second: tuple[str, ...], state: str, run: Run) -> None:
    book(Path("s.xlsx"), FIRST, Sheet("Chart", None), column("2026", *second, state=state))
    assert found(run, "LC201", "--suppress", "s.xlsx@2026-01-02", "--channel", "sms") == [2]
    hidden = ", hidden" if state else ""
    assert "s.xlsx: read all of its sheets: '2025' (1 record), '2026' (" in notes()
    assert f"record{hidden})" in notes() or f"records{hidden})" in notes()


def test_whole_domains_reasons_and_days_are_those_of_each_sheet(run: Run) -> None:
    book(
        Path("s.xlsx"),
        FIRST,
        column("Domains", "domain", "qzfirm-1.co.uk"),
        column("Bounces", "address", "cat@qzfirm-3.co.uk"),
    )
    assert found(run, "LC202", "--suppress", "s.xlsx") == [1]
    assert {row: own & {"LC201:drop", "LC205:drop"} for row, own in codes(Path("o")).items()}[
        3
    ] == {"LC205:drop"}
    assert (source()["entries"], source()["unreadable"]) == (3, 0)


def test_what_holds_nobody_is_said_and_what_cannot_be_read_is_counted(run: Run) -> None:
    book(
        Path("s.xlsx"),
        column("Out", "email", "bob@qzfirm-2.co.uk", "zoe@qzfirm-9.co.uk"),
        LEGEND,
        column("Blank"),
        column("Header only", "email"),
        column("Damaged", "email", "bob at qzfirm-2", "cat(at)qzfirm-3.co.uk"),
        column("Marks", "who", "nobody", "@@cat", "none", "none"),
        Sheet("Pivot", [["Month", "Count"], ["May", 12], ["June", 13]], "hidden"),
    )
    assert found(run, "LC201", "--suppress", "s.xlsx") == [2]
    assert (source()["entries"], source()["unreadable"]) == (5, 3)
    told = notes()
    assert "the sheet 'Legend' holds nobody: 2 records are not counted" in told
    assert "the sheet 'Pivot' holds nobody: 2 records are not counted" in told
    assert "the sheet 'Marks' is no table of entries: 3 records are not counted" in told
    assert "Blank" not in told
    assert "Header only" not in told


def test_a_sheet_like_another_one_is_a_table_of_entries(run: Run) -> None:
    """Two sheets of the same headers: what cannot be read of the second is unreadable."""
    book(
        Path("s.xlsx"),
        Sheet("A", [["who", "why"], ["bob@qzfirm-2.co.uk", "x"]]),
        Sheet("B", [["Who", "Why"], ["4.47E+11", "x"], ["see above", "x"]]),
    )
    assert found(run, "LC201", "--suppress", "s.xlsx") == [2]
    assert (source()["entries"], source()["unreadable"]) == (3, 2)


def test_prose_that_names_somebody_suppresses_them_and_no_line_is_unreadable(run: Run) -> None:
    lines = ["Read me", "These people opted out.", "See below.", "bob@qzfirm-2.co.uk", "Bye.", "-"]
    book(Path("s.xlsx"), FIRST, column("Readme", *lines))
    assert found(run, "LC201", "--suppress", "s.xlsx") == [2]
    assert (source()["entries"], source()["unreadable"]) == (2, 0)
    assert "'Readme' is no table of entries: 4 records are not counted" in notes()


@pytest.mark.parametrize(
    ("sheets", "message"),
    [
        ((LEGEND, LEGEND), "sheet 'Legend': holds no address, no telephone number and no digest"),
        ((column("A"), column("B")), "the workbook is empty: it holds no record"),
        ((column("A"), column("B", "email")), "sheet 'B': holds no record, only a header"),
        ((Sheet("Only", []), Sheet("Chart", None)), "the workbook is empty: it holds no record"),
        (
            (column("Subscribed", "email", "ann@qzfirm-1.co.uk"), column("Unsubscribed", "email")),
            "",
        ),
    ],
    ids=["nobody", "empty", "header", "chart", "no opt-out yet"],
)
def test_a_workbook_without_anybody_is_refused(
    sheets: tuple[Sheet, ...], message: str, run: Run
) -> None:
    renamed = [Sheet(f"{one.title}{at}"[: at + 31], one.rows) if at and one is LEGEND else one
               for at, one in enumerate(sheets)]  # fmt: skip
    book(Path("s.xlsx"), *renamed)
    ended = run("list.csv", "--suppress", "s.xlsx", "-o", "o")
    if message:
        assert (ended.status, Path("o").exists()) == (3, False)
        assert message in ended.err
    else:
        assert ended.status == 1


MIXED = (
    ("Contacts", "Unsubscribed"),
    ("Kunden", "Abgemeldet"),
    ("Abonnés", "Désinscrits"),
    ("Newsletter active", "Sperrliste"),
    ("subscribers", "unsubs"),
    ("Iscritti", "Disiscritti"),
)


@pytest.mark.parametrize(("may", "must_not"), MIXED)
@pytest.mark.parametrize("order", [1, -1])
def test_people_who_may_be_contacted_are_no_opt_outs(
    may: str, must_not: str, order: int, run: Run
) -> None:
    sheets = [
        column(may, "email", "ann@qzfirm-1.co.uk"),
        column(must_not, "email", "bob@qzfirm-2.co.uk"),
    ][::order]
    book(Path("s.xlsx"), *sheets)
    ended = run("list.csv", "--suppress", "s.xlsx@2026-01-02", "-o", "o")
    assert ended.status == 3
    assert f"'{may}' says that it holds people who may be contacted" in ended.err
    assert f"as in s.xlsx#{must_not}" in ended.err
    assert found(run, "LC201", "--suppress", f"s.xlsx#{must_not}@2026-01-02") == [2]
    assert (source()["name"], source()["obtained"]) == (f"s.xlsx#{must_not}", "2026-01-02")


def test_sheets_of_one_workbook_are_sources_of_their_own(run: Run, tmp_path: Path) -> None:
    book(
        Path("s.xlsx"),
        column("A", "email", "ann@qzfirm-1.co.uk"),
        column("B", "email", "bob@qzfirm-2.co.uk"),
        column("C", "email", "cat@qzfirm-3.co.uk"),
    )
    write(tmp_path / "listcheck.toml", 'suppress = ["s.xlsx#A@2026-01-01", "s.xlsx#C"]\n')
    given = ("--suppress", "s.xlsx#2@2026-01-02", "--suppress", "s.xlsx#A@2026-01-03")
    assert found(run, "LC201", *given) == [1, 2, 3]
    told = {one["name"]: one["obtained"] for one in summary(Path("o"))["sources"]}
    assert told == {"s.xlsx#2": "2026-01-02", "s.xlsx#A": "2026-01-03", "s.xlsx#C": None}
    manifest = json.loads(Path("o/manifest.json").read_text())
    assert {one["path"] for one in manifest["sources"]} == {"../s.xlsx"}
    assert len({one["sha256"] for one in manifest["sources"]}) == 1
    assert run(
        "verify", "o/manifest.json", "--send-date", summary(Path("o"))["send_date"]
    ).status in (0, 1)


def test_a_number_sign_is_part_of_a_name_where_a_file_is_called_so(tmp_path: Path) -> None:
    assert Dated.parse("a#b.csv") == Dated(Path("a#b.csv"))
    assert Dated.parse("A.XLSX#b#c@2026-01-02").sheet == "b#c"
    (tmp_path / "a.xlsx#b.xlsx").touch()
    assert Dated.parse("a.xlsx#b.xlsx", tmp_path) == Dated(tmp_path / "a.xlsx#b.xlsx")


def test_databases_of_the_configuration_are_not_lost_by_another_one_given(
    run: Run, tmp_path: Path
) -> None:
    """Two tables of one database are two sources, as two sheets of a workbook are."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect("out.db")) as connection, connection:
        for table, person in (("a", "ann@qzfirm-1.co.uk"), ("b", "bob@qzfirm-2.co.uk")):
            connection.execute(f"CREATE TABLE {table} (email TEXT)")
            connection.execute(f"INSERT INTO {table} VALUES ('{person}')")  # noqa: S608 (the test's own)
    write(tmp_path / "listcheck.toml", 'suppress = ["sqlite:///out.db#a"]\n')
    assert found(run, "LC201", "--suppress", "sqlite:///out.db#b") == [1, 2]


def test_a_sheet_that_is_not_there(run: Run) -> None:
    book(Path("s.xlsx"), FIRST, Sheet("Chart", None))
    for named, message in (
        ("2027", "s.xlsx: no sheet '2027'; its sheets are '2025', 'Chart'"),
        ("Chart", "the sheet 'Chart' is a chart: it holds no records"),
    ):
        ended = run("list.csv", "--suppress", f"s.xlsx#{named}")
        assert (ended.status, message in ended.err) == (3, True), ended.err


def test_organisations_of_every_sheet(run: Run) -> None:
    book(
        Path("o.xlsx"),
        Sheet("A", [["domain", "state"], ["qzfirm-9.co.uk", "confirmed"]]),
        column("B", "qzfirm-1.co.uk", "qzfirm-8.co.uk", state="hidden"),
        Sheet("C", [["company", "state"], ["Two Ltd", "confirmed"], ["Three Ltd", "refused"]]),
        Sheet("Words", [["state", "means"], ["confirmed", "in force"], ["parked", "later"]]),
        column("D", "domain"),
    )
    assert found(run, "LC202", "--org-optouts", "o.xlsx@2026-01-02") == [1, 2]
    told = next(one for one in summary(Path("o"))["sources"] if one["kind"] == "organisations")
    assert (told["entries"], told["unreadable"]) == (5, 0)
    assert "'B' (2 records, hidden)" in notes()
    assert "the sheet 'Words' holds nobody: 2 records are not counted" in notes()


@pytest.mark.parametrize(
    ("second", "message"),
    [
        ([["domain", "state"], ["a.co.uk", "perhaps"]], "sheet 'B': 1 entries have a state"),
        ([["qzfirm-1.co.uk", "confirmed"]], "sheet 'B': has several columns and no header"),
    ],
    ids=["state", "no header"],
)
def test_organisations_that_cannot_be_read_are_refused_by_sheet(
    second: list[list[str]], message: str, run: Run
) -> None:
    book(Path("o.xlsx"), column("A", "domain", "qzfirm-9.co.uk"), Sheet("B", second))
    ended = run("list.csv", "--org-optouts", "o.xlsx")
    assert (ended.status, message in ended.err) == (3, True), ended.err


def test_rows_of_several_sheets_are_no_organisation_together(run: Run) -> None:
    """The first record of each sheet is another organisation: ledger imports count them."""
    book(
        Path("o.xlsx"),
        Sheet("A", [["domain", "account_id"], ["qzfirm-1.co.uk", "A-1"]]),
        Sheet("B", [["domain", "account_id"], ["qzfirm-2.co.uk", "B-1"]]),
    )
    ended = run("optout", "import", "o.xlsx", "--organisations", "--ledger", "l.db")
    assert ended.out.splitlines()[0] == "4 added, 0 known before"


def test_organisations_of_a_parquet_file_with_headers(run: Run) -> None:
    """Its columns have names: the first record is no header."""
    import polars as pl

    pl.DataFrame({"domain": ["qzfirm-1.co.uk"], "state": ["confirmed"]}).write_parquet("o.parquet")
    assert found(run, "LC202", "--org-optouts", "o.parquet") == [1]


TPS = ("--channel", "call", "--register")


def test_registers_of_every_sheet(run: Run) -> None:
    book(
        Path("t.xlsx"),
        column("A", "number", "01134960999"),
        column("B", "07400123452", "07400 123459", state="hidden"),
        LEGEND,
    )
    both = (*TPS, "TPS=t.xlsx@2026-01-02", "--register", "CTPS=t.xlsx#B@2026-01-02")
    assert found(run, "LC401", *both, "--send-date", "2026-01-03") == [2]
    told = {one["name"]: one["entries"] for one in summary(Path("o"))["sources"]}
    assert told == {"TPS": 3, "CTPS": 2}
    assert (
        notes().count("t.xlsx: read all of its sheets: 'A' (1 record), 'B' (2 records, hidden)")
        == 1
    )


def test_lists_and_changes_of_a_register_in_one_workbook_are_refused(run: Run) -> None:
    book(
        Path("t.xlsx"),
        column("A", "number", "01134960999"),
        Sheet("B", [["number", "change"], ["07400123452", "added"]]),
    )
    ended = run("list.csv", *TPS, "TPS=t.xlsx@2026-01-02")
    assert ended.status == 3
    assert "some of its sheets are a list and some are changes" in ended.err


def test_changes_on_several_sheets_are_changes(run: Run) -> None:
    changes = [["number", "change"], ["07400123452", "added"]], [["n", "c"], ["07400123451", "del"]]
    book(Path("c.xlsx"), Sheet("A", changes[0]), Sheet("B", changes[1]))
    write(Path("t.csv"), "number\n07400123451\n07400123453\n")
    write(Path("other.csv"), "number\n01134960999\n")
    given = (*TPS, "TPS=t.csv@2026-01-01", "--register", "TPS=c.xlsx@2026-01-02")
    given += ("--register", "CTPS=other.csv@2026-01-02", "--send-date", "2026-01-03")
    assert found(run, "LC401", *given) == [2, 3]


def test_an_index_and_its_probe(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    book(Path("s.xlsx"), FIRST, column("2026", "email", "bob@qzfirm-2.co.uk"), LEGEND)
    ended = run("suppress", "build", "s.xlsx@2026-01-02", "-o", "i.parquet", "--format", "json")
    assert ended.status == 0, ended.err
    (told,) = ended.json["sources"]
    assert (ended.json["entries"], told["entries"], told["unreadable"]) == (2, 2, 0)
    assert any("'Legend' holds nobody" in remark for remark in told["remarks"])
    assert found(run, "LC201", "--suppress", "i.parquet") == [2]
    monkeypatch.setattr("sys.stdin", io.StringIO("bob@qzfirm-2.co.uk\n"))
    # Records are numbered on from sheet to sheet.
    assert "s.xlsx: record 2" in run("suppress", "probe", "s.xlsx").out


def test_an_import_takes_every_sheet_and_says_so(say: Run, ledger: str) -> None:
    book(Path("s.xlsx"), FIRST, column("2026", "email", "bob@qzfirm-2.co.uk"), LEGEND)
    ended = say("", "import", "s.xlsx")
    sheets = "'2025' (1 record)", "'2026' (1 record)", "'Legend' (2 records)"
    assert ended.out.splitlines() == [
        "2 added, 0 known before",
        f"note: s.xlsx: read all of its sheets: {', '.join(sheets)}",
        "note: s.xlsx: the sheet 'Legend' holds nobody: 2 records are not counted",
    ]
    assert {event.person for event in events(ledger)} == {
        "zoe@qzfirm-9.co.uk",
        "bob@qzfirm-2.co.uk",
    }


def test_an_audit_heeds_every_sheet(run: Run) -> None:
    write(Path("log.csv"), "email,send_time\nbob@qzfirm-2.co.uk,2026-11-10 10:00\n")
    rows = [["email", "unsubscribed_at"], ["bob@qzfirm-2.co.uk", "2026-10-01"]]
    book(Path("s.xlsx"), FIRST, Sheet("2026", rows, "very hidden"))
    run("audit", "log.csv", "--suppress", "s.xlsx@2026-11-29", "--country", "GB", "-o", "a")
    assert "LC201" in Path("a/violations.csv").read_text()


def test_a_workbook_in_an_archive(run: Run) -> None:
    book(Path("s.xlsx"), FIRST, column("2026", "email", "bob@qzfirm-2.co.uk"))
    with zipfile.ZipFile("s.zip", "w") as archive:
        archive.write("s.xlsx")
    assert found(run, "LC201", "--suppress", "s.zip") == [2]
    assert "s.zip: read all of its sheets" in notes()


def test_hidden_rows_and_columns_are_read_and_said(run: Run) -> None:
    rows = [["name", "email"], *(["x", f"p{at}@qzfirm-9.co.uk"] for at in range(12))]
    hidden = [["name", "email"], ["Bob", "bob@qzfirm-2.co.uk"], ["x", "p@qzfirm-9.co.uk"]]
    book(
        Path("s.xlsx"),
        Sheet("A", rows, hidden_rows=[0, 3, 4, 40], hidden_columns=[0, 9]),
        Sheet("B", hidden, hidden_rows=[1]),
    )
    assert found(run, "LC201", "--suppress", "s.xlsx") == [2]
    told = notes()
    assert "s.xlsx: 2 rows are hidden or filtered out in the sheet 'A' and read like the" in told
    assert "s.xlsx: 1 column is hidden in the sheet 'A' and read like the others" in told
    assert "s.xlsx: 1 row is hidden or filtered out in the sheet 'B' and read like the" in told


def test_a_title_that_is_an_address_is_not_repeated(run: Run) -> None:
    secret = column("bob@qzfirm-2.co.uk", "email", "bob@qzfirm-2.co.uk", "cat@qzfirm-3.co.uk")
    book(Path("s.xlsx"), FIRST, secret)
    ended = run("list.csv", "--country", "GB", "--suppress", "s.xlsx", "-o", "o")
    assert "no. 2 (2 records)" in notes()
    assert "qzfirm-2" not in ended.out + ended.err + notes()


def test_other_writers_of_workbooks(run: Run) -> None:
    """Prefixed names, absolute targets, sheets in other folders, and rows that say not which."""

    def change(name: str, text: str) -> tuple[str, str]:
        if name == "xl/_rels/workbook.xml.rels":
            text = text.replace('"worksheets/sheet2.xml"', '"/xl/pages/two.xml"')
        if name == "[Content_Types].xml":
            text = text.replace("/xl/worksheets/sheet2.xml", "/xl/pages/two.xml")
        if name == "xl/worksheets/sheet2.xml":
            name = "xl/pages/two.xml"
            text = text.replace('<row r="2" ', "<row ").replace("<row", "<x:row")
            text = text.replace("</row", "</x:row").replace(
                "<worksheet ",
                '<worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ',
            )
        return name, text

    rows = [["email"], ["bob@qzfirm-2.co.uk"]]
    rewritten(book(Path("s.xlsx"), FIRST, Sheet("B", rows, hidden_rows=[1])), change)
    assert found(run, "LC201", "--suppress", "s.xlsx") == [2]
    assert "1 row is hidden or filtered out in the sheet 'B'" in notes()


def test_a_sheet_that_spans_too_much_is_refused_wherever_it_lies(run: Run) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook("s.xlsx") as made:
        made.add_worksheet("A").write_column(0, 0, ["email", "bob@qzfirm-2.co.uk"])
        far = made.add_worksheet("B")
        far.write(0, 0, "email")
        far.write(1_048_575, 16_383, "far away")

    def change(name: str, text: str) -> tuple[str, str]:
        if name == "xl/worksheets/sheet2.xml":
            return "xl/pages/two.xml", text.replace('<row r="1048576"', "<row")
        return name, text.replace("worksheets/sheet2.xml", "pages/two.xml")

    rewritten(Path("s.xlsx"), change)
    ended = run("list.csv", "--suppress", "s.xlsx")
    assert ended.status == 3
    assert "spans 1,048,576 rows and 16,384 columns" in ended.err
