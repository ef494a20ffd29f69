"""LC107 never-market-mailbox

What it does
------------
Drops mailboxes that exist to run the mail system or to take complaints: abuse@,
postmaster@, noc@, security@, no-reply@, *-request@.

Why it matters
--------------
Marketing to an abuse desk is the quickest way onto a block list, whatever the law says.

Example
-------
`abuse@example.org`.

What to do
----------
Remove the address from the source.

References
----------
RFC 2142, mailbox names for common services: https://www.rfc-editor.org/rfc/rfc2142
"""

from __future__ import annotations

from listcheck.checks.interface import ContactCheck, Example
from listcheck.core import columns as c

CHECK = ContactCheck(
    code="LC107",
    name="never-market-mailbox",
    doc=__doc__,
    needs=(
        c.CHANNEL.name,
        c.NEVER_MARKET.name,
    ),
    message="this mailbox must never get marketing",
    field="email",
    drop=(c.CHANNEL.expr == "email").fill_null(False) & c.NEVER_MARKET.expr.fill_null(value=False),
    in_audits="note",
    examples=(
        Example({c.CHANNEL.name: "email", c.NEVER_MARKET.name: True}, "drop"),
        Example({c.CHANNEL.name: "email", c.NEVER_MARKET.name: False}, "keep"),
    ),
)
