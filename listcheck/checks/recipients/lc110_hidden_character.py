"""LC110 hidden-character

What it does
------------
Notes cells with characters that cannot be seen: zero-width spaces, direction marks, control
characters.

Why it matters
--------------
They make two equal addresses look different to a suppression list. listcheck matches
without them and keeps the cell as it is.

Example
-------
An address with a zero-width space copied from a web page.

What to do
----------
Clean the cell in the source.

References
----------
Unicode Technical Report 36, security considerations: https://www.unicode.org/reports/tr36/
"""

from __future__ import annotations

from listcheck.checks.interface import ContactCheck, Example
from listcheck.core import columns as c

CHECK = ContactCheck(
    code="LC110",
    name="hidden-character",
    doc=__doc__,
    needs=(c.HIDDEN_CHARACTER.name,),
    message="a cell holds an invisible character",
    field="email",
    note=c.HIDDEN_CHARACTER.expr.fill_null(value=False),
    examples=(
        Example({c.HIDDEN_CHARACTER.name: True}, "note"),
        Example({c.HIDDEN_CHARACTER.name: False}, "keep"),
    ),
)
