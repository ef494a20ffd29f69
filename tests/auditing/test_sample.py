"""The sample of past sends, as a newcomer runs it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.conftest import ROOT, Ended

Run = Callable[..., Ended]
SENDS = ROOT / "samples" / "past-sends" / "sends"


def test_the_sample_shows_every_answer(run: Run, tmp_path: Path) -> None:
    ended = run("audit", SENDS, "-o", tmp_path / "out", "--format", "json")
    assert ended.status == 1, ended.err
    found = ended.json
    codes = {(line["code"], line["answer"]) for line in found["checks"]}
    assert {
        ("LC201", "violation"), ("LC307", "violation"), ("LC401", "violation"),
        ("LC007", "unknown"), ("LC302", "unknown"), ("LC403", "unknown"),
    } <= codes  # fmt: skip
    assert found["within_grace"] > 0
    assert found["late"]["sends"] == found["late"]["days_late"].get("0", 0) + sum(
        count for name, count in found["late"]["days_late"].items() if name != "0"
    )
    assert len({line["month"] for line in found["months"]} - {None}) == 24
    text = run("audit", SENDS, "-o", tmp_path / "text")
    assert text.out.startswith(f"{found['sends']['violation']} of {found['sends']['read']:,} sends")
