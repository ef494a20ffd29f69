"""Joins across rows: suppression, organisations, registers, duplicates.

The right side of every join has unique keys by construction. ``validate=`` would say so
again, but it makes the streaming engine of Polars hold the whole list in memory, so the
tests hold the sources to it instead. ``maintain_order`` is not optional: the verdicts are
laid beside the records in the list's own order.
"""

from __future__ import annotations

from listcheck.matching.cases import with_cases, with_returned
from listcheck.matching.duplicates import with_duplicates
from listcheck.matching.organisations import OrganisationEntries, has_opted_out, with_organisations
from listcheck.matching.registers import with_registers
from listcheck.matching.suppression import PeopleEntries, matches_by_source, with_suppression

__all__ = [
    "OrganisationEntries",
    "PeopleEntries",
    "has_opted_out",
    "matches_by_source",
    "with_cases",
    "with_duplicates",
    "with_organisations",
    "with_registers",
    "with_returned",
    "with_suppression",
]
