"""LC303 double-opt-in-missing

What it does
------------
Finds contacts whose country's rule demands a confirmed (double) opt-in, without evidence of
one: a sign-up time and a later confirmation time. Dropped where the list says that there is
no consent, held otherwise.

Why it matters
--------------
The sender must prove that the owner of the mailbox gave the consent; a confirmed sign-up is
the proof that courts accept.

Example
-------
A German contact with consent `opt_in` and no confirmation time.

What to do
----------
Give `optin_time` and `confirm_time`, or send a confirmation request. `[policy]
double_opt_in = "stated"` accepts the word `double_opt_in` without times.

References
----------
Federal Court of Justice (Germany), I ZR 164/09: https://www.bundesgerichtshof.de/

`listcheck rules show CC` prints the rule and the statute it cites.
"""

from __future__ import annotations

from listcheck.checks.gaps import COLUMNS, CONSENT, SOFT, Gap
from listcheck.checks.interface import ContactCheck, Example, Settles
from listcheck.core import columns as c

_OPEN = (
    c.BASIS.expr.eq_missing("double_opt_in")
    & ~c.CONSENT_SUFFICES.expr.fill_null(False)
    # A claimed soft opt-in is judged by LC304, unless the contact rests on a single opt-in.
    & ~(
        c.SOFT_OPT_IN.expr.fill_null(False)
        & c.SOFT_OPT_IN_MET.expr.is_not_null()
        & (c.CONSENT.expr.ne_missing("opt_in") | c.SOFT_OPT_IN_MET.expr.eq_missing("yes"))
    )
)

CHECK = ContactCheck(
    code="LC303",
    name="double-opt-in-missing",
    doc=__doc__,
    needs=(
        c.BASIS.name,
        c.CONSENT.name,
        c.CONSENT_SUFFICES.name,
        c.SOFT_OPT_IN.name,
        c.SOFT_OPT_IN_MET.name,
    ),
    message="{country} demands a confirmed (double) opt-in: {consent_gap}",
    field="consent",
    drop=_OPEN & c.CONSENT.expr.eq_missing("none"),
    hold=_OPEN & c.CONSENT.expr.ne_missing("none"),
    remedy='[columns] optin_time = "…", confirm_time = "…"',
    cites_law=True,
    marketing_only=True,
    settles=Settles("evidence of confirmed sign-ups", "[columns] optin_time, confirm_time"),
    regained="with a confirmed opt-in",
    gaps=(
        CONSENT,
        Gap(COLUMNS, 'optin_time = "FILL IN: header of the sign-up time"'),
        Gap(COLUMNS, 'confirm_time = "FILL IN: header of the confirmation time"'),
    ),
    opens=SOFT,
    fill_in=("optin_time", "confirm_time"),
    examples=(
        Example({c.BASIS.name: "double_opt_in", c.CONSENT.name: "none"}, "drop"),
        Example({c.BASIS.name: "double_opt_in", c.CONSENT.name: "opt_in"}, "hold"),
        Example({c.BASIS.name: "double_opt_in", c.CONSENT.name: None}, "hold"),
        Example(
            {
                c.BASIS.name: "double_opt_in",
                c.CONSENT.name: "double_opt_in",
                c.CONSENT_SUFFICES.name: True,
            },
            "keep",
        ),
        Example(
            {
                c.BASIS.name: "double_opt_in",
                c.CONSENT.name: "opt_in",
                c.SOFT_OPT_IN.name: True,
                c.SOFT_OPT_IN_MET.name: "no",
            },
            "hold",
        ),
        Example(
            {
                c.BASIS.name: "double_opt_in",
                c.CONSENT.name: "opt_in",
                c.SOFT_OPT_IN.name: True,
                c.SOFT_OPT_IN_MET.name: "yes",
            },
            "keep",
        ),
    ),
)
