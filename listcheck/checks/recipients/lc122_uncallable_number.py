"""LC122 uncallable-number

What it does
------------
Finds premium-rate and shared-cost numbers. For calls and texts the contact is dropped, else
it is a note.

Why it matters
--------------
Such numbers cost the caller money and belong to no customer.

Example
-------
`+44 909 879 0000`.

What to do
----------
Look where the number came from.

References
----------
ITU-T E.164, the international numbering plan: https://www.itu.int/rec/T-REC-E.164

libphonenumber, the numbering plans used here: https://github.com/google/libphonenumber
"""

from __future__ import annotations

from listcheck.checks.interface import ContactCheck, Example
from listcheck.core import columns as c

_CALLS = c.CHANNEL.expr.is_in(["call", "automated-call", "sms"]).fill_null(False)
_COSTLY = c.PHONE_TYPE.expr.is_in(["premium_rate", "shared_cost"]).fill_null(False)

CHECK = ContactCheck(
    code="LC122",
    name="uncallable-number",
    doc=__doc__,
    needs=(
        c.CHANNEL.name,
        c.PHONE_TYPE.name,
    ),
    message="a premium-rate or shared-cost number",
    field="phone",
    drop=_CALLS & _COSTLY,
    note=~_CALLS & _COSTLY,
    in_audits="note",
    examples=(
        Example({c.CHANNEL.name: "call", c.PHONE_TYPE.name: "premium_rate"}, "drop"),
        Example({c.CHANNEL.name: "email", c.PHONE_TYPE.name: "shared_cost"}, "note"),
        Example({c.CHANNEL.name: "call", c.PHONE_TYPE.name: "mobile"}, "keep"),
    ),
)
