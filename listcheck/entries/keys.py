"""From the cells of a source of opt-outs to the keys that contacts are matched by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from listcheck.contacts import HIDDEN, address_keys, phone_keys
from listcheck.errors import InputProblem

_HASH: Final = r"^(?:[0-9a-fA-F]{32}){1,4}$|^(?:[0-9a-fA-F]{40}|[0-9a-fA-F]{56})$"
_DOMAIN: Final = r"^(?:[^\s.@/:]+\.)+(?:[^\s.@/:0-9]{2,}|xn--[a-z0-9-]+)$"


def address_key(cells: pl.Series) -> pl.Series:
    """A normalised address per cell; null where it is none."""
    return address_keys(_where(cells, cells.str.contains("@", literal=True)))


def person_key(cells: pl.Series, region: str | None) -> pl.Series:
    """An address or an E.164 number per cell; null where it is neither."""
    addresses = address_key(cells)
    # Names, dates and hashes must not be read as telephone numbers.
    bare = cells.str.replace_all(r"(?i)tel(?:ephone|efon)?\.?:?|ext(?:ension)?\.?|\bx\b", "")
    numbers = _where(
        cells,
        (bare.str.count_matches(r"[0-9]") >= 6)
        & ~bare.str.contains(r"[\p{L}@]")
        & ~bare.str.contains(
            r"^\s*(?:[0-9]{4}-[0-9]{2}-[0-9]{2}(?:\s|T|$)|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4}\s*$)"
        ),
    )
    phones = phone_keys(numbers, region)
    return pl.select(pl.coalesce(addresses, phones).alias("key")).to_series()


def person_keys(cells: pl.Series, regions: Sequence[str]) -> list[pl.Series]:
    """Keys of a source's cells: addresses and whole numbers, then national ones per region."""
    found = [person_key(cells, None)]
    national = _where(cells, found[0].is_null() & ~cells.str.contains("+", literal=True))
    if national.drop_nulls().len():
        found += [person_key(national, region) for region in regions]
    return found


def loose_keys(texts: pl.Series, regions: Sequence[str], numbers: pl.Series) -> pl.Series:
    """Every address inside ``texts`` and every number inside ``numbers``, as distinct keys.

    For rows that could not be read and cells with several addresses: an opt-out must not
    get lost because a comma did.
    """
    pieces = texts.str.extract_all(r"[^\s,;|<>\"'()]+@[^\s,;|<>\"'()]+").explode().drop_nulls()
    found = [address_keys(pieces.unique())]
    digits = numbers.str.extract_all(r"\+?[0-9][0-9 ()./\-]{5,}[0-9]").explode().drop_nulls()
    if digits.len():
        found += person_keys(digits.unique(), regions)
    return pl.concat([keys.alias("key") for keys in found]).drop_nulls().unique()


def _where(cells: pl.Series, wanted: pl.Series) -> pl.Series:
    return pl.select(pl.when(wanted).then(cells).alias(cells.name)).to_series()


def domain_key(cells: pl.Series) -> pl.Series:
    """A lower-case domain per cell, without scheme, www and path; null where it is none."""
    bare = (
        cells.str.replace_all(HIDDEN, "")
        .str.strip_chars(" \t\u00a0")
        .str.to_lowercase()
        .str.replace(r"^[a-z]+://", "")
        .str.replace(r"^www\.", "")
        .str.replace(r"[/:?#].*$", "")
        .str.replace(r"^(?:\*\.|@|\.)", "")
        .str.strip_chars_end(".")
    )
    named = _where(bare, bare.str.contains(_DOMAIN))
    # The same normal form as in addresses, so that punycode and Unicode meet.
    return address_keys(("anybody@" + named).alias("domain")).str.replace("^anybody@", "")


def is_domain(text: str) -> bool:
    """Whether a text is a domain."""
    return domain_key(pl.Series([text])).item() is not None


def refuse_what_would_be_lost(cells: pl.DataFrame, readable: pl.Series, name: str) -> None:
    """Stop at entries that mean somebody and that this version cannot match."""
    for column in cells.columns:
        text = cells[column].str.strip_chars()
        whole = text.str.contains(r"^\*@") | (~readable & domain_key(cells[column]).is_not_null())
        if whole.any():
            raise InputProblem(
                f"{name}: {int(whole.sum())} entries are whole domains; give them in a file of "
                "their own as --org-optouts"
            )
        hashed = ~readable & text.str.contains(_HASH)
        if hashed.any():
            raise InputProblem(
                f"{name}: {int(hashed.sum())} entries are hashes; this version matches plain "
                "addresses and numbers only: give the plain export"
            )


def refuse_hashes(cells: pl.DataFrame, name: str) -> None:
    """Stop at a source of hashes, with a word on what to give instead."""
    for column in cells.columns:
        hashed = cells[column].drop_nulls().str.strip_chars().str.contains(_HASH)
        if hashed.len() and hashed.mean() == 1.0:
            raise InputProblem(
                f"{name}: holds hashes; this version matches plain addresses and numbers only: "
                "give the plain export"
            )
