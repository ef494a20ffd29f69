"""LC121 invalid-phone

What it does
------------
Finds numbers that their country's numbering plan does not know. For calls and texts the
contact is dropped, else it is a note.

Why it matters
--------------
The call reaches nobody, or a stranger.

Example
-------
`+44 20 79` (too short).

What to do
----------
Mend the number in the source; give `--country` when the numbers have no country code.

References
----------
ITU-T E.164, the international numbering plan: https://www.itu.int/rec/T-REC-E.164

libphonenumber, the numbering plans used here: https://github.com/google/libphonenumber
"""

from __future__ import annotations

from listcheck.checks.interface import ContactCheck, Example, Settles
from listcheck.core import columns as c

_CALLS = c.CHANNEL.expr.is_in(["call", "automated-call", "sms"]).fill_null(False)
_INVALID = c.PHONE_PROBLEM.expr.eq_missing("invalid")

CHECK = ContactCheck(
    code="LC121",
    name="invalid-phone",
    doc=__doc__,
    needs=(
        c.CHANNEL.name,
        c.PHONE_PROBLEM.name,
    ),
    message="the telephone number is not valid",
    field="phone",
    drop=_CALLS & _INVALID,
    note=~_CALLS & _INVALID,
    in_audits="unknown",
    settles=Settles(
        "numbers as they were called", "export the logs again; --country for short numbers"
    ),
    examples=(
        Example({c.CHANNEL.name: "call", c.PHONE_PROBLEM.name: "invalid"}, "drop"),
        Example({c.CHANNEL.name: "email", c.PHONE_PROBLEM.name: "invalid"}, "note"),
        Example({c.CHANNEL.name: "call", c.PHONE_PROBLEM.name: None}, "keep"),
    ),
)
