"""LC208 shared-domain-opt-out

What it does
------------
Holds contacts at a free-mail domain that stands in the organisation opt-outs.

Why it matters
--------------
gmail.com as an "organisation" would drop millions of strangers; more likely one person
there opted out, and which one is not known.

Example
-------
`gmail.com` in `--org-optouts`.

What to do
----------
Put the person's address into `--suppress` and take the shared domain out of the
organisation source.

References
----------
GDPR article 21(2)-(3): https://eur-lex.europa.eu/eli/reg/2016/679/oj
"""

from __future__ import annotations

from listcheck.checks.interface import CONTRACT, ContactCheck, Example, Settles
from listcheck.core import columns as c

CHECK = ContactCheck(
    code="LC208",
    name="shared-domain-opt-out",
    doc=__doc__,
    needs=(c.ORG_OPT_OUT.name,),
    message="a free-mail domain stands in the organisation opt-outs",
    field="email",
    hold=c.ORG_OPT_OUT.expr.eq_missing("shared"),
    remedy="take the free-mail domain out of the organisation source",
    lifted_for=CONTRACT,
    settles=Settles("which organisation is meant", "take free-mail domains out of --org-optouts"),
    regained="once the free-mail domain is taken out of the organisation source",
    audit_message="a free-mail domain stands among the organisations that opted out"
    "{opt_out_source}",
    opt_out_of="shared_domain",
    examples=(
        Example({c.ORG_OPT_OUT.name: "shared"}, "hold"),
        Example({c.ORG_OPT_OUT.name: "confirmed"}, "keep"),
    ),
)
