"""LC901 rules-review-overdue

What it does
------------
Notes that a country file was last reviewed more than a year before the send date.

Why it matters
--------------
Law changes; an old review may have missed it.

Example
-------
`reviewed = 2024-01-01` for a send in November 2026.

What to do
----------
Update listcheck, or review the country in your own copy of the rules.

References
----------
`listcheck rules show CC` prints the day of the review; how a file is reviewed stands in
`rules/README.md`: https://eur-lex.europa.eu/ is where the changes of EU law are published.
"""

from __future__ import annotations

from datetime import date

from listcheck.checks.facts import RunFacts
from listcheck.checks.interface import RunCheck, RunExample, RunFinding

#: Reviewed once a year is what the rule files promise.
DAYS = 366


def judge(facts: RunFacts) -> tuple[RunFinding, ...]:
    """A note when the oldest review lies more than a year before the send."""
    if facts.oldest_review is None or (facts.send_date - facts.oldest_review).days <= DAYS:
        return ()
    return (
        RunFinding(
            "note",
            f"the rules of {facts.oldest_review_country} were last reviewed on "
            f"{facts.oldest_review}",
            "update listcheck",
        ),
    )


CHECK = RunCheck(
    code="LC901",
    name="rules-review-overdue",
    doc=__doc__,
    judge=judge,
    verdicts="run note",
    examples=(
        RunExample({}, "keep"),
        RunExample({"oldest_review": date(2024, 1, 1), "oldest_review_country": "GB"}, "note"),
        RunExample({"oldest_review": date(2026, 6, 1)}, "keep"),
    ),
)
