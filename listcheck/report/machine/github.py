"""Annotations for GitHub's workflow runs: one per check, with the first rows named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from listcheck.report.check.words import (
    DONE,
    contacts,
    place,
    reconciliation,
    reported_checks,
    verdict_line,
    weight,
)
from listcheck.report.machine.interface import ReportFormat
from listcheck.results.check_result import CheckCount, Finding, Report

_COMMANDS: Final = {
    "incomplete": "error",
    "drop": "error",
    "hold": "warning",
    "unreadable": "warning",
    "note": "notice",
}
#: So many rows are named in one annotation; how many there are is always said.
_NAMED: Final = 10
#: GitHub shows so many annotations of a kind per step.
_SHOWN: Final = 10


def github(report: Report) -> str:
    """The report as workflow commands, one a line, worst first."""
    summary = report.summary
    commands = [*_on_run(report), *_on_contacts(report)]
    commands.sort(key=lambda item: list(_COMMANDS.values()).index(item[0]))
    lines = [line for _, line in commands]
    kinds = [kind for kind, _ in commands]
    hidden = sum(max(0, kinds.count(kind) - _SHOWN) for kind in set(kinds))
    if hidden:
        text = (
            f"GitHub shows {_SHOWN} annotations of a kind: {hidden} of {len(lines)} stand in the "
            "log only"
        )
        lines.insert(0, _command("notice", "listcheck", text))
    state = "fails" if summary.fails else "passes"
    text = f"{verdict_line(summary)}; {reconciliation(summary)}; the gate {state}"
    return "\n".join([_command("notice", "listcheck", text), *lines])


def _on_run(report: Report) -> Iterator[tuple[str, str]]:
    off = {check.code for check in report.summary.checks if check.gate == "off"}
    for item in report.summary.findings:
        if item.code in off or item.outcome in ("waived", "unreadable"):
            continue
        kind = _COMMANDS[weight(report.summary, item.code, item.outcome)]
        text = item.message + (f" → {item.remedy}" if item.remedy else "")
        yield kind, _command(kind, f"{item.code} {item.name}", text)


def _on_contacts(report: Report) -> Iterator[tuple[str, str]]:
    for check, findings in reported_checks(report):
        kind = _COMMANDS[weight(report.summary, check.code, check.verdict)]
        title = f"{check.code} {check.name}"
        yield kind, _command(kind, title, _text(check, findings), findings[0] if findings else None)


def _text(check: CheckCount, findings: tuple[Finding, ...]) -> str:
    known = f" ({check.known:,} more are known)" if check.known else ""
    text = f"{contacts(check.new)} {DONE[check.verdict]}{known}"
    if findings:
        several = len({item.file for item in findings}) > 1
        named = [(f"{item.file} " if several else "") + place(item) for item in findings[:_NAMED]]
        more = check.new - len(named)
        text += ": " + ", ".join(named) + (f" and {more:,} more" if more else "")
    return text


def _command(kind: str, title: str, text: str, at: Finding | None = None) -> str:
    properties = [f"title={_property(title)}"]
    if at is not None and at.file != "-":
        properties.append(f"file={_property(at.file)}")
        if at.line is not None:
            properties.append(f"line={at.line}")
    return f"::{kind} {','.join(properties)}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMAT = ReportFormat(
    "github", "annotations for GitHub's workflow runs", github, shows_findings=True
)
