"""A check from its lists to its output directory, on one screen.

The list's bytes are passed over once (encoding, shape), its records are
judged in one streaming pass that keeps a narrow frame (one bit per finding), copies
of a recipient are settled on that frame, and the lists and the findings are written.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from listcheck.campaign.diagnosis import diagnose
from listcheck.campaign.findings import check_table, first_findings, first_unreadable
from listcheck.campaign.plan import Plan, contacts_of
from listcheck.campaign.prepare import prepare
from listcheck.checks import run_checks
from listcheck.config.hash_key import hash_key
from listcheck.config.settings import Settings
from listcheck.core.share_done import ShareDone
from listcheck.engines.choose import engine_named
from listcheck.gate.baseline import compared, known_findings, write_baseline
from listcheck.gate.guard import earlier_run, reference
from listcheck.output import directory as output
from listcheck.output.contacts_file import contacts_frame, written
from listcheck.output.folder import Progress, default_output
from listcheck.output.report_files import write_reports
from listcheck.output.run_places import require_places
from listcheck.proof.signing import signer
from listcheck.readers import find_lists
from listcheck.report.machine.formats import any_shows_findings
from listcheck.results.check_result import Report
from listcheck.summary.run_facts import run_facts
from listcheck.summary.summarise import summarise

#: So many findings of each check and outcome are shown one by one, at most.
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
    per_finding = any_shows_findings(settings.format, *(name for name, _ in settings.reports))
    folder = settings.output_dir or default_output(lists)
    require_places(settings, find_lists(lists), folder)
    key = hash_key(settings)
    sign = signer(settings.sign_key) if settings.sign_key else None
    baseline = known_findings(settings, key)
    earlier = baseline.reference or earlier_run(folder)
    engine = engine_named(settings.engine)
    with tempfile.TemporaryDirectory(prefix="listcheck.") as temporary:
        progress("reading the rules and the lists")
        campaign = prepare(lists, settings, Path(temporary))
        plan = Plan.of(campaign)
        records = sum(part.readable for part in campaign.parts)
        done = ShareDone("judging the contacts", records, progress)
        judged = engine.judge(plan, campaign.parts, done)
        diagnosis = diagnose(campaign, judged)
        campaign = diagnosis.mended(campaign)
        if diagnosis.forms:
            plan = Plan.of(campaign)
            judged = engine.judge(plan, campaign.parts)
        judged = engine.settle(plan, judged)
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
        if per_finding:
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
