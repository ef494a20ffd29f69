"""How far an entry of a suppression source reaches: channel, brand, purpose, expiry, bad dates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ended
from tests.support.campaigns import codes, rows, summary, write

Run = Callable[..., Ended]
LIST = "email,phone,country\nann@firma-4711.se,+46812345678,SE\n"


def suppressed(tmp_path: Path, run: Run, source: str, *options: str) -> bool:
    write(tmp_path / "list.csv", LIST)
    write(tmp_path / "source.csv", source)
    run("list.csv", "--suppress", "source.csv", "-o", "o", "--send-date", "2026-11-22", *options)
    return bool(codes(tmp_path / "o").get(1, set()) & {"LC201:drop", "LC205:drop"})


#: What a cell of a source says of a channel, the campaign's channel, and whether it reaches that.
CHANNELS = (
    ("email", "email", True), ("email", "call", False), ("SMS", "email", False),
    ("sms", "sms", True), ("phone", "call", True), ("phone", "automated-call", True),
    ("phone", "sms", False), ("email; sms", "sms", True), ("email/phone", "sms", False),
    ("", "email", True), ("all", "call", True), ("carrier pigeon", "email", True),
    ("email, fax", "call", True), ("All channels", "sms", True), ("*", "call", True),
    ("alle Kanäle", "sms", True), ("tous les canaux", "call", True), ("any", "email", True),
    ("wszystkie kanały", "sms", True), ("E-Mail | SMS", "call", False),
    ("SMS+Email", "sms", True),
    ("E-Mail und SMS", "call", False), ("sms & email", "call", False),
    ("SMS et courriel", "sms", True),
    ('["email", "sms"]', "call", False), ('["email", "sms"]', "sms", True),
    ("{email,sms}", "call", False), ("Anruf", "sms", False), ("Anruf", "call", True),
    ("correo electrónico", "sms", False), ("e-post", "sms", False), ("e-post", "email", True),
    ("puhelin", "email", False), ("text messages", "sms", True),
    ("text messages", "call", False),
)  # fmt: skip


def sources_of(tmp_path: Path, run: Run, text: str, stored: str) -> str:
    """The source as a file, or as the index that is built of it."""
    write(tmp_path / "source.csv", text)
    if stored == "plain":
        return "source.csv"
    assert run("suppress", "build", "source.csv", "-o", "source.parquet").status == 0
    return "source.parquet"


def reached(
    tmp_path: Path,
    run: Run,
    source: str,
    people: int,
    *options: str,
    reach: frozenset[str] = frozenset({"LC201:drop", "LC205:drop"}),
) -> list[bool]:
    """Of each of so many people, told apart by their numbers, whether the source reaches them."""
    lines = "".join(f"p{n}@firma-4711.se,+468123456{n:02},SE\n" for n in range(people))
    write(tmp_path / "list.csv", f"email,phone,country\n{lines}")
    run("list.csv", "--suppress", source, "-o", "o", "--send-date", "2026-11-22", *options)
    found = codes(tmp_path / "o")
    return [bool(found.get(row, set()) & reach) for row in range(1, people + 1)]


@pytest.mark.parametrize("stored", ["plain", "index"])
@pytest.mark.parametrize("channel", ["email", "sms", "call", "automated-call"])
def test_channels(tmp_path: Path, run: Run, channel: str, stored: str) -> None:
    cases = [(said, expected) for said, own, expected in CHANNELS if own == channel]
    assert cases
    lines = ""
    for n, (said, _) in enumerate(cases):
        cell = said.replace('"', '""')
        lines += f'p{n}@firma-4711.se,+468123456{n:02},"{cell}"\n'
    source = sources_of(tmp_path, run, f"email,phone,channel\n{lines}", stored)
    in_person = frozenset({"LC201:drop"})
    told = reached(tmp_path, run, source, len(cases), "--channel", channel, reach=in_person)
    assert [(said, here) for (said, _), here in zip(cases, told, strict=True)] == cases


@pytest.mark.parametrize(
    ("brand", "own", "expected"),
    [("Acme", None, True), ("Acme", "acme ", True), ("Acme", "Other", False), ("", "Other", True)],
)
def test_brands(tmp_path: Path, run: Run, brand: str, own: str | None, expected: bool) -> None:
    if own:
        write(tmp_path / "listcheck.toml", f'[brief]\nbrand = "{own}"\n')
    source = f"email,brand\nann@firma-4711.se,{brand}\n"
    assert suppressed(tmp_path, run, source) is expected


#: What a cell may say, and whether it reaches the brand Acme Foods.
BRANDS = {
    "Acme Foods": True, " ACME  foods ": True, "Beta": False, "Acme": False, "": True,
    "All": True, "All lists": True, "all brands": True, "ALL MARKETING EMAILS": True,
    "Global": True, "global unsubscribe": True, "*": True, "any": True, "every list": True,
    "everything": True, "alle": True, "Alle Marken": True, "an alle Verteiler": True,
    "toutes": True, "toutes les marques": True, "todas": True, "todas las listas": True,
    "tutte": True, "tutte le liste": True, "wszystkie": True, "wszystkie marki": True,
    "alla": True, "kaikki": True, "všechny": True, "összes": True, "toate": True, "всички": True,
    "όλα": True, "kõik": True, "visi": True, "vsi": True, "sve": True, "alle merken": True,
    "All Saints": False, "Global Beta": False, "Allianz": False,
    "Acme Foods;Beta": True, "Beta, Acme Foods": True, "Beta|Acme Foods": True,
    "Beta / Acme Foods": True, "Beta;Gamma": False, '["Beta","Acme Foods"]': True,
    '["Beta","Gamma"]': False, "{Beta,Acme Foods}": True, "Beta; All": True,
    "NULL": True, "n/a": True, "unknown": True, "-": True, "4711": True,
}  # fmt: skip


@pytest.mark.parametrize("stored", ["plain", "index"])
@pytest.mark.parametrize("header", ["brand", "Marke", "list"])
def test_brands_of_all_kinds(tmp_path: Path, run: Run, header: str, stored: str) -> None:
    write(tmp_path / "listcheck.toml", '[brief]\nbrand = "Acme Foods"\n')
    who = [f"p{n}@firma-4711.se" for n in range(len(BRANDS))]
    write(tmp_path / "list.csv", "email,country\n" + "".join(f"{one},SE\n" for one in who))
    cells = ['"' + cell.replace('"', '""') + '"' for cell in BRANDS]
    lines = "".join(f"{one},{cell}\n" for one, cell in zip(who, cells, strict=True))
    write(tmp_path / "u.csv", f"email,{header}\n{lines}")
    source = "u.csv@2026-11-20"
    if stored == "index":
        assert run("suppress", "build", source, "-o", "u.parquet").status == 0
        source = "u.parquet"
    run("list.csv", "--suppress", source, "-o", "o", "--send-date", "2026-11-22")
    found = codes(tmp_path / "o")
    reached = {
        cell: "LC201:drop" in found.get(row, set()) for row, cell in enumerate(BRANDS, start=1)
    }
    assert {cell: told for cell, told in reached.items() if told != BRANDS[cell]} == {}
    others = sum(not reaches for reaches in BRANDS.values())
    (note,) = [note for note in summary(tmp_path / "o")["notes"] if "not count" in note]
    assert f"{others} entries do not count for this campaign: {others} of other brands (" in note
    assert "Acme, All Saints, Allianz and 3 more)" in note


@pytest.mark.parametrize("stored", ["plain", "index"])
@pytest.mark.parametrize("cells", [("Newsletter", "4711"), ("Weekly offers", "VIP customers")])
def test_lists_that_are_not_named_like_the_brand_say_nothing_of_it(
    tmp_path: Path, run: Run, cells: tuple[str, str], stored: str
) -> None:
    write(tmp_path / "listcheck.toml", '[brief]\nbrand = "Acme"\n')
    write(tmp_path / "list.csv", "email\na@firma-4711.se\nb@firma-4711.se\n")
    lines = f"email,list\na@firma-4711.se,{cells[0]}\nb@firma-4711.se,{cells[1]}\n"
    write(tmp_path / "u.csv", lines)
    # Another source's lists are named like the brand: that says nothing of these.
    write(tmp_path / "v.csv", "email,list\nx@firma-4711.se,Acme\nb@firma-1.se,Gamma\n")
    sources = ["--suppress=u.csv@2026-11-20", "--suppress=v.csv@2026-11-20"]
    if stored == "index":
        run("suppress", "build", "u.csv@2026-11-20", "v.csv@2026-11-20", "-o", "w.parquet")
        sources = ["--suppress=w.parquet"]
    run("list.csv", *sources, "-o", "o", "--send-date", "2026-11-22")
    found = codes(tmp_path / "o")
    assert "LC201:drop" in found[1]
    assert "LC201:drop" in found[2]
    notes = [note for note in summary(tmp_path / "o")["notes"] if "named like the brand" in note]
    assert len(notes) == (cells[0] == "Weekly offers")


def test_what_does_not_count_is_told_by_its_cause(tmp_path: Path, run: Run) -> None:
    write(tmp_path / "listcheck.toml", '[brief]\nbrand = "Acme"\n')
    lines = (
        "ann@firma-4711.se,Acme,sms,\nbea@firma-4711.se,Beta,sms,\ncem@firma-4711.se,,,share\n"
        "dan@firma-4711.se,,,\neve@firma-4711.se,who@firma-1.se,,\n"
    )
    assert not suppressed(tmp_path, run, f"email,brand,channel,purpose\n{lines}")
    (note,) = [note for note in summary(tmp_path / "o")["notes"] if "not count" in note]
    assert note == (
        "source.csv: 4 entries do not count for this campaign: 2 of other brands (Beta and 1 "
        "more), 1 of other channels, 1 of other purposes"
    )


def test_brands_of_past_sends(tmp_path: Path, run: Run) -> None:
    write(tmp_path / "listcheck.toml", '[brief]\nbrand = "Acme"\n')
    write(
        tmp_path / "out.csv",
        "email,list,unsubscribed_at\na@firma-1.com,All lists,2024-01-01\n"
        "b@firma-1.com,Acme;Beta,2024-01-01\nc@firma-1.com,Beta,2024-01-01\n",
    )
    lines = "".join(f"{one}@firma-1.com,US,2024-03-20 09:00\n" for one in "abc")
    write(tmp_path / "sends.csv", f"email,country,send_time\n{lines}")
    run("audit", "sends.csv", "--suppress", "out.csv@2024-05-01", "-o", "a")
    found = [line["row"] for line in rows(tmp_path / "a" / "violations.csv")
             if line["code"] == "LC201"]  # fmt: skip
    assert found == ["1", "2"]
    notes = summary(tmp_path / "a")["notes"]
    assert "out.csv: 1 entry does not count for this campaign: 1 of other brands (Beta)" in notes


@pytest.mark.parametrize(
    ("purpose", "cases"),
    [
        ("share", [("marketing", True), ("share", True)]),
        ("marketing", [("share", False), ("complementary", False), ("anything", True)]),
    ],
)
def test_purposes(tmp_path: Path, run: Run, purpose: str, cases: list[tuple[str, bool]]) -> None:
    lines = "".join(f"p{n}@firma-4711.se,{said}\n" for n, (said, _) in enumerate(cases))
    source = sources_of(tmp_path, run, f"email,purpose\n{lines}", "plain")
    told = reached(tmp_path, run, source, len(cases), "--purpose", purpose)
    assert [(said, here) for (said, _), here in zip(cases, told, strict=True)] == cases


@pytest.mark.parametrize("stored", ["plain", "index"])
def test_only_bounces_and_temporary_entries_expire(tmp_path: Path, run: Run, stored: str) -> None:
    cases = [
        ("hard bounce", "2026-11-21", False), ("hard bounce", "2026-11-22", True),
        ("hard bounce", "2027-01-01", True), ("temporary", "2026-01-01", False),
        ("vorübergehend", "2026-01-01", False), ("hard bounce", "soon", True),
        ("hard bounce", "", True), ("unsubscribed", "2026-01-01", True),
        ("", "2026-01-01", True), ("hard bounce", "01/02/2026", True),
    ]  # fmt: skip
    lines = "".join(
        f"p{n}@firma-4711.se,{reason},{expires}\n" for n, (reason, expires, _) in enumerate(cases)
    )
    source = sources_of(tmp_path, run, f"email,reason,expires\n{lines}", stored)
    told = reached(tmp_path, run, source, len(cases))
    assert [(*case[:2], here) for case, here in zip(cases, told, strict=True)] == cases


def test_what_cannot_be_read_or_is_not_heeded_is_told(tmp_path: Path, run: Run) -> None:
    source = (
        "email,reason,unsubscribed_at,expires\nann@firma-4711.se,unsubscribed,yesterday,2026-01-01\n"
        "bea@firma-4711.se,hard bounce,,whenever\ncem@firma-4711.se,,soon,\n"
    )
    assert suppressed(tmp_path, run, source)
    notes = summary(tmp_path / "o")["notes"]
    assert "source.csv: the date of 2 entries cannot be read: in force all the same" in notes
    assert "source.csv: the expiry of 1 entry cannot be read: in force for ever" in notes
    assert (
        "source.csv: the expiry of 1 entry is not heeded: only bounces and temporary entries expire"
        in notes
    )
