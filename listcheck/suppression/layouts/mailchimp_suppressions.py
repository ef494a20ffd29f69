"""Mailchimp: the files of its audience that may not be mailed."""

from __future__ import annotations

from listcheck.suppression.layouts.interface import Layout, words

LAYOUTS = (
    Layout(
        "Mailchimp (unsubscribed)",
        signature=words("emailaddress unsubtime"),
        people=words("emailaddress"),
        days=words("unsubtime"),
        rank=10,
    ),
    Layout(
        "Mailchimp (cleaned)",
        signature=words("emailaddress cleantime"),
        people=words("emailaddress"),
        only_bounces=True,
        caution="addresses that bounced, nobody who unsubscribed",
        rank=20,
    ),
)
