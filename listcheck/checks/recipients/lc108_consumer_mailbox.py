"""LC108 consumer-mailbox

What it does
------------
Notes addresses at free-mail and access providers (gmail.com, web.de, orange.fr …).

Why it matters
--------------
On a business list they belong to private people or sole traders, whom most statutes protect
more; listcheck therefore treats the subscriber as an individual.

Example
-------
`anna@web.de` on a B2B list.

What to do
----------
Nothing, or state the subscriber in a column: corporate or individual.

References
----------
ICO, direct marketing and privacy and electronic communications: https://ico.org.uk/for-
organisations/direct-marketing-and-privacy-and-electronic-communications/
"""

from __future__ import annotations

from listcheck.checks.interface import ContactCheck, Example
from listcheck.core import columns as c

CHECK = ContactCheck(
    code="LC108",
    name="consumer-mailbox",
    doc=__doc__,
    needs=(c.CONSUMER_MAILBOX.name,),
    message="the address is at a free-mail provider: treated as an individual",
    field="email",
    note=c.CONSUMER_MAILBOX.expr.fill_null(value=False),
    examples=(
        Example({c.CONSUMER_MAILBOX.name: True}, "note"),
        Example({c.CONSUMER_MAILBOX.name: False}, "keep"),
    ),
)
