"""Consent: what a list says, for which channel, how well it is proven and how old it is."""

from __future__ import annotations

from typing import Final, Literal

import polars as pl

from listcheck import columns as c
from listcheck.contacts.cells import NO, YES, DateOrder, has_clock, moment

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


def consent_columns(
    channel: str, date_order: DateOrder | None, double_opt_in: DoubleOptIn
) -> list[pl.Expr]:
    """consent, consent_date and rejoined_at, from the cells of evidence.

    The grades of a double opt-in: the word alone (``stated``), a sign-up time and a later
    confirmation time (``times``), both with network addresses (``full``). A sign-up alone
    is a single opt-in; a confirmation alone is an import and proves nothing.
    """
    word = c.cell_expr("consent").str.strip_chars().str.to_lowercase()
    channels = c.cell_expr("consent_channel")
    by_mail = channel == "email"
    for_channel = pl.when(channels.is_null()).then(pl.lit(by_mail)).otherwise(speaks_for(channel))
    signed_up, confirmed = moment("optin_time", date_order), moment("confirm_time", date_order)
    stated = moment("consent_date", date_order)
    undated = c.cell_expr("consent_date").is_not_null() & stated.is_null()
    in_order = _in_order(signed_up, confirmed)
    if double_opt_in == "full":
        in_order &= c.cell_expr("optin_ip").is_not_null() & c.cell_expr("confirm_ip").is_not_null()
    claimed = word.is_in(DOUBLE)
    proven = claimed.fill_null(value=False) if double_opt_in == "stated" else in_order
    silent = word.is_null() | (word == "")
    consent = (
        pl.when(~for_channel)
        .then(None)
        .when(word.is_in([*NONE, *NO]) | word.str.contains(REFUSED))
        .then(pl.lit("none"))
        .when(~silent & ~(claimed | word.is_in([*SINGLE, *YES])))
        .then(None)
        # A date that cannot be read may lie after the send: the consent is unknown.
        .when(undated)
        .then(None)
        .when(proven | in_order)
        .then(pl.lit("double_opt_in"))
        .when(~silent | signed_up.is_not_null())
        .then(pl.lit("opt_in"))
    )
    # The consent is complete only when its last step is done.
    complete = pl.max_horizontal(stated, confirmed, signed_up).dt.date()
    # To come back after an opt-out, every step must lie behind it, the last one proven.
    proof = (
        consent.is_in(["opt_in", "double_opt_in"])
        & confirmed.is_not_null()
        & c.cell_expr("confirm_ip").is_not_null()
        & (signed_up.is_null() | (signed_up <= confirmed))
        & (complete <= c.SEND_DATE.expr)
    )
    return [
        consent.alias(c.CONSENT.name),
        complete.alias(c.CONSENT_DATE.name),
        pl.when(proof)
        .then(pl.min_horizontal(stated, signed_up, confirmed))
        .alias(c.REJOINED_AT.name),
    ]


def _in_order(signed_up: pl.Expr, confirmed: pl.Expr) -> pl.Expr:
    """Whether a confirmation follows a sign-up; never null.

    The very same instant is one event, written twice by an import. On one day without
    clocks the order cannot be told and is taken for granted.
    """
    clocks = has_clock("optin_time") & has_clock("confirm_time")
    same_day = (signed_up.dt.date() == confirmed.dt.date()) & ~clocks
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

    found = pl.lit(value=False)
    if any_months is not None:
        found |= older(used, any_months)
    if third_party_months is not None:
        # A list whose origin nobody told may be a third party's.
        found |= c.PARTY.expr.ne_missing("first") & older(given, third_party_months)
    return found.alias(c.CONSENT_TOO_OLD.name)
