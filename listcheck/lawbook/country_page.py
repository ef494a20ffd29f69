"""The page that ``rules show`` prints: a country's law for a lawyer or a marketer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from listcheck.core.columns import CHANNELS
from listcheck.lawbook.demands import CellLaw, Difference
from listcheck.lawbook.diff import (
    answer_words,
    channel_heading,
    exception_words,
    news,
    same_channels,
)
from listcheck.lawbook.plain_words import (
    CELLS,
    CHANNEL_WORDS,
    DECLARED,
    Cell,
    contacts,
    register_words,
    source_lines,
    terms_words,
    time_words,
    wrapped,
)
from listcheck.lawbook.show import Change, CountryLaw, Group
from listcheck.policy import Rule, Rules
from listcheck.policy.files.rule_file import Note, OptOutTime, RuleException
from listcheck.policy.law.resolve import FIRST_DAY

_GDPR = {
    True: "the GDPR applies: contact without consent has to be assessed as well",
    False: "the GDPR does not apply",
}
_NOTE_WORDS = {"reading": "reading", "duty": "duty", "info": "to know", "agrees": "confirmed"}


def show_text(rules: Rules, law: CountryLaw) -> str:
    """A country's law on a day: who needs what, changes, notes, and the rules behind it."""
    file, side = law.file, law.side
    head = [
        f"{file.name} ({file.country}) on {side.day}, pack {side.pack}",
        f"reviewed {file.reviewed}; {_GDPR[file.gdpr]}",
    ]
    if law.too_old:
        return "\n".join([*head, "", f"no rule that old: the first is of {FIRST_DAY}"])
    by_channel = {
        channel: {
            # In the words of one channel, whatever is compared.
            "\n".join(_group_lines(rules, law, group, ["email"])): group
            for group in law.groups
            if group.channel == channel
        }
        for channel in CHANNELS
    }
    blocks = [head]
    for channels in same_channels(by_channel):
        block = [channel_heading(channels)]
        for group in by_channel[channels[0]].values():
            block += _group_lines(rules, law, group, channels)
        blocks.append(block)
    blocks += [_times(law), _changes(law), _notes(law), _rules(law)]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _group_lines(rules: Rules, law: CountryLaw, group: Group, channels: Sequence[str]) -> list[str]:
    answer, rule = group.law, group.law.rule
    ids = f"[{', '.join(group.rows)}]"
    reading = ", a reading" if rule and rule.reading else ""
    lines = [
        wrapped(contacts(group.cells, channels), 2),
        wrapped(f"{answer_words(answer)}{reading}  {ids}", 4),
    ]
    if answer.terms:
        lines.append(wrapped(f"the soft opt-in counts {terms_words(answer.terms)}", 6))
    lines += [
        wrapped(register_words(rules.registers[name], law.side.day), 6) for name in answer.register
    ]
    lines += [wrapped(f"provided {DECLARED[fact]}", 6) for fact in answer.declare]
    return lines + [wrapped(f"but {_dated(item, answer)}", 6) for item in answer.exceptions]


def _dated(item: RuleException, answer: CellLaw) -> str:
    period = _period(item)
    return f"{exception_words(item, answer)}{', ' if period else ''}{period}"


def _period(item: Rule | RuleException | Note | OptOutTime) -> str:
    span = [f"from {item.from_}"] if item.from_ else []
    return " ".join([*span, *([f"until {item.until}"] if item.until else [])])


def _times(law: CountryLaw) -> list[str]:
    """How long the law lets a sender act on an opt-out, by the day of its receipt."""
    lines = ["Time to act on an opt-out"]
    for row in law.opt_out_time:
        channels = [channel for channel in CHANNELS if channel in row.channel]
        head = [", ".join(channels), _period(row), f"confidence {row.confidence}"]
        lines += [wrapped(", ".join(head), 2), wrapped(time_words(row), 4)]
        lines += [wrapped(f"note: {row.note}", 4)] if row.note else []
        lines += source_lines(row.source, 4)
    on = law.side.day
    without = [
        channel
        for channel in CHANNELS
        if not any(row.in_force(channel, on) for row in law.opt_out_time)
    ]
    if without:
        who = "every channel" if len(without) == len(CHANNELS) else ", ".join(without)
        lines.append(wrapped(f"{who}: no time by statute is known, an opt-out counts at once", 2))
    return lines


