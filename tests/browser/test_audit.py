"""The page of an audit in a real browser: silent, self-contained, and legible everywhere.

The screenshots are kept in ``LISTCHECK_SCREENSHOTS`` where that names a folder, to be looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from listcheck.auditing.telling.run_notes import what_settles
from listcheck.campaign.findings import check_table
from listcheck.policy import load_rules
from listcheck.report.audit.html import audit_html
from listcheck.results.audit_result import AuditReport, AuditSummary, NamedTally
from tests.browser.pages import Opened, contrast, keep
from tests.support.audit_summaries import NAMES, empty, five_years, months_between, of_months, tally

Open = Callable[..., Opened]
HOSTILE = [
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(2)>",
    "w" * 4000,
    "\u202egnp.exe שלום",
    "<svg onload=alert(3)>",
]
#: Boxes of the labels of a drawing that touch one another.
OVERLAPS = """svg => {
  const boxes = [...svg.querySelectorAll('text')].map(
    t => [t.textContent, t.getBoundingClientRect()]);
  const found = [];
  boxes.forEach(([a, one], at) => boxes.slice(at + 1).forEach(([b, two]) => {
    if (one.left < two.right && two.left < one.right && one.top + 1 < two.bottom - 1
        && two.top + 1 < one.bottom - 1) found.push(a + ' / ' + b);
  }));
  return found;
}"""


def written(folder: Path, summary: AuditSummary) -> Path:
    path = folder / "report.html"
    words = load_rules().words
    report = AuditReport(
        summary, folder, countries=NAMES, checks=check_table(), words=words, settles=what_settles()
    )
    path.write_text(audit_html(report), encoding="utf-8")
    return path


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")


def chart(page: Page) -> str:
    """Which of the two drawings is shown."""
    shown = [name for name in ("large", "small") if page.locator(f".chart.{name}").is_visible()]
    assert len(shown) == 1
    return f".chart.{shown[0]}"


def test_silent_self_contained_and_in_both_schemes(tmp_path: Path, open_report: Open) -> None:
    path = written(tmp_path, five_years(law_of="2026-11-22"))
    shots = {}
    for name in ("light", "dark"):
        opened = open_report(path, dark=name == "dark")
        unfold(opened.page)
        for selector in (".banner p", ".headline", ".badge", ".lead", ".facts li", "td", "thead th",
                         ".tiles b", ".tiles .good b", ".open .gain", ".steps .how", ".legend li",
                         ".word.violation", ".word.unknown", "a[rel]", "footer p"):  # fmt: skip
            assert contrast(opened.page, selector) >= 4.5, (name, selector)
        shots[name] = keep(opened.page, f"audit-{name}")
        assert (opened.console, opened.requests) == ([], [])
    assert shots["light"] != shots["dark"]


@pytest.mark.parametrize("width", [360, 400, 1100])
@pytest.mark.parametrize(
    "summary",
    [
        empty(),
        of_months(["2024-03"]),
        of_months(months_between("2023-11", 14)),
        of_months(months_between("2016-01", 120), 400, 3),
        of_months(months_between("2019-06", 30), 3, 900),
        of_months(["0001-01", "2024-03", "9999-12"]),
        five_years(),
    ],
    ids=["empty", "month", "fourteen", "ten years", "apart", "all ages", "five"],
)
def test_every_history_reads_well(
    tmp_path: Path, open_report: Open, summary: AuditSummary, width: int,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    opened = open_report(written(tmp_path, summary), width=width)
    page = opened.page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if summary.months:
        selector = chart(page)
        assert selector == (".chart.large" if width > 700 else ".chart.small")
        assert page.locator(selector).evaluate(OVERLAPS) == []
        first = page.locator(f"{selector} rect.read").first.bounding_box()
        assert first is not None
        assert first["width"] >= 1
    keep(page, f"audit-{request.node.callspec.id}")
    assert (opened.console, opened.requests) == ([], [])


def test_printed(tmp_path: Path, open_report: Open) -> None:
    opened = open_report(written(tmp_path, five_years()))
    page = opened.page
    page.emulate_media(media="print")
    assert chart(page) == ".chart.large"
    assert page.locator(".numbers td").first.is_visible(), "what is folded is printed"
    assert page.locator("details:not(.more) a[rel]").first.is_visible()
    assert not page.locator("details.more table").first.is_visible(), "except long tails"
    keep(page, "audit-print")
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.set_viewport_size({"width": 360, "height": 900})
    assert chart(page) == ".chart.large"


def test_hostile_names_are_text_and_break_nothing(tmp_path: Path, open_report: Open) -> None:
    named = [NamedTally(name=text, **tally(90, 9 - at)) for at, text in enumerate(HOSTILE)]
    summary = five_years(campaigns=named, senders=named, logs=named, notes=HOSTILE,
                         waived={"LC001": HOSTILE[1]},
                         files={"verdicts": f"{HOSTILE[0]}/verdicts.parquet"})  # fmt: skip
    for width in (360, 1100):
        opened = open_report(written(tmp_path, summary), width=width)
        page = opened.page
        unfold(page)
        text = page.locator("body").inner_text()
        for name in (HOSTILE[0], HOSTILE[1], HOSTILE[4]):
            assert name in text
        assert page.locator("script, img, svg[onload]").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        keep(page, f"audit-hostile-{width}")
        assert (opened.console, opened.requests) == ([], [])


def test_a_keyboard_and_a_screen_reader_get_through(tmp_path: Path, open_report: Open) -> None:
    page = open_report(written(tmp_path, five_years())).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#time"
    page.locator(".numbers summary").focus()
    page.keyboard.press("Enter")
    assert page.locator(".numbers td").first.is_visible()
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    told = page.get_by_role("img", name="Violations, unknown answers and all sends by month")
    assert told.count() == 1, "the drawing that is not shown is not read out"
    bare = page.evaluate(
        "[...document.querySelectorAll('svg')].filter(s => s.getAttribute('aria-hidden') !== 'true'"
        " && !s.getAttribute('aria-label') && !s.getAttribute('aria-labelledby')).length"
    )
    assert bare == 0
    assert page.evaluate("[...document.querySelectorAll('th')].every(th => th.scope)") is True
    narrow = open_report(written(tmp_path, five_years()), width=360).page
    acts = narrow.get_by_role("table").filter(has_text="CAN-SPAM Act")
    assert acts.get_by_role("rowheader", name="United States").count() == 1
