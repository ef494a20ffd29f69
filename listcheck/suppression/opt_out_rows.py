"""Which rows of a source are opt-outs at all: by its flags, states and events.

A source may be the export of a whole list, or a log of events: who is subscribed there, or opened
a message, has not opted out. A source of people without such columns holds opt-outs throughout.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from listcheck.core.errors import InputProblem
from listcheck.core.part import Part
from listcheck.mapping.telling import telling_columns
from listcheck.mapping.vendors import recognised
from listcheck.matching import CHANNEL_BITS
from listcheck.suppression.layouts import Layout
from listcheck.suppression.state_words import (
    BOUNCE,
    FLAGS,
    LEFT_OUT,
    OUT,
    UNKNOWN,
    is_event,
    table_of,
)
from listcheck.vocabulary import (
    BOUNCED,
    EVERY,
    NO_DAY,
    SAYS_NO,
    YES,
    Kind,
    answer,
    denied_channels,
    folded,
)
from listcheck.vocabulary.series import where

_EVENTS: Final = (
    "event", "eventtype", "eventname", "eventtypename", "messageevent", "action", "activity",
    "status", "state", "recordtype", "subscriptionstatus", "subscriberstatus", "statut",
    "estado", "stato",
)  # fmt: skip
_REASONS: Final = ("reason", "type", "suppressionreason", "bouncetype", "description", "cause")
#: Words and codes, and no addresses or numbers of people.
_WITHOUT_PEOPLE: Final = re.compile(r"(?!(?:\D*\d){5})[^@\s]{1,24}")
#: What stands for other words: they may be somebody's name.
_HIDDEN: Final = "something else"
_MOST: Final = 10_000
_BITS: Final = {"email": 1, "sms": 2, "call": 4, "automated-call": 8}


@dataclass(frozen=True)
class _Column:
    """A column that says of each row what it is."""

    name: str
    header: str
    #: Text of a cell to what the row is, null where it says nothing.
    states: Mapping[str, str | None]
    #: Text of a cell to the channels of an opt-out, null where all.
    bits: Mapping[str, int | None]
    #: Blank cells are a no, as this vendor means them.
    blank_is_no: bool = False


@dataclass
class OptOuts:
    """The columns of a source that say of each row what it is, and what was left out by them."""

    columns: tuple[_Column, ...] = ()
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)
    rows_left_out: int = 0
    #: Columns of days and reasons of opt-outs.
    days: tuple[str, ...] = ()

    def _others_say_out(self, cells: pl.DataFrame) -> pl.Series:
        """Which rows say out in a column of days or reasons of opt-outs, or by a label."""
        flags = [pl.lit(cells[name].is_not_null() & ~_is_blank(cells[name])) for name in self.days]
        of_states = {column.name for column in self.columns}
        flags += [
            pl.lit(where(cells[name], _is_out))
            for name in cells.columns
            if name not in of_states and name not in self.days and name != "row"
        ]
        none = pl.repeat(value=False, n=cells.height, dtype=pl.Boolean, eager=True)
        return pl.select(
            pl.any_horizontal(none, *(one.fill_null(value=False) for one in flags))
        ).to_series()

    def opt_outs(self, cells: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The rows that are, or may be, opt-outs, and what each of them is; see :meth:`of`."""
        states = self.of(cells)
        if not self.columns:
            return cells, states
        kept = (states["state"] != LEFT_OUT).fill_null(value=True)
        if not kept.all():
            # "Active" in one column does not undo the day of an opt-out in another.
            out = self._others_say_out(cells)
            kept |= out
        self._count(cells.filter(~kept))
        return cells.filter(kept), states.filter(kept)

    def of(self, cells: pl.DataFrame) -> pl.DataFrame:
        """What each row is (``state``, null: nothing said) and ``state.channels`` where told."""
        if not self.columns:
            return pl.DataFrame(
                {"state": pl.Series([None], dtype=pl.String).new_from_index(0, cells.height)}
            )
        by_column = []
        for column in self.columns:
            states = _looked_up(cells[column.name], column.states, pl.String)
            if column.blank_is_no:
                states = states.fill_null(LEFT_OUT)
            by_column.append(states)
        state = pl.select(
            pl.coalesce(
                pl.when(pl.any_horizontal(pl.lit(states) == word for states in by_column)).then(
                    pl.lit(word)
                )
                for word in (OUT, BOUNCE, UNKNOWN, LEFT_OUT)
            ).alias("state")
        ).to_series()
        bits = [
            _looked_up(cells[column.name], column.bits, pl.UInt8).zip_with(
                states == OUT, _nulls(cells)
            )
            for column, states in zip(self.columns, by_column, strict=True)
        ]
        every = pl.select(
            pl.when(pl.any_horizontal(pl.lit(one) == 255 for one in bits))
            .then(pl.lit(None, dtype=pl.UInt8))
            .otherwise(_joined(bits))
            .alias("state.channels")
        ).to_series()
        return pl.DataFrame([state, every])

    def _count(self, left_out: pl.DataFrame) -> None:
        self.rows_left_out += left_out.height
        for column in self.columns:
            cells = left_out[column.name]
            states = _looked_up(cells, column.states, pl.String)
            if column.blank_is_no:
                states = states.fill_null(LEFT_OUT)
            denied = cells.filter((states == LEFT_OUT).fill_null(value=False)).fill_null("")
            for text, count in denied.value_counts().iter_rows():
                self.left_out[column.header, _shown(text)] += count

    def remarks(self, name: str) -> tuple[str, ...]:
        """What was left out, in words."""
        if not self.left_out:
            return ()
        shown = ", ".join(
            f'"{header}" says {word} ({count:,})' if word else f'"{header}" is blank ({count:,})'
            for (header, word), count in self.left_out.most_common(5)
        )
        return (f"{name}: rows that are no opt-outs are left out: {shown}",)


