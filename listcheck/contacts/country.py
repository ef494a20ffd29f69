"""The country of a contact: its column, else its number, else its address, else a default.

The list's own column is read as an ISO code, a name in English or in one of the
languages of the countries that listcheck knows, or a usual abbreviation.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

import polars as pl
from babel import Locale

from listcheck.core import columns as c

#: Languages whose names for countries are understood.
LANGUAGES: Final = (
    "en", "bg", "cs", "da", "de", "el", "es", "et", "fi", "fr", "ga", "hr", "hu", "it",
    "lb", "lt", "lv", "mt", "nl", "nb", "nn", "pl", "pt", "ro", "sk", "sl", "sv", "tr",
)  # fmt: skip

#: What people write and no list of names has; folded as in :func:`_folded`.
_USUAL: Final = {
    "uk": "GB", "greatbritain": "GB", "britain": "GB", "england": "GB", "scotland": "GB",
    "wales": "GB", "northernireland": "GB", "unitedkingdomofgreatbritainandnorthernireland": "GB",
    "usa": "US", "us": "US", "america": "US", "unitedstatesofamerica": "US",
    "theunitedstates": "US",
    "holland": "NL", "thenetherlands": "NL", "brd": "DE", "deutschland": "DE", "el": "GR",
    "hellas": "GR", "ellada": "GR", "czechia": "CZ", "czechrepublic": "CZ", "ceskarepublika": "CZ",
    "eire": "IE", "republicofireland": "IE", "irishrepublic": "IE", "slovakrepublic": "SK",
    "grossbritannien": "GB", "grandebretagne": "GB", "granbretana": "GB", "granbretagna": "GB",
    "grootbrittannie": "GB", "storbritannien": "GB", "wielkabrytania": "GB",
    "espana": "ES", "osterreich": "AT", "oesterreich": "AT", "belgique": "BE", "belgie": "BE",
    "suomi": "FI", "sverige": "SE", "norge": "NO", "danmark": "DK", "polska": "PL", "italia": "IT",
    "kypros": "CY", "luxemburg": "LU", "schweiz": "CH", "suisse": "CH", "svizzera": "CH",
    "turkey": "TR", "southkorea": "KR", "northkorea": "KP", "russia": "RU", "vietnam": "VN",
}  # fmt: skip

#: ISO 3166-1 alpha-3 codes of the countries that listcheck has rules for, and some neighbours.
_ALPHA_3: Final = {
    "aut": "AT", "bel": "BE", "bgr": "BG", "can": "CA", "hrv": "HR", "cyp": "CY", "cze": "CZ",
    "dnk": "DK", "est": "EE", "fin": "FI", "fra": "FR", "deu": "DE", "grc": "GR", "hun": "HU",
    "irl": "IE", "ita": "IT", "lva": "LV", "ltu": "LT", "lux": "LU", "mlt": "MT", "nld": "NL",
    "nor": "NO", "pol": "PL", "prt": "PT", "rou": "RO", "svk": "SK", "svn": "SI", "esp": "ES",
    "swe": "SE", "gbr": "GB", "usa": "US", "che": "CH", "isl": "IS", "lie": "LI", "aus": "AU",
    "nzl": "NZ", "ind": "IN", "chn": "CN", "jpn": "JP", "bra": "BR", "mex": "MX", "zaf": "ZA",
    "tur": "TR", "ukr": "UA", "isr": "IL",
}  # fmt: skip

#: A number with its country code: +44 …, 0044 …, tel:+44 ….
_INTERNATIONAL: Final = r"^[\s'\"]*(?:tel:)?\s*\(?(?:\+|00)"
#: "n/a" and its like are no country; Namibia's own code is far more often "not available".
_PLACEHOLDERS: Final = frozenset({"NA"})
_CODE: Final = re.compile(r"[^\W\d_](?:\.?[^\W\d_]){1,2}\.?")

#: Country suffixes that are no ISO code.
_SUFFIXES: Final = {
    "uk": "GB",
    "el": "GR",
    "ελ": "GR",
    "бг": "BG",
    "xn--qxam": "GR",
    "xn--90ae": "BG",
}


def _folded(text: str) -> str:
    """Lower case, no accents, letters only: how names are compared."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if letter.isalpha())


