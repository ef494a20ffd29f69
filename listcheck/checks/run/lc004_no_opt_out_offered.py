"""LC004 no-opt-out-offered

What it does
------------
Finds that the brief names no unsubscribe route for this campaign.

Why it matters
--------------
Every message must offer a way out, in every country and on every legal basis, even where no
consent is needed.

Example
-------
A `listcheck.toml` without `unsubscribe` under `[brief]`.

What to do
----------
Declare the route once: `[brief] unsubscribe = "https://example.com/unsubscribe"` (or an
address, or "reply STOP").

References
----------
Directive 2002/58/EC article 13: https://eur-lex.europa.eu/eli/dir/2002/58/oj

CAN-SPAM, 15 U.S.C. 7704(a)(3): https://www.ftc.gov/business-guidance/resources/can-spam-
act-compliance-guide-business
"""

from __future__ import annotations

from listcheck.checks.facts import RunFacts
from listcheck.checks.gaps import BRIEF, Gap
from listcheck.checks.interface import RunCheck, RunExample, RunFinding


def judge(facts: RunFacts) -> tuple[RunFinding, ...]:
    """Incomplete when the brief is silent on the unsubscribe route."""
    if facts.unsubscribe:
        return ()
    return (
        RunFinding(
            "incomplete",
            "the brief names no unsubscribe route, and every message must offer one",
            '[brief] unsubscribe = "https://…"',
        ),
    )


CHECK = RunCheck(
    code="LC004",
    name="no-opt-out-offered",
    doc=__doc__,
    judge=judge,
    verdicts="run incomplete",
    waivable=True,
    gaps=(Gap(BRIEF, 'unsubscribe = "FILL IN: address of the unsubscribe page"'),),
    examples=(
        RunExample({}, "incomplete"),
        RunExample({"unsubscribe": True}, "keep"),
    ),
)
