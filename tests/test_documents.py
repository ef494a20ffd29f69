"""Paths, modules and targets that the documents name are there."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT

FOLDERS = ("listcheck", "tests", "benchmarks", "samples", "rules", "findings", "differential")
ENDINGS = (".py", ".csv", ".json", ".toml", ".md", ".sh", ".txt")


def text_of(document: str) -> str:
    text = (ROOT / document).read_text(encoding="utf-8")
    # Older releases may name what is gone.
    return "## ".join(text.split("\n## ")[:2]) if document == "CHANGELOG.md" else text


def words_of(document: str) -> list[str]:
    without_blocks = re.sub(r"```.*?```", "", text_of(document), flags=re.DOTALL)
    return re.findall(r"`([^`\n]+)`", without_blocks)


@pytest.mark.parametrize("document", ["CONTRIBUTING.md", "README.md", "CHANGELOG.md"])
def test_paths_from_the_root_are_there(document: str) -> None:
    named = [
        word
        for word in words_of(document)
        if re.fullmatch(rf"(?:{'|'.join(FOLDERS)})(?:/[\w./-]*)?", word)
    ]
    assert named
    missing = [word for word in named if not (ROOT / word).exists()]
    assert not missing


def test_modules_that_contributors_are_told_of_are_there() -> None:
    """Paths below ``listcheck/`` may leave it out."""
    named = [
        word
        for word in words_of("CONTRIBUTING.md")
        if re.fullmatch(r"[\w.-]+(?:/[\w.-]*)*", word)
        and (word.endswith(ENDINGS) or word.endswith("/"))
    ]
    assert len(named) > 20
    missing = [
        word for word in named if not any((ROOT / at / word).exists() for at in ("", "listcheck"))
    ]
    assert not missing


@pytest.mark.parametrize("document", ["CONTRIBUTING.md", "README.md", "CHANGELOG.md"])
def test_targets_and_modules_to_run_are_there(document: str) -> None:
    text = text_of(document)
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    told = re.findall(r"(?:^    |`)make ([a-z-]+)", text, flags=re.MULTILINE)
    assert set(told) <= targets
    for module in re.findall(r"python -m ([\w.]+)", text):
        path = ROOT / module.replace(".", "/")
        assert path.with_suffix(".py").exists() or (path / "__init__.py").exists(), module
