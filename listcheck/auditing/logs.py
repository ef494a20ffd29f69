"""A send log: which column is what, and which of its rows are sends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import polars as pl

from listcheck.auditing.names import CHANNEL_WORDS, Named, told_by, word_set
from listcheck.brief import Settings
from listcheck.campaign import mapped
from listcheck.errors import InputProblem
from listcheck.sources import (
    ColumnMap,
    ListFile,
    Part,
    folded,
    looks_headerless,
    open_list,
    require_one_sheet,
)

#: Records judged at a time; memory follows it.
PIECE: Final = 1_000_000
#: Headers of logs, folded, besides those of lists; the first that is there counts.
_LOG_HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "email": ("rcptto", "rcpt", "toemail", "toaddress", "recipientemail", "recipientaddress",
              "emailto"),
    "phone": ("tonumber", "recipientnumber", "msisdn", "destinationnumber", "callee"),
    "send_time": ("senddate", "datesent", "sentdate", "sendat", "sentdatetime", "senddatetime",
                  "timesent", "sendts", "sentts", "sent", "timestamp", "eventtime", "eventdate",
                  "eventtimestamp", "processedat", "time", "datetime", "date", "day",
                  "occurredat", "mailtimestamp", "versandzeit", "versanddatum", "gesendetam",
                  "datedenvoi", "dateenvoi", "fechadeenvio", "fechaenvio", "datainvio",
                  "verzenddatum", "verzondenop", "datawysylki"),
    "campaign": ("campaignid", "campaigntitle", "broadcast", "mailing", "mailingid", "emailname",
                 "messagename", "kampagne", "campagne", "campana", "campagna", "kampania"),
    "channel": ("channeltype", "medium", "messagetype"),
    "sender": ("from", "fromemail", "fromaddress", "fromnumber", "senderemail", "absender",
               "expediteur", "remitente", "mittente", "afzender"),
}  # fmt: skip
#: Headers of whomever a message went to, by address or by number.
_RECIPIENT_HEADERS: Final = ("recipient", "to", "destination", "recipients", "maildestination")
#: Rows that are looked at to tell addresses from numbers.
_LOOK: Final = 1_000
_EVENT_HEADERS: Final = ("event", "eventtype", "eventname", "messageevent")
#: Events that say that a message went out: one of them for each message.
_SENT: Final = word_set(
    "processed accepted sent send injection reception email_sent messagesent message_sent sms_sent "
    "dispatched submitted outbound initiated placed dialed"
)
_DELIVERED: Final = word_set("delivered delivery received_email receivedemail delivery_ok")
#: Events that are no sends, or happen to a message that has a row of its own.
_NO_SEND: Final = _DELIVERED | word_set(
    "open opened opens email_open initial_open click clicked clicks email_click deferred deferral "
    "delay delayed deliverydelay bounce bounced hard_bounce soft_bounce hardbounce softbounce "
    "out_of_band drop dropped reject rejected rendering_failure policy_rejection failed failure "
    "permanent_fail temporary_fail unsubscribe unsubscribed unsub list_unsubscribe "
    "link_unsubscribe group_unsubscribe group_resubscribe subscriptionchange spamreport "
    "spam_report spam spam_complaint spamcomplaint complaint complained queued scheduled "
    "answered no_answer busy read seen replied inbound"
)


@dataclass(frozen=True)
class Log:
    """One send log, opened.

    Attributes:
        at: which of the logs it is, from 0.
        part: the file as it was read.
        map: which column is which field.
        named: what the names of file and folders tell.
        events: position of the column of events, None where the log has none.
        sent: events (lower case, with _ for blanks) that are sends; None: all but known others.
    """

    at: int
    part: Part
    map: ColumnMap
    named: Named
    events: int | None
    sent: frozenset[str] | None
    channel: str | None

    @property
    def layout(self) -> tuple[object, ...]:
        """Equal for logs whose cells can be judged together."""
        return (self.part.headers, tuple(self.map.positions.items()))

    def sends(self, cells: pl.DataFrame) -> pl.DataFrame:
        """The sends among the cells of a piece, and what the log as a whole tells of them.

        Returns:
            ``row``, ``c0`` …, ``log`` (:attr:`at`), ``channel`` (null where the log's word is
            none), and ``named.day``, ``named.campaign``, ``named.sender`` from the names.
        """
        return (
            cells.lazy()
            .filter(self.is_send())
            .with_columns(
                pl.lit(self.at, dtype=pl.UInt32).alias("log"),
                self.channel_of().alias("channel"),
                *(
                    pl.lit(told, dtype=pl.String).alias(f"named.{name}")
                    for name, told in (
                        ("day", self.named.day),
                        ("campaign", self.named.campaign),
                        ("sender", self.named.sender),
                    )
                ),
            )
            .collect()
        )

    def others(self, cells: pl.DataFrame) -> dict[str, int]:
        """How often a piece says something else than that a message was sent, by what it says."""
        if self.events is None:
            return {}
        found = cells.lazy().filter(~self.is_send()).group_by(self.event().alias("event")).len()
        # A handful of words.
        return {str(event): count for event, count in found.sort("event").collect().iter_rows()}

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
        own = (f"{self.part.file.name}: {self.map.read_as}",) if vendor else ()
        return (*own, *(f"{self.part.file.name}: {note}" for note in self.part.notes))

    def event(self) -> pl.Expr:
        """What happened, as it is compared; null where the log does not say."""
        if self.events is None:
            return pl.lit(None, dtype=pl.String)
        text = pl.col(f"c{self.events}").str.strip_chars().str.to_lowercase()
        return text.str.replace_all(r"[\s-]+", "_")

    def is_send(self) -> pl.Expr:
        """Whether a row is a send; never null. What nobody knows as another event is one."""
        if self.sent is not None:
            return self.event().is_in(sorted(self.sent)).fill_null(value=True)
        return ~self.event().is_in(sorted(_NO_SEND)).fill_null(value=False)

    def channel_of(self) -> pl.Expr:
        """email, sms, call, automated-call, or null where the log's word is none of them."""
        default = pl.lit(self.channel, dtype=pl.String)
        at = self.map.positions.get("channel")
        if at is None:
            return default
        said = pl.col(f"c{at}").str.strip_chars().str.to_lowercase()
        known = said.replace_strict(
            list(CHANNEL_WORDS), list(CHANNEL_WORDS.values()), default=None, return_dtype=pl.String
        )
        return pl.when(said.is_null() | (said == "")).then(default).otherwise(known)


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
    told = mapped(part, settings)
    found = _mapped(part, told.by_headers())
    if not {"email", "phone"} & set(found.positions):
        # Most addresses of a log are the sender's: cells alone count where no header does.
        found = _mapped(part, told)
    if not {"email", "phone"} & set(found.positions):
        raise InputProblem(
            f"{file.name}: none of its {len(part.headers)} columns is recognised as e-mail "
            "addresses or telephone numbers; name it in listcheck.toml: [columns] email = "
            '"Header"'
        )
    named = told_by(file.relative)
    asked = "sms" if settings.channel == "chat" else settings.channel
    channel: str | None = asked or ("email" if "email" in found.positions else "call")
    if named.channel is not None:
        # A word that is no channel makes the channel unknown, not e-mail.
        channel = CHANNEL_WORDS.get(named.channel)
    events = _events(part)
    own = frozenset(_folded_event(word) for word in settings.audit.send_events) or None
    log = Log(at, part, found, named, events, own, channel)
    _require_sends(log)
    return log


