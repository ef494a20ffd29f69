"""LC309 legitimate-interest-not-assessed

What it does
------------
Finds that kept contacts rest on legitimate interest (the country applies the GDPR, a person
is named, there is neither consent nor a soft opt-in) while the brief has no assessment.

Why it matters
--------------
Where no consent is needed the GDPR still demands a basis. Legitimate interest counts only
when purpose, necessity and balance were assessed beforehand, for this campaign.

Example
-------
A French business contact under an opt-out rule.

What to do
----------
Write the assessment and declare it: `[brief.legitimate_interest]` with `purpose`, `necessity`
and `balancing`, each `{ result = "pass", date = 2026-11-01, text = "why" }`. A purpose that is
unlawful or unethical, or a less intrusive way, fails its test. A relation to a client makes an
interest possible, not certain: would the recipient object?

References
----------
GDPR article 6(1)(f): https://eur-lex.europa.eu/eli/reg/2016/679/oj

ICO, direct marketing and privacy and electronic communications: https://ico.org.uk/for-
organisations/direct-marketing-and-privacy-and-electronic-communications/
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from listcheck.checks.facts import AuditFacts, RunFacts
from listcheck.checks.gaps import INTEREST, Gap
from listcheck.checks.interface import RunCheck, RunExample, RunFinding, Settles
from listcheck.core import columns as c


def judge(facts: RunFacts) -> tuple[RunFinding, ...]:
    """Incomplete when somebody is kept on an interest that nobody assessed."""
    if not facts.kept_on_legitimate_interest or not facts.legitimate_interest_gaps:
        return ()
    missing = ", ".join(facts.legitimate_interest_gaps)
    return (
        RunFinding(
            "incomplete",
            f"{facts.kept_on_legitimate_interest:,} kept contacts rest on legitimate interest, "
            f"and the brief's assessment does not carry it: {missing}",
            "leave them out until all three tests are passed: [brief.legitimate_interest] purpose, "
            "necessity and balancing, each with result and date",
        ),
    )


def _of_sends(facts: AuditFacts) -> Sequence[pl.Expr]:
    """Of sends that rest on an interest which nobody had assessed by then."""
    if facts.purpose == "contract":
        return ()
    begins = facts.assessed_from
    early = pl.lit(value=True) if begins is None else c.SEND_DATE.expr < begins
    return (c.LEGITIMATE_INTEREST.expr & early,)


def _of_audit(facts: AuditFacts) -> Sequence[RunFinding]:
    if facts.assessed_from is not None:
        return ()
    return (
        RunFinding(
            "incomplete",
            "no complete assessment of legitimate interest is declared: sends that rest on it "
            "cannot be called lawful",
            "[brief.legitimate_interest] purpose, necessity, balancing, each passed and dated",
        ),
    )


CHECK = RunCheck(
    code="LC309",
    name="legitimate-interest-not-assessed",
    doc=__doc__,
    judge=judge,
    verdicts="run incomplete",
    settles=Settles(
        "an assessment of the legitimate interest from before the sends",
        "[brief.legitimate_interest] purpose, necessity and balancing, with their days",
    ),
    audit_message="it rests on legitimate interest, without an assessment of that day",
    waivable=True,
    gaps=(
        Gap(
            INTEREST,
            'purpose = {{ result = "FILL IN: pass or fail", text = "FILL IN: why this campaign" }}',
        ),
        Gap(
            INTEREST,
            'necessity = {{ result = "FILL IN: pass or fail", '
            'text = "FILL IN: why no milder way" }}',
        ),
        Gap(
            INTEREST,
            'balancing = {{ result = "FILL IN: pass or fail", date = "FILL IN: its day" }}',
        ),
    ),
    of_sends=_of_sends,
    of_audit=_of_audit,
    examples=(
        RunExample({}, "keep"),
        RunExample({"kept_on_legitimate_interest": 3}, "incomplete"),
        RunExample({"kept_on_legitimate_interest": 3, "legitimate_interest_gaps": ()}, "keep"),
    ),
)
