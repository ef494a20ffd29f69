"""What tests of sources in a database share: the same cases for SQLite and for PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence

#: Who opted out, with a value of every kind that a table may hold.
ROWS: Sequence[tuple[object, ...]] = (
    (1, "ann@firma-4711.se", "2026-01-02 10:00:00", None),
    (2, " Bea@Firma-4711.se", None, 3.5),
    (3, "+46 8 123 456 78", "bad", 0),
    (4, "Robert'); DROP TABLE optouts;--@firma-4711.se", "", None),
)
CREATE = 'CREATE TABLE optouts (id INTEGER, "e-mail" TEXT, unsubscribed_at TEXT, score REAL)'
LIST = "email,phone,country\n" + "".join(
    f"{who}@firma-4711.se,{number},SE\n"
    for who, number in (("ann", ""), ("bea", ""), ("cem", "+46812345678"), ("dan", ""))
)
#: What is read of the database, and the rows of the list that are suppressed then.
READ = [
    ("optouts", [1, 2]),
    ('SELECT "e-mail" FROM optouts WHERE id = 1', [1]),
    ('with own as (select "e-mail" as who from optouts) select who from own ;', [1, 2]),
]
#: What is refused, with which status and words.
REFUSED = [
    ("", 2, "say what to read"),
    ("optouts; DROP TABLE optouts", 2, "say what to read"),
    ("SELECT 1; DROP TABLE optouts", 2, "say what to read"),
    ("DELETE FROM optouts", 2, "say what to read"),
    ('optouts" WHERE 1=1 --', 2, "say what to read"),
    ("missing", 3, "cannot be read"),
    ("SELECT nothing FROM nowhere", 3, "cannot be read"),
    ("SELECT 'x' AS note", 3, "holds no address"),
    ('SELECT "e-mail" FROM optouts WHERE id = 99', 3, "holds no record"),
]
