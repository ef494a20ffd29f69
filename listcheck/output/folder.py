"""Where the output goes that nobody named, and who is told of the progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from listcheck.readers import COMPRESSED, SUFFIXES, find_lists

#: Told the name of every stage as it begins.
Progress = Callable[[str], None]


def default_output(lists: Sequence[str], *, exports: bool = False) -> Path:
    """``<first list's stem>.listcheck`` in the working directory; see find_lists."""
    first = find_lists(lists, exports=exports)[0]
    stem = "stdin" if first.is_standard_input else first.path.name
    if len(lists) == 1 and Path(lists[0]).is_dir():
        stem = Path(lists[0]).resolve().name
    for known in (*COMPRESSED, *SUFFIXES):
        if stem.lower().endswith(known) and len(stem) > len(known):
            stem = stem[: -len(known)]
    return Path(f"{stem}.listcheck")
