"""Postmark: the suppressions of a message stream."""

from __future__ import annotations

from listcheck.suppression.layouts.interface import Layout, words

LAYOUT = Layout(
    "Postmark",
    signature=words("emailaddress suppressionreason"),
    people=words("emailaddress"),
    reasons=words("suppressionreason"),
    bounces=words("hardbounce spamcomplaint"),
    caution="it holds the opt-outs of one message stream",
    rank=50,
)
