"""The one table of the ledger, and what keeps it append-only inside the database."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table, Text

from listcheck.ledger.events import Event

_NUMBERS: Final = ("number", "case", "corrects", "voids", "keyed")
_REQUIRED: Final = (
    "number", "case", "kind", "recorded_by", "recorded_at", "voids", "keyed", "previous", "hash",
)  # fmt: skip
#: SQLite keeps a table in the order of an INTEGER key, and of no other.
_NUMBER: Final = BigInteger().with_variant(Integer(), "sqlite")
METADATA: Final = MetaData()
EVENTS: Final = Table(
    "listcheck_optout_events",
    METADATA,
    *(
        Column(
            "case_number" if field == "case" else field,
            _NUMBER if field in _NUMBERS else Text(),
            key=field,
            primary_key=field == "number",
            autoincrement=False,
            nullable=field not in _REQUIRED,
        )
        for field in Event._fields
    ),
)
Index("listcheck_optout_cases", EVENTS.c.case)

#: An event is never changed and never deleted, by mistake at least. Who owns the database can
#: take these away; the chain then shows what was done.
APPEND_ONLY: Final = {
    "sqlite": tuple(
        f"CREATE TRIGGER IF NOT EXISTS listcheck_optout_no_{verb} BEFORE {verb} ON {EVENTS.name} "
        "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
        for verb in ("update", "delete")
    ),
    "postgresql": (
        (
            "CREATE OR REPLACE FUNCTION listcheck_optout_refuse() RETURNS trigger "
            "LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$"
        ),
        f"DROP TRIGGER IF EXISTS listcheck_optout_append_only ON {EVENTS.name}",
        (
            "CREATE TRIGGER listcheck_optout_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "
            f"{EVENTS.name} FOR EACH STATEMENT EXECUTE FUNCTION listcheck_optout_refuse()"
        ),
    ),
}
