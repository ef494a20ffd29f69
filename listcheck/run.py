"""A check from its lists to its output directory, on one screen.

The list's bytes are passed over once (encoding, shape), its records are
judged in one streaming pass that keeps a narrow frame (one bit per finding), copies
of a recipient are settled on that frame, and the lists and the findings are written.
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import polars as pl

from listcheck import output
from listcheck.baseline import compared, known_findings, write_baseline
from listcheck.campaign import Campaign, prepare
from listcheck.checks import RunFacts, run_checks
from listcheck.config.hash_key import hash_key
from listcheck.config.settings import Settings
from listcheck.contacts_file import contacts_frame, require_place, written
from listcheck.core import columns as c
from listcheck.diagnosis import diagnose
from listcheck.earlier import Earlier, earlier_run, reference
from listcheck.findings import check_table, first_findings, first_unreadable
from listcheck.judging import contacts_of, judge, settle
from listcheck.matching import matches_by_source
from listcheck.readers import COMPRESSED, SUFFIXES, find_lists
from listcheck.report_files import require_places, write_reports
from listcheck.results.check import Report
from listcheck.signing import signer
from listcheck.summary import summarise
from listcheck.writers import require_ours

Progress = Callable[[str], None]
#: Formats that show findings one by one, and how many of each check and outcome at most.
PER_FINDING = {"github", "sarif", "junit"}
MOST_SHOWN = 500


def check(
    lists: Sequence[str], settings: Settings, progress: Progress = lambda _stage: None
) -> Report:
    """Check lists before a send and write the output directory.

    Args:
        lists: files, globs, folders or ``-``; together they are one list.
        settings: the brief and the options.
        progress: told the name of every stage as it begins.

    Raises:
        UsageProblem: an option, the configuration or a rule file is wrong.
        InputProblem: a list or a source cannot be read or holds no record.
    """
    began = time.monotonic()
    folder = settings.output_dir or default_output(lists)
    given = [*settings.suppress, *settings.org_optouts, *(item.file for item in settings.registers)]
    named = [file.path for file in find_lists(lists) if not file.is_standard_input]
    inputs = [*named, *(file.path for file in given if not file.database)]
    if settings.ledger and settings.ledger.path:
        inputs.append(settings.ledger.path)
    require_ours(folder, inputs)
    if settings.write_contacts:
        require_place(settings.write_contacts, folder, inputs, redact=settings.redact)
    require_places(settings.reports, folder, inputs)
    key = hash_key(settings)
    sign = signer(settings.sign_key) if settings.sign_key else None
    baseline = known_findings(settings, folder, key)
    earlier = baseline.reference or earlier_run(folder)
    with tempfile.TemporaryDirectory(prefix="listcheck.") as temporary:
        progress("reading the rules and the lists")
        campaign = prepare(lists, settings, Path(temporary))
        progress("judging the contacts")
        judged = judge(campaign)
        diagnosis = diagnose(campaign, judged)
        campaign = diagnosis.mended(campaign)
        judged = settle(judge(campaign) if diagnosis.forms else judged)
        facts = run_facts(campaign, judged, earlier)
        findings = [(check, finding) for check in run_checks() for finding in check.judge(facts)]
        known = compared(campaign, judged, findings, baseline, key)
        progress("writing the lists")
        summary = summarise(campaign, judged, findings, facts, known.counts)
        with ExitStack() as stack:
            if settings.write_contacts:
                frame = contacts_frame(campaign, contacts_of(campaign), judged)
                stack.enter_context(written(frame, settings.write_contacts))
            report = output.write(campaign, judged, facts, summary, folder, began, sign)
        if settings.gate.update_baseline and settings.gate.baseline and key:
            write_baseline(settings.gate.baseline, known.now, key, reference(facts, ()))
        if {settings.format, *(name for name, _ in settings.reports)} & PER_FINDING:
            progress("collecting the findings to print")
            wanted = (
                ("drop", "hold", "note") if settings.gate.fail_on == "note" else ("drop", "hold")
            )
            found = first_findings(campaign, judged, wanted, MOST_SHOWN, known.rows, key)
            found += first_unreadable(campaign, MOST_SHOWN, known.unreadable, key)
            report = replace(report, findings=found)
        report = replace(report, checks=check_table())
        write_reports(report, settings.reports)
        return report


def default_output(lists: Sequence[str], *, exports: bool = False) -> Path:
    """``<first list's stem>.listcheck`` in the working directory; see find_lists."""
    first = find_lists(lists, exports=exports)[0]
    stem = "stdin" if first.is_standard_input else first.path.name
    if len(lists) == 1 and Path(lists[0]).is_dir():
        stem = Path(lists[0]).resolve().name
    for known in (*COMPRESSED, *SUFFIXES):
        if stem.lower().endswith(known) and len(stem) > len(known):
            stem = stem[: -len(known)]
    return Path(f"{stem}.listcheck")


def run_facts(campaign: Campaign, judged: pl.DataFrame, earlier: Earlier | None) -> RunFacts:
    """What the run checks are told; ``earlier`` is what the guard compares with."""
    settings, brief = campaign.settings, campaign.settings.brief
    # A suppression source may hold whole domains as well.
    matched: Counter[str] = Counter(matches_by_source(judged[c.SUPPRESSED.name]))
    matched.update(matches_by_source(judged[c.ORG_SOURCE.name]))
    matched.update({name: int(judged[c.listed_on(name)].sum()) for name in campaign.registers})
    mapped = {field for columns in campaign.maps for field in columns.positions}
    telling_columns = any(columns.telling for columns in campaign.maps)
    # A column of opt-outs that is blank throughout tells nothing.
    silent = [at for at, columns in enumerate(campaign.maps) if not columns.tells_opt_outs]
    telling = judged.filter(~c.PART.expr.is_in(silent)) if silent else judged
    carries = bool(telling["tells_opt_out"].any())
    interest = judged.filter(c.VERDICT.expr == "keep")[c.LEGITIMATE_INTEREST.name].sum()
    oldest = min(campaign.rules.countries.values(), key=lambda country: country.reviewed)
    return RunFacts(
        send_date=settings.send_date,
        channel=campaign.channel,
        party=settings.party,
        purpose=settings.purpose,
        sources=tuple(
            source.facts(matched.get(source.name, 0), campaign.causes.get(source.name))
            for source in campaign.sources
        ),
        list_carries_opt_outs=carries,
        opt_out_column_blank=not carries and (telling_columns or "opted_out_at" in mapped),
        columns_not_understood=tuple(
            (part.file.name, columns.headers[at], columns.probable_field(at))
            for part, columns in zip(campaign.parts, campaign.maps, strict=True)
            for at in columns.not_understood
        ),
        silent_vendors=tuple(
            dict.fromkeys(
                columns.vendor.title
                for columns in campaign.maps
                if columns.vendor and not columns.tells_opt_outs
            )
        ),
        unsubscribe=bool(brief.unsubscribe),
        sender_name=bool(brief.sender_name),
        publishes_privacy_notice=brief.publishes_privacy_notice,
        notice_dates="notice_date" in mapped,
        legitimate_interest_gaps=brief.interest_gaps(settings.send_date),
        kept_on_legitimate_interest=int(interest),
        suppression_max_age_days=settings.policy.suppression_max_age_days,
        read=sum(part.records for part in campaign.parts),
        unreadable=sum(part.unreadable.height for part in campaign.parts),
        oldest_review=oldest.reviewed,
        oldest_review_country=oldest.name,
        earlier_read=earlier.read if earlier else None,
        earlier_sources=earlier.sources if earlier else (),
        unread_sheets=campaign.unread_sheets,
    )
