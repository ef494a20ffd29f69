"""The people of a suppression source by name, for the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from listcheck.config.inputs import Dated
from listcheck.core.errors import InputProblem
from listcheck.matching import PeopleEntries, narrowed
from listcheck.suppression.indexes import about
from listcheck.suppression.loading import Loaded, Reading, opened
from listcheck.suppression.people import read_people


def load_texts(
    file: Dated,
    name: str,
    work: Path,
    regions: Sequence[str],
    states: Mapping[str, str] | None = None,
) -> tuple[Loaded, pl.DataFrame, int]:
    """The people of a source by name: text (an address or number), bounce and since.

    Digests name nobody and count as unreadable, and so do entries whose number is damaged.

    The third is how many of the entries name a brand, a channel or a purpose.

    Raises:
        InputProblem: unreadable, an index, whole domains in it, or nobody is named in it.
    """
    if about(file) is not None:
        raise InputProblem(f"{name}: an index holds no addresses: give the source it was made of")
    held: list[pl.DataFrame] = []
    reading = Reading(regions, texts=True, states=states or {})
    source, people = read_people(opened(file, work), file, name, reading, held.append)
    if people.domains is not None:
        raise InputProblem(
            f"{name}: {people.domains.entries.height} entries are whole domains; give them in a "
            "file of their own, as opt-outs of organisations"
        )
    empty = pl.DataFrame(schema={"text": pl.String, "bounce": pl.Boolean, "since": pl.Datetime})
    every = pl.concat([empty, *held], how="diagonal")
    entries = every.select(empty.columns)
    named = entries["text"].str.contains("[@+]")
    lost = entries.height - int(named.sum())
    unreadable = source.unreadable + source.lost_numbers + lost
    return (
        replace(source, unreadable=unreadable),
        entries.filter(named).with_columns(pl.col("bounce").fill_null(value=False)),
        narrowed(PeopleEntries(name, every).said),
    )
