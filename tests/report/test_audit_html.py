"""The page of an audit without a browser: complete, escaped, self-contained, always the same."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from listcheck.auditing.telling.run_notes import what_settles
from listcheck.campaign.findings import check_table
from listcheck.policy import load_rules
from listcheck.report.audit.html import audit_html
from listcheck.results.audit_result import (
    AuditCheck,
    AuditReport,
    AuditSummary,
    Exposure,
    LateOptOuts,
    MonthTally,
    NamedTally,
    Recipient,
    Sends,
    Tally,
)
from tests.support.audit_summaries import NAMES, empty, five_years, months_between, of_months, tally

VOID = {"meta", "link", "br"}
HOSTILE = [
    '"><script>alert(1)</script>',
    "</style></title><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "\u202egnp.exe\u202c \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "w" * 4000,
    "\x00\x1b[31mred",
    "",
]


class Tree(HTMLParser):
    """What stands in a page: open elements, ids, attributes and text by heading."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.faults: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            self.attributes.append((tag, name, value or ""))
            if name == "id":
                self.ids[value or ""] += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def page(summary: AuditSummary) -> str:
    words = load_rules().words
    return audit_html(
        AuditReport(
            summary,
            Path("x"),
            countries=NAMES,
            checks=check_table(),
            words=words,
            settles=what_settles(),
        )
    )


def sections(text: str) -> dict[str, str]:
    """Heading to the markup of its section."""
    found = {}
    for part in text.split("<section")[1:]:
        heading = re.search(r"<h2[^>]*>(.*?)</h2>", part)
        found[heading[1] if heading else "verdict"] = part.split("</section>")[0]
    return found


