"""Lists in every shape: several parts, Parquet, encodings, unreadable rows, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from tests.conftest import Ended
from tests.support.campaigns import rows, write

Run = Callable[..., Ended]


def test_several_parts_are_one_list(tmp_path: Path, run: Run, brief: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    write(tmp_path / "in" / "a.csv", "Email,Country\nx@firma-4711.co.uk,GB\ny@firma-4711.it,IT\n")
    write(
        tmp_path / "in" / "deep" / "b.csv",
        "country;e-mail\nGB;X@firma-4711.co.uk\nGB;z@firma-4711.co.uk\n",
    )
    run("in", "-o", "out")
    folder = tmp_path / "out"
    assert (folder / "clean" / "a.csv").read_text() == "Email,Country\nx@firma-4711.co.uk,GB\n"
    assert (folder / "clean" / "deep" / "b.csv").read_text() == (
        "country;e-mail\nGB;z@firma-4711.co.uk\n"
    )
    assert (folder / "held" / "a.csv").read_text() == "Email,Country\ny@firma-4711.it,IT\n"
    lines = rows(folder / "violations.csv")
    assert {(line["file"], line["row"], line["code"]) for line in lines} == {
        ("in/a.csv", "2", "LC302"),
        ("in/deep/b.csv", "1", "LC106"),
    }


def test_parquet_keeps_its_types(tmp_path: Path, run: Run, brief: Path) -> None:
    frame = pl.DataFrame(
        {
            "email": ["a@firma-4711.co.uk", "b@firma-4711.it"],
            "country": ["GB", "IT"],
            "score": [1.5, 2.0],
            "since": pl.Series(["2026-01-01", None]).str.to_date(),
        }
    )
    frame.write_parquet(tmp_path / "list.parquet")
    run("list.parquet")
    clean = pl.read_parquet(tmp_path / "list.listcheck" / "clean.parquet")
    assert clean.equals(frame.head(1))
    assert clean.schema == frame.schema


@pytest.mark.parametrize("quoted", [False, True], ids=["plain", "quoted"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_the_clean_list_keeps_encoding_delimiter_and_line_ends(
    tmp_path: Path, run: Run, brief: Path, encoding: str, line_end: str, quoted: bool
) -> None:
    name = '"Müller; ""Söhne"""' if quoted else "Müller Söhne"
    lines = ["E-Mail;Name;Land", f"ann@firma-4711.co.uk;{name};GB", f"x@@y;{name};GB", ""]
    given = line_end.join(lines).encode(encoding)
    (tmp_path / "list.csv").write_bytes(given)
    run("list.csv")
    clean = (tmp_path / "list.listcheck" / "clean.csv").read_bytes()
    assert clean == line_end.join([*lines[:2], ""]).encode(encoding)


