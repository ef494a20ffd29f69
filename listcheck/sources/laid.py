"""A list's own cells laid under the names of the fields, in the words that listcheck knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from listcheck import columns as c
from listcheck.sources.mapping import ColumnMap
from listcheck.sources.several import SEVERAL

#: Addresses in one cell that are looked at.
_IN_ONE_CELL = 3
#: What stands for no text where any text denies.
_NO_REASON = ("[]", "{}", "none", "no", "false", "0", "-")
#: Words of a flag that is set.
_SET = ("1", "true", "yes", "y", "x")


def with_fields(
    frame: pl.LazyFrame, mapping: ColumnMap, further: Mapping[str, int] | None = None
) -> pl.LazyFrame:
    """The list's cells under ``list.<field>``; fields that the list lacks are null.

    Keeps ``row`` and drops the positional columns, which only the writers need.
    ``further`` says how many further addresses and numbers there are in all parts: they
    lie under ``list.email_2`` and so on.
    """
    nothing = pl.lit(None, dtype=pl.String)
    fields = dict.fromkeys((*c.FIELDS, *c.OPT_OUT_FIELDS), nothing)
    for name, at in mapping.positions.items():
        if name != "opted_out":
            fields[name] = _several(mapping, name, at)[0]
    opt_outs = [mapping.positions[name] for name in ("opted_out",) if name in mapping.positions]
    for name, at in zip(c.OPT_OUT_FIELDS, [*opt_outs, *mapping.more_opt_outs], strict=False):
        fields[name] = _opt_out(mapping, at)
    if mapping.bounces:
        bounced = pl.any_horizontal(
            _cell(at).str.strip_chars().str.to_lowercase().is_in(_SET).fill_null(value=False)
            for at in mapping.bounces
        )
        fields["status"] = pl.when(bounced).then(pl.lit("bounced")).otherwise(fields["status"])
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
    return frame.select(c.ROW.expr, *(cell.alias(c.cell(name)) for name, cell in fields.items()))


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
    parts = _cell(at).str.split(separator)
    return [parts.list.get(number, null_on_oob=True) for number in range(_IN_ONE_CELL)]


def _cell(at: int) -> pl.Expr:
    text = pl.col(f"c{at}")
    return pl.when(text.str.strip_chars() != "").then(text)


def _told(mapping: ColumnMap, name: str, at: int) -> pl.Expr:
    """A cell, the vendor's words put into ours; null where the vendor's word tells nothing."""
    words = mapping.vendor.words.get(name, {}) if mapping.vendor else {}
    cell = _cell(at)
    if not words:
        return cell
    key = cell.str.strip_chars().str.to_lowercase()
    known = c.looked_up(key, words, pl.String)
    return pl.when(known == "").then(None).otherwise(pl.coalesce(known, cell))


def _opt_out(mapping: ColumnMap, at: int) -> pl.Expr:
    """The cell of an opt-out column; where any text denies, a text is a yes."""
    if at not in mapping.opt_outs:
        return _cell(at)
    if mapping.opt_outs[at].any_text:
        # The vendor's words are those of its flags: here "true" is a reason like any other.
        cell = _cell(at)
        empty = cell.str.strip_chars().str.to_lowercase().is_in(_NO_REASON)
        return pl.when(empty).then(pl.lit("no")).when(cell.is_not_null()).then(pl.lit("yes"))
    return _told(mapping, "opted_out", at)
