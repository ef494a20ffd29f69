"""promio: its blocked addresses."""

from __future__ import annotations

from listcheck.suppression.layouts.interface import Layout, words

LAYOUT = Layout(
    "promio",
    signature=words("senderid ts custid mail status"),
    people=words("mail"),
    reasons=words("status"),
    bounces=words("3"),
    rank=120,
)
