"""A contact's further addresses and numbers: who opted out with one of them has opted out."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from listcheck import columns as c
from listcheck.contacts.email import address_key, mailbox_of
from listcheck.contacts.phone import number_key


def with_further_recipients(
    frame: pl.LazyFrame, further: Mapping[str, int], *, same_mailbox: bool
) -> pl.LazyFrame:
    """Add ``email_2`` … and ``phone_2`` …: the keys by which they are matched, null where none.

    ``email_2.address`` … are the addresses themselves, as registers know them.
    ``frame`` has their cells as ``list.email_2`` and so on, and ``region_hint``.
    """
    keys = {}
    for name in c.further_names(further):
        cell = c.cell_expr(name)
        if name.startswith("email"):
            address = keys[f"{name}.address"] = address_key(cell)
            keys[name] = mailbox_of(address) if same_mailbox else address
        else:
            keys[name] = number_key(cell, pl.col("region_hint"))
    return frame.with_columns(**keys)
