"""LC210 unreadable-opt-out

What it does
------------
Holds contacts of whom a column of opt-outs, subscriptions or states says something that is not
understood: neither yes nor no, a word or a code that is not known, a sign-up that waits for its
confirmation, a count of bounces.

Why it matters
--------------
It may be an opt-out. Unknown never passes.

Example
-------
`Opted out` = `maybe`; `subscriber_status` = `3`; `Status` = `Unconfirmed`.

What to do
----------
Write yes or no (or leave the cell blank where nothing is known), or say what the word means:
`[states] opted_out = ["3"]`, `subscribed = ["1"]`, `bounced = ["B"]`. A column that is no opt-out
at all: `[columns] not_opt_outs = ["Header"]`.

References
----------
GDPR article 21(2)-(3): https://eur-lex.europa.eu/eli/reg/2016/679/oj
"""

from __future__ import annotations

from listcheck.checks.interface import CONTRACT, ContactCheck, Example, Settles
from listcheck.core import columns as c

CHECK = ContactCheck(
    code="LC210",
    name="unreadable-opt-out",
    doc=__doc__,
    needs=(c.OPTED_OUT.name,),
    message="whether this means an opt-out is not known",
    field="opted_out",
    hold=c.OPTED_OUT.expr.eq_missing("unreadable"),
    remedy="[states] says what its words mean, or write yes or no",
    lifted_for=CONTRACT,
    settles=Settles("opt-outs that can be read", "write yes or no in the opt-out column"),
    regained="once it is known what their opt-out cell means",
    examples=(
        Example({c.OPTED_OUT.name: "unreadable"}, "hold"),
        Example({c.OPTED_OUT.name: "no"}, "keep"),
    ),
)
