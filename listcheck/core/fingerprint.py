"""What a file was when it was opened: its size and time of change, and its SHA-256 when asked.

The digest is for the manifest. It is taken at the end of a run, of a file that is held to what it
was at the beginning, so that reading a list costs no more than it must.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from listcheck.core.errors import InputProblem


@dataclass(frozen=True)
class Fingerprint:
    """A file as it was opened; ``changed`` is its time of change in nanoseconds."""

    path: Path
    name: str
    size: int
    changed: int

    @classmethod
    def of(cls, path: Path, name: str) -> Fingerprint:
        """The fingerprint of the file at ``path``, which messages call ``name``."""
        stat = path.stat()
        return cls(path, name, stat.st_size, stat.st_mtime_ns)

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the file, in hexadecimal digits.

        Raises InputProblem when the file is not what it was when it was opened.
        """
        try:
            with self.path.open("rb") as source:
                digest = hashlib.file_digest(source, "sha256").hexdigest()
            if Fingerprint.of(self.path, self.name) == self:
                return digest
        except OSError:
            pass
        raise InputProblem(
            f"{self.name}: was changed or taken away while it was being read: nothing was written; "
            "run again"
        )
