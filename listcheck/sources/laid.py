"""A list's own cells laid under the names of the fields, in the words that listcheck knows."""

from __future__ import annotations

import polars as pl

from listcheck import columns as c
from listcheck.sources.mapping import ColumnMap
from listcheck.sources.several import SEVERAL

#: What stands for no text where any text denies.
_NO_REASON = ("[]", "{}", "none", "no", "false", "0", "-")
#: Words of a flag that is set.
_SET = ("1", "true", "yes", "y", "x")


def with_fields(frame: pl.LazyFrame, mapping: ColumnMap) -> pl.LazyFrame:
    """The list's cells under ``list.<field>``; fields that the list lacks are null.

    Keeps ``row`` and drops the positional columns, which only the writers need. A contact's
    further addresses and numbers lie under ``list.further.email`` and ``list.further.phone``,
    as they are written: one cell a line, however many cells there are.
    """
    nothing = pl.lit(None, dtype=pl.String)
    fields = dict.fromkeys((*c.FIELDS, *c.OPT_OUT_FIELDS), nothing)
    for name, at in mapping.positions.items():
        if name != "opted_out":
            fields[name] = _first(mapping, name, at)
    opt_outs = [mapping.positions[name] for name in ("opted_out",) if name in mapping.positions]
    for name, at in zip(c.OPT_OUT_FIELDS, [*opt_outs, *mapping.more_opt_outs], strict=False):
        fields[name] = _opt_out(mapping, at)
    if mapping.bounces:
        bounced = pl.any_horizontal(
            _cell(at).str.strip_chars().str.to_lowercase().is_in(_SET).fill_null(value=False)
            for at in mapping.bounces
        )
        fields["status"] = pl.when(bounced).then(pl.lit("bounced")).otherwise(fields["status"])
    fields |= {f"further.{name}": _further(mapping, name) for name in SEVERAL}
    return frame.select(c.ROW.expr, *(cell.alias(c.cell(name)) for name, cell in fields.items()))


def _first(mapping: ColumnMap, name: str, at: int) -> pl.Expr:
    """The cell of a field; its first address where the vendor puts several into one."""
    separator = mapping.vendor.separator if mapping.vendor else None
    if name not in SEVERAL or separator is None:
        return _told(mapping, name, at)
    return _cell(at).str.split(separator).list.first()


def _further(mapping: ColumnMap, name: str) -> pl.Expr:
    """The cells of a contact's further addresses or numbers, one a line; null where all are blank.

    A cell of several, of which the first is the recipient's, is among them as a whole.
    """
    cells = [_cell(at) for at in mapping.further.get(name, ())]
    separator = mapping.vendor.separator if mapping.vendor else None
    if name in mapping.positions and separator is not None:
        cell = _cell(mapping.positions[name])
        cells.insert(0, pl.when(cell.str.contains(separator, literal=True)).then(cell))
    if not cells:
        return pl.lit(None, dtype=pl.String)
    text = pl.concat_str(cells, separator="\n", ignore_nulls=True)
    return pl.when(text != "").then(text)


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
