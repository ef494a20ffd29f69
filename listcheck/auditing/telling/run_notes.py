"""What a reader of an audit must know besides the answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import polars as pl

from listcheck.auditing.judging.judge import bits
from listcheck.auditing.judging.past import Past
from listcheck.auditing.telling.tally import has_bit
from listcheck.auditing.work import Done
from listcheck.checks import check_by_code
from listcheck.checks.opt_outs import lc214_suppression_entries_unreadable as lc214
from listcheck.results.audit_result import LateOptOuts
from listcheck.results.check_result import RunFindingLine


def run_findings(past: Past, kinds: pl.DataFrame) -> list[RunFindingLine]:
    """What the whole audit lacks: the answers to its sends say so, each for itself."""
    settings = past.settings
    found: list[tuple[str, str, str]] = []
    if not past.knows_opt_outs:
        message = "no source of opt-outs was given, so no send can be called lawful"
        remedy = '--suppress FILE@DAY, --ledger URL, or [waive] LC001 = "reason"'
        found.append(("LC001", message, remedy))
    if past.assessed_from is None:
        message = (
            "no complete assessment of legitimate interest is declared: sends that rest on it "
            "cannot be called lawful"
        )
        remedy = "[brief.legitimate_interest] purpose, necessity, balancing, each passed and dated"
        found.append(("LC309", message, remedy))
    unread = {
        lc214.message(source.facts(0), channel): None
        for channel in kinds["channel"].drop_nulls().unique().sort()
        for source in past.unread(channel)
    }
    found += [("LC214", message, lc214.REMEDY) for message in unread]
    return [
        RunFindingLine(
            code=code,
            name=check_by_code(code).name,
            outcome="waived" if code in settings.waive else "unknown",
            message=message,
            remedy=remedy,
        )
        for code, message, remedy in found
    ]  # fmt: skip


def audit_notes(
    past: Past, kinds: pl.DataFrame, logs: Sequence[Done], late: LateOptOuts
) -> list[str]:
    """What a person should know about how the sends were judged, in words."""
    return list(dict.fromkeys(_notes(past, kinds, logs, late)))


def _notes(
    past: Past, kinds: pl.DataFrame, logs: Sequence[Done], late: LateOptOuts
) -> Iterator[str]:
    settings = past.settings
    if settings.to_fill:
        yield f"still to be filled in, and not used: {', '.join(settings.to_fill)}"
    if settings.law_of is not None:
        yield (
            f"judged by the law of {settings.law_of}, not of the day of each send; consent, "
            "opt-outs and registers are those of each send"
        )
    yield "days and times are taken as they are written; nothing is turned into another time zone"
    if past.knows_opt_outs:
        yield (
            "an opt-out counts from its receipt; the time for acting on it: 10 business days "
            "where a statute says so (US, CA; weekends and the country's public holidays do not "
            f"count), else {settings.policy.opt_out_grace_days} days ([policy] "
            "opt_out_grace_days)"
        )
    if late.within_grace:
        yield (
            f"{late.within_grace:,} sends reached people who had opted out, within the time "
            "allowed for acting on it: lawful, and no reason to wait that long"
        )
    yield from _sources(past, kinds)
    undated = _count(kinds, "unknowns", "LC302")
    if undated and settings.audit.undated_evidence == "unknown":
        yield (
            "consent, relationships and opt-outs of the logs that bear no date count as unknown: "
            'if they were written down with each send, [audit] undated_evidence = "at_send"'
        )
    if not settings.brief.unsubscribe:
        yield (
            "whether each message offered an opt-out does not stand in the logs and was not "
            "judged ([brief] unsubscribe)"
        )
    yield from _of_logs(logs)


def _of_logs(logs: Sequence[Done]) -> Iterator[str]:
    further, alone = sum(log.further for log in logs), sum(log.alone for log in logs)
    if further:
        yield (
            "each recipient of a message with several is a send of its own: sends to the second "
            f"and further recipients, under the number of the same row: {further:,}"
        )
    if alone:
        yield (
            "sends that are known by their delivery alone, for no row says that these messages "
            f"were sent: {alone:,}"
        )
    for log in logs:
        if log.records > log.unreadable and not log.sends:
            yield f"{log.name}: none of its rows is a send, by what its columns say of them"
        yield from log.notes


def _sources(past: Past, kinds: pl.DataFrame) -> Iterator[str]:
    for source in past.sources:
        yield from source.notes
    last, day = past.opt_outs_known_until, kinds["last"].max()
    if last is not None and isinstance(day, date) and day > last:
        yield (
            f"the last export of opt-outs is of {last}, the last send of {day}: opt-outs received "
            "between them are not known ([policy] suppression_max_age_days sets a limit)"
        )
    known = {name for name, _ in past.registers}
    if known and _count(kinds, "unknowns", "LC402"):
        yield "sends before the first copy of a register cannot be answered by it (LC402)"


def _count(kinds: pl.DataFrame, column: str, code: str) -> int:
    return int(kinds.filter(has_bit(column, bits()[code]))["sends"].sum())
