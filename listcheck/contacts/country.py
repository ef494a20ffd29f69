"""The country of a contact: its column, else its number, else its address, else a default.

The list's own column is read as an ISO code, a name in English or in one of the
languages of the countries that listcheck knows, or what the rules folder says that
a country is called.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

import polars as pl
from babel import Locale

from listcheck.contacts import between as b
from listcheck.core import columns as c
from listcheck.core.country_words import CountryWords, folded_name
from listcheck.core.steps import Step

#: Languages whose names for countries are understood.
LANGUAGES: Final = (
    "en", "bg", "cs", "da", "de", "el", "es", "et", "fi", "fr", "ga", "hr", "hu", "it",
    "lb", "lt", "lv", "mt", "nl", "nb", "nn", "pl", "pt", "ro", "sk", "sl", "sv", "tr",
)  # fmt: skip

#: A number with its country code: +44 …, 0044 …, tel:+44 ….
_INTERNATIONAL: Final = r"^[\s'\"]*(?:tel:)?\s*\(?(?:\+|00)"
#: "n/a" and its like are no country; Namibia's own code is far more often "not available".
_PLACEHOLDERS: Final = frozenset({"NA"})
_CODE: Final = re.compile(r"[^\W\d_](?:\.?[^\W\d_]){1,2}\.?")


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
    code_of_name: dict[str, str] = {}
    doubtful: set[str] = set()
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code not in codes:
                continue
            key = folded_name(name)
            if code_of_name.setdefault(key, code) != code:
                doubtful.add(key)
    for key in doubtful:
        del code_of_name[key]
    return code_of_name | {code.lower(): code for code in codes}


def read_country(text: pl.Expr, words: CountryWords) -> pl.Expr:
    """Alpha-2 code of a country cell; null where it cannot be read.

    Plain codes are read by expressions, everything else once per distinct value.
    """

    def judge(unsure: pl.Series) -> pl.Series:
        return _judge(unsure, words.names)

    upper = text.str.strip_chars().str.to_uppercase()
    plain = upper.is_in(sorted((country_codes() | words.codes) - _PLACEHOLDERS))
    judged = (
        pl.when(~plain).then(text).map_batches(judge, return_dtype=pl.String, is_elementwise=True)
    )
    return pl.when(plain).then(upper).otherwise(judged)


def _named(text: str, names: Mapping[str, str]) -> str | None:
    key = folded_name(text)
    # A short word is a code only when it is written as one: "U.K.", not "n/a".
    if len(key) <= 3 and not (_CODE.fullmatch(text.strip()) and key.upper() not in _PLACEHOLDERS):
        return None
    # The names of the world are many: they are read where the rules folder has no answer.
    return names.get(key) or _names().get(key)


def _judge(unsure: pl.Series, names: Mapping[str, str]) -> pl.Series:
    unique = unsure.drop_nulls().unique()
    if not len(unique):
        return pl.Series(unsure.name, [None], dtype=pl.String).new_from_index(0, len(unsure))
    codes = [_named(value, names) for value in unique]
    return unsure.replace_strict(unique, codes, default=None, return_dtype=pl.String)


def region_steps(
    *, default: str | None, generic_suffixes: frozenset[str], words: CountryWords
) -> list[Step]:
    """Add column_country and region_hint, by which numbers without country code are read.

    Args:
        default: the country of contacts that nothing else tells.
        generic_suffixes: country suffixes in generic use (.io, .tv …), which tell none.
        words: what countries are called.
    """
    by_column = read_country(c.cell_expr("country"), words).alias(c.COLUMN_COUNTRY.name)
    by_address = _country_of_suffix(generic_suffixes, words).alias(b.SUFFIX_COUNTRY.name)
    hint = pl.coalesce(
        c.COLUMN_COUNTRY.expr, b.SUFFIX_COUNTRY.expr, pl.lit(default, dtype=pl.String)
    ).alias(c.REGION_HINT.name)
    return [
        Step(
            (c.cell("country"),),
            (c.COLUMN_COUNTRY.name,),
            lambda frame: frame.with_columns(by_column),
        ),
        Step(
            (c.EMAIL_OK.name, c.DOMAIN.name),
            (b.SUFFIX_COUNTRY.name,),
            lambda frame: frame.with_columns(by_address),
        ),
        Step(
            (c.COLUMN_COUNTRY.name, b.SUFFIX_COUNTRY.name),
            (c.REGION_HINT.name,),
            lambda frame: frame.with_columns(hint),
        ),
    ]


def international() -> pl.Expr:
    """Whether a contact's number is written with its country code; never null."""
    number = c.cell_expr("phone").str.contains(_INTERNATIONAL)
    return number.fill_null(value=False).alias(b.INTERNATIONAL.name)


def country_step(default: str | None) -> Step:
    """Add country, country_source and other_country; settle numbers that no country reads.

    A number tells a country only by its own country code: one in national form was
    read by a hint and would only repeat it. ``default`` as for :func:`region_steps`.
    """
    by_column, by_address = c.COLUMN_COUNTRY.expr, b.SUFFIX_COUNTRY.expr
    by_phone = pl.when(b.INTERNATIONAL.expr).then(c.PHONE_COUNTRY.expr)
    unread = ~b.INTERNATIONAL.expr & c.REGION_HINT.expr.is_null()
    unread &= c.PHONE_PROBLEM.expr == "invalid"
    added = (
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
    reads = (
        c.COLUMN_COUNTRY, c.PHONE_COUNTRY, b.INTERNATIONAL, b.SUFFIX_COUNTRY, c.REGION_HINT,
        c.PHONE_PROBLEM,
    )  # fmt: skip
    adds = (c.COUNTRY, c.COUNTRY_SOURCE, c.OTHER_COUNTRY, c.PHONE_PROBLEM)
    return Step(
        tuple(column.name for column in reads),
        tuple(column.name for column in adds),
        lambda frame: frame.with_columns(*added),
    )


def _country_of_suffix(generic_suffixes: frozenset[str], words: CountryWords) -> pl.Expr:
    codes = country_codes() | words.codes
    known = {code.lower(): code for code in codes} | dict(words.suffixes)
    country_suffixes = {
        suffix: code for suffix, code in known.items() if suffix not in generic_suffixes
    }
    suffix = pl.when(c.EMAIL_OK.expr).then(c.DOMAIN.expr).str.extract(r"([^.]+)$")
    return c.looked_up(suffix, country_suffixes, pl.String)
