"""From logs to judged batches: small logs of one layout together, large ones in pieces.

What a batch holds depends on the logs alone, so that an audit that was interrupted makes the same
batches when it goes on.
"""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import polars as pl

from listcheck.auditing.judging.judge import judge, judged_columns
from listcheck.auditing.judging.past import Past
from listcheck.auditing.logs.log_events import unknown_notes
from listcheck.auditing.logs.pairs import sends_of_their_own
from listcheck.auditing.logs.send_log import PIECE, Log, open_log
from listcheck.auditing.telling.tally import tally
from listcheck.auditing.work import Done, Work
from listcheck.core.errors import InputProblem
from listcheck.core.part import ListFile
from listcheck.mapping import ColumnMap


class _Batches:
    """Collects the sends of pieces until there are enough of them to be judged."""

    def __init__(
        self, past: Past, work: Work, number: int, pieces: int, *, again: bool = False
    ) -> None:
        self._past, self._work, self._again = past, work, again
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
            else pl.DataFrame(schema=judged_columns())
        )
        self._work.keep(
            self._number,
            judged,
            tally(judged, self._past.penalty_days),
            None if self._again else self._done,
            self._pieces,
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
    passing: dict[int, Log] = {}
    for at, file in list(enumerate(files))[len(known.logs) :]:
        progress(f"judging {file.name} ({at + 1:,} of {len(files):,})")
        with _room(file, temporary) as room:
            log = open_log(at, file, past.settings, room)
            if file.is_standard_input:
                passing[at] = log
            before = _stamp(file)
            batches.begin(log)
            done = _read(log, batches, work, skip)
            skip = 0
            if before != _stamp(file):
                raise _changed(file)
            work.keep_unreadable(at, log.part.unreadable)
            batches.end(done)
    batches.flush()
    alone = sends_of_their_own(work.keys())
    if not alone.height:
        return list(work.progress().logs)
    progress("judging deliveries of which no row says that they were sent")
    return _with_alone(alone, files, past, work, temporary, passing)


@contextmanager
def _room(file: ListFile, temporary: Path) -> Iterator[Path]:
    """Where a log is unpacked: gone before the next one comes, if it can be read once more."""
    if file.is_standard_input:
        yield Path(tempfile.mkdtemp(dir=temporary))
        return
    with tempfile.TemporaryDirectory(dir=temporary) as room:
        yield Path(room)


def _read(log: Log, batches: _Batches, work: Work, skip: int) -> Done:
    """Hand on the sends of a log, but for its first pieces; the other events are counted."""
    rows = further = 0
    events, unknown = Counter[str](), defaultdict[str, Counter[str]](Counter)
    for number, cells in enumerate(log.pieces()):
        piece = log.read(cells)
        rows, further = rows + cells.height, further + piece.further
        events.update(piece.others)
        for header, words in piece.unknown.items():
            unknown[header].update(words)
        if piece.keys is not None:
            work.keep_keys(log.at, number, piece.keys)
        if number >= skip:
            batches.add(piece.sends)
    if rows != log.part.readable:
        raise AssertionError(f"{rows:,} rows were read, {log.part.readable:,} were counted")
    return _done(log, events, unknown, further)


def _with_alone(
    alone: pl.DataFrame,
    files: Sequence[ListFile],
    past: Past,
    work: Work,
    temporary: Path,
    passing: Mapping[int, Log],
) -> list[Done]:
    """Judge the deliveries that belong to no send; the logs, with these among their sends.

    These batches come after all others and are made anew when an interrupted audit goes on.
    """
    known = work.progress()
    done = list(known.logs)
    batches = _Batches(past, work, known.batches, 0, again=True)
    for (at,), wanted in sorted(alone.partition_by("log", as_dict=True).items()):
        file, judged = files[at], done[at]
        with _room(file, temporary) as room:
            log = passing[at] if at in passing else open_log(at, file, past.settings, room)
            if log.part.sha256 != judged.sha256:
                raise _changed(file)
            batches.begin(log)
            events, further, count = Counter(judged.events), 0, 0
            for cells in log.pieces():
                piece = log.alone(cells, wanted.select("row", "who"))
                events.subtract(piece.others)
                further, count = further + piece.further, count + piece.sends.height
                if piece.sends.height:
                    batches.add(piece.sends)
            if count != wanted.height:
                raise AssertionError(f"{count:,} of {wanted.height:,} deliveries were found again")
        done[at] = replace(
            judged, events=dict(+events), further=judged.further + further, alone=count
        )
    batches.flush()
    return done


def _changed(file: ListFile) -> InputProblem:
    return InputProblem(f"{file.name}: was changed while it was being read; run again")


def _stamp(file: ListFile) -> tuple[int, int]:
    if file.is_standard_input:
        return (0, 0)
    status = file.path.stat()
    return status.st_size, status.st_mtime_ns


def _done(
    log: Log, events: Counter[str], unknown: Mapping[str, Counter[str]], further: int
) -> Done:
    return Done(
        name=log.part.file.name,
        records=log.part.records,
        unreadable=log.part.unreadable.height,
        events=dict(events),
        notes=(*log.notes, *unknown_notes(log.part.file.name, unknown)),
        columns=log.map.columns,
        bytes=log.part.size,
        sha256=log.part.sha256,
        further=further,
    )
