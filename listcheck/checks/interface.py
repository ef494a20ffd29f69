"""The two kinds of checks: about one contact (expressions) and about the run (a function).

A check's module docstring is its documentation, under five fixed headings, and is
what ``listcheck explain CODE`` prints.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

import polars as pl

from listcheck.core.source_facts import SuppressionFacts, UnreadSheet

HEADINGS: Final = (
    "What it does",
    "Why it matters",
    "Example",
    "What to do",
    "References",
)
OUTCOMES: Final = ("drop", "hold", "note")
Outcome = Literal["drop", "hold", "note"]
#: Not asked of contacts under an agreement, where the message belongs to it.
CONTRACT: Final = frozenset({"contract"})
#: An opt-out, which house rules may set aside for complementary offers as well.
OPT_OUT: Final = frozenset({"contract", "complementary"})


@dataclass(frozen=True)
class Example:
    """One contact as columns, and the outcome the check must give (``keep``: none)."""

    row: Mapping[str, object]
    expect: Literal["drop", "hold", "note", "keep"]


@dataclass(frozen=True)
class ContactCheck:
    """A check on one contact: up to three Boolean expressions that are never null.

    Attributes:
        code: ``LC…``, never renumbered.
        name: names the problem, in kebab case.
        needs: the columns that the expressions read.
        message: what a finding says; ``{country}``, ``{basis}``, ``{register}`` and
            ``{rule_reason}`` are filled in. Never an address or a number.
        field: the field of the list whose cell a finding shows; ``recipient`` is the address
            or the number, whichever the channel uses.
        drop, hold, note: where the check finds the contact, by outcome.
        remedy: what would release a held contact: an option or a configuration key.
        cites_law: whether a finding names the rule in force.
        opt_out: whether a finding means that the person opted out (all copies drop).
        of_organisation: whether it was the organisation that did: its people's other addresses
            have not opted out.
        across_rows: whether the columns it needs are known only after all contacts
            have been judged by the other checks.
        marketing_only: whether the check is about the law of marketing, which a message under
            an existing agreement need not heed (LC501 sees to it that nobody else gets it).
        in_audits: what a finding says of a past send: what it says of a contact (``as_found``: a
            drop is a violation, a hold is unknown), that nobody knows who was contacted
            (``unknown``), or nothing about the law (``note``).
        lifted_for: purposes for which the check does not apply to contacts that meet the
            conditions of the purpose: ``contract`` and ``complementary``.
    """

    code: str
    name: str
    doc: str
    needs: tuple[str, ...]
    message: str
    field: str | None = None
    drop: pl.Expr | None = None
    hold: pl.Expr | None = None
    note: pl.Expr | None = None
    remedy: str | None = None
    cites_law: bool = False
    opt_out: bool = False
    of_organisation: bool = False
    across_rows: bool = False
    marketing_only: bool = False
    lifted_for: frozenset[str] = frozenset()
    in_audits: Literal["as_found", "unknown", "note"] = "as_found"
    examples: tuple[Example, ...] = ()

    def outcomes(self) -> list[tuple[Outcome, pl.Expr]]:
        """The outcomes that the check can give, worst first."""
        pairs: list[tuple[Outcome, pl.Expr | None]] = [
            ("drop", self.drop),
            ("hold", self.hold),
            ("note", self.note),
        ]
        return [(outcome, expression) for outcome, expression in pairs if expression is not None]

    def column(self, outcome: str) -> str:
        """Name of the Boolean column that holds one outcome."""
        return f"{self.code}.{outcome}"

    @property
    def verdicts(self) -> str:
        """The outcomes in words, for tables."""
        return " or ".join(outcome for outcome, _ in self.outcomes())


@dataclass(frozen=True)
class RunFacts:
    """What the run checks look at: sources, brief and totals."""

    send_date: date
    channel: str = "email"
    party: str | None = None
    purpose: str = "marketing"
    sources: tuple[SuppressionFacts, ...] = ()
    list_carries_opt_outs: bool = False
    #: Vendors of the lists whose exports never say who opted out.
    silent_vendors: tuple[str, ...] = ()
    #: The list has an opt-out column, and every cell of it is blank.
    opt_out_column_blank: bool = False
    #: File, header and the field of [columns] that it probably is, of columns that speak of
    #: opt-outs in no word that is known.
    columns_not_understood: tuple[tuple[str, str, str], ...] = ()
    unsubscribe: bool = False
    sender_name: bool = False
    publishes_privacy_notice: bool | None = None
    notice_dates: bool = False
    legitimate_interest_gaps: tuple[str, ...] = ("purpose", "necessity", "balancing")
    kept_on_legitimate_interest: int = 0
    suppression_max_age_days: int | None = None
    read: int = 0
    unreadable: int = 0
    oldest_review: date | None = None
    oldest_review_country: str = ""
    #: What an earlier run of this campaign read (the guard compares with it); None: no such run.
    earlier_read: int | None = None
    earlier_sources: tuple[SuppressionFacts, ...] = ()
    #: Sheets of the lists' workbooks that no source is made of either.
    unread_sheets: tuple[UnreadSheet, ...] = ()


@dataclass(frozen=True)
class RunFinding:
    """A finding on the whole run."""

    outcome: Literal["incomplete", "unreadable", "note"]
    message: str
    remedy: str | None = None
    count: int = 1


@dataclass(frozen=True)
class RunExample:
    """Run facts (those that differ from a clean run) and the outcome expected."""

    facts: Mapping[str, object]
    expect: Literal["incomplete", "unreadable", "note", "keep"]


@dataclass(frozen=True)
class RunCheck:
    """A check on the whole run: a function from run facts to findings."""

    code: str
    name: str
    doc: str
    judge: Callable[[RunFacts], tuple[RunFinding, ...]]
    verdicts: str = "run incomplete"
    examples: tuple[RunExample, ...] = field(default=())


@dataclass(frozen=True)
class SendCheck:
    """A check that only audits of past sends make: the answer is that nobody can know."""

    code: str
    name: str
    doc: str
    message: str
    field: str
    verdicts: str = "unknown (audits)"


Check = ContactCheck | RunCheck | SendCheck
