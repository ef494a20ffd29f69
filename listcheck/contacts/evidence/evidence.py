"""What a list says about opt-outs, consent and the relationship, as typed columns.

A blank evidence cell is unknown: neither consent nor its absence. An opt-out counts
when it says yes; a cell that says neither yes nor no is unreadable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl
import polars.selectors as cs

from listcheck.contacts.evidence.cell_values import (
    OF_CELL,
    DateOrder,
    certain_yes_no,
    flagged,
    moment_step,
    of_cell,
    word,
)
from listcheck.contacts.evidence.consent import DoubleOptIn, consent_steps, too_old
from listcheck.contacts.evidence.opted_out import opt_out_steps
from listcheck.core import columns as c
from listcheck.core.steps import Step, with_steps

_DATES: Final = (
    "consent_date", "optin_time", "confirm_time", "consent_last_used", "relationship_date",
    "contract_end", "opted_out_at",
)  # fmt: skip
#: Whether an agreement is in force, as the list says.
_AGREEMENT: Final = "evidence.agreement"
_RELATIONSHIPS: Final = {
    "customer": ("customer", "client", "kunde", "cliente", "klant"),
    "negotiation": ("negotiation", "quote", "offer", "angebot"),
    "enquiry": ("enquiry", "inquiry", "anfrage"),
    "none": ("none", "no", "prospect"),
}
_PARTIES: Final = {
    "first": ("first", "1st", "first party", "1st party", "first-party", "1", "own"),
    "third": (
        "third",
        "3rd",
        "third party",
        "3rd party",
        "third-party",
        "3",
        "bought",
        "purchased",
        "rented",
        "supplied",
        "external",
    ),
}
_NUMBER_SOURCES: Final = {name: (name,) for name in ("directory", "random", "published", "given")}


@dataclass(frozen=True)
class EvidenceOptions:
    """How evidence is read, and what counts as enough of it.

    Attributes:
        channel: the campaign's channel; consent for another channel says nothing.
        party: who collected the data, where the list does not say.
        number_source: where the numbers come from, where the list does not say.
        date_order: how day/month dates are to be read; None leaves them unknown.
        double_opt_in: the evidence that counts as a double opt-in: the word, sign-up
            and confirmation times in order, or times and network addresses.
        consent_max_months: age at which any consent is too old by house rule.
        third_party_consent_max_months: the same for a third party's contacts.
        complementary: complementary offers may go to opted-out contacts whose account
            is buying and who welcome them (a house rule against GDPR article 21(3)).
        supporters: donors and supporters stand to the sender as customers do to a shop.
    """

    channel: str
    party: str | None = None
    number_source: str | None = None
    date_order: DateOrder | None = None
    double_opt_in: DoubleOptIn = "times"
    consent_max_months: int | None = None
    third_party_consent_max_months: int | None = None
    complementary: bool = False
    supporters: bool = False


def with_evidence(frame: pl.LazyFrame, options: EvidenceOptions) -> pl.LazyFrame:
    """Add the opt-out, consent, relationship and fact columns to a list's own cells."""
    return with_steps(frame, evidence_steps(options)).drop(
        cs.starts_with("evidence.", *(f"{prefix}." for prefix in OF_CELL))
    )


def evidence_steps(options: EvidenceOptions) -> list[Step]:
    """The steps that add them, the cells of each column read by themselves."""
    return [
        *(moment_step(field, options.date_order) for field in _DATES),
        _days_step(),
        _words_step(options),
        *consent_steps(options.channel, options.double_opt_in),
        _later_step(options),
        *opt_out_steps(options.channel),
    ]


def _days_step() -> Step:
    """Add the days of the relationship, and what is wrong with dates."""
    ambiguous = [of_cell("ambiguous", field) for field in _DATES]
    wrong = [of_cell("wrong", field) for field in _DATES]
    unread = pl.any_horizontal(ambiguous).alias(c.DATE_UNREAD.name)
    # A date of evidence is none, and not merely day/month or month/day.
    is_wrong = (pl.any_horizontal(wrong) & ~c.DATE_UNREAD.expr).alias(c.DATE_WRONG.name)
    return Step(
        (*ambiguous, *wrong),
        (c.DATE_UNREAD.name, c.DATE_WRONG.name),
        lambda frame: frame.with_columns(unread).with_columns(is_wrong),
    )


