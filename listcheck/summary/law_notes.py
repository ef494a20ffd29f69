"""What a person should know about the law that a run applied: readings, open questions, doubts."""

from __future__ import annotations

import polars as pl

from listcheck.campaign.model import Campaign
from listcheck.core import columns as c
from listcheck.policy import CONTACT_FACTS, Rule, active_exceptions


def law_notes(campaign: Campaign, judged: pl.DataFrame) -> list[str]:
    """Notes on the rules that contacts of this run fall under, in words."""
    if campaign.settings.purpose == "contract":
        # The law of marketing was not asked.
        return []
    channel = campaign.settings.channel or campaign.channel
    notes = []
    if channel == "chat":
        notes.append("chat is answered as sms: this is a reading")
    applied = _applied(campaign, judged)
    if any(rule.reading for rule in applied) and campaign.channel == "sms":
        notes.append(
            "where no statute or decision on text messages is known, they follow the country's "
            "rule for e-mail to a named person: this is a reading ('listcheck rules show CC')"
        )
    return [
        *notes,
        *_undeclared(campaign, applied),
        *_open_questions(campaign, applied),
        *_presumed(judged),
    ]


def facts_to_declare(campaign: Campaign, judged: pl.DataFrame) -> set[str]:
    """Keys of the brief that would settle which law applies to contacts of this run."""
    if campaign.settings.purpose == "contract":
        return set()
    applied = _applied(campaign, judged)
    rules = {rule.id for rule in applied}
    facts = campaign.law.campaign
    return {question.fact for question in campaign.law.open_questions if question.rule in rules} | {
        fact for rule in applied for fact in rule.declare if facts.get(fact) is None
    }


def facts_of_contacts(campaign: Campaign, held: pl.DataFrame) -> set[str]:
    """Fields on which exceptions turn in the rules of held contacts."""
    if campaign.settings.purpose == "contract":
        return set()
    on = campaign.settings.send_date
    return {
        fact
        for rule in _applied(campaign, held)
        for exception in active_exceptions(rule, on)
        for fact in exception.when.facts()
        if fact in CONTACT_FACTS
    }


def _applied(campaign: Campaign, judged: pl.DataFrame) -> list[Rule]:
    """The rules in force that some contact of the run falls under, or an exception of them."""
    used = set(judged[c.RULE.name].unique().cast(pl.String).drop_nulls())
    return [
        rule
        for rule in campaign.law.rules
        if rule.id in used or any(item.id in used for item in rule.exception)
    ]


def _undeclared(campaign: Campaign, applied: list[Rule]) -> list[str]:
    facts = campaign.law.campaign
    countries = sorted(
        {rule.id[:2] for rule in applied if any(facts.get(fact) is None for fact in rule.declare)}
    )
    if not countries:
        return []
    note = (
        f"{', '.join(countries)}: companies may be contacted without consent only about their "
        "profession or activity; this is taken for granted until the brief says: [brief] "
        "professional_message = true or false"
    )
    return [note]


def _open_questions(campaign: Campaign, applied: list[Rule]) -> list[str]:
    """Stricter rules for some sectors or products, on which the brief is silent."""
    rules = {rule.id for rule in applied}
    questions: dict[str, dict[str, list[str]]] = {}
    for question in campaign.law.open_questions:
        if question.rule in rules:
            words = questions.setdefault(question.fact, {}).setdefault(question.rule[:2], [])
            words += [value for value in question.values if value not in words]
    return [
        "stricter law applies to some campaigns ("
        + "; ".join(f"{country}: {', '.join(words)}" for country, words in sorted(values.items()))
        + f"): say which it is, [brief] {fact}"
        for fact, values in questions.items()
    ]


def _presumed(judged: pl.DataFrame) -> list[str]:
    kept = judged.filter(
        (c.VERDICT.expr == "keep")
        & (c.BASIS.expr.cast(pl.String) == "presumed_consent").fill_null(value=False)
        & c.LEGITIMATE_INTEREST.expr
    )
    if not kept.height:
        return []
    countries = sorted(kept[c.COUNTRY.name].unique().cast(pl.String))
    note = (
        f"{kept.height:,} of the kept contacts ({', '.join(countries)}) rest on presumed consent: "
        "each needs a concrete reason to expect that this company wants this call, which no list "
        "can show"
    )
    return [note]
