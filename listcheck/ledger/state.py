"""What is in force: from the events of a ledger to who is opted out, and what is open.

One frame of events in, frames out; the same functions serve one case and a million events.
What a correction voids does not count, and days that it gives take the place of the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl

from listcheck.ledger.days import MOMENT

#: The columns that the functions here read, by field of the event; texts are null where blank.
COLUMNS: Final[dict[str, Any]] = {
    "number": pl.Int64,
    "case": pl.Int64,
    "kind": pl.String,
    "person": pl.String,
    "domains": pl.String,
    "account_id": pl.String,
    "organisation": pl.String,
    "channel": pl.String,
    "recorded_at": pl.String,
    "received_at": pl.String,
    "acted_at": pl.String,
    "confirmation_at": pl.String,
    "evidence_sha256": pl.String,
    "corrects": pl.Int64,
    "voids": pl.Int64,
}
#: A clock may be so far off UTC; what has none, in either direction.
_MARGIN: Final = pl.duration(hours=14)
_ABOUT_ORGANISATIONS: Final = ("organisation_request", "authority_asked", "confirmed", "refused")
_DAY: Final = pl.duration(days=1)
#: The channels whose opt-outs do not concern a campaign; whatever else stands there does. An
#: opt-out of calls is one of calls by machines too.
_ELSEWHERE: Final = {
    "email": ("sms", "call", "automated-call"),
    "sms": ("email", "call", "automated-call"),
    "call": ("email", "sms", "automated-call"),
    "automated-call": ("email", "sms"),
}


@dataclass(frozen=True)
class InForce:
    """What a ledger says for one channel.

    Attributes:
        people: ``key`` (address or E.164 number), ``case``, ``since`` (the latest moment that
            the opt-out can mean, naive; null where it cannot be read), ``received_at`` (as it
            stands in the ledger): opt-outs that no re-join lifts.
        rejoined: ``key``, ``rejoined_at`` (the earliest moment that it can mean): the last
            re-join of each person.
        lifted: how many opt-outs are lifted by a later re-join of the same person.
        organisations: ``domain`` or ``account_id`` (the other is null), ``case``, ``state``
            (confirmed or pending).
        pending: how many requests of organisations are open, whatever their channel, and
            ``pending_since`` the day of the oldest.
        last_review: the day of the last review; None where there was none.
    """

    people: pl.DataFrame
    rejoined: pl.DataFrame
    lifted: int
    organisations: pl.DataFrame
    pending: int
    pending_since: str | None
    last_review: str | None


def standing(events: pl.DataFrame) -> pl.DataFrame:
    """The events that count: voided ones and corrections are gone, corrected days put in."""
    corrections = events.filter(pl.col("kind") == "correction")
    rest = events.filter(pl.col("kind") != "correction")
    if corrections.is_empty():
        return rest
    # The last word counts for each of the days.
    days = ("received_at", "acted_at")
    corrected = (
        corrections.sort("number")
        .group_by("corrects")
        .agg(
            pl.col("voids").max().alias("void"),
            *(pl.col(day).drop_nulls().last().alias(f"new {day}") for day in days),
        )
    )
    return (
        rest.join(corrected, left_on="number", right_on="corrects", how="left",
                  maintain_order="left")
        .filter(pl.col("void").fill_null(0) == 0)
        .with_columns(pl.coalesce(f"new {day}", day).alias(day) for day in days)
        .drop("void", *(f"new {day}" for day in days))
    )  # fmt: skip


def in_force(events: pl.DataFrame, channel: str, on: date) -> InForce:
    """What is in force for a campaign on one channel.

    Args:
        events: :data:`COLUMNS`, all events of the ledger in their order.
        channel: email, sms, call or automated-call.
        on: the send date; a re-join after it lifts nothing.
    """
    counted = standing(events)
    about = concerning(counted, channel)
    people = about.filter(
        pl.col("kind").is_in(["opt_out", "organisation_request"]) & pl.col("person").is_not_null()
    ).select(
        pl.col("person").alias("key"),
        "case",
        "received_at",
        # Without a day it was before it was recorded: that much is certain.
        *_read(pl.coalesce("received_at", "recorded_at")),
    )
    # A re-join for calls is none for calls by machines.
    rejoins = counted.filter(
        (pl.col("kind") == "rejoin") & pl.col("channel").is_in(["all", channel])
    ).select(pl.col("person").alias("key"), *_read(pl.coalesce("received_at", "recorded_at")))
    rejoins = rejoins.filter(pl.col("at").dt.date() <= on)
    last = rejoins.group_by("key").agg(
        pl.col("at").filter(pl.col("is_day")).max().alias("came back on"),
        pl.col("at").filter(~pl.col("is_day")).max().alias("came back at"),
    )
    judged = people.join(last, on="key", how="left", maintain_order="left").with_columns(
        _lifted().fill_null(value=False).alias("lifted")
    )
    decided = cases(counted)
    open_ = decided.filter(pl.col("state") == "pending")
    since = pl.coalesce("received_at", "recorded_at").str.slice(0, 10).min()
    return InForce(
        people=judged.filter(~pl.col("lifted")).select(
            "key", "case", _latest().alias("since"), "received_at"
        ),
        rejoined=rejoins.group_by("key")
        .agg(_earliest().max().alias("rejoined_at"))
        .select("key", "rejoined_at"),
        lifted=int(judged["lifted"].sum()),
        organisations=_organisations(about, decided),
        pending=open_.height,
        pending_since=open_.select(since).item(),
        last_review=last_review(counted),
    )


def concerning(counted: pl.DataFrame, channel: str) -> pl.DataFrame:
    """The :func:`standing` events that concern a channel."""
    elsewhere = pl.col("channel").is_in(_ELSEWHERE[channel]).fill_null(value=False)
    return counted.filter(~elsewhere)


def last_review(counted: pl.DataFrame) -> str | None:
    """The day of the last review in :func:`standing` events; None where there was none."""
    days = counted.filter(pl.col("kind") == "review")["received_at"].str.slice(0, 10)
    return str(days.max()) if len(days) else None


def cases(counted: pl.DataFrame) -> pl.DataFrame:
    """The organisation requests of :func:`standing` events and how they stand.

    Returns:
        ``case, state`` (pending, confirmed, refused), ``domains, account_id, organisation,
        channel, recorded_at, received_at, asked`` (a senior contact was asked), ``refused_open``
        (refused, and the confirmation or its copy is missing), ``answered_at`` (day or moment of
        the last answer; null where there is none), by case.
    """
    kind = pl.col("kind")
    proven = pl.col("confirmation_at").is_not_null() & pl.col("evidence_sha256").is_not_null()
    # Of a million events few are about organisations.
    about = counted.filter(kind.is_in(_ABOUT_ORGANISATIONS))
    of_case = about.group_by("case").agg(
        (kind == "authority_asked").any().alias("asked"),
        (kind == "confirmed").any().alias("yes"),
        ((kind == "refused") & proven).any().alias("no"),
        (kind == "refused").any().alias("refused"),
        pl.coalesce("confirmation_at", "received_at", "recorded_at")
        .filter(kind.is_in(["confirmed", "refused"]))
        .last()
        .alias("answered_at"),
    )
    return (
        about.filter(kind == "organisation_request")
        .select("case", "domains", "account_id", "organisation", "channel", "recorded_at",
                "received_at", "acted_at")
        .join(of_case, on="case", how="left", maintain_order="left")
        .with_columns(
            pl.when("yes").then(pl.lit("confirmed"))
            .when("no").then(pl.lit("refused"))
            .otherwise(pl.lit("pending"))
            .alias("state"),
            (pl.col("refused") & ~pl.col("no") & ~pl.col("yes")).alias("refused_open"),
        )
        .drop("yes", "no", "refused")
        .sort("case")
    )  # fmt: skip


def _organisations(about: pl.DataFrame, decided: pl.DataFrame) -> pl.DataFrame:
    of_channel = about.filter(pl.col("kind") == "organisation_request").select("case")
    rows = decided.join(of_channel, on="case", how="semi").filter(pl.col("state") != "refused")
    none = pl.lit(None, dtype=pl.String)
    by_domain = rows.with_columns(pl.col("domains").str.split(" ").alias("domain")).explode(
        "domain"
    )
    return pl.concat(
        [
            by_domain.drop_nulls("domain").select("domain", none.alias("account_id"), "case",
                                                  "state"),
            rows.drop_nulls("account_id").select(
                none.alias("domain"), pl.col("account_id").str.to_lowercase(), "case", "state"
            ),
        ]
    )  # fmt: skip


def _read(text: pl.Expr) -> list[pl.Expr]:
    """A day or moment of the ledger as a naive moment ``at``, and whether it ``is_day``."""
    is_day = text.str.len_bytes() == 10
    at = (
        pl.when(is_day).then(text + "T00:00:00Z").otherwise(text)
        .str.to_datetime(MOMENT, time_unit="us", time_zone="UTC", strict=False)
        .dt.replace_time_zone(None)
    )  # fmt: skip
    return [at.alias("at"), is_day.alias("is_day")]


def _latest() -> pl.Expr:
    """The latest moment that a reader in any time zone may take it for."""
    return pl.col("at") + pl.when("is_day").then(_DAY).otherwise(_MARGIN)


def _earliest() -> pl.Expr:
    return pl.col("at") - pl.when("is_day").then(pl.duration(days=0)).otherwise(_MARGIN)


def _lifted() -> pl.Expr:
    """Whether the person came back after the opt-out, beyond doubt.

    Day against day and moment against moment are compared as they stand; a day against a
    moment only where no time zone could turn them. On one day the order is not known.
    """
    at, day, moment = pl.col("at"), pl.col("came back on"), pl.col("came back at")
    return (
        pl.when("is_day")
        .then((day > at).fill_null(value=False) | (moment > at + _DAY + _MARGIN))
        .otherwise((moment > at).fill_null(value=False) | (day - _MARGIN > at))
    )
