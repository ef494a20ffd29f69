"""LC202 organisation-opt-out

What it does
------------
Drops contacts of an organisation that opted out as a whole: by the domain of the address
including its subdomains, by the account id, or by the company's name with its legal form. The
request stands in `--org-optouts` or in the opt-out ledger; the finding then names the case.

Why it matters
--------------
"Please unsubscribe our whole organisation" covers everybody there, also people who never
wrote themselves. Nobody's authority is asked in prospecting, nor of a requester who speaks for
the organisation (C-level, or otherwise authorised).

Example
-------
`anna@mail.example.org` when example.org is in `--org-optouts`.

What to do
----------
Nothing. The contact must not be mailed, and a person of it who comes back does not free the
others. Pass the organisation on as one entry (`listcheck optout export`), not as opt-outs of
single contacts.

References
----------
GDPR article 21(2)-(3): https://eur-lex.europa.eu/eli/reg/2016/679/oj
"""

from __future__ import annotations

from listcheck.checks.facts import RunFacts
from listcheck.checks.interface import OPT_OUT, ContactCheck, Example, Settles, WhyNotRun
from listcheck.core import columns as c


def _not_run(facts: RunFacts) -> str | None:
    if any(source.kind == "organisations" for source in facts.sources):
        return None
    return "no list of organisations that opted out was given (--org-optouts FILE)"


CHECK = ContactCheck(
    code="LC202",
    name="organisation-opt-out",
    doc=__doc__,
    needs=(c.ORG_OPT_OUT.name,),
    message="the organisation opted out as a whole{org_case}",
    field="email",
    drop=c.ORG_OPT_OUT.expr.eq_missing("confirmed"),
    opt_out=True,
    of_organisation=True,
    lifted_for=OPT_OUT,
    settles=Settles(
        "when each organisation's opt-out was received",
        "a date for each entry; at least --org-optouts FILE@DAY",
    ),
    audit_message="the organisation had opted out{opt_out_source}{opt_out_case}{delay}",
    opt_out_of="organisation",
    not_run=WhyNotRun(_not_run),
    examples=(
        Example({c.ORG_OPT_OUT.name: "confirmed"}, "drop"),
        Example({c.ORG_OPT_OUT.name: "pending"}, "keep"),
        Example({c.ORG_OPT_OUT.name: None}, "keep"),
    ),
)
