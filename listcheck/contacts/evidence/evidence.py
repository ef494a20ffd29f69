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
    DateOrder,
    ambiguous_date,
    certain_yes_no,
    day,
    flagged,
    word,
)
from listcheck.contacts.evidence.consent import (
    DoubleOptIn,
    consent_cells,
    consent_columns,
    rejoined_at,
    too_old,
)
from listcheck.contacts.evidence.opted_out import opt_out_cells, opt_out_columns
from listcheck.core import columns as c

_DATES: Final = (
    "consent_date", "optin_time", "confirm_time", "consent_last_used", "relationship_date",
    "contract_end", "opted_out_at",
)  # fmt: skip
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
    order = options.date_order
    return (
        frame.with_columns(consent_cells(order))
        .with_columns(
            *consent_columns(options.channel, options.double_opt_in),
            *opt_out_cells(options.channel, order),
            ambiguous_date(_DATES, order).alias(c.DATE_UNREAD.name),
            word("relationship", _relationships(supporters=options.supporters)).alias(
                c.RELATIONSHIP.name
            ),
            _word_or("party", _PARTIES, options.party).alias(c.PARTY.name),
            _word_or("number_source", _NUMBER_SOURCES, options.number_source).alias(
                c.NUMBER_SOURCE.name
            ),
            entity(c.cell_expr("collected_by")).alias(c.COLLECTED_BY.name),
            *(
                certain_yes_no(column.name).alias(column.name)
                for column in (c.OPTOUT_OFFERED, c.PUBLISHED_BUSINESS_CONTACT, c.CURRENT_CUSTOMER)
            ),
            *(
                day(column.name, order).alias(column.name)
                for column in (c.RELATIONSHIP_DATE, c.CONTRACT_END, c.CONSENT_LAST_USED)
            ),
            flagged("balancing_flags").alias(c.BALANCING_FLAGS.name),
        )
        .with_columns(
            rejoined_at(),
            _existing_agreement(),
            _complementary(on=options.complementary),
            too_old(options.consent_max_months, options.third_party_consent_max_months),
        )
        .with_columns(*opt_out_columns(), _date_wrong())
        .drop(cs.starts_with("evidence."))
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


def _date_wrong() -> pl.Expr:
    """Whether a date of evidence is none, and not merely day/month or month/day; never null."""
    wrong = [
        c.cell_expr(field).is_not_null() & pl.col(f"evidence.{field}").is_null()
        for field in ("consent_date", "optin_time", "confirm_time")
    ]
    wrong += [
        c.cell_expr(column.name).is_not_null() & column.expr.is_null()
        for column in (c.RELATIONSHIP_DATE, c.CONTRACT_END, c.CONSENT_LAST_USED)
    ]
    wrong.append(c.cell_expr("opted_out_at").is_not_null() & pl.col("evidence.until").is_null())
    return (pl.any_horizontal(wrong) & ~c.DATE_UNREAD.expr).alias(c.DATE_WRONG.name)


def _existing_agreement() -> pl.Expr:
    """Whether an agreement is in force; where the list does not say, its end tells.

    An agreement in force that has ended is a contradiction, and unknown.
    """
    stated = certain_yes_no("existing_agreement")
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


def _complementary(*, on: bool) -> pl.Expr:
    """All conditions of a complementary offer to a contact that opted out; never null."""
    conditions = [
        c.CURRENT_CUSTOMER.expr == "yes",
        certain_yes_no("proactively_buying") == "yes",
        certain_yes_no("receptive") == "yes",
    ]
    return (
        pl.all_horizontal(pl.lit(on), *conditions)
        .fill_null(value=False)
        .alias(c.COMPLEMENTARY_ALLOWED.name)
    )
