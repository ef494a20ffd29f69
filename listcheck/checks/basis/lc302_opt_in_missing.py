"""LC302 opt-in-missing

What it does
------------
Finds contacts whose country demands consent before contact, without a consent for this
channel. Dropped where the list says that there is none, held where it does not say.

Why it matters
--------------
Without consent the message is unlawful, and the sender has to prove the consent.

Example
-------
An Italian contact with a blank consent column.

What to do
----------
Consent is a positive act of the person: no tick, no consent. Give the evidence in a column
(`consent`, `consent_date`), or leave the contact out. Consent for e-mail does not cover calls or
texts: `consent_channel` says what it covers. Existing customers may need none: see LC304.

References
----------
Directive 2002/58/EC article 13: https://eur-lex.europa.eu/eli/dir/2002/58/oj

`listcheck rules show CC` prints the rule and the statute it cites.
"""

from __future__ import annotations

from listcheck.checks.facts import AuditFacts
from listcheck.checks.gaps import COLUMNS, CONSENT, SOFT, Gap
from listcheck.checks.interface import AuditNote, ContactCheck, Example, Settles
from listcheck.core import columns as c

_OPEN = (
    c.BASIS.expr.eq_missing("opt_in")
    & ~c.CONSENT_SUFFICES.expr.fill_null(False)
    & c.PARTY.expr.ne_missing("third")
    # A claimed soft opt-in is judged by LC304.
    & ~(c.SOFT_OPT_IN.expr.fill_null(False) & c.SOFT_OPT_IN_MET.expr.is_not_null())
)
# "No consent" is certain only when the demand for consent is.
_SAYS_NO = c.CONSENT.expr.eq_missing("none") & ~c.BASIS_DOUBTFUL.expr.fill_null(False)


def _audit_note(facts: AuditFacts) -> str | None:
    if facts.undated_evidence != "unknown":
        return None
    return (
        "consent, relationships and opt-outs of the logs that bear no date count as unknown: "
        'if they were written down with each send, [audit] undated_evidence = "at_send"'
    )


CHECK = ContactCheck(
    code="LC302",
    name="opt-in-missing",
    doc=__doc__,
    needs=(
        c.BASIS.name,
        c.BASIS_DOUBTFUL.name,
        c.CONSENT.name,
        c.CONSENT_SUFFICES.name,
        c.PARTY.name,
        c.SOFT_OPT_IN.name,
        c.SOFT_OPT_IN_MET.name,
    ),
    message="{country} demands consent before contact (opt-in): {consent_gap}",
    field="consent",
    drop=_OPEN & _SAYS_NO,
    hold=_OPEN & ~_SAYS_NO,
    remedy='a consent column: [columns] consent = "…"',
    cites_law=True,
    marketing_only=True,
    settles=Settles(
        "evidence of consent, with its day",
        "[columns] consent, consent_date (undated: [audit] undated_evidence)",
    ),
    regained="with consent for this channel (an opt-in)",
    gaps=(
        CONSENT,
        Gap(
            COLUMNS,
            'consent_channel = "FILL IN: header of: channels of the consent"',
            frozenset({"consent_channel"}),
            by_finding=False,
        ),
    ),
    opens=SOFT,
    fill_in=("consent",),
    audit_note=AuditNote("evidence", _audit_note),
    examples=(
        Example({c.BASIS.name: "opt_in", c.CONSENT.name: "none"}, "drop"),
        Example({c.BASIS.name: "opt_in", c.CONSENT.name: None}, "hold"),
        Example(
            {c.BASIS.name: "opt_in", c.CONSENT.name: "opt_in", c.CONSENT_SUFFICES.name: True},
            "keep",
        ),
        Example(
            {c.BASIS.name: "opt_in", c.CONSENT.name: "none", c.BASIS_DOUBTFUL.name: True}, "hold"
        ),
        Example({c.BASIS.name: "opt_out", c.CONSENT.name: None}, "keep"),
        Example({c.BASIS.name: "opt_in", c.PARTY.name: "third"}, "keep"),
        Example(
            {c.BASIS.name: "opt_in", c.SOFT_OPT_IN.name: True, c.SOFT_OPT_IN_MET.name: "unknown"},
            "keep",
        ),
    ),
)
