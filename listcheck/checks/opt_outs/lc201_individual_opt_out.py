"""LC201 individual-opt-out

What it does
------------
Drops contacts of whom any address (for calls and texts any number as well) stands in a
suppression source or in the opt-out ledger, however many they have and in whatever column or cell;
a finding of the ledger names the case. Whoever asked for a whole organisation is opted out too,
at once and whatever becomes of the request.

Why it matters
--------------
An opt-out is absolute: the person must not get marketing again. It concerns that person
only; colleagues stay contactable.

Example
-------
A contact whose address is in `--suppress unsubscribed.csv`.

What to do
----------
Nothing. The contact must not be mailed. "Please do not contact me again" never expires. Only
the person can come back: a consent for this channel, later than a dated opt-out, with the
time and network address of its confirmation (`confirm_time`, `confirm_ip`), or a re-join that
the ledger has evidence of (`listcheck optout record --rejoin`).

References
----------
GDPR article 21(2)-(3): https://eur-lex.europa.eu/eli/reg/2016/679/oj

ICO, direct marketing and privacy and electronic communications: https://ico.org.uk/for-
organisations/direct-marketing-and-privacy-and-electronic-communications/
"""

from __future__ import annotations

from listcheck.checks.facts import RunFacts
from listcheck.checks.interface import OPT_OUT, ContactCheck, Example, Settles, WhyNotRun
from listcheck.core import columns as c


def _not_run(facts: RunFacts) -> str | None:
    if any(source.kind == "people" for source in facts.sources):
        return None
    return "no list of people who opted out was given (--suppress FILE)"


CHECK = ContactCheck(
    code="LC201",
    name="individual-opt-out",
    doc=__doc__,
    needs=(
        c.SUPPRESSED.name,
        c.SUPPRESSED_BOUNCE.name,
    ),
    message="opted out: listed in the suppression source {suppressed}{opt_out_case}",
    field="recipient",
    drop=c.SUPPRESSED.expr.is_not_null() & ~c.SUPPRESSED_BOUNCE.expr.fill_null(False),
    opt_out=True,
    lifted_for=OPT_OUT,
    settles=Settles(
        "when each opt-out was received",
        "a date, at best with a clock, for each entry; at least --suppress FILE@DAY",
    ),
    audit_message="the person had opted out{opt_out_source}{opt_out_case}{delay}",
    opt_out_of="person",
    not_run=WhyNotRun(_not_run),
    examples=(
        Example({c.SUPPRESSED.name: "unsubscribed.csv", c.SUPPRESSED_BOUNCE.name: False}, "drop"),
        Example({c.SUPPRESSED.name: "bounces.csv", c.SUPPRESSED_BOUNCE.name: True}, "keep"),
        Example({c.SUPPRESSED.name: None}, "keep"),
    ),
)
