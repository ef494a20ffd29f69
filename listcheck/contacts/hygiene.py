"""Characters that cannot be seen and cells that a spreadsheet would run."""

from __future__ import annotations

from typing import Final

import polars as pl

from listcheck.core import columns as c

_HIDDEN: Final = (
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)
_FORMULA: Final = r"^\s*[=+\-@\t\r]"
#: A number may begin with + or -; only what no number begins with is suspicious there.
_FORMULA_IN_NUMBER: Final = r"^\s*[=@\t\r]"
_TEXT_FIELDS: Final = ("email", "first_name", "last_name", "company")


def with_hygiene(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Add hidden_character and formula, over the address, number, name and company cells."""
    hidden = [c.cell_expr(field).str.contains(_HIDDEN) for field in (*_TEXT_FIELDS, "phone")]
    formula = [c.cell_expr(field).str.contains(_FORMULA) for field in _TEXT_FIELDS]
    formula.append(c.cell_expr("phone").str.contains(_FORMULA_IN_NUMBER))
    return frame.with_columns(
        pl.any_horizontal(*hidden).fill_null(False).alias(c.HIDDEN_CHARACTER.name),
        pl.any_horizontal(*formula).fill_null(False).alias(c.FORMULA.name),
    )
