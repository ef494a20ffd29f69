"""Which rows of a source are opt-outs at all: by its flags, states and events.

A source may be the export of a whole list, or a log of events: who is subscribed there, or opened
a message, has not opted out. A source of people without such columns holds opt-outs throughout.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from listcheck.entries.layouts import Layout
from listcheck.errors import InputProblem
from listcheck.matching import CHANNEL_BITS
from listcheck.sources import Part, folded
from listcheck.sources.telling import telling_columns
from listcheck.sources.vendors import recognised
from listcheck.vocabulary import (
    BOUNCED,
    NO,
    NOTHING,
    POLARITY,
    UNREADABLE,
    YES,
    Kind,
    answer,
    denied_channels,
    is_subscribed,
    spaced,
)
from listcheck.vocabulary.folding import phrases
from listcheck.vocabulary.series import where

#: What a row is; ``left out`` is no opt-out, ``unknown`` may be one.
OUT, BOUNCE, LEFT_OUT, UNKNOWN = "out", "bounce", "left out", "unknown"
_EVENTS: Final = (
    "event", "eventtype", "eventname", "eventtypename", "messageevent", "action", "activity",
    "status", "state", "recordtype", "subscriptionstatus", "subscriberstatus", "statut",
    "estado", "stato",
)  # fmt: skip
_REASONS: Final = ("reason", "type", "suppressionreason", "bouncetype", "description", "cause")
#: Things that happen to a message, or to a subscription, and are no opt-outs.
_NO_OPT_OUT: Final = phrases("""
deliver* | processed | accepted | open* | click* | deferred | deferral | sent | send | injection |
queued | dropped | drop | scheduled | resubscrib* | re subscrib* | group resubscribe | subscribe |
subscribed | subscription confirmed | not spam | not junk | not abuse | un spam | unspam |
no spam | received | reception | initial open | amp click | amp open | view* | reply | replied |
forward* | conversion | purchase | confirmed | enabled | opted in | opt in | double opt in |
unsuppress* | removed from suppression* | reactivated | request* | sending | attempted |
uncomplained | clicked | read | rendered | proxy open | unique opened | loaded by proxy
""")
#: Words that may be said of a subscriber as well as of an entry of a list of suppressions.
_OF_EITHER: Final = phrases("active | inactive | enabled | disabled | valid | current | expired")
#: Words and codes, and no addresses or numbers of people.
_WITHOUT_PEOPLE: Final = re.compile(r"(?!(?:\D*\d){5})[^@]{1,40}")
_PERSON: Final = re.compile(r"@|^\+?(?!\d{10}$|\d{13}$)[\d ().\-]{7,}$")
_MOST: Final = 10_000
_BITS: Final = {"email": 1, "sms": 2, "call": 4, "automated-call": 8}


@dataclass(frozen=True)
class _Column:
    """A column that says of each row what it is."""

    name: str
    header: str
    #: Text of a cell to what the row is, null where it says nothing.
    said: Mapping[str, str | None]
    #: Text of a cell to the channels of an opt-out, null where all.
    bits: Mapping[str, int | None]
    #: Blank cells are a no, as this vendor means them.
    blank_is_no: bool = False


@dataclass
class States:
    """The columns of a source that say of each row what it is, and what was left out by them."""

    columns: tuple[_Column, ...] = ()
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)

    def of(self, cells: pl.DataFrame) -> pl.DataFrame:
        """What each row is (``state``, null: nothing said) and ``state.channels`` where told."""
        if not self.columns:
            return pl.DataFrame(
                {"state": pl.Series([None], dtype=pl.String).new_from_index(0, cells.height)}
            )
        found = []
        for column in self.columns:
            told = _looked_up(cells[column.name], column.said, pl.String)
            if column.blank_is_no:
                told = told.fill_null(LEFT_OUT)
            found.append(told)
        state = pl.select(
            pl.coalesce(
                pl.when(pl.any_horizontal(pl.lit(told) == word for told in found)).then(
                    pl.lit(word)
                )
                for word in (OUT, BOUNCE, UNKNOWN, LEFT_OUT)
            ).alias("state")
        ).to_series()
        for column, told in zip(self.columns, found, strict=True):
            self._count(column, cells[column.name], told, state)
        bits = [
            _looked_up(cells[column.name], column.bits, pl.UInt8).zip_with(
                told == OUT, _nulls(cells)
            )
            for column, told in zip(self.columns, found, strict=True)
        ]
        every = pl.select(
            pl.when(pl.any_horizontal(pl.lit(one) == 255 for one in bits))
            .then(pl.lit(None, dtype=pl.UInt8))
            .otherwise(_joined(bits))
            .alias("state.channels")
        ).to_series()
        return pl.DataFrame([state, every])

    def _count(self, column: _Column, cells: pl.Series, told: pl.Series, state: pl.Series) -> None:
        out = cells.filter((state == LEFT_OUT) & (told == LEFT_OUT)).fill_null("")
        for text, count in out.value_counts().iter_rows():
            self.left_out[column.header, _shown(text)] += count

    def remarks(self, name: str) -> tuple[str, ...]:
        """What was left out, in words."""
        if not self.left_out:
            return ()
        told = ", ".join(
            f'"{header}" says {word} ({count:,})' if word else f'"{header}" is blank ({count:,})'
            for (header, word), count in self.left_out.most_common(5)
        )
        return (f"{name}: rows that are no opt-outs are left out: {told}",)


def bounced_words(cells: pl.Series) -> pl.Series:
    """Which cells say in their words that mail bounced or was complained of; null where blank."""
    return where(cells, _says_bounced)


def _says_bounced(text: str) -> bool:
    return answer(text, Kind.STATE, None) == BOUNCED


def _nulls(cells: pl.DataFrame) -> pl.Series:
    return pl.Series([None], dtype=pl.UInt8).new_from_index(0, cells.height)


def _joined(bits: Sequence[pl.Series]) -> pl.Expr:
    joined = pl.lit(bits[0]).fill_null(0)
    for more in bits[1:]:
        joined = joined | pl.lit(more).fill_null(0)
    return pl.when(joined > 0).then(joined)


def _shown(text: str) -> str:
    return text if not text or _WITHOUT_PEOPLE.fullmatch(text) else "something else"


def _looked_up(cells: pl.Series, table: Mapping[str, object], dtype: object) -> pl.Series:
    return cells.replace_strict(
        pl.Series(list(table), dtype=pl.String),
        pl.Series(list(table.values()), dtype=dtype),  # type: ignore[arg-type]  # a Polars type
        default=None,
        return_dtype=dtype,  # type: ignore[arg-type]  # as above
    )


def states_of(part: Part, layout: Layout | None, name: str, declared: Mapping[str, str]) -> States:
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
        return States()
    keys = [folded(header) for header in part.headers]
    vendor = recognised(keys)
    status = {"status": keys.index("status")} if "status" in keys else {}
    telling = telling_columns(part.headers, vendor, status, {}, ())
    columns = []
    for at, key in enumerate(keys):
        one = telling.get(at)
        kind = one.meaning.kind if one else None
        is_event = key in _EVENTS or kind == Kind.STATE
        if kind in _FLAGS or is_event or key in _REASONS:
            cells = part.frame.select(pl.col(f"c{at}").unique()).collect().to_series().drop_nulls()
            if len(cells) > _MOST:
                continue
            words = one.words if one else {}
            said = _table(
                cells.to_list(), kind if kind in _FLAGS else None, is_event, words, declared
            )
            flag = kind in _FLAGS and one is not None
            own = _bits(one.meaning.channels) if flag and one else None
            bits = {text: own if own is not None else _bits(denied_channels(text)) for text in said}
            blank = flag and one is not None and one.by == "vendor"
            columns.append(_Column(f"c{at}", part.headers[at], said, bits, blank_is_no=blank))
    states = States(tuple(columns))
    _require_known(part, states, name)
    return states


_FLAGS: Final = frozenset(
    {Kind.REFUSAL, Kind.SUBSCRIPTION, Kind.TOPIC, Kind.BOUNCE, Kind.VALIDITY, Kind.CHANNELS}
)


def _bits(channels: frozenset[str]) -> int:
    """Channels of an opt-out as bits; 255 for all of them, or none named."""
    bits = sum(_BITS[one] for one in channels if one in _BITS)
    return bits if bits and bits != sum(CHANNEL_BITS.values()) else 255


def _table(
    texts: Sequence[str],
    kind: Kind | None,
    is_event: bool,
    words: Mapping[str, str],
    declared: Mapping[str, str],
) -> dict[str, str | None]:
    """What each text of a column says of its row."""
    found: dict[str, str | None] = {}
    for text in texts:
        low = text.strip().lower()
        if low in declared:
            found[text] = {"unsubscribed": OUT, "bounced": BOUNCE}.get(declared[low], LEFT_OUT)
            continue
        if low in NOTHING or not low or _PERSON.search(low):
            # An address or a number under such a header is a person, and no state.
            found[text] = None
            continue
        own = words.get(low)
        if own == "":
            found[text] = LEFT_OUT
            continue
        told = own or text
        if kind is not None:
            said = answer(told, kind, None)
            found[text] = {YES: OUT, BOUNCED: BOUNCE, NO: LEFT_OUT, POLARITY: UNKNOWN}.get(
                said or "", UNKNOWN if said == UNREADABLE else LEFT_OUT if kind in _FLAGS else None
            )
        else:
            found[text] = _event(told) if is_event else _reason(told)
    if is_event and kind is None:
        # "Active" is said of subscribers, and of entries of a list of suppressions.
        sure = any(said in (OUT, BOUNCE) or (said == LEFT_OUT and is_subscribed(text))
                   for text, said in found.items()
            if not _OF_EITHER.fullmatch(spaced(text)))  # fmt: skip
        for text in found:
            if not sure and _OF_EITHER.fullmatch(spaced(text)):
                found[text] = UNKNOWN
        if not sure and not any(said == LEFT_OUT for said in found.values()):
            # Nothing in it is about subscriptions or messages.
            codes = [text for text in found if _CODE.fullmatch(text.strip())]
            found = {text: UNKNOWN if text in codes or _OF_EITHER.fullmatch(spaced(text)) else None
                     for text in found}  # fmt: skip
    return found


_CODE: Final = re.compile(r"\d{1,3}|[A-Za-z]{1,2}")


def _event(text: str) -> str | None:
    words = spaced(text)
    said = answer(text, Kind.STATE, None)
    if _NO_OPT_OUT.search(words) and said != YES and not (said == BOUNCED and "not" not in words):
        return LEFT_OUT
    return {YES: OUT, BOUNCED: BOUNCE, NO: LEFT_OUT}.get(said or "", UNKNOWN)


def _reason(text: str) -> str | None:
    """A reason says that an entry is a bounce, or that it is none; else it explains an opt-out."""
    said = answer(text, Kind.LABELS, None)
    if said is not None:
        return {YES: OUT, BOUNCED: BOUNCE}[said]
    words = spaced(text)
    if _NO_OPT_OUT.fullmatch(words):
        return LEFT_OUT
    return BOUNCE if answer(text, Kind.WORDS, None) == BOUNCED else None


def _require_known(part: Part, states: States, name: str) -> None:
    for column in states.columns:
        unknown = [text for text, said in column.said.items() if said == UNKNOWN]
        if not unknown:
            continue
        rows = part.frame.select(pl.col(column.name).is_in(unknown).sum()).collect().item()
        words = ", ".join(sorted({_shown(text) for text in unknown})[:5])
        listed = ", ".join(f'"{_shown(text)}"' for text in sorted(unknown)[:5])
        raise InputProblem(
            f'{name}: {_rows_say(rows)} "{column.header}" = {words}, and whether that '
            f"is an opt-out cannot be told; say in listcheck.toml what the words mean: [states] "
            f"opted_out = [{listed}], or subscribed = [...], or bounced = [...]"
        )


def _rows_say(count: int) -> str:
    return "1 row says" if count == 1 else f"{count:,} rows say"
