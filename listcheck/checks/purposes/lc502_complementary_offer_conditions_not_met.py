"""LC502 complementary-offer-conditions-not-met

What it does
------------
With `--purpose complementary`, drops contacts that opted out, unless house rules allow it and
every condition holds: `[policy] complementary = "on"`, `[brief] mode = "account_management"`,
a current customer (`current_customer`), an account that is buying of its own accord
(`proactively_buying`) and a contact who welcomes the subject (`receptive`).

Why it matters
--------------
After an objection there is no more direct marketing (GDPR article 21(3)). Offering what
complements the customer's current infrastructure is a practice of account managers, not a
right: it is off by default, and where it is switched on every report calls it a risk. A contact
who is not receptive gets nothing beyond the contract.

Example
-------
An opted-out customer whose row does not say whether the account is buying.

What to do
----------
Leave the contact out. A receptive contact may be shown, word for word and by an account manager
only: "Always stay up-to-date. Re-join our marketing communications - <subscribe URL>".

References
----------
GDPR article 21(2)-(3): https://eur-lex.europa.eu/eli/reg/2016/679/oj
"""

from __future__ import annotations

from listcheck.checks.interface import ContactCheck, Example
from listcheck.core import columns as c

CHECK = ContactCheck(
    code="LC502",
    name="complementary-offer-conditions-not-met",
    doc=__doc__,
    needs=(
        c.COMPLEMENTARY_ALLOWED.name,
        c.HAS_OPTED_OUT.name,
        c.PURPOSE.name,
    ),
    message="opted out, and the conditions of a complementary offer are not all met",
    field="proactively_buying",
    drop=c.PURPOSE.expr.eq_missing("complementary")
    & c.HAS_OPTED_OUT.expr.fill_null(False)
    & ~c.COMPLEMENTARY_ALLOWED.expr.fill_null(False),
    examples=(
        Example({c.PURPOSE.name: "complementary", c.HAS_OPTED_OUT.name: True}, "drop"),
        Example(
            {
                c.PURPOSE.name: "complementary",
                c.HAS_OPTED_OUT.name: True,
                c.COMPLEMENTARY_ALLOWED.name: True,
            },
            "keep",
        ),
        Example({c.PURPOSE.name: "complementary", c.HAS_OPTED_OUT.name: None}, "keep"),
        Example({c.PURPOSE.name: "marketing", c.HAS_OPTED_OUT.name: True}, "keep"),
    ),
)
