"""Whether a file is still the one that a manifest names."""

from __future__ import annotations

from pathlib import Path

from listcheck.output.ours import sha256_of
from listcheck.results.manifest import Digest, Placed, SourceProof


def changed_at(item: Placed | SourceProof, folder: Path) -> str | None:
    """The same for a file that is told from the manifest's folder; what has no path is not told."""
    return None if item.path is None else changed(item, folder / item.path)


def changed(item: Digest | SourceProof, path: Path) -> str | None:
    """How a file differs from its digest; None where it does not."""
    try:
        size = path.stat().st_size
        if size != item.bytes:
            return f"{size:,} bytes instead of {item.bytes or 0:,}"
        return None if sha256_of(path) == item.sha256 else "same size, other content"
    except OSError:
        return "missing"
