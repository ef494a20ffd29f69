"""The stage as a whole: every contact column, from a list's own cells."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from listcheck.contacts import between as b
from listcheck.contacts.audience.audience import audience_steps
from listcheck.contacts.audience.mailboxes import Mailboxes
from listcheck.contacts.country import country_step, international, region_steps
from listcheck.contacts.email.addresses import (
    Domains,
    email_steps,
    mailbox_of,
)
from listcheck.contacts.email.domains import registrable_step
from listcheck.contacts.evidence.evidence import EvidenceOptions, evidence_steps
from listcheck.contacts.further import further_steps, may_be_several
from listcheck.contacts.hygiene import hygiene_steps
from listcheck.contacts.phone.numbers import PHONE_COLUMNS, number_reader, with_phone
from listcheck.core import columns as c
from listcheck.core.country_words import CountryWords
from listcheck.core.steps import Step, with_steps


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
    return with_steps(frame, contact_steps(options))


def contact_steps(options: ContactOptions) -> list[Step]:
    """The steps that add them, in order."""
    channel = options.evidence.channel
    return [
        *email_steps(options.domains),
        registrable_step(),
        *region_steps(
            default=options.default_country,
            generic_suffixes=options.generic_suffixes,
            words=options.countries,
        ),
        _phone_step(),
        *further_steps(same_mailbox=options.same_mailbox, calls=channel != "email"),
        country_step(options.default_country),
        *audience_steps(
            options.mailboxes,
            legal_forms=options.legal_forms,
            sole_trader_forms=options.sole_trader_forms,
            calls=channel in ("call", "automated-call"),
            business_domain=options.business_domain,
        ),
        *evidence_steps(options.evidence),
        *hygiene_steps(),
        *_recipient_steps(channel, same_mailbox=options.same_mailbox),
    ]


def _phone_step() -> Step:
    adds, reader = (*PHONE_COLUMNS, b.INTERNATIONAL, b.SEVERAL_NUMBERS), number_reader()
    return Step(
        (c.cell("phone"), c.REGION_HINT.name),
        tuple(column.name for column in adds),
        lambda frame: with_phone(frame, reader=reader).with_columns(
            international(), may_be_several()
        ),
    )


def _recipient_steps(channel: str, *, same_mailbox: bool) -> list[Step]:
    mailbox = mailbox_of(c.EMAIL.expr) if same_mailbox else c.EMAIL.expr
    recipient = c.MAILBOX if channel == "email" else c.PHONE
    return [
        Step(
            (c.EMAIL.name,),
            (c.MAILBOX.name,),
            lambda frame: frame.with_columns(mailbox.alias(c.MAILBOX.name)),
            each=True,
        ),
        Step(
            (recipient.name,),
            (c.RECIPIENT.name,),
            lambda frame: frame.with_columns(recipient.expr.alias(c.RECIPIENT.name)),
            each=True,
        ),
    ]
