"""LC204 opted-out-in-list

What it does
------------
Drops contacts that the list itself marks as opted out: an opt-out column that says yes, a
column of subscription or permission that says no, a date or a reason of opting out, a state
such as unsubscribed, in whatever column it stands. A flag for another channel is none of this
campaign; the report names every column that is read, and how.

Why it matters
--------------
The opt-out travelled with the list; it must not be overlooked.

Example
-------
A row with `Email Opt Out` = 1, with `subscribed_to_emails` = false, or with the tag
`unsubscribed`.

What to do
----------
Nothing. The contact must not be mailed, unless the person came back: see LC201. An address
imported again, or a bare later date, is no return.

References
----------
GDPR article 21(2)-(3): https://eur-lex.europa.eu/eli/reg/2016/679/oj
"""

from __future__ import annotations

from listcheck.checks.facts import RunFacts
from listcheck.checks.interface import OPT_OUT, ContactCheck, Example, Settles, WhyNotRun
from listcheck.core import columns as c


def _not_run(facts: RunFacts) -> str | None:
    if facts.telling_columns or "opted_out_at" in facts.fields:
        return None
    return 'the list has no opt-out column ([columns] opted_out = "Header")'


CHECK = ContactCheck(
    code="LC204",
    name="opted-out-in-list",
    doc=__doc__,
    needs=(c.OPTED_OUT.name,),
    message="the list says that the contact opted out",
    field="opted_out",
    drop=c.OPTED_OUT.expr.eq_missing("yes"),
    opt_out=True,
    lifted_for=OPT_OUT,
    settles=Settles(
        "when the opt-outs that the logs carry were received",
        '[columns] opted_out_at; cells written with each send: undated_evidence = "at_send"',
    ),
    audit_message="the log itself says that the person opted out{delay}",
    opt_out_of="list",
    not_run=WhyNotRun(_not_run),
    examples=(
        Example({c.OPTED_OUT.name: "yes"}, "drop"),
        Example({c.OPTED_OUT.name: "no"}, "keep"),
        Example({c.OPTED_OUT.name: None}, "keep"),
    ),
)
