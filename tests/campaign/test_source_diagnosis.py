"""Sources that are not what they should be: an error, LC207 or LC214, never silence."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ended
from tests.support.campaigns import codes, summary, write

Run = Callable[..., Ended]
WHO = [f"{name}@firma-4711.se" for name in ("ann", "bea", "cem")]
LIST = "email,country\n" + "".join(f"{who},SE\n" for who in WHO)


def told(folder: Path) -> list[str]:
    found = summary(folder)["findings"]
    return [line["message"] for line in found if line["code"] in ("LC207", "LC214")]


@pytest.mark.parametrize(
    ("words", "spoil"),
    [
        ("in upper case", str.upper),
        ("with a line feed behind", lambda text: text + "\n"),
        ("with a carriage return and line feed behind", lambda text: text + "\r\n"),
        ("with a space behind", lambda text: text + " "),
        ("with a byte order mark before", lambda text: "\ufeff" + text),
        ("in quotes", lambda text: f'"{text}"'),
        ("as a mailto: link", lambda text: "mailto:" + text),
    ],
)
def test_digests_of_spoilt_texts_are_understood_and_matched(
    tmp_path: Path, run: Run, words: str, spoil: Callable[[str], str]
) -> None:
    digests = [hashlib.sha256(spoil(who).encode()).hexdigest() for who in WHO[:2]]
    write(tmp_path / "list.csv", LIST)
    write(tmp_path / "hashed.csv", "\n".join(["sha256", *digests]) + "\n")
    run("list.csv", "--suppress", "hashed.csv", "-o", "o")
    assert [row for row, found in codes(tmp_path / "o").items() if "LC201:drop" in found] == [1, 2]
    (message,) = told(tmp_path / "o")
    assert words in message


def test_salted_digests_match_nobody_and_the_note_says_what_they_may_be(
    tmp_path: Path, run: Run
) -> None:
    digests = [hashlib.sha256(f"salt{who}".encode()).hexdigest() for who in WHO]
    write(tmp_path / "list.csv", LIST)
    write(tmp_path / "hashed.csv", "\n".join(digests) + "\n")
    run("list.csv", "--suppress", "hashed.csv", "-o", "o")
    (message,) = told(tmp_path / "o")
    assert "salted" in message
    assert "LISTCHECK_SUPPRESSION_KEY" in message
    assert not any("LC201:drop" in found for found in codes(tmp_path / "o").values())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("phone\n+46 8 123 456 78\n", "telephone numbers only"),
        ("email\nzoe@other-1.se\n", "another list"),
        ("email\nzoe@other-1.se\nnot an address\n", "1 of 2 entries could not be read"),
    ],
)
def test_a_source_that_matches_nobody_is_explained(
    tmp_path: Path, run: Run, text: str, words: str
) -> None:
    write(tmp_path / "list.csv", LIST)
    write(tmp_path / "source.csv", text)
    run("list.csv", "--suppress", "source.csv", "-o", "o")
    assert any(words in message for message in told(tmp_path / "o"))


def test_two_columns_of_addresses_both_count_and_the_report_says_so(
    tmp_path: Path, run: Run
) -> None:
    write(tmp_path / "list.csv", LIST)
    write(tmp_path / "u.csv", f"Email,Owner\n{WHO[0]},{WHO[1]}\n")
    run("list.csv", "--suppress", "u.csv", "-o", "o")
    found = codes(tmp_path / "o")
    assert "LC201:drop" in found[1]
    assert "LC201:drop" in found[2]
    note = 'u.csv: the columns "Email" and "Owner" hold people: all of them count'
    assert note in summary(tmp_path / "o")["notes"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name\nAnn Berg\nBea Ek\n", "holds no address, no telephone number and no digest"),
        ("<!DOCTYPE html><html><body>403 Forbidden</body></html>", "web page"),
        ("", "empty"),
        ("email\n", "holds no record"),
    ],
)
def test_files_that_are_no_source_stop_the_run(
    tmp_path: Path, run: Run, text: str, words: str
) -> None:
    write(tmp_path / "list.csv", LIST)
    write(tmp_path / "source.csv", text)
    ended = run("list.csv", "--suppress", "source.csv", "-o", "o")
    assert ended.status == 3
    assert words in ended.err
    assert "Ann" not in ended.err
    assert not (tmp_path / "o").exists()