def _is_blank(cells: pl.Series) -> pl.Series:
    return cells.str.strip_chars().str.to_lowercase().is_in([*NO_DAY, *SAYS_NO, "never", ""])


def _is_out(text: str) -> bool:
    return answer(text, Kind.LABELS, None) in (YES, BOUNCED)


def _nulls(cells: pl.DataFrame) -> pl.Series:
    return pl.Series([None], dtype=pl.UInt8).new_from_index(0, cells.height)


def _joined(bits: Sequence[pl.Series]) -> pl.Expr:
    joined = pl.lit(bits[0]).fill_null(0)
    for more in bits[1:]:
        joined = joined | pl.lit(more).fill_null(0)
    return pl.when(joined > 0).then(joined)


def _shown(text: str) -> str:
    known = not text or _WITHOUT_PEOPLE.fullmatch(text) or answer(text, Kind.LABELS, None)
    return text if known or is_event(text) else _HIDDEN


def _looked_up(cells: pl.Series, table: Mapping[str, object], dtype: object) -> pl.Series:
    return cells.replace_strict(
        pl.Series(list(table), dtype=pl.String),
        pl.Series(list(table.values()), dtype=dtype),  # type: ignore[arg-type]  # a Polars type
        default=None,
        return_dtype=dtype,  # type: ignore[arg-type]  # as above
    )


