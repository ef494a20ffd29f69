"""LC301 no-rule-for-country

What it does
------------
Holds contacts for whose country, channel and day no rule is known, with the reason.

Why it matters
--------------
The absence of a known rule is no permission.

Example
-------
A contact in Japan; a call to Norway under the 2018 guide.

What to do
----------
Ask your lawyer and add the country to a copy of the rules folder (`--rules DIR`), or leave
the contacts out.

References
----------
Directive 2002/58/EC article 13: https://eur-lex.europa.eu/eli/dir/2002/58/oj (what the countries
of the EU had to turn into law; elsewhere not even that is known)

`listcheck rules show CC` prints the rule and the statute it cites.
"""

from __future__ import annotations

from listcheck.checks.interface import ContactCheck, Example, Settles
from listcheck.core import columns as c

CHECK = ContactCheck(
    code="LC301",
    name="no-rule-for-country",
    doc=__doc__,
    needs=(
        c.COUNTRY.name,
        c.BASIS.name,
    ),
    message="{country}: {rule_reason}",
    field="country",
    hold=c.COUNTRY.expr.is_not_null() & c.BASIS.expr.is_null(),
    remedy="--rules DIR with a file for the country",
    marketing_only=True,
    settles=Settles(
        "law for these countries and days (none before 2018-05-25)",
        "--rules DIR with a file for the country",
    ),
    regained="with a rule for their country",
    examples=(
        Example({c.COUNTRY.name: "JP", c.BASIS.name: None}, "hold"),
        Example({c.COUNTRY.name: "GB", c.BASIS.name: "opt_out"}, "keep"),
        Example({c.COUNTRY.name: None, c.BASIS.name: None}, "keep"),
    ),
)
