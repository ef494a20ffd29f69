"""The vector path: which numbers are certainly valid, and as what, and which are not.

Expressions over whole columns that follow phonenumbers' parsing and validation where
their outcome is certain. A step splits its cells into readings and the cells it is not
sure of. Only the last one says "invalid".
"""

from __future__ import annotations

from typing import Final

import polars as pl

from listcheck.contacts.phone.metadata import Metadata

#: What a plan's patterns say: neither, the first, the second, both.
_LINES: Final = pl.Series([None, "fixed_line", "mobile", "fixed_line_or_mobile"])
#: A reading: which cell it is of, and what is said of it.
_READING: Final = {
    "cell": pl.UInt32,
    "phone": pl.String,
    "phone_type": pl.String,
    "phone_country": pl.String,
    "phone_problem": pl.String,
}


def settle(cells: pl.DataFrame, known: Metadata, also: pl.Expr) -> tuple[pl.DataFrame, ...]:
    """Split cells into readings that are certain and the cells that remain.

    A reading is certain where ``candidate`` (E.164 text or null) is certainly valid and
    ``also`` holds (in terms of ``cells``, ``phone_country`` and ``first``).
    """
    tried = cells["candidate"].is_not_null()
    # No query is built for nothing: most steps have no candidate in most lists.
    if not tried.any():
        return pl.DataFrame(schema=_READING), cells
    both = cells if tried.all() else cells.filter(tried)
    both = both.hstack(_classify(both["candidate"], known)).with_columns(
        sure=(pl.col("phone_type").is_not_null() & also).fill_null(value=False),
        phone_problem=pl.lit(None, dtype=pl.String),
    )
    sure, unsure = both["sure"], both.select(cells.columns)
    readings = both.select(*_READING)
    if not sure.all():
        readings = readings.filter(sure)
    unsure = unsure.filter(~sure)
    return readings, unsure if tried.all() else pl.concat([cells.filter(~tried), unsure])


def _classify(candidates: pl.Series, known: Metadata) -> pl.DataFrame:
    """Type and country of E.164 text; the type is null where it is not certainly valid.

    Columns: ``phone``, ``phone_type``, ``phone_country`` and ``first`` (the number is
    one of the first region of its calling code).
    """
    phone, valid = pl.col("phone"), pl.col("valid")
    frame = candidates.alias("phone").to_frame()
    # Indices into _LINES; null where the number is in no plan.
    line = pl.col("fixed").cast(pl.UInt8) + 2 * pl.col("mobile").cast(pl.UInt8)
    first = frame.with_columns(
        valid=phone.str.contains(known.first.general),
        closed=phone.str.contains(known.closed),
        special=phone.str.contains(known.first.special),
        fixed=phone.str.contains(known.first.fixed),
        mobile=phone.str.contains(known.first.mobile),
    ).with_columns(valid=valid & ~pl.col("closed"))
    first = first.select(
        "phone",
        special=valid & pl.col("special"),
        line=pl.when(valid & ~pl.col("special")).then(line),
        phone_country=_region(known.first_region),
        rank=pl.lit(1, dtype=pl.UInt8),
    )
    types, countries, ranks = _LINES.gather(first["line"]), first["phone_country"], first["rank"]
    special = first["special"].arg_true()
    if len(special):
        kinds = [
            pl.when(phone.str.contains(pattern)).then(pl.lit(kind))
            for kind, pattern in known.special.items()
        ]
        special_types = first[special].select(pl.coalesce(kinds)).to_series()
        types = types.scatter(special, special_types)
    rest = types.is_null().arg_true()
    if len(rest):
        later = first[rest].with_columns(
            # Parsing would change the number, or a region asked before owns it.
            valid=~phone.str.contains(known.rewritten)
            & phone.str.contains(known.second.general)
            & ~phone.str.contains(known.second_barred)
            # Rare enough for the judge.
            & ~phone.str.contains(known.second.special),
            fixed=phone.str.contains(known.second.fixed),
            mobile=phone.str.contains(known.second.mobile),
            country=_region(known.second_region),
        )
        lines = later.select(pl.when("valid").then(line)).to_series()
        types = types.scatter(rest, _LINES.gather(lines))
        countries = countries.scatter(rest, later["country"])
        ranks = ranks.scatter(rest, 2)
    return pl.DataFrame(
        {
            "phone": candidates,
            "phone_type": types,
            "phone_country": countries,
            "first": ranks == 1,
        }
    )


def _region(regions: pl.Series) -> pl.Expr:
    """Region of E.164 text by its first three digits; null where no rank has one."""
    start = pl.col("phone").str.slice(1, 3).cast(pl.UInt32, strict=False)
    return pl.lit(regions).gather(start)


def _international(cells: pl.DataFrame, known: Metadata) -> tuple[pl.DataFrame, ...]:
    """``+44 20 …``, and ``0044 20 …`` where nobody's prefix for calls abroad is known."""
    digits = pl.col("digits")
    cells = cells.with_columns(
        digits=pl.when(pl.col("region").is_null() & digits.str.starts_with("00"))
        .then("+" + digits.str.slice(2))
        .otherwise(digits)
    )
    untried = digits.str.starts_with("+") & ~pl.col("tried")
    cells = cells.with_columns(candidate=pl.when(untried).then(digits))
    return settle(cells, known, pl.lit(value=True))


def _trunk_zero(cells: pl.DataFrame, known: Metadata) -> tuple[pl.DataFrame, ...]:
    """``+44 (0)20 …``: parsing drops the 0 where the rest is a number of that country."""
    bare = pl.col("digits").str.replace(known.trunk_zero, "${1}")
    international = pl.col("digits").str.starts_with("+")
    dropped = international & (bare != pl.col("digits"))
    cells = cells.with_columns(candidate=pl.when(dropped).then(bare))
    return settle(cells, known, pl.col("first"))


