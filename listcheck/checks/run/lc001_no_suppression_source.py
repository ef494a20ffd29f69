"""LC001 no-suppression-source

What it does
------------
Finds that nothing tells the run who opted out: no `--suppress`, no `--org-optouts` source and
no `--ledger` was given, and the list itself has no column that carries opt-outs, or is the
export of a vendor that leaves them out (Google Contacts, Outlook, Mautic, listmonk, Mailchimp).

Why it matters
--------------
The promise of a clean list is that nobody who opted out is on it. Without a source of opt-
outs that promise cannot be made, so the run is incomplete, whatever the contacts look like.

Example
-------
`listcheck campaign.csv` on a list with only an address column.

What to do
----------
Export the unsubscribes of your mailer and give them: `--suppress
unsubscribed.csv@2026-11-20`, or keep a ledger of them (`listcheck optout record --help`):
`--ledger optouts.db`. If there truly are none, say so once in the configuration:
`[waive] LC001 = "reason"`; the reason is printed in every report.

References
----------
GDPR article 21(2)-(3): https://eur-lex.europa.eu/eli/reg/2016/679/oj
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from listcheck.checks.facts import AuditFacts, RunFacts
from listcheck.checks.gaps import TOP, Gap
from listcheck.checks.interface import RunCheck, RunExample, RunFinding, Settles
from listcheck.core.source_facts import SuppressionFacts


def judge(facts: RunFacts) -> tuple[RunFinding, ...]:
    """Incomplete when neither a source nor the list itself tells who opted out."""
    covered = any(
        source.kind in ("people", "organisations") and not source.only_bounces
        for source in facts.sources
    )
    if covered or facts.list_carries_opt_outs:
        return ()
    bounces = [source.name for source in facts.sources if source.only_bounces]
    given = "no suppression source was given"
    if bounces:
        given = f"{', '.join(bounces)} holds bounces and complaints only"
    if facts.silent_vendors:
        why = f"is an export of {' and '.join(facts.silent_vendors)}, which leaves opt-outs out"
    elif facts.opt_out_column_blank:
        why = "says nothing in its opt-out column"
    else:
        why = "has no opt-out column"
    return (
        RunFinding(
            "incomplete",
            f"nothing tells who opted out: {given} and the list {why}",
            'suppress = ["unsubscribed.csv"]',
        ),
    )


def _of_sends(facts: AuditFacts) -> Sequence[pl.Expr]:
    """Of every send, where nothing tells who had opted out."""
    return () if facts.knows_opt_outs else (pl.lit(value=True),)


def _of_audit(facts: AuditFacts) -> Sequence[RunFinding]:
    if facts.knows_opt_outs:
        return ()
    return (
        RunFinding(
            "incomplete",
            "no source of opt-outs was given, so no send can be called lawful",
            '--suppress FILE@DAY, --ledger URL, or [waive] LC001 = "reason"',
        ),
    )


CHECK = RunCheck(
    code="LC001",
    name="no-suppression-source",
    doc=__doc__,
    judge=judge,
    verdicts="run incomplete",
    settles=Settles(
        "the opt-outs, each with its day",
        "--suppress FILE@DAY, --org-optouts FILE@DAY, --ledger, or [columns] opted_out",
    ),
    audit_message="no source of opt-outs was given: nobody knows who had opted out",
    waivable=True,
    gaps=(Gap(TOP, 'suppress = ["FILL IN: your export of unsubscribes, unsubscribed.csv@{day}"]'),),
    of_sends=_of_sends,
    of_audit=_of_audit,
    examples=(
        RunExample({}, "incomplete"),
        RunExample({"opt_out_column_blank": True}, "incomplete"),
        RunExample({"list_carries_opt_outs": True}, "keep"),
        RunExample({"silent_vendors": ("Google Contacts",)}, "incomplete"),
        RunExample({"sources": (SuppressionFacts("a.csv", "people"),)}, "keep"),
        RunExample({"sources": (SuppressionFacts("TPS", "register"),)}, "incomplete"),
        RunExample(
            {"sources": (SuppressionFacts("ses.csv", "people", only_bounces=True),)}, "incomplete"
        ),
    ),
)
