"""Evaluate the checks and decide: keep, hold or drop."""

from __future__ import annotations

from listcheck.verdict.evaluate import (
    evaluate,
    opted_out,
    outcome_columns,
    rank,
    spared,
    verdict,
)

__all__ = ["evaluate", "opted_out", "outcome_columns", "rank", "spared", "verdict"]
