"""Suppression sources: the people who opted out, by address and by number."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import polars as pl

from listcheck.brief import Dated
from listcheck.contacts import BOUNCED_STATUS, mailbox_of
from listcheck.entries.keys import (
    loose_keys,
    person_keys,
    refuse_hashes,
    refuse_what_would_be_lost,
)
from listcheck.entries.layouts import Layout, layout_of, people_columns
from listcheck.entries.loading import Loaded, any_key, dated, loaded, opened
from listcheck.errors import InputProblem
from listcheck.matching import PeopleEntries
from listcheck.sources import Part, folded

_REASON_HEADERS: Final = ("reason", "status", "type", "event", "suppressionreason", "bouncetype")
#: Only headers that certainly mean the opt-out: when a row was made must not lift one.
_DATE_HEADERS: Final = (
    "optedoutat", "optoutat", "optoutdate", "optouttime", "optedoutdate", "unsubscribedat",
    "unsubscribeddate", "unsubscribedate", "unsubscribetime", "unsubtime", "suppressedat",
    "suppressiondate", "optouttimestamp", "unsubscribetimestamp",
)  # fmt: skip


def load_people(
    file: Dated, name: str, work: Path, regions: Sequence[str], *, same_mailbox: bool = False
) -> tuple[Loaded, PeopleEntries]:
    """Read a suppression source: every cell that is an address or a number is an entry.

    A number in national form does not say whose it is: it suppresses the number that it
    is in each of ``regions``, since an opt-out too many costs less than one too few. With
    ``same_mailbox`` an address stands for all sub-addresses of its mailbox.

    Raises:
        InputProblem: no such file, unreadable, or no address and no number in it.
    """
    part = opened(file, work)
    cells = part.frame.drop("row").collect()
    layout = layout_of(part, cells)
    columns = people_columns(part, cells, layout)
    keys = [key for column in columns for key in person_keys(cells[column], regions)]
    key = pl.select(pl.coalesce(keys) if keys else pl.lit(None, dtype=pl.String)).to_series()
    if not key.drop_nulls().len():
        refuse_hashes(cells, name)
        raise InputProblem(
            f"{name}: holds no address and no telephone number; a suppression source needs a "
            "column of addresses or of numbers"
        )
    bounces = _bounces(part, cells, name, layout)
    since = dated(part, cells, (*_DATE_HEADERS, *(layout.days if layout else ())))
    rows = pl.concat(
        [
            pl.DataFrame({"key": found, "bounce": bounces, "since": since}).drop_nulls("key")
            for found in keys
        ]
    )
    readable = any_key(keys)
    refuse_what_would_be_lost(cells.select(columns), readable, name)
    source = loaded(part, file, name, "people", int((~readable).sum()), layout)
    # What cannot be read as a row, or holds several addresses, may still name people.
    loose = pl.concat([part.unreadable["text"], *(cells[column] for column in columns)])
    salvaged = loose_keys(loose, regions, numbers=part.unreadable["text"])
    more = pl.DataFrame(
        {
            "key": salvaged,
            "bounce": [False] * len(salvaged),
            "since": [None] * len(salvaged),
        },
        schema=rows.schema,
    )
    more = more.join(rows, on="key", how="anti")
    entries = pl.concat([rows, more])
    if same_mailbox:
        entries = entries.with_columns(mailbox_of(pl.col("key")))
    return source, PeopleEntries(name, entries.unique())


def _bounces(part: Part, cells: pl.DataFrame, name: str, layout: Layout | None) -> pl.Series:
    """Whether an entry is a bounce or a complaint: by its reason, else by the file's name."""
    if layout is not None and layout.only_bounces:
        return pl.Series("bounce", [True]).new_from_index(0, cells.height)
    own = layout.reasons if layout else frozenset[str]()
    by_name = any(word in name.casefold() for word in ("bounce", "cleaned", "spam", "complaint"))
    default = pl.Series("bounce", [by_name]).new_from_index(0, cells.height)
    for at, header in enumerate(part.headers):
        if folded(header) in (own or _REASON_HEADERS):
            reason = cells[f"c{at}"]
            word = reason.str.strip_chars().str.to_lowercase()
            bounced = reason.str.contains(BOUNCED_STATUS)
            if layout is not None:
                bounced |= word.is_in(sorted(layout.bounces))
            told = pl.select(
                pl.when(reason.is_not_null()).then(bounced).otherwise(default)
            ).to_series()
            return told.fill_null(by_name).alias("bounce")
    return default
