"""The shape of the rule files: what a lawyer writes, validated strictly.

Every model forbids unknown keys, so that a misspelt key is an error and never a
rule that silently says less than it should.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from listcheck.policy.files.country_names import CountryNames

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
CAMPAIGN_FACTS = ("sector", "sender_kind", "product", "similar_products")
#: What a rule takes for granted of a campaign, declared once in the brief.
Declared = Literal["professional_message"]

T = TypeVar("T")

ID = r"^[A-Z]{2}-[A-Za-z0-9-]+$"

#: As TOML writes them: text or a number that could be read as one is a mistake.
Day = Annotated[date, Field(strict=True)]
YesNo = Annotated[bool, Field(strict=True)]


def _as_tuple(value: object) -> object:
    """Let a key hold one value or a list of values."""
    return tuple(value) if isinstance(value, list | tuple) else (value,)


OneOrMany = Annotated[tuple[T, ...], BeforeValidator(_as_tuple), Field(min_length=1)]
Word = Annotated[str, Field(min_length=1)]
Months = Annotated[int, Field(gt=0, le=1200, strict=True)]


class RuleModel(BaseModel):
    """Base of every rule-file model: unknown keys are errors, values are frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Source(RuleModel):
    """Where a statement of law can be read."""

    title: str = Field(min_length=1)
    url: str = Field(pattern=r"^https?://\S+$")


class When(RuleModel):
    """The closed vocabulary of facts that an exception may turn on; all given must hold.

    A fact with several values holds where one of them does.
    """

    line_type: OneOrMany[Literal["mobile", "fixed", "other"]] | None = None
    number_source: OneOrMany[Literal["directory", "random", "published", "given"]] | None = None
    relationship: OneOrMany[Literal["customer", "negotiation", "enquiry", "none"]] | None = None
    existing_agreement: OneOrMany[Literal["yes", "no"]] | None = None
    published_business_contact: OneOrMany[Literal["yes", "no"]] | None = None
    sector: OneOrMany[Word] | None = None
    sender_kind: OneOrMany[Literal["commercial", "charity", "party", "nonprofit"]] | None = None
    product: OneOrMany[Word] | None = None
    similar_products: OneOrMany[Literal["yes", "no"]] | None = None

    def facts(self) -> dict[str, tuple[str, ...]]:
        """The facts that are given, by name, with the values that hold."""
        return {name: tuple(value) for name, value in self if value is not None}

    def as_written(self) -> dict[str, str | list[str]]:
        """The facts as a rule file writes them: one value, or a list."""
        return {
            name: values[0] if len(values) == 1 else list(values)
            for name, values in self.facts().items()
        }

    @model_validator(mode="after")
    def _not_empty(self) -> When:
        if not self.facts():
            raise ValueError("an exception needs at least one fact")
        return self


class Terms(RuleModel):
    """A relationship that counts only for a time: clocks of a soft opt-in or of a register.

    Without a clock for it, a kind of relationship counts for any time (customers) or not
    at all (enquiries).

    Attributes:
        customer_months: after the last purchase, contract or end of a contract.
        enquiry_months: after an enquiry.
        after_contract_months: after the end of the contract; while it runs, always.
        last_use: the last use of the details (``consent_last_used``) restarts the clock.
        replaces_conditions: the relationship alone is enough: nothing is asked about who
            collected the details, similar products or an opt-out at collection.
        similar_products: only for the sender's own similar products.
    """

    customer_months: Months | None = None
    enquiry_months: Months | None = None
    after_contract_months: Months | None = None
    last_use: YesNo = False
    replaces_conditions: YesNo = False
    similar_products: YesNo = False


class Answers(RuleModel):
    """What a row or an exception answers."""

    basis: Basis
    soft_opt_in: YesNo
    register_ids: tuple[str, ...] = Field(alias="register")


class RuleException(Answers):
    """A different answer inside a row, for contacts or campaigns that meet ``when``.

    With an ``id`` findings cite the exception, without one the row it stands in.
    """

    id: str | None = Field(default=None, pattern=ID)
    when: When
    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    confidence: Confidence | None = None
    source: tuple[Source, ...] = ()
    printed: str | None = None
    note: str | None = None


