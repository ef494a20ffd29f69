"""Join the law in force to the contacts: one small table against the stream.

Every column added here is an answer of law or a direct consequence of one; what
the answers mean for a contact is said by the checks.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import polars as pl

from listcheck.core import columns as c
from listcheck.core.steps import Step
from listcheck.policy.files.load import Rules
from listcheck.policy.files.register_file import Register
from listcheck.policy.files.rule_file import Rule
from listcheck.policy.law.exceptions import (
    CampaignFacts,
    Open,
    fold,
    open_questions,
    opened_to,
    with_exceptions,
)
from listcheck.policy.law.register_terms import FreshFor, RegisterState, register_columns
from listcheck.policy.law.resolve import UNKNOWN, Answer, active_exceptions, answer_frame, answers
from listcheck.policy.law.soft_opt_in import soft_opt_in_columns

_KEYS = ("country", "party", "address_kind", "subscriber")


@dataclass(frozen=True)
class Law:
    """The law of one campaign: all answers of a channel and pack on a day.

    Attributes:
        campaign: what the brief says of the campaign, by fact; None where it is silent.
    """

    answers: tuple[Answer, ...]
    frame: pl.DataFrame
    registers: Mapping[str, Register]
    on: date
    pack: str
    campaign: CampaignFacts = field(default_factory=dict)

    @functools.cached_property
    def rules(self) -> list[Rule]:
        """The rules in force, each once."""
        return list({item.rule.id: item.rule for item in self.answers if item.rule}.values())

    @functools.cached_property
    def register_combinations(self) -> list[str]:
        """Registers as answers and exceptions name them, joined by ``+``."""
        named = {"+".join(item.register) for item in self.answers}
        named |= {
            "+".join(exception.register_ids)
            for rule in self.rules
            for exception in active_exceptions(rule, self.on)
        }
        return sorted(named - {""})

    @property
    def registers_named(self) -> frozenset[str]:
        """Every register that some answer or exception names."""
        return frozenset(name for names in self.register_combinations for name in names.split("+"))

    @property
    def open_questions(self) -> list[Open]:
        """What the brief would have to say so that stricter exceptions can be decided."""
        return open_questions(self.rules, self.on, self.campaign)


def law_of(
    rules: Rules, channel: str, *, on: date, pack: str, campaign: CampaignFacts | None = None
) -> Law:
    """Resolve the rules of a campaign once.

    ``campaign`` is what the brief says: ``sector``, ``product``, ``sender_kind``,
    ``similar_products`` and ``professional_message`` (the last two yes or no).
    """
    facts = {
        fact: (fold(value) or None) if value else None for fact, value in (campaign or {}).items()
    }
    denied = frozenset(fact for fact, value in facts.items() if value == "no")
    resolved, frame = _answered(rules, channel, on, pack, denied)
    return Law(resolved, frame, rules.registers, on, pack, facts)


@functools.lru_cache(maxsize=32)
def _answered(
    rules: Rules, channel: str, on: date, pack: str, denied: frozenset[str]
) -> tuple[tuple[Answer, ...], pl.DataFrame]:
    """All answers and their frame, which nobody changes: the same for equal questions."""
    resolved = answers(rules, channel, on=on, pack=pack, denied=denied)
    gdpr = {code: country.gdpr for code, country in rules.countries.items()}
    return tuple(resolved), answer_frame(resolved, gdpr, on)


#: What :func:`with_policy` reads, besides what the copies of registers say of each contact.
READS: Final = tuple(
    column.name
    for column in (
        c.COUNTRY, c.OTHER_COUNTRY, c.PARTY, c.ADDRESS_KIND, c.SUBSCRIBER, c.CHANNEL, c.SEND_DATE,
        c.CONSENT, c.CONSENT_DATE, c.CONSENT_LAST_USED, c.RELATIONSHIP, c.RELATIONSHIP_DATE,
        c.CONTRACT_END, c.CURRENT_CUSTOMER, c.EXISTING_AGREEMENT, c.COLLECTED_BY, c.SENDER_ENTITY,
        c.OPTOUT_OFFERED, c.SIMILAR_PRODUCTS, c.UNSUBSCRIBE_ROUTE, c.LINE_TYPE, c.NUMBER_SOURCE,
        c.PUBLISHED_BUSINESS_CONTACT,
    )
)  # fmt: skip
#: What it adds.
ADDS: Final = tuple(
    column.name
    for column in (
        c.RULE, c.BASIS, c.SOFT_OPT_IN, c.REGISTER, c.RULE_REASON, c.GDPR, c.COUNTRY_CONFLICT,
        c.BASIS_DOUBTFUL, c.SOFT_OPT_IN_MET, c.SOFT_OPT_IN_REASON, c.CONSENT_SUFFICES,
        c.REGISTER_MISSING, c.REGISTER_STALE, c.ON_REGISTER, c.LEGITIMATE_INTEREST,
    )
)  # fmt: skip


def policy_step(law: Law, registers: Mapping[str, RegisterState | FreshFor]) -> Step:
    """:func:`with_policy` as a step."""
    told = tuple(told(name) for name in registers for told in (c.listed_on, c.listed_since))
    return Step((*READS, *told), ADDS, lambda frame: with_policy(frame, law, registers))


def with_policy(
    frame: pl.LazyFrame, law: Law, registers: Mapping[str, RegisterState | FreshFor]
) -> pl.LazyFrame:
    """Add what the law demands of each contact.

    Args:
        frame: contacts with country, party, address_kind, subscriber and the facts.
        law: the law of the campaign.
        registers: the registers that were supplied, and whether each may answer.
    """
    index, other = _law_index(law, c.COUNTRY.expr), _law_index(law, c.OTHER_COUNTRY.expr)
    frame = frame.with_columns(index.alias("law.index"), other.alias("law.other"))
    answered = frame.with_columns(
        *(
            _looked_up(law, name, pl.col("law.index")).alias(name)
            for name in ("rule", "basis", "soft_opt_in", "register", "rule_reason", "gdpr")
        ),
        (
            c.OTHER_COUNTRY.expr.is_not_null()
            & _looked_up(law, "law_key", pl.col("law.index")).ne_missing(
                _looked_up(law, "law_key", pl.col("law.other"))
            )
        ).alias(c.COUNTRY_CONFLICT.name),
    ).drop("law.index", "law.other")
    sender = law.campaign.get("sender_kind")
    # An exception that opens the soft opt-in keeps the clocks of the row it stands in.
    terms = {
        name: rule.soft_opt_in_terms
        for rule in law.rules
        if rule.soft_opt_in_terms
        for name in (rule.id, *(item.id for item in rule.exception if item.soft_opt_in and item.id))
    }
    similar = {"yes": True, "no": False}.get(law.campaign.get("similar_products") or "")
    return (
        with_exceptions(answered, law.rules, law.on, law.campaign)
        .with_columns(
            c.SOFT_OPT_IN.expr.fill_null(value=False),
            c.GDPR.expr.fill_null(value=True),
            c.RULE_REASON.expr.fill_null("no rule for this country"),
            *soft_opt_in_columns(
                terms,
                sender_kind=sender,
                open_to_sender=opened_to(law.rules, law.on, sender),
            ),
            _consent_suffices(),
        )
        .with_columns(
            *register_columns(law.register_combinations, law.registers, registers, law.on, similar),
            _legitimate_interest(),
        )
    )


def _law_index(law: Law, country: pl.Expr) -> pl.Expr:
    """Position of a contact's answer in the law's frame; null where the country is unknown.

    A look-up by expressions: no join, so that order and memory stay those of the stream.
    """
    key = pl.concat_str(
        country, *(pl.col(name).fill_null(UNKNOWN) for name in _KEYS[1:]), separator="|"
    )
    known = law.frame.select(pl.concat_str(_KEYS, separator="|")).to_series()
    return c.looked_up(key, (known, _positions(law)), pl.UInt16)


def _looked_up(law: Law, name: str, index: pl.Expr) -> pl.Expr:
    answers = law.frame[name]
    return c.looked_up(index, (_positions(law), answers), answers.dtype)


def _positions(law: Law) -> pl.Series:
    return pl.int_range(law.frame.height, dtype=pl.UInt16, eager=True)


def _consent_suffices() -> pl.Expr:
    consent = c.CONSENT.expr
    return (
        # A consent from after the send did not exist yet: it supports nothing.
        pl.when((c.CONSENT_DATE.expr > c.SEND_DATE.expr).fill_null(value=False))
        .then(pl.lit(value=False))
        .when(c.BASIS.expr == "double_opt_in")
        .then(consent == "double_opt_in")
        # No consent meets a prohibition, or a basis that nobody knows.
        .when(c.BASIS.expr.is_not_null() & (c.BASIS.expr != "prohibited"))
        .then(consent.is_in(["opt_in", "double_opt_in"]))
        .fill_null(False)
        .alias(c.CONSENT_SUFFICES.name)
    )


def _legitimate_interest() -> pl.Expr:
    soft = c.SOFT_OPT_IN.expr & (c.SOFT_OPT_IN_MET.expr == "yes")
    named_person = c.ADDRESS_KIND.expr.ne_missing("generic")
    free = c.BASIS.expr.is_in(["opt_out", "presumed_consent"]) & named_person
    # Where the statute itself asks for an interest, it asks for switchboards too.
    free |= c.BASIS.expr.eq_missing("legitimate_interest_or_opt_in")
    return (
        (c.GDPR.expr & free & ~c.CONSENT_SUFFICES.expr & ~soft.fill_null(False))
        .fill_null(False)
        .alias(c.LEGITIMATE_INTEREST.name)
    )
