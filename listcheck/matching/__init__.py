"""Joins across rows: suppression, organisations, registers, duplicates.

People who opted out are matched once the contacts are judged, by their keys; organisations and
registers, which are few, are joined to the distinct domains, names and numbers of a batch. The
right side of those joins has unique keys by construction. ``validate=`` would say so again, but
it makes the streaming engine of Polars hold the whole list in memory, so the tests hold the
sources to it instead. ``maintain_order`` is not optional: the verdicts are laid beside the
records in the list's own order.
"""

from __future__ import annotations

from listcheck.matching.duplicates import (
    IN_PERSON,
    OPTED_OUT_HERE,
    RANK,
    SET_ASIDE_HERE,
    with_duplicates,
)
from listcheck.matching.ledger_cases import ledger_steps
from listcheck.matching.organisations.company_names import LegalForms
from listcheck.matching.organisations.entries import (
    OrganisationEntries,
    has_opted_out,
    organisation_steps,
)
from listcheck.matching.organisations.organisation_keys import OrganisationKeys
from listcheck.matching.people.brands import LIST_MARK, folded_name, pieces, says_all
from listcheck.matching.people.index import FORMAT as INDEX_FORMAT
from listcheck.matching.people.index import IndexBuilder, IndexEntries, about_index, find
from listcheck.matching.people.keys import (
    DIGESTS,
    KEY_PREFIX,
    MAILBOX_FORM,
    PLAIN,
    SPOILT,
    digest,
    key_columns,
    key_of,
    keys_in,
    mailbox_key_of,
    pairs_of,
    spoilt_form,
)
from listcheck.matching.people.scope import CHANNEL_BITS, Scope, narrowed
from listcheck.matching.people.scope import remarks as scope_remarks
from listcheck.matching.people.suppressed import (
    PeopleEntries,
    PeopleSource,
    hits_of,
    matches_by_source,
    with_suppression,
)
from listcheck.matching.registers.copies import RegisterEntries, register_steps
from listcheck.matching.registers.snapshots import Runs, Snapshots

__all__ = [
    "CHANNEL_BITS",
    "DIGESTS",
    "INDEX_FORMAT",
    "IN_PERSON",
    "KEY_PREFIX",
    "LIST_MARK",
    "MAILBOX_FORM",
    "OPTED_OUT_HERE",
    "PLAIN",
    "RANK",
    "SET_ASIDE_HERE",
    "SPOILT",
    "IndexBuilder",
    "IndexEntries",
    "LegalForms",
    "OrganisationEntries",
    "OrganisationKeys",
    "PeopleEntries",
    "PeopleSource",
    "RegisterEntries",
    "Runs",
    "Scope",
    "Snapshots",
    "about_index",
    "digest",
    "find",
    "folded_name",
    "has_opted_out",
    "hits_of",
    "key_columns",
    "key_of",
    "keys_in",
    "ledger_steps",
    "mailbox_key_of",
    "matches_by_source",
    "narrowed",
    "organisation_steps",
    "pairs_of",
    "pieces",
    "register_steps",
    "says_all",
    "scope_remarks",
    "spoilt_form",
    "with_duplicates",
    "with_suppression",
]
