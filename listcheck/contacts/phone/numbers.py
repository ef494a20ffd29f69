"""Telephone numbers: read, validate and classify them as libphonenumber would.

``phonenumbers`` is the judge, and a Python loop over it reads some 30,000 numbers a
second. So most numbers never meet it: patterns made from its own metadata say which
numbers it would certainly find valid and how it would write them, and which digits are
certainly no number. What they are not sure of is judged, once per distinct value.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Final, NamedTuple

import polars as pl

from listcheck.contacts.phone.certain_numbers import STEPS, settle
from listcheck.contacts.phone.damage import AROUND, DAMAGED, INVISIBLE, looked_at
from listcheck.contacts.phone.metadata import SPECIAL_TYPES, Metadata, metadata
from listcheck.core import columns

#: Separators that parsing skips wherever they stand (and white space it should skip).
#: Not x, ~, #, comma and semicolon: those may begin an extension.
_SEPARATOR: Final = rf"[\s\-./()\[\]\u2010-\u2015\u2212\uFF0D-\uFF0F{INVISIBLE}]"
#: A number with an extension, where nothing else can be meant: ``x12``, ``ext. 12``, ``;ext=12``.
_EXTENSION: Final = r"(?i)^(\+?(?:[0-9][ ().-]{0,3}){5,})(?:;ext=|ext\.? ?|x ?)[0-9]{1,6}$"
#: Digits and separators that nothing can be read into, as most lists write their numbers.
_PLAIN_SEPARATORS: Final = [" ", "(", ")", ".", "-"]
_PLAIN: Final = r"^\+?[0-9][0-9 ().\-]*$"
#: Such text in international form, ending so that no decimal tail can be meant.
_PLAIN_INTERNATIONAL: Final = r"^\+[0-9][0-9 ().\-]*[0-9 \-][0-9]{2}$"
_FULL_WIDTH: Final = dict(zip("０１２３４５６７８９＋", "0123456789+", strict=True))
#: phonenumbers refuses longer text.
_LONGEST_TEXT: Final = 250
#: Distinct values the judge remembers within one run: some 20 MB at most.
_REMEMBERED: Final = 65_536

_OTHER_LINES: Final = dict.fromkeys(SPECIAL_TYPES, "other")
_LINE_TYPES: Final = {"mobile": "mobile", "fixed_line": "fixed", **_OTHER_LINES}

_READING: Final = pl.Struct(
    {
        "phone": pl.String,
        "phone_type": pl.String,
        "phone_country": pl.String,
        "phone_problem": pl.String,
    }
)


class _Judgement(NamedTuple):
    """A valid number as phonenumbers reads it; all null where it is not valid."""

    phone: str | None
    phone_type: str | None
    phone_country: str | None


_Judge = Callable[[str, str | None], _Judgement]
#: Structs of ``text`` and ``region`` in, structs of what is said of the numbers out.
Reader = Callable[[pl.Series], pl.Series]


def with_phone(
    frame: pl.LazyFrame, *, default_region: str | None = None, reader: Reader | None = None
) -> pl.LazyFrame:
    """Add what the telephone number of every contact is.

    ``frame`` has ``list.phone`` (cell text, null where blank) and ``region_hint`` (ISO
    3166-1 alpha-2 or null; ``default_region`` stands in for null). Added: ``phone``
    (E.164), ``phone_ok`` (never null), ``phone_type``, ``phone_problem`` (missing,
    damaged, invalid), ``phone_country`` and ``line_type`` (mobile, fixed, other). A
    number that is not valid has none of them but the problem. ``reader`` remembers what was
    asked before. Raises nothing.
    """
    region = pl.coalesce(pl.col("region_hint"), pl.lit(default_region, dtype=pl.String))
    reading = _reading(columns.cell_expr("phone"), region, reader or number_reader())
    held = "phone reading"
    part = pl.col(held).struct.field
    kind = part("phone_type")
    return (
        frame.with_columns(reading.alias(held))
        .with_columns(
            part("phone").alias(columns.PHONE.name),
            part("phone").is_not_null().alias(columns.PHONE_OK.name),
            kind.alias(columns.PHONE_TYPE.name),
            part("phone_problem").alias(columns.PHONE_PROBLEM.name),
            part("phone_country").alias(columns.PHONE_COUNTRY.name),
            columns.looked_up(kind, _LINE_TYPES, pl.String).alias(columns.LINE_TYPE.name),
        )
        .drop(held)
    )


#: What :func:`with_phone` adds.
PHONE_COLUMNS: Final = (
    columns.PHONE, columns.PHONE_OK, columns.PHONE_TYPE, columns.PHONE_PROBLEM,
    columns.PHONE_COUNTRY, columns.LINE_TYPE,
)  # fmt: skip


def phone_keys(values: pl.Series, region: str | None) -> pl.Series:
    """E.164 form of every value, null where it is not a valid number; same length.

    ``values`` is one number per value, text or integers, in any format; national
    formats are read as ``region``'s (ISO 3166-1 alpha-2), with or without the trunk
    prefix. Raises nothing.
    """
    key = number_key(pl.col("text"), pl.lit(region, dtype=pl.String))
    keys = values.cast(pl.String).alias("text").to_frame().lazy().select(key)
    # In pieces and on every processor: no copy of the whole is made on the way.
    return keys.collect(engine="streaming").to_series().alias(values.name)


def number_key(text: pl.Expr, region: pl.Expr) -> pl.Expr:
    """E.164 form of a cell, national formats read as the region's; null where none."""
    return _reading(text, region, number_reader()).struct.field("phone")


