"""LC005 sender-not-identified

What it does
------------
Notes that the brief does not name the sender.

Why it matters
--------------
Concealing on whose behalf a message is sent is forbidden in all of the EU, in the UK, the
US and Canada.

Example
-------
A `listcheck.toml` without `sender_name` under `[brief]`.

What to do
----------
Declare it once: `[brief] sender_name = "Example Ltd"`.

References
----------
Directive 2002/58/EC article 13: https://eur-lex.europa.eu/eli/dir/2002/58/oj (paragraph 4)
"""

from __future__ import annotations

from listcheck.checks.facts import RunFacts
from listcheck.checks.gaps import BRIEF, Gap
from listcheck.checks.interface import RunCheck, RunExample, RunFinding


def judge(facts: RunFacts) -> tuple[RunFinding, ...]:
    """A note when nobody is named as sender."""
    if facts.sender_name:
        return ()
    return (
        RunFinding(
            "note", "the brief does not name the sender", '[brief] sender_name = "Example Ltd"'
        ),
    )


CHECK = RunCheck(
    code="LC005",
    name="sender-not-identified",
    doc=__doc__,
    judge=judge,
    verdicts="run note",
    gaps=(Gap(BRIEF, 'sender_name = "FILL IN: who the recipient sees"'),),
    examples=(
        RunExample({}, "note"),
        RunExample({"sender_name": True}, "keep"),
    ),
)
