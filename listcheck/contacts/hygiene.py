"""Characters that cannot be seen and cells that a spreadsheet would run."""

from __future__ import annotations

from typing import Final

import polars as pl

from listcheck.contacts import between as b
from listcheck.core import columns as c
from listcheck.core.steps import Step

_HIDDEN: Final = (
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)
_FORMULA: Final = r"^\s*[=+\-@\t\r]"
#: A number may begin with + or -; only what no number begins with is suspicious there.
_FORMULA_IN_NUMBER: Final = r"^\s*[=@\t\r]"
_TEXT_FIELDS: Final = ("email", "first_name", "last_name", "company")


def hygiene_steps() -> list[Step]:
    """Add hidden_character and formula, over the address, number, name and company cells."""
    fields = (*_TEXT_FIELDS, "phone")
    flags = [name for field in fields for name in _flags(field)]
    together = [
        pl.any_horizontal(_flags(field)[at] for field in fields).alias(column.name)
        for at, column in enumerate((c.HIDDEN_CHARACTER, c.FORMULA))
    ]
    return [
        *(_step(field) for field in fields),
        Step(
            tuple(flags),
            (c.HIDDEN_CHARACTER.name, c.FORMULA.name),
            lambda frame: frame.with_columns(*together).drop(flags),
        ),
    ]


def _flags(field: str) -> tuple[str, str]:
    return f"hidden.{field}", f"formula.{field}"


def _step(field: str) -> Step:
    formula = _FORMULA_IN_NUMBER if field == "phone" else _FORMULA
    cell = c.cell_expr(field)
    reads = (c.cell(field),)
    if field == "email":
        # Nearly all are plain, and hold neither: few are looked at.
        reads = (b.ADDRESS_ODD.name,)
        cell = b.ADDRESS_ODD.expr
    flags = (
        cell.str.contains(pattern).fill_null(value=False).alias(name)
        for pattern, name in zip((_HIDDEN, formula), _flags(field), strict=True)
    )
    columns = list(flags)
    return Step(reads, _flags(field), lambda frame: frame.with_columns(*columns))
