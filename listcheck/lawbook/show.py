"""A country's law on a day: who needs what, what changes, what else to know, and by which rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from listcheck.core.columns import CHANNELS
from listcheck.lawbook.demands import (
    CellLaw,
    Difference,
    Side,
    boundaries,
    cell_law,
    cells_json,
    differences,
    law_json,
)
from listcheck.lawbook.lookup import country_file, exception_json, terms_json
from listcheck.lawbook.plain_words import CELLS, Cell, cited, contacts
from listcheck.policy import Rule, Rules
from listcheck.policy.files.rule_file import CountryFile, Note, OptOutTime, RuleException
from listcheck.policy.law.resolve import FIRST_DAY

_KINDS = ("duty", "not-applied", "reading", "info", "agrees")


@dataclass(frozen=True)
class Group:
    """Kinds of contact that need the same on one channel, and the rows that say so."""

    channel: str
    cells: tuple[Cell, ...]
    law: CellLaw
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """What changes on one channel on a day, and the days after it on which more does."""

    day: date
    channel: str
    differences: tuple[Difference, ...]
    later: tuple[date, ...] = ()


@dataclass(frozen=True)
class CountryLaw:
    """Everything to know about a country's law on a day."""

    file: CountryFile
    side: Side
    groups: tuple[Group, ...]
    last: tuple[Change, ...]
    coming: tuple[Change, ...]
    notes: tuple[Note, ...]
    coming_notes: tuple[Note, ...]
    rules: tuple[Rule, ...]
    exceptions: tuple[RuleException, ...]
    #: Time to act on an opt-out: what is in force, then what comes.
    opt_out_time: tuple[OptOutTime, ...]

    @property
    def too_old(self) -> bool:
        """Whether the day lies before all rules."""
        return self.side.day < FIRST_DAY and not any(group.rows for group in self.groups)


def show(rules: Rules, country: str, *, on: date, pack: str) -> CountryLaw:
    """A country's law on a day.

    Raises:
        UsageProblem: no rules for that country.
    """
    file = country_file(rules, country)
    side = Side(pack, on)
    groups = [group for channel in CHANNELS for group in _groups(rules, file, channel, side)]
    used = {name for group in groups for name in group.rows}
    in_force = [rule for rule in file.rule if rule.id in used]
    exceptions = {
        item.id: item
        for group in groups
        for item in group.law.exceptions
        if item.id and (item.note or item.source)
    }
    # The guide knew nothing of what came after it.
    notes = sorted(rules.notes(country), key=lambda note: _KINDS.index(note.kind))
    known = [note for note in notes if pack == "current"]
    changes = [(channel, _changes(rules, file, channel, side)) for channel in CHANNELS]
    return CountryLaw(
        file,
        side,
        tuple(groups),
        tuple(change for _, (past, _) in changes for change in _last(past)),
        tuple(_with_later(coming) for _, (_, coming) in changes if coming),
        tuple(note for note in known if note.in_force(on)),
        tuple(note for note in known if note.from_ and note.from_ > on),
        tuple(in_force),
        tuple(exceptions.values()),
        tuple(row for row in file.opt_out_time if row.until is None or row.until > on),
    )


def _groups(rules: Rules, file: CountryFile, channel: str, side: Side) -> list[Group]:
    """Kinds of contact by what they need."""
    by_law: dict[str, list[tuple[Cell, CellLaw]]] = {}
    for cell in CELLS:
        law = cell_law(rules, file, channel, cell, side)
        key = repr((law.law, law.reason, bool(law.rule and law.rule.reading)))
        by_law.setdefault(key, []).append((cell, law))
    return [
        Group(
            channel,
            tuple(cell for cell, _ in alike),
            alike[0][1],
            tuple(dict.fromkeys(law.id for _, law in alike if law.id)),
        )
        for alike in by_law.values()
    ]


def _changes(
    rules: Rules, file: CountryFile, channel: str, side: Side
) -> tuple[list[Change], list[Change]]:
    """All changes of a channel up to the day, and after it."""
    changes = []
    for day in boundaries(rules, file, side.pack, channel):
        before, after = Side(side.pack, day - timedelta(days=1)), Side(side.pack, day)
        differing = differences(rules, file, channel, before, after)
        if differing:
            changes.append(Change(day, channel, tuple(differing)))
    past = [change for change in changes if change.day <= side.day]
    return past, changes[len(past) :]


def _last(past: list[Change]) -> list[Change]:
    """The last change, and the last one of law where that was one of citations only."""
    of_law = [change for change in past if any(item.of_law for item in change.differences)]
    return list(dict.fromkeys([*past[-1:], *of_law[-1:]]))


def _with_later(coming: list[Change]) -> Change:
    first = coming[0]
    later = tuple(change.day for change in coming[1:])
    return Change(first.day, first.channel, first.differences, later)


def show_json(law: CountryLaw) -> dict[str, Any]:
    """The same as plain values."""
    values: dict[str, Any] = {
        "country": law.file.country,
        "name": law.file.name,
        "send_date": law.side.day.isoformat(),
        "pack": law.side.pack,
        "reviewed": law.file.reviewed.isoformat(),
        "gdpr": law.file.gdpr,
    }
    if law.too_old:
        return values | {"reason": f"no rule that old: the first is of {FIRST_DAY}"}
    return values | {
        "channels": {
            channel: [_group_json(group) for group in law.groups if group.channel == channel]
            for channel in CHANNELS
        },
        "changes": {
            "last": [_change_json(change) for change in law.last],
            "coming": [_change_json(change) for change in law.coming],
        },
        "opt_out_time": [_note_json(row) for row in law.opt_out_time],
        "notes": [_note_json(note) for note in law.notes],
        "coming_notes": [_note_json(note) for note in law.coming_notes],
        "rules": [_rule_json(rule) for rule in law.rules],
        "exceptions": [exception_json(item) for item in law.exceptions],
    }


def _group_json(group: Group) -> dict[str, Any]:
    values = law_json(group.law)
    del values["rule"]
    return {
        "contacts": contacts(group.cells, [group.channel]),
        "cells": cells_json(group.cells),
        "rows": list(group.rows),
    } | values


def _change_json(change: Change) -> dict[str, Any]:
    values: dict[str, Any] = {
        "day": change.day.isoformat(),
        "channel": change.channel,
        "cells": [cells_json(item.cells) for item in change.differences],
        "changed": sorted({name for item in change.differences for name in item.changed}),
        "rows": sorted({item.b.id for item in change.differences if item.b.id}),
    }
    return values | {"later": [day.isoformat() for day in change.later]}


def _note_json(note: Note | OptOutTime) -> dict[str, Any]:
    values = note.model_dump(mode="json", by_alias=True, exclude={"source"}, exclude_none=True)
    return values | {"citations": cited(note.source)}


def _rule_json(rule: Rule) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": rule.id,
        "from": rule.from_.isoformat(),
        "until": rule.until and rule.until.isoformat(),
        "confidence": rule.confidence,
        "printed": rule.printed,
        "reading": rule.reading,
        "note": rule.note,
        "supersedes": list(rule.supersedes),
        "soft_opt_in_terms": terms_json(rule.soft_opt_in_terms),
        "citations": cited(rule.source),
    }
    return {key: value for key, value in values.items() if value}
