"""The opt-out radar: columns that only their cells show to tell of opt-outs.

Every column that is no field and whose header says nothing, or nothing certain, is swept once:
words of a state in it make it one, and a column whose header speaks of opt-outs while none of its
cells is understood is named, so that the run is not called complete.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

import polars as pl

from listcheck.core import columns as c
from listcheck.core.part import Part
from listcheck.core.side_by_side import in_order
from listcheck.mapping.column_map import ColumnMap, first_flag
from listcheck.mapping.sample import pieces_of
from listcheck.mapping.telling import Telling
from listcheck.vocabulary import (
    BOUNCED,
    EVERY,
    NOTHING,
    SAYS_NO,
    SAYS_YES,
    UNREADABLE,
    YES,
    Kind,
    Meaning,
    answer,
    channels_in,
    spaced,
    speaks_for,
    word_key,
)
from listcheck.vocabulary import header_company as beside
from listcheck.vocabulary.cells import CODE
from listcheck.vocabulary.header_parts import other_words
from listcheck.vocabulary.plain import is_day
from listcheck.vocabulary.recognise import is_subscribed, state
from listcheck.vocabulary.series import with_stems

#: Records swept at a time.
_PIECE: Final = 200_000
#: A column of more different cells among the first records holds texts, no states.
_FEW: Final = 64
#: A "0" or an "n" may count or abbreviate anything.
_PLAIN_NO: Final = frozenset(text for text in SAYS_NO if len(text) > 1 and text.isalpha())
#: A word or a code; longer texts, numbers and addresses may be somebody's.
_SHOWN: Final = re.compile(r"(?!(?:\D*\d){5})[^@\s]{1,24}")
_MOST_SHOWN: Final = 6
#: A flag has few different answers, though some may be words.
_MOST_ANSWERS: Final = 12
#: Yes, no and a third answer have the codes 0, 1 and 2; higher numbers are ids and counts.
_NUMBERED: Final = re.compile(r"\s*(?:[3-9]|[1-9]\d+)\s*")
#: So many different cells of a column whose header speaks of opt-outs are looked at.
_LOOKED_AT: Final = 500
#: Codes in a column "State" are parts of a country.
_REGION: Final = frozenset({"state", "estado", "stato", "stat", "staat"})


@dataclass
class _Seen:
    """What was seen of a column so far."""

    header: str
    telling: Telling | None
    #: It is a field: only certain words that say nothing else count.
    mapped: bool = False
    #: Different cells, as far as they are looked at.
    cells: set[str] = field(default_factory=set)
    #: It holds few different cells, as states are; None: not known yet.
    few: bool | None = None
    #: A word of it stands in [states].
    explained: bool = False
    #: What a column without a telling header turned out to be.
    kind_by_cells: Kind | None = None

    @property
    def other_subject(self) -> bool:
        """The header speaks of orders, invoices, leads: only certain words count."""
        words = spaced(self.header)
        return bool(beside.OTHER_SUBJECT.search(words) or beside.OF_PEOPLE.search(words))

    @property
    def of_states(self) -> bool:
        """The header is one under which states stand: type, label, tag, group, consent …"""
        words = spaced(self.header)
        of_contact = not self.mapped and not self.other_subject
        return of_contact and bool(beside.OF_STATES.search(words))

    @property
    def kind(self) -> Kind:
        """Which words are looked for where the header says nothing."""
        if self.few and self.of_states:
            return Kind.WORDS
        return Kind.NAMES if self.mapped or self.other_subject else Kind.LABELS

    @property
    def done(self) -> bool:
        """Nothing that further cells say can change what the column is."""
        known = self.telling is None or len(self.cells) > _LOOKED_AT
        return self.kind_by_cells is not None and known


def swept(part: Part, mapping: ColumnMap) -> ColumnMap:
    """The map with the columns that their cells show to tell of opt-outs.

    Args:
        part: the list, which is read once where it has such columns.
        mapping: what its headers tell, for the campaign's channel.
    """
    channel, purpose = mapping.channel, mapping.purpose
    # A field of the contact may hold a word of a state as well: the type of a subscriber, a name.
    known = {*mapping.telling, *mapping.declared_none, *mapping.of_others}
    # Words in a column of consent are read with the channel that stands beside them.
    known |= {mapping.positions[name] for name in ("email", "consent") if name in mapping.positions}
    mapped = set(range(len(mapping.headers))) - set(mapping.unmapped_at)
    seen = {
        at: _Seen(header, mapping.telling.get(at), at in mapped)
        for at, header in enumerate(mapping.headers)
        if at not in known or (at in mapping.telling and _is_open(mapping.telling[at]))
    }
    if not seen:
        return mapping
    for cells in pieces_of(part, _PIECE, sorted(seen)):
        looks = [(seen[at], cells[f"c{at}"]) for at in seen if not seen[at].done]
        for _ in in_order(lambda look: _look(*look, mapping), looks):
            pass
    return _settled(mapping, seen, channel, purpose)


def _is_open(telling: Telling) -> bool:
    """Whether cells must show how a column is meant, or whether it is understood at all."""
    return telling.by not in ("vendor", "declared") and telling.meaning.kind not in (
        Kind.DATE,
        Kind.REASON,
        Kind.BOUNCE_DATE,
        Kind.BOUNCE_REASON,
    )


def _look(column: _Seen, cells: pl.Series, mapping: ColumnMap) -> None:
    if column.few is None:
        column.few = cells.drop_nulls().n_unique() <= _FEW
    if column.telling is not None and len(column.cells) <= _LOOKED_AT:
        different = cells.drop_nulls().unique(maintain_order=True)
        column.cells.update(different.head(_LOOKED_AT + 1).to_list())
    if mapping.states and column.of_states:
        texts = cells.drop_nulls().unique(maintain_order=True).head(_LOOKED_AT)
        if any(word_key(text) in mapping.states for text in texts):
            column.explained = True
    if column.telling is None and column.few and len(column.cells) <= _MOST_ANSWERS:
        column.cells.update(cells.drop_nulls().unique(maintain_order=True).to_list())
    kind = column.kind
    for text in with_stems(cells):
        if answer(text, kind, mapping.channel, mapping.purpose) in (YES, BOUNCED):
            column.kind_by_cells = kind
            return


def _settled(mapping: ColumnMap, seen: dict[int, _Seen], channel: str, purpose: str) -> ColumnMap:
    telling = dict(mapping.telling)
    unread = []
    unknown: dict[int, tuple[str, ...]] = {}
    for at, column in seen.items():
        settled = _by_its_cells(column, channel, purpose)
        if settled is None:
            # The header says nothing that the cells bear out; they may say it themselves.
            telling.pop(at, None)
            by_cells = column.kind_by_cells or (Kind.LABELS if column.explained else None)
            if by_cells is not None and _holds_no(column):
                # A no beside a word of a state: whoever says it may have refused.
                by_cells = Kind.CONFIRMED
            if by_cells is not None:
                # A cell says itself which channel it means; the header does where states stand.
                channels = channels_in(spaced(column.header)) if column.of_states else EVERY
                meaning = Meaning(by_cells, channels or EVERY)
                if speaks_for(meaning.channels, channel, purpose):
                    telling[at] = Telling(meaning, mapping.states, "cells")
            continue
        telling[at] = settled
        words = _unknown_words(column, settled, channel, purpose)
        if words:
            unknown[at] = words
        if _not_understood(column, settled, channel, purpose):
            unread.append(at)
    ordered = dict(sorted(telling.items()))
    positions = dict(mapping.positions)
    if "opted_out" not in mapping.declared and positions.get("opted_out", -1) not in ordered:
        positions.pop("opted_out", None)
        positions |= first_flag(ordered)
    return replace(
        mapping,
        positions={name: positions[name] for name in c.FIELDS if name in positions},
        telling=ordered,
        not_understood=tuple(unread),
        unknown=unknown,
    )


def _holds_no(column: _Seen) -> bool:
    """Whether a column of few answers holds a plain no."""
    is_small = len(column.cells) <= _MOST_ANSWERS
    return is_small and any(text.strip().lower() in _PLAIN_NO for text in column.cells)


def _by_its_cells(column: _Seen, channel: str, purpose: str) -> Telling | None:
    """How a column whose header tells is read, once its cells are known; None: it says nothing."""
    telling = column.telling
    if telling is None:
        return None
    plain = {text for text in column.cells if text.strip().lower() in SAYS_YES | SAYS_NO}
    kind = telling.meaning.kind
    if kind == Kind.TOPIC and plain:
        # Beside yes and no other words are no topics.
        return telling.with_kind(Kind.SUBSCRIPTION, "header")
    if telling.meaning.sure:
        return telling
    if kind == Kind.STATE:
        settled = _state_of(column, channel, purpose)
        return None if settled is None else telling.with_kind(settled, "header")
    # "Rundmail", "Kontakt": a flag where its cells are, nothing otherwise; 1, 2, 3 … count.
    numbered = any(_NUMBERED.fullmatch(text) for text in column.cells)
    flag = plain and len(column.cells) <= _MOST_ANSWERS and not numbered
    return telling.with_kind(kind, "header") if flag else None


def _state_of(column: _Seen, channel: str, purpose: str) -> Kind | None:
    """How a column "Status" is read: it may be anybody's.

    Words of a subscription, or codes, show that it is the contact's.
    """
    words = spaced(column.header)
    meanings = column.telling.words if column.telling else {}
    cells = {meanings.get(word_key(text), text) for text in column.cells}
    answers = {text: answer(text, Kind.STATE, channel, purpose) for text in cells}
    certain = column.kind_by_cells is not None or cells != column.cells
    certain = certain or any(
        answer(text, Kind.LABELS, channel, purpose) in (YES, BOUNCED) or is_subscribed(text)
        for text in cells
    )
    if len(column.cells) > _LOOKED_AT:
        # So many different words are no states, but some of them may be.
        return Kind.LABELS if certain else None
    if not certain and (words in _REGION or _is_of_business(column.cells)):
        return None
    if column.other_subject:
        # The state of a lead or an account: only certain words are about its will.
        if not certain or beside.OTHER_SUBJECT.search(words):
            return Kind.LABELS if certain else None
        known = all(state(spaced(text), perhaps=True) for text in cells)
        return Kind.STATE if known else Kind.WORDS
    if not certain and other_words(words, beside.STATE):
        # "Marital status", "Smoking status": of something that is not known.
        return None
    codes = words not in _REGION and any(CODE.fullmatch(text) for text in column.cells)
    is_state = certain or codes or any(one in (YES, BOUNCED) for one in answers.values())
    return Kind.STATE if is_state else None


def _is_of_business(cells: set[str]) -> bool:
    """Whether a word of orders, deals or tickets is among the cells: won, paid, shipped."""
    return any(beside.OTHER_STATE.search(spaced(text)) for text in cells)


def _unknown_words(column: _Seen, telling: Telling, channel: str, purpose: str) -> tuple[str, ...]:
    """Words of a column that are not understood, as far as they may be shown."""
    return tuple(
        sorted(
            text
            for text in column.cells
            if _SHOWN.fullmatch(text)
            and answer(
                telling.words.get(word_key(text), text), telling.meaning.kind, channel, purpose
            )
            == UNREADABLE
        )[:_MOST_SHOWN]
    )


def _not_understood(column: _Seen, telling: Telling, channel: str, purpose: str) -> bool:
    """Whether a column that speaks of opt-outs holds cells, and none of them is understood."""
    filled = [text for text in column.cells if text.strip().lower() not in (*NOTHING, "")]
    if not filled or not speaks_for(telling.meaning.channels, channel, purpose):
        return False
    if telling.meaning.kind == Kind.DOUBTFUL and any(is_day(text) for text in filled):
        # The day of something that may be an opt-out: its contacts are held.
        return False
    if telling.meaning.kind in (Kind.DOUBTFUL, Kind.BOUNCE_COUNT):
        filled = [text for text in filled if text.strip().lower() not in SAYS_YES]
    translated = [telling.words.get(word_key(text), text) for text in filled]
    answers = [answer(text, telling.meaning.kind, channel, purpose) for text in translated if text]
    return bool(answers) and all(one == UNREADABLE for one in answers)
