"""summary.json (of checks and of audits) and manifest.json keep the schemas that listcheck ships.

After an intended addition write them anew: ``LISTCHECK_REFRESH=1 pytest tests/report``.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from listcheck.results.audit_result import AuditSummary
from listcheck.results.check_result import Summary
from listcheck.results.manifest import Manifest
from tests.conftest import ROOT, Ended
from tests.support.audit_summaries import empty, five_years
from tests.support.campaigns import BRIEF, write

Run = Callable[..., Ended]
SHIPPED = {"summary": Summary, "manifest": Manifest, "audit": AuditSummary}


def schema(name: str) -> dict[str, Any]:
    text = files("listcheck.report").joinpath(f"schemas/{name}.schema.json").read_text("utf-8")
    return dict(json.loads(text))


@pytest.mark.parametrize(("name", "model"), SHIPPED.items())
def test_the_shipped_schema_is_the_models(name: str, model: type[BaseModel]) -> None:
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(mode="serialization"),
    }
    if os.environ.get("LISTCHECK_REFRESH"):
        path = ROOT / "listcheck" / "report" / "schemas" / f"{name}.schema.json"
        path.write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")
    assert schema(name) == made
    Draft202012Validator.check_schema(made)


@pytest.mark.parametrize("kind", ["mixed", "incomplete", "signed and gated", "call"])
def test_what_a_run_writes_is_valid(tmp_path: Path, run: Run, brief: Path, kind: str) -> None:
    options: list[str] = []
    text = "Email,Country\nann@firma-1.co.uk,GB\nbob@firma-4711.it,IT\nx@@y,GB\nbad\n"
    if kind == "incomplete":
        brief.unlink()
    elif kind == "signed and gated":
        options = ["--max-rate", "LC102=1%", "--ignore", "LC105", "--select", "LC108"]
    elif kind == "call":
        shutil.copytree(ROOT / "samples" / "call-campaign", tmp_path / "call")
        text, options = "", []
    if text:
        write(tmp_path / "list.csv", text)
    run(tmp_path / "call" / "numbers.csv" if kind == "call" else "list.csv", "-o", "out", *options)
    for name in ("summary", "manifest"):
        told = json.loads((tmp_path / "out" / f"{name}.json").read_text())
        assert list(Draft202012Validator(schema(name)).iter_errors(told)) == []


def test_the_schema_is_no_rubber_stamp(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "list.csv", "Email,Country\nann@firma-1.co.uk,GB\n")
    told = run("list.csv", "--format", "json").json
    validator = Draft202012Validator(schema("summary"))
    assert validator.is_valid(told)
    for change in ({"verdict": "fine"}, {"rows": {"read": 1}}, {"format": "listcheck/2"}):
        assert not validator.is_valid(told | change), change
    assert BRIEF


def test_the_schema_of_audits_is_no_rubber_stamp() -> None:
    validator = Draft202012Validator(schema("audit"))
    for summary in (empty(), five_years()):
        assert list(validator.iter_errors(summary.model_dump(mode="json"))) == []
    told = five_years().model_dump(mode="json")
    for change in (
        {"verdict": "ready"},
        {"format": "listcheck/1"},
        {"sends": {"read": "many"}},
        {"months": [{"month": "2024-03"}]},
    ):
        assert not validator.is_valid(told | change), change
