"""LC304 soft-opt-in-conditions-not-met

What it does
------------
Judges the soft opt-in (existing customers without consent) where the rule knows one and the
list claims a sale or a negotiation. Dropped when a condition fails, held when one is
unknown.

Why it matters
--------------
The exception needs all of it, and is never assumed: details collected in a sale or negotiations
for one; by the sending entity itself; for its own similar products; an opt-out offered at
collection and in every message. A negotiation needs an express interest in buying (a quote asked
for); any other enquiry is none. Only commercial senders have it, and charities in the United
Kingdom from 2026-02-05; never with a third party's list, never for calls.

Example
-------
A Belgian customer whose row does not say whether an opt-out was offered at collection.

What to do
----------
The finding says which condition fails or is unknown. Columns: `relationship` (and
`relationship_date`, `contract_end` where the law sets a clock), `collected_by` (the same entity as
`[brief] sender_entity`; case, punctuation and Ltd/Limited do not count) and `optout_offered`.
Brief: `sender_kind`, `sender_entity`, `similar_products`, `unsubscribe`.

References
----------
PECR 2003 regulation 22(3)-(3A): https://www.legislation.gov.uk/uksi/2003/2426/regulation/22

Directive 2002/58/EC article 13: https://eur-lex.europa.eu/eli/dir/2002/58/oj (paragraph 2)

ICO, direct marketing and privacy and electronic communications: https://ico.org.uk/for-
organisations/direct-marketing-and-privacy-and-electronic-communications/

`listcheck rules show CC` prints the rule and the statute it cites.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from listcheck.checks.facts import HeldFacts, RunFacts
from listcheck.checks.gaps import BRIEF, COLUMNS, SOFT, Gap
from listcheck.checks.interface import ContactCheck, Example, Settles, WhyNotRun
from listcheck.core import columns as c

_CLAIMED = (
    c.BASIS.expr.is_in(["opt_in", "double_opt_in"]).fill_null(False)
    & c.SOFT_OPT_IN.expr.fill_null(False)
    & ~c.CONSENT_SUFFICES.expr.fill_null(False)
    # A single opt-in where a double one is due rests on consent: LC303 judges it.
    & c.CONSENT.expr.ne_missing("opt_in")
)


def _not_run(facts: RunFacts) -> str | None:
    if "relationship" in facts.fields or facts.channel not in ("email", "sms"):
        return None
    return "the list does not say who is a customer ([columns] relationship)"


_REMEDY: Final = "[brief] sender_kind, sender_entity, similar_products; column optout_offered"


def _reasons(held: HeldFacts) -> str:
    """The reasons that most of the held contacts share."""
    reasons = held.rows[c.SOFT_OPT_IN_REASON.name].cast(pl.String).value_counts(sort=True)
    return "; ".join(reasons[c.SOFT_OPT_IN_REASON.name].drop_nulls().head(3)) or _REMEDY


CHECK = ContactCheck(
    code="LC304",
    name="soft-opt-in-conditions-not-met",
    doc=__doc__,
    needs=(
        c.BASIS.name,
        c.CONSENT.name,
        c.CONSENT_SUFFICES.name,
        c.SOFT_OPT_IN.name,
        c.SOFT_OPT_IN_MET.name,
    ),
    message="{country}: no soft opt-in: {soft_opt_in_reason}",
    field="relationship",
    drop=_CLAIMED & c.SOFT_OPT_IN_MET.expr.eq_missing("no"),
    hold=_CLAIMED & c.SOFT_OPT_IN_MET.expr.eq_missing("unknown"),
    remedy=_REMEDY,
    cites_law=True,
    marketing_only=True,
    settles=Settles(
        "the sale that the address comes from, and what was offered then",
        "[columns] relationship, relationship_date, optout_offered; [brief] similar_products",
    ),
    regained="with proof that they are customers under the soft opt-in, or with consent",
    gaps=(
        Gap(BRIEF, 'sender_kind = "FILL IN: commercial, charity, party or nonprofit"', SOFT),
        Gap(BRIEF, 'sender_entity = "FILL IN: legal entity, as in the column collected_by"', SOFT),
        Gap(
            BRIEF,
            'similar_products = "FILL IN: true if own products similar to those sold"',
            SOFT,
        ),
        Gap(
            COLUMNS,
            'relationship = "FILL IN: header of: customer, negotiation, enquiry"',
            SOFT | {"relationship"},
            by_finding=False,
        ),
        Gap(
            COLUMNS,
            'collected_by = "FILL IN: header of: entity that collected the details"',
            SOFT,
            by_finding=False,
        ),
        Gap(
            COLUMNS,
            'optout_offered = "FILL IN: header of: opt-out offered at collection"',
            SOFT | {"optout_offered"},
            by_finding=False,
        ),
        Gap(
            COLUMNS,
            'relationship_date = "FILL IN: header of: day of the last purchase"',
            frozenset({"relationship_date"}),
            by_finding=False,
        ),
        Gap(
            COLUMNS,
            'contract_end = "FILL IN: header of: day the contract ended"',
            frozenset({"relationship_date"}),
            by_finding=False,
        ),
    ),
    not_run=WhyNotRun(_not_run, rank=3),
    remedy_for=_reasons,
    examples=(
        Example(
            {c.BASIS.name: "opt_in", c.SOFT_OPT_IN.name: True, c.SOFT_OPT_IN_MET.name: "no"}, "drop"
        ),
        Example(
            {c.BASIS.name: "opt_in", c.SOFT_OPT_IN.name: True, c.SOFT_OPT_IN_MET.name: "unknown"},
            "hold",
        ),
        Example(
            {c.BASIS.name: "opt_in", c.SOFT_OPT_IN.name: True, c.SOFT_OPT_IN_MET.name: "yes"},
            "keep",
        ),
        Example(
            {c.BASIS.name: "opt_in", c.SOFT_OPT_IN.name: False, c.SOFT_OPT_IN_MET.name: "no"},
            "keep",
        ),
        Example(
            {
                c.BASIS.name: "double_opt_in",
                c.CONSENT.name: "opt_in",
                c.SOFT_OPT_IN.name: True,
                c.SOFT_OPT_IN_MET.name: "no",
            },
            "keep",
        ),
    ),
)
