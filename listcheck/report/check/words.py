"""Words that several formats share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from listcheck.results.check_result import CheckCount, Finding, Report, RunFindingLine, Summary

VERDICTS: Final = {
    "ready": "ready: the list may be sent as it is",
    "not_ready": "not ready: send the clean list, not the list as given",
    "incomplete": "incomplete: something the whole run needs is missing",
}
DONE: Final = {
    "drop": "dropped",
    "hold": "held",
    "note": "noted",
    "unreadable": "unreadable",
    "incomplete": "missing for the whole run",
}
#: Outcomes, worst first.
ORDER: Final = ("incomplete", "drop", "hold", "unreadable", "note")


def many(count: int, one: str, more: str) -> str:
    """``1 contact``, ``1,203 contacts``."""
    return f"1 {one}" if count == 1 else f"{count:,} {more}"


def contacts(count: int) -> str:
    """``1 contact``, ``1,203 contacts``."""
    return many(count, "contact", "contacts")


def title(name: str) -> str:
    """The name of a check as words: ``Opt-in missing``."""
    words = name.replace("-", " ")
    for pair in ("opt in", "opt out", "never market", "do not call"):
        words = words.replace(pair, pair.replace(" ", "-"))
    return words[:1].upper() + words[1:]


def country_name(code: str, names: Mapping[str, str]) -> str:
    """The name of a country; its code where nobody told the name."""
    return "Not known" if code == "??" else names.get(code, code)


def verdict_line(summary: Summary) -> str:
    """The verdict of the run in one sentence."""
    return VERDICTS[summary.verdict]


def terms_line(summary: Summary) -> str:
    """Channel, day, party and rules: what the numbers are about."""
    party = f"{summary.party} party" if summary.party else "party not stated (strictest law)"
    purpose = "" if summary.purpose == "marketing" else f", purpose: {summary.purpose}"
    return f"{summary.channel}, sent {summary.send_date}, {party}, rules: {summary.pack}{purpose}"


def reconciliation(summary: Summary) -> str:
    """``8 read = 5 kept + 1 held + 1 dropped + 1 unreadable``."""
    rows = summary.rows
    return (
        f"{rows.read:,} read = {rows.kept:,} kept + {rows.held:,} held + {rows.dropped:,} dropped "
        f"+ {rows.unreadable:,} unreadable"
    )


def reported_checks(report: Report) -> Iterator[tuple[CheckCount, tuple[Finding, ...]]]:
    """Checks that found something new and are not switched off, worst outcome first.

    With the findings that are at hand, which may be fewer than ``check.new``: whoever shows
    them says how many are left out.
    """
    findings: dict[tuple[str, str], list[Finding]] = {}
    for finding in report.findings:
        findings.setdefault((finding.code, finding.verdict), []).append(finding)
    on_run = {item.code for item in report.summary.findings if item.outcome != "unreadable"}
    checks = [
        item
        for item in report.summary.checks
        if item.new > 0 and item.gate != "off" and item.verdict in ORDER
    ]
    for item in sorted(checks, key=lambda item: (ORDER.index(item.verdict), item.code)):
        # Findings on the whole run are told in their own words.
        if item.code not in on_run or (item.code, item.verdict) in findings:
            yield item, tuple(findings.get((item.code, item.verdict), ()))


def guarding(summary: Summary) -> list[RunFindingLine]:
    """Notes on the run that fail the gate: nobody should send before they are looked at."""
    failing = {item.code for item in summary.checks if item.gate == "fails"}
    return [item for item in summary.findings if item.outcome == "note" and item.code in failing]


def weight(summary: Summary, code: str, outcome: str) -> str:
    """The outcome that decides how loud a finding is told: a note that fails the gate is a hold."""
    if outcome != "note":
        return outcome
    fails = any(
        item.gate == "fails"
        for item in summary.checks
        if (item.code, item.verdict) == (code, "note")
    )
    return "hold" if fails else "note"


def left_out(check: CheckCount, shown: int) -> str | None:
    """What a cap leaves out, in words; None where nothing is left out."""
    if shown >= check.new:
        return None
    return (
        f"{check.code} {check.name}: {shown:,} of {check.new:,} findings "
        f"({DONE[check.verdict]}) are listed here"
    )


def place(finding: Finding) -> str:
    """Row and keyed hash: all that may be said of a contact outside the lists."""
    return f"row {finding.row}" + (f" [{finding.hash}]" if finding.hash else "")
