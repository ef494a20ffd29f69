"""LC503 opted-out-contact-shared

What it does
------------
With `--purpose share`, drops every contact that opted out, or whose organisation did: their
data is not handed to a third party.

Why it matters
--------------
An opt-out ends the use of the data for marketing, by whomever. In the United States selling or
transferring the address of somebody who opted out is an offence of its own.

Example
-------
An opted-out contact in a hand-over file for a partner.

What to do
----------
Hand over the clean list only. For whoever gets it, it is a third party's list: a consent counts for
them only if it named them.

References
----------
GDPR article 21(2)-(3): https://eur-lex.europa.eu/eli/reg/2016/679/oj

CAN-SPAM Act, 15 USC 7704(a)(4): https://www.law.cornell.edu/uscode/text/15/7704
"""

from __future__ import annotations

from listcheck.checks.interface import ContactCheck, Example
from listcheck.core import columns as c

CHECK = ContactCheck(
    code="LC503",
    name="opted-out-contact-shared",
    doc=__doc__,
    needs=(
        c.HAS_OPTED_OUT.name,
        c.PURPOSE.name,
    ),
    message="opted out: the contact must not be handed to a third party",
    field="recipient",
    drop=c.PURPOSE.expr.eq_missing("share") & c.HAS_OPTED_OUT.expr.fill_null(False),
    examples=(
        Example({c.PURPOSE.name: "share", c.HAS_OPTED_OUT.name: True}, "drop"),
        Example({c.PURPOSE.name: "share", c.HAS_OPTED_OUT.name: False}, "keep"),
        Example({c.PURPOSE.name: "marketing", c.HAS_OPTED_OUT.name: True}, "keep"),
    ),
)
