"""Files as people have them, each with its oddity: no record is lost, none is invented.

Every file is run through the whole command; kept + held + dropped + unreadable must be the
number of records that a person counts in it.
"""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pytest
import xlsxwriter

from tests.readers.odd_files import ODD
from tests.support.campaigns import rows, summary


@dataclass(frozen=True)
class Case:
    """A file, what is odd about it, its records and how many of them cannot be read."""

    oddity: str
    name: str
    make: Callable[[Path], object]
    records: int
    unreadable: int = 0


def text(oddity: str, content: str | bytes, records: int, unreadable: int = 0, *,
         codec: str = "utf-8", name: str = "list.csv") -> Case:  # fmt: skip
    data = content if isinstance(content, bytes) else content.encode(codec)
    return Case(oddity, name, lambda path: path.write_bytes(data), records, unreadable)


def packed(data: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as out:
        out.write(data)
    return sink.getvalue().to_pybytes()


def sheet(oddity: str, lines: list[list[Any]], records: int, unreadable: int = 0) -> Case:
    def make(path: Path) -> None:
        with xlsxwriter.Workbook(str(path)) as book:
            out = book.add_worksheet()
            day = book.add_format({"num_format": "dd.mm.yyyy"})
            for at, line in enumerate(lines):
                for column, value in enumerate(line):
                    out.write(at, column, value, day if isinstance(value, dt.date) else None)

    return Case(oddity, "list.xlsx", make, records, unreadable)


def parquet(oddity: str, frame: pl.DataFrame) -> Case:
    return Case(oddity, "list.parquet", frame.write_parquet, frame.height)


PLAIN = "email,name,country\na@firma.se,Ann,SE\nb@firma.se,Bea,SE\n"
BASIC = PLAIN.encode()
COLUMNS = pl.DataFrame({"email": ["a@firma.se", "b@firma.se"], "country": ["SE", None]})
GERMAN = "E-Mail-Adresse;Vorname;Nachname;Firma;Land\na@firma.se;Ann;Öhm;X;Schweden\n"

CORPUS = [
    text("Excel's Unicode text", ("\ufeff" + PLAIN.replace(",", "\t")), 2, codec="utf-16-le", name="list.txt"),
    text("UTF-16 of the other byte order", "\ufeff" + PLAIN, 2, codec="utf-16-be"),
    text("UTF-16 with an odd number of bytes", ("\ufeff" + PLAIN).encode("utf-16-le") + b"x", 3, 1),
    text("Polish code page", "email;imię;kraj\na@firma.pl;Łukasz Żółć;PL\n", 1, codec="cp1250"),
    text("Polish Latin-2", "email;imię;kraj\na@firma.pl;Łukasz Śląski;PL\n", 1, codec="iso8859_2"),
    text("Bulgarian code page", "email;име\na@firma.bg;Иван Петров\n", 1, codec="cp1251"),
    text("Greek code page", "email;όνομα\na@firma.gr;Γιώργος\n", 1, codec="cp1253"),
    text("Turkish code page", "email;ad\na@firma.com;Ayşe Güneş İpek\n", 1, codec="cp1254"),
    text("Lithuanian code page", "email;vardas\na@firma.lt;Žydrūnas Šiaučiūnas\n", 1, codec="cp1257"),
    text("old Macintosh line ends", PLAIN.replace("\n", "\r"), 2),
    text("line ends of all three kinds", "email,n\na@firma.se,1\r\nb@firma.se,2\rc@firma.se,3\n", 3),
    text("gzip", gzip.compress(BASIC), 2, name="list.csv.gz"),
    text("a return and a line feed apart in a list of both",
         b"email,country\r\na@firma.se,SE\r\nb@firma.se,SE\rc@firma.se\nd@firma.se,SE\r\n", 4, 1),
    text("gzip with upper-case suffix", gzip.compress(BASIC), 2, name="LIST.CSV.GZ"),
    text("Zstandard", packed(BASIC), 2, name="list.csv.zst"),
    text("gzip with a broken record inside", gzip.compress(BASIC + b"c@firma.se\n"), 3, 1, name="list.csv.gz"),
    text("a sep= line", "sep=;\n" + PLAIN.replace(",", ";"), 2),
    text("a sep= line after a byte order mark", "\ufeffsep=;\n" + PLAIN.replace(",", ";"), 2),
    text("a sep= line with an odd delimiter", "sep=^\n" + PLAIN.replace(",", "^"), 2),
    text("three title rows", "Campaign autumn\nExported 2026-11-20\n\n" + PLAIN, 2),
    text("title rows padded to the full width", "Campaign,,\n,,\n" + PLAIN, 2),
    text("a totals row", PLAIN + "Total,,2\n", 3, 1),
    text("a German totals row", PLAIN.replace(",", ";") + "Summe: 2;;\n", 3, 1),
    text("a footer after a blank line", PLAIN + '\n"Confidential Information - Do Not Distribute",,\n', 3, 1),
    text("a footer of one cell", PLAIN + "\nCopyright (c) 2026 Example\n", 3, 1),
    text("an empty header", PLAIN.replace("name", ""), 2),
    text("the same header twice", PLAIN.replace("name", "email"), 2),
    text("a header in quotes with a line break", '"email","full\nname",country\na@firma.se,Ann,SE\n', 1),
    text("a delimiter at the end of every line", "email,name,\na@firma.se,Ann,\nb@firma.se,Bea,\n", 2),
    text("a record with too many fields", PLAIN + "c@firma.se,Cem,SE,4\n", 3, 1),
    text("a record with too few fields", PLAIN + "c@firma.se\n", 3, 1),
    text("a name with an unquoted comma", PLAIN + "c@firma.se,Berg, Cem,SE\n", 3, 1),
    text("a quote that never closes", PLAIN + 'c@firma.se,"Cem,SE\nd@firma.se,Dan,SE\n', 4, 1),
    text("a quote inside a cell", PLAIN + 'c@firma.se,Cem "the" Berg,SE\n', 3),
    text("inches", PLAIN + 'c@firma.se,19" rack,SE\n', 3),
    text("doubled quotes", PLAIN + 'c@firma.se,"Cem ""the"" Berg",SE\n', 3),
    text("quotes escaped with a backslash", PLAIN + 'c@firma.se,"Cem \\"the\\" Berg",SE\n', 3),
    text("a line break inside a cell", PLAIN + 'c@firma.se,"Cem\nBerg",SE\n', 3),
    text("a Windows line break inside a cell", (PLAIN + 'c@firma.se,"Cem\nBerg",SE\n').replace("\n", "\r\n"), 3),
    text("ten line breaks inside a cell", PLAIN + 'c@firma.se,"' + "x\n" * 10 + '",SE\n', 3),
    text("a NUL byte", BASIC + b"c@firma.se,C\0m,SE\n", 3, 1),
    text("NUL bytes at the end", BASIC + b"\0\0\0\0", 3, 1),
    text("a byte that is no UTF-8 among many that are", ("x@firma.se,Åsa,SE\n" * 500).encode().join([BASIC, b"c@firma.se,\xff\xfe\xc3\x28,SE\n"]), 503, 1),
    text("records of delimiters only", PLAIN + ",,\n,,\n", 4),
    text("blank lines between records", PLAIN.replace("\n", "\n\n"), 2),
    text("lines of blanks", PLAIN + "   \n", 3, 1),
    text("no line end at the end", PLAIN[:-1], 2),
    text("many blank lines at the end", PLAIN + "\n" * 50, 2),
    text("an end-of-file sign of DOS", BASIC + b"\x1a", 3, 1),
    text("a single column", "email\na@firma.se\nb@firma.se\n", 2),
    text("a single column in quotes", '"email"\n"a@firma.se"\n"b@firma.se"\n', 2),
    text("a cell of 100,000 letters", PLAIN + f"c@firma.se,{'x' * 100_000},SE\n", 3),
    text("two thousand columns", ",".join(["email", *(f"c{n}" for n in range(2000))]) + "\na@firma.se" + "," * 2000 + "\n", 1),
    text("blanks around every cell", "email , name , country\n a@firma.se , Ann , SE\n", 1),
    text("non-breaking spaces", "email,name,country\na@firma.se\u00a0,Ann,SE\n", 1),
    text("invisible characters", "\u200bemail,name,country\na@\u200bfirma.se,Ann,SE\n", 1),
    text("German headers", GERMAN, 1, codec="cp1252"),
    text("French headers", "Adresse e-mail;Prénom;Nom;Société;Pays\na@firma.fr;Zoé;X;Y;France\n", 1, codec="cp1252"),
    text("Spanish headers", "Correo electrónico;Nombre;Apellidos;Empresa;País\na@firma.es;Ana;X;Y;España\n", 1),
    text("Italian headers", "Indirizzo e-mail;Nome;Cognome;Azienda;Paese\na@firma.it;Ada;X;Y;Italia\n", 1),
    text("Dutch headers", "E-mailadres;Voornaam;Achternaam;Bedrijf;Land\na@firma.nl;Aad;X;Y;Nederland\n", 1),
    text("Polish headers", "Adres e-mail;Imię;Nazwisko;Firma;Kraj\na@firma.pl;Ada;X;Y;Polska\n", 1),
    text("numbers with decimal commas", "email;score\na@firma.se;1,5\nb@firma.se;2,25\n", 2),
    text("formulas", PLAIN + "c@firma.se,=1+1,SE\n", 3),
    text("a header of addresses with display names", 'email,n\n"Ann Berg <a@firma.se>",1\n', 1),
    text("the same address a thousand times", "email,country\n" + "a@firma.se,SE\n" * 1000, 1000),
    text("fifty thousand records and one of them broken", "email,country\n" + "a@firma.se,SE\n" * 50_000 + "x\n", 50_001, 1),
    sheet("a workbook", [["email", "country"], ["a@firma.se", "SE"], ["b@firma.se", "SE"]], 2),
    sheet("a workbook with title rows", [["Autumn"], [], ["email", "country"], ["a@firma.se", "SE"]], 1),
    sheet("a workbook with blank rows", [["email", "country"], ["a@firma.se", "SE"], [], [], ["b@firma.se", "SE"]], 2),
    sheet("a workbook that begins in the third column", [[], ["", "", "email", "country"], ["", "", "a@firma.se", "SE"]], 1),
    sheet("a workbook with a totals row", [["email", "country", "n"], ["a@firma.se", "SE", 4], ["Total", "", 4]], 2, 1),
    sheet("a workbook with numbers and dates", [["email", "tel", "since"], ["a@firma.se", 46812345678, dt.date(2026, 1, 2)]], 1),
    sheet("a workbook with line breaks", [["email", "note"], ["a@firma.se", "one\r\ntwo\n\nthree"], ["b@firma.se", '"']], 2),
    parquet("Parquet", COLUMNS),
    parquet("Parquet with numbers, dates and truth values", COLUMNS.with_columns(n=1.5, day=dt.date(2026, 1, 2), ok=True)),
    parquet("Parquet with categories", COLUMNS.with_columns(pl.col("country").cast(pl.Categorical))),
    parquet("Parquet with a column called row", COLUMNS.with_columns(row=pl.lit("x"), c0=pl.lit("y"))),
]  # fmt: skip
CORPUS += [text(f"{odd.oddity} (as text)", odd.data, len(odd.rows) + len(odd.unreadable or []),
                len(odd.unreadable or []), name=odd.name) for odd in ODD if "email" in odd.headers]  # fmt: skip


def test_the_corpus_is_large_and_each_file_has_its_own_oddity() -> None:
    assert len(CORPUS) >= 80
    assert len({case.oddity for case in CORPUS}) == len(CORPUS)


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case.oddity)
def test_no_record_is_lost(case: Case, tmp_path: Path, run: Callable[..., Any]) -> None:
    case.make(tmp_path / case.name)
    ended = run(tmp_path / case.name, "--channel", "email", "--country", "SE", "-o", tmp_path / "o")
    assert ended.status in (0, 1), ended.err
    found = summary(tmp_path / "o")["rows"]
    assert found["read"] == case.records
    assert found["unreadable"] == case.unreadable
    judged = found["kept"] + found["held"] + found["dropped"]
    assert judged + found["unreadable"] == case.records
    if case.unreadable:
        told = rows(tmp_path / "o" / "unreadable.csv")
        assert len(told) == case.unreadable
        assert all(line["reason"] for line in told)
