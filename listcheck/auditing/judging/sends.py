"""The sends of a batch as the stages of contacts read them, and the keys of their recipients."""

from __future__ import annotations

from typing import Final

import polars as pl

from listcheck.auditing.judging.opt_outs import send_keys
from listcheck.auditing.judging.past import Past
from listcheck.campaign.options import Declared
from listcheck.campaign.plan import recipient_columns
from listcheck.checks import ContactCheck, contact_checks
from listcheck.contacts import unix_moment, with_contacts, with_written_moment
from listcheck.contacts.evidence.cell_values import DateOrder
from listcheck.core import columns as c
from listcheck.core.moments import MOMENT_SCHEMA, before, spans
from listcheck.mapping import ColumnMap, with_fields


def checks() -> list[ContactCheck]:
    """The checks that are asked of each send.

    Opt-outs are answered by :mod:`listcheck.auditing.judging.opt_outs`; what is about a list as a
    whole is not about a send.
    """
    return [
        check
        for check in contact_checks()
        if not check.across_rows and not check.opt_out_of and not check.of_file
    ]


#: What the law reads of a contact besides what checks need.
_LAW: Final = (
    c.PARTY, c.ADDRESS_KIND, c.SUBSCRIBER, c.COUNTRY, c.OTHER_COUNTRY, c.CONSENT, c.CONSENT_DATE,
    c.CONSENT_GAP, c.CONSENT_LAST_USED, c.SEND_DATE, c.RELATIONSHIP, c.RELATIONSHIP_DATE,
    c.EXISTING_AGREEMENT, c.CONTRACT_END, c.CURRENT_CUSTOMER, c.CHANNEL, c.COLLECTED_BY,
    c.SENDER_ENTITY, c.SIMILAR_PRODUCTS, c.OPTOUT_OFFERED, c.UNSUBSCRIBE_ROUTE, c.LINE_TYPE,
    c.NUMBER_SOURCE, c.PUBLISHED_BUSINESS_CONTACT, c.OPTED_OUT, c.REJOINED_AT, c.EMAIL, c.PHONE,
    c.COMPLEMENTARY_ALLOWED,
)  # fmt: skip


def _needed() -> list[str]:
    names = [column.name for column in _LAW]
    names += [name for check in checks() for name in check.needs]
    return [name for name in dict.fromkeys(names) if name not in ("log", "row")]


def laid(cells: pl.DataFrame, mapping: ColumnMap) -> pl.LazyFrame:
    """The cells of sends under their fields, completed by what the names of the logs tell."""
    fields = with_fields(cells.lazy(), mapping)
    beside = cells.lazy().select("log", pl.col("^named\\..*$"))
    time = c.cell_expr("send_time").str.strip_chars()
    told = pl.when(time != "").then(time)
    return pl.concat([fields, beside], how="horizontal").with_columns(
        pl.coalesce(unix_moment(time), told, "named.day").alias(c.cell("send_time")),
        pl.coalesce(_filled("campaign"), "named.campaign").alias(c.cell("campaign")),
        pl.coalesce(_filled("sender"), "named.sender").alias(c.cell("sender")),
    )


def _filled(field: str) -> pl.Expr:
    text = c.cell_expr(field).str.strip_chars()
    return pl.when(text != "").then(text)


def names() -> list[pl.Expr]:
    """Campaign and sender, as reports group by them."""
    return [c.cell_expr("campaign").alias("campaign"), c.cell_expr("sender").alias("sender")]


def contacts(cells: pl.DataFrame, mapping: ColumnMap, past: Past, channel: str) -> pl.DataFrame:
    """The sends of one channel with all that their rows say, and their keys."""
    settings = past.settings
    options = past.options[channel]
    order = settings.columns.date_order
    mapping = mapping.for_channel(channel, settings.purpose, settings.states.words)
    frame = laid(cells, mapping)
    frame = with_written_moment(
        with_written_moment(frame, "send_time", order, "send"), "opted_out_at", order, "own"
    )
    frame = frame.with_columns(
        pl.col("send.told").dt.date().alias(c.SEND_DATE.name),
        pl.lit(value=False).alias(c.WRONG_FILE.name),
        pl.lit(0, dtype=pl.UInt32).alias(c.PART.name),
        *Declared.of(settings, channel).columns(),
    )
    frame = _by_the_clock(with_contacts(frame, options), mapping, order)
    if settings.audit.undated_evidence == "unknown":
        frame = frame.with_columns(_as_of_then())
    there = set(frame.collect_schema().names())
    fields = [name for name in _needed() if name in there]
    recipients = recipient_columns(channel)
    cell = c.cell_expr("email" if channel == "email" else "phone").str.strip_chars()
    return frame.select(
        "log",
        "row",
        *fields,
        *names(),
        pl.coalesce(c.RECIPIENT.expr, pl.when(cell != "").then(cell)).alias("subject"),
        *(f"send.{name}" for name in MOMENT_SCHEMA),
        *(f"own.{name}" for name in MOMENT_SCHEMA),
        c.OPTED_OUT_UNTIL.expr.is_null().alias("undated"),
        *(key.alias(name) for name, key in send_keys(past, channel, recipients)),
    ).collect(engine="streaming")


def _by_the_clock(frame: pl.LazyFrame, mapping: ColumnMap, order: DateOrder | None) -> pl.LazyFrame:
    """A consent of the day of the send, but of a later hour, was not there yet: the next day's."""
    later = pl.lit(value=False)
    for field in ("consent_date", "optin_time", "confirm_time"):
        if field in mapping.positions:
            own = f"given.{field}"
            frame = with_written_moment(frame, field, order, own).with_columns(
                *spans(own), *spans("send")
            )
            later |= before("send", own)
    same_day = c.CONSENT_DATE.expr == c.SEND_DATE.expr
    next_day = c.CONSENT_DATE.expr + pl.duration(days=1)
    return frame.with_columns(
        pl.when(later & same_day).then(next_day).otherwise(c.CONSENT_DATE.expr)
        .alias(c.CONSENT_DATE.name)
    )  # fmt: skip


def _as_of_then() -> list[pl.Expr]:
    """Evidence without a date supports nothing: nobody knows whether it stood like that then."""
    given = c.CONSENT.expr.is_in(["opt_in", "double_opt_in"]).fill_null(value=False)
    undated = given & c.CONSENT_DATE.expr.is_null()
    timeless = c.RELATIONSHIP_DATE.expr.is_null() & (c.RELATIONSHIP.expr != "none")
    return [
        pl.when(~undated).then(c.CONSENT.expr).alias(c.CONSENT.name),
        pl.when(undated)
        .then(pl.lit("the log does not say since when there is consent"))
        .otherwise(c.CONSENT_GAP.expr)
        .alias(c.CONSENT_GAP.name),
        pl.when(~timeless.fill_null(value=False))
        .then(c.RELATIONSHIP.expr)
        .alias(c.RELATIONSHIP.name),
        pl.lit(None, dtype=pl.String).alias(c.CURRENT_CUSTOMER.name),
    ]
