"""A whole ledger as one frame, by Arrow: the way for a million events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import polars as pl

from listcheck.core.errors import InputProblem, UsageProblem
from listcheck.core.ledger_place import Place
from listcheck.ledger.connect import PATIENCE
from listcheck.ledger.events import KINDS, Event
from listcheck.ledger.schema import EVENTS
from listcheck.ledger.state import COLUMNS
from listcheck.ledger.store import Ledger

#: Rows that SQLite's driver hands over at a time.
_BATCH: Final = 65_536
#: What need not be read in full: sixty-four digits where their presence says all, and a moment
#: that is looked at only where another is not known.
_IN_SHORT: Final = {
    "evidence_sha256": "CASE WHEN evidence_sha256 IS NULL THEN '' ELSE 'filed' END",
    "recorded_at": "CASE WHEN received_at IS NULL THEN recorded_at ELSE '' END",
}
#: Columns without nulls.
_ALWAYS: Final = ("number", "case", "voids")


def frame_of(ledger: Ledger) -> tuple[pl.DataFrame, int, str]:
    """The events of a ledger up to its present end, with the columns of ``state``.

    ``evidence_sha256`` tells only whether there is one, ``recorded_at`` stands where
    ``received_at`` does not.

    Returns:
        The events in their order, how many there are, and the hash of the last.

    Raises:
        InputProblem: it cannot be read, or events are missing.
    """
    # Closing a second connection of another SQLite library drops this process's file locks.
    assert not ledger.writing, "never inside Ledger.append"  # noqa: S101 (a slip of ours)
    head = ledger.head()
    # Events are never changed: those up to the head are one state of the ledger, whoever writes.
    events = _read(ledger.place, head.events)
    if events.height != head.events:
        raise InputProblem(
            f"{ledger.place.shown}: {head.events - events.height:,} of its {head.events:,} events "
            "are missing: whoever opted out there is not protected. Run: "
            "listcheck optout history --verify"
        )
    unknown = events.filter(~pl.col("kind").is_in(KINDS)).height
    if unknown:
        raise InputProblem(
            f"{ledger.place.shown}: {unknown:,} events are of a kind that this version does not "
            "know; a newer version of listcheck wrote them and can read them"
        )
    return events, head.events, head.hash


def frame_within(ledger: Ledger) -> pl.DataFrame:
    """The same columns by the ledger's own connection: for use inside ``Ledger.append``."""
    return pl.DataFrame(list(ledger.columns(tuple(COLUMNS))), schema=COLUMNS, orient="row")


def frame_of_events(events: Sequence[Event]) -> pl.DataFrame:
    """The same columns from events that are at hand."""
    return pl.DataFrame(
        {name: [getattr(event, name) for event in events] for name in COLUMNS}, schema=COLUMNS
    )


def _query(upto: int) -> str:
    # Blanks for nulls: SQLite's driver takes the type of a column from the first rows, and a
    # column that begins with nulls would be one of numbers.
    columns = []
    for name, kind in COLUMNS.items():
        column = EVENTS.c[name].name
        blank = "0" if kind == pl.Int64 else "''"
        expression = column if name in _ALWAYS else f"coalesce({column}, {blank})"
        expression = _IN_SHORT.get(name, expression)
        columns.append(f"{expression} AS {name}_")
    # Names of this package and one whole number: nothing that anybody else could choose.
    return (
        f"SELECT {', '.join(columns)} FROM {EVENTS.name} "  # noqa: S608 (see above)
        f"WHERE number <= {int(upto)} ORDER BY number"
    )


def _read(place: Place, upto: int) -> pl.DataFrame:
    driver = _driver(place)
    where = f"{place.path.resolve().as_uri()}?mode=ro" if place.path else str(place.url)
    try:
        with driver.connect(where) as connection, connection.cursor() as cursor:
            if place.is_sqlite:
                cursor.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")
                cursor.fetchall()
                cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": str(_BATCH)})
            cursor.execute(_query(upto))
            table = cursor.fetch_arrow_table()
    except driver.Error as error:
        # Its text may hold the address of the database, with a password.
        raise InputProblem(f"{place.shown}: cannot be read ({type(error).__name__})") from None
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)  # noqa: S101 (a table is never a series)
    return frame.select(_typed(name, kind) for name, kind in COLUMNS.items())


def _driver(place: Place) -> Any:
    """The Arrow driver of the database, imported where it is needed."""
    if place.is_sqlite:
        import adbc_driver_sqlite.dbapi  # noqa: PLC0415 (only for a ledger)

        return adbc_driver_sqlite.dbapi
    try:
        import adbc_driver_postgresql.dbapi  # noqa: PLC0415 (an extra)
    except ModuleNotFoundError:
        raise UsageProblem(
            f"{place.shown}: PostgreSQL needs more: pip install 'listcheck[postgres]'"
        ) from None
    return adbc_driver_postgresql.dbapi


def _typed(name: str, kind: Any) -> pl.Expr:
    """A column with its nulls put back."""
    read = pl.col(f"{name}_")
    if name in _ALWAYS:
        return read.cast(kind).alias(name)
    blank = 0 if kind == pl.Int64 else ""
    return pl.when(read != blank).then(read).cast(kind).alias(name)
