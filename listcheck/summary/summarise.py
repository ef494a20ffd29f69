"""From judged contacts to the summary: counts, causes, gaps and the block that closes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Final

import polars as pl

from listcheck.campaign.model import Campaign
from listcheck.checks import (
    Check,
    ContactCheck,
    HeldFacts,
    RunCheck,
    RunFacts,
    RunFinding,
    all_checks,
    contact_checks,
)
from listcheck.checks.evaluate import outcome_columns
from listcheck.core import columns as c
from listcheck.gate.decision import gated
from listcheck.results.check_result import (
    CheckCount,
    CountryRows,
    HoldCause,
    NotRun,
    Rows,
    RulesLine,
    RunFindingLine,
    SourceLine,
    Summary,
)
from listcheck.summary.config_block import config_block
from listcheck.summary.next_steps import law_lines, next_steps
from listcheck.summary.notes import kept_at_risk, run_notes

UNKNOWN_COUNTRY: Final = "??"
RunFindings = Sequence[tuple[RunCheck, RunFinding]]


def summarise(
    campaign: Campaign,
    judged: pl.DataFrame,
    run_findings: RunFindings,
    facts: RunFacts,
    known: Mapping[str, int] | None = None,
) -> Summary:
    """The summary of a run; ``files`` and ``seconds`` are filled in when they are known.

    ``known`` is ``CODE.outcome`` to how many findings the baseline knows.
    """
    settings = campaign.settings
    rows = _rows(judged, facts)
    waived = {
        check.code: settings.waive[check.code]
        for check, finding in run_findings
        if finding.outcome == "incomplete" and check.code in settings.waive
    }
    incomplete = any(
        finding.outcome == "incomplete" and check.code not in waived
        for check, finding in run_findings
    )
    changed = rows.held or rows.dropped or rows.unreadable
    # What house rules keep against an objection is never called ready.
    changed = changed or (settings.complementary_on and kept_at_risk(judged))
    holds, several = _holds(campaign, judged)
    remedies = {
        check.code: check.remedy for check in contact_checks() if check.remedy is not None
    } | {cause.code: cause.remedy for cause in holds}
    known = known or {}
    checks, gate = gated(
        _counts(all_checks(), judged, run_findings),
        settings.gate,
        rows.read,
        settings.send_date,
        known,
    )
    if settings.gate.baseline is not None:
        update = {"baseline": str(settings.gate.baseline), "known": sum(known.values())}
        gate = gate.model_copy(update=update)
    findings = [
        RunFindingLine(
            code=check.code,
            name=check.name,
            outcome="waived" if check.code in waived else finding.outcome,
            message=finding.message,
            remedy=finding.remedy,
        )
        for check, finding in run_findings
    ]
    findings += _whole_files(campaign)
    columns: dict[str, str] = {}
    for part in campaign.maps:
        columns = part.columns | columns
    return Summary(
        version=version("listcheck"),
        verdict="incomplete" if incomplete else "not_ready" if changed else "ready",
        send_date=settings.send_date,
        channel=settings.channel or campaign.channel,
        party=settings.party,
        purpose=settings.purpose,
        pack=settings.pack,
        rows=rows,
        checks=checks,
        countries=_countries(judged),
        not_run=_not_run(facts),
        waived=waived,
        columns=columns,
        unmapped=campaign.maps[0].unmapped,
        rules=RulesLine(sha256=campaign.rules.sha256, oldest_review=campaign.rules.oldest_review),
        files={},
        holds=holds,
        held_for_several=several,
        findings=findings,
        sources=[
            SourceLine(
                name=source.name,
                kind=source.kind,
                obtained=source.obtained,
                entries=source.entries,
                unreadable=source.unreadable,
                matched=source.matched,
            )
            for source in facts.sources
        ],
        notes=run_notes(campaign, judged),
        config=config_block(campaign, judged, findings),
        config_file=str(settings.config) if settings.config else None,
        seconds=0.0,
        lists=[part.file.name for part in campaign.parts],
        next=next_steps(judged, remedies, rows, findings, campaign.rules.words.adjectives),
        law=law_lines(campaign, judged),
        gate=gate,
        redacted=settings.redact,
        cells_shown=settings.show_cells and not settings.redact,
    )


def _whole_files(campaign: Campaign) -> list[RunFindingLine]:
    """What is said of lists as a whole, before all else."""
    return [
        RunFindingLine(
            code=check.code,
            name=check.name,
            outcome=finding.outcome,
            message=finding.message,
            remedy=finding.remedy,
        )
        for check in contact_checks()
        if check.of_file is not None
        for part in campaign.parts
        for finding in [check.of_file(part.file.name, part.headers)]
        if finding is not None
    ]


def _rows(judged: pl.DataFrame, facts: RunFacts) -> Rows:
    table = judged[c.VERDICT.name].value_counts()
    verdicts = table[c.VERDICT.name].cast(pl.String)
    count = dict(zip(verdicts, table["count"], strict=True))
    rows = Rows(
        read=facts.read,
        kept=count.get("keep", 0),
        held=count.get("hold", 0),
        dropped=count.get("drop", 0),
        unreadable=facts.unreadable,
    )
    if rows.read != rows.kept + rows.held + rows.dropped + rows.unreadable:
        raise AssertionError("read is not kept + held + dropped + unreadable")
    return rows


def _counts(
    checks: Sequence[Check], judged: pl.DataFrame, findings: RunFindings
) -> list[CheckCount]:
    columns = outcome_columns(contact_checks(), "drop", "hold", "note")
    sums = judged.select(pl.col(columns).sum()).row(0, named=True)
    lines: list[CheckCount] = []
    for check in checks:
        if isinstance(check, ContactCheck):
            lines += [
                CheckCount(
                    code=check.code,
                    name=check.name,
                    verdict=outcome,
                    count=int(sums[check.column(outcome)]),
                )
                for outcome, _ in check.outcomes()
            ]
        else:
            of_check = [finding for other, finding in findings if other.code == check.code]
            outcome = (
                of_check[0].outcome
                if of_check
                else check.verdicts.removeprefix("run ").split(";")[0]
            )
            count = sum(finding.count for finding in of_check)
            lines.append(CheckCount(code=check.code, name=check.name, verdict=outcome, count=count))
    return lines


def _countries(judged: pl.DataFrame) -> dict[str, CountryRows]:
    table = (
        judged.group_by(c.COUNTRY.name)
        .agg(
            pl.len().alias("read"),
            (c.VERDICT.expr == "keep").sum().alias("kept"),
            (c.VERDICT.expr == "hold").sum().alias("held"),
            (c.VERDICT.expr == "drop").sum().alias("dropped"),
        )
        # Words become texts when there are few of them.
        .select(
            c.COUNTRY.expr.cast(pl.String).fill_null(UNKNOWN_COUNTRY).alias("code"),
            pl.exclude(c.COUNTRY.name),
        )
        .sort("read", "code", descending=[True, False])
    )
    return {row.pop("code"): CountryRows(**row) for row in table.to_dicts()}


def _holds(campaign: Campaign, judged: pl.DataFrame) -> tuple[list[HoldCause], int]:
    """Held contacts by their only cause; the rest are held for several."""
    checks = [check for check in contact_checks() if check.hold is not None]
    columns = outcome_columns(checks, "hold")
    held = judged.filter(c.VERDICT.expr == "hold")
    single = held.filter(pl.sum_horizontal(columns) == 1)
    causes = [
        HoldCause(
            code=check.code,
            name=check.name,
            count=int(single[check.column("hold")].sum()),
            remedy=_remedy(check, campaign, single),
        )
        for check in checks
    ]
    causes = sorted((cause for cause in causes if cause.count), key=lambda cause: -cause.count)
    return causes, held.height - single.height


def _remedy(check: ContactCheck, campaign: Campaign, held: pl.DataFrame) -> str | None:
    """The check's remedy, made concrete where the run knows the names."""
    headers = {
        field: header for columns in campaign.maps[:1] for field, header in columns.columns.items()
    }
    if check.remedy_for is not None:
        facts = HeldFacts(
            held.filter(pl.col(check.column("hold"))),
            campaign.settings.send_date,
            frozenset(name for name, state in campaign.register_states.items() if state == "fresh"),
            headers,
        )
        return check.remedy_for(facts)
    cells = [f"'{headers[field]}'" for field in check.fill_in if field in headers]
    if cells:
        return f"fill in {', '.join(cells)} for these contacts, or leave them out"
    return check.remedy


def _not_run(facts: RunFacts) -> list[NotRun]:
    """The checks that lacked what they need, those first whose lack weighs most."""
    skipped = [
        (check.not_run.rank, NotRun(code=check.code, reason=reason))
        for check in contact_checks()
        if check.not_run is not None
        for reason in [check.not_run.why(facts)]
        if reason is not None
    ]
    return [line for _, line in sorted(skipped, key=lambda item: item[0])]
