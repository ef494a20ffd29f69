"""A plan carried out on this machine, by the streaming engine of Polars."""

from __future__ import annotations

import polars as pl

from listcheck.campaign.model import Campaign
from listcheck.campaign.plan import carried, checks_on_opt_outs, narrow, single_checks
from listcheck.checks import contact_checks, evaluate
from listcheck.checks.evaluate import opted_out, rank, verdict
from listcheck.core import columns as c
from listcheck.matching import (
    has_opted_out,
    with_duplicates,
    with_suppression,
)
from listcheck.matching.duplicates import IN_PERSON, OPTED_OUT_HERE, RANK, SET_ASIDE_HERE
from listcheck.readers import verify_count


def judge(campaign: Campaign) -> pl.DataFrame:
    """The narrow frame with one Boolean column per check and outcome.

    One streaming pass judges each contact by itself and notes its keys; then the suppression
    sources are asked about all keys at once, and the checks on opt-outs follow.
    """
    # Two bytes a cell: a contact costs some fifty bytes while the list is judged.
    words = pl.Categorical(pl.Categories.random(namespace="listcheck", physical=pl.UInt16))
    purpose = campaign.settings.purpose
    judged = narrow(campaign, words).collect(engine="streaming")
    for at, part in enumerate(campaign.parts):
        rows = judged.filter(c.PART.expr == at)[c.ROW.name]
        verify_count(part, rows.len())
        if not rows.is_sorted():
            # The verdicts are laid beside the records as they stand in the file.
            raise AssertionError("the judged contacts are not in the list's order")
    checks, late = single_checks(), checks_on_opt_outs()
    returned = campaign.ledger.returned if campaign.ledger else None
    return (
        with_suppression(judged, campaign.people, campaign.scope, returned)
        .with_columns(has_opted_out(), c.SUPPRESSED.expr.cast(words))
        .with_columns(evaluate(late, purpose))
        .with_columns(
            rank(checks).alias(RANK),
            opted_out(checks).alias(OPTED_OUT_HERE),
            opted_out(checks, in_person=True).alias(IN_PERSON),
            (c.HAS_OPTED_OUT.expr & ~opted_out(checks) & pl.lit(purpose == "complementary")).alias(
                SET_ASIDE_HERE
            ),
        )
        .drop([column.name for column in carried() if column != c.REJOINED_AT])
    )


def settle(judged: pl.DataFrame) -> pl.DataFrame:
    """Settle the copies of a recipient, then let the worst finding of each contact win."""
    across = [check for check in contact_checks() if check.across_rows]
    return (
        with_duplicates(judged)
        .with_columns(evaluate(across))
        .with_columns(verdict(contact_checks()))
    )