def _reading(text: pl.Expr, region: pl.Expr, reader: Reader) -> pl.Expr:
    """The fields of ``_READING`` of every cell."""
    cells = pl.struct(text.alias("text"), region.alias("region"))
    return cells.map_batches(reader, return_dtype=_READING, is_elementwise=True)


def number_reader() -> Reader:
    """A reader of numbers and their regions with a judge whose memory is its own."""
    return functools.partial(_read_series, judge=_new_judge())


def _new_judge() -> _Judge:
    """A judge with a memory of its own, so that no number outlives the run."""
    return functools.lru_cache(maxsize=_REMEMBERED)(_judge)


def _judge(text: str, region: str | None) -> _Judgement:
    """What phonenumbers says about a cleaned cell."""
    # Only numbers that need judging pay for the import.
    import phonenumbers  # noqa: PLC0415

    if region is None:
        # Nobody's prefix for calls abroad is known; 00 is it almost everywhere.
        text = re.sub(f"^{_SEPARATOR}*[0０]{_SEPARATOR}*[0０]", "+", text)
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return _Judgement(None, None, None)
    kind = phonenumbers.number_type(number)
    # "Valid" is defined as having a type in the region the number belongs to.
    if kind == phonenumbers.PhoneNumberType.UNKNOWN:
        return _Judgement(None, None, None)
    country = phonenumbers.region_code_for_number(number)
    return _Judgement(
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164),
        phonenumbers.PhoneNumberType.to_string(kind).lower(),
        None if country == "001" else country,
    )


def _read_series(cells: pl.Series, judge: _Judge) -> pl.Series:
    """``_read`` for a series of structs."""
    return _read(cells.struct.unnest(), judge).to_struct(cells.name)


def _read(cells: pl.DataFrame, judge: _Judge) -> pl.DataFrame:
    """Read every cell: ``text`` and ``region`` in, the fields of ``_READING`` out.

    Each step looks only at the cells that the steps before it were not sure of.
    """
    if cells["text"].null_count() == cells.height:
        # A list without numbers pays nothing for them.
        none = pl.DataFrame(schema=dict.fromkeys(_Judgement._fields, pl.String))
        return none.clear(cells.height).with_columns(phone_problem=pl.lit("missing"))
    known = metadata()
    # International text in plain ASCII, as most exports write it, needs no other cleaning.
    plain = cells["text"].str.contains(_PLAIN_INTERNATIONAL)
    candidate = pl.when("tried").then(pl.lit(_without_separators(cells["text"])))
    cells = (
        cells.with_row_index("cell")
        .with_columns(digits=pl.lit(None, dtype=pl.String), tried=plain.fill_null(value=False))
        .with_columns(candidate=candidate)
    )
    sure, unsure = settle(cells, known, pl.lit(value=True))
    if unsure.is_empty():
        return sure.drop("cell")
    settled = [sure]
    unsure = _cleaned(unsure, known)
    for step in STEPS:
        sure, unsure = step(unsure, known)
        settled.append(sure)
    settled.append(_judged(unsure, judge))
    return pl.concat(settled).sort("cell").drop("cell")


