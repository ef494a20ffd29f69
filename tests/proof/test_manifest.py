"""The manifest proves what was read and written; plug-ins add checks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

from listcheck.checks import catalogue as checks
from listcheck.checks.interface import ContactCheck
from listcheck.core import columns
from listcheck.core.errors import UsageProblem
from tests.conftest import Ended

Run = Callable[..., Ended]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_manifest_names_every_file_by_its_digest(tmp_path: Path, run: Run) -> None:
    (tmp_path / "list.csv").write_text("Email,Country\nann@firma-1.co.uk,GB\nx,GB\nbad\n")
    (tmp_path / "optouts.csv").write_text("email\nzoe@firma-1.co.uk\n")
    (tmp_path / "listcheck.toml").write_text('party = "first"\n')
    run("list.csv", "--suppress", "optouts.csv@2026-11-20", "--send-date", "2026-11-22")
    folder = tmp_path / "list.listcheck"
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["inputs"] == [
        {"name": "list.csv", "path": "../list.csv", "bytes": (tmp_path / "list.csv").stat().st_size,
         "sha256": sha256(tmp_path / "list.csv")}
    ]  # fmt: skip
    assert manifest["sources"][0]["sha256"] == sha256(tmp_path / "optouts.csv")
    assert manifest["sources"][0]["obtained"] == "2026-11-20"
    assert manifest["brief"]["sha256"] == sha256(tmp_path / "listcheck.toml")
    written = {entry["name"]: entry["sha256"] for entry in manifest["outputs"]}
    present = {path.name for path in folder.iterdir()} - {"manifest.json"}
    assert set(written) == present
    assert present == {
        "clean.csv", "held.csv", "violations.csv", "unreadable.csv", "report.html", "summary.json",
    }  # fmt: skip
    assert all(digest == sha256(folder / name) for name, digest in written.items())
    assert manifest["rows"] == {
        "read": 3, "kept": 1, "held": 0, "dropped": 1, "unreadable": 1,
    }  # fmt: skip


def test_two_runs_of_the_same_input_write_the_same_lists(tmp_path: Path, run: Run) -> None:
    (tmp_path / "list.csv").write_text(
        "Email,Country\n" + "".join(f"p{n % 700}@firma-{n}.co.uk,GB\n" for n in range(5000))
    )
    run("list.csv", "-o", "one", "--send-date", "2026-11-22")
    run("list.csv", "-o", "two", "--send-date", "2026-11-22")
    for name in ("clean.csv", "held.csv", "violations.csv"):
        assert sha256(tmp_path / "one" / name) == sha256(tmp_path / "two" / name)


PLUGIN = ContactCheck(
    code="LC990",
    name="too-british",
    doc="LC990 too-british",
    needs=(columns.COUNTRY.name,),
    message="{country} is not wanted here",
    field="country",
    hold=columns.COUNTRY.expr.eq_missing("GB"),
    remedy="move",
)


class EntryPoint:
    name, value = "mine", "my.module:CHECK"

    def __init__(self, loaded: object) -> None:
        self.loaded = loaded

    def load(self) -> object:
        return self.loaded


@pytest.fixture
def plugged(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[object], None]]:
    def plug(loaded: object) -> None:
        monkeypatch.setattr(checks, "entry_points", lambda group: [EntryPoint(loaded)])
        checks.all_checks.cache_clear()

    yield plug
    checks.all_checks.cache_clear()


def test_a_plug_in_judges_contacts(
    tmp_path: Path, run: Run, plugged: Callable[[object], None]
) -> None:
    plugged(PLUGIN)
    (tmp_path / "list.csv").write_text("Email,Country\nann@firma-1.co.uk,GB\n")
    told = run("list.csv", "--format", "json").json
    assert told["rows"]["held"] == 1
    found = pl.read_csv(tmp_path / "list.listcheck" / "violations.csv").row(0, named=True)
    assert (found["code"], found["message"]) == ("LC990", "GB is not wanted here")
    assert "LC990  too-british" in run("checks").out


@pytest.mark.parametrize(
    ("loaded", "words"), [("no check", "is no check"), (checks.CHECKS[0], "already in use")]
)
def test_a_wrong_plug_in_is_named(
    plugged: Callable[[object], None], loaded: object, words: str
) -> None:
    plugged(loaded)
    with pytest.raises(UsageProblem, match=words):
        checks.all_checks()
