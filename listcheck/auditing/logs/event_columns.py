"""The columns of a log that say what became of its messages: by header, and by their words.

Some headers (``event``, ``status``, ``direction``) speak of messages wherever they stand; others
(``type``, ``state``, ``result``) stand for much else and count only where their words are those of
messages. See :mod:`listcheck.auditing.logs.log_events` for what the kinds of columns mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

import polars as pl

from listcheck.auditing.logs.event_words import (
    AFTER,
    CALL_OUTCOMES,
    DELIVERED,
    FLAGS,
    GENERAL,
    INBOUND,
    MEANINGS,
    OUTBOUND,
    RANG,
    SENT,
    SHORT_DIRECTIONS,
    TAKEN,
    TRIED,
    UNKNOWN,
    shown_as,
    spoken,
)
from listcheck.auditing.logs.log_headers import (
    DIRECTION_FLAGS,
    DIRECTION_HEADERS,
    EVENT_HEADERS,
    ID_HEADERS,
    MESSAGE_ID_HEADERS,
    PERHAPS_EVENT_HEADERS,
    PERHAPS_STATE_HEADERS,
    STATE_HEADERS,
    log_key,
)
from listcheck.core import columns as c

Kind = Literal["event", "state", "direction"]
#: So many states, on average, has a message where each change of its state has a row.
_STATES_OF_A_MESSAGE: Final = 1.25
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
        return shown_as(self.cell)

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


def speaking_columns(
    headers: Sequence[str],
    frame: pl.LazyFrame,
    *,
    taken: Iterable[int],
    send_words: frozenset[str],
    recipients: Sequence[int],
    calls: bool,
) -> tuple[list[Spoken], int | None]:
    """The columns of a log that say what became of messages, and that of the messages' ids.

    Args:
        headers: the log's headers.
        frame: its cells, ``c0`` ….
        taken: positions of columns that mean something else.
        send_words: the words of ``[audit] send_events``, as :func:`spoken_word` gives them.
        recipients: positions of its recipients.
        calls: it is a log of calls, unless it says otherwise.
    """
    candidates = list(_by_header(headers, set(taken)))
    if not candidates:
        return [], None
    word, is_known = pl.col("word"), pl.col("known")
    frames = [
        frame.select(spoken(column.cell).alias("word"), column.cell.alias("cell"))
        .with_columns((_known(column, word) | word.is_in(sorted(send_words))).alias("known"))
        .group_by(pl.when(is_known).then(word).alias("word"))
        .agg(
            word.is_not_null().any().alias("any"),
            shown_as(pl.col("cell").drop_nulls().first()).alias("shown"),
        )
        for column in candidates
    ]
    columns = []
    for column, table in zip(candidates, pl.collect_all(frames, engine="streaming"), strict=True):
        there = set(table["word"].drop_nulls())
        known = {word: meaning for word, meaning in _vocabulary(column).items() if word in there}
        # One row per different word of the column, not per send.
        shown = {word: name for word, name in table.select("word", "shown").iter_rows() if word}
        strange = bool(table.filter(pl.col("word").is_null())["any"].any())
        speaks = (
            column.sure or any(word not in GENERAL for word in known) or bool(send_words & there)
        )
        if log_key(column.header) in DIRECTION_FLAGS:
            # Anything besides yes and no is something else: how many there were.
            speaks = not strange
        if speaks:
            understood = _understood(
                replace(column, strange=strange, shown=shown), dict(sorted(known.items())), calls
            )
            columns.append(
                replace(understood, chosen=understood.kind == "event" and bool(send_words & there))
            )
    if send_words and not any(one.chosen for one in columns):
        columns = [replace(one, chosen=one.kind == "event" and one.sure) for one in columns]
    directed = any(one.kind == "direction" and one.meanings for one in columns)
    columns = [_in_its_log(one, columns, directed=directed) for one in columns]
    at = _first(headers, ID_HEADERS)
    if not send_words:
        columns = _paired(columns, frame, _first(headers, MESSAGE_ID_HEADERS), recipients)
    order: Mapping[Kind, int] = {"event": 0, "state": 1, "direction": 2}
    columns.sort(key=lambda one: order[one.kind])
    return columns, at


def _by_header(headers: Sequence[str], taken: set[int]) -> Iterable[Spoken]:
    groups: tuple[tuple[Kind, Sequence[str], bool], ...] = (
        ("event", EVENT_HEADERS, True),
        ("event", PERHAPS_EVENT_HEADERS, False),
        ("state", STATE_HEADERS, True),
        ("state", PERHAPS_STATE_HEADERS, False),
        ("direction", (*DIRECTION_HEADERS, *DIRECTION_FLAGS), True),
    )
    for at, header in enumerate(headers):
        key = log_key(header)
        for kind, names, sure in groups:
            if key in names and at not in taken:
                yield Spoken(at, header, kind, sure=sure)
                break


def _vocabulary(column: Spoken) -> Mapping[str, int]:
    """What words may mean in a column."""
    if column.kind != "direction":
        return MEANINGS
    flag = DIRECTION_FLAGS.get(log_key(column.header))
    if flag is None:
        return {**MEANINGS, **SHORT_DIRECTIONS}
    return {
        **dict.fromkeys(FLAGS[flag], INBOUND),
        **dict.fromkeys(FLAGS[not flag], OUTBOUND),
    }


def _known(column: Spoken, word: pl.Expr) -> pl.Expr:
    return c.looked_up(word, _vocabulary(column), pl.UInt8).is_not_null()


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
    meanings = set(known.values())
    if column.kind == "event" and not meanings & {SENT, TAKEN, DELIVERED} and (
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
    """Whether messages, to the same recipients, have rows with different states.

    Not where few of them have: then each row is of a message of its own, and one that was sent
    twice, as a campaign to the same person, must not be lost.
    """
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
    states, messages = seen.collect(engine="streaming").row(0)
    return int(states) >= _STATES_OF_A_MESSAGE * int(messages) > 0
