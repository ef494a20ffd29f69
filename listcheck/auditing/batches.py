"""From logs to judged batches: small logs of one layout together, large ones in pieces.

What a batch holds depends on the logs alone, so that an audit that was interrupted makes the same
batches when it goes on.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl

from listcheck.auditing.judge import JUDGED, judge
from listcheck.auditing.logs import PIECE, Log, open_log
from listcheck.auditing.past import Past
from listcheck.auditing.tally import tally
from listcheck.auditing.work import Done, Work
from listcheck.errors import InputProblem
from listcheck.sources import ColumnMap, ListFile


class _Batches:
    """Collects the sends of pieces until there are enough of them to be judged."""

    def __init__(self, past: Past, work: Work, number: int, pieces: int) -> None:
        self._past, self._work = past, work
        self._number, self._pieces = number, pieces
        self._held: list[pl.DataFrame] = []
        self._rows = 0
        self._done: list[Done] = []
        self._map: ColumnMap | None = None
        self._layout: tuple[object, ...] = ()

    def begin(self, log: Log) -> None:
        """The next log comes; one of another layout is judged by itself."""
        if self._held and log.layout != self._layout:
            self.flush()
        self._map, self._layout = log.map, log.layout

    def add(self, sends: pl.DataFrame) -> None:
        """The next piece of the log."""
        self._held.append(sends)
        self._rows += sends.height
        self._pieces += 1
        if self._rows >= PIECE:
            self.flush()

    def end(self, done: Done) -> None:
        """The log is done."""
        self._done.append(done)
        self._pieces = 0

    def flush(self) -> None:
        """Judge what is there, and keep it."""
        if not self._held and not self._done:
            return
        if self._map is None:
            raise AssertionError("a batch before any log")
        judged = (
            judge(pl.concat(self._held), self._map, self._past)
            if self._held
            else pl.DataFrame(schema=JUDGED)
        )
        self._work.keep(
            self._number, judged, tally(judged, self._past.penalty_days), self._done, self._pieces
        )
        self._number += 1
        self._held, self._rows, self._done = [], 0, []


def judge_logs(
    files: Sequence[ListFile],
    past: Past,
    work: Work,
    temporary: Path,
    progress: Callable[[str], None],
) -> list[Done]:
    """Judge all logs, from where an interrupted audit stopped.

    Raises:
        InputProblem: a log cannot be read, or was changed while it was read.
    """
    known = work.progress()
    batches = _Batches(past, work, known.batches, known.pieces)
    skip = known.pieces
    for at, file in list(enumerate(files))[len(known.logs) :]:
        progress(f"judging {file.name} ({at + 1:,} of {len(files):,})")
        # What is unpacked for one log is gone before the next one comes.
        with tempfile.TemporaryDirectory(dir=temporary) as own:
            log = open_log(at, file, past.settings, Path(own))
            before = _stamp(file)
            batches.begin(log)
            events = _read(log, batches, skip)
            skip = 0
            if before != _stamp(file):
                raise InputProblem(f"{file.name}: was changed while it was being read; run again")
            work.keep_unreadable(at, log.part.unreadable)
            batches.end(_done(log, events))
    batches.flush()
    return list(work.progress().logs)


def _read(log: Log, batches: _Batches, skip: int) -> Counter[str]:
    """Hand on the sends of a log, but for its first pieces; the other events are counted."""
    rows, events = 0, Counter[str]()
    for number, cells in enumerate(log.pieces()):
        rows += cells.height
        events.update(log.others(cells))
        if number >= skip:
            batches.add(log.sends(cells))
    if rows != log.part.readable:
        raise AssertionError(f"{rows:,} rows were read, {log.part.readable:,} were counted")
    return events


def _stamp(file: ListFile) -> tuple[int, int]:
    if file.is_standard_input:
        return (0, 0)
    found = file.path.stat()
    return found.st_size, found.st_mtime_ns


def _done(log: Log, events: Counter[str]) -> Done:
    return Done(
        name=log.part.file.name,
        records=log.part.records,
        unreadable=log.part.unreadable.height,
        events=dict(events),
        notes=log.notes,
        columns=log.map.columns,
        bytes=log.part.size,
        sha256=log.part.sha256,
    )