class Cells(RuleModel):
    """The cells and the period that a row speaks for."""

    id: str = Field(pattern=ID)
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
    """One period of one or several cells: what the law demands, and where it says so.

    Attributes:
        soft_opt_in_terms: clocks of the soft opt-in, where the law has some.
        declare: what the row takes for granted of the campaign; where the brief says the
            opposite, the contact is judged as a natural person.
        supersedes: ids of the rows whose answer this one corrects or replaces.
        reading: what in this row is our reading rather than the words of the source.
    """

    confidence: Confidence
    source: tuple[Source, ...] = Field(min_length=1)
    exception: tuple[RuleException, ...] = ()
    soft_opt_in_terms: Terms | None = None
    declare: OneOrMany[Declared] = ()
    supersedes: OneOrMany[str] = ()
    reading: str | None = None
    printed: str | None = None
    note: str | None = None


class Note(RuleModel):
    """Something to know about some cells that changes no answer.

    ``kind`` is ``duty`` (the sender must do it), ``not-applied`` (a change that is not sure
    enough, or pending), ``agrees`` (a source that agrees with the row), ``reading`` or
    ``info``. Without ``from`` the day is not known.
    """

    id: str = Field(pattern=ID)
    kind: Literal["duty", "not-applied", "agrees", "reading", "info"]
    channel: OneOrMany[Channel]
    party: OneOrMany[Party] = ("first", "third")
    address_kind: OneOrMany[AddressKind] = ("generic", "individual")
    subscriber: OneOrMany[Subscriber] = ("corporate", "individual")
    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    confidence: Confidence
    #: Why a change is not applied.
    reason: str | None = None
    text: str = Field(min_length=1)
    source: tuple[Source, ...] = Field(min_length=1)

    def in_force(self, on: date) -> bool:
        """Whether the note speaks for this day; one without a day speaks for all."""
        return (self.from_ is None or self.from_ <= on) and (self.until is None or on < self.until)


class Unanswered(Cells):
    """Cells for which nothing reliable is known: contacts are held."""

    reason: str = Field(min_length=1)


class DatedRow(RuleModel):
    """A statement of law for some channels that holds from a day on, with its sources."""

    channel: OneOrMany[Channel]
    from_: Day = Field(alias="from")
    until: Day | None = None
    confidence: Confidence
    note: str | None = None
    source: tuple[Source, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _dates_in_order(self) -> DatedRow:
        if self.until is not None and self.until <= self.from_:
            raise ValueError(f"until ({self.until}) must be later than from ({self.from_})")
        return self

    def in_force(self, channel: str, on: date) -> bool:
        """Whether it speaks for this channel on this day."""
        ended = self.until is not None and self.until <= on
        return channel in self.channel and self.from_ <= on and not ended


class OptOutTime(DatedRow):
    """How long the law lets a sender act on an opt-out received while the row is in force."""

    business_days: int | None = Field(default=None, gt=0, le=366, strict=True)
    days: int | None = Field(default=None, gt=0, le=366, strict=True)

    @model_validator(mode="after")
    def _one_unit(self) -> OptOutTime:
        if (self.business_days is None) == (self.days is None):
            raise ValueError("expected one of business_days and days, not both")
        return self


class CountryFile(CountryNames):
    """One country: ``rules/countries/XX.toml``."""

    reviewed: Day
    gdpr: YesNo
    holidays_observed: YesNo = False
    rule: tuple[Rule, ...] = ()
    unanswered: tuple[Unanswered, ...] = ()
    note: tuple[Note, ...] = ()
    opt_out_time: tuple[OptOutTime, ...] = ()

    @field_validator("rule", "unanswered", "note", "opt_out_time", mode="before")
    @classmethod
    def _tables(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value


class UnionFile(RuleModel):
    """``rules/european_union.toml``: what concerns all members and changes no answer."""

    reviewed: Day
    members: tuple[str, ...] = Field(min_length=1)
    note: tuple[Note, ...] = ()
