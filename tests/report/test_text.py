"""The summary at a terminal tells the same as report.html, in the same order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ended
from tests.support.campaigns import BRIEF, write

Run = Callable[..., Ended]
LIST = "Email,Country\n" + "".join(
    f"p{at}@firma-{at}.com,{code}\n"
    for at, code in enumerate(["DE", "DE", "DE", "IT", "IT", "GB", "FR", "ES", "NL", "PL", "CZ"])
)


def test_the_order_is_that_of_the_report(tmp_path: Path, run: Run, brief: Path) -> None:
    brief.write_text(BRIEF.replace("unsubscribe =", "# unsubscribe ="))
    write(tmp_path / "list.csv", LIST + "x@@y,GB\n")
    out = run("list.csv").out
    heads = [
        "clean list: ", "12 read = ", "incomplete: ", "Missing for the whole run",
        "What to do next", "Held: ", "Dropped: ", "By country", "To know", "Not checked", "Files",
        "To close the gaps",
    ]  # fmt: skip
    places = [out.index(head) for head in heads]
    assert places == sorted(places)
    assert "        3  DE: 0 kept, 3 held, 0 dropped" in out
    assert "in 2 more countries: report.html" in out


def test_steps_are_ordered_by_what_they_regain(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "list.csv", LIST)
    told = run("list.csv", "--format", "json").json
    steps = told["next"]
    assert [step["count"] for step in steps] == sorted((s["count"] for s in steps), reverse=True)
    assert {
        "codes": ["LC303"],
        "count": 3,
        "countries": {"DE": 3},
        "text": "3 German contacts could be kept with a confirmed opt-in",
        "how": '[columns] optin_time = "…", confirm_time = "…"',
    } in steps
    assert "3 German contacts could be kept with a confirmed opt-in (LC303)" in run("list.csv").out


@pytest.mark.parametrize("opted_out", ["yes", "no"])
def test_who_opted_out_is_nothing_to_regain(
    tmp_path: Path, run: Run, brief: Path, opted_out: str
) -> None:
    write(tmp_path / "list.csv", f"Email,Country,Opted out\nann@firma-1.de,DE,{opted_out}\n")
    steps = run("list.csv", "--format", "json").json["next"]
    assert len(steps) == (0 if opted_out == "yes" else 1)
