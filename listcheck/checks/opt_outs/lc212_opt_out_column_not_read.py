"""LC212 opt-out-column-not-read

What it does
------------
Finds a column of the list that speaks of opt-outs, bounces or subscriptions, in its header or in
its cells, while none of its cells is understood. The contacts that have something in it are
held (LC210), and the run is incomplete until the configuration says what the column is.

Why it matters
--------------
In most lists that went out to people who had opted out, the opt-out stood in plain sight, in a
column that nobody read.

Example
-------
`Suppression group` over cells such as `A7` and `B2`.

What to do
----------
Say in `listcheck.toml` what it is: `[columns] opted_out = ["Header"]` (a yes is an opt-out),
`subscribed = ["Header"]` (a no is one), `status = ["Header"]` (words of a state), or
`not_opt_outs = ["Header"]` (none of these). What single words or codes mean is said by `[states]
opted_out = ["3"]`, `subscribed = ["1"]`, `bounced = ["B"]`.

References
----------
GDPR article 21(2)-(3): https://eur-lex.europa.eu/eli/reg/2016/679/oj
"""

from __future__ import annotations

from listcheck.checks.facts import RunFacts
from listcheck.checks.interface import RunCheck, RunExample, RunFinding


def judge(facts: RunFacts) -> tuple[RunFinding, ...]:
    """Incomplete for every column that speaks of opt-outs in words that are not known."""
    return tuple(
        RunFinding(
            "incomplete",
            f"{file}: the column '{header}' speaks of opt-outs, and no cell of it is understood",
            f'[columns] {field} = ["{header}"] or not_opt_outs = ["{header}"]; [states] says what '
            "single words mean",
        )
        for file, header, field in facts.columns_not_understood
    )


CHECK = RunCheck(
    code="LC212",
    name="opt-out-column-not-read",
    doc=__doc__,
    judge=judge,
    verdicts="run incomplete",
    examples=(
        RunExample({}, "keep"),
        RunExample(
            {"columns_not_understood": (("list.csv", "Suppression group", "opted_out"),)},
            "incomplete",
        ),
    ),
)
