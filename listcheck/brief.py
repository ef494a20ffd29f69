"""What the sender declares: who sends, what is sent, which house rules apply.

The models are strict: an unknown key is an error.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final, Literal

from pydantic import Field

from listcheck.declared import Columns, States
from listcheck.errors import UsageProblem
from listcheck.interest import LegitimateInterest, Strict
from listcheck.optout.place import Place
from listcheck.sources.address import DatabaseAddress

_DATED: Final = re.compile(r"^(?P<path>.+)@(?P<day>\d{4}-\d{2}-\d{2})$")
_SHEET: Final = re.compile(r"^(?P<path>.+\.xlsx)#(?P<sheet>.+)$", re.IGNORECASE)


class Brief(Strict):
    """What the sender says about itself and the campaign."""

    sender_name: str | None = None
    sender_entity: str | None = None
    sender_kind: Literal["commercial", "charity", "party", "nonprofit"] | None = None
    #: Brand or list in whose name is sent: opt-outs of another one do not reach it.
    brand: str | None = None
    sector: str | None = None
    product: str | None = None
    unsubscribe: str | None = None
    similar_products: bool | None = None
    professional_message: bool | None = None
    mode: Literal["prospecting", "account_management"] | None = None
    publishes_privacy_notice: bool | None = None
    number_source: Literal["directory", "random", "published", "given"] | None = None
    legitimate_interest: LegitimateInterest | None = None

    def interest_gaps(self, send_date: date) -> tuple[str, ...]:
        """Parts of the legitimate-interest assessment that are missing or failed."""
        return (self.legitimate_interest or LegitimateInterest()).gaps(send_date)

    @property
    def campaign_facts(self) -> dict[str, str | None]:
        """What exceptions of the law may turn on, by fact; None where the brief is silent."""
        yes_no = {True: "yes", False: "no", None: None}
        return {
            "sector": self.sector,
            "product": self.product,
            "sender_kind": self.sender_kind,
            "similar_products": yes_no[self.similar_products],
            "professional_message": yes_no[self.professional_message],
        }


class Policy(Strict):
    """House rules where the law leaves room."""

    business_domain: Literal["corporate", "individual", "unknown"] = "corporate"
    suppression_max_age_days: int | None = Field(default=None, ge=0, strict=True)
    #: Calendar days that an audit allows for acting on an opt-out where the law names none.
    opt_out_grace_days: int = Field(default=0, ge=0, le=36_500, strict=True)
    double_opt_in: Literal["stated", "times", "full"] = "times"
    consent_max_months: int | None = Field(default=None, gt=0, le=1200, strict=True)
    third_party_consent_max_months: int | None = Field(default=None, gt=0, le=1200, strict=True)
    complementary: Literal["off", "on"] = "off"
    #: Whether ann+news@x.com, and a.nn@gmail.com, are the recipient ann@x.com, ann@gmail.com.
    subaddresses: Literal["distinct", "same"] = "distinct"
    #: How many grounds a senior contact is asked on before an organisation's opt-out binds:
    #: all four (asking first delays a right, so it takes the fullest ground) or any of them.
    org_authority: Literal["all", "any"] = "all"
    #: File with the key of the hashes that stand for recipients (LISTCHECK_KEY wins).
    key_file: str | None = None
    #: 'listcheck verify' fails for a manifest that is older.
    manifest_max_age_days: int | None = Field(default=None, ge=0, strict=True)


class Audit(Strict):
    """How send logs are read in an audit."""

    #: Consent, relationships and opt-outs of a log that bear no date: nobody knows whether they
    #: stood like that on the day of the send, or they were written down with each send.
    undated_evidence: Literal["unknown", "at_send"] = "unknown"
    #: Events that say that a message was sent; empty: those that listcheck knows. In a column of
    #: events all others are none; a state or direction of such a word says that it was sent.
    send_events: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dated:
    """A file, or what is read of a database, and the day it was exported or obtained, if known.

    ``database`` is its address, password and all: it is never shown. ``sheet`` is the only sheet
    of a workbook that is meant; None: all of them.
    """

    path: Path
    obtained: date | None = None
    database: DatabaseAddress | None = field(default=None, repr=False)
    sheet: str | None = None

    @property
    def name(self) -> str:
        """The file's name, as findings and reports show it."""
        return self.database.name if self.database else f"{self.path.name}{self._part}"

    @property
    def place(self) -> str:
        """The file with its whole path."""
        return self.database.name if self.database else f"{self.path}{self._part}"

    @property
    def _part(self) -> str:
        return "" if self.sheet is None else f"#{self.sheet}"

    @property
    def identity(self) -> tuple[object, ...]:
        """Equal for what is the same source, whatever its day."""
        return (self.path.resolve(), self.sheet, self.database)

    @classmethod
    def parse(cls, text: str, base: Path | None = None) -> Dated:
        """Read ``PATH[#SHEET][@YYYY-MM-DD]``; only a trailing ``@`` and ISO date is a date.

        A ``#`` begins the name of a sheet only behind ``.xlsx``, and where no file is called so.

        Raises:
            UsageProblem: no such day, or the address of a database that says not what to read.
        """
        found = _DATED.match(text)
        path, day = (found["path"], found["day"]) if found else (text, None)
        try:
            obtained = date.fromisoformat(day) if day else None
        except ValueError:
            raise UsageProblem(f"{day}: is no day of the calendar (expected YYYY-MM-DD)") from None
        database = DatabaseAddress.parse(path, base)
        if database is not None:
            # It is read now.
            today = date.today()  # noqa: DTZ011 (the user's own day is meant)
            return cls(database.file or Path(), obtained or today, database)
        where = _under(base, path)
        sheet = _SHEET.match(path)
        if sheet is None or where.exists():
            return cls(where, obtained)
        return cls(_under(base, sheet["path"]), obtained, sheet=sheet["sheet"])


def _under(base: Path | None, text: str) -> Path:
    path = Path(text)
    return base / path if base and not path.is_absolute() else path


@dataclass(frozen=True)
class RegisterCopy:
    """A copy of a register: its id (or a country code), the file and its day."""

    register: str
    file: Dated

    @classmethod
    def parse(cls, text: str, base: Path | None = None) -> RegisterCopy:
        """Read ``ID=PATH[@YYYY-MM-DD]``."""
        name, equals, path = text.partition("=")
        if not equals or not name.strip() or not path:
            raise UsageProblem(
                f"--register {text}: expected ID=PATH@YYYY-MM-DD, as in TPS=tps.csv@2026-11-20"
            )
        return cls(name.strip().upper(), Dated.parse(path, base))


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
