"""How the databases are reached, and what their errors may say."""

from __future__ import annotations

import sqlite3
from typing import Final

from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from listcheck.core.errors import UsageProblem
from listcheck.core.files import make_private
from listcheck.core.ledger_place import Place

#: Seconds that a writer waits for the others.
PATIENCE: Final = 60


def require_file(place: Place, *, create: bool) -> None:
    """See that the file of a ledger is there; make it where asked, readable by its owner only.

    Raises:
        UsageProblem: it is not there, or cannot be made.
    """
    path = place.path
    assert path is not None  # noqa: S101 (asked only of files)
    if path.is_dir():
        raise UsageProblem(f"{place.shown}: is a folder; a ledger is an SQLite file")
    if path.exists():
        return
    if not create:
        raise UsageProblem(
            f"{place.shown}: there is no such ledger; 'listcheck optout record' begins one"
        )
    try:
        # Before SQLite makes it, so that it is never readable by others, not for a moment.
        make_private(path)
    except OSError as error:
        raise UsageProblem(f"{place.shown}: cannot be made: {error.strerror}") from None


def engine_of(place: Place) -> Engine:
    """How SQLAlchemy reaches the database; nothing is opened yet.

    Raises:
        UsageProblem: the URL cannot be read, or a library is missing.
    """
    if place.path is not None:
        where = f"{place.path.resolve().as_uri()}?mode=rw"

        def connect() -> sqlite3.Connection:
            connection = sqlite3.connect(
                where, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False
            )
            connection.execute("PRAGMA synchronous = EXTRA")
            return connection

        return create_engine("sqlite://", creator=connect, poolclass=NullPool)
    assert place.url is not None  # noqa: S101 (a place is one of both)
    try:
        return create_engine(
            "postgresql+psycopg://" + place.url.removeprefix("postgresql://"),
            poolclass=NullPool,
            connect_args={"connect_timeout": PATIENCE},
        )
    except (ValueError, ArgumentError):
        # Not repeated: it may hold a password.
        raise UsageProblem(
            "--ledger: is no address of a PostgreSQL database; expected postgresql://host/database"
        ) from None
    except ModuleNotFoundError:
        raise UsageProblem(
            f"{place.shown}: PostgreSQL needs more: pip install 'listcheck[postgres]'"
        ) from None


def why(error: DBAPIError) -> str:
    """What a database says, as far as it says nothing of what stands in the rows."""
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        if "locked" in str(cause) or "busy" in str(cause):
            return f"others have been writing for {PATIENCE} seconds; nothing was written; again?"
        if "not a database" in str(cause):
            return "is no SQLite file; a ledger needs a file of its own"
        return f"SQLite says: {cause}"
    primary = getattr(getattr(cause, "diag", None), "message_primary", None)
    return "PostgreSQL says: " + (str(primary or cause).strip().splitlines() or ["nothing"])[0]
