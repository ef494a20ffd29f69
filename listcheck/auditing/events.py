"""Which rows of a log are sends, by its columns of events, of states and of directions.

**A column of events** (``event``, ``type``, ``RecordType`` …) has a row for each thing that
happens to a message. A message that has a row saying that it went out is one send; what else
happens to it (delivered, opened, bounced, complained of) is another event. A delivery of which no
row of all logs says that it was sent is a send as well (:mod:`listcheck.auditing.pairs`).

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

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

import polars as pl

from listcheck import columns as c
from listcheck.auditing.event_words import (
    AFTER,
    CALL_OUTCOMES,
    DELIVERED,
    GENERAL,
    INBOUND,
    MEANINGS,
    NOT_SENT,
    OUTBOUND,
    RANG,
    SENT,
    SHORT_DIRECTIONS,
    TAKEN,
    TRIED,
    UNKNOWN,
    spoken,
)
from listcheck.auditing.headers import (
    DIRECTION_HEADERS,
    EVENT_HEADERS,
    ID_HEADERS,
    PERHAPS_EVENT_HEADERS,
    PERHAPS_STATE_HEADERS,
    STATE_HEADERS,
    log_key,
)
from listcheck.auditing.names import word_set
from listcheck.contacts.opt_outs import BOUNCED_STATUS, OPTED_OUT_STATUS

Kind = Literal["event", "state", "direction"]
#: More different words that nobody knows than this are no words of events but texts.
_MOST_UNKNOWN: Final = 20
#: A word that may be told: no address, no number, no sentence.
_PLAIN_WORD: Final = r"^[\p{L}][\p{L}_. :/-]{0,29}$"
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
#: Meanings of rows of one message, the likeliest to stand for the send first.
_RANKS: Final = (SENT, TAKEN, DELIVERED, TRIED, AFTER)


@dataclass(frozen=True)
class Spoken:
    """One column that says what became of messages.

    Attributes:
        at: its position.
        header: its header.
        kind: of what it speaks.
        meanings: what its words mean, as far as they are known; by :func:`spoken`.
        shown: how reports name these words.
        sure: it is one of messages by its header alone.
        strange: words stand in it that nobody knows.
        pairs: the same message may stand in several of its rows.
        chosen: the words that the configuration names are its words: all others are no sends.
    """

    at: int
    header: str
    kind: Kind
    meanings: Mapping[str, int] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    sure: bool = True
    strange: bool = False
    pairs: bool = False
    chosen: bool = False

    @property
    def cell(self) -> pl.Expr:
        """The cells as they stand."""
        return pl.col(f"c{self.at}")

    @property
    def word(self) -> pl.Expr:
        """Their words as reports name them; null where blank."""
        text = self.cell.str.strip_chars().str.to_lowercase().str.replace_all(r"[\s-]+", "_")
        return pl.when(text != "").then(text)

    @property
    def meaning(self) -> pl.Expr:
        """What each row's word means (UInt8); never null."""
        if not self.meanings:
            return pl.lit(UNKNOWN, dtype=pl.UInt8)
        return c.looked_up(spoken(self.cell), self.meanings, pl.UInt8, UNKNOWN).fill_null(UNKNOWN)

    @property
    def base(self) -> int:
        """The meaning that stands for the send where a message has several rows."""
        there = set(self.meanings.values())
        return next((one for one in _RANKS if one in there), SENT)

    @property
    def beside(self) -> tuple[int, ...]:
        """Meanings of rows that are a send only where no other row of the message is one."""
        most = _RANKS if self.kind == "state" else (SENT, TAKEN, DELIVERED)
        there = set(self.meanings.values()) - {self.base}
        return tuple(one for one in most if one in there) if self.pairs else ()


