"""Opt-outs that travel in the list, and the later consent that alone can lift one."""

from __future__ import annotations

import polars as pl

from listcheck.contacts.evidence.cell_values import DateOrder, latest_moment
from listcheck.contacts.evidence.consent import refused
from listcheck.core import columns as c

#: Read once.
_UNTIL = pl.col("evidence.until")
_REFUSAL = pl.col("evidence.refusal")


def opt_out_cells(channel: str, date_order: DateOrder | None) -> list[pl.Expr]:
    """The cells of opt-outs as read, under names that begin with ``evidence.``.

    What the list's columns of opt-outs, states and bounces say was put together before
    (``said.…``); here come the day of the first of them and a refusal in the consent.
    """
    return [
        latest_moment("opted_out_at", date_order).alias("evidence.until"),
        c.BOUNCE_SAID.expr.fill_null(value=False).alias(c.BOUNCED.name),
        refused(channel).alias("evidence.refusal"),
    ]


def opt_out_columns() -> list[pl.Expr]:
    """Whether the list says that the contact opted out, where it says so, and what lifts it.

    A dated opt-out is lifted by ``rejoined_at``: a consent of the person for this channel,
    later than the opt-out, with the time and the network address of its confirmation.
    """
    in_cells = (c.SAID.expr == "yes").fill_null(value=False)
    dated = c.cell_expr("opted_out_at").is_not_null()
    out = in_cells | dated | _REFUSAL
    # The date belongs to the first flag: what another column says has no date, and a state
    # speaks of today, whatever date stands elsewhere.
    undated = _REFUSAL | c.SAID_ELSEWHERE.expr
    lifted = (c.REJOINED_AT.expr > _UNTIL).fill_null(value=False) & ~undated
    doubtful = c.SAID.expr.is_in(["unreadable", "polarity"]).fill_null(value=False)
    return [
        pl.when(out & ~lifted)
        .then(pl.lit("yes"))
        .when(out & ~doubtful)
        .then(pl.lit("no"))
        .otherwise(c.SAID.expr)
        .alias(c.OPTED_OUT.name),
        (out & lifted).alias(c.OPT_OUT_LIFTED.name),
        pl.when(out & ~undated).then(_UNTIL).alias(c.OPTED_OUT_UNTIL.name),
        pl.when(in_cells | (doubtful & ~dated & ~_REFUSAL))
        .then(pl.lit("opted_out"))
        .when(dated)
        .then(pl.lit("opted_out_at"))
        .when(_REFUSAL)
        .then(pl.lit("consent"))
        .alias(c.OPTED_OUT_FIELD.name),
    ]
