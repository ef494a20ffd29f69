"""Copies of registers over time, for audits: one for each day on which one was obtained."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl

from listcheck.config.inputs import RegisterCopy
from listcheck.core.errors import InputProblem, UsageProblem
from listcheck.matching import Runs, Snapshots, key_of
from listcheck.policy import Register
from listcheck.suppression.loading import Loaded
from listcheck.suppression.registers import RegisterSource, areas_of, read_copy


def load_snapshots(
    copies: Sequence[RegisterCopy], register: Register, work: Path, kind: str
) -> tuple[list[Loaded], Snapshots]:
    """Read all copies of a register, each with its day.

    Files of one day add up; a list of changes is applied to what stood before it.

    Raises:
        InputProblem: unreadable, no number (or address) in it, or changes before any list.
        UsageProblem: a copy without its day.
    """
    days: dict[date, list[RegisterCopy]] = {}
    for copy in copies:
        if copy.file.obtained is None:
            raise UsageProblem(
                f"--register {register.id}={copy.file.path}: an audit needs the day on which each "
                f"copy was obtained: {register.id}={copy.file.path}@YYYY-MM-DD"
            )
        days.setdefault(copy.file.obtained, []).append(copy)
    loaded: list[Loaded] = []
    runs, entries = Runs(), None
    areas: list[frozenset[str] | None] = []
    for day in sorted(days):
        files = [read_copy(copy, register, work, kind) for copy in days[day]]
        loaded += [file.source for file in files]
        full = [_keyed(file.entries) for file in files if not file.changes]
        changes = [file for file in files if file.changes]
        if not full and entries is None:
            raise InputProblem(
                f"{files[0].source.file.path}: holds changes only (added, deleted): give the list "
                f"of {register.id} that they change as well"
            )
        entries = pl.concat([*full, *([] if full or entries is None else [entries])])
        numbers = [file.entries["key"] for file in files if not file.changes]
        areas.append(areas_of(pl.concat(numbers), register) if numbers else areas[-1])
        for file in changes:
            entries = _changed(entries, file)
        runs.add(entries)
    return loaded, Snapshots(tuple(sorted(days)), runs.runs(), kind, tuple(areas))


def _keyed(entries: pl.DataFrame) -> pl.DataFrame:
    return entries.select(key_of(pl.col("key")).alias("key"), "since").drop_nulls("key").unique()


def _changed(entries: pl.DataFrame, file: RegisterSource) -> pl.DataFrame:
    taken_out = file.taken_out.alias("key").to_frame().select(key_of(pl.col("key")).alias("key"))
    return pl.concat([entries.join(taken_out, on="key", how="anti"), _keyed(file.entries)]).unique()