@dataclass(frozen=True)
class Events:
    """All columns of a log that say what became of messages.

    Attributes:
        columns: these, events first.
        own: words that the configuration names as those of sends, as :func:`spoken` gives them.
        id: position of the column that tells one message from another.
    """

    columns: tuple[Spoken, ...] = ()
    own: frozenset[str] = frozenset()
    id: int | None = None

    @property
    def only_delivered(self) -> str | None:
        """The word for a delivery of a log of events in which none says what was sent, if it is.

        Not where other words might say so, and not of columns that may be of states.
        """
        events = [one for one in self.columns if one.kind == "event"]
        meanings = {meaning for one in events for meaning in one.meanings.values()}
        if self.own or DELIVERED not in meanings or meanings & {SENT, TAKEN}:
            return None
        if not all(one.sure for one in events) or any(one.strange for one in events):
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
        told = [column.meaning.alias(f"meaning.{column.at}") for column in self.columns]
        outbound = pl.any_horizontal(
            pl.lit(value=False),
            *(_of(column) == OUTBOUND for column in self.columns if column.kind == "direction"),
        )
        said = [
            pl.when(self._denies(column) & ~((_of(column) == INBOUND) & outbound))
            .then(pl.coalesce(_told(column), pl.lit("another event")))
            for column in self.columns
        ]  # fmt: skip
        beside, delivered = pl.lit(UNKNOWN, dtype=pl.UInt8), pl.lit(None, dtype=pl.String)
        pairing = self.pairing
        if pairing is not None:
            may_be = _of(pairing).is_in(pairing.beside)
            if pairing.kind == "state":
                # Without an id each state is of a message of its own.
                may_be &= _filled(self.id)
            denied = pl.coalesce(pl.lit(None, dtype=pl.String), *said).is_not_null()
            beside = pl.when(may_be & ~denied).then(_of(pairing)).otherwise(beside)
            delivered = pl.when(may_be).then(_told(pairing))
        return (
            cells.with_columns(told)
            .with_columns(
                pl.coalesce(pl.lit(None, dtype=pl.String), *said, delivered).alias("said"),
                beside.alias("beside"),
            )
            .drop(f"meaning.{column.at}" for column in self.columns)
        )

    def _denies(self, column: Spoken) -> pl.Expr:
        if column.chosen:
            # Whoever names the events that are sends names all of them; a blank tells nothing.
            return (column.word.is_not_null() & ~_is_own(column, self.own)).fill_null(value=False)
        denies = _of(column).is_in(_NO_SEND[column.kind])
        return denies & ~_is_own(column, self.own) if self.own else denies

    def unknown(self, cells: pl.DataFrame) -> dict[str, dict[str, int]]:
        """How often words stand in a piece that nobody knows, by header."""
        found = {}
        for column in self.columns:
            if column.chosen or not column.strange:
                continue
            of_people = spoken(column.cell).is_in(sorted(_OF_PEOPLE))
            strange = (
                cells.lazy()
                .filter((column.meaning == UNKNOWN) & column.word.is_not_null() & ~of_people)
                .group_by(pl.coalesce(_told(column), pl.lit(_OTHER_WORDS)).alias("word"))
                .len()
                .sort("len", "word", descending=[True, False])
                .collect()
            )
            words = dict(strange.head(_MOST_UNKNOWN).iter_rows())
            if strange.height > _MOST_UNKNOWN:
                more = int(strange["len"][_MOST_UNKNOWN:].sum())
                words[_OTHER_WORDS] = words.get(_OTHER_WORDS, 0) + more
            if words:
                found[column.header] = words
        return found

    def message_words(self, at: int) -> list[str]:
        """Words of a column, as :func:`spoken` gives them, that speak of messages, not of people.

        ``at``: the position of the column.
        """
        for column in self.columns:
            if column.at == at:
                of_people = pl.Series(list(column.meanings), dtype=pl.String)
                told = of_people.str.contains(f"{OPTED_OUT_STATUS}|{BOUNCED_STATUS}")
                return of_people.filter(~told).to_list()
        return []


def _filled(at: int | None) -> pl.Expr:
    if at is None:
        return pl.lit(value=False)
    return (pl.col(f"c{at}").str.strip_chars() != "").fill_null(value=False)


