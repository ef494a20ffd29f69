"""Delimited files, each with one oddity: what is a record, a cell, unreadable."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyarrow as pa
import pytest

from listcheck.core.errors import InputProblem
from listcheck.readers import find_lists, open_list
from listcheck.readers.delimited import exact, shape
from tests.readers.odd_files import ODD, PLAIN, A, B, C, Odd, bad, opened, read, write


@pytest.mark.parametrize("block", [None, 1, 7, 64], ids=lambda size: f"block={size}")
@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.oddity)
def test_odd_file(
    odd: Odd, block: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if block is not None:  # nothing may depend on where a block ends
        monkeypatch.setattr(exact, "BLOCK", block)
        monkeypatch.setattr(shape, "BLOCK", block)
    path = tmp_path / odd.name
    path.write_bytes(odd.data)
    [file] = find_lists([str(path)])
    part = open_list(file, tmp_path / "work")
    assert read(part) == odd.rows
    assert bad(part) == (odd.unreadable or [])
    assert part.headers == odd.headers
    assert part.size == len(odd.data)
    assert part.verbatim == odd.verbatim
    dialect = part.dialect
    assert dialect is not None
    assert (dialect.delimiter, dialect.encoding) == (odd.delimiter, odd.encoding)
    assert (dialect.line_end, dialect.quoted) == (odd.line_end, odd.quoted)
    assert dialect.has_sep_line == odd.sep
    assert dialect.header_bytes in odd.data


def test_notes_say_what_was_guessed(tmp_path: Path) -> None:
    part = opened(write(tmp_path, "Título\n\nemail,name\na@x.de,Zoë\n".encode("cp1252")))
    assert part.notes == (
        "read as Windows-1252 (Western European), judged by its letters: the bytes are not UTF-8",
        "skipped 1 title row above the header",
    )


def test_text_of_an_unreadable_row_is_shortened(tmp_path: Path) -> None:
    part = opened(write(tmp_path, PLAIN + b"x" * 2000 + b"\n"))
    assert part.unreadable["text"].to_list() == ["x" * 500]


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_compressed(suffix: str, tmp_path: Path) -> None:
    packed = (
        gzip.compress(PLAIN, mtime=0)
        if suffix == ".gz"
        else pa.compress(PLAIN, codec="zstd", asbytes=True)
    )
    part = opened(write(tmp_path, packed, f"list.csv{suffix}"))
    assert read(part) == [A, B]
    assert part.size == len(packed)
    assert part.dialect is not None
    assert part.dialect.compression == {".gz": "gzip", ".zst": "zstd"}[suffix]


def test_gzip_of_two_members(tmp_path: Path) -> None:
    packed = gzip.compress(PLAIN, mtime=0) + gzip.compress(b"c@x.de,Cy,3\n", mtime=0)
    assert read(opened(write(tmp_path, packed, "list.csv.gz"))) == [A, B, C]


@pytest.mark.parametrize(
    ("header", "first", "headers"),
    [
        ("auto", b"a@x.de", ("column 1",)),
        ("auto", b"+44 20 7946 0958", ("column 1",)),
        ("auto", b"d41d8cd98f00b204e9800998ecf8427e", ("column 1",)),
        ("auto", b"Email address", ("Email address",)),
        ("yes", b"a@x.de", ("a@x.de",)),
    ],
)
def test_headerless_text_file(
    header: str, first: bytes, headers: tuple[str, ...], tmp_path: Path
) -> None:
    part = opened(write(tmp_path, first + b"\nb@x.de\n", "stop.txt"), header=header)
    rows = [("b@x.de",)]
    assert part.headers == headers
    assert read(part) == ([(first.decode(),), *rows] if headers == ("column 1",) else rows)


def test_headerless_file_with_ragged_rows_loses_nobody(tmp_path: Path) -> None:
    part = opened(write(tmp_path, b"a@x.de\nb@x.de,x\nc@x.de,y\n", "stop.txt"), header="auto")
    assert part.records == 3
    assert read(part) == [("b@x.de", "x"), ("c@x.de", "y")]
    assert bad(part) == [(1, 1, "1 field where 2 were expected")]


def test_headerless_file_with_mark_and_blank_first_line(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf\r\na@x.de\r\nb@x.de\r\n"
    assert read(opened(write(tmp_path, data, "stop.txt"), header="auto")) == [
        ("a@x.de",),
        ("b@x.de",),
    ]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.csv", b"", "holds no record"),
        ("a.csv", b"\n\r\n", "holds no record"),
        ("a.csv", b"email,name\n", "holds no record"),
        ("a.csv", b"email,name\n\n\n", "holds no record"),
        ("a.csv", b"PK\x03\x04....", "workbook"),
        ("a.csv", b"%PDF-1.7", "PDF"),
        ("a.csv", b"\n<!DOCTYPE html><html>", "web page"),
        ("a.csv", b"PAR1....", "Parquet"),
        ("a.csv", b"\x1f\x8b....", "name it .csv.gz"),
        ("a.csv", b'[{"email": "a@x.de"}]', "JSON"),
        ("a.csv", b"a\0b\0c\0\n\0", "UTF-16"),
        ("a.csv", bytes(range(1, 9)) * 9, "binary"),
        ("a.parquet", b"email\n", "not one"),
        ("a.parquet", b"PAR1xxxxPAR1", "damaged"),
        ("a.csv.gz", b"email\na\n", "damaged or cut short"),
        ("a.csv.gz", gzip.compress(PLAIN * 9, mtime=0)[:-9], "damaged or cut short"),
        ("a.csv.gz", gzip.compress(b"%PDF-1.7", mtime=0), "PDF"),
        ("a.csv", b"email,name\na@x.de,Ann,1\nb@x.de,Bob,2\n", "none of its 2 records"),
    ],
)
def test_wrong_file(name: str, data: bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match=message) as caught:
        opened(write(tmp_path, data, name))
    assert name in str(caught.value)
    assert "x.de" not in str(caught.value)


def test_expansion_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("listcheck.readers.bytes.unpack.RATIO_FREE", 1000)
    path = write(tmp_path, gzip.compress(b"a" * 10_000_000, mtime=0), "a.csv.gz")
    with pytest.raises(InputProblem, match="unpacks to more than"):
        opened(path)


def test_endless_line_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exact, "MAX_LINE", 5000)
    monkeypatch.setattr(exact, "BLOCK", 1000)
    with pytest.raises(InputProblem, match="line 4 is longer"):
        opened(write(tmp_path, PLAIN + b"x" * 10_000))