def _words_step(options: EvidenceOptions) -> Step:
    """Add what cells with words of a closed vocabulary say."""
    answers = (c.OPTOUT_OFFERED, c.PUBLISHED_BUSINESS_CONTACT, c.CURRENT_CUSTOMER)
    conditions = [
        certain_yes_no(name) == "yes" for name in ("current_customer", "proactively_buying")
    ]
    conditions.append(certain_yes_no("receptive") == "yes")
    added = [
        word("relationship", _relationships(supporters=options.supporters)).alias(
            c.RELATIONSHIP.name
        ),
        _word_or("party", _PARTIES, options.party).alias(c.PARTY.name),
        _word_or("number_source", _NUMBER_SOURCES, options.number_source).alias(
            c.NUMBER_SOURCE.name
        ),
        entity(c.cell_expr("collected_by")).alias(c.COLLECTED_BY.name),
        *(certain_yes_no(column.name).alias(column.name) for column in answers),
        flagged("balancing_flags").alias(c.BALANCING_FLAGS.name),
        certain_yes_no("existing_agreement").alias(_AGREEMENT),
        # All conditions of a complementary offer to a contact that opted out; never null.
        pl.all_horizontal(pl.lit(options.complementary), *conditions)
        .fill_null(value=False)
        .alias(c.COMPLEMENTARY_ALLOWED.name),
    ]
    fields = (
        "relationship", "party", "number_source", "collected_by", "balancing_flags",
        "existing_agreement", "proactively_buying", "receptive",
        *(column.name for column in answers),
    )  # fmt: skip
    return Step(
        tuple(c.cell(field) for field in fields),
        (
            c.RELATIONSHIP.name, c.PARTY.name, c.NUMBER_SOURCE.name, c.COLLECTED_BY.name,
            *(column.name for column in answers), c.BALANCING_FLAGS.name, _AGREEMENT,
            c.COMPLEMENTARY_ALLOWED.name,
        ),
        lambda frame: frame.with_columns(*added),
    )  # fmt: skip


def _later_step(options: EvidenceOptions) -> Step:
    """Add the days of the relationship, and what depends on them and the day of the send."""
    dates = (c.RELATIONSHIP_DATE, c.CONTRACT_END, c.CONSENT_LAST_USED)
    days = [pl.col(of_cell("moment", column.name)).dt.date().alias(column.name) for column in dates]
    old = too_old(options.consent_max_months, options.third_party_consent_max_months)
    reads = (
        *(of_cell("moment", column.name) for column in dates), _AGREEMENT, c.CONSENT_DATE.name,
        c.SEND_DATE.name, c.PARTY.name,
    )  # fmt: skip
    return Step(
        reads,
        (*(column.name for column in dates), c.EXISTING_AGREEMENT.name, c.CONSENT_TOO_OLD.name),
        lambda frame: frame.with_columns(*days).with_columns(_existing_agreement(), old),
    )


def _relationships(*, supporters: bool) -> dict[str, tuple[str, ...]]:
    if not supporters:
        return _RELATIONSHIPS
    return _RELATIONSHIPS | {"customer": (*_RELATIONSHIPS["customer"], "donor", "supporter")}


def _word_or(field: str, words: Mapping[str, Sequence[str]], otherwise: str | None) -> pl.Expr:
    """The word of a cell; what was declared for the list counts for blank cells only."""
    blank = c.cell_expr(field).is_null()
    return pl.when(blank).then(pl.lit(otherwise, dtype=pl.String)).otherwise(word(field, words))


def entity(name: pl.Expr) -> pl.Expr:
    """The name of a legal entity as it is compared: case and punctuation do not count."""
    words = name.str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()
    folded = words.str.replace(r" limited$", " ltd").str.replace(r" incorporated$", " inc")
    return pl.when(folded != "").then(folded)


def _existing_agreement() -> pl.Expr:
    """Whether an agreement is in force; where the list does not say, its end tells.

    An agreement in force that has ended is a contradiction, and unknown.
    """
    stated = pl.col(_AGREEMENT)
    ended = c.CONTRACT_END.expr < c.SEND_DATE.expr
    return (
        pl.when((stated == "yes") & ended.fill_null(value=False))
        .then(None)
        .when(stated.is_not_null())
        .then(stated)
        .when(ended)
        .then(pl.lit("no"))
        .when(~ended)
        .then(pl.lit("yes"))
        .alias(c.EXISTING_AGREEMENT.name)
    )
