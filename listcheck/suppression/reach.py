"""What an entry of a suppression source says besides whom it means: why, since when, how far."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import polars as pl

from listcheck.contacts import latest_moment, moment, unix_moment, with_written_moment
from listcheck.core import columns as c
from listcheck.core.moments import MOMENT_SCHEMA
from listcheck.core.part import Part
from listcheck.matching import CHANNEL_BITS, LIST_MARK, folded_name, pieces, says_all
from listcheck.suppression.layouts import Layout
from listcheck.suppression.layouts.interface import Reach
from listcheck.suppression.loading import dated
from listcheck.suppression.state_words import BOUNCE, OUT, bounced_words
from listcheck.vocabulary import folded

_REASON_HEADERS: Final = ("reason", "status", "type", "event", "suppressionreason", "bouncetype")
#: Only headers that certainly mean the opt-out: when a row was made must not lift one.
_DATE_HEADERS: Final = (
    "optedoutat", "optoutat", "optoutdate", "optouttime", "optedoutdate", "unsubscribedat",
    "unsubscribeddate", "unsubscribedate", "unsubscribetime", "unsubtime", "suppressedat",
    "suppressiondate", "optouttimestamp", "unsubscribetimestamp",
)  # fmt: skip
#: When an entry was made: nobody was ever opted out later than that, or much earlier.
_RECORDED_HEADERS: Final = (
    "date", "datetime", "timestamp", "time", "day", "created", "createdat", "createdate", "added",
    "addedat", "dateadded", "datecreated", "since", "received", "receivedat", "requestedat",
    "recordedat", "unsubscribed", "optedout", "optout", "datum", "fecha", "data",
)  # fmt: skip
_EXPIRY_HEADERS: Final = (
    "expires", "expiresat", "expireson", "expiry", "expirydate", "expirationdate", "expiration",
    "validuntil", "suppresseduntil", "gueltigbis", "gultigbis", "ablaufdatum",
)  # fmt: skip
_CHANNEL_HEADERS: Final = ("channel", "channels", "medium", "kanal", "canal", "optoutchannel")
_BRAND_HEADERS: Final = (
    "brand", "brandname", "brands", "marke", "marken", "marque", "marques", "marca", "marcas",
    "merk", "merken", "marka", "varumarke", "merke", "znacka",
)  # fmt: skip
#: Lists may be brands, or not: that depends on how they are named.
_LIST_HEADERS: Final = ("list", "listname", "lists")
_PURPOSE_HEADERS: Final = ("purpose", "optoutpurpose", "zweck")
#: A person asked for a while, or a mailbox was full for one.
_TEMPORARY: Final = (
    r"(?i)\btemp(?:orar(?:y|ily))?\b|vor(?:ü|ue)bergehend|temporaire|temporal|tijdelijk|tymczasow"
    r"|\bsoft[\s_-]?bounce|\bpaused?\b|\bsnooze"
)
_EMAIL, _SMS = CHANNEL_BITS["email"], CHANNEL_BITS["sms"]
_CALLS = CHANNEL_BITS["call"] | CHANNEL_BITS["automated-call"]
_AUTOMATED: Final = CHANNEL_BITS["automated-call"]


def _spelled(bits: int, words: str) -> dict[str, int]:
    return dict.fromkeys(words.split(","), bits)


#: Folded words, by channel. What stands here narrows an opt-out: only what certainly means one.
_CHANNEL_WORDS: Final[dict[str, int]] = {
    **_spelled(_EMAIL, "email,emails,e-mail,e-mails,mail,mails,newsletter,newsletters,mailing,"
               "mailings,e-post,epost,courriel,courriels,correo,correo electronico,correos,"
               "posta elettronica,poczta elektroniczna,sahkoposti,e-posta,eposta,имейл,"
               "ηλεκτρονικο ταχυδρομειο"),
    **_spelled(_SMS, "sms,sms/mms,text,texts,text message,text messages,texting,mms,chat,whatsapp,"
               "textnachricht,textnachrichten,mensaje de texto,messaggio,смс"),
    **_spelled(_CALLS, "call,calls,phone,phone call,phone calls,telephone,voice,telefon,anruf,"
               "anrufe,telefonanruf,appel,appels,telefono,llamada,llamadas,chiamata,chiamate,"
               "telefoon,bellen,telefonie,telefonat,polaczenie,telefonema,chamada,samtal,opkald,"
               "oppringning,puhelin,puhelu,hovor,telefonalas,apel,телефон,τηλεφωνο,telefonas,"
               "talrunis,poziv,klic"),
    **_spelled(_AUTOMATED, "automated-call,automated_call,automated call,automated calls,robocall"),
}  # fmt: skip


@dataclass
class Unread:
    """How many entries of a source say something that could not be understood or is not heeded."""

    dates: int = 0
    expiries: int = 0
    unheeded: int = 0

    def remarks(self, name: str) -> tuple[str, ...]:
        """The same in words, for the source of that name."""
        counts = (
            (self.dates, "the date of {} cannot be read: in force all the same"),
            (self.expiries, "the expiry of {} cannot be read: in force for ever"),
            (
                self.unheeded,
                "the expiry of {} is not heeded: only bounces and temporary entries expire",
            ),
        )
        return tuple(
            f"{name}: {words.format('1 entry' if count == 1 else f'{count:,} entries')}"
            for count, words in counts
            if count
        )


def reach_of(
    part: Part,
    cells: pl.DataFrame,
    name: str,
    layout: Layout | None,
    unread: Unread,
    states: pl.DataFrame,
    *,
    timed: bool = False,
) -> pl.DataFrame:
    """What every row says of its entry: row, bounce and since, and its scope where it has one.

    ``states``: what its flags, states and events say, see
    :mod:`listcheck.suppression.opt_out_rows`.

    The columns channels, brand, purpose and expires are there where the source has such columns,
    those of a moment as it is written where ``timed`` asks for them.
    """
    bounce = _bounces(part, cells, name, layout)
    state = states["state"]
    if state.count():
        bounce = (
            ((bounce & (state != OUT).fill_null(value=True)) | (state == BOUNCE))
            .fill_null(bounce)
            .alias("bounce")
        )
    headers = (*_DATE_HEADERS, *(layout.days if layout else ()))
    since = dated(part, cells, headers)
    unread.dates += int((_filled(part, cells, headers) & since.is_null()).sum())
    columns = [cells["row"], bounce, since]
    ends = _headers(layout, "expires", _EXPIRY_HEADERS)
    written = _filled(part, cells, ends)
    if written.any():
        expires = dated(part, cells, ends, moment)
        may = bounce | _temporary(part, cells)
        columns.append(pl.select(pl.when(may).then(expires).alias("expires")).to_series())
        unread.expiries += int((written & expires.is_null()).sum())
        unread.unheeded += int((expires.is_not_null() & ~may).sum())
    if timed:
        columns += told_of(part, cells, headers, since)
    return pl.DataFrame(columns + _with_channels(_scope(part, cells, layout), states))


def _with_channels(scope: list[pl.Series], states: pl.DataFrame) -> list[pl.Series]:
    """The scope, narrowed to the channels whose flags say that the person opted out."""
    if "state.channels" not in states.columns or not states["state.channels"].count():
        return scope
    channels = states["state.channels"].alias("channels")
    stated = next((one for one in scope if one.name == "channels"), None)
    if stated is not None:
        channels = stated.zip_with(stated.is_not_null(), channels).alias("channels")
    return [*(one for one in scope if one.name != "channels"), channels]


def told_of(
    part: Part,
    cells: pl.DataFrame,
    headers: tuple[str, ...] = _DATE_HEADERS,
    since: pl.Series | None = None,
) -> list[pl.Series]:
    """The moment of each opt-out as it is written: told, clock and offset.

    Where no column certainly means the opt-out, the day on which an entry was made is taken for
    it. Of several columns the one that tells the latest moment counts.
    """
    columns = _columns(part, headers) or _columns(part, _RECORDED_HEADERS)[:1]
    field = c.cell("opted_out_at")
    moments = [
        with_written_moment(
            cells.lazy().select(_dates(name).alias(field)), "opted_out_at", None, "own"
        )
        .with_columns(latest_moment("opted_out_at", None).alias("latest"))
        .drop(field)
        .collect()
        for name in columns
    ]
    if not moments:
        none = pl.DataFrame(schema=MOMENT_SCHEMA)
        return list(none.clear(cells.height))
    best = moments[0]
    for other in moments[1:]:
        later = (other["latest"] > best["latest"]).fill_null(value=False) | best["latest"].is_null()
        best = pl.DataFrame(
            [other[name].zip_with(later, best[name]).alias(name) for name in best.columns]
        )
    if since is not None and _columns(part, headers):
        # A date that cannot be read leaves the moment unknown, whatever else is told.
        best = best.with_columns(pl.when(since.is_not_null()).then(pl.all()))
    return [best[f"own.{name}"].alias(name) for name in MOMENT_SCHEMA]


def _dates(name: str) -> pl.Expr:
    text = pl.col(name).str.strip_chars()
    return pl.coalesce(unix_moment(text), text)


def _brands(cells: pl.Series) -> pl.Series:
    """Names of brands as they are written; null where blank."""
    return cells.str.strip_chars().replace("", None)


def _lists(cells: pl.Series) -> pl.Series:
    """Names of lists, marked as such."""
    return LIST_MARK + _brands(cells)


def folded_words(cells: pl.Series) -> pl.Series:
    """Words without case and surrounding space; null where blank."""
    return cells.str.strip_chars().str.to_lowercase().replace("", None)


def _columns(part: Part, headers: tuple[str, ...]) -> list[str]:
    return [f"c{at}" for at, header in enumerate(part.headers) if folded(header) in headers]


def _filled(part: Part, cells: pl.DataFrame, headers: tuple[str, ...]) -> pl.Series:
    """Which rows say something under one of the headers."""
    filled = [cells[name].str.strip_chars().fill_null("") != "" for name in _columns(part, headers)]
    none = pl.repeat(value=False, n=cells.height, dtype=pl.Boolean, eager=True)
    return pl.select(pl.any_horizontal(none, *filled)).to_series()


def _scope(part: Part, cells: pl.DataFrame, layout: Layout | None) -> list[pl.Series]:
    # Brands come before lists: a source that names both is of brands.
    brands = _headers(layout, "brand", _BRAND_HEADERS)
    branded = bool(_columns(part, brands))
    readers = (
        ("channels", _headers(layout, "channels", _CHANNEL_HEADERS), _channel_bits),
        ("brand", brands, _brands) if branded else ("brand", _LIST_HEADERS, _lists),
        ("purpose", _headers(layout, "purpose", _PURPOSE_HEADERS), folded_words),
    )
    return [
        read(cells[name]).alias(field)
        for field, headers, read in readers
        for name in _columns(part, headers)[:1]
    ]


def _headers(layout: Layout | None, field: Reach, known: tuple[str, ...]) -> tuple[str, ...]:
    """Headers of what limits an entry: the layout's own come first."""
    return (*sorted(layout.scope.get(field, ())), *known) if layout else known


