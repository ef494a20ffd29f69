"""``report.html``: one self-contained file for people; no script, no network, no list in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any, Final

from listcheck.report.check.tiles import tile_map
from listcheck.report.check.words import DONE, ORDER, contacts, country_name, guarding, many, title
from listcheck.report.page import page, parts
from listcheck.results.check_result import CheckCount, CheckInfo, Finding, Report, Summary

#: So many steps, reasons and countries are shown at once; the rest is folded or summed up.
_STEPS: Final = 6
_REASONS: Final = 14
_COUNTRIES: Final = 14
#: Rules that one check lists.
_RULES: Final = 12
_BADGES: Final = {"ready": "Ready", "not_ready": "Not ready", "incomplete": "Incomplete"}
_KINDS: Final = {
    "people": "people who opted out",
    "organisations": "organisations that opted out",
    "register": "register",
}
_REFERENCE: Final = re.compile(r"([^:]+(?::(?!\s*https)[^:]*)*):\s*(https://\S+)")


def html(report: Report) -> str:
    """The report as one HTML document."""
    return page("report.html.j2", _context(report), "report.css")


def _context(report: Report) -> dict[str, Any]:
    summary = report.summary
    on_run, guards = summary.findings, guarding(summary)
    apart = ("incomplete", "hold", "waived")
    notes = [
        f"{item.code} {item.name}: {item.message}"
        for item in on_run
        if item.outcome not in apart and item not in guards
    ]
    return {
        "s": summary,
        "lists": _lists(summary),
        "verdict": _verdict(summary),
        "rows": _rows(summary),
        "facts": list(_facts(summary)),
        "missing": [item for item in on_run if item.outcome == "incomplete"],
        "wrong": [*(item for item in on_run if item.outcome == "hold"), *guards],
        "gate": list(_gate(summary)),
        "steps": list(_steps(summary)),
        "steps_first": _STEPS,
        "reasons": _reasons(summary),
        "countries": _countries(report),
        "checks": list(_checks(report)),
        "cells_note": _cells_note(summary, report.findings),
        "several": len(summary.lists) > 1,
        "sources": list(_sources(summary)),
        "notes": notes + summary.notes,
        "config_note": f"Set these keys in {PurePath(summary.config_file).name} and fill them in:"
        if summary.config_file
        else "Put this into listcheck.toml and fill it in:",
        "files": {name: path for name, path in summary.files.items() if name != "report"},
    }


def _steps(summary: Summary) -> Iterator[dict[str, Any]]:
    for step in summary.next:
        if step.countries:
            # The number stands beside the sentence, large.
            text = step.text.removeprefix(f"{step.count:,} ")
            text = text[:1].upper() + text[1:].rstrip(".")
            yield {"count": step.count, "text": text, "how": step.how, "codes": step.codes}


def _lists(summary: Summary) -> str:
    names = [PurePath(name).name if name != "-" else "standard input" for name in summary.lists]
    return ", ".join(names[:3]) + (f" and {len(names) - 3:,} more" if len(names) > 3 else "")


def _verdict(summary: Summary) -> dict[str, str]:
    rows = summary.rows
    kept = contacts(rows.kept)
    if summary.verdict == "incomplete":
        head = f"{kept} may be sent once the gaps are closed"
        lead = "Something the whole campaign needs is missing; the boxes below say what."
    elif summary.verdict == "ready":
        head, lead = f"{kept} may be sent", "The list may be sent as it is."
    else:
        head = f"{kept} may be sent"
        lead = (
            "Send the clean list, not the list as given."
            if rows.kept
            else "The clean list is empty: nothing of this list may be sent yet."
        )
    return {"badge": _BADGES[summary.verdict], "headline": head, "lead": lead}


def _rows(summary: Summary) -> dict[str, Any]:
    rows = summary.rows
    terms = [(kind, getattr(rows, kind)) for kind in ("kept", "held", "dropped", "unreadable")]
    return {
        "parts": parts(terms, rows.read),
        "terms": [{"kind": kind, "count": count} for kind, count in terms],
    }


def _facts(summary: Summary) -> Iterator[tuple[str, str]]:
    yield "Channel", summary.channel
    yield "Send date", str(summary.send_date)
    yield "Party", summary.party or "not stated (strictest law)"
    if summary.purpose != "marketing":
        yield "Purpose", summary.purpose
    yield "Law", summary.pack
    if len(summary.lists) > 1:
        yield "Files", f"{len(summary.lists):,}"


def _gate(summary: Summary) -> Iterator[str]:
    gate = summary.gate
    yield from (f"{code} does not count: {reason}" for code, reason in gate.ignored.items())
    if gate.baseline is not None:
        yield f"{many(gate.known, 'finding stands', 'findings stand')} in the baseline."
    yield from gate.notes


def _reasons(summary: Summary) -> dict[str, Any]:
    reasons: dict[str, dict[str, Any]] = {}
    for item in summary.checks:
        if item.verdict in ("drop", "hold") and item.count:
            row = reasons.setdefault(
                item.code, {"code": item.code, "title": title(item.name), "drop": 0, "hold": 0}
            )
            row[item.verdict] += item.count
    rows = sorted(reasons.values(), key=lambda row: -(row["drop"] + row["hold"]))
    if len(rows) > _REASONS:
        rest = rows[_REASONS - 1 :]
        sums = {name: sum(row[name] for row in rest) for name in ("drop", "hold")}
        rows = [*rows[: _REASONS - 1], {"code": "", "title": f"{len(rest)} more reasons", **sums}]
    most = max((row["drop"] + row["hold"] for row in rows), default=0)
    for row in rows:
        row["parts"] = parts([("dropped", row["drop"]), ("held", row["hold"])], most)
    contacts_out = summary.rows.dropped + summary.rows.held
    several = sum(row["drop"] + row["hold"] for row in rows) > contacts_out
    note = f"{contacts(contacts_out)} dropped or held; the worst finding decides."
    if several:
        note += " A contact with several findings counts for each."
    return {"rows": rows, "note": note}


def _countries(report: Report) -> dict[str, Any]:
    summary, names = report.summary, report.countries
    shown = list(summary.countries.items())
    head, rest = shown[:_COUNTRIES], shown[_COUNTRIES:]
    rows = [{"name": country_name(code, names), **counts.model_dump()} for code, counts in head]
    if rest:
        kinds = ("read", "kept", "held", "dropped")
        sums = {kind: sum(getattr(counts, kind) for _, counts in rest) for kind in kinds}
        rows.append({"name": many(len(rest), "other country", "other countries"), **sums})
    for row in rows:
        counts = [(kind, int(str(row[kind]))) for kind in ("kept", "held", "dropped")]
        row["parts"] = parts(counts, int(str(row["read"])))
    return {"rows": rows, **tile_map(summary.countries, report.words)}


def _cells_note(summary: Summary, findings: tuple[Finding, ...]) -> str:
    if summary.redacted:
        return (
            "The first rows of each are shown; cells with addresses, numbers or names are left out "
            "(--redact)."
        )
    if summary.cells_shown and findings:
        return "The first rows of each are shown, with their cells as they stand."
    return "The first rows of each are shown; cells are masked (--show-cells shows them)."


def _checks(report: Report) -> Iterator[dict[str, Any]]:
    summary = report.summary
    infos = {info.code: info for info in report.checks}
    samples: dict[tuple[str, str], list[Finding]] = {}
    for finding in report.findings:
        samples.setdefault((finding.code, finding.verdict), []).append(finding)
    remedies = {cause.code: cause.remedy for cause in summary.holds}
    counts = [item for item in summary.checks if item.count and item.verdict in ORDER]
    for item in sorted(counts, key=lambda item: (ORDER.index(item.verdict), -item.count)):
        findings = samples.get((item.code, item.verdict), [])
        law = [
            line for line in summary.law if (line.code, line.verdict) == (item.code, item.verdict)
        ]
        rest = sum(line.count for line in law[_RULES:])
        yield {
            "code": item.code,
            "title": title(item.name),
            "verdict": item.verdict,
            "told": DONE[item.verdict]
            if item.verdict == "incomplete"
            else f"{item.count:,} {DONE[item.verdict]}",
            "known": item.known,
            "what": infos[item.code].what,
            "remedy": remedies.get(item.code) if item.verdict == "hold" else None,
            "law": law[:_RULES],
            "more_law": f"{len(law) - _RULES} more rules with {contacts(rest)}: see summary.json"
            if rest
            else None,
            "references": list(_references(infos[item.code])),
            "samples": findings,
            "sample_note": _sample_note(item, len(findings)),
        }


def _sample_note(item: CheckCount, shown: int) -> str:
    if shown >= item.count:
        return "All rows"
    return f"The first {shown:,} of {item.count:,} rows; the violations file has the others"


def _references(info: CheckInfo) -> Iterator[tuple[str, str]]:
    """Title and address of what a check's documentation cites."""
    text = info.doc.partition("\nReferences\n----------\n")[2]
    for paragraph in text.strip().split("\n\n"):
        # An address may be broken over two lines at a hyphen or a slash.
        line = re.sub(r"(?<=[-/])\n(?=\S)", "", paragraph).replace("\n", " ")
        match = _REFERENCE.search(line)
        if match:
            yield match[1].replace("`", "").strip(), match[2].rstrip(".,")


def _sources(summary: Summary) -> Iterator[Mapping[str, Any]]:
    for source in summary.sources:
        days = (summary.send_date - source.obtained).days if source.obtained else None
        yield {
            **source.model_dump(),
            "kind": _KINDS.get(source.kind, source.kind),
            "obtained": str(source.obtained) if source.obtained else "not stated",
            "age": "not known" if days is None
            else "dated after the send" if days < 0 else many(days, "day", "days"),
        }  # fmt: skip
