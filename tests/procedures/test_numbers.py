"""Every procedure of the seeds has its named test."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent


def numbers(file: Path) -> list[int]:
    """Numbers of the procedures that a file tests, one test each."""
    found = re.findall(r"^def test_procedure_(\d\d)_", file.read_text(), re.MULTILINE)
    assert len(found) == len(set(found)), f"{file.name}: one test each"
    return [int(number) for number in found]


def test_every_procedure_has_its_test() -> None:
    tested = {number for file in HERE.glob("test_*.py") for number in numbers(file)}
    assert tested == set(range(1, 47))


def test_procedures_of_opt_outs_are_tested_through_the_ledger() -> None:
    assert sorted(numbers(HERE / "test_ledger.py")) == [*range(1, 19), 44, 45, 46]
