"""The shape of ``rules/penalties.toml``: the maximum that a law names, as a citation."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator, model_validator

from listcheck.policy.files.rule_file import ID, DatedRow, OneOrMany, RuleModel, UnionFile, YesNo


class Penalty(DatedRow):
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


class PenaltyFile(RuleModel):
    """``rules/penalties.toml``."""

    penalty: tuple[Penalty, ...] = ()

    @field_validator("penalty", mode="before")
    @classmethod
    def _tables(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value
