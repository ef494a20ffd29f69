"""The soft opt-in: may an existing customer be mailed without consent?

All four conditions or nothing: (1) details collected in a sale or in negotiations
for one, (2) by the entity that sends, from the person, (3) for its own similar
products, (4) with an opt-out offered then and in every message. Only commercial
senders (and those that a rule names), only e-mail and texts, never with a third
party's list. A condition that nobody stated is unknown, and unknown never passes.
Where the law sets a clock, a relationship that is too old counts no longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import polars as pl

from listcheck.core import columns as c
from listcheck.policy.files.rule_file import Terms
from listcheck.policy.law import relationship


class Condition(NamedTuple):
    """One condition: true, false or null, and what to say where it fails or is unknown."""

    holds: pl.Expr
    fails: str
    unknown: str = ""


def soft_opt_in_columns(
    terms: Mapping[str, Terms], *, sender_kind: str | None, open_to_sender: Sequence[str]
) -> list[pl.Expr]:
    """soft_opt_in_met and soft_opt_in_reason, null where no relationship is claimed.

    Args:
        terms: the clocks, by the id of the rule that sets them.
        sender_kind: what the brief says of the sender.
        open_to_sender: ids of rules that open the soft opt-in to this kind of sender.
    """
    sender = _sender(sender_kind, open_to_sender)
    by_terms: dict[Terms, list[str]] = {}
    for rule, rule_terms in terms.items():
        by_terms.setdefault(rule_terms, []).append(rule)
    met, reason = _judged(None, sender)
    for own_terms, rules in by_terms.items():
        here = c.RULE.expr.is_in(rules)
        own_met, own_reason = _judged(own_terms, sender)
        met = pl.when(here).then(own_met).otherwise(met)
        reason = pl.when(here).then(own_reason).otherwise(reason)
    return [met.alias(c.SOFT_OPT_IN_MET.name), reason.alias(c.SOFT_OPT_IN_REASON.name)]


def _judged(terms: Terms | None, sender: Condition) -> tuple[pl.Expr, pl.Expr]:
    """``yes``, ``no``, ``expired`` or ``unknown``, and the first condition that is open."""
    conditions = _always()
    if not (terms and terms.replaces_conditions):
        conditions += [*_four_conditions(), sender]
    young = Condition(
        relationship.in_time(terms) if terms else pl.lit(value=True),
        "the relationship is too old",
        "the day of the relationship is not stated (relationship_date, contract_end)",
    )
    claimed = relationship.claimed(terms)
    failed = _first(~item.holds for item in conditions)
    open_ = _first(item.holds.is_null() for item in (*conditions, young))
    met = pl.when(claimed).then(
        pl.when(failed.is_not_null())
        .then(pl.lit("no"))
        .when(~young.holds)
        .then(pl.lit("expired"))
        .when(open_.is_not_null())
        .then(pl.lit("unknown"))
        .otherwise(pl.lit("yes"))
    )
    reason = pl.when(claimed).then(
        pl.coalesce(
            c.looked_up(failed, {at: item.fails for at, item in enumerate(conditions)}, pl.String),
            pl.when(~young.holds).then(pl.lit(young.fails)),
            c.looked_up(
                open_,
                {at: item.unknown for at, item in enumerate((*conditions, young))},
                pl.String,
            ),
        )
    )
    return met, reason


def _first(answers: Iterable[pl.Expr]) -> pl.Expr:
    """Position of the first answer that is true, null where none is."""
    return pl.coalesce(
        pl.when(answer).then(pl.lit(at, dtype=pl.UInt8)) for at, answer in enumerate(answers)
    )


def _always() -> list[Condition]:
    return [
        Condition(
            c.PARTY.expr == "first",
            "the list is a third party's",
            "who collected the list is not stated (--party)",
        ),
        Condition(c.CHANNEL.expr.is_in(["email", "sms"]), "it never covers calls"),
        Condition(relationship.has_begun(), "the relationship is dated after the send"),
    ]


def _four_conditions() -> list[Condition]:
    collected_by_sender = (
        pl.when(c.COLLECTED_BY.expr.is_null())
        # Stating "first party" says that the sender itself collected the list.
        .then(pl.when(c.PARTY.expr == "first").then(True))
        .otherwise(c.COLLECTED_BY.expr == c.SENDER_ENTITY.expr)
    )
    return [
        Condition(
            collected_by_sender,
            "collected_by is not the sender ([brief] sender_entity)",
            "who collected the details is not known ([brief] sender_entity)",
        ),
        Condition(
            c.SIMILAR_PRODUCTS.expr,
            "it is not about the sender's own similar products",
            "[brief] similar_products is not stated",
        ),
        Condition(
            c.OPTOUT_OFFERED.expr == "yes",
            "no opt-out was offered at collection",
            "the list does not say whether an opt-out was offered (optout_offered)",
        ),
        Condition(c.UNSUBSCRIBE_ROUTE.expr, "", "[brief] unsubscribe is not stated"),
    ]


def _sender(kind: str | None, open_to_sender: Sequence[str]) -> Condition:
    holds = c.RULE.expr.is_in(list(open_to_sender)).fill_null(value=False)
    if kind is None:
        holds = pl.lit(None, dtype=pl.Boolean)
    elif kind == "commercial":
        holds = pl.lit(value=True)
    return Condition(
        holds,
        "a sender of this kind does not have it on this day",
        "[brief] sender_kind is not stated",
    )
