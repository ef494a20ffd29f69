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

from listcheck.checks.interface import RunCheck, RunExample, RunFacts, RunFinding


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


CHECK = RunCheck(
    code="LC309",
    name="legitimate-interest-not-assessed",
    doc=__doc__,
    judge=judge,
    verdicts="run incomplete",
    examples=(
        RunExample({}, "keep"),
        RunExample({"kept_on_legitimate_interest": 3}, "incomplete"),
        RunExample({"kept_on_legitimate_interest": 3, "legitimate_interest_gaps": ()}, "keep"),
    ),
)
