"""A send log: which column is what, which of its rows are sends, and to whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from listcheck.auditing.logs.addressees import Addressees, Field, addressees
from listcheck.auditing.logs.event_words import UNKNOWN, spoken, spoken_word
from listcheck.auditing.logs.log_columns import holding_addresses, with_headers_of_logs, with_moment
from listcheck.auditing.logs.log_events import Events, find_events
from listcheck.auditing.logs.log_headers import recipient_columns
from listcheck.auditing.logs.names import CHANNEL_WORDS, NamedSends, named_by
from listcheck.auditing.logs.pairs import keys_of
from listcheck.campaign.prepare import mapped
from listcheck.config.settings import Settings
from listcheck.contacts.evidence.cell_values import DateOrder
from listcheck.core.errors import InputProblem
from listcheck.core.part import ListFile, Part
from listcheck.mapping import ColumnMap
from listcheck.readers import looks_headerless, open_list, require_one_sheet

#: Records judged at a time; memory follows it.
PIECE: Final = 1_000_000


@dataclass(frozen=True)
class Piece:
    """What a piece of a log holds.

    Attributes:
        sends: ``row``, ``c0`` …, ``log`` (:attr:`Log.at`), ``channel`` (null where the log's word
            is none), and ``named.day``, ``named.campaign``, ``named.sender`` from the names; a
            row of several recipients stands there for each of them.
        further: how many of the sends are not the first of their row.
        others: how often something else is said than that a message was sent, by what is said.
        unknown: how often words stand in it that nobody knows, by header.
        keys: by what its rows may be found to be of one message; None where each is its own.
    """

    sends: pl.DataFrame
    further: int
    others: Mapping[str, int]
    unknown: Mapping[str, Mapping[str, int]]
    keys: pl.DataFrame | None


@dataclass(frozen=True)
class Log:
    """One send log, opened.

    Attributes:
        at: which of the logs it is, from 0.
        part: the file as it was read.
        map: which column is which field.
        named: what the names of file and folders tell.
        events: what its columns say of each row.
        to: the columns of its recipients.
        channel: over which its messages go where a row does not say so.
        date_order: how its days are written.
    """

    at: int
    part: Part
    map: ColumnMap
    named: NamedSends
    events: Events
    to: tuple[Addressees, ...]
    channel: str | None
    date_order: DateOrder | None = None

    @property
    def layout(self) -> tuple[object, ...]:
        """Equal for logs whose cells can be judged together."""
        return (self.part.headers, tuple(self.map.positions.items()))

    def read(self, cells: pl.DataFrame) -> Piece:
        """What a piece holds."""
        events = self.events.with_kinds(cells.lazy()).collect()
        rows = events.filter(pl.col("said").is_null())
        sends = self._apart(rows)
        others = events.filter(pl.col("said").is_not_null()).group_by("said").len().sort("said")
        return Piece(
            sends=sends.drop("said", "beside"),
            further=sends.height - rows.height,
            # A handful of words.
            others=dict(others.iter_rows()),
            unknown=self.events.unknown(rows),
            keys=self._keys(pl.concat([sends, self._beside(events)]))
            if self.events.pairs
            else None,
        )

    def alone(self, cells: pl.DataFrame, wanted: pl.DataFrame) -> Piece:
        """The sends that were found to be of no other row's message.

        Args:
            cells: a piece.
            wanted: ``row`` and ``who`` of these, see :mod:`listcheck.auditing.logs.pairs`;
                ``others`` of what is returned counts their rows.
        """
        events = self.events.with_kinds(cells.lazy().join(wanted.lazy(), on="row", how="semi"))
        rows = self._beside(events.collect())
        who = self._keys(rows)["who"]
        sends = rows.with_columns(who.alias("who")).join(
            wanted, on=["row", "who"], how="semi", maintain_order="left"
        )
        firsts = sends.unique("row", keep="first", maintain_order=True)
        others = firsts.group_by("said").len().sort("said")
        return Piece(
            sends=sends.drop("said", "beside", "who"),
            further=sends.height - firsts.height,
            # A handful of words.
            others=dict(others.iter_rows()),
            unknown={},
            keys=None,
        )

    def _beside(self, cells: pl.DataFrame) -> pl.DataFrame:
        return self._apart(cells.filter(pl.col("beside") != UNKNOWN))

    def _apart(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows, one for each recipient, with what the log as a whole tells of them."""
        rows = rows.with_columns(
            pl.lit(self.at, dtype=pl.UInt32).alias("log"),
            self.channel_of().alias("channel"),
            *(
                pl.lit(value, dtype=pl.String).alias(f"named.{name}")
                for name, value in (
                    ("day", self.named.day),
                    ("campaign", self.named.campaign),
                    ("sender", self.named.sender),
                )
            ),
        )
        status = self.map.positions.get("status")
        words = [] if status is None else self.events.message_words(status)
        if words:
            # What became of a message is nothing that its recipient said.
            cell = pl.col(f"c{status}")
            rows = rows.with_columns(pl.when(~spoken(cell).is_in(words)).then(cell).name.keep())
        if len(self.to) == 1:
            return self.to[0].taken_apart(rows)
        by_mail = pl.col("channel").fill_null("email") == "email"
        of = {"email": by_mail, "phone": ~by_mail}
        sends = [one.taken_apart(rows.filter(of[one.field])) for one in self.to]
        return pl.concat(sends).sort("row", maintain_order=True).rechunk()

    def _keys(self, sends: pl.DataFrame) -> pl.DataFrame:
        return keys_of(
            sends,
            self.map,
            {one.field: one.at for one in self.to},
            identity=self.events.id,
            by_id_alone=self.events.pairing is not None and self.events.pairing.kind == "state",
            date_order=self.date_order,
        )

    def pieces(self) -> Iterator[pl.DataFrame]:
        """The log's cells as they stand (``row``, ``c0`` …), :data:`PIECE` rows at a time."""
        if self.part.original is not None:
            for start in range(0, self.part.readable, PIECE):
                yield self.part.frame.slice(start, PIECE).collect(engine="streaming")
            return
        held: list[pl.DataFrame] = []
        rows = 0
        for batch in self.part.frame.collect_batches(chunk_size=PIECE, maintain_order=True):
            held.append(batch)
            rows += batch.height
            # The same pieces at every call: an interrupted audit counts on it.
            while rows >= PIECE:
                whole = pl.concat(held)
                yield whole.head(PIECE)
                held, rows = [whole.slice(PIECE)], rows - PIECE
        if rows:
            yield pl.concat(held)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the report must know of the log."""
        vendor = self.map.vendor
        read_as = (f"{self.part.file.name}: {self.map.read_as}",) if vendor else ()
        return (*read_as, *(f"{self.part.file.name}: {note}" for note in self.part.notes))

    def channel_of(self) -> pl.Expr:
        """email, sms, call, automated-call, or null where the log's word is none of them."""
        default = pl.lit(self.channel, dtype=pl.String)
        at = self.map.positions.get("channel")
        if at is None:
            return default
        word = pl.col(f"c{at}").str.strip_chars().str.to_lowercase()
        known = word.replace_strict(
            list(CHANNEL_WORDS), list(CHANNEL_WORDS.values()), default=None, return_dtype=pl.String
        )
        return pl.when(word.is_null() | (word == "")).then(default).otherwise(known)


