"""Hold the rule files to their promise: every cell has one answer on every day.

Sweeps every boundary date and the days around it; two rows for one cell are an
overlap, none is a gap. What one row, exception or note may say is in
:mod:`listcheck.policy.lint.rows`, how sure it must be in
:mod:`listcheck.policy.lint.sureness`, times and penalties in
:mod:`listcheck.policy.lint.dated`.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

from listcheck.core.columns import ADDRESS_KINDS, CHANNELS, PARTIES, SUBSCRIBERS
from listcheck.policy.files.load import Rules
from listcheck.policy.files.register_file import Register
from listcheck.policy.files.rule_file import CountryFile
from listcheck.policy.law.resolve import FIRST_DAY, rows_of
from listcheck.policy.lint.dated import penalty_problems, time_problems
from listcheck.policy.lint.rows import note_problems, row_problems
from listcheck.policy.lint.sureness import sureness_problems

PACKS = ("guide", "current")


def lint(rules: Rules) -> list[str]:
    """Problems in the order of the files, each naming file and key; empty when sound."""
    problems: list[str] = []
    for code, file in sorted(rules.countries.items()):
        where = str(rules.folder / "countries" / f"{code}.toml")
        of_file = row_problems(rules, file) + note_problems(file.note, f"{code}-")
        of_file += sureness_problems(file) + _sweep(file) + time_problems(file)
        problems += [f"{where}: {problem}" for problem in of_file]
    path = rules.folder / "registers.toml"
    for register in rules.registers.values():
        problems += [f"{path}: {register.id}: {problem}" for problem in _register(rules, register)]
    path = rules.folder / "penalties.toml"
    problems += [f"{path}: {problem}" for problem in penalty_problems(rules)]
    return problems + _union(rules)


def _register(rules: Rules, register: Register) -> list[str]:
    problems = []
    if register.country not in rules.countries:
        problems.append(f"country: no file for {register.country}")
    end = date.min
    for terms in sorted(register.own_customers, key=lambda item: item.from_ or date.min):
        begin = terms.from_ or date.min
        if terms.until and terms.until <= begin:
            problems.append("own_customers.until: must be later than own_customers.from")
        if begin < end:
            problems.append("own_customers: two periods overlap")
        end = terms.until or date.max
    return problems


def _union(rules: Rules) -> list[str]:
    """Members of the union have country files; its notes are notes."""
    if rules.union is None:
        return []
    problems = [
        f"members: no file for {code}"
        for code in rules.union.members
        if code not in rules.countries
    ]
    problems += [
        f"members: {code} stands there {rules.union.members.count(code)} times"
        for code in sorted(set(rules.union.members))
        if rules.union.members.count(code) > 1
    ]
    problems += note_problems(rules.union.note, "EU-")
    path = rules.folder / "european_union.toml"
    return [f"{path}: {problem}" for problem in problems]


def _sweep(file: CountryFile) -> list[str]:
    """Cells without exactly one row, told once per pack, channel and first day."""
    problems = []
    for pack, channel in product(PACKS, CHANNELS):
        for cell in product(PARTIES, ADDRESS_KINDS, SUBSCRIBERS):
            for day in days_to_sweep(file):
                ids = [row.id for row in rows_of(file, channel, *cell, on=day, pack=pack)]
                if len(ids) != 1:
                    what = f"two rows ({' and '.join(ids)})" if ids else "no row"
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
    # Nobody asks about the first and the last day that the calendar knows.
    inner = [edge for edge in edges if date.min < edge < date.max]
    days = {edge + timedelta(days=step) for edge in inner for step in (-1, 0, 1)}
    return sorted(day for day in days if day >= FIRST_DAY)
