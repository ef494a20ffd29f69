"""The summary of a run: one object that every report format reads.

``summary.json`` and ``--format json`` are this object; its keys are a promise
(format ``listcheck/1``): keys are added, never renamed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from listcheck.core.country_words import CountryWords

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
    """How often a check gave one outcome; for run checks the number of findings.

    ``known`` of them stand in the baseline; ``gate`` is ``fails``, ``passes`` or ``off``
    (switched off by ``--ignore`` or ``--select``).
    """

    code: str
    name: str
    verdict: str
    count: int
    known: int = 0
    gate: Literal["fails", "passes", "off"] = "passes"

    @property
    def new(self) -> int:
        """Findings that no baseline knows."""
        return self.count - self.known


class GateLine(Model):
    """What the gate was told and what it says; an incomplete run fails beside it."""

    fail_on: str = "hold"
    exit_zero: bool = False
    failed: bool = False
    reasons: list[str] = []
    ignored: dict[str, str] = {}
    select: list[str] = []
    notes: list[str] = []
    baseline: str | None = None
    known: int = 0


class NextStep(Model):
    """Something to do next, and how many contacts it could regain, by country."""

    codes: list[str]
    count: int
    countries: dict[str, int]
    text: str
    how: str | None


class Citation(Model):
    """Where a statement of law can be read."""

    title: str
    url: str


class LawLine(Model):
    """How many contacts a check found under one rule, and where the rule is written."""

    code: str
    verdict: str
    rule: str
    country: str
    count: int
    confidence: str
    citations: list[Citation]


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

    format: Literal["listcheck/1"] = "listcheck/1"
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
    lists: list[str] = []
    next: list[NextStep] = []
    law: list[LawLine] = []
    gate: GateLine = GateLine()
    redacted: bool = False
    cells_shown: bool = False

    @property
    def fails(self) -> bool:
        """Whether the run is incomplete or the gate fails."""
        return self.verdict == "incomplete" or self.gate.failed


@dataclass(frozen=True)
class Finding:
    """One finding on one contact, as reports show it.

    ``value`` is the cell, or None where it is not to be shown; ``line`` the line of the file
    (from 1) where that is known; ``hash`` the keyed hash of recipient and code, where there
    is a key.
    """

    code: str
    verdict: str
    file: str
    row: int
    line: int | None
    column: str | None
    value: str | None
    country: str | None
    rule: str | None
    message: str
    hash: str | None = None


@dataclass(frozen=True)
class CheckInfo:
    """What reports tell of a check: ``what`` in a sentence or two, ``doc`` in full."""

    code: str
    name: str
    verdicts: str
    what: str
    doc: str


@dataclass(frozen=True)
class Report:
    """What a run returns: its summary, where its files are, and findings to show.

    ``findings`` holds the first of every check and outcome, where a format asks for them:
    those that no baseline knows. ``checks`` is the table of all checks,
    ``countries`` the names of those that have rules, ``words`` where all stand on the map.
    """

    summary: Summary
    folder: Path
    findings: tuple[Finding, ...] = ()
    checks: tuple[CheckInfo, ...] = ()
    countries: Mapping[str, str] = field(default_factory=dict)
    words: CountryWords = field(default_factory=CountryWords)

    def exit_status(self) -> int:
        """1 where the gate fails or the run is incomplete, unless ``--exit-zero``; else 0."""
        return 1 if self.summary.fails and not self.summary.gate.exit_zero else 0
