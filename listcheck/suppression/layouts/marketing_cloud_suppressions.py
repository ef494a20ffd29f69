"""Salesforce Marketing Cloud: who is unsubscribed or held."""

from __future__ import annotations

from listcheck.suppression.layouts.interface import Layout, words

LAYOUT = Layout(
    "Salesforce Marketing Cloud",
    signature=words("emailaddress dateadded status"),
    people=words("emailaddress"),
    reasons=words("status"),
    bounces=words("bounced held"),
    rank=130,
)
