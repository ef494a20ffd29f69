"""The ledger's table in SQLite or PostgreSQL: one writer at a time, nothing half written.

A writer takes the ledger's lock, looks, and adds its events in one transaction: two that
write at once come one after the other, and a crash leaves all of a transaction or nothing.
What :meth:`Ledger.append` has returned survives the end of its process, and of the machine as
far as the disk keeps its word (SQLite: ``synchronous=EXTRA``; PostgreSQL:
``synchronous_commit``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from types import TracebackType
from typing import Any, Final, Self

from sqlalchemy import (
    Connection,
    Select,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.schema import CreateTable

from listcheck.core.errors import InputProblem, ListcheckError, UsageProblem
from listcheck.core.ledger_place import Place
from listcheck.ledger.chain import ChainHead, hash_of, sealed
from listcheck.ledger.connect import PATIENCE, engine_of, require_file, why
from listcheck.ledger.events import Event
from listcheck.ledger.schema import APPEND_ONLY, EVENTS

#: PostgreSQL's advisory lock of all ledgers in a database: "listchec" as a number.
_LOCK: Final = int.from_bytes(b"listchec")
#: Rows fetched, or written, at a time.
_BATCH: Final = 10_000


class Ledger(AbstractContextManager["Ledger"]):
    """An open ledger, with one connection; to be used in a ``with`` block.

    Attributes:
        place: where it lies.
        writing: whether a transaction of this connection is open.
    """

    def __init__(self, place: Place, key: bytes | None = None, *, create: bool = False) -> None:
        """Open a ledger.

        Args:
            place: the file or the database.
            key: the key of the chain; None: plain hashes.
            create: make the ledger where there is none yet (files: readable by you only).

        Raises:
            UsageProblem: there is none, and it is not to be made; or a library is missing.
            InputProblem: it cannot be opened, or is something else.
        """
        self.place = place
        self._key = key
        self.writing = False
        if place.path is not None:
            require_file(place, create=create)
        with self._database_problems():
            self._engine = engine_of(place)
            self._connection: Connection = self._engine.connect().execution_options(
                isolation_level="AUTOCOMMIT"
            )
        try:
            with self._database_problems():
                self._prepare(create=create)
        except BaseException:
            self.close()
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __enter__(self) -> Self:
        return self

    def close(self) -> None:
        """Let go of the database."""
        with suppress(SQLAlchemyError):
            self._connection.close()
        self._engine.dispose()

    def head(self) -> ChainHead:
        """How many events there are, and the hash of the last."""
        with self._database_problems():
            last = self._last()
        return ChainHead() if last is None else ChainHead(last.number, last.hash, bool(last.keyed))

    def count(self) -> int:
        """How many rows there are; other than the head's number where some were taken out."""
        with self._database_problems():
            return int(
                self._connection.execute(select(func.count()).select_from(EVENTS)).scalar_one()
            )

    def events(self, case: int | None = None) -> Iterator[Event]:
        """All events, or those of one case, in their order."""
        wanted = select(EVENTS).order_by(EVENTS.c.number)
        if case is not None:
            wanted = wanted.where(EVENTS.c.case == case)
        for row in self._rows(wanted):
            yield Event(*row)

    def event(self, number: int) -> Event | None:
        """One event; None where there is none of this number."""
        with self._database_problems():
            row = self._connection.execute(
                select(EVENTS).where(EVENTS.c.number == number)
            ).one_or_none()
        return None if row is None else Event(*row)

    def columns(self, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Some fields of all events, in their order."""
        wanted = select(*(EVENTS.c[name] for name in names)).order_by(EVENTS.c.number)
        yield from self._rows(wanted)

    def append(self, write: Callable[[Ledger], Sequence[Event]]) -> list[Event]:
        """Add what ``write`` returns, all of it or nothing.

        ``write`` may look into the ledger: nobody else adds to it before its events are in.

        Returns:
            The events as they stand in the ledger.

        Raises:
            UsageProblem: the key does not belong to the ledger, or ``write`` refused.
            InputProblem: the database failed; nothing was written.
        """
        with self._database_problems(), self._alone():
            events = write(self)
            last = self._last()
            head = (
                ChainHead() if last is None else ChainHead(last.number, last.hash, bool(last.keyed))
            )
            if last is not None:
                self._require_key(last)
            added = sealed(events, head, self._key)
            for start in range(0, len(added), _BATCH):
                batch = [event._asdict() for event in added[start : start + _BATCH]]
                self._connection.execute(insert(EVENTS), batch)
        return added

    # --- inside ---------------------------------------------------------------------------

    def _rows(self, wanted: Select[Any]) -> Iterator[tuple[Any, ...]]:
        """Rows a batch at a time, all of one state of the ledger."""
        # PostgreSQL keeps a cursor only within a transaction; SQLite's statement is its own.
        alone = not self.place.is_sqlite and not self.writing
        with self._database_problems():
            if alone:
                self._connection.exec_driver_sql("BEGIN READ ONLY")
            try:
                result = self._connection.execute(wanted, execution_options={"yield_per": _BATCH})
                for row in result:
                    yield tuple(row)
                result.close()
            finally:
                if alone:
                    with suppress(SQLAlchemyError):
                        self._connection.exec_driver_sql("ROLLBACK")

    def _last(self) -> Event | None:
        row = self._connection.execute(
            select(EVENTS).order_by(EVENTS.c.number.desc()).limit(1)
        ).one_or_none()
        return None if row is None else Event(*row)

    def _require_key(self, last: Event) -> None:
        if last.keyed and self._key is None:
            raise UsageProblem(
                f"{self.place.shown}: is sealed with a key; give it in LISTCHECK_KEY or "
                "[policy] key_file"
            )
        if hash_of(last, self._key) != last.hash:
            raise InputProblem(
                f"{self.place.shown}: its last event was changed"
                + (" or sealed with another key" if last.keyed else "")
                + "; nothing is added to it. Run: listcheck optout history --verify"
            )

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """A transaction that no other writer shares."""
        run = self._connection.exec_driver_sql
        # PostgreSQL: whatever the database's default, what others added while this one waited for
        # the lock must be seen.
        run("BEGIN IMMEDIATE" if self.place.is_sqlite else "BEGIN ISOLATION LEVEL READ COMMITTED")
        self.writing = True
        try:
            if not self.place.is_sqlite:
                run(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
                # Whatever the database's default: what was acknowledged is on disk.
                run("SET LOCAL synchronous_commit = on")
                self._connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
            yield
            run("COMMIT")
        except BaseException:
            with suppress(SQLAlchemyError):
                run("ROLLBACK")
            raise
        finally:
            self.writing = False

    def _prepare(self, *, create: bool) -> None:
        if self._has_table():
            return
        if not create:
            raise UsageProblem(
                f"{self.place.shown}: holds no opt-out ledger; 'listcheck optout record' begins one"
            )
        # Another recorder may be making the ledger at this very moment.
        others = set(inspect(self._connection).get_table_names()) - {EVENTS.name}
        if self.place.is_sqlite and others:
            raise UsageProblem(
                f"{self.place.shown}: is a database of something else; a ledger needs a file of "
                "its own"
            )
        with self._alone():
            # Somebody else may have made it while this one waited.
            if not self._has_table():
                self._connection.execute(CreateTable(EVENTS, if_not_exists=True))
                for index in EVENTS.indexes:
                    index.create(self._connection, checkfirst=True)
                for statement in APPEND_ONLY[self._engine.dialect.name]:
                    self._connection.execute(text(statement))

    def _has_table(self) -> bool:
        return bool(inspect(self._connection).has_table(EVENTS.name))

    @contextmanager
    def _database_problems(self) -> Iterator[None]:
        """Turn the database's errors into one clear message without anybody's data."""
        try:
            yield
        except DBAPIError as error:
            raise InputProblem(f"{self.place.shown}: {why(error)}") from None
        except ListcheckError:
            raise
        except SQLAlchemyError as error:
            raise InputProblem(
                f"{self.place.shown}: cannot be used as a ledger ({type(error).__name__})"
            ) from None
