"""LC214 suppression-entries-unreadable

What it does
------------
Makes the run incomplete where more than 1 % of the entries of a suppression source, of an
organisation list or of a register cannot be read: something stands where an address, a number
or a domain is expected, and it is none. For calls and texts, an entry counts as well whose
address is read but whose number a spreadsheet damaged. Blank entries, totals and footers do not
count; fewer than 1 % are a note (LC207).

Why it matters
--------------
Whoever stands in an entry that cannot be read is not protected, and would be contacted after
having opted out.

Example
-------
A source whose column of numbers a spreadsheet rounded: `4.474E+11` is nobody's number any more.

What to do
----------
Export the source again, with numbers as text and one address or number a cell. Where the entries
are nobody's, say so: `[waive] LC214 = "test entries of our own, 2026-11-20"`.

References
----------
GDPR article 21(2)-(3): https://eur-lex.europa.eu/eli/reg/2016/679/oj
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from listcheck.checks.facts import AuditFacts, RunFacts
from listcheck.checks.gaps import WAIVE, Gap
from listcheck.checks.interface import RunCheck, RunExample, RunFinding, Settles
from listcheck.core import columns as c
from listcheck.core.source_facts import SuppressionFacts

REMEDY = (
    "export it again, numbers as text and one address or number a cell, or, where nobody stands in "
    'these entries: [waive] LC214 = "reason"'
)


def judge(facts: RunFacts) -> tuple[RunFinding, ...]:
    """One finding per source of which too much could not be read."""
    return tuple(
        RunFinding("incomplete", message(source, facts.channel), REMEDY)
        for source in facts.sources
        if source.too_much_lost(facts.channel)
    )


def message(source: SuppressionFacts, channel: str) -> str:
    """What is said of such a source."""
    lost = source.lost_for(channel)
    return (
        f"{source.name}: {lost:,} of {source.entries:,} entries could not be read "
        f"({lost / source.entries:.1%}, allowed is {source.MAY_BE_LOST:.0%}): whoever stands there "
        "is not protected"
    )


def _source(kind: str, **facts: int) -> dict[str, object]:
    return {"sources": (SuppressionFacts("a.csv", kind, **facts),)}  # type: ignore[arg-type]


def _of_sends(facts: AuditFacts) -> Sequence[pl.Expr]:
    """Of every send; a register answers for those only who must be looked up there."""
    registers = c.REGISTER.expr.cast(pl.String).str.split("+")
    return [
        registers.list.contains(source.name).fill_null(value=False)
        if source.kind == "register"
        else pl.lit(value=True)
        for source in facts.unread
    ]


def _of_audit(facts: AuditFacts) -> Sequence[RunFinding]:
    return [
        RunFinding("incomplete", message(source, facts.channel), REMEDY) for source in facts.unread
    ]


CHECK = RunCheck(
    code="LC214",
    name="suppression-entries-unreadable",
    doc=__doc__,
    judge=judge,
    settles=Settles(
        "the entries of the sources that could not be read",
        "export them again, numbers as text and one address or number a cell",
    ),
    audit_message="too many entries of a source of opt-outs or a register could not be read",
    waivable=True,
    gaps=(
        # Mending the source closes it; only a reason can where nobody stands in what is unread.
        Gap(WAIVE, 'LC214 = "FILL IN: why nobody stands in the entries that are unread"'),
    ),
    of_sends=_of_sends,
    of_audit=_of_audit,
    examples=(
        RunExample({}, "keep"),
        RunExample(_source("people", entries=3, lost=1), "incomplete"),
        RunExample(_source("organisations", entries=3, lost=1), "incomplete"),
        RunExample(_source("register", entries=1_000, lost=11), "incomplete"),
        RunExample(_source("people", entries=1_000, lost=10), "keep"),
        # Blank entries are nobody's.
        RunExample(_source("people", entries=1_000, unreadable=500), "keep"),
        RunExample(_source("people", entries=3, lost_numbers=1), "keep"),
        RunExample(_source("people", entries=3, lost_numbers=1) | {"channel": "sms"}, "incomplete"),
    ),
)
