"""LC103 undeliverable-domain

What it does
------------
Drops addresses whose domain is reserved, of special use, or under a suffix that does not
exist.

Why it matters
--------------
No mail server can ever answer there: `example.com`, `.test`, `.local`, `.invalid`,
`.con`-like suffixes.

Example
-------
`anna@test.invalid`.

What to do
----------
Mend the domain in the source.

References
----------
RFC 2606 and RFC 6761, reserved and special-use names: https://www.rfc-
editor.org/rfc/rfc6761

Public Suffix List: https://publicsuffix.org/
"""

from __future__ import annotations

from listcheck.checks.interface import ContactCheck, Example
from listcheck.core import columns as c

CHECK = ContactCheck(
    code="LC103",
    name="undeliverable-domain",
    doc=__doc__,
    needs=(
        c.CHANNEL.name,
        c.EMAIL_PROBLEM.name,
    ),
    message="no mail can be delivered to this domain",
    field="email",
    drop=(c.CHANNEL.expr == "email").fill_null(False)
    & c.EMAIL_PROBLEM.expr.eq_missing("undeliverable"),
    in_audits="note",
    examples=(
        Example({c.CHANNEL.name: "email", c.EMAIL_PROBLEM.name: "undeliverable"}, "drop"),
        Example({c.CHANNEL.name: "email", c.EMAIL_PROBLEM.name: "invalid"}, "keep"),
    ),
)
