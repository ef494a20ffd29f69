"""SendGrid: its bounces, unsubscribes and spam reports."""

from __future__ import annotations

from listcheck.suppression.layouts.interface import Layout, words

LAYOUTS = (
    Layout(
        "SendGrid",
        signature=words("email created reason status"),
        people=words("email"),
        only_bounces=True,
        caution="addresses that bounced, nobody who unsubscribed",
        rank=80,
    ),
    Layout(
        "SendGrid",
        signature=words("email created"),
        people=words("email"),
        rank=90,
    ),
    Layout(
        "SendGrid",
        signature=words("ip email created"),
        people=words("email"),
        only_bounces=True,
        caution="spam reports, nobody who unsubscribed",
        rank=100,
    ),
)
