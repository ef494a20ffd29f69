"""report.html in a real browser: silent, self-contained, legible, and never running a cell.

The screenshots are kept in ``LISTCHECK_SCREENSHOTS`` where that names a folder, to be looked at.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.pages import Opened, contrast, keep
from tests.conftest import ROOT, Ended
from tests.support.campaigns import BRIEF, write

Run = Callable[..., Ended]


@pytest.fixture
def sample(tmp_path: Path, run: Run) -> Path:
    shutil.copytree(ROOT / "samples" / "european-b2b", tmp_path / "b2b")
    run(tmp_path / "b2b" / "campaign.csv")
    return tmp_path / "campaign.listcheck" / "report.html"


def test_silent_self_contained_and_in_both_schemes(
    sample: Path, open_report: Callable[..., Opened]
) -> None:
    shots = {}
    for name in ("light", "dark"):
        opened = open_report(sample, dark=name == "dark")
        assert opened.console == []
        assert opened.requests == []
        opened.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        for selector in ("h1", ".headline", ".badge", ".steps p", ".steps .how", ".gain",
                         "td", "thead th", "a[rel]", "footer p", ".word.drop", ".word.hold",
                         ".word.note", ".facts li", "code"):  # fmt: skip
            assert contrast(opened.page, selector) >= 4.5, (name, selector)
        shots[name] = keep(opened.page, f"b2b-{name}")
        assert opened.console == []
        assert opened.requests == []
    assert shots["light"] != shots["dark"]


def test_what_stands_where(sample: Path, open_report: Callable[..., Opened]) -> None:
    page = open_report(sample).page
    assert page.locator(".headline").inner_text() == "730 contacts may be sent"
    sums = page.locator(".sum").inner_text().replace("\n", " ")
    assert "1,008 read" in sums
    assert [n in sums for n in ("730", "154", "122", "2")] == [True] * 4
    heads = page.locator("h2").all_inner_texts()
    order = ["What to do next", "Why contacts are not sent", "By country",
             "Every check that found something", "Sources of opt-outs and registers",
             "What was not checked", "The columns as understood"]  # fmt: skip
    assert [head for head in heads if head in order] == order
    step = page.locator(".steps li", has_text="confirmed opt-in").first
    assert step.locator(".gain").inner_text() == "40"
    assert "German contacts could be kept with a confirmed opt-in." in step.inner_text()
    assert page.locator(".tile").count() > 20
    law = page.locator("#h-checks ~ details", has_text="LC302").first
    law.locator("summary").click()
    links = law.locator("table a")
    assert links.count() > 3
    assert all(
        str(link.get_attribute("href")).startswith("http") and link.get_attribute("rel")
        for link in links.all()
    )


def test_a_keyboard_and_a_screen_reader_get_through(
    sample: Path, open_report: Callable[..., Opened]
) -> None:
    page = open_report(sample).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    box = page.locator(".skip").bounding_box()
    assert box is not None
    assert box["x"] >= 0, "the skip link shows itself when it is reached"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#next"
    page.locator("#h-checks ~ details summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#h-checks ~ details").first.get_attribute("open") is not None
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    bare = page.evaluate(
        "[...document.querySelectorAll('svg')].filter(s => s.getAttribute('aria-hidden') !== 'true'"
        " && !s.getAttribute('aria-label')).length"
    )
    assert bare == 0, "every drawing is either named or left to its table"
    assert page.evaluate("[...document.querySelectorAll('th')].every(th => th.scope)") is True


def test_narrow_and_printed(
    tmp_path: Path, sample: Path, open_report: Callable[..., Opened]
) -> None:
    page = open_report(sample, width=360).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    keep(page, "b2b-narrow")
    page = open_report(sample).page
    page.emulate_media(media="print")
    law = page.locator("details:not(.more) a[rel]").first
    assert law.is_visible(), "what is folded on the screen is printed"
    assert not page.locator(".samples").first.is_visible()
    keep(page, "b2b-print")
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")


HOSTILE = (
    "Email,Country,consent\n"
    "<script>alert(1)</script>@firma-1.co.uk,GB,\n"
    "=HYPERLINK(1)@@firma-1.co.uk,GB,\n"
    '"<img src=x onerror=alert(2)>",GB,\n'
    "bob@firma-4711.it,IT,<b>maybe</b>\n"
)


def test_a_hostile_address_is_text(
    tmp_path: Path, run: Run, brief: Path, open_report: Callable[..., Opened]
) -> None:
    name = "<svg onload=alert(3)>.csv"
    write(tmp_path / name, HOSTILE)
    assert run(name, "-o", "out", "--show-cells").status == 1
    opened = open_report(tmp_path / "out" / "report.html")
    page = opened.page
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    text = page.locator("body").inner_text()
    assert "<script>alert(1)</script>@firma-1.co.uk" in text
    assert "'=HYPERLINK(1)" in text, "a formula is made text, as in violations.csv"
    assert "<img src=x onerror=alert(2)>" in text
    assert "<b>maybe</b>" in text
    assert name in text
    assert page.locator("script, img, b:text-is('maybe')").count() == 0
    assert page.locator("svg[onload]").count() == 0
    assert opened.console == []
    assert opened.requests == []


def test_cells_are_masked_unless_asked_for(
    tmp_path: Path, run: Run, brief: Path, open_report: Callable[..., Opened]
) -> None:
    write(tmp_path / "list.csv", "Email,Country\nann.smith@@firma-4711.co.uk,GB\n")

    def shown(*options: str) -> str:
        run("list.csv", *options)
        page = open_report(tmp_path / "list.listcheck" / "report.html").page
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        return str(page.locator("body").inner_text())

    masked = shown()
    assert "smith" not in masked
    assert "a••.s••••@@f••••-4•••.c•.u•" in masked
    assert "ann.smith@@firma-4711.co.uk" in shown("--show-cells")
    assert "a••" not in shown("--redact")
    assert "(redacted)" in shown("--redact", "--show-cells")


@pytest.mark.parametrize("kind", ["ready", "incomplete", "empty"])
def test_every_kind_of_run_reads_well(
    tmp_path: Path, run: Run, brief: Path, open_report: Callable[..., Opened], kind: str
) -> None:
    good = "".join(f"p{n}@firma-{n}.co.uk,GB\n" for n in range(12))
    write(tmp_path / "list.csv", "Email,Country\n" + (good if kind != "empty" else "x@@y,GB\n"))
    if kind == "incomplete":
        brief.write_text(BRIEF.replace("unsubscribe =", "# unsubscribe ="))
    run("list.csv")
    for dark in (False, True):
        opened = open_report(tmp_path / "list.listcheck" / "report.html", dark=dark)
        keep(opened.page, f"{kind}-{'dark' if dark else 'light'}")
        assert (opened.console, opened.requests) == ([], [])
    text = opened.page.locator("body").inner_text()
    if kind == "ready":
        assert "12 contacts may be sent" in text
        assert "Nothing was dropped or held." in text
        assert opened.page.locator(".tile").count() == 0, "one country needs no map"
    elif kind == "incomplete":
        assert "12 contacts may be sent once the gaps are closed" in text
        assert "Missing for the whole run: LC004" in text
    else:
        assert "The clean list is empty" in text


def test_the_policy_forbids_everything_that_is_not_ours(
    tmp_path: Path, run: Run, brief: Path, open_report: Callable[..., Opened]
) -> None:
    write(tmp_path / "list.csv", "Email,Country\nann@firma-1.co.uk,GB\n")
    run("list.csv")
    path = tmp_path / "list.listcheck" / "report.html"
    text = path.read_text(encoding="utf-8")
    assert "unsafe-" not in text
    assert "<script" not in text
    assert " style=" not in text
    opened = open_report(path)
    opened.page.evaluate(
        """() => {
          const script = document.createElement('script');
          script.textContent = 'window.ran = true';
          document.body.append(script);
          const image = document.createElement('img');
          image.src = 'https://nowhere-4711.invalid/pixel.png';
          document.body.append(image);
        }"""
    )
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("window.ran") is None
    told = " ".join(opened.console)
    assert "script-src" in told or "default-src" in told
    assert "img-src" in told
