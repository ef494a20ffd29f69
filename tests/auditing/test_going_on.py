"""An audit that was interrupted goes on, and ends as if nothing had happened."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from listcheck.auditing.logs import send_log as logs_module
from listcheck.auditing.work import Work
from tests.auditing.truth.history import write_history
from tests.conftest import Ended

Run = Callable[..., Ended]
#: Small pieces, so that a small log has many of them.
CODE = """
import sys
from listcheck.auditing.logs import batches, send_log
from listcheck.cli import main
send_log.PIECE = batches.PIECE = int(sys.argv[1])
main(sys.argv[2:])
"""


def written(folder: Path) -> dict[str, Any]:
    """What two audits of the same sends must share: all but times."""
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    digests = {item["name"]: item["sha256"] for item in manifest["outputs"]}
    return {
        "summary": {name: summary[name] for name in summary if name not in ("seconds", "files")},
        "digests": {
            name: digests[name] for name in digests if name not in ("summary.json", "report.html")
        },
    }


def pieces_of(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    monkeypatch.setattr(logs_module, "PIECE", rows)
    monkeypatch.setattr("listcheck.auditing.logs.batches.PIECE", rows)


#: Left to ``make test-history``: they take half a minute.
LARGE = pytest.mark.history


@LARGE
@pytest.mark.parametrize("layout", ["one", "many"])
def test_after_kills_the_result_is_the_same(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, layout: str
) -> None:
    history = write_history(tmp_path, 5, layout=layout, account="house")
    # Eleven pieces: the third kill comes after the sixth file of progress at the earliest.
    pieces_of(monkeypatch, 150)
    assert run(*history.arguments, "-o", tmp_path / "whole").status == 1
    out, work = tmp_path / "killed", tmp_path / ".killed.partial"
    command = [sys.executable, "-c", CODE, "150", *map(str, history.arguments), "-o", str(out)]
    # Whoever is killed leaves temporary copies: here, not in the machine's own folder.
    (tmp_path / "temporary").mkdir()
    environment = os.environ | {"TMPDIR": str(tmp_path / "temporary")}
    seen = 0
    for _ in range(3):
        process = subprocess.Popen(
            command, cwd=tmp_path, stderr=subprocess.DEVNULL, env=environment
        )
        # Killed as soon as it has come further than the one before.
        until = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < until:
            done = len(list(work.glob("*.json")))
            if done > seen + 1:
                process.send_signal(signal.SIGKILL)
                break
            time.sleep(0.005)
        process.wait()
        assert not out.exists(), "killed before it was done"
        batches = len(list(work.glob("*.json")))
        assert batches > seen
        seen = batches
    kept = {path: path.stat().st_mtime_ns for path in work.glob("*.sends")}
    left = set((tmp_path / "temporary").iterdir())
    again = subprocess.run(
        command, cwd=tmp_path, check=False, capture_output=True, text=True, env=environment
    )
    assert again.returncode == 1, again.stderr
    assert kept
    assert set((tmp_path / "temporary").iterdir()) == left, "who ends takes its copies away"
    assert written(out) == written(tmp_path / "whole")
    assert not work.exists()


def test_what_was_judged_is_not_judged_again(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = write_history(tmp_path, 5, account="house")
    pieces_of(monkeypatch, 330)
    keep, batches = Work.keep, []

    def stop_after_three(self: Work, batch: int, *others: Any) -> None:
        if len(batches) == 3:
            raise KeyboardInterrupt
        batches.append(batch)
        keep(self, batch, *others)

    monkeypatch.setattr(Work, "keep", stop_after_three)
    assert run(*history.arguments, "-o", tmp_path / "out").status != 0
    assert batches == [0, 1, 2]

    def count(self: Work, batch: int, *others: Any) -> None:
        batches.append(batch)
        keep(self, batch, *others)

    monkeypatch.setattr(Work, "keep", count)
    assert run(*history.arguments, "-o", tmp_path / "out").status == 1
    assert batches == list(range(len(batches)))
    assert len(batches) > 4


@pytest.mark.parametrize(
    "changed", [pytest.param("log", marks=LARGE), pytest.param("setting", marks=LARGE), "restart"]
)
def test_what_is_left_of_another_audit_is_thrown_away(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    history = write_history(tmp_path, 5, account="house")
    pieces_of(monkeypatch, 550)
    keep, kept = Work.keep, []

    def stop_after_two(self: Work, batch: int, *others: Any) -> None:
        if len(kept) == 2:
            raise KeyboardInterrupt
        kept.append(batch)
        keep(self, batch, *others)

    with monkeypatch.context() as patch:
        patch.setattr(Work, "keep", stop_after_two)
        assert run(*history.arguments, "-o", tmp_path / "out").status != 0
    more: tuple[str, ...] = {"setting": ("--redact",), "restart": ("--restart",)}.get(changed, ())
    if changed == "log":
        [path] = history.logs
        path.write_bytes(path.read_bytes().replace(b",US,", b",CA,", 1))

    def count(self: Work, batch: int, *others: Any) -> None:
        kept.append(batch)
        keep(self, batch, *others)

    monkeypatch.setattr(Work, "keep", count)
    assert run(*history.arguments, *more, "-o", tmp_path / "out").status == 1
    assert kept[:4] == [0, 1, 0, 1], "begun anew"
    assert run(*history.arguments, *more, "-o", tmp_path / "new").status == 1
    assert written(tmp_path / "out") == written(tmp_path / "new")


@LARGE
def test_pieces_of_any_size_give_the_same(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = write_history(tmp_path, 6, account="house")
    assert run(*history.arguments, "-o", tmp_path / "whole").status == 1
    pieces_of(monkeypatch, 211)
    assert run(*history.arguments, "-o", tmp_path / "pieces").status == 1
    whole, pieces = written(tmp_path / "whole"), written(tmp_path / "pieces")
    assert pieces["summary"] == whole["summary"]
    assert pieces["digests"]["violations.csv"] == whole["digests"]["violations.csv"]
