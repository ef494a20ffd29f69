"""Files as they should not be, what must come out of each, and how the tests read them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from listcheck.core.part import Part
from listcheck.readers import find_lists, open_list

Row = tuple[str | None, ...]
Bad = tuple[int, int, str]

NUL = "the line holds a NUL byte"
NOT_TEXT = "the line holds bytes that are not text in the file's encoding"
QUOTE = "a quote is opened and does not close"


def read(part: Part) -> list[Row]:
    """The cells in row order; the row numbers of all records must be complete."""
    frame = part.frame.collect()
    again = part.frame.collect(engine="streaming")
    assert frame.equals(again)
    assert frame.schema["row"] == pl.UInt32
    numbers = frame["row"].to_list() + part.unreadable["row"].to_list()
    assert sorted(numbers) == list(range(1, part.records + 1))
    assert frame["row"].is_sorted()
    assert frame.height == part.readable
    return frame.drop("row").rows()


def bad(part: Part) -> list[Bad]:
    return [row[:3] for row in part.unreadable.rows()]


@dataclass(frozen=True)
class Odd:
    oddity: str
    data: bytes
    rows: list[Row]
    unreadable: list[Bad] | None = None
    headers: tuple[str, ...] = ("email", "name", "n")
    delimiter: str = ","
    encoding: str = "utf-8"
    line_end: str = "\n"
    verbatim: bool = False
    quoted: bool = False
    sep: bool = False
    name: str = "list.csv"


A: Row = ("a@x.de", "Ann", "1")
B: Row = ("b@x.de", "Bob", "2")
C: Row = ("c@x.de", "Cy", "3")

PLAIN = b"email,name,n\na@x.de,Ann,1\nb@x.de,Bob,2\n"
ODD = [
    Odd("nothing odd", PLAIN, [A, B], verbatim=True),
    Odd("no line end after the last record", PLAIN[:-1], [A, B], verbatim=True),
    Odd("semicolons", PLAIN.replace(b",", b";"), [A, B], delimiter=";", verbatim=True),
    Odd("tabs", PLAIN.replace(b",", b"\t"), [A, B], delimiter="\t", verbatim=True),
    Odd("pipes", PLAIN.replace(b",", b"|"), [A, B], delimiter="|", verbatim=True),
    Odd(
        "semicolons with decimal commas in every record",
        b"email;name;n\na@x.de;Ann;1,5\nb@x.de;Bob;2,5\n",
        [("a@x.de", "Ann", "1,5"), ("b@x.de", "Bob", "2,5")],
        delimiter=";",
        verbatim=True,
    ),
    Odd("byte order mark", b"\xef\xbb\xbf" + PLAIN, [A, B], encoding="utf-8-sig", verbatim=True),
    Odd(
        "Windows-1252",
        "email,name,n\na@x.de,Jürgen,1\nb@x.de,Žoë,2 €\n".encode("cp1252"),
        [("a@x.de", "Jürgen", "1"), ("b@x.de", "Žoë", "2 €")],
        encoding="cp1252",
        verbatim=True,
    ),
    Odd(
        "Windows-1252 with a byte that it does not define",
        b"email,name,n\na@x.de,J\xfcrgen,1\nb@x.de,\x81,2\nc@x.de,Cy,3\n",
        [("a@x.de", "Jürgen", "1"), C],
        [(2, 3, NOT_TEXT)],
        encoding="cp1252",
    ),
    Odd(
        "UTF-16 little endian",
        b"\xff\xfe" + "email\tname\tn\r\na@x.de\tÅnn\t1\r\n".encode("utf-16-le"),
        [("a@x.de", "Ånn", "1")],
        delimiter="\t",
        encoding="utf-16-le",
        line_end="\r\n",
        verbatim=True,
    ),
    Odd(
        "UTF-16 big endian, cut off within its last character",
        b"\xfe\xff" + "email,name,n\na@x.de,Ann,1\nb@x.de,Bob,2".encode("utf-16-be") + b"\0",
        [A],
        [(2, 3, NOT_TEXT)],
        encoding="utf-16-be",
    ),
    Odd("CRLF", PLAIN.replace(b"\n", b"\r\n"), [A, B], line_end="\r\n", verbatim=True),
    Odd("CR only", PLAIN.replace(b"\n", b"\r"), [A, B], line_end="\r"),
    Odd(
        "line ends of three kinds",
        b"email,name,n\r\na@x.de,Ann,1\nb@x.de,Bob,2\rc@x.de,Cy,3",
        [A, B, C],
        line_end="\r\n",
    ),
    Odd(
        "quoted delimiters and quotes",
        b'email,name,n\n"a@x.de","Ann, ""the"" one",1\nb@x.de,Bob,2\n',
        [("a@x.de", 'Ann, "the" one', "1"), B],
        verbatim=True,
        quoted=True,
    ),
    Odd(
        "quoted line breaks, a blank line inside, and a ragged record below",
        b'email,name,n\r\na@x.de,"Ann\r\n\r\nother",1\r\nb@x.de,Bob,2\r\nc@x.de\r\n',
        [("a@x.de", "Ann\r\n\r\nother", "1"), B],
        [(3, 6, "1 field where 3 were expected")],
        line_end="\r\n",
        quoted=True,
    ),
    Odd(
        "quotes in the header only",
        b'"email","na,me","n"\n' + PLAIN[13:],
        [A, B],
        headers=("email", "na,me", "n"),
        verbatim=True,
        quoted=True,
    ),
    Odd(
        "line break in the header",
        b'email,"full\nname",n\n' + PLAIN[13:],
        [A, B],
        headers=("email", "full\nname", "n"),
        verbatim=True,
        quoted=True,
    ),
    Odd(
        "too short, too long",
        PLAIN + b"x,y\nc@x.de,Cy,3\n1,2,3,4\n",
        [A, B, C],
        [(3, 4, "2 fields where 3 were expected"), (5, 6, "4 fields where 3 were expected")],
    ),
    Odd(
        "a quote that never closes, in the middle",
        b'email,name,n\na@x.de,Ann,1\nx@x.de,"Bob,2\nb@x.de,Bob,2\n"c@x.de",Cy,3\n',
        [A, B, C],
        [(2, 3, QUOTE)],
        quoted=True,
    ),
    Odd(
        "a quote that never closes, in the last record",
        PLAIN + b'c@x.de,"Cy,3\n',
        [A, B],
        [(3, 4, QUOTE)],
        quoted=True,
    ),
    Odd(
        "two stray quotes that would swallow the records between them",
        b'email,name,n\nx@x.de,"Ann,1\na@x.de,Ann,1\nb@x.de,Bob,2\ny@x.de,Yan",1\nc@x.de,Cy,3\n',
        [A, B, ("y@x.de", 'Yan"', "1"), C],
        [(1, 2, QUOTE)],
        quoted=True,
    ),
    Odd(
        "a quoted cell that closes only after more than a hundred lines",
        PLAIN + b'x@x.de,"Ann\n' + b"c@x.de,Cy,3\n" * 120 + b'z",1\n',
        [A, B, *[C] * 120],
        [(3, 4, QUOTE), (124, 125, "2 fields where 3 were expected")],
        quoted=True,
    ),
    Odd(
        "quotes inside unquoted cells",
        b'email,name,n\na@x.de,5" disk,1\nb@x.de,Bob,2\n',
        [("a@x.de", '5" disk', "1"), B],
        quoted=True,
    ),
    Odd("NUL bytes", PLAIN + b"x@x.de,\0,1\nc@x.de,Cy,3\n", [A, B, C], [(3, 4, NUL)]),
    Odd(
        "one undecodable line in UTF-8",
        "email,name,n\na@x.de,Jürgen,1\n".encode() + b"x@x.de,\xff,1\nb@x.de,Bob,2\n",
        [("a@x.de", "Jürgen", "1"), B],
        [(2, 3, NOT_TEXT)],
    ),
    Odd(
        "an undecodable line within a quoted cell",
        "email,name,n\nü@x.de,Ann,1\n".encode() + b'x@x.de,"a\n\xff\nb",1\nb@x.de,Bob,2\n',
        [("ü@x.de", "Ann", "1"), B],
        [(2, 3, QUOTE), (3, 4, NOT_TEXT), (4, 5, "2 fields where 3 were expected")],
        quoted=True,
    ),
    Odd(
        "blank lines above, between and below, and a ragged record after them",
        b"\n\nemail,name,n\n\na@x.de,Ann,1\n\n\nb@x.de,Bob,2\nx\n\n",
        [A, B],
        [(3, 9, "1 field where 3 were expected")],
    ),
    Odd(
        "sep= line",
        b"sep=;\r\n" + PLAIN.replace(b",", b";").replace(b"\n", b"\r\n"),
        [A, B],
        delimiter=";",
        line_end="\r\n",
        sep=True,
        verbatim=True,
    ),
    Odd(
        "sep= line that contradicts appearances",
        b"sep=|\na,b|n\n1,2|3\n",
        [("1,2", "3")],
        headers=("a,b", "n"),
        delimiter="|",
        sep=True,
        verbatim=True,
    ),
    Odd(
        "byte order mark and sep= line",
        b'\xef\xbb\xbf"sep=,"\n' + PLAIN,
        [A, B],
        encoding="utf-8-sig",
        sep=True,
        verbatim=True,
    ),
    Odd("title rows", b"Contacts, all\nas of 2024-05-01\n\n" + PLAIN, [A, B], verbatim=True),
    Odd("title rows padded by a spreadsheet", b"Contacts,,\n,,\n" + PLAIN, [A, B], verbatim=True),
    Odd("a totals row", PLAIN + b"Total: 2\n", [A, B], [(3, 4, "1 field where 3 were expected")]),
    Odd("records of delimiters only", PLAIN + b",,\n", [A, B, (None, None, None)], verbatim=True),
    Odd(
        "duplicate and empty headers",
        b"email,,email\n" + PLAIN[13:],
        [A, B],
        headers=("email", "", "email"),
        verbatim=True,
    ),
    Odd(
        "a trailing delimiter on every line",
        b"email,n,\na@x.de,1,\n",
        [("a@x.de", "1", None)],
        headers=("email", "n", ""),
        verbatim=True,
    ),
    Odd(
        "leading zeros, dates, long numbers, truth values, N/A",
        b"zip,day,id,ok,x\n01234,2024-05-01,12345678901234567890,true,N/A\n007,1/2/24,1e5,NaN,\n",
        [
            ("01234", "2024-05-01", "12345678901234567890", "true", "N/A"),
            ("007", "1/2/24", "1e5", "NaN", None),
        ],
        headers=("zip", "day", "id", "ok", "x"),
        verbatim=True,
    ),
    Odd(
        "empty quoted cells are blank",
        b'email,name,n\n"","",""\na@x.de,Ann,1\n',
        [(None, None, None), A],
        verbatim=True,
        quoted=True,
    ),
    Odd(
        "blanks around cells are kept",
        b"a,b\n x , y\n",
        [(" x ", " y")],
        headers=("a", "b"),
        verbatim=True,
    ),
    Odd(
        "lines that begin with #", b"a,b\n#1,2\n", [("#1", "2")], headers=("a", "b"), verbatim=True
    ),
    Odd(
        "one column",
        b"email\na@x.de\nb@x.de\n",
        [("a@x.de",), ("b@x.de",)],
        headers=("email",),
        verbatim=True,
    ),
    Odd(
        "one column with blank lines",
        b"email\r\na@x.de\r\n\r\nb@x.de\r\n",
        [("a@x.de",), ("b@x.de",)],
        headers=("email",),
        line_end="\r\n",
    ),
    Odd(
        "one column with an empty quoted cell",
        b'email\na@x.de\n""\n',
        [("a@x.de",), (None,)],
        headers=("email",),
        quoted=True,
    ),
    Odd(
        "one column with a delimiter in a line",
        b"email\na@x.de\nb@x.de,Bob\nc@x.de\n",
        [("a@x.de",), ("c@x.de",)],
        [(2, 3, "2 fields where 1 was expected")],
        headers=("email",),
    ),
    Odd(
        "a zero-width mark at the first cell",
        "a,b\n\ufeff1,2\n".encode(),
        [("\ufeff1", "2")],
        headers=("a", "b"),
    ),
    Odd(
        "a .tsv file",
        PLAIN.replace(b",", b"\t"),
        [A, B],
        delimiter="\t",
        verbatim=True,
        name="list.tsv",
    ),
]


def write(tmp_path: Path, data: bytes, name: str = "list.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def opened(path: Path, **options: str) -> Part:
    [file] = find_lists([str(path)])
    return open_list(file, path.parent / "work", **options)  # type: ignore[arg-type]
