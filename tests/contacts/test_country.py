"""Countries: codes, names in many languages, numbers, suffixes, defaults, contradictions."""

from __future__ import annotations

import polars as pl
import pytest

from listcheck.contacts.country import country_codes, read_country, with_country

GENERIC = frozenset({"io", "co", "ai", "me", "tv"})


def read(*cells: str | None) -> list[str | None]:
    frame = pl.DataFrame({"x": cells}, schema={"x": pl.String})
    return frame.select(read_country(pl.col("x")))["x"].to_list()


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("GB", "GB"), ("gb", "GB"), (" Gb ", "GB"), ("UK", "GB"), ("U.K.", "GB"), ("England", "GB"),
        ("United Kingdom", "GB"), ("Royaume-Uni", "GB"), ("Großbritannien", "GB"), ("GBR", "GB"),
        ("Germany", "DE"), ("Deutschland", "DE"), ("BRD", "DE"), ("Allemagne", "DE"), ("DEU", "DE"),
        ("Holland", "NL"), ("The Netherlands", "NL"), ("Nederland", "NL"), ("Pays-Bas", "NL"),
        ("Česko", "CZ"), ("Czech Republic", "CZ"), ("Czechia", "CZ"), ("Éire", "IE"),
        ("Republic of Ireland", "IE"), ("ΕΛΛΆΔΑ", "GR"), ("Hellas", "GR"), ("EL", "GR"),
        ("България", "BG"), ("Österreich", "AT"), ("Oesterreich", "AT"), ("Sverige", "SE"),
        ("Magyarország", "HU"), ("Suomi", "FI"), ("Lietuva", "LT"), ("España", "ES"),
        ("USA", "US"), ("U.S.A.", "US"), ("United States of America", "US"), ("Japan", "JP"),
        ("Atlantis", None), ("", None), ("-", None), (None, None), ("XX", None), ("EU", None),
    ],
)  # fmt: skip
def test_cells(cell: str | None, code: str | None) -> None:
    assert read(cell) == [code]


def test_a_name_that_means_two_countries_means_none() -> None:
    from listcheck.contacts.country import _names

    names = _names()
    assert names["georgia"] == "GE"
    assert set(names.values()) <= country_codes()


def contacts(**columns: list[object]) -> pl.LazyFrame:
    schema = {
        "region_hint": pl.String,
        "phone_country": pl.String,
        "domain": pl.String,
        "email_ok": pl.Boolean,
    }
    return pl.LazyFrame(columns, schema=schema)


def test_column_beats_number_beats_address_beats_default() -> None:
    frame = contacts(
        region_hint=["GB", None, None, None, None],
        phone_country=["GB", "IE", None, None, None],
        domain=["firma.de", "firma.de", "firma.de", "firma.io", "firma.com"],
        email_ok=[True] * 5,
    )
    found = with_country(frame, default=None, generic_suffixes=GENERIC).collect()
    assert found["country"].to_list() == ["GB", "IE", "DE", None, None]
    assert found["country_source"].to_list() == ["column", "phone", "address", None, None]
    with_default = with_country(frame, default="US", generic_suffixes=GENERIC).collect()
    assert with_default["country"].to_list() == ["GB", "IE", "DE", "US", "US"]
    assert with_default["country_source"].to_list()[3:] == ["default", "default"]


def test_uk_is_gb_and_an_invalid_address_tells_nothing() -> None:
    frame = contacts(
        region_hint=[None, None],
        phone_country=[None, None],
        domain=["firma.co.uk", "firma.de"],
        email_ok=[True, False],
    )
    found = with_country(frame, default=None, generic_suffixes=GENERIC).collect()
    assert found["country"].to_list() == ["GB", None]


def test_a_number_from_elsewhere_is_a_contradiction() -> None:
    frame = contacts(
        region_hint=["GB", "GB", "GB", None],
        phone_country=["DE", "GB", None, "DE"],
        domain=[None] * 4,
        email_ok=[False] * 4,
    )
    found = with_country(frame, default=None, generic_suffixes=GENERIC).collect()
    assert found["other_country"].to_list() == ["DE", None, None, None]
