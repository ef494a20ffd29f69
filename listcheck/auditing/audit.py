"""An audit from its logs to its output directory, on one screen.

The logs are read once, a piece at a time; each piece is judged, counted and put aside. At the end
the pieces are written out as one. Memory follows the piece and the sources, not the logs.
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl

from listcheck.auditing.judge import judge
from listcheck.auditing.late import recipients
from listcheck.auditing.lines import BITS, write_unreadable_rows, write_verdicts, write_violations
from listcheck.auditing.logs import Log, open_log
from listcheck.auditing.manifest import audit_manifest
from listcheck.auditing.past import Past, prepare
from listcheck.auditing.summary import summarise
from listcheck.auditing.tally import merged, tally
from listcheck.auditing.work import Done, Work
from listcheck.brief import Gate, Settings
from listcheck.errors import InputProblem
from listcheck.report.audit_html import audit_html
from listcheck.report.audit_model import AuditReport, AuditSummary
from listcheck.run import Progress, default_output
from listcheck.signing import signer
from listcheck.sinks import MANIFEST, SIGNATURE, require_ours, staged, write_json
from listcheck.sources import ListFile, find_lists


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
    folder = settings.output_dir or default_output(sends)
    files = find_lists(sends)
    given = [*settings.suppress, *settings.org_optouts, *(item.file for item in settings.registers)]
    inputs = [file.path for file in files if not file.is_standard_input]
    inputs += [file.path for file in given if not file.database]
    if settings.ledger and settings.ledger.path:
        inputs.append(settings.ledger.path)
    require_ours(folder, inputs)
    sign = signer(settings.sign_key) if settings.sign_key else None
    with tempfile.TemporaryDirectory(prefix="listcheck.") as temporary:
        progress("reading the rules and the sources")
        past = prepare(settings, Path(temporary))
        work = Work.of(folder, _plan(past, files), restart=settings.restart)
        logs = []
        for at, file in enumerate(files):
            progress(f"judging {file.name} ({at + 1:,} of {len(files):,})")
            logs.append(work.done(at) or _judged(at, file, past, work, Path(temporary)))
    progress("counting and writing")
    summary = _written(past, logs, work, folder, began, sign)
    work.remove()
    names = {code: file.name for code, file in past.rules.countries.items()}
    gate = settings.gate
    return AuditReport(summary, folder, gate.fail_on, gate.exit_zero, names)


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
        "rules": past.rules.sha256,
        "settings": repr(replace(settings, output_dir=None, format="text", gate=Gate())),
        "logs": [stamp(file.path) for file in files if not file.is_standard_input],
        "sources": [stamp(item.path) for item in given if not item.database],
        "ledger": [str(one.head) for one in (past.ledger or {}).values()],
        "passing": time.time_ns() if passing else 0,
    }


def _judged(at: int, file: ListFile, past: Past, work: Work, temporary: Path) -> Done:
    """Judge the pieces of one log that have not been judged yet."""
    log = open_log(file, past.settings, temporary)
    before = None if file.is_standard_input else file.path.stat()
    rows, events, number = 0, Counter[str](), -1
    for number, cells in enumerate(log.pieces()):
        rows += cells.height
        events.update(_other_events(cells, log))
        if not work.has(at, number):
            judged = judge(cells, log, past).with_columns(pl.lit(at, dtype=pl.UInt32).alias("log"))
            work.keep(at, number, judged, tally(judged))
    if rows != log.part.readable:
        raise AssertionError(f"{rows:,} rows were read where {log.part.readable:,} were counted")
    if before is not None:
        after = file.path.stat()
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise InputProblem(f"{file.name}: was changed while it was being read; run again")
    done = Done(
        name=file.name,
        pieces=number + 1,
        records=log.part.records,
        unreadable=log.part.unreadable.height,
        events=dict(events),
        notes=log.notes,
        columns=log.map.columns,
        bytes=log.part.size,
        sha256=log.part.sha256,
    )
    work.finish(at, done, log.part.unreadable)
    return done


def _other_events(cells: pl.DataFrame, log: Log) -> dict[str, int]:
    """How often a piece says something else than that a message was sent, by what it says."""
    if log.events is None:
        return {}
    others = cells.lazy().filter(~log.is_send()).group_by(log.event().alias("event")).len()
    return {str(event): count for event, count in others.sort("event").collect().iter_rows()}


def _written(
    past: Past,
    logs: Sequence[Done],
    work: Work,
    folder: Path,
    began: float,
    sign: Callable[[bytes], str] | None,
) -> AuditSummary:
    pieces = [(at, piece) for at, log in enumerate(logs) for piece in range(log.pieces)]
    sends = pl.scan_parquet([work.piece(*piece) for piece in pieces])
    kinds = merged(pl.scan_parquet([work.tally(*piece) for piece in pieces]))
    several, most = recipients(sends, past.key, hashed=past.settings.redact)
    names = [log.name for log in logs]
    distinct = kinds.select(BITS).unique().sort(BITS)
    summary = summarise(past, kinds, logs, most, several)
    with staged(folder) as fresh:
        unreadable = [
            (log.name, work.unreadable(at)) for at, log in enumerate(logs) if log.unreadable
        ]
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
        files |= {"report": fresh / "report.html", "summary": fresh / "summary.json"}
        files["manifest"] = fresh / MANIFEST
        told = summary.model_copy(
            update={
                "files": {
                    name: str(folder / path.relative_to(fresh)) for name, path in files.items()
                },
                "seconds": round(time.monotonic() - began, 2),
            }
        )
        countries = {code: file.name for code, file in past.rules.countries.items()}
        page = audit_html(AuditReport(told, folder, countries=countries))
        files["report"].write_text(page, encoding="utf-8")
        write_json(files["summary"], told.model_dump(mode="json"))
        write_json(files["manifest"], audit_manifest(past, logs, told, fresh, folder))
        if sign is not None:
            signature = sign(files["manifest"].read_bytes())
            (fresh / SIGNATURE).write_text(signature, encoding="ascii")
    return told
