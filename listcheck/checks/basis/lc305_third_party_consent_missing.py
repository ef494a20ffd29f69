"""LC305 third-party-consent-missing

What it does
------------
Finds contacts of a third party's list (bought, rented, supplied) whose country demands
consent, without one. Dropped where the list says no, held where it does not say.

Why it matters
--------------
With a third party's list nothing but the person's own, specific consent will do; the soft
opt-in never applies.

Example
-------
A rented list with an Italian contact and no consent column.

What to do
----------
Ask the supplier for the consent evidence per person, or leave the contacts out.

References
----------
Directive 2002/58/EC article 13: https://eur-lex.europa.eu/eli/dir/2002/58/oj

ICO, direct marketing and privacy and electronic communications: https://ico.org.uk/for-
organisations/direct-marketing-and-privacy-and-electronic-communications/

`listcheck rules show CC` prints the rule and the statute it cites.
"""

from __future__ import annotations

from listcheck.checks.gaps import CONSENT
from listcheck.checks.interface import ContactCheck, Example, Settles
from listcheck.core import columns as c

_OPEN = (
    c.BASIS.expr.eq_missing("opt_in")
    & ~c.CONSENT_SUFFICES.expr.fill_null(False)
    & c.PARTY.expr.eq_missing("third")
)
_SAYS_NO = c.CONSENT.expr.eq_missing("none") & ~c.BASIS_DOUBTFUL.expr.fill_null(False)

CHECK = ContactCheck(
    code="LC305",
    name="third-party-consent-missing",
    doc=__doc__,
    needs=(
        c.BASIS.name,
        c.BASIS_DOUBTFUL.name,
        c.CONSENT.name,
        c.CONSENT_SUFFICES.name,
        c.PARTY.name,
    ),
    message="{country} demands consent, and the list is a third party's: {consent_gap}",
    field="consent",
    drop=_OPEN & _SAYS_NO,
    hold=_OPEN & ~_SAYS_NO,
    remedy='a consent column: [columns] consent = "…"',
    cites_law=True,
    marketing_only=True,
    settles=Settles("evidence of consent to this sender", "[columns] consent, consent_date"),
    regained="with consent that names you",
    gaps=(CONSENT,),
    fill_in=("consent",),
    examples=(
        Example({c.BASIS.name: "opt_in", c.PARTY.name: "third", c.CONSENT.name: "none"}, "drop"),
        Example({c.BASIS.name: "opt_in", c.PARTY.name: "third", c.CONSENT.name: None}, "hold"),
        Example({c.BASIS.name: "opt_in", c.PARTY.name: "first", c.CONSENT.name: None}, "keep"),
    ),
)
