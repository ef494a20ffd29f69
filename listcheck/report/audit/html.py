"""``report.html`` of an audit: for people, in the order in which a compliance officer asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from listcheck.core.country_words import CountryWords
from listcheck.report.audit import words
from listcheck.report.audit.settles import settles
from listcheck.report.audit.time import over_time
from listcheck.report.check.tiles import Tints, map_of
from listcheck.report.check.words import country_name, many, title
from listcheck.report.page import page, parts, short
from listcheck.results.audit_result import AuditReport, AuditSummary, Exposure, RuleTally, Tally

_BADGES: Final = {
    "violations": "Violations",
    "unknowns": "Cannot all be judged",
    "lawful": "Lawful",
}
_KINDS: Final = {
    "people": "people who opted out",
    "organisations": "organisations that opted out",
    "register": "register",
}
#: So many rows of a table are shown at once; the rest is folded.
_ROWS: Final = 10
_COUNTRIES: Final = 14
_ACTS: Final = 16
#: Shares of violations, as the map tints them.
_TINTS: Final[Tints] = (
    (0.0, "v0", "none"),
    (0.001, "v1", "up to 0.1 %"),
    (0.01, "v2", "up to 1 %"),
    (0.05, "v3", "up to 5 %"),
    (1.0, "v4", "more"),
)
#: Rules that one check lists.
_RULES: Final = 12


def audit_html(report: AuditReport) -> str:
    """The report of an audit as one HTML document."""
    return page("audit.html.j2", _context(report), "report.css", "audit.css")


def _context(report: AuditReport) -> dict[str, Any]:
    s = report.summary
    terms = ("violation", "unknown", "lawful", "unreadable")
    whole = s.sends
    counts = [(kind, int(getattr(whole, kind))) for kind in terms]
    apart = ("incomplete", "hold")
    return {
        "s": s,
        "logs": _logs(s),
        "period": words.period(s),
        "badge": _BADGES[s.verdict] if whole.read else "Nothing to judge",
        "state": s.verdict if whole.read else "unknowns",
        "headline": words.headline(s),
        "lead": words.lead(s),
        "banner": words.law_banner(s),
        "parts": parts(counts, whole.read),
        "terms": [(kind, int(getattr(whole, kind)))
                  for kind in ("lawful", "violation", "unknown", "unreadable")],
        "facts": list(_facts(s)),
        "missing": [item for item in s.findings if item.outcome in apart],
        "events": _events(s),
        "sources": list(_sources(s)),
        "time": over_time(s),
        "reasons": _reasons(s),
        "noted": words.checks_with(s, "note"),
        "rules": list(_rules(report)),
        "what_told": bool(report.checks),
        "map": _map(s, report.words),
        "tables": _tables(report),
        "late": _late(s),
        "exposure": _exposure(report),
        "acts_first": _ACTS,
        "no_figure": [(country_name(code, report.countries), count)
                      for code, count in sorted(s.exposure_unknown.items(),
                                                key=lambda item: (-item[1], item[0]))],
        "exposure_note": words.EXPOSURE_NOTE,
        "settles": list(settles(report)),
        "notes": [f"{item.code} {item.name}: {item.message}"
                  for item in s.findings if item.outcome not in apart] + s.notes,
        "files": {name: path for name, path in s.files.items() if name != "report"},
    }  # fmt: skip


def _logs(summary: AuditSummary) -> str:
    count = len(summary.logs) + summary.more.get("logs", 0)
    if count > 2:
        return f"{count:,} logs"
    return ", ".join(short(words.name_of(item), 60) for item in summary.logs)


def _facts(summary: AuditSummary) -> Iterator[tuple[str, str]]:
    yield "Sent", words.period(summary)
    yield (
        "Judged by",
        (f"the law of {summary.law_of}" if summary.law_of else "the law of each send's own day"),
    )
    yield "Rules", summary.pack
    yield "Party", summary.party or "not stated (strictest law)"
    if summary.purpose != "marketing":
        yield "Purpose", summary.purpose
    logs = len(summary.logs) + summary.more.get("logs", 0)
    if logs:
        yield "Logs", f"{logs:,}"


def _events(summary: AuditSummary) -> str | None:
    """Rows of event exports that are no sends."""
    if not summary.events:
        return None
    most = sorted(summary.events.items(), key=lambda item: (-item[1], item[0]))
    events = ", ".join(f"{count:,} {short(name, 40)}" for name, count in most[:8])
    if len(most) > 8:
        events += f", {sum(count for _, count in most[8:]):,} others"
    return f"{sum(summary.events.values()):,} rows of the logs tell of other events: {events}."


def _sources(summary: AuditSummary) -> Iterator[dict[str, Any]]:
    """A line for each source; the copies of a register over time are one."""
    sources: dict[tuple[str, str], list[Any]] = {}
    for item in summary.sources:
        sources.setdefault((item.kind, item.name), []).append(item)
    for (kind, name), copies in sources.items():
        days = sorted(item.obtained for item in copies if item.obtained)
        newest = max(copies, key=lambda item: (item.obtained is not None, item.obtained))
        yield {
            "name": name,
            "kind": _KINDS.get(kind, kind),
            "copies": len(copies),
            "first": days[0] if days else None,
            "last": days[-1] if days else None,
            "entries": newest.entries,
            "unreadable": sum(item.unreadable for item in copies),
            "matched": sum(item.matched for item in copies),
        }


def _reasons(summary: AuditSummary) -> dict[str, Any]:
    those = words.checks_with(summary, "violation")
    most = max((item.count for item in those), default=0)
    return {
        "rows": [
            {"code": item.code, "title": title(item.name), "count": item.count,
             "share": words.share(item.count, summary.sends.violation),
             "parts": parts([("violation", item.count)], most)}
            for item in those
        ],
        "several": sum(item.count for item in those) > summary.sends.violation,
    }  # fmt: skip


def _rules(report: AuditReport) -> Iterator[dict[str, Any]]:
    """The law behind each reason, violations first."""
    summary = report.summary
    what = {info.code: info.what for info in report.checks}
    cited: dict[tuple[str, str], list[RuleTally]] = {}
    for rule in summary.rules_cited:
        cited.setdefault((rule.code, rule.answer), []).append(rule)
    for answer in ("violation", "unknown"):
        for item in words.checks_with(summary, answer):
            law = sorted(cited.get((item.code, answer), []), key=lambda r: (-r.count, r.rule))
            rest = law[_RULES:]
            if law or item.code in what:
                yield {
                    "code": item.code,
                    "title": title(item.name),
                    "answer": answer,
                    "told": f"{item.count:,} {answer if item.count == 1 else answer + 's'}"
                    if answer == "violation"
                    else f"{item.count:,} unknown",
                    "what": what.get(item.code),
                    "law": [
                        (country_name(rule.country, report.countries), rule)
                        for rule in law[:_RULES]
                    ],
                    "more": f"{many(len(rest), 'more rule', 'more rules')} with "
                    f"{words.sends(sum(rule.count for rule in rest))}: see summary.json"
                    if rest
                    else None,
                }


def _map(summary: AuditSummary, places: CountryWords) -> dict[str, Any]:
    counts = {code: (tally.violation, tally.read) for code, tally in summary.countries.items()}
    shares = {code: bad / read for code, (bad, read) in counts.items() if read}
    # Where nothing was found, a map of nothing says less than the sentence above it.
    if not any(shares.values()):
        shares = {}
    return map_of(shares, places, _TINTS, lambda share: words.share_of(share) if share else "0")


def _tables(report: AuditReport) -> dict[str, dict[str, Any]]:
    s = report.summary
    more = s.more
    return {
        "countries": _table(
            ((country_name(code, report.countries), tally) for code, tally in s.countries.items()),
            more.get("countries", 0), _COUNTRIES,
        ),
        "channels": _table(
            ((country_name(name, {}), tally) for name, tally in s.channels.items()), 0
        ),
        **{
            name: _table(((words.name_of(item), item) for item in getattr(s, name)),
                         more.get(name, 0))
            for name in ("campaigns", "senders", "logs")
        },
    }  # fmt: skip


def _table(items: Iterable[tuple[str, Tally]], more: int, shown: int = _ROWS) -> dict[str, Any]:
    those = sorted(
        items, key=lambda item: (-item[1].violation, -item[1].unknown, -item[1].read, item[0])
    )
    # One scale for all rows; of what is worst in the table.
    kind = "violation" if any(tally.violation for _, tally in those) else "unknown"
    most = max((int(getattr(tally, kind)) for _, tally in those), default=0)
    rows = [
        {"name": name, "tally": tally, "share": words.share(tally.violation, tally.read),
         "parts": parts([(kind, int(getattr(tally, kind)))], most)}
        for name, tally in those
    ]  # fmt: skip
    # Nobody unfolds a row or two.
    shown = len(rows) if len(rows) <= shown + 2 else shown
    return {"rows": rows[:shown], "rest": rows[shown:], "more": more, "drawn": bool(most)}


def _late(summary: AuditSummary) -> dict[str, Any]:
    late = summary.late
    most = max(late.days_late.values(), default=0)
    return {
        "classes": [
            {"name": words.class_words(name), "count": count,
             "share": words.share(count, late.sends), "parts": parts([("violation", count)], most)}
            for name, count in late.days_late.items()
        ],
        "sources": late.sources,
        "people": late.most_contacted,
        "hashed": any(item.recipient is not None for item in late.most_contacted),
    }  # fmt: skip


def _exposure(report: AuditReport) -> list[dict[str, Any]]:
    """A line for each act and maximum, the country with the most violations first.

    Sends over several channels are different sends: their counts make one count.
    """
    exposures: dict[tuple[str, ...], list[Exposure]] = {}
    by: Counter[str] = Counter()
    for item in report.summary.exposure:
        key = (item.country, item.law, item.maximum, item.per)
        exposures.setdefault(key, []).append(item)
        by[item.country] = max(by[item.country], item.violations)
    lines = [
        {
            "code": items[0].country,
            "country": country_name(items[0].country, report.countries),
            "law": items[0].law,
            "channels": ", ".join(sorted({item.channel for item in items})),
            "maximum": items[0].maximum,
            "per": items[0].per,
            "violations": sum(item.violations for item in items),
            "confidence": items[0].confidence,
            "citations": items[0].citations,
        }
        for items in exposures.values()
    ]
    return sorted(
        lines,
        key=lambda line: (
            -by[line["code"]], line["code"], -line["violations"], line["law"], line["maximum"]
        ),
    )  # fmt: skip
