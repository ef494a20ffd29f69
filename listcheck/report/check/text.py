"""The summary for a person at a terminal: the clean list first, then what to do."""

from __future__ import annotations

from collections.abc import Callable

from rich.console import Console
from rich.markup import escape

from listcheck.report.check.words import guarding
from listcheck.results.check_result import Summary

Line = Callable[[str], None]
_WIDTH = 9
#: So many steps fit on a screen.
_STEPS = 5
_COUNTRIES = 6
_VERDICTS = {
    "ready": "[bold green]ready[/]: the list may be sent as it is",
    "not_ready": "[bold yellow]not ready[/]: send the clean list, not the list as given",
    "incomplete": "[bold red]incomplete[/]: something the whole run needs is missing (below)",
}
_COUNTED = {"drop": "Dropped", "note": "Noted (no reason to hold or drop)"}


def print_text(summary: Summary, console: Console) -> None:
    """Print the summary; colours only where the console has them."""

    def line(text: str) -> None:
        console.print(text, highlight=False, soft_wrap=True, emoji=False)

    rows = summary.rows
    tail = " once the gaps below are closed" if summary.verdict == "incomplete" else ""
    line(f"[bold]clean list: {_contacts(rows.kept)} may be sent{tail}[/]")
    line(
        f"  {rows.read:,} read = {rows.kept:,} kept + {rows.held:,} held + "
        f"{rows.dropped:,} dropped + {rows.unreadable:,} unreadable"
    )
    line(f"  {_VERDICTS[summary.verdict]}")
    line(
        f"  {summary.channel}, sent {summary.send_date}, "
        f"{(summary.party + ' party') if summary.party else 'party not stated (strictest law)'}, "
        f"rules: {summary.pack}"
        + ("" if summary.purpose == "marketing" else f", purpose: {summary.purpose}")
    )
    _missing(summary, line)
    _next(summary, line)
    _held(summary, line)
    on_run = {item.code for item in summary.findings}
    for verdict, title in _COUNTED.items():
        counted = [
            item
            for item in summary.checks
            if item.verdict == verdict and item.count and item.code not in on_run
        ]
        if counted:
            head = title
            if verdict == "drop":
                several = sum(item.count for item in counted) > rows.dropped
                note = " (some for several causes)" if several else ""
                head = f"{title}: {_contacts(rows.dropped)}{note}"
            line(f"\n[bold]{head}[/]")
            for item in sorted(counted, key=lambda item: -item.count):
                line(f"{item.count:>{_WIDTH},}  {item.code} {item.name}")
    _countries(summary, line)
    _notes(summary, line)
    if summary.not_run:
        line("\n[bold]Not checked[/]")
        for skipped in summary.not_run:
            line(f"  {skipped.code}: {escape(skipped.reason)}")
    _gate(summary, line)
    line("\n[bold]Files[/]")
    for name, path in summary.files.items():
        line(f"  {name + ':':<12} {escape(path)}")
    if summary.config:
        where = escape(summary.config_file) if summary.config_file else "listcheck.toml"
        how = "set these keys in" if summary.config_file else "put this into"
        line(f"\n[bold]To close the gaps, {how} {where} and fill them in:[/]")
        line("")
        line(escape(summary.config.rstrip("\n")))
    line("\n'listcheck explain CODE' says why and what to do.")


def _many(count: int, one: str, many: str) -> str:
    return f"1 {one}" if count == 1 else f"{count:,} {many}"


def _contacts(count: int) -> str:
    return _many(count, "contact", "contacts")


def _missing(summary: Summary, line: Line) -> None:
    missing = [item for item in summary.findings if item.outcome == "incomplete"]
    for item in [
        *(item for item in summary.findings if item.outcome == "hold"),
        *guarding(summary),
    ]:
        line(f"\n[bold red]{item.code} {item.name}[/]: {escape(item.message)}")
        line(f"        → {escape(item.remedy or '')}")
    if missing:
        line("\n[bold red]Missing for the whole run[/]")
        for item in missing:
            line(f"  {item.code} {item.name}: {escape(item.message)}")
            if item.remedy:
                line(f"        → {escape(item.remedy)}")
    for code, reason in summary.waived.items():
        line(f"\n  {code} was waived: {escape(reason)}")


def _next(summary: Summary, line: Line) -> None:
    """What could be regained; what the whole run waits for stands above it."""
    steps = [step for step in summary.next if step.countries]
    if not steps:
        return
    line("\n[bold]What to do next[/]")
    for step in steps[:_STEPS]:
        line(f"  {escape(step.text)} ({', '.join(step.codes)})")
        if step.how:
            line(f"        → {escape(step.how)}")
    if len(steps) > _STEPS:
        line(f"  {len(steps) - _STEPS} smaller steps: report.html")


def _gate(summary: Summary, line: Line) -> None:
    gate = summary.gate
    lines = [f"{code} does not count: {reason}" for code, reason in gate.ignored.items()]
    if gate.select:
        lines.append(f"of the checks that only note these count: {', '.join(gate.select)}")
    if gate.baseline is not None:
        lines.append(f"{_many(gate.known, 'finding is', 'findings are')} known ({gate.baseline})")
    lines += gate.notes
    if not lines and gate.fail_on == "hold":
        return
    state = "[bold red]fails[/]" if summary.fails else "[bold green]passes[/]"
    line(f"\n[bold]Gate[/] (--fail-on {gate.fail_on}): {state}")
    for item in [*lines, *(gate.reasons if gate.failed else [])]:
        line(f"  {escape(item)}")


def _countries(summary: Summary, line: Line) -> None:
    """The largest countries, where there is more than one."""
    if len(summary.countries) < 2:
        return
    line("\n[bold]By country[/]")
    for code, rows in list(summary.countries.items())[:_COUNTRIES]:
        name = "unknown" if code == "??" else code
        line(
            f"{rows.read:>{_WIDTH},}  {name}: {rows.kept:,} kept, {rows.held:,} held, "
            f"{rows.dropped:,} dropped"
        )
    rest = list(summary.countries.values())[_COUNTRIES:]
    if rest:
        others = _many(len(rest), "more country", "more countries")
        line(f"{sum(rows.read for rows in rest):>{_WIDTH},}  in {others}: report.html")


def _held(summary: Summary, line: Line) -> None:
    if not summary.rows.held:
        return
    line(f"\n[bold]Held: {_contacts(summary.rows.held)} that a person must look at[/]")
    for cause in summary.holds:
        line(f"{cause.count:>{_WIDTH},}  only for {cause.code} {cause.name}")
        if cause.remedy:
            line(f"{'':>{_WIDTH}}  → {escape(cause.remedy)}")
    if summary.held_for_several:
        line(f"{summary.held_for_several:>{_WIDTH},}  for several causes at once")


def _notes(summary: Summary, line: Line) -> None:
    above = guarding(summary)
    notes = [
        f"{item.code} {item.name}: {item.message}"
        for item in summary.findings
        if item.outcome not in ("incomplete", "hold") and item not in above
    ]
    notes += summary.notes
    if notes:
        line("\n[bold]To know[/]")
        for note in notes:
            line(f"  {escape(note)}")
    for source in summary.sources:
        dated = f"of {source.obtained}" if source.obtained else "undated"
        line(
            f"  {escape(source.name)} ({source.kind}, {dated}): "
            f"{_many(source.entries, 'entry', 'entries')}, {_contacts(source.matched)} matched"
        )
