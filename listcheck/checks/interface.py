"""The two kinds of checks: about one contact (expressions) and about the run (a function).

A check's module docstring is its documentation, under five fixed headings, and is
what ``listcheck explain CODE`` prints.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

import polars as pl

from listcheck.checks.facts import AuditFacts, HeldFacts, RunFacts
from listcheck.checks.gaps import Gap

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


#: What an opt-out is about, for audits, which ask when it was received.
OptOutOf = Literal["person", "organisation", "pending", "shared_domain", "list"]


@dataclass(frozen=True)
class Settles:
    """What would turn an unknown answer of an audit into one: in words, and where it is given."""

    what: str
    how: str


@dataclass(frozen=True)
class AuditNote:
    """What the reader of an audit should know where sends are unknown for a check.

    Attributes:
        about: beside which notes it stands: those on ``sources``, or on ``evidence``.
        message: the note; None where it does not apply.
    """

    about: Literal["sources", "evidence"]
    message: Callable[[AuditFacts], str | None]


@dataclass(frozen=True)
class WhyNotRun:
    """Why a check could not run: in words, None where it could. Lower ranks are told first."""

    why: Callable[[RunFacts], str | None]
    rank: int = 0


@dataclass(frozen=True, kw_only=True)
class Words:
    """What is said of a check anywhere, besides its findings.

    Attributes:
        gaps: lines of the configuration that would close what it found.
        settles: what would settle it in an audit; None: an audit never leaves it open.
        audit_message: what a finding says of a past send, where that is not ``message``.
        audit_note: what an audit notes where it leaves sends unknown.
    """

    gaps: tuple[Gap, ...] = ()
    settles: Settles | None = None
    audit_message: str | None = None
    audit_note: AuditNote | None = None


@dataclass(frozen=True)
class RunFinding:
    """A finding on the whole run."""

    outcome: Literal["incomplete", "unreadable", "note", "hold"]
    message: str
    remedy: str | None = None
    count: int = 1


@dataclass(frozen=True)
class Example:
    """One contact as columns, and the outcome the check must give (``keep``: none)."""

    row: Mapping[str, object]
    expect: Literal["drop", "hold", "note", "keep"]


@dataclass(frozen=True)
class ContactCheck(Words):
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
        regained: what would let a contact that only this check stops be kept, after "could be
            kept"; None: it says no for good (an opt-out, an invalid address, a prohibition).
        fill_in: fields whose cells would release the contacts that it holds.
        remedy_for: ``remedy``, made concrete by what the run knows.
        not_run: why it could not run.
        opens: situations of its contacts whose gaps are worth closing, see :class:`Gap`.
        opt_out_of: what the opt-out that it speaks of is about; audits ask for its moment.
        of_file: what is said of a list as a whole, by its name and headers.
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
    regained: str | None = None
    fill_in: tuple[str, ...] = ()
    remedy_for: Callable[[HeldFacts], str | None] | None = None
    not_run: WhyNotRun | None = None
    opens: frozenset[str] = frozenset()
    opt_out_of: OptOutOf | None = None
    of_file: Callable[[str, Sequence[str]], RunFinding | None] | None = None
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
class RunExample:
    """Run facts (those that differ from a clean run) and the outcome expected."""

    facts: Mapping[str, object]
    expect: Literal["incomplete", "unreadable", "note", "keep"]


@dataclass(frozen=True)
class RunCheck(Words):
    """A check on the whole run: a function from run facts to findings.

    Attributes:
        of_sends: in an audit, of which sends nobody knows for its sake: Boolean, never null.
        of_audit: what the whole audit lacks, in words.
        guards: what it compares with an earlier run: ``list`` or ``sources``.
        counts_records: its findings are records of the lists that could not be read.
        waivable: a reason in ``[waive]`` lifts it.
    """

    code: str
    name: str
    doc: str
    judge: Callable[[RunFacts], tuple[RunFinding, ...]]
    verdicts: str = "run incomplete"
    examples: tuple[RunExample, ...] = field(default=())
    of_sends: Callable[[AuditFacts], Sequence[pl.Expr]] | None = None
    of_audit: Callable[[AuditFacts], Sequence[RunFinding]] | None = None
    guards: Literal["list", "sources"] | None = None
    counts_records: bool = False
    waivable: bool = False


@dataclass(frozen=True)
class SendCheck(Words):
    """A check that only audits of past sends make: the answer is that nobody can know."""

    code: str
    name: str
    doc: str
    message: str
    field: str
    verdicts: str = "unknown (audits)"


Check = ContactCheck | RunCheck | SendCheck
