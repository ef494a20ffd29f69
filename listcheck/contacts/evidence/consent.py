"""Consent: what a list says, for which channel, how well it is proven and how old it is."""

from __future__ import annotations

from typing import Final, Literal

import polars as pl

from listcheck.contacts.evidence.cell_values import (
    NO,
    YES,
    has_network_address,
    margin,
    of_cell,
)
from listcheck.core import columns as c
from listcheck.core.steps import Step
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


#: The times of a consent, its sign-up first.
_TIMES: Final = ("optin_time", "confirm_time", "consent_date")
#: The consent column says that the person said no.
REFUSED_NAME: Final = "evidence.refused"
_WORD, _REFUSED = pl.col("evidence.consent"), pl.col(REFUSED_NAME)
_SIGNED_UP, _CONFIRMED, _STATED = (pl.col(of_cell("moment", field)) for field in _TIMES)
_IN_ORDER, _UNREADABLE = pl.col("evidence.in_order"), pl.col("evidence.unreadable")
_HAS_SIGN_UP, _HAS_CONFIRMATION = pl.col("evidence.signed_up"), pl.col("evidence.confirmed")
_FULL, _FIRST = pl.col("evidence.full"), pl.col("evidence.first")


def _says_out(cells: pl.Series) -> pl.Series:
    return where(cells, says_out)


def consent_steps(channel: str, double_opt_in: DoubleOptIn) -> list[Step]:
    """Add consent, consent_date, consent_gap and rejoined_at.

    The times are compared for each contact; what they come to is much the same for many, and so
    is all that follows.
    """
    moments = tuple(
        of_cell(what, field) for what in ("moment", "clock", "zoned", "wrong") for field in _TIMES
    )
    addresses = ("evidence.optin_ip", "evidence.confirm_ip")
    times = (
        "evidence.in_order", "evidence.unreadable", "evidence.signed_up", "evidence.confirmed",
        "evidence.first", c.CONSENT_DATE.name,
    )  # fmt: skip
    columns = consent_columns(channel, double_opt_in)
    return [
        *(_address_step(field) for field in ("optin_ip", "confirm_ip")),
        Step(
            (c.cell("consent"),),
            ("evidence.consent", REFUSED_NAME),
            lambda frame: frame.with_columns(*_consent_cells()),
        ),
        Step(
            (*moments, "evidence.confirm_ip"),
            times,
            lambda frame: frame.with_columns(*_times()),
        ),
        Step(
            addresses,
            ("evidence.full",),
            lambda frame: frame.with_columns(
                pl.all_horizontal(addresses).alias("evidence.full")
            ),
        ),
        Step(
            (
                "evidence.consent", REFUSED_NAME, "evidence.full", *times[:4],
                c.cell("consent_channel"),
            ),
            (c.CONSENT.name, c.CONSENT_GAP.name),
            lambda frame: frame.with_columns(*columns),
        ),
        Step(
            ("evidence.first", c.CONSENT.name, c.CONSENT_DATE.name, c.SEND_DATE.name),
            (c.REJOINED_AT.name,),
            lambda frame: frame.with_columns(rejoined_at()),
        ),
    ]  # fmt: skip


def _address_step(field: str) -> Step:
    return Step(
        (c.cell(field),),
        (f"evidence.{field}",),
        lambda frame: frame.with_columns(has_network_address(field).alias(f"evidence.{field}")),
    )


def _consent_cells() -> list[pl.Expr]:
    cell = c.cell_expr("consent")
    out = cell.map_batches(_says_out, return_dtype=pl.Boolean, is_elementwise=True)
    return [
        cell.str.strip_chars().str.to_lowercase().alias("evidence.consent"),
        (cell.str.contains(REFUSED) | out).fill_null(value=False).alias(REFUSED_NAME),
    ]


