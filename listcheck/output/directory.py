"""Fill the output directory of a run: lists, findings, summary, manifest."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath

import polars as pl

from listcheck.campaign.every_finding import all_findings
from listcheck.campaign.findings import (
    check_table,
    first_findings,
    first_unreadable,
    told_headers,
)
from listcheck.campaign.model import Campaign
from listcheck.checks import RunFacts, contact_checks
from listcheck.checks.evaluate import outcome_columns
from listcheck.core import columns as c
from listcheck.core.part import Part
from listcheck.output.publish import Contents, publish
from listcheck.proof.check_manifest import manifest
from listcheck.report.check.html import html
from listcheck.results.check_result import Report, Summary
from listcheck.writers import (
    ListLayout,
    Sheet,
    redacted,
    write_findings,
    write_lists,
    write_unreadable,
)

#: So many rows of each check and outcome stand in report.html.
SAMPLE = 10
_LISTS = {"keep": "clean", "hold": "held"}


def write(
    campaign: Campaign,
    judged: pl.DataFrame,
    facts: RunFacts,
    summary: Summary,
    folder: Path,
    began: float,
    sign: Callable[[bytes], str] | None = None,
) -> Report:
    """Write everything into a fresh folder that then takes the place of ``folder``."""
    contents = Contents[Summary](
        fill=lambda fresh: _lists_and_findings(campaign, judged, fresh),
        page=lambda told: html(_for_people(campaign, judged, told, folder)),
        manifest=lambda told, fresh: manifest(campaign, judged, facts, told, (fresh, folder)),
        beside=_beside(campaign),
    )
    return Report(publish(folder, summary, contents, began, sign), folder)


def _lists_and_findings(campaign: Campaign, judged: pl.DataFrame, fresh: Path) -> dict[str, Path]:
    """Write the lists, the findings and what could not be read."""
    with ThreadPoolExecutor(1) as beside:
        # Copying lines keeps one processor busy at most.
        lists = beside.submit(_lists, campaign, judged, fresh)
        violations = _write_violations(campaign, judged, fresh)
        files = {**lists.result(), "violations": violations}
    unreadable = _unreadable(campaign)
    if unreadable.height:
        files["unreadable"] = write_unreadable(unreadable, fresh, redact=campaign.settings.redact)
    campaign.require_unchanged()
    return files


def _lists(campaign: Campaign, judged: pl.DataFrame, fresh: Path) -> dict[str, Path]:
    """Write the lists, and take the digests of what was read."""
    files: dict[str, Path] = {}
    for part, verdicts in _by_part(campaign, judged):
        targets = _targets(campaign, part, fresh)
        write_lists(part.frame, part.original, _layout(part), verdicts, targets)
        files |= {
            _LISTS[verdict]: path if len(campaign.parts) == 1 else fresh / _LISTS[verdict]
            for verdict, path in targets.items()
        }
        # Kept by the part: the manifest asks for it later.
        _ = part.sha256
    return files


def _for_people(campaign: Campaign, judged: pl.DataFrame, summary: Summary, folder: Path) -> Report:
    """What report.html shows: aggregates, and the first findings of each check."""
    found = first_findings(campaign, judged, ("drop", "hold", "note"), SAMPLE, {}, None)
    found += first_unreadable(campaign, SAMPLE, frozenset(), None)
    names = {code: file.name for code, file in campaign.rules.countries.items()}
    return Report(summary, folder, found, check_table(), names, campaign.rules.words)


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


def _layout(part: Part) -> ListLayout:
    if part.dialect is None:
        return ListLayout(kind=part.kind, columns=len(part.headers))
    dialect = part.dialect
    if part.workbook is not None:
        header, records = part.workbook.rows(part.skip_lines)
        sheet = Sheet(part.workbook.path, part.workbook.sheet, header, records)
        return ListLayout(kind=part.kind, columns=len(part.headers), sheet=sheet)
    return ListLayout(
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
    columns = outcome_columns(contact_checks(), *wanted)
    count = int(judged.select(pl.sum_horizontal(pl.col(columns).sum())).item() or 0)
    lines = all_findings(campaign, judged, wanted)
    if campaign.settings.redact:
        headers = told_headers(campaign)
        lines = (redacted(batch.lazy(), headers).collect() for batch in lines)
    return write_findings(lines, fresh, count)


def _unreadable(campaign: Campaign) -> pl.DataFrame:
    return pl.concat(
        [
            part.unreadable.with_columns(pl.lit(part.file.name).alias("file"))
            for part in campaign.parts
        ]
    )
