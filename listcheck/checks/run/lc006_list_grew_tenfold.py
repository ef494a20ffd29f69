"""LC006 list-grew-tenfold

What it does
------------
Notes a list that holds ten times as many records as in the earlier run whose folder this run
replaces, or as when the baseline was made. It fails the gate at every level but `never`, and
keeps comparing with the earlier figure until it is accepted.

Why it matters
--------------
A campaign that is ten times its usual size is more often the wrong export (everybody, not the
segment) than a success.

Example
-------
Last week's run read 4,000 contacts, this one reads 61,000.

What to do
----------
Look whether it is the right list. If it is, say so: `--update-baseline`, or `[ignore]
LC006 = { reason = "…", until = 2027-01-31 }`, or begin with a new output folder.

References
----------
GDPR article 5(1)(c), no more data than the purpose needs: https://eur-lex.europa.eu/eli/reg/2016/679/oj
"""

from __future__ import annotations

from listcheck.checks.facts import RunFacts
from listcheck.checks.interface import RunCheck, RunExample, RunFinding

TIMES = 10


def judge(facts: RunFacts) -> tuple[RunFinding, ...]:
    """A note where the list has ten times the records of the earlier run, or more."""
    before = facts.earlier_read
    if not before or facts.read < TIMES * before:
        return ()
    return (
        RunFinding(
            "note",
            f"the list has {facts.read:,} records, {facts.read / before:,.0f} times the "
            f"{before:,} of the earlier run",
            "look whether it is the right list; 'listcheck explain LC006' tells how to accept it",
        ),
    )


CHECK = RunCheck(
    code="LC006",
    name="list-grew-tenfold",
    doc=__doc__,
    judge=judge,
    verdicts="run note",
    guards="list",
    examples=(
        RunExample({"read": 1000}, "keep"),
        RunExample({"read": 1000, "earlier_read": 100}, "note"),
        RunExample({"read": 999, "earlier_read": 100}, "keep"),
    ),
)
