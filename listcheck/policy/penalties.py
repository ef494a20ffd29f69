"""What a violation may cost: the maximum that a law names, as a citation and never as a sum.

What an authority or a court would ask in a case depends on much that nobody here knows; so the
figures are texts, and nothing adds them up. A country without a row: no figure is known.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from pydantic import Field, field_validator, model_validator

from listcheck.policy.model import ID, Dated, OneOrMany, Strict, UnionFile, YesNo

if TYPE_CHECKING:
    from listcheck.policy.load import Rules


class Penalty(Dated):
    """One maximum of ``rules/penalties.toml``, for messages sent while the row is in force.

    Attributes:
        country: whose law it is; empty for a row of the union.
        union: the row holds in every member of the European Union.
        maximum: the figure in words, with its currency.
        per: what it is counted by.
        law: the short name of the act; two rows of one act never hold at once.
    """

    id: str = Field(pattern=ID)
    country: OneOrMany[str] = ()
    union: YesNo = False
    maximum: str = Field(min_length=1)
    per: Literal["message", "call", "violation", "infringement"]
    law: str = Field(min_length=1)

    @model_validator(mode="after")
    def _belongs_somewhere(self) -> Penalty:
        if bool(self.country) == self.union:
            raise ValueError("expected one of country and union, not both")
        return self

    def countries(self, union: UnionFile | None) -> tuple[str, ...]:
        """The countries it holds in; none for a row of a union that nobody described."""
        if self.union:
            return union.members if union else ()
        return self.country


class PenaltyFile(Strict):
    """``rules/penalties.toml``."""

    penalty: tuple[Penalty, ...] = ()

    @field_validator("penalty", mode="before")
    @classmethod
    def _tables(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value


def penalties_on(rules: Rules, country: str, channel: str, day: date) -> tuple[Penalty, ...]:
    """The maxima that hold for a message sent to a country on a day, in the order of the file.

    Empty where no figure is known. ``channel`` is email, sms, call or automated-call.
    """
    return tuple(
        item
        for item in rules.penalties
        if item.in_force(channel, day) and country in item.countries(rules.union)
    )