def states_of(part: Part, layout: Layout | None, name: str, declared: Mapping[str, str]) -> OptOuts:
    """The columns of a source that say of each row whether it is an opt-out.

    Args:
        part: the source.
        layout: whose export of suppressions it is: then every row is an entry.
        name: what messages call it.
        declared: words of states (lower case) that the configuration explains.

    Raises:
        InputProblem: rows whose state cannot be told.
    """
    if layout is not None:
        return OptOuts()
    # Of "event-data.event" the last name tells.
    keys = [folded(header.rsplit(".", 1)[-1]) for header in part.headers]
    vendor = recognised([folded(header) for header in part.headers])
    status = {"status": keys.index("status")} if "status" in keys else {}
    telling = telling_columns(part.headers, vendor, status, {}, ())
    # Columns of people may be flags by their header alone: "phone" over yes and no.
    kinds = {
        at: one.meaning.kind
        for at, one in telling.items()
        if one.meaning.sure or one.meaning.kind == Kind.STATE
    }
    explained = _explained(part, declared)
    wanted = [
        at
        for at, key in enumerate(keys)
        if kinds.get(at) in (*FLAGS, Kind.STATE) or key in (*_EVENTS, *_REASONS) or at in explained
    ]
    columns = []
    for at, texts in _different(part, wanted).items():
        kind = kinds[at] if kinds.get(at) in FLAGS else None
        words = telling[at].words if at in telling else {}
        of_events = keys[at] in _EVENTS or kinds.get(at) == Kind.STATE or at in explained
        table = table_of(texts, kind, of_events, words, declared)
        channels = telling[at].meaning.channels if at in telling else EVERY
        bits = {text: _bits(denied_channels(text) or channels) for text in table}
        if kind is not None:
            bits = dict.fromkeys(table, _bits(channels))
            if not channels & set(_BITS):
                # A flag for letters or data sharing is no opt-out of any campaign of ours.
                table = {text: LEFT_OUT if state == OUT else state for text, state in table.items()}
        blank = kind is not None and telling[at].by == "vendor"
        columns.append(_Column(f"c{at}", part.headers[at], table, bits, blank_is_no=blank))
    days = tuple(
        f"c{at}" for at, one in telling.items() if one.meaning.kind in (Kind.DATE, Kind.REASON)
    )
    states = OptOuts(tuple(columns), days=days)
    _require_known(part, states, name)
    return states


def _explained(part: Part, declared: Mapping[str, str]) -> set[int]:
    """Positions of columns in which a word stands that the configuration explains."""
    if not declared:
        return set()
    held = [
        pl.col(f"c{at}").str.strip_chars().str.to_lowercase().is_in(list(declared)).any()
        for at in range(len(part.headers))
    ]
    hits = part.frame.select(held).collect(engine="streaming")
    return {at for at in range(len(part.headers)) if hits[f"c{at}"].item()}


def _different(part: Part, wanted: Sequence[int]) -> dict[int, list[str]]:
    """The different texts of some columns, read in one pass; columns of many hold no states."""
    if not wanted:
        return {}
    every = part.frame.select(pl.col(f"c{at}").drop_nulls().unique().implode() for at in wanted)
    frame = every.collect(engine="streaming")
    texts = {at: frame[f"c{at}"].item() for at in wanted}
    return {at: cells.to_list() for at, cells in texts.items() if len(cells) <= _MOST}


def _bits(channels: frozenset[str]) -> int:
    """Channels of an opt-out as bits; 255 for all of them, or none named."""
    bits = sum(_BITS[one] for one in channels if one in _BITS)
    return bits if bits and bits != sum(CHANNEL_BITS.values()) else 255


def _require_known(part: Part, states: OptOuts, name: str) -> None:
    for column in states.columns:
        unknown = [text for text, state in column.states.items() if state == UNKNOWN]
        if not unknown:
            continue
        rows = part.frame.select(pl.col(column.name).is_in(unknown).sum()).collect().item()
        shown = sorted({_shown(text) for text in unknown} - {_HIDDEN})[:5]
        words = ", ".join(shown) or "words that are not shown here"
        listed = json.dumps(shown or ["WORD"], ensure_ascii=False)
        raise InputProblem(
            f'{name}: {_rows_say(rows)} "{column.header}" = {words}, and whether that '
            f"is an opt-out cannot be told; say in listcheck.toml what the words mean: [states] "
            f"opted_out = {listed}, or subscribed = [...], or bounced = [...]"
        )


def _rows_say(count: int) -> str:
    return "1 row says" if count == 1 else f"{count:,} rows say"
