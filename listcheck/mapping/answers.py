"""What the columns that tell of opt-outs say of each contact, put together in one answer.

Each column is asked by its own kind, once per different cell of a batch; the worst answer counts,
and the column and cell that gave it are kept, so that a finding can show them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import polars as pl

from listcheck.core import columns as c
from listcheck.mapping.column_map import ColumnMap
from listcheck.mapping.telling import Telling
from listcheck.vocabulary import (
    BOUNCED,
    NO,
    NO_DAY,
    NOTHING,
    POLARITY,
    SAYS_NO,
    UNREADABLE,
    YES,
    Kind,
    answer,
    word_key,
)
from listcheck.vocabulary.series import with_stems

#: Kinds in which a no only means that nothing is known against the contact: such a column does not
#: show that the list carries opt-outs.
_ONLY_AGAINST: Final = frozenset(Kind) - {
    Kind.REFUSAL,
    Kind.SUBSCRIPTION,
    Kind.TOPIC,
    Kind.CHANNELS,
}
_BY_PRESENCE: Final = {
    Kind.DATE: YES,
    Kind.REASON: YES,
    Kind.BOUNCE_DATE: BOUNCED,
    Kind.BOUNCE_REASON: BOUNCED,
}
#: In one order: parts of one list are laid one below the other.
_ANSWER_COLUMNS: Final = (
    c.SAID,
    c.SAID_BY,
    c.SAID_CELL,
    c.SAID_ELSEWHERE,
    c.BOUNCE_SAID,
    c.BOUNCE_BY,
    c.BOUNCE_CELL,
)
#: Of a column of texts so many different ones are asked one by one.
_ASKED: Final = 2_000


def cell_of(at: int) -> pl.Expr:
    """The cell of a column, null where it is blank."""
    text = pl.col(f"c{at}")
    return pl.when(text.str.strip_chars() != "").then(text)


def is_blank_day(cell: pl.Expr) -> pl.Expr:
    """Whether a cell of a column of days holds a word for "no day"; null where it is blank."""
    return cell.str.strip_chars().str.to_lowercase().is_in(sorted(NO_DAY - {"false"}))


def answers_of(mapping: ColumnMap) -> list[pl.Expr]:
    """The answer of each telling column, under names that begin with ``said.at.``."""
    return [
        cell_of(at)
        .map_batches(
            _reader(one, mapping.channel, mapping.purpose),
            return_dtype=pl.String,
            is_elementwise=True,
        )
        .alias(f"said.at.{at}")
        for at, one in mapping.telling.items()
    ]


def cells_kept(mapping: ColumnMap) -> list[pl.Expr]:
    """The cells of the telling columns, under names that begin with ``said.cell.``."""
    return [cell_of(at).alias(f"said.cell.{at}") for at in mapping.telling]


def no_value(mapping: ColumnMap, days: Sequence[int]) -> pl.Expr:
    """How many cells of days and flags hold a word for "no value" (NULL, 0000-00-00 …)."""
    holds_none = [no_value_at(at) for at in sorted({*mapping.telling, *days})]
    # Parts of one list are laid one below the other: their types must agree.
    return (pl.sum_horizontal(holds_none) if holds_none else pl.lit(0)).cast(pl.UInt8)


def no_value_at(at: int) -> pl.Expr:
    """1 where the cell of a column holds such a word, else 0."""
    word = cell_of(at).str.strip_chars().str.to_lowercase()
    return word.is_in(sorted(NOTHING)).fill_null(value=False).cast(pl.UInt8)


def worst_answers(mapping: ColumnMap) -> list[pl.Expr]:
    """One answer per contact: see ``said.…`` in :mod:`listcheck.core.columns`."""
    nothing = pl.lit(None, dtype=pl.String)
    if not mapping.telling:
        return [
            (pl.lit(value=False) if column.dtype == pl.Boolean else nothing).alias(column.name)
            for column in _ANSWER_COLUMNS
        ]
    first = mapping.positions.get("opted_out")
    of = {at: pl.col(f"said.at.{at}") for at in mapping.telling}
    elsewhere = [of[at] == YES for at in of if at != first]
    bounced = [of[at] == BOUNCED for at in of]
    # In the order of the alphabet "yes" comes last, before it "unreadable", "polarity", "no".
    worst = [pl.when(of[at] != BOUNCED).then(of[at]) for at in of]

    def shown(words: Sequence[str], texts: Callable[[int], pl.Expr]) -> pl.Expr:
        return pl.coalesce(
            [
                *(
                    pl.when(of[at] == word).then(texts(at))
                    for word in words
                    for at in (*([first] if first in of and first is not None else []), *of)
                ),
                nothing,
            ]
        )

    def header(at: int) -> pl.Expr:
        return pl.lit(mapping.headers[at])

    def cell(at: int) -> pl.Expr:
        return pl.col(f"said.cell.{at}")

    against = (YES, UNREADABLE, POLARITY)
    return [
        pl.max_horizontal(worst).alias(c.SAID.name),
        shown(against, header).alias(c.SAID_BY.name),
        shown(against, cell).alias(c.SAID_CELL.name),
        (pl.any_horizontal(elsewhere) if elsewhere else pl.lit(value=False))
        .fill_null(value=False)
        .alias(c.SAID_ELSEWHERE.name),
        pl.any_horizontal(bounced).fill_null(value=False).alias(c.BOUNCE_SAID.name),
        shown((BOUNCED,), header).alias(c.BOUNCE_BY.name),
        shown((BOUNCED,), cell).alias(c.BOUNCE_CELL.name),
    ]


def _reader(telling: Telling, channel: str, purpose: str) -> Callable[[pl.Series], pl.Series]:
    """Answers a batch of cells; each different text is asked once."""
    kind = telling.meaning.kind

    def one(text: str) -> str | None:
        meaning = telling.words.get(word_key(text))
        if meaning == "":
            return None
        result = answer(meaning or text, kind, channel, purpose)
        return None if result == NO and kind in _ONLY_AGAINST else result

    def read(cells: pl.Series) -> pl.Series:
        if cells.null_count() == len(cells):
            return cells.cast(pl.String)
        if kind in (Kind.WORDS, Kind.LABELS, Kind.NAMES) and not telling.words:
            texts = with_stems(cells)
        else:
            texts = cells.unique().drop_nulls().to_list()
        if kind in _BY_PRESENCE and len(texts) > _ASKED:
            # Days and sentences: whatever stands there says the same.
            blank = [*NO_DAY, *SAYS_NO]
            there = cells.is_not_null() & ~cells.str.strip_chars().str.to_lowercase().is_in(blank)
            return pl.select(pl.when(there).then(pl.lit(_BY_PRESENCE[kind]))).to_series()
        answers = pl.DataFrame(
            {"text": texts, "said": [one(text) for text in texts]},
            schema={"text": pl.String, "said": pl.String},
        )
        return cells.replace_strict(
            answers["text"], answers["said"], default=None, return_dtype=pl.String
        )

    return read
