"""The shape of the rule files: what a lawyer writes, validated strictly.

Every model forbids unknown keys, so that a misspelt key is an error and never a
rule that silently says less than it should.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

Channel = Literal["email", "sms", "call", "automated-call"]
Party = Literal["first", "third"]
AddressKind = Literal["generic", "individual"]
Subscriber = Literal["corporate", "individual"]
Basis = Literal[
    "opt_out",
    "presumed_consent",
    "legitimate_interest_or_opt_in",
    "opt_in",
    "double_opt_in",
    "prohibited",
]
Pack = Literal["guide", "current"]
Confidence = Literal["high", "medium", "low"]

#: Facts about one contact: a stricter exception whose fact is unknown holds the contact.
CONTACT_FACTS = (
    "line_type",
    "number_source",
    "relationship",
    "existing_agreement",
    "published_business_contact",
)
#: Facts about the campaign, answered once in the brief.
CAMPAIGN_FACTS = ("sector", "sender_kind", "product")

T = TypeVar("T")

#: As TOML writes them: text or a number that could be read as one is a mistake.
Day = Annotated[date, Field(strict=True)]
YesNo = Annotated[bool, Field(strict=True)]


def _as_tuple(value: object) -> object:
    """Let a key hold one value or a list of values."""
    return tuple(value) if isinstance(value, list | tuple) else (value,)


OneOrMany = Annotated[tuple[T, ...], BeforeValidator(_as_tuple), Field(min_length=1)]


class Strict(BaseModel):
    """Base of every rule-file model: unknown keys are errors, values are frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Source(Strict):
    """Where a statement of law can be read."""

    title: str = Field(min_length=1)
    url: str = Field(pattern=r"^https?://\S+$")


class When(Strict):
    """The closed vocabulary of facts that an exception may turn on; all given must hold."""

    line_type: Literal["mobile", "fixed", "other"] | None = None
    number_source: Literal["directory", "random", "published", "given"] | None = None
    relationship: Literal["customer", "negotiation", "enquiry", "none"] | None = None
    existing_agreement: Literal["yes", "no"] | None = None
    published_business_contact: Literal["yes", "no"] | None = None
    sector: str | None = None
    sender_kind: Literal["commercial", "charity", "party", "nonprofit"] | None = None
    product: str | None = None

    def facts(self) -> dict[str, str]:
        """The facts that are given, by name."""
        return {key: value for key, value in self.model_dump().items() if value is not None}

    @model_validator(mode="after")
    def _not_empty(self) -> When:
        if not self.facts():
            raise ValueError("an exception needs at least one fact")
        return self


class Answers(Strict):
    """What a row or an exception answers."""

    basis: Basis
    soft_opt_in: YesNo
    register_ids: tuple[str, ...] = Field(alias="register")


class RuleException(Answers):
    """A different answer inside a row, for contacts or campaigns that meet ``when``."""

    when: When
    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    printed: str | None = None
    note: str | None = None


class Cells(Strict):
    """The cells and the period that a row speaks for."""

    id: str = Field(pattern=r"^[A-Z]{2}-[A-Za-z0-9-]+$")
    pack: OneOrMany[Pack]
    channel: OneOrMany[Channel]
    party: OneOrMany[Party]
    address_kind: OneOrMany[AddressKind]
    subscriber: OneOrMany[Subscriber]
    from_: Day = Field(alias="from")
    until: Day | None = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> Cells:
        if self.until is not None and self.until <= self.from_:
            raise ValueError(f"until ({self.until}) must be later than from ({self.from_})")
        return self

    def covers(self, pack: str, channel: str, on: date) -> bool:
        """Whether the row speaks for this pack and channel on this day."""
        return (
            pack in self.pack
            and channel in self.channel
            and self.from_ <= on
            and (self.until is None or on < self.until)
        )


class Rule(Cells, Answers):
    """One period of one or several cells: what the law demands, and where it says so."""

    confidence: Confidence
    source: tuple[Source, ...] = Field(min_length=1)
    exception: tuple[RuleException, ...] = ()
    printed: str | None = None
    note: str | None = None


class Unanswered(Cells):
    """Cells for which nothing reliable is known: contacts are held."""

    reason: str = Field(min_length=1)


class CountryFile(Strict):
    """One country: ``rules/countries/XX.toml``."""

    country: str = Field(pattern=r"^[A-Z]{2}$")
    name: str
    reviewed: Day
    gdpr: YesNo
    note: str | None = None
    rule: tuple[Rule, ...] = ()
    unanswered: tuple[Unanswered, ...] = ()

    @field_validator("rule", "unanswered", mode="before")
    @classmethod
    def _tables(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value


class Register(Strict):
    """One do-not-call or do-not-mail register of ``rules/registers.toml``."""

    id: str = Field(pattern=r"^[A-Z][A-Z0-9-]*$")
    name: str
    country: str = Field(pattern=r"^[A-Z]{2}$")
    channel: OneOrMany[Channel]
    kind: Literal["phone", "email"]
    covers: OneOrMany[Subscriber]
    max_age_days: int = Field(gt=0, strict=True)
    age_source: str
    consent_overrides: YesNo
    note: str | None = None
    source: Source


class RegisterFile(Strict):
    """``rules/registers.toml``."""

    register_: tuple[Register, ...] = Field(alias="register")


class MailboxFile(Strict):
    """One language's words for mailboxes: ``rules/mailboxes/<language>.toml``."""

    language: str
    name: str
    reviewed: Day
    generic: tuple[str, ...]
    qualifiers: tuple[str, ...] = ()
    never_market: tuple[str, ...] = ()
    never_market_suffixes: tuple[str, ...] = ()
    note: str | None = None


class DomainFile(Strict):
    """Domains known by name: ``rules/domains.toml``."""

    reviewed: Day
    reserved: tuple[str, ...]
    generic_suffixes: tuple[str, ...]
    consumer: tuple[str, ...]
    typos: dict[str, str]


class LegalForms(Strict):
    """Legal forms of some countries, in the notation told at the top of the file."""

    countries: tuple[str, ...]
    texts: tuple[str, ...] = Field(min_length=1)


class LegalFormFile(Strict):
    """``rules/legal_forms.toml``: forms of legal persons and of natural persons in business."""

    reviewed: Day
    form: tuple[LegalForms, ...]
    sole_trader: tuple[LegalForms, ...] = ()
