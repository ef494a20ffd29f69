"""LC105 disposable-domain

What it does
------------
Notes addresses at domains that hand out throw-away mailboxes.

Why it matters
--------------
Nobody reads them after an hour. Such lists contain mistakes, so this is never more than a
note.

Example
-------
`anna@mailinator.com`.

What to do
----------
Decide for yourself; the contact stays.

References
----------
disposable-email-domains: https://github.com/disposable-email-domains/disposable-email-
domains
"""

from __future__ import annotations

from listcheck.checks.interface import ContactCheck, Example
from listcheck.core import columns as c

CHECK = ContactCheck(
    code="LC105",
    name="disposable-domain",
    doc=__doc__,
    needs=(c.DISPOSABLE.name,),
    message="the domain hands out throw-away addresses",
    field="email",
    note=c.DISPOSABLE.expr.fill_null(value=False),
    examples=(
        Example({c.DISPOSABLE.name: True}, "note"),
        Example({c.DISPOSABLE.name: False}, "keep"),
    ),
)
