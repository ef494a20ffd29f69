"""How sure a row or an exception must be: a relaxation needs more than a tightening.

A row of pack ``current`` is compared with the guide's answer for the same cell and
day, an exception with the row it stands in. Something laxer needs confidence high,
something stricter at least medium. The guide itself is what it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product

from listcheck.policy.files.rule_file import Confidence, CountryFile, Rule, Unanswered
from listcheck.policy.law.resolve import FIRST_DAY, is_stricter, rows_of, strictness

#: An unanswered cell holds its contacts: nothing is stricter.
_NOTHING_KNOWN = (999,)


def sureness_problems(file: CountryFile) -> list[str]:
    """Relaxations below high and tightenings below medium, told once per row."""
    problems = []
    for rule in file.rule:
        if "guide" in rule.pack:
            continue
        problem = next(_row(file, rule), None)
        problems += [problem] if problem else []
        problems += _exceptions(rule)
    return problems


def _row(file: CountryFile, rule: Rule) -> Iterator[str]:
    for cell in product(rule.channel, rule.party, rule.address_kind, rule.subscriber):
        for day in _days(file, rule):
            guide = _guide(file, *cell, on=day)
            if guide is None:
                continue
            demanded = _strictness(guide)
            what = _lacks(rule.confidence, strictness(rule) < demanded, strictness(rule) > demanded)
            if what:
                yield (
                    f"{rule.id}: confidence: {what} than {guide.id}, the guide's answer "
                    f"({'/'.join(cell)} on {day})"
                )


def _exceptions(rule: Rule) -> Iterator[str]:
    for item in rule.exception:
        laxer = strictness(item) < strictness(rule)
        what = _lacks(item.confidence or rule.confidence, laxer, is_stricter(item, rule))
        if what:
            name = f"{item.id or item.when.as_written()} is "
            yield f"{rule.id}: exception.confidence: {name}{what} than its row"


def _lacks(confidence: Confidence, laxer: bool, stricter: bool) -> str | None:
    """What is wrong with an answer of this confidence; None where it is sure enough."""
    if laxer and confidence != "high":
        return f"{confidence}, needs high: laxer"
    if stricter and confidence == "low":
        return "low, needs at least medium: stricter"
    return None


def _strictness(row: Rule | Unanswered) -> tuple[int, ...]:
    return _NOTHING_KNOWN if isinstance(row, Unanswered) else strictness(row)


def _guide(
    file: CountryFile, channel: str, party: str, address_kind: str, subscriber: str, *, on: date
) -> Rule | Unanswered | None:
    """The guide's row for a cell.

    The guide is silent about text messages: there its e-mail cell for a named person
    counts, since a number is never impersonal.
    """
    if channel == "sms":
        channel, address_kind = "email", "individual"
    return next(rows_of(file, channel, party, address_kind, subscriber, on=on, pack="guide"), None)


def _days(file: CountryFile, rule: Rule) -> list[date]:
    """The row's first day, and every later one on which the guide's answer may change."""
    begin = max(rule.from_, FIRST_DAY)
    edges = {row.from_ for row in (*file.rule, *file.unanswered) if "guide" in row.pack}
    return sorted({begin} | {day for day in edges if begin < day < (rule.until or date.max)})
