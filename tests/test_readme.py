"""What the README shows is what listcheck does."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from listcheck.cli.app import cli
from listcheck.config.file import read_config
from tests.conftest import ROOT, Ended

README = (ROOT / "README.md").read_text(encoding="utf-8")
Run = Callable[..., Ended]


def test_the_help_in_the_readme_is_the_real_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    found = re.search(r"<!-- help -->\n```text\n(.*?)\n```", README, re.DOTALL)
    assert found
    assert found.group(1) == run("check", "--help").out.rstrip()


def test_the_configuration_in_the_readme_is_valid(tmp_path: Path) -> None:
    found = re.search(r"```toml\n(.*?)```", README, re.DOTALL)
    assert found
    (tmp_path / "listcheck.toml").write_text(found.group(1))
    config = read_config(tmp_path / "listcheck.toml")
    assert config.brief.interest_gaps(config.brief.legitimate_interest.balancing.date) == ()  # type: ignore[union-attr]  # given in the README
    assert config.columns.headers == {"consent": "Newsletter OK?"}


def test_every_command_is_in_the_readme() -> None:
    for name, command in cli.commands.items():
        if name == "check":
            continue
        group = getattr(command, "commands", None)
        for words in [f"{name} {inner}" for inner in group] if group else [name]:
            assert f"`listcheck {words}" in README, words


def test_links_in_the_documents_lead_somewhere() -> None:
    for document in ("README.md", "CONTRIBUTING.md", "rules/README.md", "samples/README.md"):
        text = (ROOT / document).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (ROOT / document).parent.joinpath(target).exists(), f"{document}: {target}"


def test_no_registry_and_no_machine_is_named() -> None:
    pins = (ROOT / "constraints.txt").read_text()
    assert "http" not in pins
    assert "://" not in pins
    assert all(
        re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9_.+!-]+", line)
        for line in pins.splitlines()
        if line and not line.startswith("#")
    )
