"""The byte pass: whatever the blocks, every byte is looked at and every line counted once."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import pytest

from listcheck.readers.delimited import shape
from listcheck.readers.delimited.head import read_head
from listcheck.readers.delimited.shape import Shape, byte_pass


def passed(path: Path, data: bytes, **small: int) -> Shape:
    path.write_bytes(data)
    head = read_head("list.csv", data[:64], len(data) <= 64, "yes")
    with mock.patch.multiple(shape, **small):
        return byte_pass(path, head)


@pytest.mark.parametrize("block", [1, 2, 5, 16, 1 << 20])
@pytest.mark.parametrize("slack", [1, 3, 64])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_every_line_is_counted_once(
    block: int, slack: int, end: str, last: bool, tmp_path: Path
) -> None:
    lines = ["email,name", *(f"a{n}@x.de,{'Zoé' * (n % 7)}" for n in range(40))]
    data = (end.join(lines) + (end if last else "")).encode()
    found = passed(tmp_path / "list.csv", data, BLOCK=block, _SLACK=slack)
    assert found == Shape(regular=True, lines=40, quoted=False, valid=0, stray=0)


@pytest.mark.parametrize("block", [3, 16])
def test_a_line_too_long_is_no_record_and_its_encoding_is_looked_at(
    block: int, tmp_path: Path
) -> None:
    small = {"BLOCK": block, "_SLACK": 2, "_LONGEST": 100}
    start = b'email,name\na@x.de,"Ann"\n'
    text = "é€𝄞" * 200
    found = passed(tmp_path / "a.csv", start + text.encode() + b"\n", **small)
    assert (found.regular, found.lines, found.is_utf8, found.stray) == (False, 0, True, 0)
    assert found.quoted
    found = passed(tmp_path / "b.csv", start + b"\xe9" * 600 + b"\n", **small)
    assert (found.regular, found.is_utf8) == (False, False)
    found = passed(tmp_path / "c.csv", start + text.encode()[:-1], **small)
    assert (found.regular, found.is_utf8, found.stray) == (False, True, 3)
    # One that is just short enough is looked at as a whole.
    found = passed(tmp_path / "d.csv", start + b"b@x.de," + b"x" * 80 + b"\n", **small)
    assert (found.regular, found.lines) == (True, 2)
