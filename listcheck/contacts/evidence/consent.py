"""Consent: what a list says, for which channel, how well it is proven and how old it is."""

from __future__ import annotations

from typing import Final, Literal

import polars as pl

from listcheck.contacts.evidence.cell_values import (
    NO,
    YES,
    DateOrder,
    has_clock,
    has_network_address,
    moment,
    zone_margin,
)
from listcheck.core import columns as c
from listcheck.vocabulary import says_out
from listcheck.vocabulary.series import where

DOUBLE: Final = (
    "double_opt_in", "double opt-in", "double opt in", "double-opt-in", "doi", "confirmed opt-in",
    "confirmed opt in", "confirmed_opt_in",
)  # fmt: skip
SINGLE: Final = (
    "opt_in", "opt-in", "opt in", "optin", "opted in", "opted-in", "single opt-in", "single_opt_in",
    "single opt in", "soi", "granted", "given", "express", "consented", "einwilligung",
)  # fmt: skip
NONE: Final = (
    "none", "no consent", "no_consent", "not given", "keine", "aucun", "aucune", "ninguno",
    "nessuno", "geen", "brak",
)  # fmt: skip
#: Words of a consent column that are more than its absence: the person said no.
REFUSED: Final = (
    r"(?i)\b(?:denied|refused?|withdrawn|revoked|declined|objected|opt(?:ed)?[\s_-]?out|"
    r"un-?subscribed?|widerrufen|abgelehnt|widersprochen|refusé|retiré|rechazado|revocado|"
    r"rifiutato|revocato|geweigerd|ingetrokken|odmowa|wycofana|cofnięta)(?:\b|$)"
)
#: A cell of channels says something only when every word of it is one.
_CHANNELS_ONLY: Final = (
    r"(?i)^(?:[\s,;/|+&]|\b(?:e-?mails?|newsletters?|mail|sms|texts?|text messages?|"
    r"(?:automated[\s_-]?)?calls?|robocalls?|phone|telephone|telefon|post|letter|whatsapp|"
    r"all|alle|any|and|und|et|y|e|en)\b)+$"
)
_CHANNEL_WORDS: Final = {
    "email": r"(?i)\b(?:e-?mails?|newsletter|all|alle|any)\b",
    "sms": r"(?i)\b(?:sms|texts?|text messages?|all|alle|any)\b",
    "call": r"(?i)(?:^|[^a-z-])(?:calls?|phone|telephone|telefon|all|alle|any)\b",
    "automated-call": r"(?i)\b(?:automated[\s_-]?calls?|robocalls?|all|alle|any)\b",
}
DoubleOptIn = Literal["stated", "times", "full"]


def speaks_for(channel: str) -> pl.Expr:
    """Whether the consent channel names the campaign's channel."""
    cell = c.cell_expr("consent_channel")
    if channel == "call":
        # Consent to automated calls is none to being called by a person, and the reverse.
        cell = cell.str.replace_all(r"(?i)(?:automated[\s_-]?|robo)calls?", "whatsapp")
    return cell.str.contains(_CHANNELS_ONLY) & cell.str.contains(_CHANNEL_WORDS[channel])


_TIMES: Final = ("optin_time", "confirm_time", "consent_date")
#: Read once, because regular expressions over texts cost more than all that follows.
_WORD, _REFUSED = pl.col("evidence.consent"), pl.col("evidence.refused")
_SIGNED_UP, _CONFIRMED = pl.col("evidence.optin_time"), pl.col("evidence.confirm_time")
_STATED, _CLOCKS = pl.col("evidence.consent_date"), pl.col("evidence.clocks")


def _says_out(cells: pl.Series) -> pl.Series:
    return where(cells, says_out)


def consent_cells(date_order: DateOrder | None) -> list[pl.Expr]:
    """The cells of consent as read, under names that begin with ``evidence.``."""
    return [
        c.cell_expr("consent").str.strip_chars().str.to_lowercase().alias("evidence.consent"),
        (
            c.cell_expr("consent").str.contains(REFUSED)
            | c.cell_expr("consent").map_batches(
                _says_out, return_dtype=pl.Boolean, is_elementwise=True
            )
        )
        .fill_null(value=False)
        .alias("evidence.refused"),
        *(moment(field, date_order).alias(f"evidence.{field}") for field in _TIMES),
        (has_clock("optin_time") & has_clock("confirm_time")).alias("evidence.clocks"),
    ]


def refused(channel: str) -> pl.Expr:
    """Whether the consent column says that the person said no; never null."""
    channels = c.cell_expr("consent_channel")
    # Only words that certainly name other channels excuse this one; "mail" may be either.
    certain = channels.str.contains(_CHANNELS_ONLY) & ~channels.str.contains(r"(?i)\bmail\b")
    other = (certain & ~speaks_for(channel)).fill_null(value=False)
    return (_REFUSED & ~other).fill_null(value=False)


