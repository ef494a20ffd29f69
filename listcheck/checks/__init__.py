"""The checks: one file each, in families, and the catalogue that is made of them."""

from __future__ import annotations

from listcheck.checks.catalogue import (
    CHECKS,
    SEND_CHECKS,
    all_checks,
    check_by_code,
    contact_checks,
    guards,
    known_checks,
    record_check,
    run_checks,
    send_check,
)
from listcheck.checks.evaluate import (
    evaluate,
    opted_out,
    outcome_columns,
    rank,
    spared,
    verdict,
)
from listcheck.checks.facts import AuditFacts, HeldFacts, RunFacts
from listcheck.checks.gaps import Gap
from listcheck.checks.interface import (
    Check,
    ContactCheck,
    RunCheck,
    RunFinding,
    SendCheck,
)

__all__ = [
    "CHECKS",
    "SEND_CHECKS",
    "AuditFacts",
    "Check",
    "ContactCheck",
    "Gap",
    "HeldFacts",
    "RunCheck",
    "RunFacts",
    "RunFinding",
    "SendCheck",
    "all_checks",
    "check_by_code",
    "contact_checks",
    "evaluate",
    "guards",
    "known_checks",
    "opted_out",
    "outcome_columns",
    "rank",
    "record_check",
    "run_checks",
    "send_check",
    "spared",
    "verdict",
]
