"""LC401 on-do-not-call-register

What it does
------------
Drops contacts that are listed on a register that the rule demands to be checked.

Why it matters
--------------
A listing is an objection to everybody's calls (or mail). Consent given to the sender beats
it, unless the register says otherwise.

Example
-------
A British number that is on the TPS.

What to do
----------
Nothing. Call only people who gave you their own consent.

References
----------
PECR 2003 regulation 21: https://www.legislation.gov.uk/uksi/2003/2426/regulation/21

`listcheck rules show CC` prints the rule and the statute it cites.
"""

from __future__ import annotations

from listcheck.checks.facts import RunFacts
from listcheck.checks.interface import ContactCheck, Example, WhyNotRun
from listcheck.core import columns as c


def _not_run(facts: RunFacts) -> str | None:
    if not facts.registers_due or any(source.kind == "register" for source in facts.sources):
        return None
    return "no do-not-call register was given (--register ID=FILE@DAY)"


CHECK = ContactCheck(
    code="LC401",
    name="on-do-not-call-register",
    doc=__doc__,
    needs=(c.ON_REGISTER.name,),
    message="listed on {register}",
    field="recipient",
    drop=c.ON_REGISTER.expr.fill_null(False),
    cites_law=True,
    marketing_only=True,
    not_run=WhyNotRun(_not_run, rank=1),
    examples=(
        Example({c.ON_REGISTER.name: True}, "drop"),
        Example({c.ON_REGISTER.name: False}, "keep"),
    ),
)
