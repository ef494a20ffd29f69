"""Parquet lists: every column as text, and the original columns beside it."""

from __future__ import annotations

from typing import Final

import polars as pl
from polars.exceptions import PolarsError

from listcheck.core.errors import InputProblem
from listcheck.core.fingerprint import Fingerprint
from listcheck.core.part import UNREADABLE_SCHEMA, ListFile, Part, cell_name
from listcheck.readers.bytes.kinds import PARQUET_MAGIC

#: A 32-bit float holds every whole number below this one, and not every one above.
_EXACT_IN_32_BITS: Final = 2**24


def open_parquet(file: ListFile) -> Part:
    """The Parquet ``file`` as a Part.

    Raises InputProblem when it is no Parquet file, holds no row, or has a column that
    is not text, number, date, time or truth value; the message names the column.
    """
    with file.path.open("rb") as source:
        magic = source.read(len(PARQUET_MAGIC))
    if magic != PARQUET_MAGIC:
        raise InputProblem(f"{file.name}: named like a Parquet file, but it is not one")
    original = pl.scan_parquet(file.path, glob=False, hive_partitioning=False)
    try:
        schema = original.collect_schema()
        records = original.select(pl.len()).collect().item()
    except PolarsError:
        raise InputProblem(f"{file.name}: damaged or cut short, or encrypted") from None
    headers = tuple(schema)
    if not headers or not records:
        raise InputProblem(f"{file.name}: holds no record")
    for header, dtype in schema.items():
        if not _has_text(dtype):
            raise InputProblem(
                f'{file.name}: column "{header}" is of type {dtype}, which has no text form: '
                "leave the column out or save it as text"
            )
    return Part(
        file=file,
        kind="parquet",
        headers=headers,
        frame=_as_text(file, headers, schema),
        dialect=None,
        unreadable=pl.DataFrame(schema=UNREADABLE_SCHEMA),
        fingerprint=Fingerprint.of(file.path, file.name),
        records=records,
        original=original,
    )


def _has_text(dtype: pl.DataType) -> bool:
    if dtype.is_nested():
        return False
    return dtype not in (pl.Binary, pl.Object, pl.Duration, pl.Unknown)


def _as_text(file: ListFile, headers: tuple[str, ...], schema: pl.Schema) -> pl.LazyFrame:
    # The list may have a column "row" of its own.
    row = "row"
    while row in schema:
        row += "_"
    numbered = pl.scan_parquet(
        file.path,
        glob=False,
        hive_partitioning=False,
        row_index_name=row,
        row_index_offset=1,
    )
    texts = []
    for index, header in enumerate(headers):
        text = _text_of(pl.col(header), schema[header])
        blank = text == ""
        texts.append(pl.when(~blank).then(text).alias(cell_name(index)))
    return numbered.select(pl.col(row).cast(pl.UInt32).alias("row"), *texts)


def _text_of(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """A column as text: no value of a float column (NaN) is a blank cell.

    A long number of a 32-bit float may be another one by now, though its text would look whole:
    it is written as the power of ten that it is worth, as a spreadsheet writes what it rounded.
    """
    if not dtype.is_float():
        return column.cast(pl.String)
    column = column.fill_nan(None)
    if dtype != pl.Float32:
        return column.cast(pl.String)
    size = column.cast(pl.Float64)
    exponent = size.abs().log10().floor()
    # Five decimals of seven digits and more: never taken for all of them.
    mantissa = (size / pl.lit(10.0) ** exponent).round(5)
    rounded = (
        mantissa.cast(pl.String) + "e+" + exponent.cast(pl.Int32, strict=False).cast(pl.String)
    )
    long = (size.abs() >= _EXACT_IN_32_BITS) & size.is_finite()
    return pl.when(long).then(rounded).otherwise(column.cast(pl.String))
