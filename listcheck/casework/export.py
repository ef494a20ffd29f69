"""``optout export``: the ledger as a suppression source and an organisation source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import polars as pl

from listcheck.casework.common import open_ledger
from listcheck.config.input_files import input_files
from listcheck.config.settings import Settings
from listcheck.core.errors import UsageProblem
from listcheck.core.fields import CHANNELS
from listcheck.core.files import as_usage_problem, replaced
from listcheck.core.places import Target, require_places
from listcheck.ledger.bulk import frame_of
from listcheck.ledger.state import cases, in_force, standing

PEOPLE: Final = "optouts.csv"
ORGANISATIONS: Final = "organisations.csv"


@dataclass(frozen=True)
class Exported:
    """The files that were written and how many entries they have."""

    people_file: Path
    people: int
    organisations_file: Path
    organisations: int

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return {
            "people": {"file": str(self.people_file), "entries": self.people},
            "organisations": {
                "file": str(self.organisations_file),
                "entries": self.organisations,
            },
        }


def export(settings: Settings, folder: Path, *, channel: str | None, force: bool) -> Exported:
    """Write what is in force: who is opted out, and the organisations with their state.

    Args:
        settings: the ledger.
        folder: where ``optouts.csv`` and ``organisations.csv`` go; readable by you only.
        channel: only what concerns this channel; None: what concerns any of them.
        force: replace files that are there.

    Raises:
        UsageProblem: a file is there already, is the ledger itself or another input, or the
            folder cannot be written to.
    """
    files = (folder / PEOPLE, folder / ORGANISATIONS)
    require_places([Target(str(file), file) for file in files], input_files(settings, ()))
    for file in files:
        if file.exists() and not force:
            raise UsageProblem(f"{file}: is there already; --force replaces it")
    with open_ledger(settings) as ledger:
        events, _, _ = frame_of(ledger)
    today = date.today()  # noqa: DTZ011 (the sender's own day is meant)
    by_channel = [in_force(events, one, today) for one in ([channel] if channel else CHANNELS)]
    people = (
        pl.concat([one.people for one in by_channel])
        .select(
            pl.col("key").alias("email_or_phone"),
            pl.col("received_at").alias("opted_out_at"),
            "case",
        )
        .unique()
        .sort("case", "email_or_phone")
    )
    names = cases(standing(events)).select("case", "organisation")
    organisations = (
        pl.concat([one.organisations for one in by_channel])
        .unique()
        .join(names, on="case", how="left")
        .select("domain", "account_id", pl.col("organisation").alias("name"), "state", "case")
        .sort("case", "domain", "account_id", nulls_last=True)
    )
    for file, rows in zip(files, (people, organisations), strict=True):
        with replaced(file) as fresh, as_usage_problem(str(file)):
            rows.write_csv(fresh)
    return Exported(files[0], people.height, files[1], organisations.height)
