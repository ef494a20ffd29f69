"""Remedies that several checks share, made concrete by what a run knows."""

from __future__ import annotations

import polars as pl

from listcheck.checks.facts import HeldFacts
from listcheck.core import columns as c


def copies_due(held: HeldFacts) -> str | None:
    """The options that give the registers which the held contacts wait for."""
    due = held.rows[c.REGISTER.name].cast(pl.String).drop_nulls().unique()
    names = {name for names in due for name in names.split("+")} - held.fresh
    return " ".join(f"--register {name}=FILE@{held.send_date}" for name in sorted(names)) or None
