"""Sub-addresses and the dots of Gmail: other recipients, unless the house says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from listcheck.contacts import mailbox_of
from tests.support.campaigns import codes, write

LIST = """email,country
ann+shop@firma.de,DE
ann@firma.de,DE
bea@firma.de,DE
c.arl+x@gmail.com,DE
dora@googlemail.com,DE
"""
OPT_OUTS = "email\nann+news@firma.de\ncarl@googlemail.com\nd.o.ra@gmail.com\n"


@pytest.mark.parametrize(
    ("address", "mailbox"),
    [
        ("ann+news@x.com", "ann@x.com"),
        ("a.nn@x.com", "a.nn@x.com"),
        ("a.n.n+x+y@gmail.com", "ann@gmail.com"),
        ("ann@googlemail.com", "ann@gmail.com"),
        ("ann@gmail.com.example", "ann@gmail.com.example"),
        ("+49301234@x.com", "+49301234@x.com"),
        (None, None),
    ],
)
def test_mailboxes(address: str | None, mailbox: str | None) -> None:
    frame = pl.DataFrame({"a": [address]}, schema={"a": pl.String})
    assert frame.select(mailbox_of(pl.col("a"))).item() == mailbox


def findings(folder: Path, run: Callable[..., Any], policy: str) -> dict[int, set[str]]:
    write(folder / "list.csv", LIST)
    write(folder / "out.csv", OPT_OUTS)
    write(folder / "listcheck.toml", policy)
    run(folder / "list.csv", "--suppress", folder / "out.csv", "-o", folder / "o")
    return codes(folder / "o")


def test_other_recipients_by_default(tmp_path: Path, run: Callable[..., Any]) -> None:
    found = findings(tmp_path, run, "")
    assert not any({"LC201:drop", "LC106:drop"} & codes for codes in found.values())


def test_the_same_recipient_where_the_house_says_so(
    tmp_path: Path, run: Callable[..., Any]
) -> None:
    found = findings(tmp_path, run, "[policy]\nsubaddresses = 'same'\n")
    assert {row for row, codes in found.items() if "LC201:drop" in codes} == {1, 2, 4, 5}
    # As the list has it, never rewritten.
    assert "ann+shop@firma.de" in (tmp_path / "o" / "violations.csv").read_text()


def test_copies_of_one_mailbox(tmp_path: Path, run: Callable[..., Any]) -> None:
    write(tmp_path / "listcheck.toml", "[policy]\nsubaddresses = 'same'\n")
    write(tmp_path / "list.csv", "email,country\nann+a@firma.se,SE\nann@firma.se,SE\n")
    run(tmp_path / "list.csv", "-o", tmp_path / "o")
    assert "LC106:drop" in codes(tmp_path / "o")[2]
