"""A list's own cells laid under the names of the fields, in the words that listcheck knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import polars as pl

from listcheck.core import columns as c
from listcheck.core.several_headers import SEVERAL
from listcheck.core.steps import Step
from listcheck.mapping.answers import (
    answers_of,
    cell_of,
    cells_kept,
    is_blank_day,
    no_value,
    no_value_at,
    worst_answers,
)
from listcheck.mapping.column_map import ColumnMap

#: Fields whose cells are days: what programs write for "no day" is blank.
_DAYS = (
    "opted_out_at", "consent_date", "optin_time", "confirm_time", "consent_last_used",
    "relationship_date", "contract_end", "notice_date", "send_time",
)  # fmt: skip


#: Every field of a cell, and a contact's further addresses and numbers, in their order.
_CELLS: Final = (*c.FIELDS, *(f"further.{name}" for name in SEVERAL))
#: Fields whose cells are read by themselves, because many rows differ in them.
_ALONE: Final = frozenset(
    {
        "email", "phone", "first_name", "last_name", "company", "country", "account_id",
        "optin_ip", "confirm_ip", "opted_out", "status", "campaign", "channel", "sender", *_DAYS,
    }
)  # fmt: skip


def with_fields(frame: pl.LazyFrame, mapping: ColumnMap) -> pl.LazyFrame:
    """The list's cells under ``list.<field>``; fields that the list lacks are null.

    Keeps ``row`` and drops the positional columns, which only the writers need. A contact's
    further addresses and numbers lie under ``list.further.email`` and ``list.further.phone``,
    as they are written: one cell a line, however many cells there are. What the columns that
    tell of opt-outs say lies under ``said.…``, see :mod:`listcheck.core.columns`.
    """
    nothing = pl.lit(None, dtype=pl.String)
    cells = dict.fromkeys(_CELLS, nothing) | {
        name: cell for name, (_, cell) in _cells(mapping).items()
    }
    days = [mapping.positions[name] for name in _DAYS if name in mapping.positions]
    return (
        frame.select(
            c.ROW.expr,
            *(cell.alias(c.cell(name)) for name, cell in cells.items()),
            *answers_of(mapping),
            *cells_kept(mapping),
            no_value(mapping, days).alias(c.NO_VALUE.name),
        )
        .with_columns(worst_answers(mapping))
        .drop(*(f"said.{what}.{at}" for what in ("at", "cell") for at in mapping.telling))
    )


def field_steps(mapping: ColumnMap) -> list[Step]:
    """The same as steps: each column of cells is read by itself, words together.

    What a list has no column for is one step that reads nothing.
    """
    cells = _cells(mapping)
    days = [mapping.positions[name] for name in _DAYS if name in mapping.positions]
    steps = [_lacking([name for name in _CELLS if name not in cells])]
    words: dict[str, tuple[tuple[int, ...], pl.Expr]] = {}
    for name, (at, cell) in cells.items():
        if name in _ALONE or name.startswith("further."):
            # An address is hardly ever repeated.
            steps.append(_cell_step({name: (at, cell)}, each=name == "email"))
        else:
            words[name] = (at, cell)
    steps.append(_cell_step(words))
    for place in mapping.telling:
        answers = [
            one for one in answers_of(mapping) if one.meta.output_name() == f"said.at.{place}"
        ]
        steps.append(Step((f"c{place}",), (f"said.at.{place}",), _adding(answers)))
    return steps + _answer_steps(mapping, days)


def _answer_steps(mapping: ColumnMap, days: Sequence[int]) -> list[Step]:
    """What the columns that tell of opt-outs say together, and which cells mean no value."""
    asked = tuple(f"said.at.{at}" for at in mapping.telling)
    told = {one.meta.output_name(): one for one in worst_answers(mapping)}
    cells = (c.SAID_CELL.name, c.BOUNCE_CELL.name)
    told_cells = {name: told.pop(name) for name in cells}
    kept = cells_kept(mapping)
    steps = [
        Step(asked, tuple(told), _adding(list(told.values()))),
        Step(
            (*asked, *(f"c{at}" for at in mapping.telling)),
            cells,
            lambda frame: frame.with_columns(*kept).with_columns(*told_cells.values()),
        ),
    ]
    # Counted column by column: times are different in every row.
    counts = {at: f"{c.NO_VALUE.name}.{at}" for at in sorted({*mapping.telling, *days})}
    steps += [
        Step((f"c{at}",), (name,), _adding([no_value_at(at).alias(name)]))
        for at, name in counts.items()
    ]
    total = pl.sum_horizontal(counts.values()) if counts else pl.lit(0)
    total = total.cast(pl.UInt8).alias(c.NO_VALUE.name)
    return [*steps, Step(tuple(counts.values()), (c.NO_VALUE.name,), _adding([total]))]


def _lacking(names: Sequence[str]) -> Step:
    nothing = [pl.lit(None, dtype=pl.String).alias(c.cell(name)) for name in names]
    return Step((), tuple(c.cell(name) for name in names), _adding(nothing))


def _cell_step(cells: Mapping[str, tuple[tuple[int, ...], pl.Expr]], *, each: bool = False) -> Step:
    positions = sorted({at for own, _ in cells.values() for at in own})
    added = [cell.alias(c.cell(name)) for name, (_, cell) in cells.items()]
    return Step(
        tuple(f"c{at}" for at in positions),
        tuple(c.cell(name) for name in cells),
        _adding(added),
        each=each,
    )


def _adding(added: Sequence[pl.Expr]) -> Callable[[pl.LazyFrame], pl.LazyFrame]:
    return lambda frame: frame.with_columns(*added)


def _cells(mapping: ColumnMap) -> dict[str, tuple[tuple[int, ...], pl.Expr]]:
    """The fields that the list has: the positions of the columns of each, and its cell."""
    cells: dict[str, tuple[tuple[int, ...], pl.Expr]] = {
        name: ((at,), _first(mapping, name, at)) for name, at in mapping.positions.items()
    }
    if mapping.more_countries:
        own, cell = cells.get("country", ((), pl.lit(None, dtype=pl.String)))
        more = (cell_of(at) for at in mapping.more_countries)
        cells["country"] = ((*own, *mapping.more_countries), pl.coalesce(cell, *more))
    for name in _DAYS:
        if name in cells:
            own, cell = cells[name]
            cells[name] = (own, pl.when(~is_blank_day(cell)).then(cell))
    for name in SEVERAL:
        own, further = _further(mapping, name)
        if own:
            cells[f"further.{name}"] = (own, further)
    return {name: cells[name] for name in _CELLS if name in cells}


def _first(mapping: ColumnMap, name: str, at: int) -> pl.Expr:
    """The cell of a field; its first address where the vendor puts several into one."""
    separator = mapping.vendor.separator if mapping.vendor else None
    if name not in SEVERAL or separator is None:
        return _with_codes(mapping, name, at)
    return cell_of(at).str.split(separator).list.first()


def _further(mapping: ColumnMap, name: str) -> tuple[tuple[int, ...], pl.Expr]:
    """The cells of a contact's further addresses or numbers, one a line; null where all are blank.

    A cell of several, of which the first is the recipient's, is among them as a whole. Before it
    stand the positions of their columns; none where the list has none.
    """
    positions = tuple(mapping.further.get(name, ()))
    cells = [cell_of(at) for at in positions]
    separator = mapping.vendor.separator if mapping.vendor else None
    if name in mapping.positions and separator is not None:
        cell = cell_of(mapping.positions[name])
        cells.insert(0, pl.when(cell.str.contains(separator, literal=True)).then(cell))
        positions = (mapping.positions[name], *positions)
    if not cells:
        return (), pl.lit(None, dtype=pl.String)
    text = pl.concat_str(cells, separator="\n", ignore_nulls=True)
    return positions, pl.when(text != "").then(text)


def _with_codes(mapping: ColumnMap, name: str, at: int) -> pl.Expr:
    """A cell, the vendor's words put into ours; null where the vendor's word tells nothing."""
    words = mapping.vendor.words.get(name, {}) if mapping.vendor else {}
    cell = cell_of(at)
    if not words:
        return cell
    key = cell.str.strip_chars().str.to_lowercase()
    known = c.looked_up(key, words, pl.String)
    return pl.when(known == "").then(None).otherwise(pl.coalesce(known, cell))
