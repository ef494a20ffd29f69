"""The shape of ``rules/registers.toml``: do-not-call and do-not-mail registers and their terms."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from listcheck.policy.files.rule_file import (
    Channel,
    Day,
    OneOrMany,
    RuleModel,
    Source,
    Subscriber,
    Terms,
)

Kind = Literal["phone", "email"]


class OwnCustomers(Terms):
    """The sender's own customers, who may be contacted in spite of a listing."""

    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None


class Register(RuleModel):
    """One register of ``rules/registers.toml``.

    Attributes:
        kind: what its entries are; a register of both is asked for what the channel uses.
        consent: ``overrides`` where consent to the sender beats a listing, ``later`` where
            only a consent given after the listing does.
        area_digits: the register is handed out by area, the first so many digits of a national
            number; 0: it is one list.
        grace_days: a listing binds only so many days after its day.
        own_customers: customers of the sender who need no look-up, by period.
    """

    id: str = Field(pattern=r"^[A-Z][A-Z0-9-]*$")
    name: str
    country: str = Field(pattern=r"^[A-Z]{2}$")
    channel: OneOrMany[Channel]
    kind: OneOrMany[Kind]
    covers: OneOrMany[Subscriber]
    max_age_days: int = Field(gt=0, strict=True)
    age_source: str
    consent: Literal["overrides", "later"]
    area_digits: int = Field(default=0, ge=0, le=6, strict=True)
    grace_days: int = Field(default=0, ge=0, strict=True)
    own_customers: tuple[OwnCustomers, ...] = ()
    note: str | None = None
    source: Source

    def kind_for(self, channel: str) -> Kind:
        """What is looked up for a channel: the address or the number."""
        wanted: Kind = "email" if channel == "email" else "phone"
        return wanted if wanted in self.kind else self.kind[0]

    def own_customers_on(self, day: date) -> OwnCustomers | None:
        """Who of the sender's own customers needs no look-up on a day."""
        for terms in self.own_customers:
            if (terms.from_ or day) <= day < (terms.until or date.max):
                return terms
        return None


class RegisterFile(RuleModel):
    """``rules/registers.toml``."""

    register_: tuple[Register, ...] = Field(alias="register")
