"""The digest of a file is that of the bytes that were read, or there is none."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from listcheck.core.errors import InputProblem
from tests.readers.odd_files import PLAIN, opened, write


def test_the_digest_is_of_the_file_as_it_is_on_disk(tmp_path: Path) -> None:
    packed = gzip.compress(PLAIN, mtime=0)
    for name, data in (("list.csv", PLAIN), ("list.csv.gz", packed)):
        part = opened(write(tmp_path, data, name))
        assert part.sha256 == hashlib.sha256(data).hexdigest()
        assert part.size == len(data)


def rewritten(path: Path) -> None:
    path.write_bytes(PLAIN + b"z@x.de,Zoe,9\n")


def swapped(path: Path) -> None:
    """The same size, other bytes."""
    path.write_bytes(PLAIN.replace(b"@x", b"@y"))
    os.utime(path, ns=(1, 1))


@pytest.mark.parametrize("change", [rewritten, swapped, Path.unlink])
def test_a_file_that_was_changed_meanwhile_has_no_digest(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    path = write(tmp_path, PLAIN)
    part = opened(path)
    change(tmp_path / "list.csv")
    with pytest.raises(InputProblem, match="was changed or taken away"):
        _ = part.sha256
