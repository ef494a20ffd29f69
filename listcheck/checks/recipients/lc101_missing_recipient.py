"""LC101 missing-recipient

What it does
------------
Drops contacts without an address (for calls and texts: without a number).

Why it matters
--------------
There is nothing to send to.

Example
-------
A row whose address cell is blank.

What to do
----------
Nothing, or fill in the address in the source.

References
----------
RFC 5321, Simple Mail Transfer Protocol: https://www.rfc-editor.org/rfc/rfc5321
"""

from __future__ import annotations

import polars as pl

from listcheck.checks.interface import ContactCheck, Example, Settles
from listcheck.core import columns as c

CHECK = ContactCheck(
    code="LC101",
    name="missing-recipient",
    doc=__doc__,
    needs=(
        c.CHANNEL.name,
        c.EMAIL_PROBLEM.name,
        c.PHONE_PROBLEM.name,
    ),
    message="no address or number to send to",
    drop=(
        pl.when(c.CHANNEL.expr.is_in(["call", "automated-call", "sms"]))
        .then(c.PHONE_PROBLEM.expr.eq_missing("missing"))
        .otherwise(c.EMAIL_PROBLEM.expr.eq_missing("missing"))
    ),
    in_audits="unknown",
    settles=Settles("the recipient of each send", "[columns] email, [columns] phone"),
    examples=(
        Example({c.CHANNEL.name: "email", c.EMAIL_PROBLEM.name: "missing"}, "drop"),
        Example({c.CHANNEL.name: "email", c.PHONE_PROBLEM.name: "missing"}, "keep"),
        Example({c.CHANNEL.name: "call", c.PHONE_PROBLEM.name: "missing"}, "drop"),
    ),
)
