"""The stage as a whole: every contact column, from a list's own cells."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from listcheck.contacts.audience.audience import with_audience
from listcheck.contacts.audience.mailboxes import Mailboxes
from listcheck.contacts.country import with_country, with_region_hint
from listcheck.contacts.email.addresses import (
    Domains,
    mailbox_of,
    with_email,
)
from listcheck.contacts.email.domains import (
    with_registrable_domain,
)
from listcheck.contacts.evidence.evidence import EvidenceOptions, with_evidence
from listcheck.contacts.further import with_further_recipients
from listcheck.contacts.hygiene import with_hygiene
from listcheck.contacts.phone.numbers import with_phone
from listcheck.core import columns as c
from listcheck.core.country_words import CountryWords


@dataclass(frozen=True)
class ContactOptions:
    """What the contact stage is told about the campaign and about the world's words."""

    evidence: EvidenceOptions
    default_country: str | None
    #: Sub-addresses and dots of Gmail make no other recipient.
    same_mailbox: bool
    business_domain: str | None
    domains: Domains
    generic_suffixes: frozenset[str]
    mailboxes: Mailboxes
    legal_forms: frozenset[str]
    sole_trader_forms: frozenset[str]
    countries: CountryWords


def with_contacts(frame: pl.LazyFrame, options: ContactOptions) -> pl.LazyFrame:
    """Add every contact column of :mod:`listcheck.core.columns` to a list's own cells."""
    channel = options.evidence.channel
    frame = with_registrable_domain(with_email(frame, options.domains))
    suffixes, words = options.generic_suffixes, options.countries
    frame = with_region_hint(
        frame, default=options.default_country, generic_suffixes=suffixes, words=words
    )
    frame = with_further_recipients(
        with_phone(frame), same_mailbox=options.same_mailbox, calls=channel != "email"
    )
    frame = with_country(
        frame, default=options.default_country, generic_suffixes=suffixes, words=words
    )
    frame = with_audience(
        frame,
        options.mailboxes,
        legal_forms=options.legal_forms,
        sole_trader_forms=options.sole_trader_forms,
        calls=channel in ("call", "automated-call"),
        business_domain=options.business_domain,
    )
    mailbox = mailbox_of(c.EMAIL.expr) if options.same_mailbox else c.EMAIL.expr
    frame = frame.with_columns(mailbox.alias(c.MAILBOX.name))
    return with_hygiene(with_evidence(frame, options.evidence)).with_columns(
        (c.MAILBOX.expr if channel == "email" else c.PHONE.expr).alias(c.RECIPIENT.name)
    )
