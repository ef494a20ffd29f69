"""Markdown for a job summary, in the order of the report for people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from listcheck.report.check.words import DONE, ORDER, contacts, terms_line, verdict_line
from listcheck.report.machine.interface import ReportFormat
from listcheck.results.check_result import Report, Summary

_SIGNS: Final = {"ready": "✅", "not_ready": "⚠️", "incomplete": "⛔"}
#: So many countries stand in the table; the rest is summed up.
_COUNTRIES: Final = 15
#: What Markdown or HTML would read as more than text.
_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>#|~@])")


def markdown(report: Report) -> str:
    """The report as GitHub flavoured Markdown."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    summary = report.summary
    rows = summary.rows
    yield f"## {_SIGNS[summary.verdict]} listcheck: {contacts(rows.kept)} may be sent"
    yield ""
    yield f"**{_text(verdict_line(summary))}**"
    yield ""
    yield _text(f"{', '.join(summary.lists)}: {terms_line(summary)}")
    yield ""
    yield from _table(
        ("read", "kept", "held", "dropped", "unreadable"),
        [[f"{n:,}" for n in (rows.read, rows.kept, rows.held, rows.dropped, rows.unreadable)]],
    )
    yield from _gate(summary)
    if summary.next:
        yield "### What to do next"
        yield ""
        for step in summary.next:
            how = f" → {_text(step.how)}" if step.how else ""
            yield f"- {_text(step.text)} ({', '.join(step.codes)}){how}"
        yield ""
    counts = [item for item in summary.checks if item.count and item.verdict in ORDER]
    if counts:
        yield "### Findings"
        yield ""
        yield from _table(
            ("check", "what", "contacts", "known", "gate"),
            [
                [
                    f"{item.code} {item.name}",
                    DONE[item.verdict],
                    f"{item.count:,}",
                    f"{item.known:,}",
                    item.gate,
                ]
                for item in sorted(counts, key=lambda i: (ORDER.index(i.verdict), -i.count))
            ],
        )
    yield from _countries(summary)
    yield from _rest(summary)


def _gate(summary: Summary) -> Iterator[str]:
    gate = summary.gate
    state = "fails" if summary.fails else "passes"
    yield f"Gate (`--fail-on {gate.fail_on}`): **{state}**"
    items = [f"{code} does not count: {reason}" for code, reason in gate.ignored.items()]
    if gate.baseline is not None:
        items.append(f"{gate.known:,} findings are known ({gate.baseline})")
    items += [f"{code} was waived: {reason}" for code, reason in summary.waived.items()]
    for item in [*items, *gate.notes]:
        yield f"- {_text(item)}"
    yield ""


def _countries(summary: Summary) -> Iterator[str]:
    if not summary.countries:
        return
    shown = list(summary.countries.items())[:_COUNTRIES]
    rest = list(summary.countries.values())[_COUNTRIES:]
    lines = [
        [code, *(f"{n:,}" for n in (row.read, row.kept, row.held, row.dropped))]
        for code, row in shown
    ]
    if rest:
        sums = [
            sum(getattr(row, name) for row in rest) for name in ("read", "kept", "held", "dropped")
        ]
        lines.append([f"{len(rest)} more", *(f"{n:,}" for n in sums)])
    yield "### Countries"
    yield ""
    yield from _table(("country", "read", "kept", "held", "dropped"), lines)


def _rest(summary: Summary) -> Iterator[str]:
    if summary.sources:
        yield "### Sources"
        yield ""
        yield from _table(
            ("source", "kind", "of", "entries", "matched"),
            [
                [item.name, item.kind, str(item.obtained or "undated"), f"{item.entries:,}",
                 f"{item.matched:,}"]
                for item in summary.sources
            ],
        )  # fmt: skip
    items = [f"{item.code} {item.name}: {item.message}" for item in summary.findings]
    items += summary.notes
    if items:
        yield "### To know"
        yield ""
        yield from (f"- {_text(item)}" for item in items)
        yield ""
    if summary.not_run:
        yield "### Not checked"
        yield ""
        yield from (f"- {item.code}: {_text(item.reason)}" for item in summary.not_run)
        yield ""


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    names = list(head)
    yield f"| {' | '.join(names)} |"
    yield f"|{' --- |' * len(names)}"
    for row in rows:
        yield f"| {' | '.join(_text(cell) for cell in row)} |"
    yield ""


def _text(text: str) -> str:
    """Text as text: nothing in it is read as Markdown, HTML or a mention."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


FORMAT = ReportFormat("markdown", "Markdown, for a job summary", markdown)
