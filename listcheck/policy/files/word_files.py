"""The shape of the vocabulary files: words of mailboxes, known domains, legal forms."""

from __future__ import annotations

from pydantic import Field

from listcheck.policy.files.rule_file import Day, RuleModel


class MailboxFile(RuleModel):
    """One language's words for mailboxes: ``rules/mailboxes/<language>.toml``."""

    language: str
    name: str
    reviewed: Day
    generic: tuple[str, ...]
    endings: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    at_home: tuple[str, ...] = ()
    qualifiers: tuple[str, ...] = ()
    never_market: tuple[str, ...] = ()
    never_market_suffixes: tuple[str, ...] = ()
    note: str | None = None


class DomainFile(RuleModel):
    """Domains known by name: ``rules/domains.toml``."""

    reviewed: Day
    reserved: tuple[str, ...]
    generic_suffixes: tuple[str, ...]
    consumer: tuple[str, ...]
    typos: dict[str, str]
    #: Mailbox providers with rules of their own for whoever sends in bulk.
    bulk_rules: tuple[str, ...] = ()


class LegalFormsFile(RuleModel):
    """Legal forms of some countries, in the notation told at the top of the file."""

    countries: tuple[str, ...]
    texts: tuple[str, ...] = Field(min_length=1)


class SameForm(RuleModel):
    """Other spellings of one legal form."""

    form: str
    texts: tuple[str, ...] = Field(min_length=1)


class LegalFormFile(RuleModel):
    """``rules/legal_forms.toml``: forms of legal persons and of natural persons in business."""

    reviewed: Day
    form: tuple[LegalFormsFile, ...]
    sole_trader: tuple[LegalFormsFile, ...] = ()
    same: tuple[SameForm, ...] = ()
