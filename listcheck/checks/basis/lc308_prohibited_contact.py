"""LC308 prohibited-contact

What it does
------------
Drops contacts whom the law forbids to contact for this campaign at all.

Why it matters
--------------
Some countries ban whole sectors from a channel; consent does not help.

Example
-------
An offer of home renovation by e-mail to a French consumer, `[brief] sector =
"home_renovation"`.

What to do
----------
Leave the contact out.

References
----------
Code de la consommation (France), article L223-1:
https://www.legifrance.gouv.fr/codes/id/LEGITEXT000006069565/

`listcheck rules show CC` prints the rule and the statute it cites.
"""

from __future__ import annotations

from listcheck.checks.interface import ContactCheck, Example, Settles
from listcheck.core import columns as c

CHECK = ContactCheck(
    code="LC308",
    name="prohibited-contact",
    doc=__doc__,
    needs=(
        c.BASIS.name,
        c.BASIS_DOUBTFUL.name,
    ),
    message="{country} forbids this contact",
    field="country",
    drop=c.BASIS.expr.eq_missing("prohibited") & ~c.BASIS_DOUBTFUL.expr.fill_null(False),
    hold=c.BASIS.expr.eq_missing("prohibited") & c.BASIS_DOUBTFUL.expr.fill_null(False),
    remedy="state the fact that the exception turns on",
    cites_law=True,
    marketing_only=True,
    settles=Settles("the fact that the exception turns on", "listcheck explain LC308"),
    examples=(
        Example({c.BASIS.name: "prohibited"}, "drop"),
        Example({c.BASIS.name: "prohibited", c.BASIS_DOUBTFUL.name: True}, "hold"),
        Example({c.BASIS.name: "opt_in"}, "keep"),
    ),
)
