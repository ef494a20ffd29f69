"""Normalise and classify contacts: a list's own cells in, the contact columns out."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from listcheck import columns as c
from listcheck.contacts.audience import with_audience
from listcheck.contacts.cells import latest_moment, moment
from listcheck.contacts.country import with_country, with_region_hint
from listcheck.contacts.domains import known_domains, registrable, with_registrable_domain
from listcheck.contacts.email import Domains, address_keys, mailbox_of, refusal, with_email
from listcheck.contacts.email_vector import HIDDEN, is_plain
from listcheck.contacts.evidence import EvidenceOptions, entity, with_evidence
from listcheck.contacts.further import share_of_numbers, with_further_recipients
from listcheck.contacts.hygiene import with_hygiene
from listcheck.contacts.mailboxes import Mailboxes
from listcheck.contacts.phone import damaged, phone_keys, whole_numbers, with_phone
from listcheck.contacts.phone_metadata import calling_code
from listcheck.contacts.told import unix_moment, with_told
from listcheck.country_words import CountryWords

__all__ = [
    "HIDDEN",
    "ContactOptions",
    "Domains",
    "EvidenceOptions",
    "Mailboxes",
    "address_keys",
    "calling_code",
    "damaged",
    "entity",
    "is_plain",
    "known_domains",
    "latest_moment",
    "mailbox_of",
    "moment",
    "phone_keys",
    "refusal",
    "registrable",
    "share_of_numbers",
    "unix_moment",
    "whole_numbers",
    "with_contacts",
    "with_told",
]


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
    """Add every contact column of :mod:`listcheck.columns` to a list's own cells."""
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
