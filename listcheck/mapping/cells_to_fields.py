"""A list's own cells laid under the names of the fields, in the words that listcheck knows."""

from __future__ import annotations

import polars as pl

from listcheck.core import columns as c
from listcheck.core.several_headers import SEVERAL
from listcheck.mapping.answers import (
    answers_of,
    cell_of,
    cells_kept,
    is_blank_day,
    no_value,
    worst_answers,
)
from listcheck.mapping.column_map import ColumnMap

#: Fields whose cells are days: what programs write for "no day" is blank.
_DAYS = (
    "opted_out_at", "consent_date", "optin_time", "confirm_time", "consent_last_used",
    "relationship_date", "contract_end", "notice_date", "send_time",
)  # fmt: skip


def with_fields(frame: pl.LazyFrame, mapping: ColumnMap) -> pl.LazyFrame:
    """The list's cells under ``list.<field>``; fields that the list lacks are null.

    Keeps ``row`` and drops the positional columns, which only the writers need. A contact's
    further addresses and numbers lie under ``list.further.email`` and ``list.further.phone``,
    as they are written: one cell a line, however many cells there are. What the columns that
    tell of opt-outs say lies under ``said.…``, see :mod:`listcheck.core.columns`.
    """
    nothing = pl.lit(None, dtype=pl.String)
    fields = dict.fromkeys(c.FIELDS, nothing)
    for name, at in mapping.positions.items():
        fields[name] = _first(mapping, name, at)
    if mapping.more_countries:
        fields["country"] = pl.coalesce(
            fields["country"], *(cell_of(at) for at in mapping.more_countries)
        )
    for name in _DAYS:
        if name in mapping.positions:
            fields[name] = pl.when(~is_blank_day(fields[name])).then(fields[name])
    fields |= {f"further.{name}": _further(mapping, name) for name in SEVERAL}
    days = [mapping.positions[name] for name in _DAYS if name in mapping.positions]
    return (
        frame.select(
            c.ROW.expr,
            *(cell.alias(c.cell(name)) for name, cell in fields.items()),
            *answers_of(mapping),
            *cells_kept(mapping),
            no_value(mapping, days).alias(c.NO_VALUE.name),
        )
        .with_columns(worst_answers(mapping))
        .drop(*(f"said.{what}.{at}" for what in ("at", "cell") for at in mapping.telling))
    )


def _first(mapping: ColumnMap, name: str, at: int) -> pl.Expr:
    """The cell of a field; its first address where the vendor puts several into one."""
    separator = mapping.vendor.separator if mapping.vendor else None
    if name not in SEVERAL or separator is None:
        return _with_codes(mapping, name, at)
    return cell_of(at).str.split(separator).list.first()


def _further(mapping: ColumnMap, name: str) -> pl.Expr:
    """The cells of a contact's further addresses or numbers, one a line; null where all are blank.

    A cell of several, of which the first is the recipient's, is among them as a whole.
    """
    cells = [cell_of(at) for at in mapping.further.get(name, ())]
    separator = mapping.vendor.separator if mapping.vendor else None
    if name in mapping.positions and separator is not None:
        cell = cell_of(mapping.positions[name])
        cells.insert(0, pl.when(cell.str.contains(separator, literal=True)).then(cell))
    if not cells:
        return pl.lit(None, dtype=pl.String)
    text = pl.concat_str(cells, separator="\n", ignore_nulls=True)
    return pl.when(text != "").then(text)


def _with_codes(mapping: ColumnMap, name: str, at: int) -> pl.Expr:
    """A cell, the vendor's words put into ours; null where the vendor's word tells nothing."""
    words = mapping.vendor.words.get(name, {}) if mapping.vendor else {}
    cell = cell_of(at)
    if not words:
        return cell
    key = cell.str.strip_chars().str.to_lowercase()
    known = c.looked_up(key, words, pl.String)
    return pl.when(known == "").then(None).otherwise(pl.coalesce(known, cell))
