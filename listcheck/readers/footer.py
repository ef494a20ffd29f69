"""Totals and footers at the end of a list: records to a reader, no contacts to anybody else."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Final

import polars as pl

from listcheck.core.part import TEXT_LIMIT, Part, cell_name

#: Footers stand in the last few records; a totals row above them.
_LAST: Final = 5
_WORDS: Final = (
    "grand total|sub-?totals?|totals?|sum|summe|zwischensumme|gesamt(?:summe|anzahl|zahl)?|"
    "insgesamt|anzahl|somme|totaux|total general|suma(?: total)?|totale|somma|totaal|aantal|razem|"
    "suma|łącznie|liczba|celkem|spolu|összesen|yhteensä|totalt|summa|i alt|count|"
    "(?:total )?(?:number of )?(?:records?|rows?|contacts?|recipients?)"
)
#: The first cell that says something: a word for a total, and at most a number after it.
_TOTAL: Final = rf"(?i)^\s*(?:{_WORDS})\s*[:=]?\s*[0-9.,\s]*$"
_FOOTER: Final = (
    r"(?i)^\s*(?:copyright|©|\(c\)|confidential|vertraulich|generated (?:by|on|at)|"
    r"exported (?:by|on|at)|report (?:generated|created)|erstellt (?:am|von)|"
    r"exportiert am|end of (?:report|file|list)|"
    r"[0-9.,]+ (?:records?|rows?|contacts?) (?:exported|total|found))\b"
)
#: Bytes at the end of a file that hold its last lines.
_TAIL: Final = 1 << 14
TOTAL: Final = "a row of totals"
FOOTER: Final = "a footer below the list"


def without_footers(part: Part) -> Part:
    """The part with totals and footers at its end as unreadable records.

    Only rows that can be no contact: without an address and without a number in
    international form, with at most three cells filled, the first of them a word for a total
    or the wording of a footer.
    """
    cells = [pl.col(cell_name(at)) for at in range(len(part.headers))]
    # The end of a large file is looked at before all of it is read for its last records.
    if part.verbatim and part.text_path is not None and not _suspicious(part.text_path):
        return part
    last = part.frame.tail(_LAST).collect()
    if last.is_empty() or len(cells) == 1:
        # In a single column nothing tells a total from an entry.
        return part
    first, filled = pl.coalesce(cells), pl.sum_horizontal(cell.is_not_null() for cell in cells)
    contact = pl.any_horizontal(cell.str.contains(r"@|^\s*\+?[0-9 ]{9,}$") for cell in cells)
    reason = (
        pl.when(contact.fill_null(value=False) | (filled > 3))
        .then(None)
        .when(first.str.contains(_TOTAL))
        .then(pl.lit(TOTAL))
        .when(first.str.contains(_FOOTER))
        .then(pl.lit(FOOTER))
    )
    text = pl.concat_str(cells, separator=" ", ignore_nulls=True).str.slice(0, TEXT_LIMIT)
    footers = last.select("row", reason=reason, text=text).drop_nulls("reason")
    if footers.is_empty() or footers.height == part.readable:
        return part
    lines = footers.select(
        "row",
        # The line is known where every record is one.
        line=(pl.col("row") + part.skip_lines if part.verbatim else pl.lit(None)).cast(pl.UInt32),
        reason="reason",
        text="text",
    )
    return replace(
        part,
        frame=part.frame.filter(~pl.col("row").is_in(footers["row"].implode())),
        unreadable=pl.concat([part.unreadable, lines]).sort("row"),
        verbatim=False,
    )


def _suspicious(path: Path) -> bool:
    """Whether one of the last lines begins as a total or a footer does."""
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
        lines = file.read().decode("utf-8", "replace").splitlines()
    begins = re.compile(rf"[\W_]*(?:{_WORDS}|copyright|©|\(c\)|[a-z0-9]+ )", re.IGNORECASE)
    return any("@" not in line and begins.match(line) for line in lines[-_LAST:])
