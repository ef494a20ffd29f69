"""Answers about the law, for people and for scripts."""

from __future__ import annotations

import difflib
import textwrap
from datetime import date
from itertools import product
from typing import Any

from listcheck.columns import ADDRESS_KINDS, CHANNELS, PARTIES, SUBSCRIBERS
from listcheck.errors import UsageProblem
from listcheck.policy import Answer, Rules, answer
from listcheck.policy.model import CountryFile
from listcheck.policy.resolve import active_exceptions

_BASES = {
    "opt_out": "allowed until the person objects (opt-out)",
    "presumed_consent": "allowed where consent can be presumed",
    "legitimate_interest_or_opt_in": "legitimate interest or consent",
    "opt_in": "prior consent (opt-in)",
    "double_opt_in": "prior, confirmed consent (double opt-in)",
    "prohibited": "prohibited",
}


def lookup(
    rules: Rules,
    country: str,
    channel: str,
    *,
    on: date,
    pack: str,
    party: str | None = None,
    address_kind: str | None = None,
    subscriber: str | None = None,
) -> dict[str, Any]:
    """One cell's answer on one day as plain values; ``basis`` is None with a ``reason``."""
    asked = "sms" if channel == "chat" else channel
    found = answer(
        rules,
        country,
        asked,
        on=on,
        pack=pack,
        party=party,
        address_kind=address_kind,
        subscriber=subscriber,
    )
    rule = found.rule
    told: dict[str, Any] = {
        "country": country,
        "channel": channel,
        "party": party,
        "address_kind": address_kind,
        "subscriber": subscriber,
        "send_date": on.isoformat(),
        "pack": pack,
        "basis": found.basis,
        "soft_opt_in": found.soft_opt_in,
        "register": "+".join(found.register) or None,
        "exceptions": _exceptions(found, on),
        "rule": found.rule_id,
        "from": rule.from_.isoformat() if rule else None,
        "until": rule.until.isoformat() if rule and rule.until else None,
        "confidence": rule.confidence if rule else None,
        "citations": [
            {"title": source.title, "url": source.url} for source in (rule.source if rule else ())
        ],
    }
    if found.basis is None:
        told["reason"] = found.reason
    if rule and rule.note:
        told["note"] = rule.note
    return told


def _exceptions(found: Answer, on: date) -> list[dict[str, Any]]:
    if found.rule is None:
        return []
    return [
        {
            "id": item.id,
            "when": item.when.told(),
            "basis": item.basis,
            "soft_opt_in": item.soft_opt_in,
            "register": "+".join(item.register_ids) or None,
        }
        for item in active_exceptions(found.rule, on)
    ]


def lookup_text(found: dict[str, Any]) -> str:
    """The same answer in words."""
    if found["basis"] is None:
        return f"{found['country']} {found['channel']}: no rule is known: {found['reason']}"
    lines = [
        f"{found['country']} {found['channel']}, {found['send_date']}: {_BASES[found['basis']]}"
    ]
    if found["soft_opt_in"]:
        lines.append("  soft opt-in: existing customers may be contacted under its conditions")
    if found["register"]:
        lines.append(f"  register to check: {found['register']}")
    for item in found["exceptions"]:
        when = ", ".join(f"{key} = {value}" for key, value in item["when"].items())
        lines.append(f"  except where {when}: {_BASES[item['basis']]}")
    until = f" until {found['until']}" if found["until"] else ""
    lines.append(
        f"  rule {found['rule']}, from {found['from']}{until}, confidence {found['confidence']}"
    )
    lines += [f"  {cited['title']}\n    {cited['url']}" for cited in found["citations"]]
    if found.get("note"):
        lines.append(
            textwrap.fill(f"note: {found['note']}", 96, initial_indent="  ", subsequent_indent="  ")
        )
    return "\n".join(lines)


def show_text(rules: Rules, country: str, *, on: date, pack: str) -> str:
    """A country's law on a day: what each kind of contact needs, then the rules behind it.

    Raises:
        UsageProblem: no rules for that country.
    """
    file = rules.countries.get(country)
    if file is None:
        near = difflib.get_close_matches(country, rules.countries, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise UsageProblem(
            f"no rules for {country!r}{hint} (known: {', '.join(sorted(rules.countries))})"
        )
    lines = [
        f"{file.name} ({country}) on {on}, pack {pack}; reviewed {file.reviewed}"
        + ("; the GDPR applies" if file.gdpr else "; the GDPR does not apply"),
    ]
    cited: dict[str, list[str]] = {}
    for channel in CHANNELS:
        lines.append(f"\n{channel}")
        for group, found in _grouped(rules, file, channel, on=on, pack=pack).items():
            lines.append(f"  {', '.join(found)}")
            lines.append(f"    {group[0]}")
            if group[1]:
                cited.setdefault(group[1], [])
    lines.append("\nRules")
    for rule in file.rule:
        if rule.id not in cited:
            continue
        until = f" until {rule.until}" if rule.until else ""
        lines.append(f"  {rule.id}, from {rule.from_}{until}, confidence {rule.confidence}")
        if rule.printed:
            lines.append(_indented(f"as printed: {rule.printed}"))
        lines += [_indented(f"{source.title} <{source.url}>") for source in rule.source]
        if rule.note:
            lines.append(_indented(f"note: {rule.note}"))
    return "\n".join(lines)


def _grouped(
    rules: Rules, file: CountryFile, channel: str, *, on: date, pack: str
) -> dict[tuple[str, str | None], list[str]]:
    """Kinds of contact that get the same answer from the same rule."""
    groups: dict[tuple[str, str | None], list[str]] = {}
    for party, kind, subscriber in product(PARTIES, ADDRESS_KINDS, SUBSCRIBERS):
        found = answer(
            rules,
            file.country,
            channel,
            on=on,
            pack=pack,
            party=party,
            address_kind=kind,
            subscriber=subscriber,
        )
        groups.setdefault((_in_words(found, on), found.rule_id), []).append(
            f"{party} party/{kind}/{subscriber}"
        )
    return {key: ["every contact"] if len(cells) == 8 else cells for key, cells in groups.items()}


def _in_words(found: Answer, on: date) -> str:
    if found.basis is None:
        return f"unanswered: {found.reason}"
    words = _BASES[found.basis]
    if found.soft_opt_in:
        words += "; soft opt-in for existing customers"
    if found.register:
        words += f"; check {' and '.join(found.register)}"
    for item in _exceptions(found, on):
        when = ", ".join(f"{key} = {value}" for key, value in item["when"].items())
        words += f"; where {when}: {_BASES[item['basis']]}"
    return f"{words} [{found.rule_id}]"


def _indented(text: str) -> str:
    return textwrap.fill(text, 100, initial_indent="    ", subsequent_indent="      ")
