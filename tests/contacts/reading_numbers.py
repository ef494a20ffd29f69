"""Numbers as people write them, read by the stage and by the reference library."""

from __future__ import annotations

import re
from functools import cache

import phonenumbers
import polars as pl
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

from listcheck.contacts.phone.numbers import with_phone

Row = tuple[str | None, str | None]
Reading = tuple[str | None, str | None, str | None]

ADDED = {
    "phone": pl.String,
    "phone_ok": pl.Boolean,
    "phone_type": pl.String,
    "phone_problem": pl.String,
    "phone_country": pl.String,
    "line_type": pl.String,
}
FORMATS = (
    PhoneNumberFormat.E164,
    PhoneNumberFormat.INTERNATIONAL,
    PhoneNumberFormat.NATIONAL,
    PhoneNumberFormat.RFC3966,
)
NOTHING: Reading = (None, None, None)


def frame(rows: list[Row]) -> pl.LazyFrame:
    schema = {"list.phone": pl.String, "region_hint": pl.String}
    return pl.LazyFrame(rows, schema=schema, orient="row")


def read(rows: list[Row], default_region: str | None = None) -> pl.DataFrame:
    return with_phone(frame(rows), default_region=default_region).collect()


def one(text: str | None, region: str | None = None) -> dict[str, object]:
    return read([(text, region)]).row(0, named=True)


def reference(text: str, region: str | None) -> Reading:
    """What phonenumbers says, asked the long way."""
    if region is None:
        text = re.sub(r"^[ \-()/.]*[0０][ \-()/.]*[0０]", "+", text)
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return NOTHING
    if not phonenumbers.is_valid_number(number):
        return NOTHING
    country = phonenumbers.region_code_for_number(number)
    return (
        phonenumbers.format_number(number, PhoneNumberFormat.E164),
        PhoneNumberType.to_string(phonenumbers.number_type(number)).lower(),
        None if country == "001" else country,
    )


@cache
def examples() -> list[tuple[str | None, PhoneNumber]]:
    """An example number of every type of every region, and of every global service."""
    found: list[tuple[str | None, PhoneNumber]] = []
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        for kind in PhoneNumberType.values():
            number = phonenumbers.example_number_for_type(region, kind)
            if number is not None:
                found.append((region, number))
    for code in sorted(phonenumbers.COUNTRY_CODES_FOR_NON_GEO_REGIONS):
        number = phonenumbers.example_number_for_non_geo_entity(code)
        assert number is not None
        found.append((None, number))
    return found


def written(region: str | None, number: PhoneNumber) -> list[Row]:
    """A number in the ways people write it."""
    code = str(number.country_code)
    bare = phonenumbers.national_significant_number(number)
    rows: list[Row] = []
    for form in FORMATS:
        text = phonenumbers.format_number(number, form)
        rows.append((text, region))
        if form != PhoneNumberFormat.NATIONAL:
            rows.append((text, None))
    rows += [("00" + code + bare, region), ("00" + code + bare, None)]
    rows += [(f"+{code} (0){bare}", region), (code + bare, region), (bare, region)]
    return rows


def whole(text: str) -> str:
    """What a column of floats wrote, without its tail of zeros."""
    tail = re.fullmatch(r"(\+?[0-9]{1,15})[.,]0{1,2}|(\+?[0-9]{7,15})[.,]0+", text)
    return (tail[1] or tail[2]) if tail else text


def differences(rows: list[Row]) -> list[tuple[Row, Reading, Reading]]:
    readings = read(rows).select("phone", "phone_type", "phone_country").rows()
    found = []
    for row, reading in zip(rows, readings, strict=True):
        assert row[0] is not None
        damaged = re.fullmatch(r"[-+]?[0-9]+[.,]0{1,2}", whole(row[0].strip()))
        expected = NOTHING if damaged else reference(whole(row[0].strip()), row[1])
        if reading != expected:
            found.append((row, expected, reading))
    return found
