"""What an audit reads out of a log: whom it takes for sent to, and what for another event."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from listcheck import Settings
from listcheck.auditing.logs.log_events import unknown_notes
from listcheck.auditing.logs.pairs import sends_of_their_own
from listcheck.auditing.logs.send_log import open_log
from listcheck.config.brief import Audit
from listcheck.readers import find_lists

Record = Mapping[str, Any]


@dataclass
class Read:
    """Sends as (log, row, recipient), other events by what is said, and what is noted."""

    sends: list[tuple[int, int, str | None]] = field(default_factory=list)
    events: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    rows: int = 0
    further: int = 0

    @property
    def recipients(self) -> list[str]:
        """The recipients of all sends, in order."""
        return sorted(who or "" for _, _, who in self.sends)


def ndjson(records: Iterable[Record], name: str = "log.ndjson") -> Path:
    path = Path(name)
    path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    return path


def table(header: str, lines: Iterable[Sequence[str]], name: str = "log.csv") -> Path:
    """A CSV file; ``header`` has its headers, separated by commas."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header.split(","))
    writer.writerows(lines)
    path = Path(name)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return path


def read(*paths: Path, channel: str | None = None, own: Sequence[str] = ()) -> Read:
    """What an audit of these logs reads; nobody is judged."""
    settings = Settings(send_date=date(2026, 11, 30), audit=Audit(send_events=tuple(own)))
    if channel is not None:
        settings = Settings(send_date=settings.send_date, audit=settings.audit, channel=channel)  # type: ignore[arg-type]
    files = find_lists([str(path) for path in paths], exports=True)
    logs = [open_log(at, file, settings, _folder(f"work-{at}")) for at, file in enumerate(files)]
    found, keys = Read(), []
    for log in logs:
        unknown: dict[str, Counter[str]] = {}
        for cells in log.pieces():
            piece = log.read(cells)
            found.rows += cells.height
            found.further += piece.further
            found.events.update(piece.others)
            found.sends += _sends(log, piece.sends)
            for header, words in piece.unknown.items():
                unknown.setdefault(header, Counter()).update(words)
            if piece.keys is not None:
                target = _folder("keys") / f"{log.at}.parquet"
                piece.keys.write_parquet(target)
                keys.append(target)
        found.notes += unknown_notes(log.part.file.name, unknown)
    alone = sends_of_their_own(keys)
    for log in logs:
        wanted = alone.filter(pl.col("log") == log.at).select("row", "who")
        for cells in log.pieces() if wanted.height else ():
            piece = log.alone(cells, wanted)
            found.further += piece.further
            found.events.subtract(piece.others)
            found.sends += _sends(log, piece.sends)
    found.events = +found.events
    found.sends.sort(key=lambda one: (one[0], one[1], one[2] or ""))
    assert len(found.sends) - found.further + sum(found.events.values()) == found.rows
    return found


def _folder(name: str) -> Path:
    path = Path(name).absolute()
    path.mkdir(exist_ok=True)
    return path


def _sends(log: Any, sends: pl.DataFrame) -> list[tuple[int, int, str | None]]:
    places = {one.field: one.at for one in log.to}
    told = []
    for row in sends.iter_rows(named=True):
        kind = "email" if row["channel"] in ("email", None) else "phone"
        place = places.get(kind, next(iter(places.values())))
        told.append((log.at, int(row["row"]), row[f"c{place}"]))
    return told
