"""The soft opt-in: may an existing customer be mailed without consent?

All four conditions or nothing: (1) details collected in a sale or in negotiations
for one, (2) by the entity that sends, from the person, (3) for its own similar
products, (4) with an opt-out offered then and in every message. Only commercial
senders (and those that a rule names), only e-mail and texts, never with a third
party's list. A condition that nobody stated is unknown, and unknown never passes.
Where the law sets a clock, a relationship that is too old counts no longer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from listcheck import columns as c
from listcheck.policy import relationship
from listcheck.policy.model import Terms


def met(
    terms: Mapping[str, Terms], *, sender_kind: str | None, open_to_sender: Sequence[str]
) -> pl.Expr:
    """``yes``, ``no``, ``expired`` or ``unknown`` where a relationship is claimed, else null.

    Args:
        terms: the clocks, by the id of the rule that sets them.
        sender_kind: what the brief says of the sender.
        open_to_sender: ids of rules that open the soft opt-in to this kind of sender.
    """
    by_terms: dict[Terms | None, list[str]] = {}
    for rule, own in terms.items():
        by_terms.setdefault(own, []).append(rule)
    answer = _met(None, sender_kind, open_to_sender)
    for own_terms, rules in by_terms.items():
        answer = (
            pl.when(c.RULE.expr.is_in(rules))
            .then(_met(own_terms, sender_kind, open_to_sender))
            .otherwise(answer)
        )
    return answer.alias(c.SOFT_OPT_IN_MET.name)


def _met(terms: Terms | None, sender_kind: str | None, open_to_sender: Sequence[str]) -> pl.Expr:
    # Polars' `&` is three-valued: false wins over null, null wins over true.
    conditions = (
        (c.PARTY.expr == "first")
        & c.CHANNEL.expr.is_in(["email", "sms"])
        & relationship.has_begun()
    )
    if not (terms and terms.replaces_conditions):
        conditions &= _four_conditions() & _sender(sender_kind, open_to_sender)
    young = relationship.in_time(terms) if terms else pl.lit(value=True)
    return pl.when(relationship.claimed(terms)).then(
        pl.when(~conditions)
        .then(pl.lit("no"))
        .when(~young)
        .then(pl.lit("expired"))
        .when(conditions & young)
        .then(pl.lit("yes"))
        .otherwise(pl.lit("unknown"))
    )


def _four_conditions() -> pl.Expr:
    collected_by_sender = (
        pl.when(c.COLLECTED_BY.expr.is_null())
        # Stating "first party" says that the sender itself collected the list.
        .then(pl.when(c.PARTY.expr == "first").then(True))
        .otherwise(c.COLLECTED_BY.expr == c.SENDER_ENTITY.expr)
    )
    return (
        collected_by_sender
        & c.SIMILAR_PRODUCTS.expr
        & (c.OPTOUT_OFFERED.expr == "yes")
        & c.UNSUBSCRIBE_ROUTE.expr
    )


def _sender(kind: str | None, open_to_sender: Sequence[str]) -> pl.Expr:
    if kind is None:
        return pl.lit(None, dtype=pl.Boolean)
    if kind == "commercial":
        return pl.lit(value=True)
    return c.RULE.expr.is_in(list(open_to_sender)).fill_null(value=False)
