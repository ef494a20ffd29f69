"""What an audit keeps while it runs, so that one that was interrupted goes on where it stopped.

A folder beside the output: one file for every piece of a log that has been judged, one for every
log that is done. Each appears whole or not at all. A plan says for what they were made; for
anything else they are thrown away.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl

from listcheck.errors import UsageProblem

FORMAT: Final = "listcheck-audit-work/1"
_PLAN: Final = "plan.json"


@dataclass(frozen=True)
class Done:
    """A log that is done: what is left to say of it."""

    name: str
    pieces: int
    records: int
    unreadable: int
    events: Mapping[str, int]
    notes: tuple[str, ...]
    columns: Mapping[str, str]
    bytes: int
    sha256: str


class Work:
    """The folder of one audit; see the module."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def of(cls, output: Path, plan: Mapping[str, Any], *, restart: bool) -> Work:
        """Open the folder that belongs to an output directory, or begin anew.

        Raises:
            UsageProblem: the folder cannot be made.
        """
        place = output.resolve()
        work = cls(place.parent / f".{place.name}.partial")
        digest = hashlib.sha256(json.dumps(plan, sort_keys=True, default=str).encode()).hexdigest()
        if restart or work._plan() != digest:
            shutil.rmtree(work.folder, ignore_errors=True)
        try:
            work.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise UsageProblem(
                f"{place.parent}: cannot be written to ({error.strerror}); choose another place "
                "with --output-dir"
            ) from None
        _write(work.folder / _PLAN, json.dumps({"format": FORMAT, "plan": digest}).encode())
        return work

    def _plan(self) -> str | None:
        try:
            told = json.loads((self.folder / _PLAN).read_text(encoding="utf-8"))
            return str(told["plan"]) if told["format"] == FORMAT else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def done(self, log: int) -> Done | None:
        """What is left to say of a log that is done; None where it is not."""
        try:
            told = json.loads((self.folder / f"{log:06}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return Done(**told | {"notes": tuple(told["notes"])})

    def has(self, log: int, piece: int) -> bool:
        """Whether a piece of a log has been judged."""
        return self.piece(log, piece).is_file()

    def piece(self, log: int, piece: int) -> Path:
        """The file of a piece."""
        return self.folder / f"{log:06}-{piece:06}.sends.parquet"

    def tally(self, log: int, piece: int) -> Path:
        """The file of its counts."""
        return self.folder / f"{log:06}-{piece:06}.tally.parquet"

    def unreadable(self, log: int) -> Path:
        """The file of a log's unreadable rows."""
        return self.folder / f"{log:06}.unreadable.parquet"

    def keep(self, log: int, piece: int, sends: pl.DataFrame, tally: pl.DataFrame) -> None:
        """Keep a piece that has been judged, and its counts."""
        _write_frame(tally, self.tally(log, piece))
        _write_frame(sends, self.piece(log, piece))

    def finish(self, log: int, done: Done, unreadable: pl.DataFrame) -> None:
        """Keep what is left to say of a log that is done."""
        if unreadable.height:
            _write_frame(unreadable, self.unreadable(log))
        _write(self.folder / f"{log:06}.json", json.dumps(done.__dict__, default=dict).encode())

    def remove(self) -> None:
        """The audit is written: nothing is left to go on with."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _write_frame(frame: pl.DataFrame, path: Path) -> None:
    part = path.with_suffix(".part")
    frame.write_parquet(part, compression="lz4", statistics=False)
    part.replace(path)


def _write(path: Path, content: bytes) -> None:
    part = path.with_suffix(".part")
    part.write_bytes(content)
    part.replace(path)
