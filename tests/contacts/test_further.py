"""A contact's further addresses and numbers, in whatever way they are written into cells."""

from __future__ import annotations

import polars as pl
import pytest

from listcheck.contacts.further import addresses_in, numbers_in

A, B, C = "ann@firma-4711.de", "bea@home-4711.de", "cem.x+y@firma-4711.co.uk"


def addresses(text: str | None) -> list[str] | None:
    found: list[str] | None = addresses_in()(pl.Series([text], dtype=pl.String)).to_list()[0]
    return found


def numbers(text: str | None, region: str | None = "GB") -> list[str] | None:
    schema = {"text": pl.String, "region": pl.String}
    cells = pl.DataFrame({"text": [text], "region": [region]}, schema=schema)
    found: list[str] | None = numbers_in()(cells.to_struct()).to_list()[0]
    return found


@pytest.mark.parametrize(
    "between",
    [";", "; ", ",", ", ", "|", " | ", " ::: ", "\n", "\r\n", "\t", " / ", "/", " ", " and ", " & ",
     "；", "、", "\\n", "<br>", " · "],
)  # fmt: skip
def test_two_addresses_in_one_cell(between: str) -> None:
    assert addresses(f"{A}{between}{B}") == [A, B]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (None, None),
        ("nobody", None),
        ("a@b@c", None),
        (A.upper(), [A]),
        (f"Ann Lee <{A}>", [A]),
        (f"Ann Lee <{A}>, Bea Ray <{B}>", [A, B]),
        (f'"Lee, Ann" <{A}>; "Ray, Bea" <{B}>', [A, B]),
        (f"mailto:{A};smtp:{B}", [A, B]),
        (f"work: {A} home: {B}", [A, B]),
        (f"{A} (work), {B} (home)", [A, B]),
        (f'["{A}","{B}"]', [A, B]),
        (f"{{{A},{B}}}", [A, B]),
        (f"{A}; nobody; {B};", [A, B]),
        (f"{A}; {A}", [A]),
        (f"call first, {A}", [A]),
        (";".join([A, B, C] * 3), [A, B, C]),
        # An address of its own may hold signs that elsewhere stand between two.
        ("a/b@firma-4711.de", ["a/b@firma-4711.de"]),
        ("o'brien@firma-4711.de;a/b@firma-4711.de",
         ["o'brien@firma-4711.de", "a/b@firma-4711.de"]),
    ],
)  # fmt: skip
def test_what_a_cell_of_addresses_names(text: str | None, found: list[str] | None) -> None:
    assert addresses(text) == found


def test_as_many_as_there_are() -> None:
    many = [f"p{at}@firma-4711.de" for at in range(500)]
    assert addresses("; ".join(many)) == many
    batch = pl.Series([None, "; ".join(many), None, A])
    assert addresses_in()(batch).to_list() == [None, many, None, [A]]


FIRST, SECOND = "+442079460002", "+447400123456"


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST};{SECOND}", f"{FIRST}; {SECOND}", f"{FIRST}, {SECOND}", f"{FIRST},{SECOND}",
        f"{FIRST} / {SECOND}", f"{FIRST}/{SECOND}", f"{FIRST} ::: {SECOND}", f"{FIRST}\n{SECOND}",
        f"{FIRST}|{SECOND}", f"{FIRST} {SECOND}", f"{FIRST} or {SECOND}", f"{FIRST} und {SECOND}",
        "+44 20 7946 0002 (+44 7400 123456)", "020 7946 0002; 07400 123456",
        "020 7946 0002 / 07400 123456", "020 7946 0002,07400123456", "(020) 79460002\t07400-123456",
        "Ann 020 7946 0002; Bea 07400 123456", "+442079460002;447400123456",
        "02079460002,,07400123456",
    ],
)  # fmt: skip
def test_two_numbers_in_one_cell(text: str) -> None:
    assert set(numbers(text) or ()) == {FIRST, SECOND}


@pytest.mark.parametrize(
    ("text", "region", "found"),
    [
        (None, "GB", None),
        ("none", "GB", None),
        ("020 7946 0002", "GB", [FIRST]),
        ("020 7946 0002", None, None),
        # An extension is no number of its own, and a German slash stands within one.
        ("020 7946 0002, 12", "GB", [FIRST]),
        ("020 7946 0002;ext=1234", "GB", [FIRST]),
        ("030/901820", "DE", ["+4930901820"]),
        ("030/901820; 0151/23456789", "DE", ["+4930901820", "+4915123456789"]),
        (f"{FIRST}; 12; x", "GB", [FIRST]),
    ],
)
def test_what_a_cell_of_numbers_names(
    text: str | None, region: str | None, found: list[str] | None
) -> None:
    assert numbers(text, region) == found
