"""What a list says about opt-outs, consent and the relationship, as typed columns.

A blank evidence cell is unknown: neither consent nor its absence. An opt-out counts
when it says yes; a cell that says neither yes nor no is unreadable.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl
import polars.selectors as cs

from listcheck import columns as c
from listcheck.contacts.cells import (
    DateOrder,
    ambiguous_date,
    certain_yes_no,
    day,
    flagged,
    word,
)
from listcheck.contacts.consent import (
    DoubleOptIn,
    consent_cells,
    consent_columns,
    rejoined_at,
    too_old,
)
from listcheck.contacts.opt_outs import opt_out_cells, opt_out_columns

_DATES: Final = (
    "consent_date", "optin_time", "confirm_time", "consent_last_used", "relationship_date",
    "contract_end", "opted_out_at",
)  # fmt: skip
_RELATIONSHIPS: Final = {
    "customer": ("customer", "client", "kunde", "cliente", "klant", "donor", "supporter"),
    "negotiation": ("negotiation", "quote", "offer", "angebot"),
    "enquiry": ("enquiry", "inquiry", "anfrage"),
    "none": ("none", "no", "prospect"),
}
_PARTIES: Final = {
    "first": ("first", "1st", "first party", "1st party", "1"),
    "third": ("third", "3rd", "third party", "3rd party", "3"),
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
    """

    channel: str
    party: str | None = None
    number_source: str | None = None
    date_order: DateOrder | None = None
    double_opt_in: DoubleOptIn = "times"
    consent_max_months: int | None = None
    third_party_consent_max_months: int | None = None
    complementary: bool = False


def with_evidence(frame: pl.LazyFrame, options: EvidenceOptions) -> pl.LazyFrame:
    """Add the opt-out, consent, relationship and fact columns to a list's own cells."""
    order = options.date_order
    return (
        frame.with_columns(consent_cells(order))
        .with_columns(
            *consent_columns(options.channel, options.double_opt_in),
            *opt_out_cells(options.channel, order),
            ambiguous_date(_DATES, order).alias(c.DATE_UNREAD.name),
            word("relationship", _RELATIONSHIPS).alias(c.RELATIONSHIP.name),
            pl.coalesce(word("party", _PARTIES), pl.lit(options.party, dtype=pl.String)).alias(
                c.PARTY.name
            ),
            pl.coalesce(
                word("number_source", _NUMBER_SOURCES),
                pl.lit(options.number_source, dtype=pl.String),
            ).alias(c.NUMBER_SOURCE.name),
            c.cell_expr("collected_by")
            .str.strip_chars()
            .str.to_lowercase()
            .alias(c.COLLECTED_BY.name),
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
        .with_columns(opt_out_columns())
        .drop(cs.starts_with("evidence."))
    )


def _existing_agreement() -> pl.Expr:
    """Whether an agreement is in force; where the list does not say, its end tells."""
    return (
        pl.coalesce(
            certain_yes_no("existing_agreement"),
            pl.when(c.CONTRACT_END.expr >= c.SEND_DATE.expr)
            .then(pl.lit("yes"))
            .when(c.CONTRACT_END.expr < c.SEND_DATE.expr)
            .then(pl.lit("no")),
        )
    ).alias(c.EXISTING_AGREEMENT.name)


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
