"""Which rows of a log are sends, by its columns of events, of states and of directions.

**A column of events** (``event``, ``type``, ``RecordType`` …) has a row for each thing that
happens to a message. A message that has a row saying that it went out is one send; what else
happens to it (delivered, opened, bounced, complained of) is another event. A delivery of which no
row of all logs says that it was sent is a send as well (:mod:`listcheck.auditing.logs.pairs`).

**A column of states** (``status``, ``Delivery Status``, ``CallStatus`` …) has one row for each
message: what was last known of it. Delivered, opened, bounced, failed, not answered: it was sent,
or tried, and so it is a send. A call that was tried is a contact, whether or not anybody answered.
Where several rows have the same message id and recipient, the column has a row for each change of
the state, and these are one send.

**A column of directions** says who wrote to whom: what came in is no send.

In all of them what was dropped, rejected, suppressed, cancelled before it went out, or is still
queued, planned or a draft, is no send. A row is one only when none of its columns says that it is
none. A word that nobody knows leaves it a send, and a note tells the word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from listcheck.auditing.logs.event_columns import Kind, Spoken, speaking_columns
from listcheck.auditing.logs.event_words import (
    AFTER,
    DELIVERED,
    INBOUND,
    NOT_SENT,
    OUTBOUND,
    SENT,
    TAKEN,
    TRIED,
    UNKNOWN,
    spoken,
)
from listcheck.auditing.logs.names import word_set
from listcheck.vocabulary import BOUNCED, YES, answer
from listcheck.vocabulary import Kind as Told

#: More different words that nobody knows than this are no words of events but texts.
_MOST_UNKNOWN: Final = 20
#: A word that may be told: no address, no number, no sentence.
_PLAIN_WORD: Final = r"^\p{L}+(?:[_. :/-]+\p{L}+){0,3}$"
_LONGEST_WORD: Final = 40
_OTHER_WORDS: Final = "other words"
#: What a column of states says of people, not of messages.
_OF_PEOPLE: Final = word_set(
    "active aktiv actif activo attivo actief aktywny subscribed subscriber confirmed unconfirmed "
    "enabled valid verified new lead customer prospect contact member opportunity inactive "
    "cleaned archived deleted optedin optedout neveropted nonsubscribed notsubscribed"
)
#: What is no send in a column of events; of states only the last two are none.
_NO_SEND: Final[Mapping[Kind, tuple[int, ...]]] = {
    "event": (TRIED, AFTER, NOT_SENT, INBOUND),
    "state": (NOT_SENT, INBOUND),
    "direction": (INBOUND,),
}


@dataclass(frozen=True)
class Events:
    """All columns of a log that say what became of messages.

    Attributes:
        columns: these, events first.
        send_words: what the configuration names as sends, as :func:`spoken` gives it.
        id: position of the column that tells one message from another.
    """

    columns: tuple[Spoken, ...] = ()
    send_words: frozenset[str] = frozenset()
    id: int | None = None

    @property
    def only_delivered(self) -> str | None:
        """The word for a delivery of a log of events in which none says what was sent, if it is.

        Not where other words might say so, and not of columns that may be of states.
        """
        every = [one for one in self.columns if one.kind == "event"]
        events = [one for one in every if one.sure]
        meanings = {meaning for one in events for meaning in one.meanings.values()}
        every_meaning = {meaning for one in every for meaning in one.meanings.values()}
        strange = any(one.strange for one in events)
        if self.send_words or strange or DELIVERED not in meanings or every_meaning & {SENT, TAKEN}:
            return None
        return min(
            one.shown.get(word, word)
            for one in events
            for word, meaning in one.meanings.items()
            if meaning == DELIVERED
        )

    @property
    def pairs(self) -> bool:
        """Whether several rows may be one send."""
        return self.pairing is not None

    @property
    def pairing(self) -> Spoken | None:
        """The column by which several rows may be one send."""
        return next((one for one in self.columns if one.pairs), None)

    def with_kinds(self, cells: pl.LazyFrame) -> pl.LazyFrame:
        """Add ``said`` (what makes a row no send, null in sends) and ``beside`` (UInt8).

        ``beside`` is the meaning of a row that may be of a message that another row tells as
        sent (it is said as well, for that it is a send has yet to be found out), else 0.
        """
        meanings = [column.meaning.alias(f"meaning.{column.at}") for column in self.columns]
        outbound = pl.any_horizontal(
            pl.lit(value=False),
            *(_of(column) == OUTBOUND for column in self.columns if column.kind == "direction"),
        )
        reasons = [
            pl.when(self._denies(column) & ~((_of(column) == INBOUND) & outbound))
            .then(pl.coalesce(_plain_word(column), pl.lit("another event")))
            for column in self.columns
        ]  # fmt: skip
        beside, delivered = pl.lit(UNKNOWN, dtype=pl.UInt8), pl.lit(None, dtype=pl.String)
        pairing = self.pairing
        if pairing is not None:
            may_be = _of(pairing).is_in(pairing.beside)
            if pairing.kind == "state":
                # Without an id each state is of a message of its own.
                may_be &= _filled(self.id)
            denied = pl.coalesce(pl.lit(None, dtype=pl.String), *reasons).is_not_null()
            beside = pl.when(may_be & ~denied).then(_of(pairing)).otherwise(beside)
            delivered = pl.when(may_be).then(_plain_word(pairing))
        return (
            cells.with_columns(meanings)
            .with_columns(
                pl.coalesce(pl.lit(None, dtype=pl.String), *reasons, delivered).alias("said"),
                beside.alias("beside"),
            )
            .drop(f"meaning.{column.at}" for column in self.columns)
        )

    def _denies(self, column: Spoken) -> pl.Expr:
        if column.chosen:
            # Whoever names the events that are sends names all of them; a blank tells nothing.
            return (column.word.is_not_null() & ~_is_own(column, self.send_words)).fill_null(
                value=False
            )
        denies = _of(column).is_in(_NO_SEND[column.kind])
        return denies & ~_is_own(column, self.send_words) if self.send_words else denies

    def unknown(self, cells: pl.DataFrame) -> dict[str, dict[str, int]]:
        """How often words that nobody knows stand in rows that are sends, by header."""
        unknown = {}
        for column in self.columns:
            if column.chosen or not column.strange:
                continue
            of_people = spoken(column.cell).is_in(sorted(_OF_PEOPLE))
            strange = (
                cells.lazy()
                .filter((column.meaning == UNKNOWN) & column.word.is_not_null() & ~of_people)
                .group_by(pl.coalesce(_plain_word(column), pl.lit(_OTHER_WORDS)).alias("word"))
                .len()
                .sort("len", "word", descending=[True, False])
                .collect()
            )
            # The most frequent of the different words only.
            words = dict(strange.head(_MOST_UNKNOWN).iter_rows())
            if strange.height > _MOST_UNKNOWN:
                more = int(strange["len"][_MOST_UNKNOWN:].sum())
                words[_OTHER_WORDS] = words.get(_OTHER_WORDS, 0) + more
            if words:
                unknown[column.header] = words
        return unknown

    def message_words(self, at: int) -> list[str]:
        """Words of a column, as :func:`spoken` gives them, that speak of messages, not of people.

        ``at``: the position of the column.
        """
        for column in self.columns:
            if column.at == at:
                return [
                    word
                    for word in column.meanings
                    if answer(word, Told.STATE, None) not in (YES, BOUNCED)
                ]
        return []


def _filled(at: int | None) -> pl.Expr:
    if at is None:
        return pl.lit(value=False)
    return (pl.col(f"c{at}").str.strip_chars() != "").fill_null(value=False)


def _of(column: Spoken) -> pl.Expr:
    return pl.col(f"meaning.{column.at}")


def _plain_word(column: Spoken) -> pl.Expr:
    """The word of a row where it may be told."""
    short = column.word.str.len_chars() <= _LONGEST_WORD
    return pl.when(short & column.word.str.contains(_PLAIN_WORD)).then(column.word)


def _is_own(column: Spoken, send_words: frozenset[str]) -> pl.Expr:
    return spoken(column.cell).is_in(sorted(send_words)).fill_null(value=False)


def unknown_notes(name: str, unknown: Mapping[str, Mapping[str, int]]) -> list[str]:
    """What to say of words that nobody knows, by header; ``name`` is the log's."""
    notes = []
    for header, words in unknown.items():
        shown = sorted(
            ((word, count) for word, count in words.items() if word != _OTHER_WORDS),
            key=lambda item: (-item[1], item[0]),
        )
        few = len(shown) < _MOST_UNKNOWN
        named = [f"{word} ({count:,})" for word, count in shown] if few else []
        rest = sum(words.values()) - sum(count for _, count in shown if few)
        if rest:
            named.append(f"{_OTHER_WORDS} ({rest:,})")
        notes.append(
            f'{name}: the column "{header}" says what listcheck does not know: '
            f"{', '.join(named)}; these rows count as sends ([audit] send_events names the words "
            "that are)"
        )
    return notes


def find_events(
    headers: Sequence[str],
    frame: pl.LazyFrame,
    *,
    taken: Sequence[int],
    send_words: frozenset[str],
    recipients: Sequence[int],
    calls: bool,
) -> Events:
    """What the columns of a log say of its rows; see :func:`speaking_columns` for the arguments."""
    columns, identity = speaking_columns(
        headers, frame, taken=taken, send_words=send_words, recipients=recipients, calls=calls
    )
    return Events(tuple(columns), send_words, identity)
