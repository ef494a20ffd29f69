"""Normalise and classify contacts: a list's own cells in, the contact columns out."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from listcheck import columns as c
from listcheck.contacts.audience import Mailboxes, with_audience
from listcheck.contacts.country import with_country, with_region_hint
from listcheck.contacts.domains import known_domains, with_registrable_domain
from listcheck.contacts.email import HIDDEN, Domains, address_keys, with_email
from listcheck.contacts.evidence import BOUNCED_STATUS, DateOrder, DoubleOptIn, with_evidence
from listcheck.contacts.hygiene import with_hygiene
from listcheck.contacts.phone import phone_keys, with_phone

__all__ = [
    "BOUNCED_STATUS",
    "HIDDEN",
    "ContactOptions",
    "Domains",
    "Mailboxes",
    "address_keys",
    "known_domains",
    "phone_keys",
    "with_contacts",
]


@dataclass(frozen=True)
class ContactOptions:
    """What the contact stage is told about the campaign and about the world's words."""

    channel: str
    party: str | None
    default_country: str | None
    number_source: str | None
    date_order: DateOrder | None
    double_opt_in: DoubleOptIn
    business_domain: str | None
    domains: Domains
    generic_suffixes: frozenset[str]
    mailboxes: Mailboxes
    legal_forms: frozenset[str]
    sole_trader_forms: frozenset[str]


def with_contacts(frame: pl.LazyFrame, options: ContactOptions) -> pl.LazyFrame:
    """Add every contact column of :mod:`listcheck.columns` to a list's own cells."""
    by_mail = options.channel == "email"
    frame = with_registrable_domain(with_email(frame, options.domains))
    suffixes = options.generic_suffixes
    frame = with_region_hint(frame, default=options.default_country, generic_suffixes=suffixes)
    frame = with_phone(frame)
    frame = with_country(frame, default=options.default_country, generic_suffixes=suffixes)
    frame = with_audience(
        frame,
        options.mailboxes,
        legal_forms=options.legal_forms,
        sole_trader_forms=options.sole_trader_forms,
        calls=options.channel in ("call", "automated-call"),
        business_domain=options.business_domain,
    )
    frame = with_evidence(
        frame,
        channel=options.channel,
        party=options.party,
        number_source=options.number_source,
        date_order=options.date_order,
        double_opt_in=options.double_opt_in,
    )
    return with_hygiene(frame).with_columns(
        (c.EMAIL.expr if by_mail else c.PHONE.expr).alias(c.RECIPIENT.name)
    )
