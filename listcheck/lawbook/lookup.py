"""One answer of the law, for people and for scripts."""

from __future__ import annotations

import difflib
from datetime import date
from typing import Any

from listcheck.core.country_words import folded_name
from listcheck.core.errors import UsageProblem
from listcheck.lawbook.plain_words import BASES, DECLARED, cited, facts, terms_words, wrapped
from listcheck.policy import Answer, Rule, Rules, answer
from listcheck.policy.files.rule_file import CountryFile, RuleException, Terms
from listcheck.policy.law.resolve import active_exceptions

_CHAT = "Chat is answered as sms: this is a reading."


def country_file(rules: Rules, country: str) -> CountryFile:
    """The file of a country.

    Raises:
        UsageProblem: no rules for that country.
    """
    file = rules.countries.get(country)
    if file is None:
        hint = _nearest(rules, country)
        raise UsageProblem(
            f"no rules for {country!r}{hint} (known: {', '.join(sorted(rules.countries))})"
        )
    return file


def _nearest(rules: Rules, country: str) -> str:
    """The code that was probably meant: by what the country is called, or by what is near it."""
    names = {file.name.upper(): code for code, file in rules.countries.items()}
    near = difflib.get_close_matches(country, [*rules.countries, *names], n=1)
    called = rules.words.names.get(folded_name(country))
    meant = called or (names.get(near[0], near[0]) if near else None)
    return f"; did you mean {meant}?" if meant in rules.countries else ""


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
    law = answer(
        rules,
        country,
        "sms" if channel == "chat" else channel,
        on=on,
        pack=pack,
        party=party,
        address_kind=address_kind,
        subscriber=subscriber,
    )
    rule = law.rule
    values: dict[str, Any] = {
        "country": country,
        "channel": channel,
        "party": party,
        "address_kind": address_kind,
        "subscriber": subscriber,
        "send_date": on.isoformat(),
        "pack": pack,
        "basis": law.basis,
        "soft_opt_in": law.soft_opt_in,
        "register": "+".join(law.register) or None,
        "exceptions": _exceptions(law, on),
        "rule": law.rule_id,
        "from": rule.from_.isoformat() if rule else None,
        "until": rule.until.isoformat() if rule and rule.until else None,
        "confidence": rule.confidence if rule else None,
        "citations": cited(rule.source) if rule else [],
    }
    if law.basis is None:
        values["reason"] = law.reason
    readings = [_CHAT] if channel == "chat" else []
    return values | _more(rule, readings)


def _more(rule: Rule | None, readings: list[str]) -> dict[str, Any]:
    """Keys that only some answers have."""
    if rule and rule.reading:
        readings = [*readings, rule.reading]
    values: dict[str, Any] = {
        "note": rule.note if rule else None,
        "reading": " ".join(readings),
        "soft_opt_in_terms": terms_json(rule.soft_opt_in_terms) if rule else None,
        "declare": list(rule.declare) if rule else None,
    }
    return {key: value for key, value in values.items() if value}


def terms_json(terms: Terms | None) -> dict[str, Any] | None:
    """The clocks of a relationship that are set."""
    return terms.model_dump(exclude_defaults=True) if terms else None


def _exceptions(law: Answer, on: date) -> list[dict[str, Any]]:
    if law.rule is None:
        return []
    return [exception_json(item) for item in active_exceptions(law.rule, on)]


def exception_json(item: RuleException) -> dict[str, Any]:
    """An exception as plain values; id, dates, note and citations only where it has some."""
    values: dict[str, Any] = {
        "when": item.when.as_written(),
        "basis": item.basis,
        "soft_opt_in": item.soft_opt_in,
        "register": "+".join(item.register_ids) or None,
    }
    more = {
        "from": item.from_ and item.from_.isoformat(),
        "until": item.until and item.until.isoformat(),
        "note": item.note,
        "citations": cited(item.source),
    }
    named = {"id": item.id} if item.id else {}
    return named | values | {key: value for key, value in more.items() if value}


def lookup_text(rules: Rules, law: dict[str, Any]) -> str:
    """The same answer in words."""
    head = f"{law['country']} {law['channel']}, {law['send_date']}"
    if law["basis"] is None:
        lines = [f"{head}: no rule is known: {law['reason']}"]
        if "reading" in law:
            lines.append(wrapped(f"reading: {law['reading']}", 2))
        return "\n".join(lines)
    lines = [f"{head}: {BASES[law['basis']]}"]
    fields = ("party", "address_kind", "subscriber")
    left_open = ["--" + name.replace("_", "-") for name in fields if law[name] is None]
    if left_open:
        open_words = f"the strictest answer that {', '.join(left_open)} leave open"
        lines.append(wrapped(f"{open_words}; all: listcheck rules show {law['country']}", 2))
    if law["soft_opt_in"]:
        lines.append("  soft opt-in: existing customers may be contacted under its conditions")
    if "soft_opt_in_terms" in law:
        terms = Terms.model_validate(law["soft_opt_in_terms"])
        lines.append(wrapped(f"counts {terms_words(terms)}", 4))
    if law["register"]:
        lines += [
            wrapped(f"register to check: {name}, {rules.registers[name].name}", 2)
            for name in law["register"].split("+")
        ]
    lines += [wrapped(f"provided {DECLARED[fact]}", 2) for fact in law.get("declare", ())]
    for item in law["exceptions"]:
        lines += _exception_lines(item)
    lines.append(f"  rule {law['rule']}, {_period(law)}, confidence {law['confidence']}")
    for source in law["citations"]:
        lines += [wrapped(source["title"], 2), f"    {source['url']}"]
    lines += [wrapped(f"{key}: {law[key]}", 2) for key in ("reading", "note") if law.get(key)]
    return "\n".join(lines)


def _exception_lines(item: dict[str, Any]) -> list[str]:
    words = BASES[item["basis"]]
    if item["soft_opt_in"]:
        words += ", or the soft opt-in"
    if item["register"]:
        words += f", register to check: {item['register'].replace('+', ' and ')}"
    cites = f" [{item['id']}]" if "id" in item else ""
    period = _period(item)
    dates = f", {period}" if period else ""
    lines = [wrapped(f"except where {facts(item['when'])}: {words}{dates}{cites}", 2)]
    if item.get("note"):
        lines.append(wrapped(item["note"], 4))
    return lines


def _period(values: dict[str, Any]) -> str:
    return " ".join(f"{key} {values[key]}" for key in ("from", "until") if values.get(key))
