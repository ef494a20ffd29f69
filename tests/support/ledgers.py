"""What tests of the ledger share: what stands in it, and what is done to it behind its back."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from listcheck.core.errors import UsageProblem
from listcheck.core.ledger_place import Place
from listcheck.ledger.events import Event
from listcheck.ledger.store import Ledger


def events(place: str) -> list[Event]:
    """The events of a ledger; none where there is no ledger."""
    try:
        with Ledger(Place.parse(place)) as ledger:
            return list(ledger.events())
    except UsageProblem:
        return []


def tamper(place: str, statement: str, *values: Any) -> None:
    """Change a ledger as its owner could: without its triggers."""
    table = "listcheck_optout_events"
    if place.startswith("postgresql"):
        import psycopg

        with psycopg.connect(place, autocommit=True) as connection:
            connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")  # type: ignore[arg-type]
            text = statement.replace("?", "%s").format(table=table)
            connection.execute(text, values)  # type: ignore[arg-type]
        return
    with sqlite3.connect(place) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'"):
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement.format(table=table), values)
    connection.close()


def filed(name: str = "mail.eml", text: str = "Please unsubscribe me\n") -> str:
    """A file of evidence in the test's folder."""
    Path(name).write_text(text)
    return name