def open_log(at: int, file: ListFile, settings: Settings, work: Path) -> Log:
    """Open one log; ``at`` says which of all it is.

    Raises:
        InputProblem: it cannot be read, has no header, nobody whom something was sent to, only
            events that are no sends, or sends on several sheets.
        UsageProblem: a column that the configuration names is not there.
    """
    part = open_list(file, work, sheet=settings.sheet)
    require_one_sheet(part)
    if looks_headerless(part.headers):
        raise InputProblem(
            f"{file.name}: the first row looks like a send, not like headers; add a header row "
            "such as: email,country,send_time"
        )
    wanted_channel = "sms" if settings.channel == "chat" else settings.channel
    columns = recipient_columns(part.headers)
    mails = holding_addresses(part.frame, columns)
    by_cells = mapped(part, settings)
    by_number = wanted_channel not in (None, "email")
    mapping = with_headers_of_logs(by_cells.by_headers(), columns, mails, by_number=by_number)
    if not {"email", "phone"} & set(mapping.positions):
        # Most addresses of a log are the sender's: cells alone count where no header does.
        mapping = with_headers_of_logs(by_cells, columns, mails, by_number=by_number)
    if not {"email", "phone"} & set(mapping.positions):
        raise InputProblem(
            f"{file.name}: none of its {len(part.headers)} columns is recognised as e-mail "
            "addresses or telephone numbers; name it in listcheck.toml: [columns] email = "
            '"Header"'
        )
    fields: tuple[Field, ...] = ("email", "phone")
    main = {name: mapping.positions[name] for name in fields if name in mapping.positions}
    to = addressees(columns, main, mails)
    named = named_by(file.relative)
    channel: str | None = wanted_channel or ("email" if "email" in mapping.positions else "call")
    if named.channel is not None:
        # A word that is no channel makes the channel unknown, not e-mail.
        channel = CHANNEL_WORDS.get(named.channel)
    events = find_events(
        part.headers,
        part.frame,
        taken=[at for name, at in mapping.positions.items() if name != "status"],
        send_words=frozenset(spoken_word(word) for word in settings.audit.send_events),
        recipients=[at for one in to for at in one.columns],
        calls=channel in ("call", "automated-call"),
    )
    if events.columns and named.day is None and "send_time" not in mapping.positions:
        mapping = with_moment(mapping, [column.at for column in events.columns])
    if events.only_delivered:
        # Whether deliveries stand for the sends is for the log's owner to say.
        raise InputProblem(
            f"{file.name}: its events say what was delivered ({events.only_delivered}) and none "
            "says what was sent (processed, sent, …); if these stand for the sends: [audit] "
            f'send_events = ["{events.only_delivered}"]'
        )
    return Log(at, part, mapping, named, events, to, channel, settings.columns.date_order)
