"""Everything a run is told, options and configuration merged, as plain data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pydantic import Field

from listcheck.config.brief import Audit, Brief, Policy
from listcheck.config.declared import Columns, States
from listcheck.config.inputs import Dated, RegisterCopy
from listcheck.config.interest import Strict
from listcheck.core.ledger_place import Place


class Ignored(Strict):
    """A note that does not count for the gate: why, and until which send date (inclusive)."""

    reason: str = Field(min_length=1)
    until: dt.date | None = None


@dataclass(frozen=True)
class Gate:
    """What decides the exit status; it never changes a verdict or a list.

    Attributes:
        fail_on: drop, hold, note or never.
        select: codes of the notes that count; empty: all of them.
        ignore: codes of notes that do not count, with the reason.
        max_rates: code to the share of the records (0 to 1) up to which it is tolerated; for
            these codes the rate decides instead of ``fail_on``.
        baseline: findings that are known and do not fail.
    """

    fail_on: str = "hold"
    exit_zero: bool = False
    select: tuple[str, ...] = ()
    ignore: Mapping[str, Ignored] = field(default_factory=dict)
    max_rates: Mapping[str, float] = field(default_factory=dict)
    baseline: Path | None = None
    update_baseline: bool = False


@dataclass(frozen=True)
class Settings:
    """Everything a check run is told, options and configuration merged."""

    send_date: date
    channel: str | None = None
    party: str | None = None
    purpose: str = "marketing"
    country: str | None = None
    suppress: tuple[Dated, ...] = ()
    org_optouts: tuple[Dated, ...] = ()
    registers: tuple[RegisterCopy, ...] = ()
    #: The opt-out ledger.
    ledger: Place | None = None
    rules: Path | None = None
    #: Sheet of a workbook, by name or number; None: the first.
    sheet: str | None = None
    pack: str = "current"
    #: Where the plan of a check is carried out.
    engine: str = "local"
    output_dir: Path | None = None
    write_contacts: Path | None = None
    format: str = "text"
    #: Further formats of the same run and the files they go to.
    reports: tuple[tuple[str, Path], ...] = ()
    gate: Gate = field(default_factory=Gate)
    violations: str = "findings"
    #: No address or number in any file but the lists.
    redact: bool = False
    #: Cells of sample rows stand in report.html as they are.
    show_cells: bool = False
    #: Private key that signs the manifest.
    sign_key: Path | None = None
    brief: Brief = field(default_factory=Brief)
    columns: Columns = field(default_factory=Columns)
    states: States = field(default_factory=States)
    policy: Policy = field(default_factory=Policy)
    audit: Audit = field(default_factory=Audit)
    #: Another day whose law all sends of an audit are judged by.
    law_of: date | None = None
    #: What an interrupted audit left is not gone on with.
    restart: bool = False
    waive: Mapping[str, str] = field(default_factory=dict)
    config: Path | None = None
    #: Key of HMAC digests in suppression sources, from the environment; never shown.
    suppression_key: str | None = field(default=None, repr=False)
    #: Keys of the configuration that still say FILL IN.
    to_fill: tuple[str, ...] = ()

    @property
    def complementary_on(self) -> bool:
        """Whether house rules let complementary offers reach contacts that opted out."""
        return (
            self.purpose == "complementary"
            and self.policy.complementary == "on"
            and self.brief.mode == "account_management"
        )
