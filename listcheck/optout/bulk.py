"""A whole ledger as one frame, by Arrow: the way for a million events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import polars as pl

from listcheck.errors import InputProblem, UsageProblem
from listcheck.optout.events import KINDS, Event
from listcheck.optout.place import Place
from listcheck.optout.state import COLUMNS
from listcheck.optout.store import PATIENCE, Ledger

#: Rows that SQLite's driver hands over at a time.
_BATCH: Final = 65_536


def frame_of(ledger: Ledger) -> tuple[pl.DataFrame, int, str]:
    """The events of a ledger up to its present end, with the columns of ``state``.

    Returns:
        The events in their order, how many there are, and the hash of the last.

    Raises:
        InputProblem: it cannot be read, or events are missing.
    """
    # Closing a second connection of another SQLite library drops this process's file locks.
    assert not ledger.writing, "never inside Ledger.append"  # noqa: S101 (a slip of ours)
    head = ledger.head()
    # Events are never changed: those up to the head are one state of the ledger, whoever writes.
    found = _read(ledger.place, head.events)
    if found.height != head.events:
        raise InputProblem(
            f"{ledger.place.shown}: {head.events - found.height:,} of its {head.events:,} events "
            "are missing: whoever opted out there is not protected. Run: "
            "listcheck optout history --verify"
        )
    unknown = found.filter(~pl.col("kind").is_in(KINDS)).height
    if unknown:
        raise InputProblem(
            f"{ledger.place.shown}: {unknown:,} events are of a kind that this version does not "
            "know; a newer version of listcheck wrote them and can read them"
        )
    return found, head.events, head.hash


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
    names = {"case": "case_number"}
    columns = [
        f"{names.get(name, name)} AS {name}_"
        if name in ("number", "case", "voids")
        else f"coalesce({name}, {0 if kind == pl.Int64 else chr(39) * 2}) AS {name}_"
        for name, kind in COLUMNS.items()
    ]
    table = "listcheck_optout_events"
    # Names from this module and one whole number: nothing that anybody else can choose.
    return f"SELECT {', '.join(columns)} FROM {table} WHERE number <= {int(upto)} ORDER BY number"  # noqa: S608


def _read(place: Place, upto: int) -> pl.DataFrame:
    driver: Any
    try:
        if place.path is not None:
            import adbc_driver_sqlite.dbapi as driver  # noqa: PLC0415 (only where it is needed)

            where = f"{place.path.resolve().as_uri()}?mode=ro"
            first = f"PRAGMA busy_timeout = {PATIENCE * 1000}"
        else:
            import adbc_driver_postgresql.dbapi as driver  # noqa: PLC0415 (an extra)

            where, first = str(place.url), ""
    except ModuleNotFoundError:
        raise UsageProblem(
            f"{place.shown}: PostgreSQL needs more: pip install 'listcheck[postgres]'"
        ) from None
    try:
        with driver.connect(where) as connection, connection.cursor() as cursor:
            if first:
                cursor.execute(first)
                cursor.fetchall()
                cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": str(_BATCH)})
            cursor.execute(_query(upto))
            table = cursor.fetch_arrow_table()
    except driver.Error as error:
        raise InputProblem(f"{place.shown}: cannot be read ({type(error).__name__})") from None
    found = pl.from_arrow(table)
    assert isinstance(found, pl.DataFrame)  # noqa: S101 (a table is never a series)
    return found.select(
        (pl.col(f"{name}_").cast(kind) if name in ("number", "case", "voids")
         else pl.when(pl.col(f"{name}_") != (0 if kind == pl.Int64 else "")).then(f"{name}_")
         .cast(kind)).alias(name)
        for name, kind in COLUMNS.items()
    )  # fmt: skip
