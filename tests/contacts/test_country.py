"""Countries: codes, names in many languages, numbers, suffixes, defaults, contradictions."""

from __future__ import annotations

import polars as pl
import pytest

from listcheck.contacts.country import country_codes, read_country, region_steps
from listcheck.core.steps import with_steps
from listcheck.policy import load_rules
from tests.support.contact_steps import with_country

GENERIC = frozenset({"io", "co", "ai", "me", "tv"})
WORDS = load_rules().words


def read(*cells: str | None) -> list[str | None]:
    frame = pl.DataFrame({"x": cells}, schema={"x": pl.String})
    return frame.select(read_country(pl.col("x"), WORDS))["x"].to_list()


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
        ("n/a", None),
        ("N/A", None), ("NA", None), ("s/n", None), ("Atlantis", None), ("", None), ("-", None),
        (None, None), ("XX", None), ("EU", None),
    ],
)  # fmt: skip
def test_cells(cell: str | None, code: str | None) -> None:
    assert read(cell) == [code]


def test_a_name_that_means_two_countries_means_none() -> None:
    from listcheck.contacts.country import _names

    names = _names()
    assert names["georgia"] == "GE"
    assert set(names.values()) <= country_codes()


def contacts(size: int, **columns: list[object]) -> pl.LazyFrame:
    schema = {
        "column_country": pl.String,
        "region_hint": pl.String,
        "phone_country": pl.String,
        "phone_problem": pl.String,
        "list.phone": pl.String,
        "domain": pl.String,
        "email_ok": pl.Boolean,
    }
    cells = {name: columns.get(name, [None] * size) for name in schema}
    return pl.LazyFrame(cells, schema=schema)


def test_column_beats_number_beats_address_beats_default() -> None:
    frame = contacts(
        5,
        column_country=["GB", None, None, None, None],
        phone_country=["GB", "IE", None, None, None],
        **{"list.phone": ["+44 1", "00353 1", None, None, None]},
        domain=["firma.de", "firma.de", "firma.de", "firma.io", "firma.com"],
        email_ok=[True] * 5,
    )
    found = with_country(frame, default=None, generic_suffixes=GENERIC, words=WORDS).collect()
    assert found["country"].to_list() == ["GB", "IE", "DE", None, None]
    assert found["country_source"].to_list() == ["column", "phone", "address", None, None]
    with_default = with_country(
        frame, default="US", generic_suffixes=GENERIC, words=WORDS
    ).collect()
    assert with_default["country"].to_list() == ["GB", "IE", "DE", "US", "US"]
    assert with_default["country_source"].to_list()[3:] == ["default", "default"]


def test_uk_is_gb_and_an_invalid_address_tells_nothing() -> None:
    frame = contacts(
        2,
        domain=["firma.co.uk", "firma.de"],
        email_ok=[True, False],
    )
    found = with_country(frame, default=None, generic_suffixes=GENERIC, words=WORDS).collect()
    assert found["country"].to_list() == ["GB", None]


def test_a_number_from_elsewhere_is_a_contradiction() -> None:
    frame = contacts(
        4,
        column_country=["GB", "GB", "GB", None],
        phone_country=["DE", "GB", None, "DE"],
        email_ok=[False] * 4,
        **{"list.phone": ["+49 1"] * 4},
    )
    found = with_country(frame, default=None, generic_suffixes=GENERIC, words=WORDS).collect()
    assert found["other_country"].to_list() == ["DE", None, None, None]


def test_a_national_number_tells_no_country() -> None:
    frame = contacts(
        2,
        region_hint=["GB", None],
        phone_country=["GB", None],
        phone_problem=[None, "invalid"],
        domain=["firma.co.uk", "firma.com"],
        email_ok=[True, True],
        **{"list.phone": ["020 7946 0018", "020 7946 0018"]},
    )
    found = with_country(frame, default=None, generic_suffixes=GENERIC, words=WORDS).collect()
    assert found["country_source"].to_list() == ["address", None]
    assert found["phone_problem"].to_list() == [None, "country_unknown"]


def test_the_hint_for_national_numbers() -> None:
    frame = pl.LazyFrame(
        {
            "list.country": ["Germany", "n/a", None, None],
            "domain": ["firma.co.uk", "firma.fr", "firma.co.uk", "firma.com"],
            "email_ok": [True, True, True, True],
        }
    )
    steps = region_steps(default="IE", generic_suffixes=GENERIC, words=WORDS)
    found = with_steps(frame, steps).collect()
    assert found["column_country"].to_list() == ["DE", None, None, None]
    assert found["region_hint"].to_list() == ["DE", "FR", "GB", "IE"]