def consent_columns(channel: str, double_opt_in: DoubleOptIn) -> list[pl.Expr]:
    """Consent and consent_date, from the cells as read.

    The grades of a double opt-in: the word alone (``stated``), a sign-up time and a later
    confirmation time (``times``), both with network addresses (``full``). A sign-up alone
    is a single opt-in; a confirmation alone is an import and proves nothing.
    """
    channels = c.cell_expr("consent_channel")
    by_mail = channel == "email"
    for_channel = pl.when(channels.is_null()).then(pl.lit(by_mail)).otherwise(speaks_for(channel))
    undated = _unreadable()
    in_order = _in_order(_SIGNED_UP, _CONFIRMED)
    if double_opt_in == "full":
        in_order &= has_network_address("optin_ip") & has_network_address("confirm_ip")
    claimed = _WORD.is_in(DOUBLE)
    proven = claimed.fill_null(value=False) if double_opt_in == "stated" else in_order
    silent = _WORD.is_null() | (_WORD == "")
    consent = (
        pl.when(~for_channel)
        .then(None)
        .when(_WORD.is_in([*NONE, *NO]) | _REFUSED)
        .then(pl.lit("none"))
        .when(~silent & ~(claimed | _WORD.is_in([*SINGLE, *YES])))
        .then(None)
        # A date that cannot be read may lie after the send: the consent is unknown.
        .when(undated)
        .then(None)
        .when(proven | in_order)
        .then(pl.lit("double_opt_in"))
        .when(~silent | _SIGNED_UP.is_not_null())
        .then(pl.lit("opt_in"))
    )
    # The consent is complete only when its last step is done.
    complete = pl.max_horizontal(_STATED, _CONFIRMED, _SIGNED_UP).dt.date()
    given = ~silent & for_channel
    both = _SIGNED_UP.is_not_null() & _CONFIRMED.is_not_null()
    gap = (
        pl.when(~silent & ~for_channel)
        .then(pl.lit("the consent is for another channel (one that names none is for e-mail)"))
        .when(consent == "none")
        .then(pl.lit("the list says that there is none"))
        .when(undated)
        .then(pl.lit("a date of the consent cannot be read"))
        .when(given & consent.is_null())
        .then(pl.lit("the word in the consent column is not understood"))
        .when(_CONFIRMED.is_not_null() & _SIGNED_UP.is_null())
        .then(pl.lit("a confirmation without a sign-up is an import"))
        .when(both & ~_in_order(_SIGNED_UP, _CONFIRMED))
        .then(pl.lit("the confirmation is not later than the sign-up"))
        .when(both)
        .then(pl.lit("the network addresses of sign-up and confirmation are missing"))
        .when(consent == "opt_in")
        .then(pl.lit("no times of a sign-up and a confirmation are shown"))
        .otherwise(pl.lit("the list shows none"))
    )
    return [
        consent.alias(c.CONSENT.name),
        complete.alias(c.CONSENT_DATE.name),
        gap.alias(c.CONSENT_GAP.name),
    ]


def rejoined_at() -> pl.Expr:
    """When the person came back, where that is proven: every step must lie behind an opt-out."""
    proof = (
        has_network_address("confirm_ip")
        & has_clock("confirm_time")
        & ~_unreadable()
        & c.CONSENT.expr.is_in(["opt_in", "double_opt_in"])
        & _CONFIRMED.is_not_null()
        & (_SIGNED_UP.is_null() | (_SIGNED_UP <= _CONFIRMED))
        & (c.CONSENT_DATE.expr <= c.SEND_DATE.expr)
    )
    first = pl.min_horizontal(_STATED, _SIGNED_UP, _CONFIRMED)
    margin = pl.max_horizontal(zone_margin(field) for field in _TIMES)
    return pl.when(proof).then(first - margin).alias(c.REJOINED_AT.name)


def _unreadable() -> pl.Expr:
    """Whether one of the dates of a consent is there and cannot be read; never null."""
    return pl.any_horizontal(
        c.cell_expr(field).is_not_null() & pl.col(f"evidence.{field}").is_null() for field in _TIMES
    )


def _in_order(signed_up: pl.Expr, confirmed: pl.Expr) -> pl.Expr:
    """Whether a confirmation follows a sign-up; never null.

    The very same instant is one event, written twice by an import. On one day without
    clocks the order cannot be told and is taken for granted.
    """
    same_day = (signed_up.dt.date() == confirmed.dt.date()) & ~_CLOCKS
    return ((signed_up < confirmed) | same_day).fill_null(value=False)


def too_old(any_months: int | None, third_party_months: int | None) -> pl.Expr:
    """Whether a consent is too old, or undated, by house rule; never null.

    Any consent lives on with its last use; a third party's counts from the day it was given.
    """
    given = c.CONSENT_DATE.expr
    used = (
        pl.when(c.CONSENT_LAST_USED.expr <= c.SEND_DATE.expr)
        .then(pl.max_horizontal(given, c.CONSENT_LAST_USED.expr))
        .otherwise(given)
    )

    def older(day: pl.Expr, months: int) -> pl.Expr:
        return (day.dt.offset_by(f"{months}mo") < c.SEND_DATE.expr).fill_null(value=True)

    result = pl.lit(value=False)
    if any_months is not None:
        result |= older(used, any_months)
    if third_party_months is not None:
        # A list whose origin nobody told may be a third party's.
        result |= c.PARTY.expr.ne_missing("first") & older(given, third_party_months)
    return result.alias(c.CONSENT_TOO_OLD.name)
