"""MailUp: who unsubscribed from a list."""

from __future__ import annotations

from listcheck.suppression.layouts.interface import Layout, words

LAYOUT = Layout(
    "MailUp",
    signature=words("email idlist optoutdate"),
    people=words("email phonenumber"),
    days=words("optoutdate"),
    rank=110,
)
