"""Telnyx: its blocked recipients."""

from __future__ import annotations

from listcheck.suppression.layouts.interface import Layout, words

LAYOUT = Layout(
    "Telnyx",
    signature=words("to from reason scope"),
    people=words("to"),
    reasons=words("reason"),
    rank=70,
)