def _channel_bits(cells: pl.Series) -> pl.Series:
    """Channels that an entry is about; null (all of them) where blank or in unknown words."""
    distinct = cells.unique()
    # A handful of distinct words.
    bits = [_bits_of(text) for text in distinct]
    return cells.replace_strict(distinct, pl.Series(bits, dtype=pl.UInt8), return_dtype=pl.UInt8)


def _bits_of(text: str | None) -> int | None:
    bits = 0
    for name in _between(text or ""):
        known = None if says_all(name) else _CHANNEL_WORDS.get(folded_name(name))
        if known is None:
            return None
        bits |= known
    return bits or None


def _between(text: str) -> list[str]:
    """The channels in a cell: separated as brands are, or by a plus or an and."""
    return [
        word.strip()
        for piece in pieces(text)
        for word in re.split(r"(?i)[+&]|\s(?:and|und|et|y|e|en|i|och|og|ja|a|és|és|si|și)\s", piece)
    ]


def _temporary(part: Part, cells: pl.DataFrame) -> pl.Series:
    temporary = [cells[name].str.contains(_TEMPORARY).fill_null(value=False)
           for name in _columns(part, _REASON_HEADERS)]  # fmt: skip
    none = pl.repeat(value=False, n=cells.height, dtype=pl.Boolean, eager=True)
    return pl.select(pl.any_horizontal(none, *temporary)).to_series()


def _bounces(part: Part, cells: pl.DataFrame, name: str, layout: Layout | None) -> pl.Series:
    """Whether an entry is a bounce or a complaint: by its reason, else by the file's name."""
    if layout is not None and layout.only_bounces:
        return pl.Series("bounce", [True]).new_from_index(0, cells.height)
    headers = layout.reasons if layout else frozenset[str]()
    by_name = any(word in name.casefold() for word in ("bounce", "cleaned", "spam", "complaint"))
    default = pl.Series("bounce", [by_name]).new_from_index(0, cells.height)
    for column in _columns(part, tuple(headers) or _REASON_HEADERS):
        reason = cells[column]
        word = reason.str.strip_chars().str.to_lowercase()
        bounced = bounced_words(reason)
        if layout is not None:
            bounced |= word.is_in(sorted(layout.bounces))
        bounces = pl.select(
            pl.when(reason.is_not_null()).then(bounced).otherwise(default)
        ).to_series()
        return bounces.fill_null(by_name).alias("bounce")
    return default
