"""Who a finding is about: the recipient as listcheck compares it, for keyed hashes."""

from __future__ import annotations

import polars as pl

from listcheck.campaign.model import Campaign
from listcheck.config.brief import Brief
from listcheck.contacts import entity, with_contacts
from listcheck.core import columns as c
from listcheck.core.field_headers import looks_like_opt_outs
from listcheck.mapping import with_fields

#: What stands for a recipient: the address or number, else the cell as it stands; null if blank.
SUBJECT = "subject"


def recipient_columns(channel: str) -> list[str]:
    """Columns with the addresses, and for calls and texts the numbers, of a contact."""
    addresses = [c.MAILBOX.name, c.FURTHER_MAILBOXES.name]
    numbers = [] if channel == "email" else [c.PHONE.name, c.FURTHER_PHONES.name]
    return [*addresses, *numbers]


def contacts_as_read(campaign: Campaign, only: pl.DataFrame | None = None) -> pl.LazyFrame:
    """The contacts of all parts with everything the list and the brief say, still lazy.

    Args:
        campaign: the run.
        only: ``part`` and ``row`` of the contacts wanted (all where None); the others are
            left out before anything is worked out, so that few cost little.
    """
    frames = []
    for at, (part, columns) in enumerate(zip(campaign.parts, campaign.maps, strict=True)):
        frame = part.frame
        if only is not None:
            rows = only.filter(c.PART.expr == at)[c.ROW.name]
            if not rows.len():
                continue
            frame = frame.filter(c.ROW.expr.is_in(rows.implode()))
        frames.append(
            with_fields(frame, columns).with_columns(
                pl.lit(at, dtype=pl.UInt32).alias(c.PART.name),
                pl.lit(looks_like_opt_outs(part.file.name, part.headers)).alias(c.WRONG_FILE.name),
            )
        )
    return with_contacts(pl.concat(frames).with_columns(_declared(campaign)), campaign.options)


def _declared(campaign: Campaign) -> list[pl.Expr]:
    """What is the same for every contact of the campaign."""
    settings = campaign.settings
    brief: Brief = settings.brief
    return [
        pl.lit(campaign.channel).alias(c.CHANNEL.name),
        pl.lit(settings.send_date, dtype=pl.Date).alias(c.SEND_DATE.name),
        pl.lit(settings.purpose).alias(c.PURPOSE.name),
        entity(pl.lit(brief.sender_entity, dtype=pl.String)).alias(c.SENDER_ENTITY.name),
        pl.lit(brief.similar_products, dtype=pl.Boolean).alias(c.SIMILAR_PRODUCTS.name),
        pl.lit(True if brief.unsubscribe else None, dtype=pl.Boolean).alias(
            c.UNSUBSCRIBE_ROUTE.name
        ),
    ]


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
