"""What the stage of contacts is told, from the rules folder and the settings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from listcheck.config.settings import Settings
from listcheck.contacts import (
    ContactOptions,
    EvidenceOptions,
    Mailboxes,
    entity,
    known_domains,
)
from listcheck.core import columns as c
from listcheck.policy import Rules


@dataclass(frozen=True)
class Declared:
    """What the sender says of a campaign, the same for every contact of it.

    ``unsubscribe``: the brief names a route; ``similar_products``: null where it is silent.
    """

    channel: str
    purpose: str
    sender_entity: str | None
    similar_products: bool | None
    unsubscribe: bool

    @classmethod
    def of(cls, settings: Settings, channel: str) -> Declared:
        """What the settings say of a campaign on a channel."""
        brief = settings.brief
        return cls(
            channel,
            settings.purpose,
            brief.sender_entity,
            brief.similar_products,
            bool(brief.unsubscribe),
        )

    def columns(self) -> list[pl.Expr]:
        """The same as columns of contacts."""
        return [
            pl.lit(self.channel).alias(c.CHANNEL.name),
            pl.lit(self.purpose).alias(c.PURPOSE.name),
            entity(pl.lit(self.sender_entity, dtype=pl.String)).alias(c.SENDER_ENTITY.name),
            pl.lit(self.similar_products, dtype=pl.Boolean).alias(c.SIMILAR_PRODUCTS.name),
            pl.lit(self.unsubscribe or None, dtype=pl.Boolean).alias(c.UNSUBSCRIBE_ROUTE.name),
        ]


def contact_options(rules: Rules, settings: Settings, channel: str) -> ContactOptions:
    """What the contact stage is told, from the rules folder and the settings."""
    domains = known_domains(
        frozenset(rules.domains.reserved), rules.domains.typos, frozenset(rules.domains.consumer)
    )
    return ContactOptions(
        evidence=EvidenceOptions(
            channel=channel,
            party=settings.party,
            number_source=settings.brief.number_source,
            date_order=settings.columns.date_order,
            double_opt_in=settings.policy.double_opt_in,
            consent_max_months=settings.policy.consent_max_months,
            third_party_consent_max_months=settings.policy.third_party_consent_max_months,
            complementary=settings.complementary_on,
            supporters=settings.brief.sender_kind in ("charity", "party", "nonprofit"),
        ),
        default_country=settings.country,
        same_mailbox=settings.policy.subaddresses == "same",
        business_domain=None
        if settings.policy.business_domain == "unknown"
        else settings.policy.business_domain,
        domains=domains,
        generic_suffixes=frozenset(rules.domains.generic_suffixes),
        mailboxes=mailboxes_of(rules),
        legal_forms=rules.legal_forms,
        sole_trader_forms=rules.sole_trader_forms,
        countries=rules.words,
    )


@lru_cache(maxsize=4)
def mailboxes_of(rules: Rules) -> Mailboxes:
    """The vocabulary of mailboxes, all languages together."""
    words = rules.mailboxes
    return Mailboxes(
        generic=frozenset(word for file in words for word in file.generic),
        qualifiers=frozenset(word for file in words for word in file.qualifiers),
        never_market=frozenset(word for file in words for word in file.never_market),
        endings=frozenset(word for file in words for word in file.endings),
        at_home=frozenset(
            (word, suffix) for file in words for word in file.at_home for suffix in file.suffixes
        ),
        never_market_suffixes=tuple(
            sorted({end for file in words for end in file.never_market_suffixes})
        ),
    )
