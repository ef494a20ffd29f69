"""The whole pipeline on one screen: sources → contacts → matching → policy → checks → sinks.

The list's bytes are passed over once (digest, encoding, shape), its records are
judged in one streaming pass that keeps a narrow frame (one bit per finding), copies
of a recipient are settled on that frame, and the lists and the findings are written.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import polars as pl

from listcheck import columns as c
from listcheck import output
from listcheck.baseline import compared, known_findings, write_baseline
from listcheck.brief import Settings
from listcheck.campaign import Campaign, prepare
from listcheck.checks import ContactCheck, RunFacts, contact_checks, run_checks
from listcheck.contacts_file import contacts_frame, require_place, written
from listcheck.earlier import Earlier, earlier_run, reference
from listcheck.findings import check_table, first_findings, first_unreadable
from listcheck.keyed import hash_key
from listcheck.matching import (
    has_opted_out,
    matches_by_source,
    with_duplicates,
    with_organisations,
    with_registers,
    with_suppression,
)
from listcheck.matching.duplicates import KEY, OPTED_OUT_HERE, RANK, SET_ASIDE_HERE
from listcheck.policy import with_policy
from listcheck.recipients import contacts_as_read
from listcheck.report import Report
from listcheck.report_files import require_places, write_reports
from listcheck.signing import signer
from listcheck.sinks import require_ours
from listcheck.sources import find_lists, verify_count
from listcheck.summary import summarise
from listcheck.verdict import evaluate, opted_out, outcome_columns, rank, verdict

Progress = Callable[[str], None]
#: Formats that show findings one by one, and how many of each check and outcome at most.
PER_FINDING = {"github", "sarif", "junit"}
MOST_SHOWN = 500
#: What reports and findings tell of a contact besides its own cells: few distinct words.
TOLD = (
    c.COUNTRY,
    c.COUNTRY_SOURCE,
    c.OTHER_COUNTRY,
    c.SUBSCRIBER_SOURCE,
    c.TYPO_OF,
    c.SUPPRESSED,
    c.ORG_SOURCE,
    c.RULE,
    c.BASIS,
    c.REGISTER,
    c.RULE_REASON,
    c.CONSENT_GAP,
    c.SOFT_OPT_IN_REASON,
    c.OPTED_OUT_FIELD,
)


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
    inputs = [*named, *(file.path for file in given)]
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
        judged = settle(judge(campaign))
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


def default_output(lists: Sequence[str]) -> Path:
    """``<first list's stem>.listcheck`` in the working directory."""
    first = find_lists(lists)[0]
    stem = "stdin" if first.is_standard_input else first.path.name
    if len(lists) == 1 and Path(lists[0]).is_dir():
        stem = Path(lists[0]).resolve().name
    for known in (".gz", ".zst", ".csv", ".tsv", ".tab", ".txt", ".parquet", ".pq"):
        if stem.lower().endswith(known) and len(stem) > len(known):
            stem = stem[: -len(known)]
    return Path(f"{stem}.listcheck")


def contacts_of(campaign: Campaign) -> pl.LazyFrame:
    """All contacts of all parts with every column up to the law, still lazy."""
    channel = campaign.channel
    frame = contacts_as_read(campaign)
    by = [c.MAILBOX.name, *([] if channel == "email" else [c.PHONE.name])]
    by += [
        name
        for name in c.further_names(campaign.options.further)
        if channel != "email" or name.startswith("email")
    ]
    frame = with_suppression(frame, campaign.people, by)
    frame = with_organisations(frame, campaign.organisations).with_columns(has_opted_out())
    kinds = {name: campaign.rules.registers[name].kind_for(channel) for name in campaign.registers}
    frame = with_registers(frame, campaign.registers, kinds)
    return with_policy(frame, campaign.law, campaign.register_states)


def judge(campaign: Campaign) -> pl.DataFrame:
    """One streaming pass: the narrow frame with one Boolean column per check and outcome."""
    checks = single_checks()
    # Two bytes a cell: a contact costs some fifty bytes while the list is judged.
    words = pl.Categorical(pl.Categories.random(namespace="listcheck", physical=pl.UInt16))
    purpose = campaign.settings.purpose
    frame = contacts_of(campaign).with_columns(evaluate(checks, purpose))
    judged = frame.select(
        c.PART.name,
        c.ROW.name,
        *(column.expr.cast(words) for column in TOLD),
        c.PARTY.expr.is_null().alias("party_unknown"),
        c.LEGITIMATE_INTEREST.expr & pl.lit(purpose != "contract"),
        c.DATE_UNREAD.name,
        c.DATE_WRONG.name,
        c.SOFT_OPT_IN.name,
        c.OPT_OUT_LIFTED.name,
        c.HAS_OPTED_OUT.name,
        c.DOMAIN.expr.is_in(sorted(campaign.rules.domains.bulk_rules)).alias("bulk_rules"),
        (c.CONSENT.expr == "none").fill_null(value=False).alias("says_no"),
        c.OPTED_OUT.expr.is_not_null().alias("tells_opt_out"),
        *(c.listed_on(name) for name in campaign.registers),
        # Not stable across versions of Polars, and never leaves this run.
        pl.when(c.RECIPIENT.expr.is_not_null()).then(c.RECIPIENT.expr.hash()).alias(KEY),
        rank(checks).alias(RANK),
        opted_out(checks).alias(OPTED_OUT_HERE),
        (c.HAS_OPTED_OUT.expr & ~opted_out(checks) & pl.lit(purpose == "complementary")).alias(
            SET_ASIDE_HERE
        ),
        *outcome_columns(checks, "drop", "hold", "note"),
    ).collect(engine="streaming")
    for at, part in enumerate(campaign.parts):
        rows = judged.filter(c.PART.expr == at)[c.ROW.name]
        verify_count(part, rows.len())
        if not rows.is_sorted():
            # The verdicts are laid beside the records as they stand in the file.
            raise AssertionError("the judged contacts are not in the list's order")
    return judged


def settle(judged: pl.DataFrame) -> pl.DataFrame:
    """Settle the copies of a recipient, then let the worst finding of each contact win."""
    across = [check for check in contact_checks() if check.across_rows]
    return (
        with_duplicates(judged)
        .with_columns(evaluate(across))
        .with_columns(verdict(contact_checks()))
    )


def single_checks() -> list[ContactCheck]:
    """The checks that look at one contact alone."""
    return [check for check in contact_checks() if not check.across_rows]


def run_facts(campaign: Campaign, judged: pl.DataFrame, earlier: Earlier | None) -> RunFacts:
    """What the run checks are told; ``earlier`` is what the guard compares with."""
    settings, brief = campaign.settings, campaign.settings.brief
    matched = matches_by_source(judged[c.SUPPRESSED.name])
    matched |= matches_by_source(judged[c.ORG_SOURCE.name])
    matched |= {name: int(judged[c.listed_on(name)].sum()) for name in campaign.registers}
    mapped = {field for columns in campaign.maps for field in columns.positions}
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
        sources=tuple(source.facts(matched.get(source.name, 0)) for source in campaign.sources),
        list_carries_opt_outs=carries,
        opt_out_column_blank=not carries and bool(mapped & {"opted_out", "opted_out_at", "status"}),
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
    )
