"""Fill the output directory of a run: lists, findings, summary, manifest."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

import polars as pl

from listcheck import columns as c
from listcheck.campaign import Campaign
from listcheck.checks import contact_checks
from listcheck.report import Report, Summary
from listcheck.sinks import (
    FORMAT,
    MANIFEST,
    Layout,
    Sheet,
    Told,
    describe,
    finding_lines,
    staged,
    write_findings,
    write_json,
    write_lists,
    write_unreadable,
)
from listcheck.sources import ColumnMap, Part, with_fields
from listcheck.verdict import outcome_columns

#: Columns of the judged contacts that findings name.
MESSAGES = (
    c.COUNTRY.name,
    c.OTHER_COUNTRY.name,
    c.TYPO_OF.name,
    c.SUPPRESSED.name,
    c.RULE.name,
    c.BASIS.name,
    c.REGISTER.name,
    c.RULE_REASON.name,
    c.CONSENT_GAP.name,
    c.SOFT_OPT_IN_REASON.name,
    c.OPTED_OUT_FIELD.name,
)
_LISTS = {"keep": "clean", "hold": "held"}


def write(
    campaign: Campaign,
    judged: pl.DataFrame,
    summary: Summary,
    folder: Path,
    began: float,
) -> Report:
    """Write everything into a fresh folder that then takes the place of ``folder``."""
    with staged(folder) as fresh:
        files: dict[str, Path] = {}
        for part, verdicts in _by_part(campaign, judged):
            targets = _targets(campaign, part, fresh)
            write_lists(part.frame, part.original, _layout(part), verdicts, targets)
            files |= {
                _LISTS[verdict]: path if len(campaign.parts) == 1 else fresh / _LISTS[verdict]
                for verdict, path in targets.items()
            }
        files["violations"] = _write_violations(campaign, judged, fresh)
        unreadable = _unreadable(campaign)
        if unreadable.height:
            files["unreadable"] = write_unreadable(unreadable, fresh)
        campaign.require_unchanged()
        files["summary"] = fresh / "summary.json"
        files["manifest"] = fresh / MANIFEST
        told = summary.model_copy(
            update={
                "files": {
                    name: str(folder / path.relative_to(fresh)) for name, path in files.items()
                }
                | _beside(campaign),
                "seconds": round(time.monotonic() - began, 2),
            }
        )
        write_json(files["summary"], told.model_dump(mode="json"))
        write_json(files["manifest"], _manifest(campaign, told, fresh))
    return Report(told, folder)


def _beside(campaign: Campaign) -> dict[str, str]:
    """Files that the run writes elsewhere, because they were asked for."""
    contacts = campaign.settings.write_contacts
    return {"contacts": str(contacts)} if contacts else {}


def _by_part(campaign: Campaign, judged: pl.DataFrame) -> list[tuple[Part, pl.Series]]:
    if len(campaign.parts) == 1:
        return [(campaign.parts[0], judged[c.VERDICT.name])]
    return [
        (part, judged.filter(c.PART.expr == at)[c.VERDICT.name])
        for at, part in enumerate(campaign.parts)
    ]


def _targets(campaign: Campaign, part: Part, fresh: Path) -> dict[str, Path]:
    """Where a part's lists go: ``clean.<suffixes>``, or ``clean/<relative path>`` of several."""
    if len(campaign.parts) == 1:
        pieces = PurePosixPath(part.file.relative).suffixes
        # Dots in the name itself (list.2026.csv) are no suffixes.
        packed = bool(pieces) and pieces[-1].lower() in (".gz", ".zst")
        ending = "".join(pieces[-2:] if packed else pieces[-1:]) or ".csv"
        return {verdict: fresh / f"{stem}{ending}" for verdict, stem in _LISTS.items()}
    targets = {verdict: fresh / stem / part.file.relative for verdict, stem in _LISTS.items()}
    for path in targets.values():
        path.parent.mkdir(parents=True, exist_ok=True)
    return targets


def _layout(part: Part) -> Layout:
    if part.dialect is None:
        return Layout(kind=part.kind, columns=len(part.headers))
    dialect = part.dialect
    if part.workbook is not None:
        header, records = part.workbook.rows(part.skip_lines)
        sheet = Sheet(part.workbook.path, part.workbook.sheet, header, records)
        return Layout(kind=part.kind, columns=len(part.headers), sheet=sheet)
    return Layout(
        kind=part.kind,
        columns=len(part.headers),
        delimiter=dialect.delimiter,
        encoding=dialect.encoding,
        line_end=dialect.line_end,
        header_line=dialect.header_line,
        compression=dialect.compression,
        sep_line=dialect.has_sep_line,
        verbatim=part.text_path if part.verbatim else None,
        skip_lines=part.skip_lines,
    )


