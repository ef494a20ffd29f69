"""LC307 consent-after-send

What it does
------------
Drops contacts whose consent is dated after the day of the send.

Why it matters
--------------
A consent that did not exist yet permits nothing.

Example
-------
Consent of 2026-12-24 for a send on 2026-11-22.

What to do
----------
Check the dates, or the send date.

References
----------
GDPR article 7(1): https://eur-lex.europa.eu/eli/reg/2016/679/oj
"""

from __future__ import annotations

from listcheck.checks.facts import RunFacts
from listcheck.checks.interface import ContactCheck, Example, WhyNotRun
from listcheck.core import columns as c


def _not_run(facts: RunFacts) -> str | None:
    if "consent" in facts.fields or {"optin_time", "confirm_time"} <= facts.fields:
        return None
    return 'the list has no evidence of consent ([columns] consent = "Header")'


CHECK = ContactCheck(
    code="LC307",
    name="consent-after-send",
    doc=__doc__,
    needs=(
        c.BASIS.name,
        c.CONSENT.name,
        c.CONSENT_DATE.name,
        c.SEND_DATE.name,
    ),
    message="the consent is dated after the send",
    field="consent_date",
    drop=(
        c.BASIS.expr.is_in(["opt_in", "double_opt_in", "legitimate_interest_or_opt_in"])
        & c.CONSENT.expr.is_in(["opt_in", "double_opt_in"])
        & (c.CONSENT_DATE.expr > c.SEND_DATE.expr)
    ).fill_null(False),
    marketing_only=True,
    not_run=WhyNotRun(_not_run, rank=2),
    examples=(
        Example(
            {
                c.BASIS.name: "opt_in",
                c.CONSENT.name: "opt_in",
                c.CONSENT_DATE.name: "2026-12-24",
                c.SEND_DATE.name: "2026-11-22",
            },
            "drop",
        ),
        Example(
            {
                c.BASIS.name: "opt_in",
                c.CONSENT.name: "opt_in",
                c.CONSENT_DATE.name: "2026-01-01",
                c.SEND_DATE.name: "2026-11-22",
            },
            "keep",
        ),
        Example(
            {
                c.BASIS.name: "opt_in",
                c.CONSENT.name: "opt_in",
                c.CONSENT_DATE.name: None,
                c.SEND_DATE.name: "2026-11-22",
            },
            "keep",
        ),
    ),
)
