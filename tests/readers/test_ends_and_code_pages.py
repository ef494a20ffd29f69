"""Totals below a list, and code pages told by their letters."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from listcheck.readers.bytes.encoding import CODE_PAGES, code_page
from tests.support.campaigns import rows, summary, write

NAMES = {
    "cp1252": [
        "Jürgen Müller;Köln", "Bärbel Größe;Lübeck", "Hélène François;Besançon",
        "João Conceição;São Paulo", "Begoña Muñoz;A Coruña", "Åsa Björk;Malmö",
        "Søren Ægidius;Århus",
        "Niccolò Però;Forlì", "Þóra Ðjúp;Ísafjörður",
    ],
    "cp1250": [
        "Łukasz Żak;Łódź", "Małgorzata Wąs;Gdańsk", "Jiří Dvořák;Plzeň", "Šárka Říhová;Říčany",
        "Erzsébet Szűcs;Győr",
        "Jenő Kőszegi;Fűzfő", "Željko Đurić;Šibenik", "Ľubica Kráľová;Košice",
    ],
    "iso8859_2": ["Łukasz Żak;Łódź", "Grażyna Śliwińska;Kraków", "Jiří Dvořák;Příbram"],
    "cp1254": ["Ayşe Güneş;İstanbul", "Çağrı Işık;Eskişehir"],
    "cp1257": ["Žydrūnas Šiaučiūnas;Kėdainiai", "Rūta Žemaitė;Panevėžys"],
    "cp1253": ["Γιώργος Παπαδόπουλος;Αθήνα", "Ελένη Νικολάου;Πάτρα"],
    "cp1251": ["Иван Петров;София", "Мария Георгиева;Варна"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("codec", "name"), [(codec, name) for codec in NAMES for name in NAMES[codec]]
)
def test_a_single_name_comes_out_as_it_was_written(codec: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(f"email;name;stadt\na@firma.de;{name}\n".encode(codec))
    # Another code page will do where it has the same letters in the same places.
    assert path.read_bytes().decode(code_page(path)) == f"email;name;stadt\na@firma.de;{name}\n"


@pytest.mark.parametrize("codec", NAMES)
def test_a_list_of_one_region(codec: str, tmp_path: Path) -> None:
    chance = random.Random(codec)
    lines = [f"p{at}@firma.de;{chance.choice(NAMES[codec])}" for at in range(500)]
    text = "\n".join(["email;name;stadt", *lines, ""])
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode(codec))
    assert code_page(path) == codec


def test_signs_alone_are_western(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("email;note\na@firma.de;D’Agostino – 5 €\n".encode("cp1250"))
    assert code_page(path) == "cp1252"


@pytest.mark.parametrize("codec", CODE_PAGES)
def test_the_clean_list_keeps_the_code_page(
    codec: str, tmp_path: Path, run: Callable[..., Any]
) -> None:
    lines = [f"p{at}@firma.se;{name};SE" for at, name in enumerate(NAMES[codec])]
    content = "\r\n".join(["email;name;stadt;land", *lines, ""]).encode(codec)
    (tmp_path / "list.csv").write_bytes(content)
    run(tmp_path / "list.csv", "-o", tmp_path / "o")
    assert (tmp_path / "o" / "clean.csv").read_bytes() == content
    assert f"read as {CODE_PAGES[codec]}" in " ".join(summary(tmp_path / "o")["notes"])


CONTACTS = ["a@firma.se,Ann,1", "b@firma.se,Total,2", "c@firma.se,Copyright Ltd,3"]


@pytest.mark.parametrize(
    ("end", "unreadable"),
    [
        (["Total,,6"], 1),
        (["Total: 3,,"], 1),
        (["Summe,,6"], 1),
        (["Gesamtsumme,,6,00".replace(",00", "")], 1),
        ([",,", "Grand Total,,", '"Copyright © 2026 Example",,'], 2),
        (["Confidential Information - Do Not Distribute,,"], 1),
        (["3 records exported,,"], 1),
        # These are contacts, or may be: they are judged, not put away.
        (["d@firma.se,Total,6"], 0),
        ([",Total,6"], 1),
        ([",Totalenergies,6"], 0),
        (["Total,+46 8 123 456 78,6"], 0),
        (["Total,x@firma.se,6"], 0),
        (["Summer,Ann,6"], 0),
    ],
)
@pytest.mark.parametrize("quoted", [False, True])
def test_totals_and_footers(
    end: list[str], unreadable: int, quoted: bool, tmp_path: Path, run: Callable[..., Any]
) -> None:
    first = ['"a@firma.se","Ann","1"'] if quoted else CONTACTS[:1]
    lines = ["email,name,amount", *first, *CONTACTS[1:], *end, ""]
    write(tmp_path / "list.csv", "\n".join(lines))
    run(tmp_path / "list.csv", "--country", "SE", "-o", tmp_path / "o")
    count = summary(tmp_path / "o")["rows"]
    assert count["read"] == len(CONTACTS) + len(end)
    assert count["unreadable"] == unreadable
    assert count["kept"] + count["held"] + count["dropped"] == count["read"] - unreadable
    assert len(rows(tmp_path / "o" / "clean.csv")) == count["kept"] >= len(CONTACTS)
    if unreadable:
        told = rows(tmp_path / "o" / "unreadable.csv")
        assert {line["reason"] for line in told} <= {"a row of totals", "a footer below the list"}
