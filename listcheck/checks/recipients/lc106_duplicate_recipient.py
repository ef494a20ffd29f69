"""LC106 duplicate-recipient

What it does
------------
Finds contacts that reach the same recipient. All copies are judged first: an opt-out on any
copy drops all of them; else the copy with the best verdict stays, the first row among
equals. Whoever opted out in one row has done so with every address of that row (for calls and
texts with every number as well): each other row with one of them, as its own or as a further
one, is dropped too.

Why it matters
--------------
Two copies mean two messages, and a copy without the opt-out flag is how opted-out people
get mailed.

Example
-------
`Anna@Example.org ` in row 3 and `anna@example.org` in row 70. Row 5 opted out and has
`anna@work.example` and `anna@home.example`; row 90 has `anna@home.example`: dropped.

What to do
----------
Nothing: one copy stays. Merge the copies in the source if you want one record.

References
----------
GDPR article 5(1)(d), accuracy: https://eur-lex.europa.eu/eli/reg/2016/679/oj
"""

from __future__ import annotations

from listcheck.checks.interface import ContactCheck, Example
from listcheck.core import columns as c

CHECK = ContactCheck(
    code="LC106",
    name="duplicate-recipient",
    doc=__doc__,
    needs=(
        c.DUPLICATE_OF.name,
        c.OPTED_OUT_COPY.name,
    ),
    message="{copy}",
    field="email",
    drop=c.DUPLICATE_OF.expr.is_not_null() | c.OPTED_OUT_COPY.expr.fill_null(value=False),
    across_rows=True,
    examples=(
        Example({c.DUPLICATE_OF.name: 3, c.OPTED_OUT_COPY.name: False}, "drop"),
        Example({c.DUPLICATE_OF.name: None, c.OPTED_OUT_COPY.name: True}, "drop"),
        Example({c.DUPLICATE_OF.name: None, c.OPTED_OUT_COPY.name: False}, "keep"),
    ),
)
