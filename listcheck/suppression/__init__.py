"""Read sources of opt-outs through the same stages as a list: sources, then contacts.

A source that holds no address, number or domain at all is an error: it would
protect nobody, and silence would look like safety.
"""

from __future__ import annotations

from listcheck.matching import CHANNEL_BITS
from listcheck.suppression.digests import algorithms
from listcheck.suppression.from_ledger import (
    LedgerHistory,
    LedgerSource,
    ledger_history,
    load_ledger,
)
from listcheck.suppression.given import load_given, load_people
from listcheck.suppression.indexes import about
from listcheck.suppression.loading import (
    UNREAD_NUMBER,
    Loaded,
    People,
    Reading,
    opened,
    source_names,
)
from listcheck.suppression.organisations import load_organisations
from listcheck.suppression.people import read_people
from listcheck.suppression.register_snapshots import load_snapshots
from listcheck.suppression.registers import load_register, register_for
from listcheck.suppression.texts import load_texts

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
