"""LC206 stale-suppression-source

What it does
------------
Notes suppression sources older than 30 days, or undated ones; past `[policy]
suppression_max_age_days` the run is incomplete.

Why it matters
--------------
People who opted out after the export are missing from it.

Example
-------
`--suppress unsubscribed.csv@2026-08-01` for a send in November.

What to do
----------
Export the opt-outs again and give the day: `--suppress unsubscribed.csv@2026-11-20`.

References
----------
CAN-SPAM, 15 U.S.C. 7704(a)(4), ten business days: https://www.ftc.gov/business-
guidance/resources/can-spam-act-compliance-guide-business

GDPR article 21(2)-(3): https://eur-lex.europa.eu/eli/reg/2016/679/oj
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

import polars as pl

from listcheck.checks.facts import AuditFacts, RunFacts
from listcheck.checks.gaps import TOP, Gap
from listcheck.checks.interface import RunCheck, RunExample, RunFinding, Settles
from listcheck.core import columns as c
from listcheck.core.source_facts import SuppressionFacts

#: A month: an export older than that is worth a word even without a policy.
DAYS = 30


def judge(facts: RunFacts) -> tuple[RunFinding, ...]:
    """One finding per source that is undated or old; registers have their own check."""
    findings = []
    limit = facts.suppression_max_age_days
    for source in facts.sources:
        if source.kind == "register":
            continue
        key = "suppress" if source.kind == "people" else "org_optouts"
        again = f'{key} = ["{source.name}@{facts.send_date}"]  # the day of the export'
        if source.live:
            again = "check again nearer to the send"
        if source.obtained is None:
            outcome: Literal["incomplete", "note"] = "note" if limit is None else "incomplete"
            message = f"{source.name}: the day of its export is unknown"
            findings.append(RunFinding(outcome, message, again))
            continue
        age = (facts.send_date - source.obtained).days
        if age < 0:
            message = f"{source.name}: dated {source.obtained}, after the send date"
            findings.append(RunFinding("note" if limit is None else "incomplete", message, again))
            continue
        if limit is not None and age > limit:
            message = f"{source.name}: {age} days old on the send date, the policy allows {limit}"
            findings.append(RunFinding("incomplete", message, again))
        elif age > DAYS:
            findings.append(
                RunFinding("note", f"{source.name}: {age} days old on the send date", again)
            )
    return tuple(findings)


def _of_sends(facts: AuditFacts) -> Sequence[pl.Expr]:
    """Of sends long after the newest export of opt-outs, by house rules."""
    last, most = facts.opt_outs_known_until, facts.suppression_max_age_days
    if last is None or most is None:
        return ()
    return ((c.SEND_DATE.expr - pl.lit(last)).dt.total_days() > most,)


CHECK = RunCheck(
    code="LC206",
    name="stale-suppression-source",
    doc=__doc__,
    judge=judge,
    verdicts="run note; incomplete past the policy",
    settles=Settles("opt-outs up to the last sends", "--suppress FILE@DAY with a newer export"),
    audit_message="the last export of opt-outs is too old for this send",
    waivable=True,
    gaps=(
        Gap(TOP, "suppress = [{dated}]", amends=True),
        Gap(TOP, "org_optouts = [{dated_organisations}]", amends=True),
    ),
    of_sends=_of_sends,
    examples=(
        RunExample({}, "keep"),
        RunExample({"sources": (SuppressionFacts("a.csv", "people"),)}, "note"),
        RunExample(
            {"sources": (SuppressionFacts("a.csv", "people", obtained=date(2026, 9, 1)),)}, "note"
        ),
        RunExample(
            {"sources": (SuppressionFacts("a.csv", "people", obtained=date(2026, 11, 20)),)}, "keep"
        ),
        RunExample(
            {
                "sources": (SuppressionFacts("a.csv", "people", obtained=date(2026, 11, 1)),),
                "suppression_max_age_days": 7,
            },
            "incomplete",
        ),
        RunExample(
            {"sources": (SuppressionFacts("a.csv", "people"),), "suppression_max_age_days": 7},
            "incomplete",
        ),
    ),
)
