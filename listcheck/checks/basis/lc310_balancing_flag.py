"""LC310 balancing-flag

What it does
------------
Holds contacts with a balancing flag: children, special categories of data, vulnerable
people.

Why it matters
--------------
Legitimate interest does not outweigh the interests of these people without a person having
looked.

Example
-------
`balancing_flags` = `child`.

What to do
----------
Have the contact reviewed, then clear the flag or leave the contact out.

References
----------
GDPR article 6(1)(f) and recital 38: https://eur-lex.europa.eu/eli/reg/2016/679/oj
"""

from __future__ import annotations

from listcheck.checks.interface import ContactCheck, Example, Settles
from listcheck.core import columns as c

CHECK = ContactCheck(
    code="LC310",
    name="balancing-flag",
    doc=__doc__,
    needs=(c.BALANCING_FLAGS.name,),
    message="a balancing flag is raised",
    field="balancing_flags",
    hold=c.BALANCING_FLAGS.expr.fill_null(False),
    remedy="review these contacts and clear the flag",
    marketing_only=True,
    settles=Settles(
        "a person's judgement of the flagged contacts", "review them and clear the flag"
    ),
    regained="once a person has reviewed and cleared their flag",
    examples=(
        Example({c.BALANCING_FLAGS.name: True}, "hold"),
        Example({c.BALANCING_FLAGS.name: False}, "keep"),
    ),
)
