"""``--write-contacts``: the contract's frame, one row per contact, in the list's order."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from tests.conftest import Ended
from tests.support.campaigns import write

Run = Callable[..., Ended]
SCHEMA = {
    "file": pl.String, "row": pl.Int64, "email": pl.String, "local": pl.String,
    "domain": pl.String, "registrable_domain": pl.String, "email_ok": pl.Boolean,
    "address_kind": pl.String, "subscriber": pl.String, "phone": pl.String,
    "phone_ok": pl.Boolean, "phone_type": pl.String, "country": pl.String,
    "country_source": pl.String, "verdict": pl.String, "codes": pl.List(pl.String),
}  # fmt: skip


def test_the_contracts_frame(tmp_path: Path, run: Run, brief: Path) -> None:
    write(
        tmp_path / "list.csv",
        "Email,Country,Phone\nInfo@Mail.Firma-4711.co.uk,,+44 121 234 5678\nx@@y,GB,\n"
        "bob@firma-4711.it,IT,\n,,\nInfo@mail.firma-4711.co.uk,GB,\n",
    )
    assert run("list.csv", "--write-contacts", "out/contacts.parquet").status == 1
    path = tmp_path / "out" / "contacts.parquet"
    frame = pl.read_parquet(path)
    assert dict(frame.schema) == SCHEMA
    assert frame["row"].to_list() == [1, 2, 3, 4, 5]
    assert frame["file"].unique().to_list() == ["list.csv"]
    first = frame.row(0, named=True)
    assert first["email"] == "info@mail.firma-4711.co.uk"
    assert (first["local"], first["registrable_domain"]) == ("info", "firma-4711.co.uk")
    assert (first["address_kind"], first["subscriber"]) == ("generic", "corporate")
    assert (first["phone"], first["phone_type"]) == ("+441212345678", "fixed_line")
    assert (first["country"], first["country_source"]) == ("GB", "phone")
    assert frame["verdict"].to_list() == ["keep", "drop", "hold", "drop", "drop"]
    assert frame["codes"].to_list() == [
        [], ["LC102", "LC302"], ["LC302"], ["LC101", "LC131"], ["LC106"],
    ]  # fmt: skip
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not list(path.parent.glob(".*"))


def test_parts_follow_each_other(tmp_path: Path, run: Run, brief: Path) -> None:
    for name, count in (("a", 3), ("b", 2)):
        lines = "".join(f"{name}{at}@firma-{at}.co.uk,GB\n" for at in range(count))
        write(tmp_path / f"{name}.csv", f"Email,Country\n{lines}")
    run("a.csv", "b.csv", "-o", "both.listcheck", "--write-contacts", "contacts.parquet")
    frame = pl.read_parquet(tmp_path / "contacts.parquet")
    assert frame.select("file", "row").rows() == [
        ("a.csv", 1), ("a.csv", 2), ("a.csv", 3), ("b.csv", 1), ("b.csv", 2),
    ]  # fmt: skip
    assert frame["email"].to_list()[3] == "b0@firma-0.co.uk"


@pytest.mark.parametrize(
    ("place", "word"),
    [
        ("list.csv", "is an input"),
        (".", "is a folder"),
        ("list.listcheck/contacts.parquet", "output directory"),
    ],
)
def test_a_wrong_place_is_refused(
    place: str, word: str, tmp_path: Path, run: Run, brief: Path
) -> None:
    text = "Email,Country\nann@firma-4711.co.uk,GB\n"
    write(tmp_path / "list.csv", text)
    ended = run("list.csv", "--write-contacts", place)
    assert ended.status == 2
    assert word in ended.err
    assert (tmp_path / "list.csv").read_text() == text
    assert not (tmp_path / "list.listcheck").exists()
