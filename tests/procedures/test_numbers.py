"""Every procedure of the seeds has its named test, or a reason why it has none yet."""

from __future__ import annotations

import re
from pathlib import Path

#: Procedures that need what a later step brings, and what that is.
NOT_YET = {
    3: "which requests wait for an authority is decided by the opt-out ledger",
    4: "the trigger of the authority check is a setting of the opt-out ledger",
    5: "who asked, and with what authority, is recorded by the opt-out ledger",
    7: "a senior's no and its audit record are entries of the opt-out ledger",
    8: "a senior's yes raises one organisation entry in the opt-out ledger",
    9: "the route of a request is recorded by the opt-out ledger",
    12: "the days of recording and of removal are fields of the opt-out ledger",
    44: "the handling time of requests is measured by the opt-out ledger",
    46: "the day of the last review is reported by the opt-out ledger",
}


def test_every_procedure_has_its_test_or_a_reason() -> None:
    tested = [
        int(number)
        for path in sorted(Path(__file__).parent.glob("test_*.py"))
        for number in re.findall(r"^def test_procedure_(\d\d)_", path.read_text(), re.MULTILINE)
    ]
    assert len(tested) == len(set(tested)), "one test each"
    assert sorted([*tested, *NOT_YET]) == list(range(1, 47))
