"""LC205 bounced-or-complained

What it does
------------
Drops contacts that the list or a suppression source marks as bounced, complained of as
spam, or invalid: by a state, a flag, a day or a reason. A count of bounces alone holds (LC210).

Why it matters
--------------
Sending again to dead mailboxes or to people who pressed "spam" ruins the sender's
reputation; a complaint is an objection.

Example
-------
A row with status `Bounced`.

What to do
----------
Remove the address from the source.

References
----------
M3AAWG, best practices for senders: https://www.m3aawg.org/published-documents
"""

from __future__ import annotations

from listcheck.checks.interface import ContactCheck, Example
from listcheck.core import columns as c

CHECK = ContactCheck(
    code="LC205",
    name="bounced-or-complained",
    doc=__doc__,
    needs=(
        c.BOUNCED.name,
        c.SUPPRESSED_BOUNCE.name,
    ),
    message="bounced, or complained of a message as spam",
    field="status",
    drop=c.BOUNCED.expr.fill_null(False) | c.SUPPRESSED_BOUNCE.expr.fill_null(False),
    opt_out=True,
    in_audits="note",
    examples=(
        Example({c.BOUNCED.name: True, c.SUPPRESSED_BOUNCE.name: False}, "drop"),
        Example({c.BOUNCED.name: False, c.SUPPRESSED_BOUNCE.name: True}, "drop"),
        Example({c.BOUNCED.name: False, c.SUPPRESSED_BOUNCE.name: False}, "keep"),
    ),
)