def _cleaned(cells: pl.DataFrame, known: Metadata) -> pl.DataFrame:
    """Fill ``digits`` (digits, at most a plus sign before them, where that is all there is).

    A region that phonenumbers does not know becomes null, as it does for phonenumbers. What a
    column of floats wrote is the whole number from here on, for the judge as well.
    """
    regions = {region: region for region in known.dialling["region"]}
    texts, floats = looked_at(cells["text"])
    whole = pl.repeat(value=True, n=len(texts), dtype=pl.Boolean, eager=True)
    if len(floats):
        # A decimal tail that is left is damage, not two more digits.
        whole = whole.scatter(floats, ~texts.gather(floats).str.contains(r"\.0{1,2}$"))
    # Few texts hold more than digits and separators; only those pay for a closer look.
    odd = (~texts.str.contains(_PLAIN)).fill_null(value=False).arg_true()
    digits = _without_separators(texts)
    if len(odd):
        digits = digits.scatter(odd, _digits_of_odd(texts.gather(odd)))
    # Overlong text is never read.
    whole &= texts.str.len_bytes() <= _LONGEST_TEXT
    return cells.with_columns(
        pl.col("region").replace_strict(regions, default=None, return_dtype=pl.String),
        text=texts,
        digits=pl.when(whole).then(pl.lit(digits)),
    )


def _without_separators(texts: pl.Series) -> pl.Series:
    """Text without the separators of plain ASCII text."""
    return texts.str.replace_many(_PLAIN_SEPARATORS, [""] * len(_PLAIN_SEPARATORS))


def _digits_of_odd(texts: pl.Series) -> pl.Series:
    """Digits of texts with signs of other kinds around or between them, or an extension."""
    bare = texts.str.strip_chars(AROUND).str.strip_prefix("tel:")
    if texts.str.contains("[０-９＋]").any():
        bare = bare.str.replace_many(list(_FULL_WIDTH), list(_FULL_WIDTH.values()))
    return bare.str.replace(_EXTENSION, "${1}").str.replace_all(f"{_SEPARATOR}+", "")


def _judged(cells: pl.DataFrame, judge: _Judge) -> pl.DataFrame:
    """Ask the judge about every distinct value; say what is missing or damaged."""
    text = pl.col("text")
    clean = text.str.replace_all(f"[{INVISIBLE}]", "").str.replace_all(r"\s", " ")
    cells = cells.select("cell", "region", text=clean.str.strip_chars(AROUND)).with_columns(
        phone_problem=pl.when(text.is_null() | (text == ""))
        .then(pl.lit("missing"))
        .when(text.str.contains(DAMAGED))
        .then(pl.lit("damaged"))
    )
    short = text.str.len_chars() <= _LONGEST_TEXT
    unsure = cells.filter(pl.col("phone_problem").is_null() & short).select("text", "region")
    unsure = unsure.unique()
    schema = dict.fromkeys(_Judgement._fields, pl.String)
    # Row by row, but only the unique texts that no expression could settle.
    answers = pl.DataFrame([judge(*row) for row in unsure.iter_rows()], schema=schema, orient="row")
    lacking = [
        phone is None and _lacks_zero(text, region, judge)
        for text, region, phone in zip(
            unsure["text"], unsure["region"], answers["phone"], strict=True
        )
    ]
    unsure = unsure.hstack(answers).with_columns(lacking=pl.Series(lacking, dtype=pl.Boolean))
    cells = cells.join(unsure, on=["text", "region"], how="left", nulls_equal=True)
    problem = (
        pl.when(pl.col("phone").is_not_null() | pl.col("phone_problem").is_not_null())
        .then("phone_problem")
        .when("lacking")
        .then(pl.lit("damaged"))
        .otherwise(pl.lit("invalid"))
    )
    return cells.select("cell", *schema, phone_problem=problem)


def _lacks_zero(text: str, region: str | None, judge: _Judge) -> bool:
    """Whether an invalid text is a number of its region without the leading zero.

    Spreadsheets take it from digits that stand alone. Where it is only dialled, the
    number is read all the same; where it is part of the number, as in Italy, or of the
    prefix for calls abroad, nothing else is left to read.
    """
    alone = region is not None and re.fullmatch("[1-9][0-9]*", text) is not None
    return alone and judge(f"0{text}", region).phone is not None
