"""LC402 register-not-supplied

What it does
------------
Holds contacts whose rule demands the check of a register that was not given, or whose copy does
not hold the area of the number. Where a rule needs several, all must be given.

Why it matters
--------------
A register that cannot answer never counts as not listed.

Example
-------
British numbers without `--register TPS=… --register CTPS=…`.

What to do
----------
Obtain the register and give it with the day you got it: `--register
TPS=tps.csv@2026-11-20`.

References
----------
PECR 2003 regulation 21: https://www.legislation.gov.uk/uksi/2003/2426/regulation/21

`listcheck rules show CC` prints the rule and the statute it cites.
"""

from __future__ import annotations

from listcheck.checks.facts import AuditFacts
from listcheck.checks.gaps import REGISTER
from listcheck.checks.interface import AuditNote, ContactCheck, Example, Settles
from listcheck.checks.remedies import copies_due
from listcheck.core import columns as c


def _audit_note(facts: AuditFacts) -> str | None:
    if not facts.registers_given:
        return None
    return "sends before the first copy of a register cannot be answered by it (LC402)"


CHECK = ContactCheck(
    code="LC402",
    name="register-not-supplied",
    doc=__doc__,
    needs=(c.REGISTER_MISSING.name,),
    message="the register {register} was not supplied",
    field="recipient",
    hold=c.REGISTER_MISSING.expr.fill_null(False),
    remedy="--register ID=FILE@YYYY-MM-DD",
    cites_law=True,
    marketing_only=True,
    settles=Settles(
        "the register's copies of that time",
        "--register ID=FILE@DAY, once for each copy; the newest of each day counts",
    ),
    regained="once they are looked up in the register",
    gaps=(REGISTER,),
    remedy_for=copies_due,
    audit_note=AuditNote("sources", _audit_note),
    examples=(
        Example({c.REGISTER_MISSING.name: True}, "hold"),
        Example({c.REGISTER_MISSING.name: False}, "keep"),
    ),
)
