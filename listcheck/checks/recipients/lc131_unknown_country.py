"""LC131 unknown-country

What it does
------------
Holds contacts whose country cannot be told: no readable country column, no international
number, no country suffix in the address.

Why it matters
--------------
Which law applies depends on the country. An unknown country never passes.

Example
-------
`anna@example.org` without a country column.

What to do
----------
Add a country column, or say where such contacts live: `--country GB`.

References
----------
Directive 2002/58/EC article 13: https://eur-lex.europa.eu/eli/dir/2002/58/oj
"""

from __future__ import annotations

from listcheck.checks.gaps import TOP, Gap
from listcheck.checks.interface import ContactCheck, Example, Settles
from listcheck.core import columns as c

CHECK = ContactCheck(
    code="LC131",
    name="unknown-country",
    doc=__doc__,
    needs=(c.COUNTRY.name,),
    message="the country cannot be told",
    field="country",
    hold=c.COUNTRY.expr.is_null(),
    remedy="--country GB",
    marketing_only=True,
    settles=Settles("the country of each recipient", "--country CC, or [columns] country"),
    regained="once their country is known",
    gaps=(Gap(TOP, 'country = "FILL IN: country of contacts that nothing tells, as in GB"'),),
    examples=(
        Example({c.COUNTRY.name: None}, "hold"),
        Example({c.COUNTRY.name: "DE"}, "keep"),
    ),
)
