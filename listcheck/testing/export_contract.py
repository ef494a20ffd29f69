"""Vendors and layouts: the headers and rows of an export in, fields and entries out."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl

from listcheck.config.inputs import Dated
from listcheck.core.errors import InputProblem
from listcheck.mapping import ColumnMap, map_columns
from listcheck.mapping.vendors.interface import Vendor
from listcheck.suppression import Reading, opened, read_people
from listcheck.suppression.layouts.interface import Layout
from listcheck.testing.requiring import require


def map_headers(headers: Sequence[str], vendor: Vendor | None = None) -> ColumnMap:
    """How a list with these headers is understood.

    ``columns`` of the answer are the fields and their headers, ``opt_outs_read`` the columns that
    tell of opt-outs, in words. With a ``vendor`` it must be recognised.
    """
    found = map_columns(headers, {}, "the headers", vendors=(vendor,) if vendor else ())
    require(
        vendor is None or found.vendor == vendor,
        f"expected an export of {vendor.title if vendor else ''}, found: {found.read_as}",
    )
    return found


@dataclass(frozen=True)
class SuppressionEntry:
    """Somebody who may not be contacted.

    Attributes:
        person: address, number or digest, as it is compared.
        bounce: mail bounced or was complained of; else the person opted out.
        since: the latest moment that the export's date can mean.
    """

    person: str
    bounce: bool
    since: datetime | None


def read_export(
    headers: Sequence[str],
    rows: Iterable[Sequence[str]],
    layout: Layout | None = None,
    regions: Sequence[str] = (),
) -> list[SuppressionEntry]:
    """The entries of a suppression export, in its order.

    Args:
        headers: of its columns, as the vendor writes them.
        rows: its records.
        layout: the layout that must be recognised; None: whatever is.
        regions: countries whose national numbers may stand in it.

    Raises:
        AssertionError: it cannot be read, or as another layout.
    """
    held: list[pl.DataFrame] = []
    reading = Reading(regions, texts=True, layouts=(layout,) if layout else ())
    with tempfile.TemporaryDirectory(prefix="listcheck.") as folder:
        path = Path(folder) / "export.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([headers, *rows])
        file = Dated(path)
        try:
            source, _ = read_people(
                opened(file, Path(folder)), file, path.name, reading, held.append
            )
        except InputProblem as problem:
            why = str(problem).replace(str(path), path.name)
            raise AssertionError(f"the export cannot be read: {why}") from None
    title = source.layout.title if source.layout else "no layout that is known"
    require(
        layout is None or source.layout == layout,
        f"expected {layout.title if layout else ''}, found {title}",
    )
    entries = pl.concat(held, how="diagonal").sort("row", maintain_order=True)
    return [SuppressionEntry(*entry) for entry in entries.select("text", "bounce", "since").rows()]
