"""Quotes around whole cells: read and copied line by line; any other quote is read with care."""

from __future__ import annotations

from pathlib import Path

import pytest

from listcheck.readers.delimited import shape, structure
from tests.readers.odd_files import PLAIN, bad, opened, read, write


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        (b'a@x.de,"Ann",1', True),
        (b'"a@x.de","Ann, ""the"" one","1"', True),
        (b'"","",""', True),
        (b'a@x.de,"",""', True),
        (b'a@x.de,"""",1', True),
        (b'a@x.de,19" rack,1', False),
        (b'a@x.de,"Ann" Berg,1', False),
        (b'a@x.de,Ann "the" Berg,1', False),
        (b'a@x.de,""Ann,1', False),
        (b'a@x.de,"Ann\nBerg",1', False),
        (b'a@x.de,"Ann,1', False),
    ],
)
@pytest.mark.parametrize("block", [1, 3, 7, 1 << 20])
def test_quotes_around_whole_cells_are_plain_lines(
    line: bytes, plain: bool, block: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = PLAIN + line + b"\n" + PLAIN.split(b"\n", 1)[1]
    monkeypatch.setattr(shape, "BLOCK", block)
    fast = opened(write(tmp_path, data))
    assert fast.verbatim == plain
    monkeypatch.setattr(structure, "_records", lambda *_: None)
    slow = opened(write(tmp_path, data, "again.csv"))
    assert not slow.verbatim
    # Both ways of reading find the same records.
    assert read(fast) == read(slow)
    assert bad(fast) == bad(slow)
