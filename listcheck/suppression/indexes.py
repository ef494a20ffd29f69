"""A built index as a suppression source: opened by its footer, searched by the campaign's keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl

from listcheck.config.inputs import Dated
from listcheck.core.errors import InputProblem
from listcheck.core.fingerprint import Fingerprint
from listcheck.matching import INDEX_FORMAT, IndexEntries, OrganisationEntries, about_index
from listcheck.readers import PARQUET
from listcheck.suppression.loading import Loaded, People, Reading
from listcheck.suppression.organisations import domain_entries


def about(file: Dated) -> dict[str, Any] | None:
    """What an index says of itself; None when the file is no index.

    Raises:
        InputProblem: an index that this version cannot read.
    """
    if file.database or file.path.suffix.lower() not in PARQUET or not file.path.is_file():
        return None
    footer = about_index(file.path)
    if footer is not None and footer.get("format") != INDEX_FORMAT:
        raise InputProblem(
            f"{file.name}: an index in the format {footer.get('format')!r}; this version reads "
            f"{INDEX_FORMAT!r}: build it anew with 'listcheck suppress build'"
        )
    return footer


def load_index(
    file: Dated, name: str, footer: Mapping[str, Any], reading: Reading
) -> tuple[Loaded, People]:
    """Open an index by its footer. It is as old as the oldest source in it."""
    sources = footer["sources"]
    days = [date.fromisoformat(source["obtained"]) if source["obtained"] else None
            for source in sources]  # fmt: skip
    oldest = None if None in days else min(day for day in days if day is not None)
    fingerprint = Fingerprint.of(file.path, file.name)
    loaded = Loaded(
        file=file if file.obtained else replace(file, obtained=oldest),
        name=name,
        digest=lambda: fingerprint.sha256,
        size=fingerprint.size,
        entries=sum(source["entries"] for source in sources),
        unreadable=sum(source["unreadable"] for source in sources),
        kind="people",
        remarks=tuple(remark for source in sources for remark in source["remarks"]),
        only_bounces=all(source["only_bounces"] for source in sources),
        # An index of an earlier version counts all that was not read.
        lost=sum(source.get("lost", source["unreadable"]) for source in sources),
        lost_numbers=sum(source.get("lost_numbers", 0) for source in sources),
    )
    entries = IndexEntries(name, file.path, frozenset(footer["forms"]))
    domains = None
    if footer["domains"]:
        entries_of_domains = domain_entries(
            pl.Series("domain", footer["domains"]), reading.consumer
        )
        domains = OrganisationEntries(name, entries_of_domains)
    return loaded, People(entries, domains)
