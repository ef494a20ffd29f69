"""Who a finding is about: the recipient as listcheck compares it, for keyed hashes."""

from __future__ import annotations

import polars as pl

from listcheck.campaign.model import Campaign
from listcheck.campaign.plan import Plan
from listcheck.core import columns as c

#: What stands for a recipient: the address or number, else the cell as it stands; null if blank.
SUBJECT = "subject"


def contacts_as_read(campaign: Campaign, only: pl.DataFrame) -> pl.LazyFrame:
    """Some contacts with everything the list and the brief say, still lazy.

    Args:
        campaign: the run.
        only: ``part`` and ``row`` of the contacts wanted; the others are left out before
            anything is worked out, so that few cost little.
    """
    plan, frames = Plan.of(campaign), []
    for at, part in enumerate(campaign.parts):
        rows = only.filter(c.PART.expr == at)[c.ROW.name]
        if rows.len():
            # What lies behind the last of them is not read.
            top = part.frame.head(int(str(rows.max())))
            frames.append(plan.fields(top.filter(c.ROW.expr.is_in(rows.implode())), at))
    return plan.contacts(pl.concat(frames))


def subjects(campaign: Campaign, wanted: pl.DataFrame) -> pl.Series:
    """What stands for each wanted contact (text, null where it has neither), in their order.

    Args:
        campaign: the run.
        wanted: ``part`` and ``row`` of the contacts.
    """
    if not wanted.height:
        return pl.Series(SUBJECT, [], dtype=pl.String)
    field = "email" if campaign.channel == "email" else "phone"
    cell = c.cell_expr(field).str.strip_chars().str.to_lowercase()
    read = (
        contacts_as_read(campaign, wanted)
        .select(
            c.PART.name,
            c.ROW.name,
            pl.coalesce(c.RECIPIENT.expr, pl.when(cell != "").then(cell)).alias(SUBJECT),
        )
        .collect(engine="streaming")
    )
    joined = wanted.select(c.PART.name, c.ROW.name).join(
        read, on=[c.PART.name, c.ROW.name], how="left", maintain_order="left"
    )
    return joined[SUBJECT]
