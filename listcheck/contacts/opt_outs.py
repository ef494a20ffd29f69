"""Opt-outs that travel in the list, and the later consent that alone can lift one."""

from __future__ import annotations

from typing import Final

import polars as pl

from listcheck import columns as c
from listcheck.contacts.cells import DateOrder, latest_moment, yes_no
from listcheck.contacts.consent import REFUSED, speaks_for

#: Words of a status column that deny contact, and those that mean a dead or angry mailbox.
OPTED_OUT_STATUS: Final = (
    r"(?i)(?:^|[^\p{L}])(?:un-?sub\w*|(?:not|non)[\s_-]?subscribed|opt(?:ed)?[\s_-]?outs?|"
    r"do[\s_-]?not[\s_-](?:contact|e?-?mail|call|send)|dnc|suppressed|block(?:ed|list(?:ed)?)|"
    r"black-?list(?:ed)?|removed|deleted|erased|archived|inactive|refused|opposed|objected|"
    r"withdrawn|abgemeldet|abbestellt|gesperrt|widerrufen|\p{L}*widerspruch|gekündigt|"
    r"d[eé]sinscri\p{L}*|d[eé]sabonn\p{L}*|baja|dad[oa] de baja|disiscritt[oa]|cancellat[oa]|"
    r"annullat[oa]|uitgeschreven|afgemeld|verwijderd|wypisan\p{L}*|rezygnacja)(?:$|[^\p{L}])"
)
BOUNCED_STATUS: Final = (
    r"(?i)\b(?:(?:hard[\s_-]?)?bounced?|cleaned|complain(?:t|ed)|spam(?:[\s_-]?(?:report|complaint))?"
    r"|junk|invalid|undeliverable|unzustellbar)\b"
)


def opt_out_columns(channel: str, date_order: DateOrder | None) -> list[pl.Expr]:
    """Whether the list says that the contact opted out, where it says so, and bounces.

    A dated opt-out is lifted by ``rejoined_at``: a consent of the person for this channel,
    later than the opt-out, with the time and the network address of its confirmation.
    """
    status = c.cell_expr("status").str.normalize("NFC")
    refused = (
        c.cell_expr("consent").str.contains(REFUSED)
        & (c.cell_expr("consent_channel").is_null() | speaks_for(channel))
    ).fill_null(value=False)
    # A list may carry several opt-out columns: any that says yes counts, then any unreadable.
    answers = [yes_no(field) for field in c.OPT_OUT_FIELDS]
    flagged = (
        pl.when(pl.any_horizontal(answer == "yes" for answer in answers))
        .then(pl.lit("yes"))
        .when(pl.any_horizontal(answer == "unreadable" for answer in answers))
        .then(pl.lit("unreadable"))
        .otherwise(pl.coalesce(answers))
    )
    dated = c.cell_expr("opted_out_at").is_not_null()
    denied = status.str.contains(OPTED_OUT_STATUS).fill_null(value=False)
    # The date belongs to the first opt-out column: what another one says has no date.
    others = [(answer == "yes").fill_null(value=False) for answer in answers[1:]]
    lifted = (
        (c.REJOINED_AT.expr > latest_moment("opted_out_at", date_order)).fill_null(value=False)
        & ~refused
        & ~pl.any_horizontal(others)
    )
    out = (flagged == "yes").fill_null(value=False) | dated | denied | refused
    return [
        pl.when(out & ~lifted)
        .then(pl.lit("yes"))
        .when(out & (flagged.fill_null("") != "unreadable"))
        .then(pl.lit("no"))
        .otherwise(flagged)
        .alias(c.OPTED_OUT.name),
        (out & lifted).alias(c.OPT_OUT_LIFTED.name),
        pl.when(flagged.is_in(["yes", "unreadable"]).fill_null(value=False))
        .then(pl.lit("opted_out"))
        .when(dated)
        .then(pl.lit("opted_out_at"))
        .when(denied)
        .then(pl.lit("status"))
        .when(refused)
        .then(pl.lit("consent"))
        .alias(c.OPTED_OUT_FIELD.name),
        status.str.contains(BOUNCED_STATUS).fill_null(value=False).alias(c.BOUNCED.name),
    ]
