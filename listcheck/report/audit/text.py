"""The summary of an audit for a person at a terminal: the verdict first."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable
from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.markup import escape

from listcheck.report.audit import words
from listcheck.report.audit.settles import settles
from listcheck.report.check.words import many
from listcheck.results.audit_result import AuditReport, AuditSummary, Tally

#: Writes text: style (or none), indentation of the first line and of the others.
Write = Callable[..., None]
#: Writes a line as it stands.
Put = Callable[..., None]
_WIDTH: Final = 11
#: Wider lines are hard to read, whatever the terminal.
_WIDEST: Final = 100
_NARROWEST: Final = 60
#: So many lines of a kind fit on a screen; the page has the others.
_REASONS: Final = 8
_LINES: Final = 3
_COLORS: Final = {"violations": "bold red", "unknowns": "bold yellow", "lawful": "bold green"}


def print_audit(report: AuditReport, console: Console) -> None:
    """Print the summary of an audit: no recipient in it, colours only where the console has them.

    Args:
        report: what the audit found out.
        console: where to print; lines are broken at its width (60 to 100 cells).
    """
    summary = report.summary
    width = max(min(console.width, _WIDEST), _NARROWEST)

    def put(line: str, style: str = "") -> None:
        text = escape(line)
        console.print(
            f"[{style}]{text}[/]" if style else text, highlight=False, soft_wrap=True, emoji=False
        )

    def write(text: str, style: str = "", first: str = "", rest: str | None = None) -> None:
        lines = textwrap.wrap(
            words.plain(text),
            width,
            initial_indent=first,
            subsequent_indent=first if rest is None else rest,
            # Options and paths stay in one piece.
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in lines or [""]:
            put(line.replace("\u00a0", " "), style)

    banner = words.law_banner(summary)
    if banner:
        write(banner, "bold red")
        write("")
    write(words.headline(summary), _COLORS[summary.verdict if summary.sends.read else "unknowns"])
    lead = words.lead(summary)
    if lead:
        write(lead, first="  ")
    write(_whole(words.reconciliation(summary)), first="  ", rest="    ")
    write(_terms(summary), first="  ", rest="    ")
    _gaps(summary, write)
    _reasons(summary, write)
    _late(summary, write)
    _worst(summary, put, write, width)
    _open(report, write)
    _notes(summary, write)
    if summary.files:
        _head("Files", write)
        for name, path in summary.files.items():
            put(f"  {name + ':':<12} {words.plain(path)}")


def _whole(sum_of: str) -> str:
    """A sum that is broken between its terms only."""
    return sum_of.replace(" ", "\u00a0").replace("\u00a0+", " +").replace("\u00a0=", " =")


def _head(text: str, write: Write) -> None:
    write("")
    write(text, "bold")


def _counted(count: int, text: str, write: Write) -> None:
    write(text, first=f"{count:>{_WIDTH},}  ", rest=" " * (_WIDTH + 2))


def _terms(summary: AuditSummary) -> str:
    judged = f"the law of {summary.law_of}" if summary.law_of else "the law of each send's own day"
    party = f"{summary.party} party" if summary.party else "party not stated (strictest law)"
    terms = [words.period(summary), judged, f"rules: {summary.pack}", party]
    if summary.purpose != "marketing":
        terms.append(f"purpose: {summary.purpose}")
    return ", ".join(terms)


def _gaps(summary: AuditSummary, write: Write) -> None:
    """What the whole audit lacks, and what was waived."""
    for item in summary.findings:
        if item.outcome in ("incomplete", "hold"):
            write("")
            write(f"{item.code} {item.name}: {item.message}", "bold red", rest="  ")
            if item.remedy:
                write(f"→ {item.remedy}", first="  ", rest="    ")
    for code, reason in summary.waived.items():
        write("")
        write(f"{code} was waived: {reason}", rest="  ")


def _reasons(summary: AuditSummary, write: Write) -> None:
    checks = words.checks_with(summary, "violation")
    if not checks:
        return
    several = sum(item.count for item in checks) > summary.sends.violation
    _head("Violations" + (" (some for several reasons)" if several else ""), write)
    for item in checks[:_REASONS]:
        _counted(item.count, f"{item.code} {item.name}", write)
    rest = checks[_REASONS:]
    if rest:
        _counted(sum(item.count for item in rest), f"for {len(rest)} more reasons: report.html",
                 write)  # fmt: skip


def _late(summary: AuditSummary, write: Write) -> None:
    late = summary.late
    if not late.sends:
        return
    to = f" to {many(late.recipients, 'recipient', 'recipients')}" if late.recipients else ""
    _head(f"Opt-outs acted on late: {words.sends(late.sends)}{to}", write)
    for name, count in late.days_late.items():
        if count:
            _counted(count, f"{words.class_words(name)} late", write)
    most = [f"{many(late.days_late_most, 'day', 'days')} late at most"]
    if late.most_contacted:
        worst = late.most_contacted[0].sends
        most.append(f"up to {words.sends(worst)} to one recipient")
    write("; ".join(most), first="  ", rest="  ")


def _worst(summary: AuditSummary, put: Put, write: Write, width: int) -> None:
    """Where most violations are; where there are none, this says nothing."""
    lists: dict[str, Iterable[tuple[str, Tally]]] = {
        "month": (
            (words.month_name(month), tally)
            for month, tally in words.months(summary).items()
            if month
        ),
        "country": (
            ("not known" if code == "??" else code, tally)
            for code, tally in summary.countries.items()
        ),
        "channel": (
            ("not known" if name == "??" else name, tally)
            for name, tally in summary.channels.items()
        ),
        "campaign": ((words.name_of(item), item) for item in summary.campaigns),
        "sender": ((words.name_of(item), item) for item in summary.senders),
        "log": ((words.name_of(item), item) for item in summary.logs),
    }
    worst: list[tuple[str, str, Tally]] = []
    for kind, items in lists.items():
        known = list(items)
        those = [(words.plain(name), tally) for name, tally in known if tally.violation]
        those.sort(key=lambda item: (-item[1].violation, item[0]))
        # The only month or country says nothing that the headline does not say.
        if len(known) > 1:
            worst += [
                ("" if at else kind, name, tally) for at, (name, tally) in enumerate(those[:_LINES])
            ]
    if not worst:
        return
    _head("Most violations (report.html has the others)", write)
    tails = [f"{words.share(t.violation, t.read)} of {t.read:,}" for _, _, t in worst]
    counts = [f"{tally.violation:>{_WIDTH},}" for _, _, tally in worst]
    room = width - 14 - max(map(len, counts)) - max(map(len, tails))
    wide = min(max(cell_len(name) for _, name, _ in worst), max(room, 8))
    for (kind, name, _), count, tail in zip(worst, counts, tails, strict=True):
        put(f"  {kind:<8}{count}  {set_cell_size(_cut(name, wide), wide)}  {tail}")


def _cut(name: str, wide: int) -> str:
    """A name in so many columns; of a path the end is what tells it from others."""
    if cell_len(name) <= wide:
        return name
    if "/" not in name:
        return set_cell_size(name, wide - 1).rstrip() + "…"
    while cell_len(name) > wide - 1:
        name = name[1:]
    return "…" + name


def _open(report: AuditReport, write: Write) -> None:
    steps, summary = list(settles(report)), report.summary
    if not steps:
        return
    _head(f"What would answer more ({summary.sends.unknown:,} unknown)", write)
    for step in steps[:_REASONS]:
        _counted(step.count, f"{step.code}: {step.what}", write)
        write(f"→ {step.how}", first=" " * (_WIDTH + 2), rest=" " * (_WIDTH + 4))
    if len(steps) > _REASONS:
        write(f"{many(len(steps) - _REASONS, 'more reason', 'more reasons')}: report.html",
              first=" " * (_WIDTH + 2))  # fmt: skip


def _notes(summary: AuditSummary, write: Write) -> None:
    notes = [
        f"{item.code} {item.name}: {item.message}"
        for item in summary.findings
        if item.outcome not in ("incomplete", "hold")
    ]
    notes += summary.notes
    if summary.events:
        rows = many(sum(summary.events.values()), "row tells", "rows tell")
        notes.append(f"{rows} of other events than sends")
    if notes:
        _head("To know", write)
        for note in notes:
            write(note, first="  ", rest="    ")