def _national(cells: pl.DataFrame, known: Metadata) -> tuple[pl.DataFrame, ...]:
    """Numbers as dialled within their region, or abroad from it."""
    digits = pl.col("digits")
    guarded = (pl.col("region") + digits).str.contains(known.guarded)

    def begins(column: str) -> pl.Expr:
        return digits.str.starts_with(pl.col(column)).fill_null(value=False)

    cells = cells.join(known.dialling, on="region", how="left").with_columns(
        plain=digits.str.contains("^[0-9]+$") & ~guarded & pl.col("code").is_not_null(),
        abroad=begins("international"),
        trunk=begins("trunk_1") | begins("trunk_2"),
        own=begins("code"),
    )
    after = digits.str.strip_prefix(pl.col("international"))
    stripped = (
        pl.when(begins("trunk_1"))
        .then(digits.str.strip_prefix(pl.col("trunk_1")))
        .otherwise(digits.str.strip_prefix(pl.col("trunk_2")))
    )
    cells = cells.with_columns(
        candidate=pl.when("plain").then(
            # No calling code begins with 0: that would not be a call abroad.
            pl.when("abroad")
            .then(pl.when(~after.str.starts_with("0")).then("+" + after))
            .when(pl.col("trunk") & ~pl.col("own"))
            .then("+" + pl.col("code") + stripped)
            .when(~pl.col("trunk"))
            .then("+" + pl.col("code") + digits)
        )
    )
    # The prefix is dropped for certain where a valid number of the region remains, and
    # a leading calling code is kept for certain where the whole is one.
    simple = pl.col("abroad") | ~(pl.col("trunk") | pl.col("own"))
    return settle(cells, known, simple | (pl.col("phone_country") == pl.col("region")))


def _code_without_plus(cells: pl.DataFrame, known: Metadata) -> tuple[pl.DataFrame, ...]:
    """``44 20 …`` in Britain: the calling code written without its plus sign."""
    digits = pl.col("digits")
    here = pl.col("plain") & pl.col("own") & ~pl.col("abroad")
    cells = cells.with_columns(candidate=pl.when(here).then("+" + digits))
    whole = ("+" + pl.col("code") + digits).str.contains(known.first.general)
    same = pl.col("first") & (pl.col("phone_country") == pl.col("region"))
    return settle(cells, known, (digits.str.len_chars() > pl.col("longest")) | (same & ~whole))


def _invalid(cells: pl.DataFrame, known: Metadata) -> tuple[pl.DataFrame, ...]:
    """Digits that no way of parsing them turns into a number of any type anywhere."""
    # Without a plus sign and without a region there is no calling code.
    inland = pl.col("region").is_null() | _invalid_inland(known)
    kinds = {r"^\+[0-9]+$": _invalid_abroad(pl.col("digits"), known), "^[0-9]+$": inland}
    lost = pl.repeat(value=False, n=len(cells), dtype=pl.Boolean, eager=True)
    for pattern, answer in kinds.items():
        some = cells["digits"].str.contains(pattern).fill_null(value=False).arg_true()
        if len(some):
            is_lost = cells[some].select(answer.fill_null(value=False))
            lost = lost.scatter(some, is_lost.to_series())
    nothing = pl.lit(None, dtype=pl.String)
    sure = cells.filter(lost).select(
        "cell",
        phone=nothing,
        phone_type=nothing,
        phone_country=nothing,
        phone_problem=pl.lit("invalid"),
    )
    return sure, cells.filter(~lost)


def _invalid_abroad(phone: pl.Expr, known: Metadata) -> pl.Expr:
    """Text with plus sign and calling code that is no number whichever way it is parsed."""
    # Parsing keeps what follows the calling code, or drops a trunk zero from it (a
    # second one too where the code has no plus sign).
    bare = phone.str.replace(known.trunk_zero, "${1}")
    once = (bare != phone) & ~bare.str.contains(known.rewritten) & _untyped(bare, known)
    kept = ~phone.str.contains(known.rewritten) | once
    return phone.str.contains(known.coded) & kept & _untyped(phone, known)


def _invalid_inland(known: Metadata) -> pl.Expr:
    """Digits that are no number as dialled within their region or abroad from it."""
    digits, code = pl.col("digits"), pl.col("code")
    stripped = (
        pl.when(digits.str.starts_with(pl.col("trunk_1")).fill_null(value=False))
        .then(digits.str.strip_prefix(pl.col("trunk_1")))
        .otherwise(digits.str.strip_prefix(pl.col("trunk_2")))
    )
    # A zero that a spreadsheet took may be what is missing: that would be damage.
    restored = "0" + digits
    complete = _untyped("+" + code + restored, known)
    complete &= ~(pl.col("region") + restored).str.contains(known.guarded)
    complete &= ~restored.str.starts_with(pl.col("international")).fill_null(value=False)
    abroad = "+" + digits.str.strip_prefix(pl.col("international"))
    return (
        pl.col("plain")
        & _untyped("+" + code + digits, known)
        & (~pl.col("trunk") | _untyped("+" + code + stripped, known))
        & (~pl.col("own") | _invalid_abroad("+" + digits, known))
        & (~pl.col("abroad") | _invalid_abroad(abroad, known))
        & (digits.str.starts_with("0") | complete)
    )


def _untyped(phone: pl.Expr, known: Metadata) -> pl.Expr:
    return ~phone.str.contains(known.typed)


#: Tried in this order on the cells that are not E.164 as they stand.
STEPS: Final = (_international, _trunk_zero, _national, _code_without_plus, _invalid)
