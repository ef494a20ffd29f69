"""LC123 phone-damaged-by-spreadsheet

What it does
------------
Finds numbers that a spreadsheet has rounded (4.47701E+11) or turned into an amount
(447,700,900,123.00), or whose leading zero it took where the zero is part of the number; also
failed formulas (#NUM!), columns too narrow (####), and numbers of 32-bit floats in Parquet, which
cannot hold them. A whole number that only got decimals (447700900123.0, 4.47700900123E+11) lost
nothing and is read.

Why it matters
--------------
Digits are lost for good; the number that is left belongs to somebody else.

Example
-------
`4.47701E+11`.

What to do
----------
Export the list again with the number column as text.

References
----------
Microsoft, keeping leading zeros and large numbers: https://support.microsoft.com/en-
us/office/keeping-leading-zeros-and-large-numbers-1bf7b935-36e1-4985-842f-5dfa51f85fe7
"""

from __future__ import annotations

from listcheck.checks.interface import ContactCheck, Example, Settles
from listcheck.core import columns as c

_CALLS = c.CHANNEL.expr.is_in(["call", "automated-call", "sms"]).fill_null(False)
_DAMAGED = c.PHONE_PROBLEM.expr.eq_missing("damaged")

CHECK = ContactCheck(
    code="LC123",
    name="phone-damaged-by-spreadsheet",
    doc=__doc__,
    needs=(
        c.CHANNEL.name,
        c.PHONE_PROBLEM.name,
    ),
    message="a spreadsheet damaged the telephone number",
    field="phone",
    hold=_CALLS & _DAMAGED,
    note=~_CALLS & _DAMAGED,
    remedy="export the list again with the number column as text",
    in_audits="unknown",
    settles=Settles(
        "numbers as they were called", "export the logs again, the number column as text"
    ),
    regained="once their number, which a spreadsheet damaged, is restored",
    examples=(
        Example({c.CHANNEL.name: "call", c.PHONE_PROBLEM.name: "damaged"}, "hold"),
        Example({c.CHANNEL.name: "email", c.PHONE_PROBLEM.name: "damaged"}, "note"),
        Example({c.CHANNEL.name: "sms", c.PHONE_PROBLEM.name: None}, "keep"),
    ),
)
