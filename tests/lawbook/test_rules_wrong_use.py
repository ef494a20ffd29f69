"""``rules`` used wrongly, and with another folder."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from listcheck.policy import Rules
from tests.conftest import ROOT
from tests.lawbook.conftest import DAY, Run, one_line


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "UK"), "did you mean GB?"),
        (("show", "Germany"), "did you mean DE?"),
        (("show", "QQ"), "known: AT, BE"),
        (("show", "FR", "--send-date", "tomorrow"), "tomorrow"),
        (("diff", "guide", "current", "EL"), "did you mean GR?"),
        (("diff", "2018", "current"), "expected guide, current, guide@YYYY-MM-DD"),
        (("diff", "guide", "current@yesterday"), "'yesterday' is no day; expected guide"),
        (("diff", "guide", "current@2026-02-30"), "'2026-02-30' is no day"),
        (("diff", "guide"), "expected [A B] [CC]: two packs"),
    ],
)
def test_wrong_arguments_name_what_was_expected(
    run: Run, arguments: tuple[str, ...], said: str
) -> None:
    ended = run("rules", *arguments)
    assert (ended.status, ended.out) == (2, "")
    assert said in one_line(ended.err)


def test_help_shows_an_example_on_a_line_of_its_own(run: Run) -> None:
    assert "\n  listcheck rules diff guide current FR\n" in run("rules", "diff", "--help").out
    for command in ("show", "lookup", "diff", "lint"):
        assert command in run("rules", "--help").out


def test_rows_of_both_channels_are_named(run: Run) -> None:
    """E-mail and texts are told together only where the same rows stand on both sides."""
    for sides in (("guide", "current"), ("current@2021-12-31", "current@2022-02-01")):
        options = (*sides, "--send-date", DAY)
        words = set(re.findall(r"[\w-]+", run("rules", "diff", *options).out))
        told = run("rules", "diff", *options, "--format", "json").json
        assert told
        assert {item[side]["rule"] for item in told for side in "ab"} - {None} <= words


def test_another_rules_folder(run: Run, rules: Rules, tmp_path: Any) -> None:
    import shutil

    shutil.copytree(rules.folder, tmp_path / "rules")
    path = tmp_path / "rules" / "countries" / "US.toml"
    path.write_text(path.read_text().replace('id = "US-7"', 'id = "US-mine"'))
    for command in (("show", "US"), ("diff", "guide", "current", "US")):
        assert "US-mine" in run("rules", *command, "--rules", tmp_path / "rules").out


def test_lint_notes_a_review_that_is_old(tmp_path: Path, run: Run) -> None:
    folder = shutil.copytree(ROOT / "rules", tmp_path / "rules")
    malta = folder / "countries" / "MT.toml"
    text = malta.read_text(encoding="utf-8")
    malta.write_text(text.replace("reviewed = 2026-11-22", "reviewed = 2020-01-02"), "utf-8")
    ended = run("rules", "lint", "--rules", folder)
    assert ended.status == 0
    assert "note: MT: last reviewed on 2020-01-02, over a year ago" in ended.out


def test_lookup_says_what_it_left_open(run: Run) -> None:
    told = run("rules", "lookup", "GB", "--party", "first", "--send-date", "2026-11-22").out
    assert "the strictest answer that --address-kind, --subscriber leave open" in told
    exact = ("--party", "first", "--address-kind", "individual", "--subscriber", "corporate")
    assert "leave open" not in run("rules", "lookup", "GB", *exact).out
