"""JUnit XML: one test case per check; what fails the gate fails, what is missing is an error."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Final

from listcheck.report.check.words import DONE, many, place, reconciliation, verdict_line
from listcheck.report.machine.interface import ReportFormat
from listcheck.results.check_result import CheckCount, CheckInfo, Finding, Report

#: So many rows of one check are named; how many there are is always said.
_NAMED: Final = 20
#: What XML 1.0 cannot hold.
_ILLEGAL: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(report: Report) -> str:
    """The report as JUnit XML, one suite."""
    summary = report.summary
    suite = ET.Element("testsuite", name=_clean(", ".join(summary.lists) or "listcheck"))
    properties = ET.SubElement(suite, "properties")
    for name, value in (
        ("verdict", verdict_line(summary)),
        ("rows", reconciliation(summary)),
        ("send_date", str(summary.send_date)),
        ("rules", summary.rules.sha256),
    ):
        ET.SubElement(properties, "property", name=name, value=_clean(value))
    for info in report.checks:
        _case(suite, info, report)
    for kind, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(kind, str(len(suite.findall(f"testcase/{tag}"))))
    suite.set("tests", str(len(report.checks)))
    suite.set("time", f"{summary.seconds:.2f}")
    root = ET.Element("testsuites", {"name": "listcheck", **_totals(suite)})
    root.append(suite)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode")


def _totals(suite: ET.Element) -> dict[str, str]:
    return {name: suite.get(name, "0") for name in ("tests", "failures", "errors", "time")}


def _case(suite: ET.Element, info: CheckInfo, report: Report) -> None:
    summary = report.summary
    case = ET.SubElement(
        suite, "testcase", classname="listcheck", name=f"{info.code} {info.name}", time="0"
    )
    counts = [item for item in summary.checks if item.code == info.code]
    on_run = [item for item in summary.findings if item.code == info.code]
    missing = [item for item in on_run if item.outcome == "incomplete"]
    failing = [item for item in counts if item.gate == "fails"]
    skipped = [item.reason for item in summary.not_run if item.code == info.code]
    if missing:
        text = "\n".join(f"{item.message}\n  what to do: {item.remedy}" for item in missing)
        ET.SubElement(
            case, "error", message=_clean(missing[0].message), type=info.code
        ).text = _clean(text)
    elif failing:
        lines = [line for item in failing for line in _lines(item, report.findings)]
        lines += [item.message for item in on_run]
        message = "; ".join(
            f"{item.new:,} {DONE.get(item.verdict, item.verdict)}"
            + (f", {item.known:,} more are known" if item.known else "")
            for item in failing
        )
        ET.SubElement(case, "failure", message=_clean(message), type=info.code).text = _clean(
            "\n".join(lines)
        )
    elif any(item.gate == "off" for item in counts):
        reason = summary.gate.ignored.get(info.code, "not selected")
        ET.SubElement(case, "skipped", message=_clean(f"switched off: {reason}"))
    elif skipped:
        ET.SubElement(case, "skipped", message=_clean(skipped[0]))
    passing = [item for item in counts if item.count and item.gate == "passes"]
    if passing and not missing:
        passes = [
            f"{many(item.count, 'finding', 'findings')} ({DONE.get(item.verdict, item.verdict)}), "
            f"{item.known:,} of them known, not failing the gate"
            for item in passing
        ]
        ET.SubElement(case, "system-out").text = _clean("\n".join(passes))


def _lines(check: CheckCount, findings: tuple[Finding, ...]) -> list[str]:
    findings_of_check = [
        item for item in findings if (item.code, item.verdict) == (check.code, check.verdict)
    ]
    lines = [f"{item.file}: {place(item)}: {item.message}" for item in findings_of_check[:_NAMED]]
    more = check.new - len(lines)
    if lines and more:
        lines.append(f"and {more:,} more, {check.new:,} in all: see the violations file")
    return lines


def _clean(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)


FORMAT = ReportFormat("junit", "JUnit XML, a test case per check", junit, shows_findings=True)
