"""LC132 conflicting-country

What it does
------------
Finds contacts whose list column names one country and whose telephone number belongs to
another. Held where the two countries' laws differ for this campaign, else a note.

Why it matters
--------------
The law of the recipient's country applies; when two are possible, the answer must not be
the laxer one by accident.

Example
-------
Country `US`, number `+49 30 …`.

What to do
----------
Correct the country or the number in the source.

References
----------
Directive 2002/58/EC article 13: https://eur-lex.europa.eu/eli/dir/2002/58/oj
"""

from __future__ import annotations

from listcheck.checks.interface import ContactCheck, Example, Settles
from listcheck.core import columns as c

CHECK = ContactCheck(
    code="LC132",
    name="conflicting-country",
    doc=__doc__,
    needs=(
        c.OTHER_COUNTRY.name,
        c.COUNTRY_CONFLICT.name,
    ),
    message="the list says {country}, the telephone number belongs to {other_country}",
    field="country",
    hold=c.COUNTRY_CONFLICT.expr.fill_null(True) & c.OTHER_COUNTRY.expr.is_not_null(),
    note=~c.COUNTRY_CONFLICT.expr.fill_null(True) & c.OTHER_COUNTRY.expr.is_not_null(),
    remedy="correct the country or the number in the source",
    marketing_only=True,
    settles=Settles(
        "which of two countries is right", "correct the country or the number in the logs"
    ),
    regained="once their country and their number agree",
    examples=(
        Example({c.OTHER_COUNTRY.name: "DE", c.COUNTRY_CONFLICT.name: True}, "hold"),
        Example({c.OTHER_COUNTRY.name: "DE", c.COUNTRY_CONFLICT.name: False}, "note"),
        Example({c.OTHER_COUNTRY.name: None, c.COUNTRY_CONFLICT.name: False}, "keep"),
    ),
)
