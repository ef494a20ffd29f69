"""What the law says besides its answers: time to act on an opt-out, and maximum penalties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import combinations

from listcheck.policy.files.load import Rules
from listcheck.policy.files.rule_file import CountryFile, DatedRow, OptOutTime


def time_problems(file: CountryFile) -> list[str]:
    """Problems of a country's ``[[opt_out_time]]`` rows; a gap between them is none.

    A row lets a sender go on, so it has to be as sure as every other relaxation.
    """
    problems = [
        f"{_name(row)}: confidence: {row.confidence}, needs high: laxer than no time at all"
        for row in file.opt_out_time
        if row.confidence != "high"
    ]
    problems += [
        f"{_name(one)}: overlaps {_name(other)}"
        for one, other in combinations(file.opt_out_time, 2)
        if _at_once(one, other)
    ]
    return problems


def penalty_problems(rules: Rules) -> list[str]:
    """Problems of ``penalties.toml``: ids, countries, and one figure of a law at a time."""
    problems = [
        f"{name}: id: stands there {count} times"
        for name, count in Counter(item.id for item in rules.penalties).items()
        if count > 1
    ]
    for item in rules.penalties:
        problems += [
            f"{item.id}: country: no file for {code}"
            for code in item.country
            if code not in rules.countries
        ]
        if item.union and rules.union is None:
            problems.append(f"{item.id}: union: there is no european_union.toml")
        begins: Sequence[str] = item.country or ("EU",)
        if not item.id.startswith(tuple(f"{code}-" for code in begins)):
            problems.append(f"{item.id}: id: must begin with {' or '.join(begins)} and a hyphen")
    for one, other in combinations(rules.penalties, 2):
        both = set(one.countries(rules.union)) & set(other.countries(rules.union))
        if one.law == other.law and both and _at_once(one, other):
            problems.append(
                f"{one.id} and {other.id}: two figures of {one.law} at once "
                f"({', '.join(sorted(both))})"
            )
    return problems


def _name(row: OptOutTime) -> str:
    return f"opt_out_time of {', '.join(row.channel)} from {row.from_}"


def _at_once(one: DatedRow, other: DatedRow) -> bool:
    """Whether two rows speak for the same channel on the same day."""
    begin = max(one.from_, other.from_)
    end = min(one.until or date.max, other.until or date.max)
    return bool(set(one.channel) & set(other.channel)) and begin < end
