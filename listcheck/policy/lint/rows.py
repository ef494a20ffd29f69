"""What one row, one exception or one note may say: ids, periods, and keys that belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import combinations

from listcheck.policy.files.load import Rules
from listcheck.policy.files.rule_file import Answers, CountryFile, Note, Rule, RuleException
from listcheck.policy.law.resolve import FIRST_DAY


def row_problems(rules: Rules, file: CountryFile) -> list[str]:
    """Problems of a country's rows and of the exceptions in them."""
    problems = []
    rows = (*file.rule, *file.unanswered)
    ids = Counter(row.id for row in rows)
    problems += [
        f"{row_id}: id: stands there {count} times" for row_id, count in ids.items() if count > 1
    ]
    for row in rows:
        if not row.id.startswith(f"{file.country}-"):
            problems.append(f"{row.id}: id: must begin with {file.country}-")
        if row.from_ < FIRST_DAY:
            problems.append(f"{row.id}: from: {row.from_} is before {FIRST_DAY}, the first day")
    for rule in file.rule:
        problems += _answers(rules, rule, rule, "")
        problems += _belongs_together(rule, frozenset(ids))
        for item in rule.exception:
            problems += _answers(rules, rule, item, "exception.")
            problems += _identity(file, rule, item, frozenset(ids))
            problems += _period(rule, item)
        problems += _twins(rule)
    return problems


def note_problems(notes: Iterable[Note], prefix: str) -> list[str]:
    """Problems of the notes of a country (or of the union): ids, periods, reasons."""
    notes = tuple(notes)
    problems = [
        f"{note_id}: id: stands there {count} times among the notes"
        for note_id, count in Counter(note.id for note in notes).items()
        if count > 1
    ]
    for note in notes:
        if not note.id.startswith(prefix):
            problems.append(f"{note.id}: id: must begin with {prefix}")
        if note.from_ and note.until and note.until <= note.from_:
            problems.append(f"{note.id}: until: {note.until} is not later than from")
        if note.kind == "not-applied" and not note.reason:
            problems.append(f"{note.id}: reason: a change that is not applied needs one")
        if note.kind != "not-applied" and note.reason:
            problems.append(f"{note.id}: reason: only for a change that is not applied")
    return problems


def _answers(rules: Rules, rule: Rule, answers: Answers, key: str) -> list[str]:
    """What a row, or an exception inside it, may not say of the row's cells."""
    problems = []
    for name in answers.register_ids:
        register = rules.registers[name]
        where = f"{rule.id}: {key}register: {name}"
        if not set(rule.channel) <= set(register.channel):
            problems.append(f"{where} does not serve {', '.join(rule.channel)}")
        if not rule.id.startswith(f"{register.country}-"):
            problems.append(f"{where} belongs to {register.country}")
    if answers.soft_opt_in and (
        answers.basis not in ("opt_in", "double_opt_in")
        or "third" in rule.party
        or not set(rule.channel) <= {"email", "sms"}
    ):
        problems.append(
            f"{rule.id}: {key}soft_opt_in: only for opt-in by e-mail or text, first party"
        )
    return problems


def _belongs_together(rule: Rule, ids: frozenset[str]) -> list[str]:
    """Keys that make sense only beside others, and ids of rows that must exist."""
    problems = []
    if rule.soft_opt_in_terms and not rule.soft_opt_in:
        problems.append(f"{rule.id}: soft_opt_in_terms: the row has no soft opt-in")
    if rule.declare and "individual" in rule.subscriber:
        problems.append(
            f"{rule.id}: declare: only on rows of corporate subscribers; where it is denied, "
            "the row of natural persons answers"
        )
    for name in rule.supersedes:
        if name == rule.id:
            problems.append(f"{rule.id}: supersedes: names the row itself")
        elif name not in ids:
            problems.append(f"{rule.id}: supersedes: no row {name} in this file")
    return problems


def _identity(file: CountryFile, rule: Rule, item: RuleException, ids: frozenset[str]) -> list[str]:
    """An exception that findings cite by an id of its own can be told and read."""
    if item.id is None:
        return []
    problems = []
    if not item.id.startswith(f"{file.country}-"):
        problems.append(f"{rule.id}: exception.id: {item.id} must begin with {file.country}-")
    if item.id in ids:
        problems.append(f"{rule.id}: exception.id: {item.id} is the id of a row")
    if not item.source:
        problems.append(f"{rule.id}: exception.source: {item.id} has an id and needs a source")
    return problems


def _period(rule: Rule, item: RuleException) -> list[str]:
    """Exceptions stand inside their row's period."""
    problems = []
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


def _twins(rule: Rule) -> list[str]:
    """Two exceptions of a row with the same facts would answer the same contact at once."""
    problems = []
    for one, other in combinations(rule.exception, 2):
        begin = max(one.from_ or rule.from_, other.from_ or rule.from_)
        end = min(one.until or date.max, other.until or date.max)
        if begin < end and _same_facts(one, other):
            problems.append(f"{rule.id}: exception.when: {one.when.as_written()} twice on {begin}")
    return problems


def _same_facts(one: RuleException, other: RuleException) -> bool:
    facts = [
        {name: frozenset(values) for name, values in item.when.facts().items()}
        for item in (one, other)
    ]
    return facts[0] == facts[1]
