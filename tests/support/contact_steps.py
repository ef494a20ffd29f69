"""Some steps of the contact stage by themselves, on frames that hold what they read."""

from __future__ import annotations

from typing import Any

import polars as pl

from listcheck.contacts import Mailboxes
from listcheck.contacts import between as b
from listcheck.contacts.audience.audience import audience_steps
from listcheck.contacts.country import country_step, international, region_steps
from listcheck.core import columns as c
from listcheck.core.country_words import CountryWords
from listcheck.core.steps import with_steps


def with_audience(frame: pl.LazyFrame, mailboxes: Mailboxes, **options: Any) -> pl.LazyFrame:
    """What the address and the company say of contacts whose addresses were read."""
    unread = pl.when(c.DOMAIN.expr.is_null()).then(pl.lit("missing")).alias(b.ADDRESS_STATE.name)
    steps = audience_steps(mailboxes, **options)
    added = ("never_market", "address_kind", "subscriber", "subscriber_source")
    found = with_steps(frame.with_columns(unread), steps)
    return found.select(*frame.collect_schema().names(), *added)


def with_country(
    frame: pl.LazyFrame,
    *,
    default: str | None,
    generic_suffixes: frozenset[str],
    words: CountryWords,
) -> pl.LazyFrame:
    """The country of contacts whose cells, addresses and numbers were read."""
    _, of_suffix, _ = region_steps(default=default, generic_suffixes=generic_suffixes, words=words)
    steps = [of_suffix, country_step(default)]
    return with_steps(frame.with_columns(international()), steps)