def _of(column: Spoken) -> pl.Expr:
    return pl.col(f"meaning.{column.at}")


def _told(column: Spoken) -> pl.Expr:
    """The word of a row where it may be told."""
    return pl.when(column.word.str.contains(_PLAIN_WORD)).then(column.word)


def _is_own(column: Spoken, own: frozenset[str]) -> pl.Expr:
    return spoken(column.cell).is_in(sorted(own)).fill_null(value=False)


def unknown_notes(name: str, unknown: Mapping[str, Mapping[str, int]]) -> list[str]:
    """What to say of words that nobody knows, by header; ``name`` is the log's."""
    told = []
    for header, words in unknown.items():
        shown = sorted(
            ((word, count) for word, count in words.items() if word != _OTHER_WORDS),
            key=lambda item: (-item[1], item[0]),
        )
        few = len(shown) < _MOST_UNKNOWN
        named = [f"{word} ({count:,})" for word, count in shown] if few else []
        rest = sum(words.values()) - sum(count for _, count in shown if few)
        if rest:
            named.append(f"{'other words' if named else 'many words'} ({rest:,})")
        told.append(
            f'{name}: the column "{header}" says what listcheck does not know: '
            f"{', '.join(named)}; these rows count as sends ([audit] send_events names the words "
            "that are)"
        )
    return told


def find_events(
    headers: Sequence[str],
    frame: pl.LazyFrame,
    *,
    taken: Iterable[int],
    own: frozenset[str],
    recipients: Sequence[int],
    calls: bool,
) -> Events:
    """The columns of a log that say what became of messages, by header and by their words.

    Args:
        headers: the log's headers.
        frame: its cells, ``c0`` ….
        taken: positions of columns that mean something else.
        own: the words of ``[audit] send_events``, as :func:`spoken_word` gives them.
        recipients: positions of its recipients.
        calls: it is a log of calls, unless it says otherwise.
    """
    found = list(_by_header(headers, set(taken)))
    if not found:
        return Events(own=own)
    words = [spoken(column.cell) for column in found]
    frames = [
        frame.group_by(
            pl.when(_known(column) | word.is_in(sorted(own))).then(word).alias("word")
        ).agg(word.is_not_null().any().alias("any"), column.word.drop_nulls().min().alias("shown"))
        for column, word in zip(found, words, strict=True)
    ]
    columns = []
    for column, table in zip(found, pl.collect_all(frames, engine="streaming"), strict=True):
        there = set(table["word"].drop_nulls())
        known = {word: _meaning(column.kind, word) for word in there if word in MEANINGS
                 or (column.kind == "direction" and word in SHORT_DIRECTIONS)}  # fmt: skip
        shown = {word: name for word, name in table.select("word", "shown").iter_rows() if word}
        strange = bool(table.filter(pl.col("word").is_null())["any"].any())
        speaks = column.sure or any(word not in GENERAL for word in known) or bool(own & there)
        if speaks:
            told = _understood(
                replace(column, strange=strange, shown=shown), dict(sorted(known.items())), calls
            )
            columns.append(replace(told, chosen=told.kind == "event" and bool(own & there)))
    if own and not any(one.chosen for one in columns):
        columns = [replace(one, chosen=one.kind == "event" and one.sure) for one in columns]
    directed = any(one.kind == "direction" and one.meanings for one in columns)
    columns = [_in_its_log(one, columns, directed=directed) for one in columns]
    at = _first(headers, ID_HEADERS)
    if not own:
        columns = _paired(columns, frame, at, recipients)
    order: Mapping[Kind, int] = {"event": 0, "state": 1, "direction": 2}
    columns.sort(key=lambda one: order[one.kind])
    return Events(tuple(columns), own, at)


