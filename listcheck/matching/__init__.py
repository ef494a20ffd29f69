"""Joins across rows: suppression, organisations, registers, duplicates."""

from __future__ import annotations

from listcheck.matching.duplicates import with_duplicates
from listcheck.matching.organisations import OrganisationEntries, with_organisations
from listcheck.matching.registers import with_registers
from listcheck.matching.suppression import PeopleEntries, matches_by_source, with_suppression

__all__ = [
    "OrganisationEntries",
    "PeopleEntries",
    "matches_by_source",
    "with_duplicates",
    "with_organisations",
    "with_registers",
    "with_suppression",
]
