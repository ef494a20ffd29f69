"""The summary of a run: one object that every report format reads.

``summary.json`` and ``--format json`` are this object; its keys are a promise
(format ``listcheck/1``): keys are added, never renamed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

RunVerdict = Literal["ready", "not_ready", "incomplete"]


class Model(BaseModel):
    """Base of the summary's models."""

    model_config = ConfigDict(frozen=True)


class Rows(Model):
    """The reconciliation: read = kept + held + dropped + unreadable."""

    read: int
    kept: int
    held: int
    dropped: int
    unreadable: int


class CountryRows(Model):
    """The same, for one country (``??`` where it cannot be told)."""

    read: int
    kept: int
    held: int
    dropped: int


class CheckCount(Model):
    """How often a check gave one outcome; for run checks the number of findings."""

    code: str
    name: str
    verdict: str
    count: int


class HoldCause(Model):
    """Contacts held for exactly one cause, and what would release them."""

    code: str
    name: str
    count: int
    remedy: str | None


class RunFindingLine(Model):
    """A finding on the whole run."""

    code: str
    name: str
    outcome: str
    message: str
    remedy: str | None


class NotRun(Model):
    """A check that had nothing to look at, and why."""

    code: str
    reason: str


class SourceLine(Model):
    """A source of opt-outs or a register: what it holds and what it matched."""

    name: str
    kind: str
    obtained: date | None
    entries: int
    unreadable: int
    matched: int


class RulesLine(Model):
    """The rules that were applied."""

    sha256: str
    oldest_review: date


class Summary(Model):
    """Everything a report says about a run."""

    format: str = "listcheck/1"
    version: str
    verdict: RunVerdict
    send_date: date
    channel: str
    party: str | None
    purpose: str
    pack: str
    rows: Rows
    checks: list[CheckCount]
    countries: dict[str, CountryRows]
    not_run: list[NotRun]
    waived: dict[str, str]
    columns: dict[str, str]
    unmapped: list[str]
    rules: RulesLine
    files: dict[str, str]
    holds: list[HoldCause]
    held_for_several: int
    findings: list[RunFindingLine]
    sources: list[SourceLine]
    notes: list[str]
    config: str
    config_file: str | None
    seconds: float

    def at_or_above(self, fail_on: str) -> bool:
        """Whether something was found at or above a level (drop, hold, note, never)."""
        noted = any(item.count and item.verdict == "note" for item in self.checks)
        levels = {
            "drop": self.rows.dropped,
            "hold": self.rows.dropped + self.rows.held + self.rows.unreadable,
            "note": self.rows.dropped + self.rows.held + self.rows.unreadable + int(noted),
            "never": 0,
        }
        return bool(levels[fail_on])


@dataclass(frozen=True)
class Report:
    """What a run returns: its summary and where its files are."""

    summary: Summary
    folder: Path

    def exit_status(self, *, fail_on: str = "hold", exit_zero: bool = False) -> int:
        """0 nothing at or above ``fail_on`` and not incomplete, else 1."""
        found = self.summary.verdict == "incomplete" or self.summary.at_or_above(fail_on)
        return 1 if found and not exit_zero else 0
