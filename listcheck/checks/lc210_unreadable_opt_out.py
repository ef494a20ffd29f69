"""LC210 unreadable-opt-out

What it does
------------
Holds contacts whose opt-out cell says something that is neither yes nor no.

Why it matters
--------------
It may be an opt-out. Unknown never passes.

Example
-------
`Opted out` = `maybe`.

What to do
----------
Write yes or no (or leave the cell blank where nothing is known).

References
----------
GDPR article 21(2)-(3): https://eur-lex.europa.eu/eli/reg/2016/679/oj
"""

from __future__ import annotations

from listcheck import columns as c
from listcheck.checks.model import CONTRACT, ContactCheck, Example

CHECK = ContactCheck(
    code="LC210",
    name="unreadable-opt-out",
    doc=__doc__,
    needs=(c.OPTED_OUT.name,),
    message="the opt-out cell is neither yes nor no",
    field="opted_out",
    hold=c.OPTED_OUT.expr.eq_missing("unreadable"),
    remedy="write yes or no in the opt-out column",
    lifted_for=CONTRACT,
    examples=(
        Example({c.OPTED_OUT.name: "unreadable"}, "hold"),
        Example({c.OPTED_OUT.name: "no"}, "keep"),
    ),
)
