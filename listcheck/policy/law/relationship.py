"""Does the relationship that a list claims still count? The clocks of the law, as expressions."""

from __future__ import annotations

import polars as pl

from listcheck.core import columns as c
from listcheck.policy.files.rule_file import Terms


def within(day: pl.Expr, months: int) -> pl.Expr:
    """Whether the send is at most some calendar months after a day; null where it is unknown."""
    return c.SEND_DATE.expr <= day.dt.offset_by(f"{months}mo")


def in_time(terms: Terms) -> pl.Expr:
    """Whether the claimed relationship is young enough: true, false, or null where unknown.

    A relationship dated after the send did not exist yet. Polars' ``&`` and ``|`` are
    three-valued: what is known decides where it can.
    """
    begun = c.RELATIONSHIP_DATE.expr
    used = c.CONSENT_LAST_USED.expr
    running = (c.EXISTING_AGREEMENT.expr == "yes").fill_null(value=False)
    ended = pl.when(c.CONTRACT_END.expr <= c.SEND_DATE.expr).then(c.CONTRACT_END.expr)
    days = [begun, ended]
    if terms.last_use:
        # Where use restarts the clock the law speaks of the sale and of nothing else.
        days, running = [begun], pl.lit(value=False)
        days.append(pl.when(used <= c.SEND_DATE.expr).then(used))
    customer = pl.lit(value=True)
    if terms.customer_months:
        customer = running | within(pl.max_horizontal(days), terms.customer_months)
    if terms.after_contract_months:
        current = (c.CURRENT_CUSTOMER.expr == "yes") & ended.is_null()
        young = within(ended, terms.after_contract_months)
        customer &= running | current.fill_null(value=False) | young
    enquirer = customer
    if terms.enquiry_months:
        enquirer = within(begun, terms.enquiry_months)
    young = pl.when(c.RELATIONSHIP.expr == "customer").then(customer).otherwise(enquirer)
    return has_begun() & young


def has_begun() -> pl.Expr:
    """Whether the relationship existed on the day of the send, as far as is known; never null."""
    return ~(c.RELATIONSHIP_DATE.expr > c.SEND_DATE.expr).fill_null(value=False)


def claimed(terms: Terms | None) -> pl.Expr:
    """Whether the list claims a relationship of a kind that counts; never null."""
    kinds = ["customer", "negotiation"]
    if terms and terms.enquiry_months:
        kinds.append("enquiry")
    return c.RELATIONSHIP.expr.is_in(kinds).fill_null(value=False)


def counts(terms: Terms, similar_products: bool | None) -> pl.Expr:
    """Whether a contact is an own customer in the sense of a register; null where unknown."""
    kinds = ["customer", *(["negotiation", "enquiry"] if terms.enquiry_months else [])]
    is_customer = c.RELATIONSHIP.expr.is_in(kinds).fill_null(value=False) & in_time(terms)
    if terms.similar_products:
        is_customer &= pl.lit(similar_products, dtype=pl.Boolean)
    return is_customer
