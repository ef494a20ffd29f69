"""The shared language of the stages: every internal column, its type and its meaning.

A list's own cells travel under the names ``list.<field>`` (text, null where blank
or where the list has no such column). What the stages derive travels under the
plain names below. Stages know each other only through these names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from listcheck.core.fields import (
    ADDRESS_KINDS,
    BASES,
    CHANNELS,
    FIELDS,
    PARTIES,
    SUBSCRIBERS,
    VERDICTS,
)

__all__ = [
    "ADDRESS_KINDS",
    "BASES",
    "CHANNELS",
    "FIELDS",
    "PARTIES",
    "SUBSCRIBERS",
    "TOLD_DAY",
    "TOLD_INSTANT",
    "TOLD_LOCAL",
    "TOLD_ZONE",
    "VERDICTS",
    "Column",
    "all_columns",
    "cell",
    "cell_expr",
    "further_cell",
    "listed_on",
    "listed_since",
    "looked_up",
]


@dataclass(frozen=True)
class Column:
    """One internal column: its name, its Polars type and what it means."""

    name: str
    dtype: Any
    meaning: str

    @property
    def expr(self) -> pl.Expr:
        """The column as an expression."""
        return pl.col(self.name)


def cell(field: str) -> str:
    """Name of the internal column that carries a list's own cells for ``field``."""
    return f"list.{field}"


def further_cell(field: str) -> str:
    """Name of the column with a contact's further addresses or numbers as written, one a line."""
    return cell(f"further.{field}")


def cell_expr(field: str) -> pl.Expr:
    """A list's own cells for ``field``, as an expression."""
    return pl.col(cell(field))


def all_columns() -> list[Column]:
    """Every internal column with a fixed name."""
    return [column for column in globals().values() if isinstance(column, Column)]


def looked_up(
    key: pl.Expr,
    values: Mapping[Any, Any] | tuple[pl.Series, pl.Series],
    dtype: Any,
    default: Any = None,
) -> pl.Expr:
    """``found[key]`` per row, ``default`` where there is none.

    Polars' own ``replace_strict`` as an expression makes the streaming engine hold the
    whole frame in memory; a batch at a time it costs nothing.
    """
    pair = values if isinstance(values, tuple) else (list(values), list(values.values()))

    def look_up(batch: pl.Series) -> pl.Series:
        return batch.replace_strict(*pair, default=default, return_dtype=dtype)

    return key.map_batches(look_up, return_dtype=dtype, is_elementwise=True)


# --- where a contact comes from ------------------------------------------------

PART = Column("part", pl.UInt32, "index of the input file the contact comes from")
WRONG_FILE = Column("wrong_file", pl.Boolean, "the file says it is a list of opted-out people")
ROW = Column("row", pl.UInt32, "1-based record number in its file, header not counted")

# --- the campaign, the same on every row ---------------------------------------

CHANNEL = Column("channel", pl.String, "email, sms, call or automated-call")
PURPOSE = Column("purpose", pl.String, "marketing, contract, complementary or share")
SEND_DATE = Column("send_date", pl.Date, "day whose law and deadlines apply")
SENDER_ENTITY = Column("sender_entity", pl.String, "legal entity that sends, folded; null unknown")
SIMILAR_PRODUCTS = Column("similar_products", pl.Boolean, "own similar products; null not stated")
UNSUBSCRIBE_ROUTE = Column("unsubscribe_route", pl.Boolean, "the brief names an unsubscribe route")

#: How exactly a moment was written down: the day only, by a clock of no stated zone, by a clock
#: whose distance from UTC is known, by a clock of a zone that is not looked up.
TOLD_DAY, TOLD_LOCAL, TOLD_INSTANT, TOLD_ZONE = range(4)

# --- contacts ------------------------------------------------------------------