def _write_violations(campaign: Campaign, judged: pl.DataFrame, fresh: Path) -> Path:
    wanted = ("drop", "hold", "note") if campaign.settings.violations == "all" else ("drop", "hold")
    checks = contact_checks()
    columns = outcome_columns(checks, *wanted)
    count = int(judged.select(pl.sum_horizontal(pl.col(columns).sum())).item() or 0)
    recipient = "email" if campaign.channel == "email" else "phone"
    outcomes = [
        (
            Told(
                check.code,
                check.name,
                recipient if check.field == "recipient" else check.field,
                check.message,
                check.cites_law,
            ),
            outcome,
            check.column(outcome),
        )
        for check in checks
        for outcome, _ in check.outcomes()
        if outcome in wanted
    ]
    headers: dict[str, str] = {}
    for mapping in campaign.maps:
        more = zip(c.OPT_OUT_FIELDS[1:], mapping.more_opt_outs, strict=False)
        further = {field: mapping.headers[at] for field, at in more}
        headers = mapping.columns | further | headers
    cases = (c.CASE.name, c.ORG_CASE.name) if campaign.ledger else ()
    beside = judged.select(
        c.PART.name, c.DUPLICATE_OF.name, c.OPTED_OUT_COPY.name, *MESSAGES, *cases, *columns
    )
    for name in (c.CASE.name, c.ORG_CASE.name):
        words = pl.format(", case {}", name).fill_null("") if cases else pl.lit("")
        beside = beside.with_columns(words.alias(name))
    told = pl.concat(
        [
            _with_findings(part, fields, beside.filter(c.PART.expr == at), columns)
            for at, (part, fields) in enumerate(zip(campaign.parts, campaign.maps, strict=True))
        ]
    )
    return write_findings(finding_lines(told, outcomes, headers), fresh, count)


def _with_findings(
    part: Part, fields: ColumnMap, beside: pl.DataFrame, columns: list[str]
) -> pl.LazyFrame:
    """The contacts of a part that have a finding: their own cells and what was told of them."""
    laid = pl.concat([with_fields(part.frame, fields), beside.lazy()], how="horizontal")
    return (
        laid.filter(pl.any_horizontal(columns))
        .with_columns(
            pl.lit(part.file.name).alias("file"),
            *(pl.col(name).cast(pl.String) for name in MESSAGES),
            pl.when(c.OPTED_OUT_COPY.expr)
            .then(pl.lit("another copy of this recipient opted out"))
            .otherwise(pl.format("row {} stands for this recipient", c.DUPLICATE_OF.expr))
            .alias("copy"),
        )
        .with_columns(c.SUPPRESSED.expr.str.replace_all("\x1f", ", ", literal=True))
    )


def _unreadable(campaign: Campaign) -> pl.DataFrame:
    return pl.concat(
        [
            part.unreadable.with_columns(pl.lit(part.file.name).alias("file"))
            for part in campaign.parts
        ]
    )


def _manifest(campaign: Campaign, summary: Summary, fresh: Path) -> dict[str, Any]:
    """What was read, what was written, by which rules: enough to prove it later."""
    settings = campaign.settings
    brief = settings.config
    return {
        "format": FORMAT,
        "version": summary.version,
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": summary.seconds,
        "verdict": summary.verdict,
        "send_date": str(summary.send_date),
        "channel": summary.channel,
        "party": summary.party,
        "purpose": summary.purpose,
        "pack": summary.pack,
        "rows": summary.rows.model_dump(),
        "waived": summary.waived,
        "inputs": [
            {"name": part.file.name, "bytes": part.size, "sha256": part.sha256}
            for part in campaign.parts
        ],
        "sources": [
            {
                "name": source.name,
                "kind": source.kind,
                "bytes": None if source.live else source.size,
                # The ledger is no file of fixed bytes: its head stands below.
                "sha256": None if source.live else source.sha256,
                "obtained": str(source.file.obtained) if source.file.obtained else None,
                "entries": source.entries,
            }
            for source in campaign.sources
        ],
        "ledger": {
            "name": campaign.ledger.shown,
            "events": campaign.ledger.head.events,
            "hash": campaign.ledger.head.hash,
        }
        if campaign.ledger
        else None,
        "brief": describe(brief, brief.name) if brief else None,
        "rules": {
            "sha256": campaign.rules.sha256,
            "oldest_review": str(campaign.rules.oldest_review),
        },
        "outputs": [
            describe(path, path.relative_to(fresh).as_posix())
            for path in sorted(fresh.rglob("*"))
            if path.is_file() and path.name != MANIFEST
        ],
    }
