"""LC311 no-privacy-notice-declared

What it does
------------
Notes that neither the brief says that a privacy notice is published nor the list says when
it was given.

Why it matters
--------------
People must be told where their data come from and how to object, on whatever basis they are
contacted.

Example
-------
A brief without `publishes_privacy_notice` and a list without `notice_date`.

What to do
----------
Declare it: `[brief] publishes_privacy_notice = true`, or map `notice_date`.

References
----------
GDPR articles 13 and 14: https://eur-lex.europa.eu/eli/reg/2016/679/oj
"""

from __future__ import annotations

from listcheck.checks.facts import RunFacts
from listcheck.checks.gaps import BRIEF, Gap
from listcheck.checks.interface import RunCheck, RunExample, RunFinding


def judge(facts: RunFacts) -> tuple[RunFinding, ...]:
    """A note when nothing says that people were informed."""
    if facts.publishes_privacy_notice or facts.notice_dates:
        return ()
    return (
        RunFinding(
            "note",
            "nothing says that a privacy notice is published or was given",
            "[brief] publishes_privacy_notice = true",
        ),
    )


CHECK = RunCheck(
    code="LC311",
    name="no-privacy-notice-declared",
    doc=__doc__,
    judge=judge,
    verdicts="run note",
    gaps=(Gap(BRIEF, 'publishes_privacy_notice = "FILL IN: true or false"'),),
    examples=(
        RunExample({}, "note"),
        RunExample({"publishes_privacy_notice": True}, "keep"),
        RunExample({"notice_dates": True}, "keep"),
    ),
)
