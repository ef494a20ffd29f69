"""A list's own cells laid under the names of the fields, in the words that listcheck knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from listcheck import columns as c
from listcheck.sources.mapping import ColumnMap

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
            fields[name] = _told(mapping, name, at)
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
        for number, own in enumerate(_padded(mapping.further.get(name, ()), count), start=2):
            fields[f"{name}_{number}"] = nothing if own is None else _cell(own)
    return frame.select(c.ROW.expr, *(cell.alias(c.cell(name)) for name, cell in fields.items()))


def further_fields(maps: Sequence[ColumnMap]) -> dict[str, int]:
    """How many further addresses and numbers the contacts of some files have at most."""
    found: dict[str, int] = {}
    for mapping in maps:
        for name, positions in mapping.further.items():
            if positions:
                found[name] = max(found.get(name, 0), len(positions))
    return found


def _padded(positions: Sequence[int], count: int) -> list[int | None]:
    return [*positions, *[None] * (count - len(positions))]


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
    cell = _told(mapping, "opted_out", at) if at in mapping.opt_outs else _cell(at)
    if at in mapping.opt_outs and mapping.opt_outs[at].any_text:
        return pl.when(cell == "no").then(cell).when(cell.is_not_null()).then(pl.lit("yes"))
    return cell