def _by_header(headers: Sequence[str], taken: set[int]) -> Iterable[Spoken]:
    groups: tuple[tuple[Kind, Sequence[str], bool], ...] = (
        ("event", EVENT_HEADERS, True),
        ("event", PERHAPS_EVENT_HEADERS, False),
        ("state", STATE_HEADERS, True),
        ("state", PERHAPS_STATE_HEADERS, False),
        ("direction", DIRECTION_HEADERS, True),
    )
    for at, header in enumerate(headers):
        key = log_key(header)
        for kind, names, sure in groups:
            if key in names and at not in taken:
                yield Spoken(at, header, kind, sure=sure)
                break


def _known(column: Spoken) -> pl.Expr:
    words = {**MEANINGS, **SHORT_DIRECTIONS} if column.kind == "direction" else MEANINGS
    return c.looked_up(spoken(column.cell), words, pl.UInt8).is_not_null()


def _meaning(kind: Kind, word: str) -> int:
    if kind == "direction" and word in SHORT_DIRECTIONS:
        return SHORT_DIRECTIONS[word]
    return MEANINGS[word]


def _first(headers: Sequence[str], names: Sequence[str]) -> int | None:
    keys = [log_key(header) for header in headers]
    return next((keys.index(name) for name in names if name in keys), None)


def _understood(column: Spoken, known: dict[str, int], calls: bool) -> Spoken:
    """The column with what its words mean among one another."""
    if calls and ("call" in log_key(column.header) or known.keys() & CALL_OUTCOMES):
        known |= dict.fromkeys(known.keys() & RANG, TRIED)
    if "receivedsms" in known and "sentsms" in known:
        # Klaviyo tells what the person does: who sent a text wrote to us.
        known["sentsms"] = INBOUND
    directions = {word: SHORT_DIRECTIONS.get(word, known[word]) for word in known}
    if not column.sure and set(directions.values()) in ({INBOUND, OUTBOUND}, {OUTBOUND}):
        # Type: Incoming, Outgoing, Missed.
        return replace(column, kind="direction", meanings=directions)
    said = set(known.values())
    if column.kind == "event" and not said & {SENT, TAKEN, DELIVERED} and (
        known.keys() & CALL_OUTCOMES
    ):  # fmt: skip
        return replace(column, kind="state", meanings=known)
    return replace(column, meanings=known)


def _in_its_log(column: Spoken, columns: Sequence[Spoken], *, directed: bool) -> Spoken:
    """Where nothing but "received" is said, it is said of messages that arrived."""
    if column.kind == "direction" or directed:
        return column
    words = {word for one in columns for word in one.meanings}
    if words and words <= {"received", "receiving"}:
        return replace(column, meanings=dict.fromkeys(column.meanings, DELIVERED))
    return column


def _paired(
    columns: Sequence[Spoken], frame: pl.LazyFrame, at: int | None, recipients: Sequence[int]
) -> list[Spoken]:
    """Mark the one column of which several rows may be of the same message."""
    events = [one for one in columns if one.kind == "event"]
    chosen = next((one for one in events if set(one.meanings.values()) & {SENT, TAKEN}), None)
    if chosen is None and not events and at is not None:
        for state in (one for one in columns if one.kind == "state"):
            if len(set(state.meanings.values()) & set(_RANKS)) > 1 and _repeats(
                frame, at, recipients, state
            ):
                chosen = state
                break
    return [replace(one, pairs=one is chosen) for one in columns]


def _repeats(frame: pl.LazyFrame, at: int, recipients: Sequence[int], state: Spoken) -> bool:
    """Whether one message, to the same recipients, has rows with different states."""
    message = pl.concat_str(
        *(pl.col(f"c{one}").fill_null("") for one in (at, *recipients)), separator="\0"
    )
    there = pl.col(f"c{at}").is_not_null()
    seen = (
        frame.filter(there)
        .select(message.hash().alias("message"), state.meaning.alias("meaning"))
        .unique()
        .select(pl.len(), pl.col("message").n_unique())
    )
    rows, messages = seen.collect(engine="streaming").row(0)
    return int(rows) > int(messages)
