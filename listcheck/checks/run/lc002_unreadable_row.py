"""LC002 unreadable-row

What it does
------------
Counts the rows that could not be read as a contact: a wrong number of fields, bytes that
are no text, a totals line. They stand in `unreadable.csv` with line and reason.

Why it matters
--------------
A row that is skipped in silence is a contact nobody judged. Unreadable rows are on no list:
they are neither clean nor held nor dropped.

Example
-------
A row with seven fields under a header of five.

What to do
----------
Open `unreadable.csv`, mend those rows in the source (usually a missing quotation mark or a
stray separator) and check the list again.

References
----------
RFC 4180, the CSV format: https://www.rfc-editor.org/rfc/rfc4180
"""

from __future__ import annotations

from listcheck.checks.facts import RunFacts
from listcheck.checks.interface import RunCheck, RunExample, RunFinding


def judge(facts: RunFacts) -> tuple[RunFinding, ...]:
    """One finding with the number of unreadable rows."""
    if not facts.unreadable:
        return ()
    return (
        RunFinding(
            "unreadable",
            f"{facts.unreadable:,} could not be read: unreadable.csv has line and reason",
            count=facts.unreadable,
        ),
    )


CHECK = RunCheck(
    code="LC002",
    name="unreadable-row",
    doc=__doc__,
    judge=judge,
    verdicts="unreadable",
    counts_records=True,
    examples=(
        RunExample({}, "keep"),
        RunExample({"unreadable": 3}, "unreadable"),
    ),
)
