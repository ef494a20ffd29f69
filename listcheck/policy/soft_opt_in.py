"""The soft opt-in: may an existing customer be mailed without consent?

All four conditions or nothing: (1) details collected in a sale or in negotiations
for one, (2) by the entity that sends, from the person, (3) for its own similar
products, (4) with an opt-out offered then and in every message. Only commercial
senders, only e-mail and texts, never with a third party's list. A condition that
nobody stated is unknown, and unknown never passes.
"""

from __future__ import annotations

import polars as pl

from listcheck import columns as c

#: Relationships that claim a sale or negotiations for one; an enquiry is neither.
CLAIMING = ("customer", "negotiation")


def met() -> pl.Expr:
    """``yes``, ``no`` or ``unknown`` where the relationship claims a sale, else null.

    Polars' ``&`` is three-valued: false wins over null, null wins over true.
    """
    claimed = c.RELATIONSHIP.expr.is_in(CLAIMING).fill_null(False)
    collected_by_sender = (
        pl.when(c.COLLECTED_BY.expr.is_null())
        # Stating "first party" says that the sender itself collected the list.
        .then(pl.when(c.PARTY.expr == "first").then(True))
        .otherwise(c.COLLECTED_BY.expr == c.SENDER_ENTITY.expr)
    )
    conditions = (
        (c.PARTY.expr == "first")
        & collected_by_sender
        & c.SIMILAR_PRODUCTS.expr
        & (c.OPTOUT_OFFERED.expr == "yes")
        & c.UNSUBSCRIBE_ROUTE.expr
        & (c.SENDER_KIND.expr == "commercial")
        & c.CHANNEL.expr.is_in(["email", "sms"])
    )
    return (
        pl.when(claimed)
        .then(
            pl.when(conditions)
            .then(pl.lit("yes"))
            .when(~conditions)
            .then(pl.lit("no"))
            .otherwise(pl.lit("unknown"))
        )
        .alias(c.SOFT_OPT_IN_MET.name)
    )
