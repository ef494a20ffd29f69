"""Not one byte of any output differs from what stands in ``tests/data/snapshots``.

After an intended change write them anew with ``LISTCHECK_REFRESH=1 pytest tests/snapshots`` and
read the difference before you commit it: where a verdict changed, the changelog names it.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Ended
from tests.snapshots.cases import CASES, snapshot

STORED = ROOT / "tests" / "data" / "snapshots"


@pytest.mark.parametrize("case", CASES)
def test_not_one_byte_differs(case: str, tmp_path: Path, run: Callable[..., Ended]) -> None:
    told = snapshot(case, tmp_path, run)
    stored = STORED / f"{case}.txt"
    if os.environ.get("LISTCHECK_REFRESH"):
        stored.parent.mkdir(parents=True, exist_ok=True)
        stored.write_bytes(told.encode("utf-8", errors="surrogatepass"))
    expected = stored.read_bytes().decode("utf-8", errors="surrogatepass")
    if told != expected:
        lines = difflib.unified_diff(
            expected.splitlines(), told.splitlines(), "stored", "now", lineterm="", n=1
        )
        shown = [line[:300] for line in [*lines][:60]]
        meant = (
            "meant? LISTCHECK_REFRESH=1 pytest tests/snapshots writes it anew: read the difference"
        )
        pytest.fail("\n".join([*shown, meant]), pytrace=False)


def test_every_stored_snapshot_is_of_a_case() -> None:
    assert {path.stem for path in STORED.glob("*.txt")} == set(CASES)
