"""Hold the rule files to their promise: every cell has one answer on every day.

Sweeps every boundary date and the days around it; two rows for one cell are an
overlap, none is a gap. Ids are unique, exceptions stand inside their row's period,
registers serve the channel that names them.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import product

from listcheck.columns import ADDRESS_KINDS, CHANNELS, PARTIES, SUBSCRIBERS
from listcheck.policy.load import Rules
from listcheck.policy.model import Answers, CountryFile, Rule
from listcheck.policy.resolve import FIRST_DAY, rows_of

PACKS = ("guide", "current")


def lint(rules: Rules) -> list[str]:
    """Problems in the order of the files, each naming file and key; empty when sound."""
    problems: list[str] = []
    for code, file in sorted(rules.countries.items()):
        where = str(rules.folder / "countries" / f"{code}.toml")
        problems += [f"{where}: {problem}" for problem in _country(rules, file)]
    path = rules.folder / "registers.toml"
    for register in rules.registers.values():
        if register.country not in rules.countries:
            problems.append(f"{path}: {register.id}: country: no file for {register.country}")
    return problems


def _country(rules: Rules, file: CountryFile) -> list[str]:
    problems = []
    rows = (*file.rule, *file.unanswered)
    for row_id, count in Counter(row.id for row in rows).items():
        if count > 1:
            problems.append(f"{row_id}: id: stands there {count} times")
    for row in rows:
        if not row.id.startswith(f"{file.country}-"):
            problems.append(f"{row.id}: id: must begin with {file.country}-")
        if row.from_ < FIRST_DAY:
            problems.append(f"{row.id}: from: {row.from_} is before {FIRST_DAY}, the first day")
    for rule in file.rule:
        problems += _answers(rules, rule, rule, "")
        for item in rule.exception:
            problems += _answers(rules, rule, item, "exception.")
        problems += _exceptions(rule)
    return problems + _sweep(file)


def _answers(rules: Rules, rule: Rule, said: Answers, key: str) -> list[str]:
    """What a row, or an exception inside it, may not say of the row's cells."""
    problems = []
    for name in said.register_ids:
        register = rules.registers[name]
        where = f"{rule.id}: {key}register: {name}"
        if not set(rule.channel) <= set(register.channel):
            problems.append(f"{where} does not serve {', '.join(rule.channel)}")
        if not rule.id.startswith(f"{register.country}-"):
            problems.append(f"{where} belongs to {register.country}")
    if said.soft_opt_in and (
        said.basis not in ("opt_in", "double_opt_in")
        or "third" in rule.party
        or not set(rule.channel) <= {"email", "sms"}
    ):
        problems.append(
            f"{rule.id}: {key}soft_opt_in: only for opt-in by e-mail or text, first party"
        )
    return problems


def _exceptions(rule: Rule) -> list[str]:
    """Exceptions stand inside their row's period."""
    problems = []
    for item in rule.exception:
        if item.from_ and item.from_ < rule.from_:
            problems.append(f"{rule.id}: exception.from: {item.from_} is before the row begins")
        if item.from_ and rule.until and item.from_ >= rule.until:
            problems.append(f"{rule.id}: exception.from: {item.from_} is after the row ends")
        if item.until and item.until <= rule.from_:
            problems.append(f"{rule.id}: exception.until: {item.until} is before the row begins")
        if item.until and rule.until and item.until > rule.until:
            problems.append(f"{rule.id}: exception.until: {item.until} is after the row ends")
        if item.from_ and item.until and item.until <= item.from_:
            problems.append(f"{rule.id}: exception.until: must be later than exception.from")
    return problems


def _sweep(file: CountryFile) -> list[str]:
    """Cells without exactly one row, told once per pack, channel and first day."""
    problems = []
    for pack, channel in product(PACKS, CHANNELS):
        for cell in product(PARTIES, ADDRESS_KINDS, SUBSCRIBERS):
            for day in days_to_sweep(file):
                found = [row.id for row in rows_of(file, channel, *cell, on=day, pack=pack)]
                if len(found) != 1:
                    what = f"two rows ({' and '.join(found)})" if found else "no row"
                    problems.append(
                        f"pack {pack}, {channel}, {'/'.join(cell)}: on {day}: {what}; "
                        "expected one [[rule]] or one [[unanswered]]"
                    )
                    break
    return problems


def days_to_sweep(file: CountryFile) -> list[date]:
    """The first day, every day on which a row begins or ends, and the days around them."""
    edges = {FIRST_DAY}
    for row in (*file.rule, *file.unanswered):
        edges |= {day for day in (row.from_, row.until) if day is not None}
    days = {edge + timedelta(days=step) for edge in edges for step in (-1, 0, 1)}
    return sorted(day for day in days if day >= FIRST_DAY)
