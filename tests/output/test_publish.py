"""An output folder appears whole or not at all, whatever stands in it."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from listcheck.output.publish import Contents, publish
from listcheck.results.check_result import Summary
from tests.support.cases import Run

OUT = Path("out")


@pytest.fixture
def summary(run: Run, tmp_path: Path) -> Summary:
    """Of a run, as it is before its files are written."""
    (tmp_path / "list.csv").write_text("Email\na@firma-1.com\n")
    run("check", "list.csv", "-o", "first")
    told = json.loads(Path("first/summary.json").read_text())
    return Summary.model_validate(told | {"files": {}, "seconds": 0})


def contents() -> Contents[Summary]:
    def fill(fresh: Path) -> dict[str, Path]:
        (fresh / "verdicts.txt").write_text("keep\n")
        return {"verdicts": fresh / "verdicts.txt"}

    def manifest(told: Summary, fresh: Path) -> dict[str, Any]:
        there = sorted(path.name for path in fresh.iterdir())
        return {"there": there, "named": dict(told.files)}

    return Contents(fill, lambda told: " ".join(told.files), manifest, {"contacts": "c.parquet"})


def test_every_file_is_named_where_it_will_stand(summary: Summary) -> None:
    told = publish(OUT, summary, contents(), time.monotonic(), lambda _: "signed\n")
    assert told.files == {
        "verdicts": "out/verdicts.txt",
        "report": "out/report.html",
        "summary": "out/summary.json",
        "manifest": "out/manifest.json",
        "contacts": "c.parquet",
    }
    assert {path.name for path in OUT.iterdir()} == {
        "verdicts.txt", "report.html", "summary.json", "manifest.json", "manifest.sig",
    }  # fmt: skip
    assert json.loads((OUT / "summary.json").read_text())["files"] == told.files
    assert (OUT / "report.html").read_text() == "verdicts report summary manifest contacts"
    proof = json.loads((OUT / "manifest.json").read_text())
    # What a manifest takes digests of stands there before it.
    assert proof["there"] == ["report.html", "summary.json", "verdicts.txt"]
    assert proof["named"] == told.files


def test_the_signature_is_of_the_manifest_as_it_was_written(summary: Summary) -> None:
    signed: list[bytes] = []

    def sign(text: bytes) -> str:
        signed.append(text)
        return "signed\n"

    publish(OUT, summary, contents(), time.monotonic(), sign)
    assert signed == [(OUT / "manifest.json").read_bytes()]
    publish(OUT, summary, contents(), time.monotonic())
    assert not (OUT / "manifest.sig").exists()


@pytest.mark.parametrize("step", ["fill", "page", "manifest"])
def test_an_error_leaves_what_was_there(summary: Summary, step: str) -> None:
    publish(OUT, summary, contents(), time.monotonic())
    before = {path.name: path.read_bytes() for path in OUT.iterdir()}

    def fails(*_: object) -> Any:
        raise RuntimeError(step)

    broken = replace(contents(), **{step: fails})
    with pytest.raises(RuntimeError, match=step):
        publish(OUT, summary, broken, time.monotonic())
    assert {path.name: path.read_bytes() for path in OUT.iterdir()} == before
    assert {path.name for path in Path().iterdir()} == {"list.csv", "first", "out"}