MAILBOX = Column("mailbox", pl.String, "the address as it is matched and compared")
EMAIL = Column("email", pl.String, "normalised address; null where none or invalid")
LOCAL = Column("local", pl.String, "part of the address before the @, normalised")
DOMAIN = Column("domain", pl.String, "part of the address after the @, lower case, Unicode form")
REGISTRABLE_DOMAIN = Column("registrable_domain", pl.String, "domain under its public suffix")
EMAIL_OK = Column("email_ok", pl.Boolean, "address is valid and could be delivered")
EMAIL_PROBLEM = Column(
    "email_problem", pl.String, "missing, invalid, undeliverable, or null when the address is fine"
)
TYPO_OF = Column("typo_of", pl.String, "domain that was probably meant, null when none")
DISPOSABLE = Column("disposable", pl.Boolean, "domain hands out throw-away addresses")
CONSUMER_MAILBOX = Column("consumer_mailbox", pl.Boolean, "domain is a free-mail provider")
NEVER_MARKET = Column("never_market", pl.Boolean, "abuse@, postmaster@ and the like")
ADDRESS_KIND = Column("address_kind", pl.String, "generic, individual, or null when ambiguous")
SUBSCRIBER = Column("subscriber", pl.String, "corporate, individual, or null when unknown")
SUBSCRIBER_SOURCE = Column(
    "subscriber_source", pl.String, "column, mailbox, company, domain, or null when unknown"
)
PHONE = Column("phone", pl.String, "E.164 number; null where none or not readable")
PHONE_OK = Column("phone_ok", pl.Boolean, "number is valid by its country's numbering plan")
PHONE_TYPE = Column("phone_type", pl.String, "fixed_line, mobile, premium_rate, …")
PHONE_PROBLEM = Column(
    "phone_problem", pl.String, "missing, invalid, damaged, or null when the number is fine"
)
FURTHER_EMAILS = Column(
    "further.emails", pl.List(pl.String), "normalised further addresses; null where there is none"
)
FURTHER_MAILBOXES = Column(
    "further.mailboxes", pl.List(pl.String), "the same as they are matched and compared"
)
FURTHER_PHONES = Column(
    "further.phones", pl.List(pl.String), "further numbers, E.164; null where there is none"
)
SEVERAL_IN_CELL = Column(
    "several_in_cell", pl.Boolean, "the recipient's cell holds several, which is no recipient"
)
COLUMN_COUNTRY = Column("column_country", pl.String, "country that the list's own column names")
PHONE_COUNTRY = Column("phone_country", pl.String, "country of the number, ISO 3166-1 alpha-2")
COUNTRY = Column("country", pl.String, "country of the contact, ISO 3166-1 alpha-2")
COUNTRY_SOURCE = Column("country_source", pl.String, "column, phone, address or default")
OTHER_COUNTRY = Column(
    "other_country", pl.String, "country of the number where it contradicts the list's own column"
)
PARTY = Column("party", pl.String, "first, third, or null when unknown")
CONSENT = Column("consent", pl.String, "none, opt_in, double_opt_in, or null when not stated")
CONSENT_DATE = Column("consent_date", pl.Date, "day of the consent, null when unknown")
CONSENT_GAP = Column("consent_gap", pl.String, "what the evidence of consent lacks, in words")
REJOINED_AT = Column(
    "rejoined_at", pl.Datetime, "first step of a consent that could lift an opt-out; null if none"
)
CONSENT_TOO_OLD = Column("consent_too_old", pl.Boolean, "the consent is too old by house rule")
RELATIONSHIP = Column("relationship", pl.String, "customer, negotiation, enquiry, none or null")
RELATIONSHIP_DATE = Column("relationship_date", pl.Date, "day of the sale, negotiation or enquiry")
CONTRACT_END = Column("contract_end", pl.Date, "day the contract ended or will end")
CONSENT_LAST_USED = Column("consent_last_used", pl.Date, "day the consent was last used")
CURRENT_CUSTOMER = Column("current_customer", pl.String, "yes, no or null")
OPTED_OUT = Column(
    "opted_out", pl.String, "yes, no, polarity, unreadable; null when the list is silent"
)
OPT_OUT_LIFTED = Column(
    "opt_out_lifted", pl.Boolean, "the person opted out and later came back, with proof"
)
OPTED_OUT_UNTIL = Column(
    "opted_out_until",
    pl.Datetime,
    "latest moment that the list's own opt-out can mean; null where coming back cannot lift it",
)
OPTED_OUT_FIELD = Column("opted_out_field", pl.String, "field of the list that says the opt-out")
BOUNCED = Column("bounced", pl.Boolean, "the list says the address bounced or complained")
SAID = Column(
    "said.opt_out",
    pl.String,
    "what the list's columns of opt-outs say: yes, unreadable, polarity, no; null where silent",
)
SAID_BY = Column("said.header", pl.String, "header of the column that says it, where not a no")
SAID_CELL = Column("said.cell", pl.String, "its cell")
SAID_ELSEWHERE = Column(
    "said.elsewhere", pl.Boolean, "another column than the first flag says yes: it has no date"
)
BOUNCE_SAID = Column("said.bounced", pl.Boolean, "a column says that mail bounced or was reported")
BOUNCE_BY = Column("said.bounce_header", pl.String, "header of that column")
BOUNCE_CELL = Column("said.bounce_cell", pl.String, "its cell")
NO_VALUE = Column("said.no_value", pl.UInt8, "cells of days and flags with a word for no value")
HIDDEN_CHARACTER = Column("hidden_character", pl.Boolean, "a cell holds an invisible character")
FORMULA = Column("formula", pl.Boolean, "a cell would run as a formula in a spreadsheet")
LINE_TYPE = Column("line_type", pl.String, "mobile, fixed, other, or null when unknown")
NUMBER_SOURCE = Column("number_source", pl.String, "directory, random, published, given or null")
COMPLEMENTARY_ALLOWED = Column(
    "complementary_allowed", pl.Boolean, "house rules allow a complementary offer after an opt-out"
)
BALANCING_FLAGS = Column("balancing_flags", pl.Boolean, "the list raises a balancing flag")
EXISTING_AGREEMENT = Column("existing_agreement", pl.String, "yes, no or null")
PUBLISHED_BUSINESS_CONTACT = Column("published_business_contact", pl.String, "yes, no or null")
COLLECTED_BY = Column("collected_by", pl.String, "legal entity that collected the details, folded")
OPTOUT_OFFERED = Column("optout_offered", pl.String, "yes, no or null")
REGION_HINT = Column(
    "region_hint", pl.String, "country by whose plan a number without country code is read"
)
DATE_WRONG = Column("date_wrong", pl.Boolean, "a date of evidence is none that can be read")
DATE_UNREAD = Column("date_unread", pl.Boolean, "a date of evidence may be day/month or month/day")

