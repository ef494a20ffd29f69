"""LC501 beyond-existing-agreement

What it does
------------
With `--purpose contract`, drops contacts with whom no agreement is in force, and holds those
of whom the list does not say. Contacts under an agreement may get the message even after an
opt-out, and the law of marketing (LC3xx, LC4xx) is not asked of them.

Why it matters
--------------
What an existing agreement, a contract or its renewal requires is no marketing: an opt-out does
not stop it. Nothing beyond that contract is covered: no new service, product or vendor. Wider
topics only where the customer raised them, and then the written reply says so: "further to our
conversation and as per your request".

Example
-------
A renewal notice to a contact whose `existing_agreement` says no.

What to do
----------
Fill `existing_agreement` or `contract_end`, or send with `--purpose marketing`.

References
----------
GDPR article 6(1)(b): https://eur-lex.europa.eu/eli/reg/2016/679/oj

GDPR article 21(2)-(3): https://eur-lex.europa.eu/eli/reg/2016/679/oj
"""

from __future__ import annotations

from listcheck.checks.gaps import COLUMNS, Gap
from listcheck.checks.interface import ContactCheck, Example, Settles
from listcheck.core import columns as c

_CONTRACT = c.PURPOSE.expr.eq_missing("contract")

CHECK = ContactCheck(
    code="LC501",
    name="beyond-existing-agreement",
    doc=__doc__,
    needs=(c.EXISTING_AGREEMENT.name, c.PURPOSE.name),
    message="no agreement with this contact is in force that the message could belong to",
    field="existing_agreement",
    drop=_CONTRACT & c.EXISTING_AGREEMENT.expr.eq_missing("no"),
    hold=_CONTRACT & c.EXISTING_AGREEMENT.expr.is_null(),
    remedy='[columns] existing_agreement = "…" or contract_end = "…"',
    settles=Settles(
        "the agreement that each message rests on", "[columns] existing_agreement, contract_end"
    ),
    gaps=(
        Gap(
            COLUMNS,
            'existing_agreement = "FILL IN: header of: an agreement is in force"',
            frozenset({"existing_agreement"}),
        ),
    ),
    examples=(
        Example({c.PURPOSE.name: "contract", c.EXISTING_AGREEMENT.name: "no"}, "drop"),
        Example({c.PURPOSE.name: "contract", c.EXISTING_AGREEMENT.name: None}, "hold"),
        Example({c.PURPOSE.name: "contract", c.EXISTING_AGREEMENT.name: "yes"}, "keep"),
        Example({c.PURPOSE.name: "marketing", c.EXISTING_AGREEMENT.name: "no"}, "keep"),
    ),
)