def _changes(law: CountryLaw) -> list[str]:
    lines = ["Changes"]
    lines += _by_day("last on", law.last, newest_first=True)
    if not law.last:
        lines.append(f"  last: none since {FIRST_DAY}")
    lines += _by_day("coming: from", law.coming)
    for note in law.coming_notes:
        lines += _note_lines(note, "coming, ")
    if not (law.coming or law.coming_notes):
        lines.append("  coming: nothing is known")
    return lines


def _by_day(when: str, changes: Sequence[Change], *, newest_first: bool = False) -> list[str]:
    """Changes in the order of their days; channels that change alike, together."""
    together: dict[tuple[str, ...], list[Change]] = {}
    for change in sorted(changes, key=lambda change: change.day, reverse=newest_first):
        together.setdefault((str(change.day), *_change_lines(change)), []).append(change)
    lines = []
    for (day, *body), alike in together.items():
        words = " and ".join(CHANNEL_WORDS[change.channel].lower() for change in alike)
        lines += [f"  {when} {day}, {words}", *body]
    return lines


def _change_lines(change: Change) -> list[str]:
    of_law = [item for item in change.differences if item.of_law]
    lines = []
    if not of_law:
        lines.append(wrapped(f"only what is cited [{_ids(change.differences)}]", 4))
    for changes, alike in _by_words(of_law):
        who = contacts([cell for item in alike for cell in item.cells], [change.channel])
        lines.append(wrapped(f"{who} [{_ids(alike)}]: {'; '.join(changes)}", 4))
    if change.later:
        lines.append(wrapped(f"and again on {', '.join(map(str, change.later))}", 4))
    return lines


def _ids(differing: Iterable[Difference]) -> str:
    return ", ".join(dict.fromkeys(item.b.id or "none" for item in differing))


def _by_words(items: Iterable[Difference]) -> list[tuple[list[str], list[Difference]]]:
    groups: dict[str, tuple[list[str], list[Difference]]] = {}
    for item in items:
        changes = news(item)
        groups.setdefault(repr(changes), (changes, []))[1].append(item)
    return list(groups.values())


def _notes(law: CountryLaw) -> list[str]:
    if law.side.pack != "current":
        return ["Notes", "  pack guide is the printed guide alone: notes belong to pack current"]
    lines = [line for note in law.notes for line in _note_lines(note)]
    return ["Notes", *(lines or ["  none"])]


def _note_lines(note: Note, prefix: str = "") -> list[str]:
    kind = _NOTE_WORDS.get(note.kind) or f"not applied: {note.reason or 'no reason given'}"
    cells = [cell for cell in CELLS if _concerns(note, cell)]
    channels = [channel for channel in CHANNELS if channel in note.channel]
    who = contacts(cells, channels)
    head = [
        note.id,
        "every channel" if len(channels) == len(CHANNELS) else ", ".join(channels),
        *([] if who == "every contact" else [who]),
        *([_period(note)] if note.from_ or note.until else []),
        f"confidence {note.confidence}",
    ]
    return [
        wrapped(", ".join(head), 2),
        wrapped(f"{prefix}{kind}: {note.text.removeprefix('Duty: ')}", 4),
        *source_lines(note.source, 4),
    ]


def _concerns(note: Note, cell: Cell) -> bool:
    party, kind, subscriber = cell
    return party in note.party and kind in note.address_kind and subscriber in note.subscriber


def _rules(law: CountryLaw) -> list[str]:
    """Rules and exceptions with what they cite; those that say and cite the same, together."""
    together: dict[str, tuple[list[str], list[str]]] = {}
    cited: tuple[Rule | RuleException, ...] = (*law.rules, *law.exceptions)
    for item in cited:
        confidence = f"confidence {item.confidence}" if item.confidence else ""
        tail = [part for part in (_period(item), confidence) if part]
        body = [wrapped(f"{key}: {text}", 4) for key, text in _texts(item) if text]
        body += source_lines(item.source, 4)
        ids, _ = together.setdefault(repr((tail, body)), ([], [*tail, *body]))
        ids.append(item.id or "")
    lines = ["Rules"]
    for ids, body in together.values():
        tail = [part for part in body if not part.startswith(" ")]
        lines.append(wrapped(", ".join([*ids, *tail]), 2))
        lines += [line for line in body if line.startswith(" ")]
    return lines


def _texts(item: Rule | RuleException) -> Sequence[tuple[str, str | None]]:
    reading = item.reading if isinstance(item, Rule) else None
    return (("as printed", item.printed), ("reading", reading), ("note", item.note))
