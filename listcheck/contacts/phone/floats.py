"""Whole numbers that a column of floats wrote: all of their digits are there.

One blank cell makes pandas, R or a spreadsheet keep a column of numbers as floats, and then
``447400123456`` is written ``447400123456.0``, ``447400123456,00`` or ``4.47400123456E+11``. A
double holds every whole number of up to fifteen digits exactly, as many as a telephone number may
have, so such a text is read where it shows each of them:

- digits and a tail of zeros. Of three zeros and more only behind seven digits: ``030.000`` is an
  area code and the rest of a number.
- a power of ten whose mantissa shows all digits. ``4.474E+11`` shows four of twelve: that the
  others are zeros is likelier rounding than truth, and stays damage.

Sixteen digits and more may have been rounded, an amount (``447,400,123,456.00``) is nothing that a
float column writes, and no number is negative: all of these stay damage, too.
"""

from __future__ import annotations

from typing import Final

import polars as pl

#: Tells quickly which texts need a closer look; most hold nothing like it.
MAY_BE_FLOAT: Final = r"[.,]0|[0-9]\s*[eE]\s*\+?[0-9]"
_TAIL: Final = r"^(?:(\+?[0-9]{1,15})[.,]0{1,2}|(\+?[0-9]{7,15})[.,]0{3,})$"
_POWER: Final = r"^(\+?)([1-9][0-9]*)(?:[.,]([0-9]*))?\s*[eE]\s*\+?([0-9]{1,2})$"
_MOST_DIGITS: Final = 15


def without_decimals(texts: pl.Series) -> pl.Series:
    """Texts with the digits alone where a float lost none; the others as they are."""
    text = pl.col(texts.name)
    power = text.str.extract_groups(_POWER).struct
    shown, exponent = power.field("3").fill_null(""), power.field("4").cast(pl.Int32)
    digits = power.field("2") + shown
    length = power.field("2").str.len_bytes().cast(pl.Int32) + exponent
    # Behind the last digit of the whole number there must be nothing.
    exact = (
        (digits.str.len_bytes() >= length)
        & (length <= _MOST_DIGITS)
        & (digits.str.slice(length.clip(lower_bound=0)).str.strip_chars("0") == "")
    )
    whole = power.field("1") + digits.str.head(length)
    tail = text.str.extract_groups(_TAIL).struct
    plain = pl.coalesce(
        tail.field("1"), tail.field("2"), pl.when(exact.fill_null(value=False)).then(whole), text
    )
    return texts.to_frame().select(plain.alias(texts.name)).to_series()
