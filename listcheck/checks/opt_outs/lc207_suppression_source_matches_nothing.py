"""LC207 suppression-source-matches-nothing

What it does
------------
Notes a source of opt-outs that matches no contact although it has entries, or that holds
a few entries nobody can read (more of them: LC214), and says the probable cause.

Why it matters
--------------
A source that matches nothing is often the wrong file, the wrong column or another spelling,
and protects nobody.

Example
-------
A file of names given as `--suppress`.

What to do
----------
Look at the source: does it hold addresses or numbers, in a column of its own?

References
----------
GDPR article 21(2)-(3): https://eur-lex.europa.eu/eli/reg/2016/679/oj
"""

from __future__ import annotations

from listcheck.checks.facts import RunFacts
from listcheck.checks.interface import RunCheck, RunExample, RunFinding
from listcheck.core.source_facts import SuppressionFacts


def judge(facts: RunFacts) -> tuple[RunFinding, ...]:
    """One finding per source that helped nobody, with what probably is the cause."""
    findings = []
    for source in facts.sources:
        usable = source.entries - source.unreadable
        # More of them are a finding of their own (LC214).
        if source.unreadable and not source.too_much_lost(facts.channel):
            message = (
                f"{source.name}: {source.unreadable:,} of {source.entries:,} entries could not "
                "be read: whoever stands there is not protected"
            )
            findings.append(RunFinding("note", message, "mend these entries in the source"))
        if source.kind == "register" or source.live or not usable:
            continue
        if not source.matched:
            cause = source.cause or "probably it belongs to another list"
            message = f"{source.name}: none of its {usable:,} entries matches a contact; {cause}"
            findings.append(RunFinding("note", message, "look at the source"))
        elif source.cause:
            message = f"{source.name}: {source.cause}"
            findings.append(
                RunFinding("note", message, "ask the supplier for digests of plain texts")
            )
    return tuple(findings)


CHECK = RunCheck(
    code="LC207",
    name="suppression-source-matches-nothing",
    doc=__doc__,
    judge=judge,
    verdicts="run note",
    examples=(
        RunExample({}, "keep"),
        RunExample({"sources": (SuppressionFacts("a.csv", "people", entries=5),)}, "note"),
        RunExample(
            {"sources": (SuppressionFacts("a.csv", "people", entries=5, matched=1),)}, "keep"
        ),
        RunExample(
            {
                "sources": (
                    SuppressionFacts("a.csv", "people", entries=5, matched=1, cause="spoilt"),
                )
            },
            "note",
        ),
        RunExample(
            {"sources": (SuppressionFacts("a.csv", "people", entries=5, unreadable=2, matched=1),)},
            "note",
        ),
        # A ledger is everybody's: that a campaign meets nobody of it is no sign of an error.
        RunExample(
            {"sources": (SuppressionFacts("ledger", "people", entries=5, live=True),)}, "keep"
        ),
    ),
)
