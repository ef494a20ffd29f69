"""LC104 likely-typo-domain

What it does
------------
Holds addresses whose domain is a well-known typing error of a big provider.

Why it matters
--------------
The message would reach a stranger, or a spam trap that watches exactly these domains.

Example
-------
`anna@gmial.com` where gmail.com was meant.

What to do
----------
Ask the person, or correct the address in the source. listcheck never rewrites an address.

References
----------
M3AAWG, best practices for senders: https://www.m3aawg.org/published-documents
"""

from __future__ import annotations

from listcheck.checks.interface import ContactCheck, Example
from listcheck.core import columns as c

CHECK = ContactCheck(
    code="LC104",
    name="likely-typo-domain",
    doc=__doc__,
    needs=(
        c.CHANNEL.name,
        c.TYPO_OF.name,
    ),
    message="the domain looks like a typing error of {typo_of}",
    field="email",
    hold=(c.CHANNEL.expr == "email").fill_null(False) & c.TYPO_OF.expr.is_not_null(),
    remedy="correct these addresses in the source",
    in_audits="note",
    regained="once the domain of their address is corrected",
    examples=(
        Example({c.CHANNEL.name: "email", c.TYPO_OF.name: "gmail.com"}, "hold"),
        Example({c.CHANNEL.name: "email", c.TYPO_OF.name: None}, "keep"),
    ),
)
