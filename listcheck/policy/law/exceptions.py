"""Exceptions inside the rows in force: a different answer where all their facts hold.

What the brief says of the campaign is known before a contact is looked at, so only
facts about contacts become expressions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce

import polars as pl

from listcheck.core import columns as c
from listcheck.policy.files.rule_file import CONTACT_FACTS, Rule, RuleException
from listcheck.policy.law.relationship import has_begun
from listcheck.policy.law.resolve import active_exceptions, is_stricter, strictness

#: What the brief says of the campaign: fact to value, None where it does not say.
CampaignFacts = Mapping[str, str | None]


@dataclass(frozen=True)
class Open:
    """An exception that only the brief can decide, and does not: its rule, id and fact."""

    rule: str
    exception: str
    fact: str
    values: tuple[str, ...]


def decided(exception: RuleException, campaign: CampaignFacts) -> bool | None:
    """Whether the campaign's part of an exception holds; None where the brief does not say."""
    holds = [
        None if campaign.get(fact) is None else campaign[fact] in [fold(value) for value in values]
        for fact, values in exception.when.facts().items()
        if fact not in CONTACT_FACTS
    ]
    if False in holds:
        return False
    return None if None in holds else True


def fold(word: str) -> str:
    """A sector or a product as it is compared: case, blanks, dashes and signs do not count."""
    return re.sub(r"[^a-z0-9]+", "_", word.casefold()).strip("_")


def open_questions(rules: Iterable[Rule], on: date, campaign: CampaignFacts) -> list[Open]:
    """Stricter exceptions about the campaign on which the brief is silent."""
    return [
        Open(rule.id, exception.id or rule.id, fact, values)
        for rule in rules
        for exception in active_exceptions(rule, on)
        if is_stricter(exception, rule) and decided(exception, campaign) is None
        for fact, values in exception.when.facts().items()
        if fact not in CONTACT_FACTS and campaign.get(fact) is None
    ]


def opened_to(rules: Iterable[Rule], on: date, sender_kind: str | None) -> list[str]:
    """Ids under which a rule opens the soft opt-in to this kind of sender."""
    return [
        exception.id or rule.id
        for rule in rules
        for exception in active_exceptions(rule, on)
        if exception.soft_opt_in and sender_kind in exception.when.facts().get("sender_kind", ())
    ]


def with_exceptions(
    frame: pl.LazyFrame, rules: Iterable[Rule], on: date, campaign: CampaignFacts
) -> pl.LazyFrame:
    """Let exceptions change rule, basis, soft opt-in and register where their facts hold.

    Where several hold, the strictest decides: it is applied last. An unknown fact about
    a contact makes a stricter exception apply (and the answer doubtful), a laxer one not.
    """
    names = (c.RULE.name, c.BASIS.name, c.SOFT_OPT_IN.name, c.REGISTER.name)
    updates: dict[str, pl.Expr] = {name: pl.col(name) for name in names}
    doubtful = pl.lit(value=False)
    for rule in rules:
        for exception in sorted(active_exceptions(rule, on), key=strictness):
            if not decided(exception, campaign):
                continue
            here = (c.RULE.expr == rule.id).fill_null(value=False)
            facts = _facts(exception)
            holds = reduce(lambda left, right: left & right, facts, pl.lit(value=True))
            applies = here & holds.fill_null(value=False)
            if facts and is_stricter(exception, rule):
                # The strictest answer it could be; a person must look before a drop.
                unknown = here & holds.is_null()
                doubtful |= unknown
                applies |= unknown
            new: dict[str, object] = {
                c.RULE.name: exception.id or rule.id,
                c.BASIS.name: exception.basis,
                c.SOFT_OPT_IN.name: exception.soft_opt_in,
                c.REGISTER.name: "+".join(exception.register_ids) or None,
            }
            updates = {
                name: pl.when(applies).then(pl.lit(new[name])).otherwise(old)
                for name, old in updates.items()
            }
    return frame.with_columns(**updates, **{c.BASIS_DOUBTFUL.name: doubtful})


def _facts(exception: RuleException) -> list[pl.Expr]:
    facts = exception.when.facts()
    conditions = [
        pl.col(name).is_in(values) for name, values in facts.items() if name in CONTACT_FACTS
    ]
    if "relationship" in facts:
        # One that is dated after the send did not exist yet.
        conditions.append(has_begun())
    return conditions
