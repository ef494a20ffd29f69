"""What differs between two packs, or between two days, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, get_args

from listcheck.core.columns import CHANNELS
from listcheck.core.errors import UsageProblem
from listcheck.lawbook.demands import CellLaw, Difference, Side, cells_json, differences, law_json
from listcheck.lawbook.lookup import country_file
from listcheck.lawbook.plain_words import (
    BASES,
    CHANNEL_WORDS,
    DECLARED,
    cited,
    contacts,
    facts,
    facts_in_words,
    source_lines,
    terms_words,
    wrapped,
)
from listcheck.policy import Rules
from listcheck.policy.files.rule_file import Pack, RuleException, Terms
from listcheck.policy.law.resolve import demands

_PACKS = get_args(Pack)
_SAME = "as before"


def side_of(text: str, default: date) -> Side:
    """One side of a comparison: ``guide``, ``current`` or ``PACK@YYYY-MM-DD``.

    Raises:
        UsageProblem: no such pack, or no such day.
    """
    pack, at, day = text.partition("@")
    expected = "expected guide, current, guide@YYYY-MM-DD or current@YYYY-MM-DD"
    if pack not in _PACKS:
        raise UsageProblem(f"{text!r}: no pack is called {pack!r}; {expected}")
    if not at:
        return Side(pack, default)
    try:
        on = datetime.strptime(day, "%Y-%m-%d").date()  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        raise UsageProblem(f"{text!r}: {day!r} is no day; {expected}") from None
    return Side(pack, on)


def diff(rules: Rules, a: Side, b: Side, country: str | None) -> dict[str, list[Difference]]:
    """The differences of one country, or of each, by country code.

    Raises:
        UsageProblem: no rules for that country.
    """
    files = [country_file(rules, country)] if country else rules.countries.values()
    return {
        file.country: [
            item for channel in CHANNELS for item in differences(rules, file, channel, a, b)
        ]
        for file in files
    }


def diff_json(by_country: dict[str, list[Difference]]) -> list[dict[str, Any]]:
    """The differences as plain values."""
    return [
        {
            "country": item.country,
            "channel": item.channel,
            "cells": cells_json(item.cells),
            "a": law_json(item.a),
            "b": law_json(item.b),
            "changed": list(item.changed),
            "why": item.why,
            "citations": cited(item.sources),
        }
        for items in by_country.values()
        for item in items
    ]


def diff_text(rules: Rules, by_country: dict[str, list[Difference]], a: Side, b: Side) -> str:
    """The differences in words: a block per country, countries without any in one line."""
    blocks = [f"{_side_words(a)} → {_side_words(b)}"]
    for country, items in by_country.items():
        if items:
            head = f"{rules.countries[country].name} ({country})"
            blocks.append("\n".join([head, *_country_lines(items)]))
    same = [country for country, items in by_country.items() if not items]
    if same:
        blocks.append(wrapped(f"{', '.join(same)}: no difference", 0))
    return "\n\n".join(blocks)


def _side_words(side: Side) -> str:
    return f"pack {side.pack} on {side.day}"


def _country_lines(items: Sequence[Difference]) -> list[str]:
    """Differences of law by channel, then those of citations in one paragraph."""
    lines: list[str] = []
    explained: dict[object, str] = {}
    by_channel = {
        channel: _alike(item for item in items if item.channel == channel and item.of_law)
        for channel in CHANNELS
    }
    for channels in same_channels({name: bodies for name, bodies in by_channel.items() if bodies}):
        lines.append(f"  {channel_heading(channels)}")
        for alike in by_channel[channels[0]].values():
            lines += _difference_lines(alike, channels, explained)
    only = _only_cited(items)
    return [*lines, wrapped(f"citation only: {only}", 2)] if only else lines


def same_channels(by_channel: Mapping[str, Mapping[str, object]]) -> list[list[str]]:
    """Channels about which the same is to be said, together."""
    together: dict[tuple[str, ...], list[str]] = {}
    for channel, bodies in by_channel.items():
        together.setdefault(tuple(bodies), []).append(channel)
    return list(together.values())


def channel_heading(channels: Sequence[str]) -> str:
    """Channels in words, with the names that options take."""
    words = " and ".join(CHANNEL_WORDS[channel] for channel in channels)
    return f"{words[0]}{words[1:].lower()} ({', '.join(channels)})"


def _alike(items: Iterable[Difference]) -> dict[str, list[Difference]]:
    """Differences that read the same, whatever the rows of the first side that they come from."""
    groups: dict[str, list[Difference]] = {}
    for item in items:
        groups.setdefault(repr((change_lines(item), item.b.id, item.why)), []).append(item)
    # In two channels the same is said only if it is said of the same contacts and rows.
    return {
        f"{key} {sorted((cell, item.a.id) for item in alike for cell in item.cells)}": alike
        for key, alike in groups.items()
    }


def _difference_lines(
    alike: Sequence[Difference], channels: Sequence[str], explained: dict[object, str]
) -> list[str]:
    item = alike[0]
    cells = [cell for one in alike for cell in one.cells]
    old = ", ".join(dict.fromkeys(one.a.id or "none" for one in alike))
    new = item.b.id or "none"
    sure = f" (confidence {item.b.rule.confidence})" if item.b.rule else ""
    ids = f"rules: {old} → {new}{sure}" if old != new else f"rule: {new}, on both sides"
    lines = [wrapped(f"{contacts(cells, channels)}:", 4)]
    lines += [wrapped(line, 6) for line in change_lines(item)]
    lines.append(wrapped(ids, 6))
    if not (item.why or item.sources):
        return lines
    key = (item.why, item.sources)
    if key in explained:
        return [*lines, wrapped(f"why: as for {explained[key]}, above", 6)]
    explained[key] = new
    return lines + _why_lines(item)


def _why_lines(item: Difference) -> list[str]:
    return [wrapped(f"why: {item.why}", 6)] * bool(item.why) + source_lines(item.sources, 6)


def _only_cited(items: Iterable[Difference]) -> str:
    """Rows that say the same and cite something else."""
    groups: dict[tuple[str, str | None], list[Difference]] = {}
    for item in items:
        if not item.of_law:
            groups.setdefault((item.channel, item.b.id), []).append(item)
    parts = []
    for (channel, new), alike in groups.items():
        cells = [cell for item in alike for cell in item.cells]
        old = ", ".join(dict.fromkeys(item.a.id or "none" for item in alike))
        ids = f"{old} → {new}" if old != new else f"{new}, in its exceptions"
        parts.append(f"{channel}, {contacts(cells, [channel])} ({ids})")
    return "; ".join(parts)


def change_lines(item: Difference) -> list[str]:
    """What differs, in words: the answers, then exceptions, clocks and conditions."""
    old, new = answer_words(item.a), answer_words(item.b)
    lines = [f"{old} → {new}" if old != new else f"{new}, {_SAME}"]
    return lines + _detail_lines(item)


def news(item: Difference) -> list[str]:
    """What differs, in words, without the answers where they are the same."""
    return [line for line in change_lines(item) if not line.endswith(_SAME)]


def _detail_lines(item: Difference) -> list[str]:
    lines = [f"no more: {exception_words(one, item.a)}" for one in item.lost]
    lines += [f"new: {exception_words(one, item.b)}" for one in item.gained]
    if item.a.terms != item.b.terms:
        lines.append(f"soft opt-in: {_clock(item.a.terms)} → {_clock(item.b.terms)}")
    was, now = dict(item.a.own_customers), dict(item.b.own_customers)
    lines += [
        f"{name}, own customers who need no look-up: {was.get(name, 'none')} → {words}"
        for name, words in now.items()
        if was.get(name) != words
    ]
    lines += [f"provided {DECLARED[one]}" for one in item.b.declare if one not in item.a.declare]
    lines += [
        f"no more provided that {DECLARED[one]}"
        for one in item.a.declare
        if one not in item.b.declare
    ]
    return lines


def _clock(terms: Terms | None) -> str:
    return f"counts {terms_words(terms)}" if terms else "no clock"


def answer_words(law: CellLaw) -> str:
    """Basis, soft opt-in and registers in one line; why, where nothing is known."""
    if law.basis is None:
        return f"unanswered ({(law.reason or '').rstrip('.')})"
    words = BASES[law.basis]
    if law.soft_opt_in:
        words += ", or the soft opt-in for existing customers"
    if law.register:
        words += f", check {' and '.join(law.register)}"
    return words


def exception_words(item: RuleException, law: CellLaw) -> str:
    """An exception of a row in words, with the facts as a list or a brief states them."""
    when = item.when.as_written()
    words = BASES[item.basis]
    if law.rule and item.soft_opt_in and demands(item) == demands(law.rule):
        words = "the soft opt-in is open to this sender too"
    elif item.soft_opt_in:
        words += ", or the soft opt-in"
    if item.register_ids:
        words += f", check {' and '.join(item.register_ids)}"
    cites = f" [{item.id}]" if item.id else ""
    return f"where {facts_in_words(when)} ({facts(when)}): {words}{cites}"