@pytest.mark.parametrize("block", [1, 64])
@pytest.mark.parametrize("end", [True, False], ids=["ended", "no end"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_lines_are_copied_wherever_the_blocks_are_cut(
    tmp_path: Path,
    run: Run,
    brief: Path,
    monkeypatch: pytest.MonkeyPatch,
    block: int,
    line_end: str,
    encoding: str,
    end: bool,
) -> None:
    monkeypatch.setattr("listcheck.writers.lists._BLOCK", block)
    monkeypatch.setattr("listcheck.core.list_batches._BYTES", block)
    lines = ["Email,Name,Country"]
    lines += [
        f"{name}@firma-4711.{'it' if at % 3 == 1 else 'co.uk'},Zoë,{'IT' if at % 3 == 1 else 'GB'}"
        for at, name in enumerate(("ann", "bea", "cid", "dan", "eve", "fay", "gus"))
    ]
    (tmp_path / "list.csv").write_bytes(
        (line_end.join(lines) + (line_end if end else "")).encode(encoding)
    )
    run("list.csv")
    folder = tmp_path / "list.listcheck"
    for name, wanted in (("clean.csv", (0, 2)), ("held.csv", (1,))):
        own = [lines[0], *(line for at, line in enumerate(lines[1:]) if at % 3 in wanted)]
        assert (folder / name).read_bytes() == "".join(line + line_end for line in own).encode(
            encoding
        )


@pytest.mark.parametrize(
    ("cells", "line_end"),
    [("plain", "\n"), ("quoted", "\r\n"), ("several lines", "\r"), ("several lines", "\r\n")],
)
def test_lists_that_may_be_sent_come_back_byte_for_byte(
    tmp_path: Path, run: Run, brief: Path, line_end: str, cells: str
) -> None:
    """Twenty parts of one list: every delimiter in every encoding."""
    given: dict[str, bytes] = {}
    for delimiter, name in {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}.items():
        for encoding in ("utf-8", "utf-8-sig", "cp1252", "cp1250", "utf-16"):
            odd = {
                "plain": "Łódź Sp" if encoding == "cp1250" else "Zoë",
                "quoted": f'"Li{delimiter} ""A"""',
                "several lines": f'"12 Mill Lane{line_end}Leeds"',
            }[cells]
            lines = [
                ["Email", '"Name, first"' if delimiter == "," else "Name", "", "Country", "Zip"],
                [f"ann@firma-{len(given)}.co.uk", odd, "", "GB", "00123"],
                [
                    f" Bea@firma-{len(given)}.co.uk",
                    "Bea Pożar" if encoding == "cp1250" else "Bea Müller",
                    "x",
                    "GB",
                    "",
                ],
            ]
            text = "".join(delimiter.join(line) + line_end for line in lines)
            given[f"{name} {encoding}.csv"] = text.encode(encoding)
    (tmp_path / "in").mkdir()
    for name, data in given.items():
        (tmp_path / "in" / name).write_bytes(data)
    ended = run("in", "-o", "out")
    assert ended.status == 0, ended.out
    clean = {name: (tmp_path / "out" / "clean" / name).read_bytes() for name in given}
    assert [name for name in given if clean[name] != given[name]] == []


def test_unreadable_rows_are_counted_and_shown(tmp_path: Path, run: Run, brief: Path) -> None:
    write(
        tmp_path / "list.csv",
        "Email,Country\nann@firma-4711.co.uk,GB\nbea@firma-4711.co.uk,GB,too,many\n"
        "Total: 2\ncid@firma-4711.co.uk,GB\n",
    )
    ended = run("list.csv", "--format", "json")
    assert ended.status == 1
    assert ended.json["rows"] == {
        "read": 4, "kept": 2, "held": 0, "dropped": 0, "unreadable": 2,
    }  # fmt: skip
    bad = rows(tmp_path / "list.listcheck" / "unreadable.csv")
    assert [(line["file"], line["row"], line["line"]) for line in bad] == [
        ("list.csv", "2", "3"),
        ("list.csv", "3", "4"),
    ]


def test_cells_that_spreadsheets_would_run_are_neutralised_in_findings_only(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    write(
        tmp_path / "list.csv",
        'Email,Country\n=cmd|calc@firma-4711.it,IT\n"=HYPERLINK(""x"")",GB\n',
    )
    run("list.csv", "--violations", "all")
    folder = tmp_path / "list.listcheck"
    values = {line["value"] for line in rows(folder / "violations.csv") if line["value"]}
    assert values
    assert not any(value[0] in "=+-@" for value in values)
    assert "\n=cmd|calc@firma-4711.it," in "\n" + (folder / "held.csv").read_text()


def test_the_clean_list_checked_again_drops_and_holds_nothing(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    write(
        tmp_path / "list.csv",
        "Email,Country,Consent\na@firma-4711.co.uk,GB,\nA@firma-4711.co.uk,GB,\n"
        "b@firma-4711.it,IT,opt_in\nc@firma-4711.it,IT,\nd@gmial.com,GB,yes\n",
    )
    run("list.csv")
    again = run("list.listcheck/clean.csv", "-c", brief, "--format", "json", "-o", "again")
    assert again.status == 0
    assert again.json["rows"]["read"] == again.json["rows"]["kept"] == 2


def test_a_source_named_like_a_part_of_a_message_changes_no_message(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    write(tmp_path / "{copy}.csv", "email\nann@firma-4711.co.uk\n")
    write(tmp_path / "list.csv", "Email,Country\nann@firma-4711.co.uk,GB\n")
    run("list.csv", "--suppress", "{copy}.csv@2026-11-20")
    (line,) = rows(tmp_path / "list.listcheck" / "violations.csv")
    assert line["message"] == "opted out: listed in the suppression source {copy}.csv"


def test_too_many_findings_are_texts_in_parquet(
    tmp_path: Path, run: Run, brief: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same lines in either file, whoever reads it."""
    people = "".join(f"p{at}@firma-{at % 3}.it,IT\n" for at in range(40))
    write(tmp_path / "list.csv", f"Email,Country\n{people}p1@firma-1.it,IT\n")
    run("list.csv", "-o", "as-csv")
    monkeypatch.setattr("listcheck.writers.findings_file.CSV_LIMIT", 5)
    run("list.csv", "-o", "as-parquet")
    found = pl.read_parquet(tmp_path / "as-parquet" / "violations.parquet")
    assert {name: dtype for name, dtype in found.schema.items() if dtype != pl.String} == {
        "row": pl.UInt32
    }
    lines = rows(tmp_path / "as-csv" / "violations.csv")
    assert [
        {name: "" if cell is None else str(cell) for name, cell in line.items()}
        for line in found.to_dicts()
    ] == lines
    assert {line["code"] for line in lines} == {"LC302", "LC106"}