def _times() -> list[pl.Expr]:
    """What the times of a consent come to, each as it was read."""
    clock_of = pl.col(of_cell("clock", "confirm_time"))
    clocks = pl.col(of_cell("clock", "optin_time")) & clock_of
    in_order = _in_order(_SIGNED_UP, _CONFIRMED, clocks)
    unreadable = pl.any_horizontal(of_cell("wrong", field) for field in _TIMES)
    # When the person came back, should the consent hold: every step must lie behind an opt-out.
    proof = (
        pl.col("evidence.confirm_ip")
        & clock_of
        & ~unreadable
        & _CONFIRMED.is_not_null()
        & (_SIGNED_UP.is_null() | (_SIGNED_UP <= _CONFIRMED))
    )
    first = pl.min_horizontal(_STATED, _SIGNED_UP, _CONFIRMED)
    furthest = pl.max_horizontal(margin(field) for field in _TIMES)
    return [
        in_order.alias("evidence.in_order"),
        unreadable.alias("evidence.unreadable"),
        _SIGNED_UP.is_not_null().alias("evidence.signed_up"),
        _CONFIRMED.is_not_null().alias("evidence.confirmed"),
        pl.when(proof).then(first - furthest).alias("evidence.first"),
        # The consent is complete only when its last step is done.
        pl.max_horizontal(_STATED, _CONFIRMED, _SIGNED_UP).dt.date().alias(c.CONSENT_DATE.name),
    ]


def refused(channel: str) -> pl.Expr:
    """Whether the consent column says that the person said no; never null."""
    channels = c.cell_expr("consent_channel")
    # Only words that certainly name other channels excuse this one; "mail" may be either.
    certain = channels.str.contains(_CHANNELS_ONLY) & ~channels.str.contains(r"(?i)\bmail\b")
    other = (certain & ~speaks_for(channel)).fill_null(value=False)
    return (_REFUSED & ~other).fill_null(value=False)


def consent_columns(channel: str, double_opt_in: DoubleOptIn) -> list[pl.Expr]:
    """Consent and what it lacks, from the cells as read.

    The grades of a double opt-in: the word alone (``stated``), a sign-up time and a later
    confirmation time (``times``), both with network addresses (``full``). A sign-up alone
    is a single opt-in; a confirmation alone is an import and proves nothing.
    """
    channels = c.cell_expr("consent_channel")
    by_mail = channel == "email"
    for_channel = pl.when(channels.is_null()).then(pl.lit(by_mail)).otherwise(speaks_for(channel))
    in_order = _IN_ORDER & _FULL if double_opt_in == "full" else _IN_ORDER
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
        .when(_UNREADABLE)
        .then(None)
        .when(proven | in_order)
        .then(pl.lit("double_opt_in"))
        .when(~silent | _HAS_SIGN_UP)
        .then(pl.lit("opt_in"))
    )
    given = ~silent & for_channel
    both = _HAS_SIGN_UP & _HAS_CONFIRMATION
    gap = (
        pl.when(~silent & ~for_channel)
        .then(pl.lit("the consent is for another channel (one that names none is for e-mail)"))
        .when(consent == "none")
        .then(pl.lit("the list says that there is none"))
        .when(_UNREADABLE)
        .then(pl.lit("a date of the consent cannot be read"))
        .when(given & consent.is_null())
        .then(pl.lit("the word in the consent column is not understood"))
        .when(_HAS_CONFIRMATION & ~_HAS_SIGN_UP)
        .then(pl.lit("a confirmation without a sign-up is an import"))
        .when(both & ~_IN_ORDER)
        .then(pl.lit("the confirmation is not later than the sign-up"))
        .when(both)
        .then(pl.lit("the network addresses of sign-up and confirmation are missing"))
        .when(consent == "opt_in")
        .then(pl.lit("no times of a sign-up and a confirmation are shown"))
        .otherwise(pl.lit("the list shows none"))
    )
    return [consent.alias(c.CONSENT.name), gap.alias(c.CONSENT_GAP.name)]


def rejoined_at() -> pl.Expr:
    """When the person came back, where the consent by which it did is one for this campaign."""
    holds = c.CONSENT.expr.is_in(["opt_in", "double_opt_in"])
    holds &= c.CONSENT_DATE.expr <= c.SEND_DATE.expr
    return pl.when(holds).then(_FIRST).alias(c.REJOINED_AT.name)


def _in_order(signed_up: pl.Expr, confirmed: pl.Expr, clocks: pl.Expr) -> pl.Expr:
    """Whether a confirmation follows a sign-up; never null.

    The very same instant is one event, written twice by an import. On one day without
    clocks the order cannot be told and is taken for granted.
    """
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

    result = pl.lit(value=False)
    if any_months is not None:
        result |= older(used, any_months)
    if third_party_months is not None:
        # A list whose origin nobody told may be a third party's.
        result |= c.PARTY.expr.ne_missing("first") & older(given, third_party_months)
    return result.alias(c.CONSENT_TOO_OLD.name)
