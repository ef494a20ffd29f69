"""report.html without a browser: its size does not grow with the list, and nothing is left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from listcheck.campaign.findings import check_table
from listcheck.report.check.html import html
from listcheck.results.check_result import Report, Summary
from tests.conftest import Ended
from tests.support.campaigns import BRIEF, summary, write

Run = Callable[..., Ended]


def grown(told: dict[str, object], times: int) -> Summary:
    """A summary with every count multiplied: a list so many times as long."""

    def more(value: object) -> object:
        if isinstance(value, dict):
            return {name: more(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [more(inner) for inner in value]
        return value * times if type(value) is int else value

    counted = ("rows", "checks", "countries", "holds", "law", "next")
    return Summary.model_validate(told | {name: more(told[name]) for name in counted})


def test_ten_million_findings_make_no_larger_report(tmp_path: Path, run: Run, brief: Path) -> None:
    text = "".join(f"p{n}@firma-{n}.it,IT\np{n}@firma-{n}.de,DE\nx{n}@@y,GB\n" for n in range(40))
    write(tmp_path / "list.csv", "Email,Country\n" + text)
    run("list.csv")
    small = (tmp_path / "list.listcheck" / "report.html").read_text(encoding="utf-8")
    told = summary(tmp_path / "list.listcheck")
    large = html(Report(grown(told, 100_000), Path("x"), (), check_table()))
    assert "12,000,000" in large
    assert "4,000,000" in large
    assert len(large) < len(small) + 5_000
    assert small.count("<tr>") < 120, "samples, never all rows"
    assert "The first 10 of 40 rows; the violations file has the others" in small


def test_what_is_summed_up_is_counted(tmp_path: Path, run: Run, brief: Path) -> None:
    codes = re.findall("..", "ATBEBGCYCZDEDKEEESFIFRGRHRHUIEITLTLULVMTNLPL")
    write(
        tmp_path / "list.csv",
        "Email,Country\n" + "".join(f"p{n}@firma-{n}.com,{c}\n" for n, c in enumerate(codes)),
    )
    run("list.csv")
    page = (tmp_path / "list.listcheck" / "report.html").read_text(encoding="utf-8")
    table = page.split('id="h-countries"')[1].split("</section>")[0]
    lines = re.findall(r"<tr><th scope=\"row\">(.*?)</th>.*?<td class=\"num\">(\d+)</td>", table)
    assert sum(int(count) for _, count in lines) == len(codes)
    assert lines[-1] == ("8 other countries", "8")


def test_markup_in_the_brief_and_in_headers_is_text(tmp_path: Path, run: Run, brief: Path) -> None:
    brief.write_text(BRIEF + '\n[waive]\nLC001 = "<b>new</b> list"\n')
    brief.write_text(brief.read_text().replace('suppress = ["optouts.csv@2026-11-20"]', ""))
    write(tmp_path / "list.csv", "Email,Country,<script>x</script>\nann@firma-1.co.uk,GB,\n")
    run("list.csv")
    page = (tmp_path / "list.listcheck" / "report.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;new&lt;/b&gt; list" in page
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "<script" not in page