# --- matching ------------------------------------------------------------------

RECIPIENT = Column("recipient", pl.String, "what the message is sent to: the address or the number")
SUPPRESSED = Column("suppressed", pl.String, "name of the source that suppresses the person")
SUPPRESSED_BOUNCE = Column(
    "suppressed_bounce", pl.Boolean, "the matching entry says bounce or complaint"
)
ORG_OPT_OUT = Column("org_opt_out", pl.String, "confirmed, pending, near or shared; null if none")
ORG_SOURCE = Column("org_source", pl.String, "name of the organisation source that matched")
CASE = Column("opt_out_case", pl.Int64, "case of the ledger in which the person opted out")
ORG_CASE = Column("org_case", pl.Int64, "case of the ledger in which the organisation asked")
HAS_OPTED_OUT = Column(
    "has_opted_out", pl.Boolean, "the person or the organisation opted out, by whatever source"
)
OPTED_OUT_COPY = Column(
    "opted_out_copy", pl.Boolean, "another row with one of the contact's addresses opted out"
)
DUPLICATE_OF = Column("duplicate_of", pl.UInt32, "row of the copy that stands for this recipient")


def listed_on(register: str) -> str:
    """Name of the Boolean column that says whether the number is on ``register``."""
    return f"listed_on.{register}"


def listed_since(register: str) -> str:
    """Name of the date column that says since when; null where the copy does not tell."""
    return f"listed_since.{register}"


# --- policy --------------------------------------------------------------------

RULE = Column("rule", pl.String, "id of the rule in force; null when none is known")
BASIS = Column("basis", pl.String, "what the law demands before contact")
BASIS_DOUBTFUL = Column(
    "basis_doubtful", pl.Boolean, "a stricter exception may apply, its fact is unknown"
)
SOFT_OPT_IN = Column("soft_opt_in", pl.Boolean, "the rule knows the soft opt-in")
RULE_REASON = Column("rule_reason", pl.String, "why no rule is known")
REGISTER = Column("register", pl.String, "registers to check, joined by +; null when none")
REGISTER_MISSING = Column("register_missing", pl.Boolean, "a register that is due was not supplied")
REGISTER_STALE = Column(
    "register_stale", pl.Boolean, "a register that is due is too old or undated"
)
ON_REGISTER = Column("on_register", pl.Boolean, "the recipient is listed on a register that is due")
SOFT_OPT_IN_MET = Column(
    "soft_opt_in_met", pl.String, "yes, no, expired, unknown, or null where it is not claimed"
)
SOFT_OPT_IN_REASON = Column(
    "soft_opt_in_reason", pl.String, "the first condition that fails or is unknown, in words"
)
CONSENT_SUFFICES = Column("consent_suffices", pl.Boolean, "the consent meets the basis")
LEGITIMATE_INTEREST = Column(
    "rests_on_legitimate_interest", pl.Boolean, "contact is lawful only by legitimate interest"
)
GDPR = Column("gdpr", pl.Boolean, "the country applies the GDPR")
COUNTRY_CONFLICT = Column(
    "country_conflict_matters", pl.Boolean, "the two countries a contact points to differ in law"
)

# --- verdict -------------------------------------------------------------------

VERDICT = Column("verdict", pl.String, "keep, hold or drop")

#: What messages may name of a contact: few distinct words, and never an address or a number.
WORDS: tuple[Column, ...] = (
    COUNTRY, COUNTRY_SOURCE, OTHER_COUNTRY, SUBSCRIBER_SOURCE, TYPO_OF, ORG_SOURCE, RULE, BASIS,
    REGISTER, RULE_REASON, CONSENT_GAP, SOFT_OPT_IN_REASON, OPTED_OUT_FIELD, SUPPRESSED,
)  # fmt: skip
