"""The shape of ``manifest.json``: its keys are a promise (format ``listcheck-manifest/1``)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, Literal

from listcheck.results.check_result import Model, Rows, RunVerdict

MANIFEST: Final = "manifest.json"
#: Signature over the bytes of the manifest.
SIGNATURE: Final = "manifest.sig"
FORMAT: Final = "listcheck-manifest/1"


class Digest(Model):
    """Name, size in bytes and SHA-256 (hexadecimal) of a file."""

    name: str
    bytes: int
    sha256: str


class Placed(Digest):
    """A file that was read; ``path`` from the manifest's folder, None for standard input."""

    path: str | None


class SourceProof(Model):
    """A source of opt-outs or a register, and the day it was obtained.

    ``path`` is None for what is read where it lives: a database, or the ledger, which has
    neither size nor digest.
    """

    name: str
    path: str | None
    bytes: int | None
    sha256: str | None
    kind: str
    obtained: date | None
    entries: int


class LedgerHead(Model):
    """How many events the ledger had, and the hash of the last."""

    name: str
    events: int
    hash: str


class RulesProof(Model):
    """The rules; ``path`` where they were not the shipped ones."""

    sha256: str
    oldest_review: date
    path: str | None


class SourceExpiry(Model):
    """The last day on which a source may be relied on."""

    name: str
    kind: str
    max_age_days: int
    last_day: date


class LawChange(Model):
    """From that day on other law may apply to the contacts of a country."""

    country: str
    day: date
    rule: str


class Expiry(Model):
    """What a later send could outlive."""

    manifest_max_age_days: int | None
    sources: list[SourceExpiry]
    law: list[LawChange]


class Counted(Model):
    """A source and its number of entries, for the guard of the next run."""

    name: str
    kind: str
    entries: int


class Reference(Model):
    """What the guard of the next run compares with."""

    read: int
    sources: list[Counted]


class Manifest(Model):
    """What was read, what was written, by which rules, and what expires when."""

    format: Literal["listcheck-manifest/1"]
    version: str
    finished: datetime
    seconds: float
    verdict: RunVerdict
    send_date: date
    channel: str
    party: str | None
    purpose: str
    pack: str
    rows: Rows
    waived: dict[str, str]
    versions: dict[str, str]
    inputs: list[Placed]
    sources: list[SourceProof]
    ledger: LedgerHead | None
    brief: Placed | None
    rules: RulesProof
    expires: Expiry
    reference: Reference
    outputs: list[Digest]
