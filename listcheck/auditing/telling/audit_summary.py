"""From the counted kinds of sends to the summary of an audit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any, Final, Literal

import polars as pl

from listcheck.auditing.judging.judge import ANSWERS, bits
from listcheck.auditing.judging.past import Past
from listcheck.auditing.telling.late import late_opt_outs
from listcheck.auditing.telling.run_notes import audit_notes, run_findings
from listcheck.auditing.telling.tally import answers
from listcheck.auditing.telling.verdict_lines import codes_of, findings_of
from listcheck.auditing.work import Done
from listcheck.checks import ContactCheck, check_by_code, known_checks, run_checks
from listcheck.policy import penalties_on
from listcheck.results.audit_result import (
    AuditCheck,
    AuditSummary,
    Exposure,
    MonthTally,
    NamedTally,
    Recipient,
    RuleTally,
    Sends,
    Tally,
)
from listcheck.results.check_result import Citation, RulesLine, SourceLine

UNKNOWN_COUNTRY: Final = "??"
#: Campaigns, senders and logs that are shown by name.
MOST: Final = 100


def summarise(
    past: Past,
    kinds: pl.DataFrame,
    logs: Sequence[Done],
    most_contacted: Sequence[Recipient],
    late_recipients: int,
) -> AuditSummary:
    """The summary; ``files`` and ``seconds`` are filled in when they are known.

    Args:
        past: what the audit knew.
        kinds: see :func:`listcheck.auditing.telling.tally.merged`.
        logs: the logs, in order.
        most_contacted: people who were contacted after opting out, most often first.
        late_recipients: how many people opt-outs were acted on late for.
    """
    settings = past.settings
    unreadable = sum(log.unreadable for log in logs)
    total = _tallies(kinds)
    sends = Sends(
        read=total["read"] + unreadable,
        lawful=total["lawful"],
        violation=total["violation"],
        unknown=total["unknown"],
        unreadable=unreadable,
    )
    events: Counter[str] = Counter()
    for log in logs:
        events.update(log.events)
    records = sum(log.records for log in logs)
    further = sum(log.further for log in logs)
    if sends.read - further + sum(events.values()) != records or sends.read != (
        sends.lawful + sends.violation + sends.unknown + sends.unreadable
    ):
        raise AssertionError("the records of the logs and the answers do not add up")
    campaigns, senders = _named(kinds, "campaign"), _named(kinds, "sender")
    by_log = _named(kinds, "log")
    names = [log.name for log in logs]
    log_tallies = [
        line.model_copy(update={"name": names[int(line.name)]}) for line in by_log if line.name
    ]
    late = late_opt_outs(kinds)
    columns: dict[str, str] = {}
    for log in logs:
        columns = dict(log.columns) | columns
    exposure, nowhere = _exposure(past, kinds)
    return AuditSummary(
        version=version("listcheck"),
        verdict="violations" if sends.violation else "unknowns" if _open(sends) else "lawful",
        sends=sends,
        further_recipients=further,
        events=dict(events.most_common()),
        first_day=kinds["first"].min(),  # type: ignore[arg-type]  # days, by the schema
        last_day=kinds["last"].max(),  # type: ignore[arg-type]
        purpose=settings.purpose,
        party=settings.party,
        pack=settings.pack,
        law_of=settings.law_of,
        within_grace=late.within_grace,
        checks=_checks(kinds),
        countries={
            str(row.pop("country") or UNKNOWN_COUNTRY): Tally(**row)
            for row in _by(kinds, "country").to_dicts()
        },
        channels={
            str(row.pop("channel") or UNKNOWN_COUNTRY): Tally(**row)
            for row in _by(kinds, "channel").to_dicts()
        },
        months=_months(kinds),
        campaigns=campaigns[:MOST],
        senders=senders[:MOST],
        logs=log_tallies[:MOST],
        more={
            name: len(tallies) - MOST
            for name, tallies in (("campaigns", campaigns), ("senders", senders),
                                ("logs", log_tallies))
            if len(tallies) > MOST
        },
        late=late.model_copy(
            update={"recipients": late_recipients, "most_contacted": list(most_contacted)}
        ),
        rules_cited=_rules_cited(past, kinds),
        exposure=exposure,
        exposure_unknown=nowhere,
        sources=[
            SourceLine(
                name=source.name,
                kind=source.kind,
                obtained=None if source.live else source.file.obtained,
                entries=source.entries,
                unreadable=source.unreadable,
                # Copies of one register count once, at the newest.
                matched=_matched(kinds, source.name)
                if source.name not in {later.name for later in past.sources[at + 1 :]}
                else 0,
            )
            for at, source in enumerate(past.sources)
        ],
        findings=run_findings(past, kinds),
        waived=_waived(past),
        notes=audit_notes(past, kinds, logs, late),
        columns=columns,
        rules=RulesLine(sha256=past.rules.sha256, oldest_review=past.rules.oldest_review),
        redacted=settings.redact,
    )  # fmt: skip


def _waived(past: Past) -> dict[str, str]:
    """Checks that would have left sends unknown, and why they were not asked."""
    of_sends = {check.code for check in run_checks() if check.of_sends is not None}
    return {code: reason for code, reason in past.settings.waive.items() if code in of_sends}


def _open(sends: Sends) -> int:
    return sends.unknown + sends.unreadable


def _tallies(kinds: pl.DataFrame) -> dict[str, int]:
    return {
        name: int(count or 0) for name, count in kinds.select(answers()).row(0, named=True).items()
    }


def _by(kinds: pl.DataFrame, *names: str) -> pl.DataFrame:
    order = ["violation", "unknown", "read"]
    return (
        kinds.group_by(names)
        .agg(answers())
        .sort(*order, *names, descending=[True] * 3 + [False] * len(names))
    )


def _named(kinds: pl.DataFrame, name: str) -> list[NamedTally]:
    table = _by(kinds.with_columns(pl.col(name).cast(pl.String)), name).rename({name: "name"})
    if table["name"].count() == 0:
        return []
    return [NamedTally(**row) for row in table.to_dicts()]


def _months(kinds: pl.DataFrame) -> list[MonthTally]:
    by_month = kinds.with_columns(pl.col("month").dt.strftime("%Y-%m"))
    table = _by(by_month, "month", "channel").sort("month", "channel", nulls_last=True)
    codes: dict[tuple[str | None, str | None], Counter[str]] = {}
    broken = (
        by_month.filter(bits().some("violations"))
        .group_by("month", "channel", *bits().columns("violations"))
        .agg(pl.col("sends").sum())
    )
    # Months and sets of findings, not sends.
    for month, channel, *masks, count in broken.sort(pl.all()).iter_rows():
        own_codes = codes.setdefault((month, channel), Counter())
        for code, _ in codes_of(*masks):
            own_codes[code] += count
    return [
        MonthTally(codes=dict(sorted(codes.get((row["month"], row["channel"]), {}).items())), **row)
        for row in table.to_dicts()
    ]


def _checks(kinds: pl.DataFrame) -> list[AuditCheck]:
    count = pl.col("sends")
    columns: dict[Literal["violation", "unknown", "note"], str] = {
        "violation": "violations", "unknown": "unknowns", "note": "notes",
    }  # fmt: skip
    place = bits()
    sums = [
        (code, answer, count.filter(place.has(column, code)).sum())
        for code in place.codes
        for answer, column in columns.items()
    ]
    counts = kinds.select(sends.alias(str(at)) for at, (_, _, sends) in enumerate(sums)).row(0)
    return [
        AuditCheck(code=code, name=check_by_code(code).name, answer=answer, count=sends)
        for (code, answer, _), sends in zip(sums, counts, strict=True)
        if sends
    ]


def _rules_cited(past: Past, kinds: pl.DataFrame) -> list[RuleTally]:
    """For each check that cites the law: the rules its sends fall under, most first."""
    cites = {
        check.code
        for check in known_checks()
        if isinstance(check, ContactCheck) and check.cites_law
    }
    citations = _citations(past)
    by_rule = (
        kinds.filter(pl.col("rule").is_not_null())
        .group_by("rule", *findings_of())
        .agg(pl.col("sends").sum())
    )
    counts: Counter[tuple[str, str, str]] = Counter()
    # Rules and sets of findings, not sends.
    for rule, *masks, count in by_rule.sort(pl.all()).iter_rows():
        for code, answer in codes_of(*masks):
            if code in cites and rule in citations:
                counts[code, answer, rule] += count
    order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [
        RuleTally(code=code, answer=answer, rule=rule, country=rule[:2], count=count,  # type: ignore[arg-type]
                  confidence=citations[rule][0], citations=citations[rule][1])
        for (code, answer, rule), count in order
    ]  # fmt: skip


def _citations(past: Past) -> dict[str, tuple[str, list[Citation]]]:
    def entry(confidence: str, sources: Sequence[Any]) -> tuple[str, list[Citation]]:
        return confidence, [Citation(title=item.title, url=item.url) for item in sources]

    citations = {}
    for country in past.rules.countries.values():
        for rule in country.rule:
            citations[rule.id] = entry(rule.confidence, rule.source)
            for item in rule.exception:
                if item.id:
                    citations[item.id] = entry(
                        item.confidence or rule.confidence, item.source or rule.source
                    )
    return citations


def _exposure(past: Past, kinds: pl.DataFrame) -> tuple[list[Exposure], dict[str, int]]:
    """Violations by country and act beside the maximum that the act names; nothing is added up."""
    table = (
        kinds.filter(pl.col("answer") == ANSWERS.index("violation"))
        .group_by("country", "channel", "penalties")
        .agg(pl.col("first").min(), pl.col("sends").sum())
        .select("country", "channel", "first", "sends")
        .sort(pl.all())
    )
    counts: Counter[tuple[str, str, str]] = Counter()
    acts: dict[str, Any] = {}
    nowhere: Counter[str] = Counter()
    # Countries and periods, not sends.
    for country, channel, day, count in table.iter_rows():
        known = penalties_on(past.rules, country, channel, day) if country else ()
        if not known:
            nowhere[country or UNKNOWN_COUNTRY] += count
        for penalty in known:
            acts[penalty.id] = penalty
            counts[country, channel, penalty.id] += count
    order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [
        Exposure(
            country=country,
            channel=channel,
            law=acts[act].law,
            maximum=acts[act].maximum,
            per=acts[act].per,
            violations=count,
            confidence=acts[act].confidence,
            citations=[Citation(title=item.title, url=item.url) for item in acts[act].source],
        )
        for (country, channel, act), count in order
    ], dict(nowhere.most_common())


def _matched(kinds: pl.DataFrame, source: str) -> int:
    return int(kinds.filter(pl.col("opt_out_source") == source)["sends"].sum())
