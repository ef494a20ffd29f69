"""Arguments to files: what is input, what is not, and what the message says."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from listcheck.core.errors import InputProblem
from listcheck.readers import find_lists, open_list


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of lists, with things in it that are none."""
    for name in (
        "b.csv",
        "a.csv.gz",
        "sub/c.parquet",
        "sub/b.csv",
        ".hidden.csv",
        ".git/d.csv",
        "b.listcheck/clean.csv",
        "readme.txt",
        "book.xls",
    ):
        path = tmp_path / "lists" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("email\na@x.de\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "lists"


def found(*arguments: str) -> list[tuple[str, str]]:
    return [(Path(file.name).as_posix(), file.relative) for file in find_lists(arguments)]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["lists/b.csv"], [("lists/b.csv", "b.csv")]),
        (["lists/readme.txt"], [("lists/readme.txt", "readme.txt")]),
        (["lists/.hidden.csv"], [("lists/.hidden.csv", ".hidden.csv")]),
        (["lists/b.listcheck/clean.csv"], [("lists/b.listcheck/clean.csv", "clean.csv")]),
        (
            ["lists"],
            [
                ("lists/a.csv.gz", "a.csv.gz"),
                ("lists/b.csv", "b.csv"),
                ("lists/sub/b.csv", "sub/b.csv"),
                ("lists/sub/c.parquet", "sub/c.parquet"),
            ],
        ),
        (["lists/*.csv"], [("lists/b.csv", "b.csv")]),
        (["lists/**/*.csv"], [("lists/b.csv", "b.csv"), ("lists/sub/b.csv", "sub/b.csv")]),
        (
            ["lists/s*"],
            [("lists/sub/b.csv", "sub/b.csv"), ("lists/sub/c.parquet", "sub/c.parquet")],
        ),
        (["lists/*/clean.csv", "lists/b.csv"], None),
        (
            ["lists/b.csv", "lists/sub/b.csv"],
            [("lists/b.csv", "b.csv"), ("lists/sub/b.csv", "sub/b.csv")],
        ),
        (["lists/b.csv", "lists/../lists/b.csv"], [("lists/b.csv", "b.csv")]),
        (["-"], [("-", "stdin.csv")]),
    ],
)
def test_find(arguments: list[str], expected: list[tuple[str, str]] | None) -> None:
    if expected is None:  # output folders are passed over by a pattern
        with pytest.raises(InputProblem, match="no file matches"):
            found(*arguments)
    else:
        assert found(*arguments) == expected


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("lists/bb.csv", r"lists/bb.csv: no such file; did you mean lists/b.csv\?"),
        ("nowhere/b.csv", "no such file: the folder nowhere does not exist"),
        ("lists/*.tsv", "no file matches"),
        ("lists/book.xls", "an old workbook: save it as .xlsx or CSV UTF-8"),
        ("lists/*.xls", "an old workbook: save it as .xlsx or CSV UTF-8"),
        ("lists/b.listcheck", "an output folder of listcheck is never input"),
        ("empty", "the folder holds no list"),
        ("pipe.csv", "not a regular file"),
        ("a.zip", "archive"),
        ("a.pdf", "document"),
        ("a.gz", "this kind of file is not read"),
        ("a", "this kind of file is not read"),
        ("dangling.csv", "no such file"),
    ],
)
def test_refusals(argument: str, message: str) -> None:
    Path("empty").mkdir()
    os.mkfifo("pipe.csv")
    for name in ("a.zip", "a.pdf", "a.gz", "a"):
        Path(name).touch()
    Path("dangling.csv").symlink_to("gone.csv")
    with pytest.raises(InputProblem, match=message):
        find_lists([argument])


def test_no_argument() -> None:
    with pytest.raises(InputProblem, match="no list given"):
        find_lists([])


def test_no_permission(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Tests may run as root, whom no mode keeps out.
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(InputProblem, match="no permission"):
        find_lists([str(folder / "b.csv")])


def test_a_name_with_brackets_is_a_file_first(tmp_path: Path) -> None:
    path = tmp_path / "list[1].csv"
    path.touch()
    assert [file.path for file in find_lists([str(path)])] == [path]


def test_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"email,name\na@x.de,Ann\n"
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    [file] = find_lists(["-"])
    part = open_list(file, tmp_path / "work")
    assert part.file.name == "-"
    assert part.frame.collect().rows() == [(1, "a@x.de", "Ann")]
    assert part.size == len(data)


def test_file_that_vanished(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.touch()
    [file] = find_lists([str(path)])
    path.unlink()
    with pytest.raises(InputProblem, match="gone"):
        open_list(file, tmp_path)
