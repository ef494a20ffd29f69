"""What all commands on the ledger share: the ledger, its key, and how their input is read."""

from __future__ import annotations

import getpass
import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import polars as pl

from listcheck.config.hash_key import hash_key
from listcheck.config.settings import Settings
from listcheck.contacts.email.domains import known_domains, registrable
from listcheck.core.errors import UsageProblem
from listcheck.core.ledger_place import Place
from listcheck.ledger.days import parse
from listcheck.ledger.store import Ledger
from listcheck.policy import load_rules
from listcheck.suppression.cell_keys import address_key, domain_key, person_key

#: No field of the ledger needs more.
_LONGEST: Final = 500
_BLOCK: Final = 1024 * 1024
_SHA256_DIGITS: Final = 64


def place_of(settings: Settings) -> Place:
    """Where the ledger lies.

    Raises:
        UsageProblem: neither an option nor the configuration names one.
    """
    if settings.ledger is None:
        raise UsageProblem(
            'no ledger is named: --ledger optouts.db, or ledger = "optouts.db" in listcheck.toml '
            "(PostgreSQL: postgresql://host/database)"
        )
    return settings.ledger


def ledger_key(settings: Settings) -> bytes | None:
    """The key of the chain from ``LISTCHECK_KEY`` or ``[policy] key_file``; None: no key.

    Raises:
        UsageProblem: the file cannot be read, or the key is too short.
    """
    key = hash_key(settings)
    return key.secret if key else None


def open_ledger(settings: Settings, *, create: bool = False) -> Ledger:
    """The ledger of the settings, with its key; made where there is none if asked."""
    return Ledger(place_of(settings), ledger_key(settings), create=create)


def recorder(by: str | None) -> str:
    """Who records: as told, else the name of the system's user."""
    if by is not None:
        return plain(by, "--by")
    try:
        return plain(getpass.getuser(), "--by")
    except (OSError, KeyError, ImportError):
        raise UsageProblem("who records this is not known: --by NAME") from None


def plain(text: str, option: str) -> str:
    """A short text on one line.

    Raises:
        UsageProblem: blank, too long, or with characters that show nothing.
    """
    stripped = text.strip()
    if not stripped:
        raise UsageProblem(f"{option}: is blank")
    if len(stripped) > _LONGEST:
        raise UsageProblem(
            f"{option}: has {len(stripped):,} characters; expected at most {_LONGEST}"
        )
    # Also what the system could not decode, which no database would take.
    if not stripped.isprintable():
        raise UsageProblem(f"{option}: holds characters that cannot be shown")
    return stripped


def person_of(text: str, country: str | None) -> str:
    """The normalised address or E.164 number that a text is.

    Raises:
        UsageProblem: it is neither. The text is not repeated: it is somebody's.
    """
    stripped = text.strip()
    if not stripped:
        raise UsageProblem(
            "standard input: is empty; expected the address or number of whoever asked"
        )
    cells = pl.Series([stripped])
    key = (address_key(cells) if "@" in stripped else person_key(cells, country)).item()
    if key is None:
        raise UsageProblem(
            "standard input: is neither an address nor a telephone number; a number needs its "
            "country code (+44 …) or --country GB"
        )
    return str(key)


def domain_of(text: str, settings: Settings, option: str = "--domain") -> str:
    """The domain that stands for an organisation.

    Raises:
        UsageProblem: it is no domain, one that anybody can register under, or a free-mail
            provider's.
    """
    key = domain_key(pl.Series([text])).item()
    if key is None:
        raise UsageProblem(f"{option}: is no domain; expected a name such as example.com")
    registrable_domain = pl.select(registrable(pl.lit(key))).item()
    if registrable_domain is None:
        raise UsageProblem(
            f"{option} {key}: is no domain of an organisation (a public suffix, or one that does "
            "not exist); expected a name such as example.com"
        )
    if is_shared(key, settings):
        raise UsageProblem(
            f"{option} {key}: belongs to a provider of free mailboxes, so it stands for no "
            "organisation; give the organisation's own domain (--domain) or its identifier "
            "(--account), or record the person alone (--scope individual)"
        )
    return str(key)


def own_domain(person: str) -> str | None:
    """The registrable domain of an address; None for a number."""
    name = person.rpartition("@")[2] if "@" in person else None
    return pl.select(registrable(pl.lit(name, dtype=pl.String))).item() if name else None


def is_shared(domain: str, settings: Settings) -> bool:
    """Whether a domain, or the one it lies under, is a provider's whose users are strangers."""
    return bool(shared_domains(settings) & {domain, own_domain(f"anybody@{domain}")})


def shared_domains(settings: Settings) -> frozenset[str]:
    """The domains of free-mail and access providers."""
    names = load_rules(settings.rules).domains
    known = known_domains(frozenset(names.reserved), names.typos, frozenset(names.consumer))
    return known.consumer


@dataclass(frozen=True)
class FiledEvidence:
    """Where evidence is filed, and its SHA-256."""

    reference: str | None = None
    sha256: str | None = None


def evidence_of(reference: str | None, sha256: str | None) -> FiledEvidence:
    """Evidence as it is recorded: a file is hashed, anything else comes with its digest.

    Raises:
        UsageProblem: no such file and no digest, a digest that is none, or another one.
    """
    if reference is None:
        if sha256 is not None:
            raise UsageProblem("--evidence-sha256: of which evidence? Give --evidence too")
        return FiledEvidence()
    name = plain(reference, "--evidence")
    digest = sha256.strip().lower() if sha256 is not None else None
    if digest is not None and (
        len(digest) != _SHA256_DIGITS or set(digest) - set("0123456789abcdef")
    ):
        raise UsageProblem("--evidence-sha256: is no SHA-256; expected 64 hexadecimal digits")
    actual = _digest(Path(reference))
    if actual is None and digest is None:
        raise UsageProblem(
            "--evidence: is no file that can be read; for evidence that is filed elsewhere give "
            "its digest as well: --evidence-sha256"
        )
    if actual is not None and digest is not None and actual != digest:
        raise UsageProblem("--evidence-sha256: is not the digest of the file --evidence")
    return FiledEvidence(name, actual or digest)


def _digest(path: Path) -> str | None:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    except (OSError, ValueError):
        return None
    return digest.hexdigest()


def day_of(text: str | None, option: str, at: datetime) -> str | None:
    """A day or moment as the ledger writes it; None where none is given."""
    return None if text is None else parse(text, option, at)
