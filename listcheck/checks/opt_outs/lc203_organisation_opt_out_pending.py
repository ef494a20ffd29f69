"""LC203 organisation-opt-out-pending

What it does
------------
Holds contacts of an organisation whose request to opt out as a whole is not decided yet: the
state `pending` in `--org-optouts`, or an open case of the opt-out ledger, which the finding
names. Requests become pending in account management only, when whoever asked does not speak for
the organisation, and on all four grounds: you work closely with it, it is a current customer,
nothing you sent explains the request, and it came from a junior person. `[policy] org_authority =
"any"` asks on any one of them; the default is all, because asking first delays a right.

Why it matters
--------------
Until somebody with authority has answered, nobody there should be mailed; the person who
asked is suppressed at once (LC201).

A company of the same name with another legal form, or with none, may or may not be the one that
opted out; only a person can tell, so it is held as well.

Example
-------
An organisation entry with the state `pending`; a case in `listcheck optout list`.

What to do
----------
Ask a senior contact, then record the answer: `listcheck optout decide CASE confirmed`, or
`refused`, or the state in the organisation source. A refusal closes the case only together with
a confirmation sent to the customer and a filed copy of it; without both the contacts stay held.

References
----------
GDPR article 21(2)-(3): https://eur-lex.europa.eu/eli/reg/2016/679/oj
"""

from __future__ import annotations

from listcheck.checks.interface import CONTRACT, ContactCheck, Example, Settles
from listcheck.core import columns as c

CHECK = ContactCheck(
    code="LC203",
    name="organisation-opt-out-pending",
    doc=__doc__,
    needs=(c.ORG_OPT_OUT.name,),
    message="the organisation's opt-out is pending, or its name is nearly that of one opted out"
    "{org_case}",
    field="email",
    hold=c.ORG_OPT_OUT.expr.eq_missing("pending") | c.ORG_OPT_OUT.expr.eq_missing("near"),
    remedy="decide the pending organisation requests; give domains or account ids beside names",
    lifted_for=CONTRACT,
    settles=Settles(
        "decisions on the organisation requests that are pending", "listcheck optout decide"
    ),
    audit_message="the organisation's opt-out was not decided{opt_out_source}{opt_out_case}",
    opt_out_of="pending",
    examples=(
        Example({c.ORG_OPT_OUT.name: "pending"}, "hold"),
        Example({c.ORG_OPT_OUT.name: "near"}, "hold"),
        Example({c.ORG_OPT_OUT.name: None}, "keep"),
    ),
)
