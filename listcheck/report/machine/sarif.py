"""SARIF 2.1.0: findings for code scanning; rows and keyed hashes, never a cell of a list."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from listcheck.report.check.words import DONE, contacts, left_out, reported_checks, weight
from listcheck.report.machine.interface import ReportFormat
from listcheck.results.check_result import CheckInfo, Finding, Report

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Final = {
    "incomplete": "error",
    "drop": "error",
    "hold": "warning",
    "unreadable": "warning",
    "note": "note",
}
_URL: Final = re.compile(r"https://[^\s)]+")


def sarif(report: Report) -> str:
    """The report as one SARIF log of one run."""
    summary = report.summary
    rules = {info.code: at for at, info in enumerate(report.checks)}
    results = [*_on_run(report, rules), *_on_contacts(report, rules)]
    notices = [
        text
        for check, shown in reported_checks(report)
        if (text := left_out(check, len(shown))) is not None
    ]
    run = {
        "tool": {
            "driver": {
                "name": "listcheck",
                "semanticVersion": summary.version,
                "rules": [_rule(info) for info in report.checks],
            }
        },
        "automationDetails": {"id": f"listcheck/{summary.channel}/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": True,
                "exitCode": report.exit_status(),
                "toolExecutionNotifications": [
                    {"level": "note", "message": {"text": text}} for text in notices
                ],
            }
        ],
        "results": results,
        "properties": {
            "verdict": summary.verdict,
            "rows": summary.rows.model_dump(),
            "gate": summary.gate.model_dump(),
        },
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1)


def _rule(info: CheckInfo) -> dict[str, Any]:
    # Examples hold made-up addresses and numbers, which a list may hold as well.
    head, _, tail = info.doc.partition("\nExample\n")
    text = head + "\n" + tail[max(0, tail.find("What to do\n----")) :]
    rule: dict[str, Any] = {
        "id": info.code,
        "name": "".join(word.capitalize() for word in info.name.split("-")),
        "shortDescription": {"text": info.name.replace("-", " ")},
        "fullDescription": {"text": info.what or info.name},
        "help": {"text": text.strip() or info.name},
        "properties": {"verdict": info.verdicts},
    }
    url = _URL.search(info.doc.partition("References")[2].replace("-\n", "-"))
    return rule | ({"helpUri": url[0].rstrip(".,")} if url else {})


def _on_run(report: Report, rules: dict[str, int]) -> Iterator[dict[str, Any]]:
    off = {check.code for check in report.summary.checks if check.gate == "off"}
    for item in report.summary.findings:
        if item.code in off or item.outcome in ("waived", "unreadable"):
            continue
        text = item.message + (f". What to do: {item.remedy}" if item.remedy else "")
        level = _LEVELS[weight(report.summary, item.code, item.outcome)]
        yield _result(item.code, level, text, rules)


def _on_contacts(report: Report, rules: dict[str, int]) -> Iterator[dict[str, Any]]:
    for check, findings in reported_checks(report):
        level = _LEVELS[weight(report.summary, check.code, check.verdict)]
        for item in findings:
            result = _result(check.code, level, f"row {item.row}: {item.message}", rules)
            result["locations"] = [_location(item)]
            result["properties"] = {
                "row": item.row,
                "verdict": item.verdict,
                **({"country": item.country} if item.country else {}),
                **({"rule": item.rule} if item.rule else {}),
            }
            if item.hash:
                result["partialFingerprints"] = {"listcheckRecipient/v1": item.hash}
            yield result
        if not findings:
            text = f"{contacts(check.new)} {DONE[check.verdict]}: {check.name}"
            yield _result(check.code, level, text, rules)


def _result(code: str, level: str, text: str, rules: dict[str, int]) -> dict[str, Any]:
    return {"ruleId": code, "ruleIndex": rules[code], "level": level, "message": {"text": text}}


def _location(item: Finding) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri_of(item.file)}}
    if item.line is not None:
        physical["region"] = {"startLine": item.line}
    return {
        "physicalLocation": physical,
        "logicalLocations": [{"name": f"row {item.row}", "kind": "element"}],
    }


def uri_of(name: str) -> str:
    """A file's name as given, as a URI reference."""
    path = PurePath(name)
    if path.is_absolute():
        return path.as_uri()
    return quote(path.as_posix()) if name != "-" else "stdin"


FORMAT = ReportFormat("sarif", "SARIF 2.1.0, for code scanning", sarif, shows_findings=True)
