"""An audit at a terminal: the verdict first, in 80 columns, nobody named."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from listcheck.auditing.telling.run_notes import what_settles
from listcheck.report.audit.text import print_audit
from listcheck.results.audit_result import (
    AuditCheck,
    AuditReport,
    AuditSummary,
    LateOptOuts,
    NamedTally,
    Sends,
    Tally,
)
from listcheck.results.check_result import RunFindingLine
from tests.support.audit_summaries import empty, five_years, months_between, of_months, tally


def text(summary: AuditSummary, width: int = 80, **options: Any) -> str:
    console = Console(file=io.StringIO(), width=width, **options)
    print_audit(AuditReport(summary, Path("out"), settles=what_settles()), console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_the_order_in_which_it_is_asked() -> None:
    told = text(five_years())
    heads = [
        "sends broke the law of their day", "816,273 read = ", "2021-01-04 to 2025-12-30, ",
        "LC309 was waived: ", "\nViolations (some for several reasons)\n      2,349  LC201 ",
        "\nOpt-outs acted on late: 2,597 sends to 1,558 recipients\n", "\nMost violations ",
        "  month           671  Nov 2024 ", "  country       2,473  IT ", "  campaign        534  ",
        "\nWhat would answer more (13,284 unknown)\n", "\nTo know\n", "\nFiles\n",
        "  verdicts:    sends.listcheck/verdicts.parquet\n",
    ]  # fmt: skip
    places = [told.index(head) for head in heads]
    assert places == sorted(places)
    assert told.startswith("6,184 of 816,273 sends broke the law of their day\n")


def test_sums_are_broken_between_their_terms() -> None:
    told = text(five_years())
    assert (
        "  816,273 read = 796,768 lawful + 6,184 violation + 13,284 unknown\n    + 37 unreadable\n"
    ) in told


@pytest.mark.parametrize("width", [60, 80, 100, 240])
@pytest.mark.parametrize(
    "summary",
    [
        empty(),
        five_years(),
        five_years(law_of="2026-11-22"),
        of_months(months_between("2016-01", 120)),
        five_years(
            sends=Sends(read=123_456_789_012, violation=10**10, unknown=10**10, lawful=10**11),
            countries={code: Tally(**tally(10**10, 10**9)) for code in ("DE", "GB")},
        ),
    ],
    ids=["empty", "five", "law", "ten years", "huge"],
)
def test_it_fits(summary: AuditSummary, width: int) -> None:
    lines = text(summary, width).splitlines()
    assert max(map(cell_len, lines)) <= min(width, 100)
    assert not [line for line in lines if line != line.rstrip()]


def test_another_days_law_is_told_first() -> None:
    told = text(five_years(law_of="2026-11-22"))
    assert told.startswith("Judged by the law of 2026-11-22, not of their days.")
    assert "6,184 of 816,273 sends would break the law of 2026-11-22\n" in told
    assert "each send's own day" not in told


def test_what_is_lawful_needs_few_words() -> None:
    told = text(of_months(["2024-03"], 0, 0))
    assert told.startswith("Every one of 1,000 sends was lawful on its own day\n")
    for head in ("Violations", "late", "Most", "answer more"):
        assert head not in told


def test_nobody_is_named() -> None:
    summary = five_years()
    told = text(summary)
    for person in summary.late.most_contacted:
        assert person.recipient is not None
        assert person.recipient not in told
    assert "512 days late at most; up to 31 sends to one recipient" in told
    assert "acted on late" not in text(five_years(late=LateOptOuts()))


@pytest.mark.parametrize(
    "name",
    [
        "\x1b[31mred\x1b]0;title\x07",
        "[bold]loud[/] [link=https://x.invalid]here[/link]",
        "two\nlines\r\x08\x9b2J",
        "\u202egnp.exe",
        "w" * 4000,
        "日本語のとても長いキャンペーンの名前" * 9,
        ":smile:",
    ],
)
def test_hostile_names_steer_nothing(name: str) -> None:
    named = [NamedTally(name=name, **tally(9, 3)), NamedTally(name="b", **tally(9, 2))]
    told = text(
        five_years(
            campaigns=named, senders=named, logs=named, notes=[name], waived={"LC001": name}
        ),
        force_terminal=True,
        color_system="standard",
    )
    plain = re.sub(r"\x1b\[[0-9;]*m", "", told)
    # Only our own colours.
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", plain)
    assert "[31mred" not in told or "\x1b[31mred" not in told
    if name.startswith("[bold]"):
        assert name in plain
    campaign = next(line for line in plain.splitlines() if line.startswith("  campaign "))
    assert cell_len(campaign) <= 80
    assert campaign.endswith("33.3 % of 9")


def test_gaps_of_the_whole_audit_are_loud() -> None:
    gap = RunFindingLine(
        code="LC001",
        name="no-suppression-source",
        outcome="incomplete",
        message="nobody told who had opted out",
        remedy="--suppress FILE@DAY",
    )
    checks = [AuditCheck(code="LC001", name=gap.name, answer="unknown", count=9)]
    told = text(
        empty(
            verdict="unknowns", sends=Sends(read=9, unknown=9), findings=[gap], checks=checks,
            columns={},
        )
    )  # fmt: skip
    assert told.startswith("No violation was found; 9 of 9 sends cannot be judged\n")
    assert (
        "\nLC001 no-suppression-source: nobody told who had opted out\n  → --suppress FILE@DAY\n"
    ) in told
    assert "          9  LC001: the opt-outs, each with its day\n" in told
