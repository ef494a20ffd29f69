"""Mailgun: its bounces and its unsubscribes."""

from __future__ import annotations

from listcheck.suppression.layouts.interface import Layout, words

LAYOUTS = (
    Layout(
        "Mailgun (bounces)",
        signature=words("address code error"),
        people=words("address"),
        only_bounces=True,
        caution="addresses that bounced, nobody who unsubscribed",
        rank=30,
    ),
    Layout(
        "Mailgun",
        signature=words("address createdat"),
        people=words("address"),
        caution="it holds the opt-outs of one sending domain",
        rank=40,
    ),
)
