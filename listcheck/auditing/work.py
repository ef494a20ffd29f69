"""What an audit keeps while it runs, so that one that was interrupted goes on where it stopped.

A folder beside the output: one file for every piece of a log that has been judged, one for every
log that is done. Each appears whole or not at all. A plan says for what they were made; for
anything else they are thrown away.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl

from listcheck.core.errors import UsageProblem

FORMAT: Final = "listcheck-audit-work/1"
_PLAN: Final = "plan.json"


@dataclass(frozen=True)
class Done:
    """A log that is done: what is left to say of it."""

    name: str
    records: int
    unreadable: int
    events: Mapping[str, int]
    notes: tuple[str, ...]
    columns: Mapping[str, str]
    bytes: int
    sha256: str
    #: Sends that are not the first of their row: a message to several recipients.
    further: int = 0
    #: Deliveries that count as sends, for no row says that they were sent.
    alone: int = 0

    @property
    def sends(self) -> int:
        """How many sends it tells of, unreadable rows not counted."""
        return self.records - self.unreadable - sum(self.events.values()) + self.further


@dataclass(frozen=True)
class Progress:
    """How far an audit has come: batches, logs that are done, pieces of the log that follows."""

    batches: int
    logs: tuple[Done, ...]
    pieces: int


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

    def progress(self) -> Progress:
        """How far an earlier call has come."""
        logs: list[Done] = []
        batches = pieces = 0
        while (told := self._marker(batches)) is not None:
            logs += [Done(**log | {"notes": tuple(log["notes"])}) for log in told["logs"]]
            batches, pieces = batches + 1, told["pieces"]
        return Progress(batches, tuple(logs), pieces)

    def _marker(self, batch: int) -> dict[str, Any] | None:
        try:
            told = json.loads(self._file(batch, "json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return told if isinstance(told, dict) else None

    def _file(self, batch: int, kind: str) -> Path:
        return self.folder / f"{batch:08}.{kind}"

    def keep(
        self,
        batch: int,
        sends: pl.DataFrame,
        tally: pl.DataFrame,
        logs: Sequence[Done] | None,
        pieces: int,
    ) -> None:
        """Keep a batch that has been judged.

        Args:
            batch: its number, from 0.
            sends: the judged sends.
            tally: their counts.
            logs: the logs that are done with it; None for a batch that is made anew when an
                interrupted audit goes on.
            pieces: pieces that the log after these has given so far.
        """
        _write_frame(tally, self._file(batch, "tally"))
        _write_frame(sends, self._file(batch, "sends"))
        if logs is None:
            return
        told = {"logs": [dict(log.__dict__) for log in logs], "pieces": pieces}
        # The marker comes last: with it the batch is there.
        _write(self._file(batch, "json"), json.dumps(told, default=dict).encode())

    def keep_unreadable(self, log: int, rows: pl.DataFrame) -> None:
        """Keep the rows of a log that could not be read."""
        if rows.height:
            _write_frame(rows, self.unreadable(log))

    def keep_keys(self, log: int, piece: int, keys: pl.DataFrame) -> None:
        """Keep by what rows of a piece may be of one message: see the module of pairs."""
        _write_frame(keys, self.folder / f"{log:08}-{piece:08}.keys")

    def keys(self) -> list[Path]:
        """The files of these, in order."""
        return sorted(self.folder.glob("*.keys"))

    def batches(self) -> list[Path]:
        """The files of all batches, in order."""
        return sorted(self.folder.glob("*.sends"))

    def tallies(self) -> list[Path]:
        """The files of their counts, in order."""
        return sorted(self.folder.glob("*.tally"))

    def unreadable(self, log: int) -> Path:
        """The file of a log's unreadable rows."""
        return self.folder / f"{log:08}.unreadable"

    def remove(self) -> None:
        """The audit is written: nothing is left to go on with."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _write_frame(frame: pl.DataFrame, path: Path) -> None:
    part = path.with_name(path.name + ".part")
    frame.write_parquet(part, compression="lz4", statistics=False)
    part.replace(path)


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    part.replace(path)
