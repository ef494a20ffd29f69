"""How far an entry of a suppression source reaches: channel, brand, purpose, expiry, bad dates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.campaigns import codes, summary, write
from tests.conftest import Ended

Run = Callable[..., Ended]
LIST = "email,phone,country\nann@firma-4711.se,+46812345678,SE\n"


def suppressed(tmp_path: Path, run: Run, source: str, *options: str) -> bool:
    write(tmp_path / "list.csv", LIST)
    write(tmp_path / "source.csv", source)
    run("list.csv", "--suppress", "source.csv", "-o", "o", "--send-date", "2026-11-22", *options)
    return bool(codes(tmp_path / "o").get(1, set()) & {"LC201:drop", "LC205:drop"})


@pytest.mark.parametrize("stored", ["plain", "index"])
@pytest.mark.parametrize(
    ("said", "channel", "expected"),
    [
        ("email", "email", True), ("email", "call", False), ("SMS", "email", False),
        ("sms", "sms", True), ("phone", "call", True), ("phone", "automated-call", True),
        ("phone", "sms", False), ("email; sms", "sms", True), ("email/phone", "sms", False),
        ("", "email", True), ("all", "call", True), ("carrier pigeon", "email", True),
        ("email, fax", "call", True),
    ],
)  # fmt: skip
def test_channels(
    tmp_path: Path, run: Run, said: str, channel: str, expected: bool, stored: str
) -> None:
    source = f'email,phone,channel\nann@firma-4711.se,+46812345678,"{said}"\n'
    if stored == "plain":
        assert suppressed(tmp_path, run, source, "--channel", channel) is expected
        return
    write(tmp_path / "u.csv", source)
    assert run("suppress", "build", "u.csv", "-o", "u.parquet").status == 0
    write(tmp_path / "list.csv", LIST)
    run("list.csv", "--suppress", "u.parquet", "--channel", channel, "-o", "o")
    assert ("LC201:drop" in codes(tmp_path / "o").get(1, set())) is expected


@pytest.mark.parametrize(
    ("brand", "own", "expected"),
    [("Acme", None, True), ("Acme", "acme ", True), ("Acme", "Other", False), ("", "Other", True)],
)
def test_brands(tmp_path: Path, run: Run, brand: str, own: str | None, expected: bool) -> None:
    if own:
        write(tmp_path / "listcheck.toml", f'[brief]\nbrand = "{own}"\n')
    source = f"email,brand\nann@firma-4711.se,{brand}\n"
    assert suppressed(tmp_path, run, source) is expected


@pytest.mark.parametrize(
    ("said", "purpose", "expected"),
    [("marketing", "share", True), ("share", "marketing", False), ("share", "share", True),
     ("complementary", "marketing", False), ("anything", "marketing", True)],
)  # fmt: skip
def test_purposes(tmp_path: Path, run: Run, said: str, purpose: str, expected: bool) -> None:
    source = f"email,purpose\nann@firma-4711.se,{said}\n"
    assert suppressed(tmp_path, run, source, "--purpose", purpose) is expected


@pytest.mark.parametrize("stored", ["plain", "index"])
@pytest.mark.parametrize(
    ("reason", "expires", "expected"),
    [
        ("hard bounce", "2026-11-21", False), ("hard bounce", "2026-11-22", True),
        ("hard bounce", "2027-01-01", True), ("temporary", "2026-01-01", False),
        ("vorübergehend", "2026-01-01", False), ("hard bounce", "soon", True),
        ("hard bounce", "", True), ("unsubscribed", "2026-01-01", True),
        ("", "2026-01-01", True), ("hard bounce", "01/02/2026", True),
    ],
)  # fmt: skip
def test_only_bounces_and_temporary_entries_expire(
    tmp_path: Path, run: Run, reason: str, expires: str, expected: bool, stored: str
) -> None:
    source = f"email,reason,expires\nann@firma-4711.se,{reason},{expires}\n"
    if stored == "index":
        write(tmp_path / "u.csv", source)
        assert run("suppress", "build", "u.csv", "-o", "source.parquet").status == 0
        write(tmp_path / "list.csv", LIST)
        run("list.csv", "--suppress", "source.parquet", "--send-date", "2026-11-22", "-o", "o")
        found = codes(tmp_path / "o").get(1, set()) & {"LC201:drop", "LC205:drop"}
        assert bool(found) is expected
        return
    assert suppressed(tmp_path, run, source) is expected


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
