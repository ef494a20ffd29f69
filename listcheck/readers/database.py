"""A table or a query of a database as a list: read once, read-only, into a Parquet file."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from listcheck.core.database_address import DatabaseAddress, quoted
from listcheck.core.errors import InputProblem, UsageProblem
from listcheck.core.part import ListFile, Part
from listcheck.readers.bytes.unpack import temporary
from listcheck.readers.parquet import open_parquet


def open_database(address: DatabaseAddress, work: Path) -> Part:
    """Read a database's table or query as a Part, every value as text.

    Raises InputProblem when the database cannot be reached or the query fails.
    """
    import pyarrow as pa  # noqa: PLC0415 (slow to import, and few sources need it)
    import pyarrow.parquet as pq  # noqa: PLC0415 (as pyarrow)

    target = temporary(work, ".parquet")
    driver = _driver(address)
    try:
        with closing(driver()) as connection, connection.cursor() as cursor:
            if address.scheme != "sqlite":
                cursor.execute("SET TRANSACTION READ ONLY")
            cursor.execute(f"SELECT * FROM {address.source} LIMIT 0")  # noqa: S608 (the user's own query, read-only)
            names = [column[0] for column in cursor.description]
            # SQLite types each value by itself: as text they are all of one type.
            texts = ", ".join(f"CAST({quoted(name)} AS TEXT) AS {quoted(name)}" for name in names)
            cursor.execute(f"SELECT {texts} FROM {address.source}")  # noqa: S608 (as above)
            reader = cursor.fetch_record_batch()
            schema = pa.schema([(name, pa.string()) for name in names])
            with pq.ParquetWriter(target, schema) as writer:
                for batch in reader:
                    writer.write_table(pa.Table.from_batches([batch]).cast(schema))
    except (OSError, pa.ArrowException, *_problems()) as error:
        # The first line says what is wrong; what follows may quote values.
        why = str(error).strip().splitlines()[0] if str(error).strip() else "no reason given"
        raise InputProblem(f"{address.name}: cannot be read: {why}") from None
    return open_parquet(ListFile(target, address.name, "database.parquet"))


def _driver(address: DatabaseAddress) -> Callable[[], Any]:
    """How to connect; drivers are an extra."""
    try:
        if address.scheme == "sqlite":
            from adbc_driver_sqlite import dbapi as sqlite  # noqa: PLC0415 (an extra)

            file = address.file
            if file is None or not file.is_file():
                raise InputProblem(f"{address.name}: no such database file")
            place = quote(str(file.resolve()))
            return lambda: sqlite.connect(f"file:{place}?mode=ro")
        from adbc_driver_postgresql import dbapi as postgresql  # noqa: PLC0415 (an extra)
    except ImportError:
        raise UsageProblem(
            f"{address.name}: databases need the drivers: pip install 'listcheck[postgres]'"
        ) from None
    return lambda: postgresql.connect(address.url)


def _problems() -> tuple[type[Exception], ...]:
    from adbc_driver_manager import Error  # noqa: PLC0415 (an extra)

    return (Error,)
