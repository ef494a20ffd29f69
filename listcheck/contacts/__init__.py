"""Normalise and classify contacts: a list's own cells in, the contact columns out."""

from __future__ import annotations

from listcheck.contacts.audience.mailboxes import Mailboxes
from listcheck.contacts.email.addresses import (
    Domains,
    address_keys,
    mailbox_of,
    refusal,
)
from listcheck.contacts.email.certain_addresses import HIDDEN, is_plain
from listcheck.contacts.email.domains import (
    known_domains,
    registrable,
)
from listcheck.contacts.evidence.cell_values import latest_moment, moment
from listcheck.contacts.evidence.evidence import EvidenceOptions, entity
from listcheck.contacts.evidence.written_moments import unix_moment, with_written_moment
from listcheck.contacts.further import share_of_numbers
from listcheck.contacts.phone.damage import damaged, whole_numbers
from listcheck.contacts.phone.metadata import calling_code
from listcheck.contacts.phone.numbers import phone_keys
from listcheck.contacts.phone.regions import phone_keys_by_region
from listcheck.contacts.stage import ContactOptions, contact_steps, with_contacts

__all__ = [
    "HIDDEN",
    "ContactOptions",
    "Domains",
    "EvidenceOptions",
    "Mailboxes",
    "address_keys",
    "calling_code",
    "contact_steps",
    "damaged",
    "entity",
    "is_plain",
    "known_domains",
    "latest_moment",
    "mailbox_of",
    "moment",
    "phone_keys",
    "phone_keys_by_region",
    "refusal",
    "registrable",
    "share_of_numbers",
    "unix_moment",
    "whole_numbers",
    "with_contacts",
    "with_written_moment",
]
