"""Opt-outs that travel in the list, and the later consent that alone can lift one."""

from __future__ import annotations

from typing import Final

import polars as pl

from listcheck.contacts.evidence.cell_values import latest, of_cell
from listcheck.contacts.evidence.consent import REFUSED_NAME, refused
from listcheck.core import columns as c
from listcheck.core.steps import Step

_REFUSAL: Final = pl.col("evidence.refusal")
_DATED: Final = of_cell("there", "opted_out_at")


def opt_out_steps(channel: str) -> list[Step]:
    """Add whether the list says that the contact opted out, where it says so, and what lifts it.

    What the list's columns of opt-outs, states and bounces say was put together before
    (``said.…``). A dated opt-out is lifted by ``rejoined_at``: a consent of the person for this
    channel, later than the opt-out, with the time and the network address of its confirmation.
    """
    read = tuple(of_cell(what, "opted_out_at") for what in ("moment", "clock", "zoned", "there"))
    return [
        Step(
            (REFUSED_NAME, c.cell("consent_channel")),
            ("evidence.refusal",),
            lambda frame: frame.with_columns(refused(channel).alias("evidence.refusal")),
        ),
        Step(
            (c.BOUNCE_SAID.name,),
            (c.BOUNCED.name,),
            lambda frame: frame.with_columns(
                c.BOUNCE_SAID.expr.fill_null(value=False).alias(c.BOUNCED.name)
            ),
        ),
        Step(
            (*read, c.REJOINED_AT.name),
            ("evidence.until", "evidence.lifted"),
            lambda frame: frame.with_columns(
                latest("opted_out_at").alias("evidence.until")
            ).with_columns(
                (c.REJOINED_AT.expr > pl.col("evidence.until"))
                .fill_null(value=False)
                .alias("evidence.lifted")
            ),
        ),
        Step(
            (
                c.SAID.name, c.SAID_ELSEWHERE.name, _DATED, "evidence.refusal", "evidence.lifted",
            ),
            (c.OPTED_OUT.name, c.OPT_OUT_LIFTED.name, c.OPTED_OUT_FIELD.name, "evidence.dated"),
            lambda frame: frame.with_columns(*_opt_out_columns()),
        ),
        Step(
            ("evidence.until", "evidence.dated"),
            (c.OPTED_OUT_UNTIL.name,),
            lambda frame: frame.with_columns(
                pl.when("evidence.dated").then("evidence.until").alias(c.OPTED_OUT_UNTIL.name)
            ),
        ),
    ]  # fmt: skip


def _opt_out_columns() -> list[pl.Expr]:
    in_cells = (c.SAID.expr == "yes").fill_null(value=False)
    dated = pl.col(_DATED)
    out = in_cells | dated | _REFUSAL
    # The date belongs to the first flag: what another column says has no date, and a state
    # speaks of today, whatever date stands elsewhere.
    undated = _REFUSAL | c.SAID_ELSEWHERE.expr
    lifted = pl.col("evidence.lifted") & ~undated
    doubtful = c.SAID.expr.is_in(["unreadable", "polarity"]).fill_null(value=False)
    return [
        pl.when(out & ~lifted)
        .then(pl.lit("yes"))
        .when(out & ~doubtful)
        .then(pl.lit("no"))
        .otherwise(c.SAID.expr)
        .alias(c.OPTED_OUT.name),
        (out & lifted).alias(c.OPT_OUT_LIFTED.name),
        (out & ~undated).alias("evidence.dated"),
        pl.when(in_cells | (doubtful & ~dated & ~_REFUSAL))
        .then(pl.lit("opted_out"))
        .when(dated)
        .then(pl.lit("opted_out_at"))
        .when(_REFUSAL)
        .then(pl.lit("consent"))
        .alias(c.OPTED_OUT_FIELD.name),
    ]