@cache
def country_codes() -> frozenset[str]:
    """ISO 3166-1 alpha-2 codes, by the names that the Unicode data give."""
    names = [str(code) for code in Locale("en").territories]
    special = {"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
    return frozenset(
        code for code in names if len(code) == 2 and code.isalpha() and code not in special
    )


@cache
def _names() -> dict[str, str]:
    """Folded name or code to alpha-2 code; a name that means two countries is left out."""
    codes = country_codes()
    found: dict[str, str] = {}
    doubtful: set[str] = set()
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code not in codes:
                continue
            key = _folded(name)
            if found.setdefault(key, code) != code:
                doubtful.add(key)
    for key in doubtful:
        del found[key]
    found |= {code.lower(): code for code in codes}
    return found | _ALPHA_3 | _USUAL


def read_country(text: pl.Expr) -> pl.Expr:
    """Alpha-2 code of a country cell; null where it cannot be read.

    Plain codes are read by expressions, everything else once per distinct value.
    """
    upper = text.str.strip_chars().str.to_uppercase()
    plain = upper.is_in(sorted(country_codes() - _PLACEHOLDERS))
    asked = (
        pl.when(~plain).then(text).map_batches(_judge, return_dtype=pl.String, is_elementwise=True)
    )
    return pl.when(plain).then(upper).otherwise(asked)


def _named(text: str, names: dict[str, str]) -> str | None:
    key = _folded(text)
    # A short word is a code only when it is written as one: "U.K.", not "n/a".
    if len(key) <= 3 and not (_CODE.fullmatch(text.strip()) and key.upper() not in _PLACEHOLDERS):
        return None
    return names.get(key)


def _judge(unsure: pl.Series) -> pl.Series:
    unique = unsure.drop_nulls().unique()
    if not len(unique):
        return pl.Series(unsure.name, [None], dtype=pl.String).new_from_index(0, len(unsure))
    names = _names()
    found = [_named(value, names) for value in unique]
    return unsure.replace_strict(unique, found, default=None, return_dtype=pl.String)


def with_region_hint(
    frame: pl.LazyFrame, *, default: str | None, generic_suffixes: frozenset[str]
) -> pl.LazyFrame:
    """Add column_country and region_hint, by which numbers without country code are read.

    Args:
        frame: contacts with domain and email_ok.
        default: the country of contacts that nothing else tells.
        generic_suffixes: country suffixes in generic use (.io, .tv …), which tell none.
    """
    by_address = _country_of_suffix(generic_suffixes)
    return frame.with_columns(
        read_country(c.cell_expr("country")).alias(c.COLUMN_COUNTRY.name)
    ).with_columns(
        pl.coalesce(c.COLUMN_COUNTRY.expr, by_address, pl.lit(default, dtype=pl.String)).alias(
            c.REGION_HINT.name
        )
    )


def with_country(
    frame: pl.LazyFrame, *, default: str | None, generic_suffixes: frozenset[str]
) -> pl.LazyFrame:
    """Add country, country_source and other_country; settle numbers that no country reads.

    A number tells a country only by its own country code: one in national form was
    read by a hint and would only repeat it. Arguments as :func:`with_region_hint`.
    """
    by_column = c.COLUMN_COUNTRY.expr
    international = c.cell_expr("phone").str.contains(_INTERNATIONAL).fill_null(value=False)
    by_phone = pl.when(international).then(c.PHONE_COUNTRY.expr)
    by_address = _country_of_suffix(generic_suffixes)
    unread = ~international & c.REGION_HINT.expr.is_null() & (c.PHONE_PROBLEM.expr == "invalid")
    return frame.with_columns(
        pl.coalesce(by_column, by_phone, by_address, pl.lit(default, dtype=pl.String)).alias(
            c.COUNTRY.name
        ),
        pl.when(by_column.is_not_null())
        .then(pl.lit("column"))
        .when(by_phone.is_not_null())
        .then(pl.lit("phone"))
        .when(by_address.is_not_null())
        .then(pl.lit("address"))
        .when(pl.lit(default is not None))
        .then(pl.lit("default"))
        .alias(c.COUNTRY_SOURCE.name),
        pl.when(by_column != by_phone).then(by_phone).alias(c.OTHER_COUNTRY.name),
        # Without a country nobody can say that a national number is wrong.
        pl.when(unread)
        .then(pl.lit("country_unknown"))
        .otherwise(c.PHONE_PROBLEM.expr)
        .alias(c.PHONE_PROBLEM.name),
    )


def _country_of_suffix(generic_suffixes: frozenset[str]) -> pl.Expr:
    known = {code.lower(): code for code in country_codes()} | _SUFFIXES
    told = {suffix: code for suffix, code in known.items() if suffix not in generic_suffixes}
    suffix = pl.when(c.EMAIL_OK.expr).then(c.DOMAIN.expr).str.extract(r"([^.]+)$")
    return c.looked_up(suffix, told, pl.String)
