"""The manifest of an audit: what was read, what was written, by which rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from listcheck.auditing.judging.past import Past
from listcheck.auditing.work import Done
from listcheck.proof.check_manifest import declared, outputs, relative, source_proofs, versions
from listcheck.results.audit_result import AuditSummary
from listcheck.results.manifest import FORMAT


def audit_manifest(
    past: Past, logs: Sequence[Done], summary: AuditSummary, fresh: Path, folder: Path
) -> dict[str, Any]:
    """Everything that proves later what the audit rests on.

    Args:
        past: what the audit knew.
        logs: the logs, in order.
        summary: the summary, complete.
        fresh: where the outputs are now.
        folder: where they will stand, from which all other paths are told.
    """
    return {
        "format": FORMAT,
        "kind": "audit",
        "version": summary.version,
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": summary.seconds,
        "verdict": summary.verdict,
        "first_day": str(summary.first_day) if summary.first_day else None,
        "last_day": str(summary.last_day) if summary.last_day else None,
        "law_of": str(summary.law_of) if summary.law_of else None,
        "party": summary.party,
        "purpose": summary.purpose,
        "pack": summary.pack,
        "sends": summary.sends.model_dump(),
        "waived": summary.waived,
        "versions": versions(),
        "inputs": [
            {
                "name": log.name,
                "path": None if log.name == "-" else relative(Path(log.name), folder),
                "bytes": log.bytes,
                "sha256": log.sha256,
            }
            for log in logs
        ],
        "sources": source_proofs(past.sources, folder),
        "ledger": {"name": one.shown, "events": one.head.events, "hash": one.head.hash}
        if past.ledger and (one := next(iter(past.ledger.values())))
        else None,
        **declared(past.settings, past.rules, folder),
        "outputs": outputs(fresh),
    }