def shown(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def ten_thousand_campaigns() -> AuditSummary:
    campaigns = [
        NamedTally(name=f"campaign {at}", **tally(1000, 200 - at, at)) for at in range(100)
    ]
    return of_months(["2024-03"]).model_copy(
        update={"campaigns": campaigns, "more": {"campaigns": 9_900}}
    )


@pytest.mark.parametrize(
    "summary",
    [
        empty(),
        of_months(["2024-03"]),
        of_months(["2024-03"], 0, 0),
        of_months(months_between("2016-01", 120)),
        of_months(["0001-01", "2024-03", "9999-12"]),
        ten_thousand_campaigns(),
        five_years(),
        five_years(redacted=True, late=LateOptOuts()),
    ],
    ids=["empty", "month", "lawful", "ten years", "all ages", "campaigns", "five", "redacted"],
)
def test_every_page_is_sound_and_reaches_for_nothing(summary: AuditSummary) -> None:
    text = page(summary)
    assert text == page(summary), "the same bytes for the same summary"
    tree = Tree(text)
    assert (tree.open, tree.faults) == ([], [])
    assert [name for name, count in tree.ids.items() if count > 1] == []
    assert "<script" not in text
    tags = {tag for tag, _, _ in tree.attributes}
    assert not tags & {"script", "img", "iframe", "object", "embed", "form", "base"}
    names = {name for _, name, _ in tree.attributes}
    assert not {name for name in names if name.startswith("on")} | names & {"style", "src"}
    for tag, name, value in tree.attributes:
        if name == "href":
            assert tag == "a" or value == "data:,"
            assert value.startswith(("#", "https://", "data:,")), value
            assert not value.startswith("#") or value[1:] in tree.ids, value
        if name == "aria-labelledby":
            assert all(part in tree.ids for part in value.split()), value
    assert "default-src 'none'" in unescape(text)
    assert "@import" not in text
    assert set(re.findall(r"url\((.*?)\)", text)) <= {"#hatch-large", "#hatch-small"}
    assert len(text) < 250_000


def test_the_order_in_which_it_is_asked() -> None:
    text = page(five_years())
    assert list(sections(text)) == [
        "verdict", "What this rests on", "Violations over time", "Why sends broke the law",
        "By country", "By channel", "Repeat offenders", "Opt-outs acted on late", "Exposure",
        "What would answer more", "To know", "The columns as understood", "Files",
    ]  # fmt: skip


def test_the_verdict_is_a_sentence_and_a_sum() -> None:
    summary = five_years()
    sends = summary.sends
    assert sends.read == sends.lawful + sends.violation + sends.unknown + sends.unreadable
    told = shown(sections(page(summary))["verdict"])
    assert f"{sends.violation:,} of {sends.read:,} sends broke the law of their day" in told
    assert f"{sends.unknown:,} cannot be judged from what was given" in told
    assert (
        f"{sends.read:,} read = {sends.lawful:,} lawful + {sends.violation:,} violation + "
        f"{sends.unknown:,} unknown + {sends.unreadable:,} unreadable"
    ) in told


@pytest.mark.parametrize(
    ("changes", "headline"),
    [
        ({}, "No send was found"),
        ({"sends": Sends(read=1, lawful=1)}, "The one send was lawful on its own day"),
        (
            {"sends": Sends(read=12, lawful=10, unknown=2), "verdict": "unknowns"},
            "No violation was found; 2 of 12 sends cannot be judged",
        ),
        (
            {"sends": Sends(read=12, lawful=11, unreadable=1), "verdict": "unknowns"},
            "No violation was found; 1 row cannot be read",
        ),
        (
            {"sends": Sends(read=1, violation=1), "verdict": "violations"},
            "1 of 1 send broke the law of their day",
        ),
        (
            {"sends": Sends(read=1200, lawful=1200), "law_of": "2026-11-22"},
            "Every one of 1,200 sends would be lawful under the law of 2026-11-22",
        ),
    ],
)
def test_every_verdict_reads_as_a_sentence(changes: dict[str, Any], headline: str) -> None:
    assert f'<p class="headline">{headline}</p>' in page(empty(**changes))


def test_another_days_law_is_told_before_everything_else() -> None:
    told = page(five_years(law_of="2026-11-22"))
    banner = "Judged by the law of 2026-11-22, not of their days."
    assert told.index(banner) < told.index('class="headline"')
    assert "sends would break the law of 2026-11-22" in told
    assert "broke the law" not in told
    assert "Judged by the law of" not in page(five_years()).replace("Judged by <b>", "")


def test_what_it_rests_on() -> None:
    told = shown(sections(page(five_years()))["What this rests on"])
    assert "crm-optouts.csv people who opted out 2025-12-31 41,205 3 unreadable" in told
    assert "TPS register 58 copies 2021-01-03 to 2025-10-03 18,000,057 in the newest" in told
    assert "LC309 was waived. assessed on paper in 2020, file 12/4" in told
    assert "225,628 rows of the logs tell of other events: 204,113 open, 18,204 click" in told


def test_the_drawing_has_every_month_and_shows_where_nothing_was_sent() -> None:
    summary = five_years()
    part = sections(page(summary))["Violations over time"]
    large = part.split("<svg")[1].split("</svg>")[0]
    assert large.count('class="read"') == 57, "a bar for each month with sends"
    # August 2022, and July with August 2023: one gap each, in both panels.
    assert large.count('class="gap"') == 4
    assert re.findall(r'<text class="x strong"[^>]*>(\d+)<', large) == [
        "2021", "2022", "2023", "2024", "2025",
    ]  # fmt: skip
    assert "month without sends" in part
    numbers = part.split('class="numbers"')[1]
    sums = [0, 0, 0, 0]
    for row in re.findall(r"<tr><th scope=\"row\" class=\"day\">.*?</tr>", numbers):
        cells = re.findall(r'<td class="num">([^<]*)</td>', row)
        for at, cell in enumerate([cells[0], cells[2], cells[3], cells[4]]):
            sums[at] += int(cell.replace(",", ""))
    sends = summary.sends
    assert sums == [sends.violation, sends.unknown, sends.lawful, sends.read - sends.unreadable]
    assert "<title id=" in large
    assert "<desc id=" in large


def test_bars_stand_within_the_drawing() -> None:
    for summary in (five_years(), of_months(["2024-03"]), of_months(months_between("2016-01", 120)),
                    of_months(["0001-01", "9999-12"]), of_months(["2024-03"], 1, 999)):  # fmt: skip
        for svg in re.findall(r'<svg class="chart.*?</svg>', page(summary), flags=re.DOTALL):
            _, _, width, height = (
                float(n) for n in svg.split('viewBox="')[1].split('"')[0].split()
            )
            bars = re.findall(r' x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', svg)
            assert bars
            for x, y, wide, tall in (map(float, bar) for bar in bars):
                assert 0 <= x <= x + wide <= width + 0.1
                assert 0 < y < y + tall <= height
                assert wide > 0
                assert tall > 0


def test_few_violations_below_many_unknowns_have_their_own_scale() -> None:
    part = sections(page(of_months(months_between("2023-01", 12), 2, 600)))["Violations over time"]
    assert '">Violations</text>' in part
    assert '">Unknown</text>' in part
    assert "Each panel has its own scale." in part
    assert "Each panel" not in page(of_months(months_between("2023-01", 12), 70, 600))


def test_long_histories_are_drawn_by_year() -> None:
    part = sections(page(of_months(months_between("1999-01", 300))))["Violations over time"]
    assert part.split("</svg>")[0].count('class="read"') == 25
    assert "Drawn by year; the table has every month." in part
    part = sections(page(of_months(["0001-01", "2024-03", "9999-12"])))["Violations over time"]
    assert part.split("</svg>")[0].count('class="read"') == 3
    assert "Years without sends are left out of the drawing." in part


def test_sends_without_a_day_are_told() -> None:
    months = [MonthTally(month=None, channel="email", **tally(12, 0, 12))]
    part = sections(page(empty(months=months, sends=Sends(read=12, unknown=12))))
    told = shown(part["Violations over time"])
    assert "<svg" not in part["Violations over time"]
    assert "Day not known 0 – 12 0 12" in told


def test_reasons_cite_the_law() -> None:
    told = sections(page(five_years()))["Why sends broke the law"]
    assert shown(told).index("LC201") < shown(told).index("LC202")
    assert "<code>DE-email-b2c-2019</code>" in told
    assert (
        '<a href="https://www.gesetze-im-internet.de/uwg_2004/__7.html" rel="noopener noreferrer">'
        "UWG § 7(2)</a>"
    ) in told
    assert "Noted, without bearing on the law: LC108 consumer-mailbox (90,113)." in shown(told)


def test_what_is_left_out_is_counted() -> None:
    told = sections(page(ten_thousand_campaigns()))["Repeat offenders"]
    assert shown(told).index("campaign 0 ") < shown(told).index("campaign 99 ")
    assert told.count('<th scope="row"') == 100
    assert "<summary>90 more</summary>" in told
    assert "And 9,900 more with fewer violations: verdicts.parquet has every send." in told


def test_late_opt_outs() -> None:
    summary = five_years()
    late = summary.late
    told = shown(sections(page(summary))["Opt-outs acted on late"])
    assert f"{late.sends:,} sends after the last day for acting on an opt-out" in told
    assert f"{late.within_grace:,} sends within the time allowed: lawful" in told
    for name, count in late.days_late.items():
        assert f"{name} days {count:,}" in told
    assert late.most_contacted[0].recipient in told
    assert "No send went out after the last day" in page(empty())


@pytest.mark.parametrize("redacted", [False, True])
def test_without_a_key_nobody_is_named(redacted: bool) -> None:
    late = five_years().late
    people = [
        Recipient.model_validate(item.model_dump() | {"recipient": None})
        for item in late.most_contacted
    ]
    late = late.model_copy(update={"most_contacted": people})
    told = shown(sections(page(five_years(late=late, redacted=redacted)))["Opt-outs acted on late"])
    assert "no. 1 31 2021-03-02 2022-07-29 512" in told
    assert ("Set LISTCHECK_KEY to a secret" in told) is not redacted
    assert ("(--redact)" in told) is redacted


def test_exposure_is_counted_and_cited_and_never_added_up() -> None:
    summary = five_years()
    told = shown(sections(page(summary))["Exposure"])
    assert "These figures are not added up" in told
    assert "Authorities and courts look at more than counts" in told
    assert told.index("Italy GDPR") < told.index("Germany GDPR") < told.index("Germany UWG")
    assert "EUR 300,000 per infringement UWG § 7(2) confidence high" in told
    assert f"No figure is known for Canada ({summary.exposure_unknown['CA']})" in told
    assert "otal" not in told


def test_exposure_over_channels_is_one_count() -> None:
    sms = Exposure(
        country="DE",
        channel="sms",
        law="UWG",
        per="infringement",
        maximum="EUR 300,000",
        violations=9,
        confidence="high",
    )
    summary = five_years(exposure=[*five_years().exposure, sms])
    email = next(item for item in summary.exposure if item.law == "UWG").violations
    told = shown(sections(page(summary))["Exposure"])
    assert f"Germany UWG email, sms {email + 9:,} violations EUR 300,000 per infringement" in told
    assert told.count("UWG email") == 1
    many = [sms.model_copy(update={"country": f"X{at}", "law": f"Act {at}"}) for at in range(40)]
    told = sections(page(five_years(exposure=many)))["Exposure"]
    assert "<summary>24 more</summary>" in told
    assert told.count("EUR 300,000") == 40


def test_what_would_answer_more() -> None:
    told = shown(sections(page(five_years()))["What would answer more"])
    assert "The register's copies of that time. LC402 Register not supplied" in told
    assert "--register ID=FILE@DAY" in told
    assert "Every send that could be read has an answer." in page(of_months(["2024-03"], 0, 0))
    other = AuditCheck(code="XX901", name="own-check", answer="unknown", count=3)
    assert "listcheck explain XX901" in page(empty(checks=[other]))


def test_every_check_that_leaves_sends_unknown_says_what_settles_it() -> None:
    from listcheck.checks import CHECKS, ContactCheck, SendCheck
    from listcheck.report.audit.settles import settles

    codes = {"LC001", "LC206", "LC201", "LC202", "LC204"}
    for check in CHECKS:
        asked = isinstance(check, ContactCheck) and (
            (check.hold is not None and check.in_audits == "as_found")
            or check.in_audits == "unknown"
        )
        if asked or isinstance(check, SendCheck):
            codes.add(check.code)
    # Not asked of sends: about a list.
    codes -= {"LC003"}
    summary = empty(
        checks=[AuditCheck(code=code, name="x", answer="unknown", count=1) for code in codes]
    )
    told = AuditReport(summary, Path("out"), settles=what_settles())
    assert [item.code for item in settles(told) if item.what == "more than the logs tell"] == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_text(text: str) -> None:
    named = NamedTally(name=text, **tally(5, 3, 1))
    summary = five_years(
        campaigns=[named],
        senders=[named],
        logs=[named],
        channels={text: Tally(**tally(5, 3, 1))},
        countries={text: Tally(**tally(5, 3, 1))},
        events={text: 4},
        waived={"LC001": text},
        notes=[text],
        columns={"email": text},
        files={"verdicts": text},
        party=text,
    )
    told = page(summary)
    tree = Tree(told)
    assert (tree.open, tree.faults) == ([], [])
    usual = Tree(page(five_years()))
    assert {tag for tag, _, _ in tree.attributes} <= {tag for tag, _, _ in usual.attributes}
    assert {(t, n) for t, n, _ in tree.attributes} <= {(t, n) for t, n, _ in usual.attributes}
    for markup in re.findall(r"<[^/>][^>]*>", text):
        assert markup not in told
    if len(text) > 1000:
        who = sections(told)["Repeat offenders"]
        assert "w" * 119 + "…" in who
        assert "w" * 120 not in who
    elif text.strip() and "\x00" not in text:
        assert text in " ".join(tree.words)
