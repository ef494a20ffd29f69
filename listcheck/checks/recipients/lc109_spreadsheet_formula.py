"""LC109 spreadsheet-formula

What it does
------------
Notes cells that a spreadsheet would run as a formula (they begin with =, +, -, @, or a
tab).

Why it matters
--------------
Whoever opens the list in a spreadsheet runs the formula. listcheck neutralises such cells
in its own reports and leaves your list as it is.

Example
-------
A first name `=HYPERLINK("https://…")`.

What to do
----------
Look where the record came from; it is often a bot's sign-up.

References
----------
OWASP, CSV injection: https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

from listcheck.checks.interface import ContactCheck, Example
from listcheck.core import columns as c

CHECK = ContactCheck(
    code="LC109",
    name="spreadsheet-formula",
    doc=__doc__,
    needs=(c.FORMULA.name,),
    message="a cell would run as a formula in a spreadsheet",
    note=c.FORMULA.expr.fill_null(value=False),
    examples=(
        Example({c.FORMULA.name: True}, "note"),
        Example({c.FORMULA.name: False}, "keep"),
    ),
)
