"""What a reader of an audit must know besides the answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import polars as pl

from listcheck.auditing.judging.judge import bits
from listcheck.auditing.judging.past import Past
from listcheck.auditing.work import Done
from listcheck.checks import known_checks, run_checks
from listcheck.results.audit_result import LateOptOuts
from listcheck.results.check_result import RunFindingLine


def run_findings(past: Past, kinds: pl.DataFrame) -> list[RunFindingLine]:
    """What the whole audit lacks: the answers to its sends say so, each for itself."""
    channels = kinds["channel"].drop_nulls().unique().sort()
    # What is not about a channel is said once.
    findings = dict.fromkeys(
        (check.code, check.name, finding)
        for check in run_checks()
        if check.of_audit is not None
        for channel in [*channels] or [""]
        for finding in check.of_audit(past.facts(channel))
    )
    return [
        RunFindingLine(
            code=code,
            name=name,
            outcome="waived" if code in past.settings.waive else "unknown",
            message=finding.message,
            remedy=finding.remedy,
        )
        for code, name, finding in findings
    ]


def what_settles() -> dict[str, tuple[str, str]]:
    """Code of each check to what would turn its unknown answers into others, and where."""
    return {
        check.code: (check.settles.what, check.settles.how)
        for check in known_checks()
        if check.settles is not None
    }


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
    yield from _of_checks(past, kinds, "evidence")
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
    yield from _of_checks(past, kinds, "sources")


def _of_checks(past: Past, kinds: pl.DataFrame, about: str) -> Iterator[str]:
    """What checks note that leave sends unknown."""
    for check in known_checks():
        note = check.audit_note
        if note is not None and note.about == about and _count(kinds, "unknowns", check.code):
            message = note.message(past.facts("email"))
            if message is not None:
                yield message


def _count(kinds: pl.DataFrame, column: str, code: str) -> int:
    return int(kinds.filter(bits().has(column, code))["sends"].sum())
