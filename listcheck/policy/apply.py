"""Join the law in force to the contacts: one small table against the stream.

Every column added here is an answer of law or a direct consequence of one; what
the answers mean for a contact is said by the checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Literal

import polars as pl

from listcheck import columns as c
from listcheck.policy import soft_opt_in
from listcheck.policy.load import Rules
from listcheck.policy.model import CAMPAIGN_FACTS, CONTACT_FACTS, Register, RuleException
from listcheck.policy.resolve import (
    UNKNOWN,
    Answer,
    active_exceptions,
    answer_frame,
    answers,
    is_stricter,
    strictness,
)

RegisterState = Literal["fresh", "stale"]
_KEYS = ("country", "party", "address_kind", "subscriber")
_LAW = ("basis", "soft_opt_in", "register")


@dataclass(frozen=True)
class Law:
    """The law of one campaign: all answers of a channel and pack on a day."""

    answers: tuple[Answer, ...]
    frame: pl.DataFrame
    registers: Mapping[str, Register]
    on: date
    pack: str

    @property
    def registers_named(self) -> frozenset[str]:
        """Every register that some answer or exception names."""
        named = {name for item in self.answers for name in item.register}
        for item in self.answers:
            if item.rule:
                for exception in active_exceptions(item.rule, self.on):
                    named.update(exception.register_ids)
        return frozenset(named)


def law_of(rules: Rules, channel: str, *, on: date, pack: str) -> Law:
    """Resolve the rules of a campaign once."""
    found = answers(rules, channel, on=on, pack=pack)
    gdpr = {code: country.gdpr for code, country in rules.countries.items()}
    return Law(tuple(found), answer_frame(found, gdpr, on), rules.registers, on, pack)


def register_state(register: Register, obtained: date | None, send_date: date) -> RegisterState:
    """Whether a copy of a register may answer: dated, not from after the send, not too old."""
    if obtained is None or obtained > send_date:
        return "stale"
    return "fresh" if (send_date - obtained).days <= register.max_age_days else "stale"


def with_policy(
    frame: pl.LazyFrame, law: Law, registers: Mapping[str, RegisterState]
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
    return (
        _with_exceptions(answered, law)
        .with_columns(
            c.SOFT_OPT_IN.expr.fill_null(False),
            c.GDPR.expr.fill_null(True),
            c.RULE_REASON.expr.fill_null("no rule for this country"),
            soft_opt_in.met(),
            _consent_suffices(),
        )
        .with_columns(*_register_columns(law, registers), _legitimate_interest())
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
    free = c.BASIS.expr.is_in(["opt_out", "presumed_consent", "legitimate_interest_or_opt_in"])
    return (
        (c.GDPR.expr & named_person & free & ~c.CONSENT_SUFFICES.expr & ~soft.fill_null(False))
        .fill_null(False)
        .alias(c.LEGITIMATE_INTEREST.name)
    )


def _with_exceptions(frame: pl.LazyFrame, law: Law) -> pl.LazyFrame:
    """Let the exceptions of the rows in force change the answer where their facts hold.

    Where several hold, the strictest decides: it is applied last.
    """
    updates: dict[str, pl.Expr] = {name: pl.col(name) for name in _LAW}
    doubtful = pl.lit(False)
    for rule in {item.rule.id: item.rule for item in law.answers if item.rule}.values():
        for exception in sorted(active_exceptions(rule, law.on), key=strictness):
            here = (c.RULE.expr == rule.id).fill_null(False)
            holds = _holds(exception)
            applies = here & holds.fill_null(False)
            if is_stricter(exception, rule):
                # The strictest answer it could be; a person must look before a drop.
                unknown = here & _unknown_contact_fact(exception, holds)
                doubtful = doubtful | unknown
                applies = applies | unknown
            new: dict[str, object] = {
                "basis": exception.basis,
                "soft_opt_in": exception.soft_opt_in,
                "register": "+".join(exception.register_ids) or None,
            }
            updates = {
                name: pl.when(applies).then(pl.lit(new[name])).otherwise(old)
                for name, old in updates.items()
            }
    return frame.with_columns(**updates, **{c.BASIS_DOUBTFUL.name: doubtful.fill_null(False)})


def _holds(exception: RuleException) -> pl.Expr:
    facts = [pl.col(name) == value for name, value in exception.when.facts().items()]
    return reduce(lambda left, right: left & right, facts)


def _unknown_contact_fact(exception: RuleException, holds: pl.Expr) -> pl.Expr:
    """True where only facts about the contact are missing; the brief answers the others."""
    facts = exception.when.facts()
    asked = [pl.col(name).is_not_null() for name in facts if name in CAMPAIGN_FACTS]
    about_contact = any(name in CONTACT_FACTS for name in facts)
    unknown = holds.is_null() & pl.lit(about_contact)
    return reduce(lambda left, right: left & right, asked, unknown)


def _register_columns(law: Law, registers: Mapping[str, RegisterState]) -> list[pl.Expr]:
    combinations = sorted(
        {"+".join(item.register) for item in law.answers if item.register}
        | {
            "+".join(exception.register_ids)
            for item in law.answers
            if item.rule
            for exception in active_exceptions(item.rule, law.on)
            if exception.register_ids
        }
    )

    def any_of(wanted: list[str]) -> pl.Expr:
        return c.REGISTER.expr.is_in(wanted).fill_null(False)

    missing = [
        names for names in combinations if any(name not in registers for name in names.split("+"))
    ]
    stale = [
        names
        for names in combinations
        if any(registers.get(name) == "stale" for name in names.split("+"))
    ]
    binding = [
        names
        for names in combinations
        if any(not law.registers[name].consent_overrides for name in names.split("+"))
    ]
    # Consent given to the sender beats a listing, save where the register says otherwise.
    due = c.REGISTER.expr.is_not_null() & (~c.CONSENT_SUFFICES.expr | any_of(binding))
    listed = pl.any_horizontal(
        pl.lit(False),
        *[
            pl.col(c.listed_on(name)).fill_null(False)
            & any_of([names for names in combinations if name in names.split("+")])
            for name in registers
        ],
    )
    return [
        (due & any_of(missing)).alias(c.REGISTER_MISSING.name),
        (due & any_of(stale)).alias(c.REGISTER_STALE.name),
        (due & listed).alias(c.ON_REGISTER.name),
    ]
