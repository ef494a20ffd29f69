"""Read sources of opt-outs through the same stages as a list: sources, then contacts.

A source that holds no address, number or domain at all is an error: it would
protect nobody, and silence would look like safety.
"""

from __future__ import annotations

from listcheck.entries.digests import algorithms
from listcheck.entries.given import load_given
from listcheck.entries.indexes import about
from listcheck.entries.ledger import LedgerHistory, LedgerSource, ledger_history, load_ledger
from listcheck.entries.loading import (
    UNREAD_NUMBER,
    Loaded,
    People,
    Reading,
    opened,
    source_names,
)
from listcheck.entries.organisations import load_organisations
from listcheck.entries.people import load_people, read_people
from listcheck.entries.registers import load_register, register_for
from listcheck.entries.snapshots import load_snapshots
from listcheck.entries.texts import load_texts
from listcheck.matching import CHANNEL_BITS

__all__ = [
    "CHANNEL_BITS",
    "UNREAD_NUMBER",
    "LedgerHistory",
    "LedgerSource",
    "Loaded",
    "People",
    "Reading",
    "about",
    "algorithms",
    "ledger_history",
    "load_given",
    "load_ledger",
    "load_organisations",
    "load_people",
    "load_register",
    "load_snapshots",
    "load_texts",
    "opened",
    "read_people",
    "register_for",
    "source_names",
]
