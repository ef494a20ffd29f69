"""Which rule answers a cell on a day, and the table of all answers of a campaign.

An unknown party, address kind or subscriber gets the strictest of the answers it
could be; a country, day or cell without a rule gets no basis and a reason.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

import polars as pl

from listcheck.core.columns import ADDRESS_KINDS, BASES, PARTIES, SUBSCRIBERS
from listcheck.policy.files.load import Rules
from listcheck.policy.files.rule_file import Answers, CountryFile, Rule, RuleException, Unanswered

#: Stands for an unknown party, address kind or subscriber in the table's keys.
UNKNOWN = "?"
#: Country, channel, party, address kind and subscriber; None where it is unknown.
Asked = tuple[str, str, str | None, str | None, str | None]
FIRST_DAY = date(2018, 5, 25)


@dataclass(frozen=True)
class Answer:
    """What the law demands of one cell on one day; ``basis`` is None where unknown."""

    country: str
    channel: str
    party: str | None
    address_kind: str | None
    subscriber: str | None
    basis: str | None
    soft_opt_in: bool = False
    register: tuple[str, ...] = ()
    rule: Rule | None = None
    reason: str | None = None

    @property
    def rule_id(self) -> str | None:
        """The id that findings cite."""
        return self.rule.id if self.rule else None


def demands(item: Answer | Answers) -> tuple[str | None, bool, tuple[str, ...]]:
    """What an answer, a row or an exception demands: basis, soft opt-in, registers."""
    registers = item.register if isinstance(item, Answer) else item.register_ids
    return (item.basis, item.soft_opt_in, registers)


def strictness(item: Answer | Answers) -> tuple[int, ...]:
    """Order answers: basis first, then without soft opt-in, then with a register."""
    basis, soft_opt_in, registers = demands(item)
    rank = len(BASES) if basis is None else BASES.index(basis)
    return (rank, 0 if soft_opt_in else 1, 1 if registers else 0)


def is_stricter(exception: RuleException, rule: Answers) -> bool:
    """Whether an exception demands more than the row it stands in."""
    return strictness(exception) > strictness(rule)


def active_exceptions(rule: Rule, on: date) -> list[RuleException]:
    """The exceptions of a row that are in force on a day."""
    return [
        item
        for item in rule.exception
        if (item.from_ is None or item.from_ <= on) and (item.until is None or on < item.until)
    ]


def answer(  # noqa: PLR0913 (the parts of a cell, and of the question)
    rules: Rules,
    country: str,
    channel: str,
    *,
    on: date,
    pack: str,
    party: str | None = None,
    address_kind: str | None = None,
    subscriber: str | None = None,
    denied: Collection[str] = (),
) -> Answer:
    """The strictest answer among the cells that the known parts of the key leave open.

    ``denied`` names what the brief says is not so: a cell whose rule takes it for granted is
    answered as that of a natural person.
    """
    question = (country, channel, party, address_kind, subscriber)
    known = rules.countries.get(country)
    if known is None:
        return Answer(*question, basis=None, reason="no rule for this country")
    return _strictest(
        question,
        on,
        lambda *cell: _exact(known, channel, *cell, on=on, pack=pack, denied=denied),
    )


def _strictest(question: Asked, on: date, exact: Callable[[str, str, str], Answer]) -> Answer:
    """The strictest of the exact cells that a question leaves open."""
    _, _, party, address_kind, subscriber = question
    cells = [
        exact(*cell)
        for cell in product(
            [party] if party else PARTIES,
            [address_kind] if address_kind else ADDRESS_KINDS,
            [subscriber] if subscriber else SUBSCRIBERS,
        )
    ]
    best = max(cells, key=lambda item: (strictness(item), _exceptions_weigh(item, on)))
    # Equally strict cells may name different registers: the contact could be on any of them.
    alike = [item for item in cells if strictness(item) == strictness(best)]
    registers = tuple(dict.fromkeys(name for item in alike for name in item.register))
    return Answer(
        *question, best.basis, best.soft_opt_in, registers, rule=best.rule, reason=best.reason
    )


def _exceptions_weigh(item: Answer, on: date) -> tuple[int, int]:
    """Order equal answers: most stricter exceptions first, then fewest of the others."""
    if item.rule is None:
        return (0, 0)
    stricter = [is_stricter(exception, item.rule) for exception in active_exceptions(item.rule, on)]
    return (stricter.count(True), -stricter.count(False))


def _exact(
    country: CountryFile,
    channel: str,
    party: str,
    address_kind: str,
    subscriber: str,
    *,
    on: date,
    pack: str,
    denied: Collection[str],
) -> Answer:
    question = (country.country, channel, party, address_kind, subscriber)
    for row in rows_of(country, channel, party, address_kind, subscriber, on=on, pack=pack):
        if isinstance(row, Unanswered):
            return Answer(*question, basis=None, reason=row.reason)
        if any(fact in denied for fact in row.declare):
            individual = _exact(
                country, channel, party, address_kind, "individual", on=on, pack=pack, denied=()
            )
            return replace(individual, subscriber=subscriber)
        return Answer(*question, row.basis, row.soft_opt_in, row.register_ids, rule=row)
    reason = (
        f"no rule that old: the first is of {FIRST_DAY}" if on < FIRST_DAY else "no rule is written"
    )
    return Answer(*question, basis=None, reason=reason)


def rows_of(
    country: CountryFile,
    channel: str,
    party: str,
    address_kind: str,
    subscriber: str,
    *,
    on: date,
    pack: str,
) -> Iterator[Rule | Unanswered]:
    """Every row that speaks for one cell on one day (a sound rule file has exactly one)."""
    rows: tuple[Rule | Unanswered, ...] = (*country.rule, *country.unanswered)
    for row in rows:
        if (
            row.covers(pack, channel, on)
            and party in row.party
            and address_kind in row.address_kind
            and subscriber in row.subscriber
        ):
            yield row


def answers(
    rules: Rules, channel: str, *, on: date, pack: str, denied: Collection[str] = ()
) -> list[Answer]:
    """All answers of a campaign: every country and every known or unknown key part."""
    resolved = []
    for code, country in rules.countries.items():
        # Most questions leave cells open: each cell is asked many times.
        exact = functools.cache(
            functools.partial(_exact, country, channel, on=on, pack=pack, denied=denied)
        )
        resolved += [
            _strictest((code, channel, *cell), on, exact)
            for cell in product((*PARTIES, None), (*ADDRESS_KINDS, None), (*SUBSCRIBERS, None))
        ]
    return resolved


def _law_key(item: Answer, on: date, *, gdpr: bool) -> str:
    """A text that is equal where two answers, with all that belongs to them, are equal."""
    exceptions = active_exceptions(item.rule, on) if item.rule else []
    terms = item.rule.soft_opt_in_terms if item.rule else None
    of_exceptions = [(exception.when.facts(), demands(exception)) for exception in exceptions]
    return repr((demands(item), of_exceptions, terms, gdpr))


def answer_frame(resolved: list[Answer], gdpr: dict[str, bool], on: date) -> pl.DataFrame:
    """The answers as the small side of the policy join: one row per key, keys as text.

    Columns: country, party, address_kind, subscriber (``?`` where unknown), rule, basis,
    soft_opt_in, register (ids joined by ``+``, null when none), rule_reason, gdpr, law_key
    (equal where two answers and their exceptions are equal).
    """
    return pl.DataFrame(
        {
            "country": [item.country for item in resolved],
            "party": [item.party or UNKNOWN for item in resolved],
            "address_kind": [item.address_kind or UNKNOWN for item in resolved],
            "subscriber": [item.subscriber or UNKNOWN for item in resolved],
            "rule": [item.rule_id for item in resolved],
            "basis": [item.basis for item in resolved],
            "soft_opt_in": [item.soft_opt_in for item in resolved],
            "register": ["+".join(item.register) or None for item in resolved],
            "rule_reason": [item.reason for item in resolved],
            "gdpr": [gdpr[item.country] for item in resolved],
            "law_key": [_law_key(item, on, gdpr=gdpr[item.country]) for item in resolved],
        },
        schema={
            "country": pl.String,
            "party": pl.String,
            "address_kind": pl.String,
            "subscriber": pl.String,
            "rule": pl.String,
            "basis": pl.String,
            "soft_opt_in": pl.Boolean,
            "register": pl.String,
            "rule_reason": pl.String,
            "gdpr": pl.Boolean,
            "law_key": pl.String,
        },
    )
