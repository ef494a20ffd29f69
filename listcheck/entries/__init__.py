"""Read sources of opt-outs through the same stages as a list: sources, then contacts.

A source that holds no address, number or domain at all is an error: it would
protect nobody, and silence would look like safety.
"""

from __future__ import annotations

from listcheck.entries.ledger import LedgerSource, load_ledger
from listcheck.entries.loading import Loaded, source_names
from listcheck.entries.organisations import load_organisations
from listcheck.entries.people import load_people
from listcheck.entries.registers import load_register, register_for

__all__ = [
    "LedgerSource",
    "Loaded",
    "load_ledger",
    "load_organisations",
    "load_people",
    "load_register",
    "register_for",
    "source_names",
]
