"""SparkPost: its suppression list."""

from __future__ import annotations

from listcheck.suppression.layouts.interface import Layout, words

LAYOUT = Layout(
    "SparkPost",
    signature=words("recipient type source"),
    people=words("recipient"),
    reasons=words("source"),
    bounces=frozenset({"bounce rule", "spam complaint", "compliance"}),
    caution="it holds the opt-outs of one account or sub-account",
    rank=60,
)
