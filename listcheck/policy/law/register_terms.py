"""Do-not-call and do-not-mail registers: their terms, and whether a contact may be on one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from listcheck.core import columns as c
from listcheck.policy.files.register_file import OwnCustomers, Register
from listcheck.policy.law import relationship

RegisterState = Literal["fresh", "stale"]
#: The same of each contact, where copies of several days were supplied: Boolean, never null.
FreshFor = pl.Expr
#: Where nothing is asked of the person before contact: everybody must be looked up.
_FREE = ("opt_out", "presumed_consent", "legitimate_interest_or_opt_in")


def register_state(register: Register, obtained: date | None, send_date: date) -> RegisterState:
    """Whether a copy of a register may answer: dated, not from after the send, not too old."""
    if obtained is None or obtained > send_date:
        return "stale"
    return "fresh" if (send_date - obtained).days <= register.max_age_days else "stale"


@dataclass(frozen=True)
class _Due:
    """Combinations of registers, as rules name them, that share one condition."""

    combinations: Mapping[str, Register]

    def expr(self, day: date, similar_products: bool | None) -> pl.Expr:
        """Whether a contact has to be looked up in one of these registers."""
        wanted = c.REGISTER.expr.is_in(sorted(self.combinations)).fill_null(value=False)
        one = next(iter(self.combinations.values()))
        rests_on_consent = c.CONSENT_SUFFICES.expr.fill_null(value=False)
        # A consent that a listing cancels proves nothing until the register was asked.
        needed = ~rests_on_consent | (one.consent == "later")
        terms = one.own_customers_on(day)
        if terms:
            needed &= ~relationship.counts(terms, similar_products).fill_null(value=False)
        return wanted & needed & _is_asked()


def _is_asked() -> pl.Expr:
    """Where consent is demanded, only those who have some way around it are looked up."""
    soft = c.SOFT_OPT_IN.expr & c.SOFT_OPT_IN_MET.expr.is_in(["yes", "unknown"])
    return (
        c.BASIS.expr.is_in(_FREE) | soft.fill_null(value=False) | c.CONSENT_SUFFICES.expr
    ).fill_null(value=False)


def register_columns(
    combinations: Iterable[str],
    registers: Mapping[str, Register],
    supplied: Mapping[str, RegisterState | FreshFor],
    on: date,
    similar_products: bool | None,
) -> list[pl.Expr]:
    """Whether a register that is due was not supplied, is too old, or lists the contact.

    Args:
        combinations: ids joined by ``+``, as the answers of the law name them.
        registers: all registers by id.
        supplied: those that were supplied, and whether each may answer.
        on: the day whose law says who is looked up.
        similar_products: whether the campaign is for the sender's own similar products.
    """
    pairs = [(names, name) for names in combinations for name in names.split("+")]

    def due(chosen: Iterable[tuple[str, str]]) -> Iterator[pl.Expr]:
        yield pl.lit(value=False)
        alike: dict[tuple[str, OwnCustomers | None], dict[str, Register]] = {}
        for names, name in chosen:
            item = registers[name]
            key = (item.consent, item.own_customers_on(on))
            alike.setdefault(key, {})[names] = item
        for registers_of in alike.values():
            yield _Due(registers_of).expr(on, similar_products)

    def is_due(name: str) -> pl.Expr:
        return pl.any_horizontal(due(pair for pair in pairs if pair[1] == name))

    no, missing = pl.lit(value=False), [pair for pair in pairs if pair[1] not in supplied]
    listed = (_binds(name, registers.get(name)) & is_due(name) for name in supplied)
    stale = (_stale(fresh) & is_due(name) for name, fresh in supplied.items())
    # The copy does not hold the number's area: it says nothing about it.
    unanswered = (pl.col(c.listed_on(name)).is_null() & is_due(name) for name in supplied)
    return [
        pl.any_horizontal(*due(missing), *unanswered).alias(c.REGISTER_MISSING.name),
        pl.any_horizontal(no, *stale).alias(c.REGISTER_STALE.name),
        pl.any_horizontal(no, *listed).alias(c.ON_REGISTER.name),
    ]


def _stale(fresh: RegisterState | FreshFor) -> pl.Expr:
    return pl.lit(fresh == "stale") if isinstance(fresh, str) else ~fresh


def _binds(name: str, register: Register | None) -> pl.Expr:
    """Whether the contact is listed in a way that counts on the day of the send; never null."""
    listed = pl.col(c.listed_on(name)).fill_null(value=False)
    since = pl.col(c.listed_since(name))
    if register and register.grace_days:
        begins = since + pl.duration(days=register.grace_days)
        listed &= (begins <= c.SEND_DATE.expr).fill_null(value=True)
    if register and register.consent == "later":
        later = c.CONSENT_SUFFICES.expr & (c.CONSENT_DATE.expr > since)
        listed &= ~later.fill_null(value=False)
    return listed
