"""A list's own cells laid under the names of the fields, in the words that listcheck knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from listcheck import columns as c
from listcheck.sources.answers import (
    answers_of,
    cell_of,
    cells_kept,
    is_blank_day,
    no_value,
    said,
)
from listcheck.sources.mapping import ColumnMap
from listcheck.sources.several import SEVERAL

#: Addresses in one cell that are looked at.
_IN_ONE_CELL = 3
#: Fields whose cells are days: what programs write for "no day" is blank.
_DAYS = (
    "opted_out_at", "consent_date", "optin_time", "confirm_time", "consent_last_used",
    "relationship_date", "contract_end", "notice_date", "send_time",
)  # fmt: skip


def with_fields(
    frame: pl.LazyFrame, mapping: ColumnMap, further: Mapping[str, int] | None = None
) -> pl.LazyFrame:
    """The list's cells under ``list.<field>``; fields that the list lacks are null.

    Keeps ``row`` and drops the positional columns, which only the writers need.
    ``further`` says how many further addresses and numbers there are in all parts: they
    lie under ``list.email_2`` and so on. What the columns that tell of opt-outs say lies under
    ``said.…``, see :mod:`listcheck.columns`.
    """
    nothing = pl.lit(None, dtype=pl.String)
    fields = dict.fromkeys(c.FIELDS, nothing)
    for name, at in mapping.positions.items():
        fields[name] = _several(mapping, name, at)[0]
    if mapping.more_countries:
        fields["country"] = pl.coalesce(
            fields["country"], *(cell_of(at) for at in mapping.more_countries)
        )
    for name in _DAYS:
        if name in mapping.positions:
            fields[name] = pl.when(~is_blank_day(fields[name])).then(fields[name])
    for name, count in (further or {}).items():
        more = (
            _several(mapping, name, mapping.positions[name])[1:]
            if name in mapping.positions
            else []
        )
        more += [
            cell for at in mapping.further.get(name, ()) for cell in _several(mapping, name, at)
        ]
        for number, cell in enumerate([*more, *[nothing] * count][:count], start=2):
            fields[f"{name}_{number}"] = cell
    days = [mapping.positions[name] for name in _DAYS if name in mapping.positions]
    return (
        frame.select(
            c.ROW.expr,
            *(cell.alias(c.cell(name)) for name, cell in fields.items()),
            *answers_of(mapping),
            *cells_kept(mapping),
            no_value(mapping, days).alias(c.NO_VALUE.name),
        )
        .with_columns(said(mapping))
        .drop(*(f"said.{what}.{at}" for what in ("at", "cell") for at in mapping.telling))
    )


def further_fields(maps: Sequence[ColumnMap]) -> dict[str, int]:
    """How many further addresses and numbers the contacts of some files have at most."""
    found: dict[str, int] = {}
    for mapping in maps:
        for name in SEVERAL:
            own = (name in mapping.positions) + len(mapping.further.get(name, ()))
            each = _IN_ONE_CELL if mapping.vendor and mapping.vendor.separator else 1
            if own * each > 1:
                found[name] = max(found.get(name, 0), own * each - 1)
    return found


def _several(mapping: ColumnMap, name: str, at: int) -> list[pl.Expr]:
    """The cell of a field; several where the vendor puts several addresses into one."""
    separator = mapping.vendor.separator if mapping.vendor else None
    if name not in SEVERAL or separator is None:
        return [_told(mapping, name, at)]
    parts = cell_of(at).str.split(separator)
    return [parts.list.get(number, null_on_oob=True) for number in range(_IN_ONE_CELL)]


def _told(mapping: ColumnMap, name: str, at: int) -> pl.Expr:
    """A cell, the vendor's words put into ours; null where the vendor's word tells nothing."""
    words = mapping.vendor.words.get(name, {}) if mapping.vendor else {}
    cell = cell_of(at)
    if not words:
        return cell
    key = cell.str.strip_chars().str.to_lowercase()
    known = c.looked_up(key, words, pl.String)
    return pl.when(known == "").then(None).otherwise(pl.coalesce(known, cell))