def _mapped(part: Part, found: ColumnMap) -> ColumnMap:
    """The map of a list with the headers of logs added, where their fields are still open."""
    positions = dict(found.positions)
    keys = [folded(header) for header in found.headers]
    named = {*_RECIPIENT_HEADERS, *_LOG_HEADERS["email"]} & set(keys)
    if named and "email" in positions and keys[positions["email"]] == "subscriber":
        # A column of that name holds addresses only where no other does.
        positions["subscriber"] = positions.pop("email")
    taken = {*positions.values(), *found.telling}

    def free(headers: Sequence[str]) -> int | None:
        return next(
            (keys.index(one) for one in headers if one in keys and keys.index(one) not in taken),
            None,
        )

    for field, headers in _LOG_HEADERS.items():
        at = free(headers)
        if field not in positions and at is not None:
            positions[field] = at
            taken.add(at)
    at = free(_RECIPIENT_HEADERS)
    if at is not None and not {"email", "phone"} & set(positions):
        cells = part.frame.select(pl.col(f"c{at}")).head(_LOOK).collect().to_series()
        mails = cells.str.contains("@", literal=True).any()
        positions["email" if mails else "phone"] = at
    return replace(found, positions=positions)


def _events(part: Part) -> int | None:
    keys = [folded(header) for header in part.headers]
    return next((keys.index(header) for header in _EVENT_HEADERS if header in keys), None)


def _folded_event(word: str) -> str:
    return word.strip().lower().replace(" ", "_").replace("-", "_")


def _require_sends(log: Log) -> None:
    """Stop at a log of deliveries: whether they stand for the sends is for its owner to say."""
    if log.events is None or log.sent is not None:
        return
    words = set(log.part.frame.select(log.event().unique()).collect().to_series().drop_nulls())
    if words & _DELIVERED and not words & _SENT and words <= _NO_SEND:
        told = sorted(words & _DELIVERED)[0]
        raise InputProblem(
            f"{log.part.file.name}: its events say what was delivered ({told}) and none says what "
            "was sent (processed, sent, …); if these stand for the sends: [audit] send_events = "
            f'["{told}"]'
        )
