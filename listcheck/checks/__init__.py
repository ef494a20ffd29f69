"""The checks: one file each, in families, and the catalogue that is made of them."""

from __future__ import annotations

from listcheck.checks.catalogue import (
    CHECKS,
    SEND_CHECKS,
    all_checks,
    check_by_code,
    contact_checks,
    known_checks,
    run_checks,
)
from listcheck.checks.evaluate import (
    evaluate,
    opted_out,
    outcome_columns,
    rank,
    spared,
    verdict,
)
from listcheck.checks.interface import (
    Check,
    ContactCheck,
    RunCheck,
    RunFacts,
    RunFinding,
    SendCheck,
)

__all__ = [
    "CHECKS",
    "SEND_CHECKS",
    "Check",
    "ContactCheck",
    "RunCheck",
    "RunFacts",
    "RunFinding",
    "SendCheck",
    "all_checks",
    "check_by_code",
    "contact_checks",
    "evaluate",
    "known_checks",
    "opted_out",
    "outcome_columns",
    "rank",
    "run_checks",
    "spared",
    "verdict",
]
