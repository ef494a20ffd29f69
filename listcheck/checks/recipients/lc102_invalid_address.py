"""LC102 invalid-address

What it does
------------
Drops addresses that cannot exist by the rules of internet mail.

Why it matters
--------------
They bounce, and bounces cost the sender's reputation.

Example
-------
`anna@@example.org`, `anna.example.org`, `anna@exa mple.org`.

What to do
----------
Mend the address in the source.

References
----------
RFC 5321, Simple Mail Transfer Protocol: https://www.rfc-editor.org/rfc/rfc5321

email-validator, the judge of doubtful cases: https://pypi.org/project/email-validator/
"""

from __future__ import annotations

from listcheck.checks.interface import ContactCheck, Example, Settles
from listcheck.core import columns as c

CHECK = ContactCheck(
    code="LC102",
    name="invalid-address",
    doc=__doc__,
    needs=(
        c.CHANNEL.name,
        c.EMAIL_PROBLEM.name,
    ),
    message="the address is not valid",
    field="email",
    drop=(c.CHANNEL.expr == "email").fill_null(False) & c.EMAIL_PROBLEM.expr.eq_missing("invalid"),
    in_audits="unknown",
    settles=Settles(
        "addresses as they were sent to", "export the logs again from the sending system"
    ),
    examples=(
        Example({c.CHANNEL.name: "email", c.EMAIL_PROBLEM.name: "invalid"}, "drop"),
        Example({c.CHANNEL.name: "email", c.EMAIL_PROBLEM.name: None}, "keep"),
        Example({c.CHANNEL.name: "call", c.EMAIL_PROBLEM.name: "invalid"}, "keep"),
    ),
)
