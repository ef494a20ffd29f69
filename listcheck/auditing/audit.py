"""An audit from its logs to its output directory, on one screen.

The logs are read once, a piece at a time; each piece is judged, counted and put aside. At the end
the pieces are written out as one. Memory follows the piece and the sources, not the logs.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl

from listcheck.auditing.judging.judge import bits
from listcheck.auditing.judging.past import Past, prepare
from listcheck.auditing.logs.batches import judge_logs
from listcheck.auditing.logs.send_log import PIECE
from listcheck.auditing.telling.audit_manifest import audit_manifest
from listcheck.auditing.telling.audit_summary import summarise
from listcheck.auditing.telling.late import recipients
from listcheck.auditing.telling.run_notes import what_settles
from listcheck.auditing.telling.tally import merged
from listcheck.auditing.telling.verdict_lines import (
    findings_of,
    write_unreadable_rows,
    write_verdicts,
    write_violations,
)
from listcheck.auditing.work import Done, MadeWith, Work
from listcheck.campaign.findings import check_table
from listcheck.checks.catalogue import plugged_in
from listcheck.config.hash_key import VARIABLE
from listcheck.config.input_files import input_files
from listcheck.config.settings import Gate, Settings
from listcheck.core.keyed_hash import HashKey
from listcheck.core.part import ListFile
from listcheck.output.folder import Progress, default_output
from listcheck.output.ours import require_ours
from listcheck.output.publish import Contents, publish
from listcheck.proof.check_manifest import versions
from listcheck.proof.signing import signer
from listcheck.readers import find_lists
from listcheck.report.audit.html import audit_html
from listcheck.results.audit_result import AuditReport, AuditSummary


def audit(
    sends: Sequence[str], settings: Settings, progress: Progress = lambda _stage: None
) -> AuditReport:
    """Judge past sends by what held on the day of each, and write the output directory.

    Args:
        sends: send logs: files, globs, folders (date partitions) or ``-``.
        settings: the brief and the options; ``send_date`` is not heeded.
        progress: told what is being done.

    Raises:
        UsageProblem: an option, the configuration or a rule file is wrong.
        InputProblem: a log or a source cannot be read.
    """
    began = time.monotonic()
    folder = settings.output_dir or default_output(sends, exports=True)
    files = find_lists(sends, exports=True)
    require_ours(folder, input_files(settings, files))
    sign = signer(settings.sign_key) if settings.sign_key else None
    with tempfile.TemporaryDirectory(prefix="listcheck.") as temporary:
        progress("reading the rules and the sources")
        past = prepare(settings, Path(temporary))
        work = Work.of(folder, _plan(past, files), _made_with(past), restart=settings.restart)
        logs = judge_logs(files, past, work, Path(temporary), progress)
        progress("counting and writing")
        # Copies of what came from a database lie there until their digests are taken.
        summary = _written(past, logs, work, folder, began, sign)
    work.remove()
    names = {code: file.name for code, file in past.rules.countries.items()}
    gate = settings.gate
    return AuditReport(summary, folder, gate.fail_on, gate.exit_zero, names, settles=what_settles())


def _plan(past: Past, files: Sequence[ListFile]) -> dict[str, Any]:
    """What an interrupted audit must have in common with this one to be gone on with."""
    settings = past.settings

    def stamp(path: Path) -> tuple[str, int, int]:
        stat = path.stat()
        return str(path), stat.st_size, stat.st_mtime_ns

    given = [*settings.suppress, *settings.org_optouts, *(item.file for item in settings.registers)]
    # What comes by a pipe, or lives in a database, may be another at every call.
    passing = any(item.database for item in given) or any(file.is_standard_input for file in files)
    return {
        "version": version("listcheck"),
        "versions": versions(),
        "rows": PIECE,
        "rules": past.rules.sha256,
        "settings": repr(replace(settings, output_dir=None, format="text", gate=Gate())),
        "logs": [stamp(file.path) for file in files if not file.is_standard_input],
        "sources": [stamp(item.path) for item in given if not item.database],
        "ledger": [str(one.head) for one in (past.ledger or {}).values()],
        "passing": time.time_ns() if passing else 0,
    }


def _made_with(past: Past) -> MadeWith:
    """What an interrupted audit was begun with besides."""
    made_by = plugged_in()
    secret = past.settings.suppression_key
    return MadeWith(
        checks=tuple((code, made_by.get(code, "")) for code in bits().codes),
        keys={
            # Recipients are stored as hashes in a redacted audit only.
            f"the key ({VARIABLE} or [policy] key_file)": past.key.id
            if past.key and past.settings.redact
            else None,
            "the key of digests (LISTCHECK_SUPPRESSION_KEY)": HashKey(secret.encode()).id
            if secret
            else None,
        },
    )


def _written(
    past: Past,
    logs: Sequence[Done],
    work: Work,
    folder: Path,
    began: float,
    sign: Callable[[bytes], str] | None,
) -> AuditSummary:
    sends = pl.scan_parquet(work.batches())
    kinds = merged(pl.scan_parquet(work.tallies()))
    several, most = recipients(sends, past.key, hashed=past.settings.redact)
    names = [log.name for log in logs]
    distinct = kinds.select(findings_of()).unique().sort(findings_of())
    summary = summarise(past, kinds, logs, most, several)
    unreadable = [(log.name, work.unreadable(at)) for at, log in enumerate(logs) if log.unreadable]

    def fill(fresh: Path) -> dict[str, Path]:
        files = {"verdicts": fresh / "verdicts.parquet"}
        write_verdicts(sends, distinct, names, unreadable, files["verdicts"])
        files["violations"] = write_violations(
            sends,
            distinct,
            names,
            fresh,
            sum(one.count for one in summary.checks if one.answer != "note"),
        )
        if unreadable:
            files["unreadable"] = write_unreadable_rows(
                unreadable, fresh, redact=past.settings.redact
            )
        return files

    def page(told: AuditSummary) -> str:
        countries = {code: file.name for code, file in past.rules.countries.items()}
        return audit_html(
            AuditReport(
                told,
                folder,
                countries=countries,
                checks=check_table(),
                words=past.rules.words,
                settles=what_settles(),
            )
        )

    contents = Contents[AuditSummary](
        fill=fill,
        page=page,
        manifest=lambda told, fresh: audit_manifest(past, logs, told, fresh, folder),
    )
    return publish(folder, summary, contents, began, sign)
