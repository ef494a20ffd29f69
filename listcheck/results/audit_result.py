"""The summary of an audit: one object that every report of it reads.

``summary.json`` and ``--format json`` are this object (format ``listcheck-audit/1``): keys are
added, never renamed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field

from listcheck.core.country_words import CountryWords
from listcheck.results.check_result import (
    CheckInfo,
    Citation,
    Model,
    RulesLine,
    RunFindingLine,
    SourceLine,
)

Answer = Literal["lawful", "unknown", "violation"]


class Sends(Model):
    """The reconciliation: read = lawful + violation + unknown + unreadable."""

    read: int = 0
    lawful: int = 0
    violation: int = 0
    unknown: int = 0
    unreadable: int = 0


class Tally(Model):
    """The answers of some of the sends."""

    read: int = 0
    lawful: int = 0
    violation: int = 0
    unknown: int = 0


class NamedTally(Tally):
    """The same of one campaign, sender, file or month; ``name`` is null where none is told."""

    name: str | None


class MonthTally(Tally):
    """The answers of a month (``2024-03``), over one channel; null where it cannot be told."""

    month: str | None
    channel: str | None
    #: Violations by code.
    codes: dict[str, int] = Field(default={})


class AuditCheck(Model):
    """How often a check made a send a violation, unknown, or was only noted."""

    code: str
    name: str
    answer: Literal["violation", "unknown", "note"]
    count: int


class RuleTally(Model):
    """Findings under one rule, and where the rule is written."""

    code: str
    answer: Answer
    rule: str
    country: str
    count: int
    confidence: str
    citations: list[Citation] = Field(default=[])


class SourceTally(Model):
    """Opt-outs of one source that were acted on late."""

    name: str
    late: int
    days_late_most: int


class Recipient(Model):
    """Somebody who was contacted after opting out.

    ``recipient`` is a keyed hash, null without a key (``LISTCHECK_KEY``).
    """

    recipient: str | None
    sends: int
    first: date
    last: date
    days_late_most: int


class LateOptOuts(Model):
    """Sends to people and organisations whose opt-out should have been acted on."""

    sends: int = 0
    recipients: int = 0
    #: Sends that fell within the time that the law, or the house, allows: lawful.
    within_grace: int = 0
    #: Sends by days late, in the classes 1-3, 4-10, 11-30, 31-90, 91-365 and over 365 days.
    days_late: dict[str, int] = Field(default={})
    days_late_most: int = 0
    sources: list[SourceTally] = Field(default=[])
    most_contacted: list[Recipient] = Field(default=[])


class Exposure(Model):
    """Violations under one act in one country, and the maximum that it names: never a sum."""

    country: str
    channel: str
    law: str
    maximum: str
    per: str
    violations: int
    confidence: str
    citations: list[Citation] = Field(default=[])


class AuditSummary(Model):
    """Everything an audit found out, without a single recipient."""

    format: Literal["listcheck-audit/1"] = "listcheck-audit/1"
    version: str
    #: ``violations`` beats ``unknowns`` beats ``lawful``.
    verdict: Literal["lawful", "unknowns", "violations"]
    sends: Sends
    #: Sends to the second and further recipients of a message: such a row is several sends, and
    #: ``sends.read`` plus ``events`` is the number of rows plus these.
    further_recipients: int = 0
    #: Rows that say something else than that a message was sent, by what they say.
    events: dict[str, int] = Field(default={})
    first_day: date | None
    last_day: date | None
    purpose: str
    party: str | None
    pack: str
    #: The day whose law judged all sends; null: each its own.
    law_of: date | None = None
    within_grace: int = 0
    checks: list[AuditCheck]
    countries: dict[str, Tally]
    channels: dict[str, Tally]
    months: list[MonthTally]
    #: Most violations first; at most a hundred each, ``more`` tells of the rest.
    campaigns: list[NamedTally] = Field(default=[])
    senders: list[NamedTally] = Field(default=[])
    logs: list[NamedTally] = Field(default=[])
    more: dict[str, int] = Field(default={})
    late: LateOptOuts = LateOptOuts()
    rules_cited: list[RuleTally] = Field(default=[])
    exposure: list[Exposure] = Field(default=[])
    #: Violations in countries of whose maximum no figure is known, by country.
    exposure_unknown: dict[str, int] = Field(default={})
    sources: list[SourceLine] = Field(default=[])
    findings: list[RunFindingLine] = Field(default=[])
    waived: dict[str, str] = Field(default={})
    notes: list[str] = Field(default=[])
    columns: dict[str, str] = Field(default={})
    rules: RulesLine
    files: dict[str, str] = Field(default={})
    redacted: bool = False
    seconds: float = 0.0


@dataclass(frozen=True)
class AuditReport:
    """What an audit hands back.

    Attributes:
        summary: the counts.
        folder: the output directory.
        fail_on: drop (violations), hold (unknown too) or never.
        countries: code to name.
        checks: what pages tell of each check; without it they name the checks only.
        words: where countries stand on the map; without it there is none.
        settles: code of a check to what would turn its unknown answers into others, and where that
            is given.
    """

    summary: AuditSummary
    folder: Path
    fail_on: str = "hold"
    exit_zero: bool = False
    countries: Mapping[str, str] = field(default_factory=dict)
    checks: tuple[CheckInfo, ...] = ()
    words: CountryWords = field(default_factory=CountryWords)
    settles: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def exit_status(self) -> int:
        """1 when there is a violation, or an unknown unless only violations fail; else 0."""
        sends = self.summary.sends
        if self.exit_zero or self.fail_on == "never":
            return 0
        open_ = sends.unknown + sends.unreadable if self.fail_on != "drop" else 0
        return 1 if sends.violation or open_ else 0
