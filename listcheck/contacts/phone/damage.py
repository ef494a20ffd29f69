"""What spreadsheets and exports do to telephone numbers, and what they put around them."""

from __future__ import annotations

import re
from typing import Final

import polars as pl

from listcheck.contacts.phone.floats import MAY_BE_FLOAT, without_decimals

#: Cells of a spreadsheet's making: rounded, given decimals, too narrow, or a failed formula.
#: Numbers that a column of floats merely wrote differently are whole again by then.
DAMAGED: Final = (
    r"(?i)^[-+]?[0-9]+(?:[.,][0-9]*)?\s*e\s*[-+]?[0-9]+$"
    r"|^[-+]?[0-9]+[.,]0{1,2}$"
    # 447,700,900,123.00: a number format for amounts.
    r"|^[-+]?[0-9]{1,3}(?:,[0-9]{3})+\.0{1,2}$|^[-+]?[0-9]{1,3}(?:[. ][0-9]{3})+,0{1,2}$"
    r"|^#+$|^#(?:num!|value!|ref!|name\?|null!|div/0!|n/a)$"
)
#: Characters that show nothing and mean nothing within a number.
INVISIBLE: Final = r"\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF"
#: What spreadsheets, exports and people put around a number.
AROUND: Final = "\"'`´=‘’‚‛“”„‟′" + "".join(
    re.findall(rf"[\s{INVISIBLE}]", "".join(map(chr, range(0x10000))))
)


def whole_numbers(texts: pl.Series) -> pl.Series:
    """Texts in which a column of floats wrote whole numbers as these; others as they are."""
    return looked_at(texts)[0]


def looked_at(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The same, and the positions of the texts that were looked at."""
    floats = texts.str.contains(MAY_BE_FLOAT).fill_null(value=False).arg_true()
    if not len(floats):
        return texts, floats
    bare = without_decimals(texts.gather(floats).str.strip_chars(AROUND))
    return texts.clone().scatter(floats, bare), floats


def damaged(texts: pl.Series) -> pl.Series:
    """Which texts are numbers that a spreadsheet damaged, or its errors; null where blank."""
    return whole_numbers(texts).str.strip_chars(AROUND).str.contains(DAMAGED)
