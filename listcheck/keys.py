"""From the cells of a source of opt-outs to the keys that contacts are matched by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from listcheck.contacts import address_keys, phone_keys

_DOMAIN: Final = r"^(?:[^\s.@/:]+\.)+[^\s.@/:0-9]{2,}$"


def address_key(cells: pl.Series) -> pl.Series:
    """A normalised address per cell; null where it is none."""
    return address_keys(_where(cells, cells.str.contains("@", literal=True)))


def person_key(cells: pl.Series, region: str | None) -> pl.Series:
    """An address or an E.164 number per cell; null where it is neither."""
    addresses = address_key(cells)
    # Dates and record numbers must not be read as telephone numbers.
    numbers = _where(
        cells,
        cells.str.contains(r"^[\s'\"]*(?:tel:)?[+(]?[0-9][0-9 ()./\-]{5,}[0-9]\s*$")
        & ~cells.str.contains(r"^\d{4}-\d{2}-\d{2}|^\d{1,2}[./]\d{1,2}[./]\d{2,4}$"),
    )
    phones = phone_keys(numbers, region)
    return pl.select(pl.coalesce(addresses, phones).alias("key")).to_series()


def person_keys(cells: pl.Series, regions: Sequence[str]) -> list[pl.Series]:
    """Keys of a source's cells: addresses and whole numbers, then national ones per region."""
    found = [person_key(cells, None)]
    national = _where(cells, found[0].is_null() & cells.str.contains(r"^[\s'\"(]*[0-9]"))
    if national.drop_nulls().len():
        found += [person_key(national, region) for region in regions]
    return found


def _where(cells: pl.Series, wanted: pl.Series) -> pl.Series:
    return pl.select(pl.when(wanted).then(cells).alias(cells.name)).to_series()


def domain_key(cells: pl.Series) -> pl.Series:
    """A lower-case domain per cell, without scheme, www and path; null where it is none."""
    bare = (
        cells.str.strip_chars()
        .str.to_lowercase()
        .str.replace(r"^[a-z]+://", "")
        .str.replace(r"^www\.", "")
        .str.replace(r"[/:?#].*$", "")
        .str.replace(r"^(?:\*\.|@|\.)", "")
        .str.strip_chars_end(".")
    )
    return _where(bare, bare.str.contains(_DOMAIN))


def is_domain(text: str) -> bool:
    """Whether a text is a domain."""
    return domain_key(pl.Series([text])).item() is not None
