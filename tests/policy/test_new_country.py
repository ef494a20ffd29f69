"""A country is one file: an invented one is added, and all that names it works in a check."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from listcheck.policy import shipped_rules
from tests.support.campaigns import listed, rows, summary, write

Run = Callable[..., Any]

NAMES = """\
country = "XX"
name = "Exampleland"
alpha3 = "XXE"
adjective = "Examplish"
aliases = ["Beispielland", "Pays-Exemple"]
suffixes = ["frl"]
tile = [1, 0]
"""
LAW = """\
reviewed = 2026-11-22
gdpr = false

[[rule]]
id = "XX-all"
pack = ["guide", "current"]
channel = ["email", "sms", "call", "automated-call"]
party = ["first", "third"]
address_kind = ["generic", "individual"]
subscriber = ["corporate", "individual"]
basis = "opt_in"
soft_opt_in = false
register = []
from = 2018-05-25
confidence = "high"
source = [{ title = "Electronic Communications Act", url = "https://law.example/2004/12" }]
"""
#: What cells may say of it.
CALLED = ("XX", "x.x.", "Exampleland", "XXE", "BEISPIELLAND", "pays exemple")
OTHERS = ("GB", "DE", "FR", "NL", "SE", "IE")


def files_of(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "rules"
    shutil.copytree(shipped_rules(), copy)
    (copy / "countries" / "XX.toml").write_text(NAMES + LAW, encoding="utf-8")
    return copy


def check(run: Run, folder: Path, brief: Path, channel: str = "email") -> Path:
    """Check a list with six contacts of the country by its names, one by its domain, and others."""
    lines = [f"anna.berg{at}@firma{at}.com,{cell},01234 567{at}" for at, cell in enumerate(CALLED)]
    lines.append("anna.berg@firma.frl,,")
    lines += [f"anna.berg@firma-{code}.com,{code}," for code in OTHERS]
    path = write(folder.parent / "list.csv", listed(*lines, header="Email,Country,Phone"))
    ended = run(path, "--config", brief, "--rules", folder, "--channel", channel, "-o", "out")
    assert ended.status == 1, ended.err
    return folder.parent / "out"


def test_it_touches_one_file(folder: Path) -> None:
    before, after = files_of(shipped_rules()), files_of(folder)
    assert after.pop("countries/XX.toml")
    assert after == before


def test_every_name_of_it_is_read(run: Run, folder: Path, brief: Path) -> None:
    out = check(run, folder, brief)
    found = [line for line in rows(out / "violations.csv") if line["code"] == "LC302"]
    ours = [line for line in found if line["country"] == "XX"]
    assert [int(line["row"]) for line in ours] == [1, 2, 3, 4, 5, 6, 7]
    assert {line["rule"] for line in ours} == {"XX-all"}
    assert summary(out)["countries"]["XX"]["read"] == len(CALLED) + 1


def test_without_its_file_nobody_knows_it(run: Run, folder: Path, brief: Path) -> None:
    (folder / "countries" / "XX.toml").unlink()
    assert "XX" not in summary(check(run, folder, brief))["countries"]


def test_its_people_are_named(run: Run, folder: Path, brief: Path) -> None:
    told = summary(check(run, folder, brief))
    steps = [step["text"] for step in told["next"] if "LC302" in step["codes"]]
    assert any("7 Examplish" in text for text in steps), steps


def test_it_stands_on_the_map(run: Run, folder: Path, brief: Path) -> None:
    page = (check(run, folder, brief) / "report.html").read_text("utf-8")
    assert "Exampleland" in page
    # The second column of the first row, and none of its contacts may be sent.
    assert re.search(r'<g class="tile t0"><rect x="43" y="1" [^>]*/><text [^>]*>XX</text>', page)


def test_calls_to_a_country_without_a_plan_of_numbers(run: Run, folder: Path, brief: Path) -> None:
    told = summary(check(run, folder, brief, "call"))
    assert told["countries"]["XX"]["read"] == len(CALLED) + 1


def test_rules_lint_and_show_know_it(run: Run, folder: Path) -> None:
    assert run("rules", "lint", "--rules", folder).status == 0
    assert "Exampleland" in run("rules", "show", "XX", "--rules", folder).out
    for called in ("Beispielland", "XXE", "pays exemple"):
        ended = run("rules", "show", called, "--rules", folder)
        assert (ended.status, "did you mean XX?" in ended.err) == (2, True)
