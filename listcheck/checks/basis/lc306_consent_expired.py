"""LC306 consent-expired

What it does
------------
Finds contacts whose permission has run out. Dropped where a statute sets the clock: Canada
(24 months after a purchase, 6 months after an enquiry), Ireland (12 months after the sale or
the last use of the details), Slovakia (one year after the contract ended, from 2025-11-12).
Held where a house rule does: `[policy] consent_max_months` and
`third_party_consent_max_months`; a consent without a date is held there too.

Why it matters
--------------
A permission that has run out is none.

Example
-------
A Canadian customer who bought 25 months before the send, without an express consent.

What to do
----------
Ask for an express consent by another lawful way, or leave the contact out. Where the clock
is a house rule, look at the evidence, or change the rule.

References
----------
CASL, section 10(9)-(13): https://laws-lois.justice.gc.ca/eng/acts/E-1.6/

S.I. 336/2011 (Ireland), regulation 13(11): https://www.irishstatutebook.ie/eli/2011/si/336/made/en/print

`listcheck rules show CC` prints the rule and the statute it cites.
"""

from __future__ import annotations

from listcheck.checks.interface import ContactCheck, Example, Settles
from listcheck.core import columns as c

_BY_STATUTE = (
    c.SOFT_OPT_IN.expr.fill_null(False)
    & c.SOFT_OPT_IN_MET.expr.eq_missing("expired")
    & ~c.CONSENT_SUFFICES.expr.fill_null(False)
    # A single opt-in where a double one is due rests on consent: LC303 judges it.
    & c.CONSENT.expr.ne_missing("opt_in")
)
_BY_HOUSE_RULE = (
    c.CONSENT_TOO_OLD.expr.fill_null(False)
    & c.CONSENT_SUFFICES.expr.fill_null(False)
    & (
        c.BASIS.expr.is_in(["opt_in", "double_opt_in", "legitimate_interest_or_opt_in"])
        # Consent is also what beats a listing in a register.
        | c.REGISTER.expr.is_not_null()
    ).fill_null(False)
)

CHECK = ContactCheck(
    code="LC306",
    name="consent-expired",
    doc=__doc__,
    needs=(
        c.BASIS.name,
        c.CONSENT.name,
        c.CONSENT_SUFFICES.name,
        c.CONSENT_TOO_OLD.name,
        c.REGISTER.name,
        c.SOFT_OPT_IN.name,
        c.SOFT_OPT_IN_MET.name,
    ),
    message="{country}: the permission has run out, or nobody can say how old it is",
    field="consent_date",
    drop=_BY_STATUTE,
    hold=_BY_HOUSE_RULE,
    remedy="renew the consent, or change the [policy] that sets its age",
    cites_law=True,
    marketing_only=True,
    settles=Settles("when each consent was last used", "[columns] consent_date, consent_last_used"),
    regained="with a consent or relationship renewed in time",
    examples=(
        Example(
            {c.BASIS.name: "opt_in", c.SOFT_OPT_IN.name: True, c.SOFT_OPT_IN_MET.name: "expired"},
            "drop",
        ),
        Example(
            {
                c.BASIS.name: "opt_in",
                c.CONSENT.name: "double_opt_in",
                c.CONSENT_SUFFICES.name: True,
                c.SOFT_OPT_IN.name: True,
                c.SOFT_OPT_IN_MET.name: "expired",
            },
            "keep",
        ),
        Example(
            {c.BASIS.name: "opt_in", c.SOFT_OPT_IN.name: True, c.SOFT_OPT_IN_MET.name: "yes"},
            "keep",
        ),
        Example(
            {c.BASIS.name: "opt_in", c.CONSENT_SUFFICES.name: True, c.CONSENT_TOO_OLD.name: True},
            "hold",
        ),
        Example(
            {c.BASIS.name: "opt_out", c.CONSENT_SUFFICES.name: True, c.CONSENT_TOO_OLD.name: True},
            "keep",
        ),
        Example(
            {
                c.BASIS.name: "opt_out",
                c.REGISTER.name: "TPS",
                c.CONSENT_SUFFICES.name: True,
                c.CONSENT_TOO_OLD.name: True,
            },
            "hold",
        ),
    ),
)
