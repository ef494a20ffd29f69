"""What a source of people holds besides plain entries: cells of several people, and the unread."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from listcheck.contacts import damaged
from listcheck.suppression.cell_keys import NamedPeople, digest_key, loose_keys
from listcheck.suppression.loading import Reading, any_key

#: No telephone number is shorter.
_FEWEST_DIGITS: Final = 6
#: A blank cell, and how databases write one.
_NOTHING: Final = r"(?i)^\s*(?:null|none|nil|nan|nat|n/?a|#n/a|unknown|\\N|-+|0?)\s*$"
#: Another number behind one: phonenumbers takes what follows a semicolon for its extension.
_SECOND: Final = r"[0-9][^0-9+,;]*[,;][,;\s]*\+?\(?[0-9](?:[ ()./\-]*[0-9]){6}"


def among_others(
    columns: Mapping[str, pl.Series],
    people: Mapping[str, NamedPeople],
    row: pl.Series,
    of_numbers: Collection[str],
    reading: Reading,
) -> pl.DataFrame:
    """Keys of cells that name several people, or a name beside the number: ``row`` and ``key``.

    Numbers within text are looked for in columns of numbers only: elsewhere they are anything.
    """
    pairs = [pl.DataFrame(schema={"row": pl.UInt32, "key": pl.String})]
    for name, cells in columns.items():
        unnamed = ~any_key(people[name].keys, len(cells)) & ~people[name].wild
        texts = _where(cells, unnamed & cells.str.contains("@", literal=True))
        numbers = _where(cells, pl.repeat(value=False, n=len(cells), eager=True))
        if name in of_numbers:
            digits = cells.str.count_matches("[0-9]") >= _FEWEST_DIGITS
            numbers = _where(cells, (unnamed & digits) | cells.str.contains(_SECOND))
            numbers = _where(numbers, digest_key(numbers).is_null() & ~damaged(numbers))
        if texts.count() or numbers.count():
            keys = loose_keys(texts, numbers, reading.regions)
            pairs.append(pl.DataFrame([row.gather(keys["at"]), keys["key"]]))
    return pl.concat(pairs).unique()


@dataclass
class LostEntries:
    """What could not be read of a source.

    Attributes:
        unreadable: rows that name nobody.
        lost: those of them in which somebody seems to stand.
        numbers: rows read by their address whose number is damaged.
        cells: cells of columns of numbers that are none, in rows that were read.
    """

    unreadable: int = 0
    lost: int = 0
    numbers: int = 0
    cells: int = 0

    def count(
        self,
        columns: Mapping[str, pl.Series],
        people: Mapping[str, NamedPeople],
        read: pl.Series,
        of_people: Collection[str],
        of_numbers: Collection[str],
    ) -> None:
        """Count one piece; ``read`` are the rows in which somebody was found.

        A row is nobody's where the columns of people are blank, whatever else it holds.
        """
        if not read.all():
            written = [filled(cells) for name, cells in columns.items() if name in of_people]
            some = any_key([_where(one, one) for one in written], len(read))
            self.unreadable += int((~read).sum())
            self.lost += int((~read & some).sum())
        for name in of_numbers:
            cells = columns[name]
            unread = _where(cells, read & ~any_key(people[name].keys, len(cells)))
            self.numbers += int(damaged(unread).fill_null(value=False).sum())
            self.cells += int(filled(unread).sum())


def filled(cells: pl.Series) -> pl.Series:
    """Which cells say something; never null."""
    return (~cells.str.contains(_NOTHING)).fill_null(value=False)


def _where(cells: pl.Series, wanted: pl.Series) -> pl.Series:
    return pl.select(pl.when(wanted).then(cells).alias(cells.name)).to_series()
