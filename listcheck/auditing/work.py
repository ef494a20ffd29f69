"""What an audit keeps while it runs, so that one that was interrupted goes on where it stopped.

A folder beside the output: one file for every piece of a log that has been judged, one for every
log that is done. Each appears whole or not at all. A plan says for what they were made; for
anything else they are thrown away. It also says with what: findings are stored as bits in the
order of the checks, and people as hashes of a key, so that with other checks or another key
nothing is gone on with, and nothing is thrown away either unless that is asked for.
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
from listcheck.core.files import replaced, write_bytes

#: Of what is stored; another one is thrown away.
FORMAT: Final = "listcheck-audit-work/2"
_PLAN: Final = "plan.json"


@dataclass(frozen=True)
class MadeWith:
    """What must be the same for going on, and that the user may have changed unawares.

    Attributes:
        checks: the code of every check, in the order of its bit, and what makes it: nothing for a
            shipped one, the distribution and its version for a plug-in.
        keys: what each key is for to a mark that gives nothing away.
    """

    checks: tuple[tuple[str, str], ...]
    keys: Mapping[str, str | None]

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return {"checks": [list(pair) for pair in self.checks], "keys": dict(self.keys)}

    def differences(self, recorded: Mapping[str, Any]) -> list[str]:
        """What is another than was recorded, in words; as :meth:`as_json` gave it."""
        before, now = dict(recorded["checks"]), dict(self.checks)
        differences = [
            f"the check {_shown(code, now)} was added" for code in now if code not in before
        ]
        differences += [
            f"the check {_shown(code, before)} was removed" for code in before if code not in now
        ]
        differences += [
            f"the check {code} came from {before[code] or 'listcheck'} and comes from "
            f"{now[code] or 'listcheck'}"
            for code in now
            if code in before and before[code] != now[code]
        ]
        changed = ("is not given any more", "was not given before", "is another one")
        for name, mark in self.keys.items():
            old = recorded["keys"].get(name)
            if old != mark:
                differences.append(
                    f"{name} {changed[0 if mark is None else 1 if old is None else 2]}"
                )
        return differences


def _shown(code: str, made_by: Mapping[str, str]) -> str:
    return f"{code} ({made_by[code]})" if made_by[code] else code


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
    def of(
        cls, output: Path, plan: Mapping[str, Any], made_with: MadeWith, *, restart: bool
    ) -> Work:
        """Open the folder that belongs to an output directory, or begin anew.

        Args:
            output: the output directory.
            plan: what must be equal for going on; with another one the audit begins anew.
            made_with: what must be equal too; with another one the audit is refused.
            restart: begin anew, whatever is there.

        Raises:
            UsageProblem: the folder cannot be made, or the audit of which it tells was begun with
                other checks or keys.
        """
        place = output.resolve()
        work = cls(place.parent / f".{place.name}.partial")
        digest = hashlib.sha256(json.dumps(plan, sort_keys=True, default=str).encode()).hexdigest()
        stored = work._plan()
        if restart or stored is None or stored["plan"] != digest or not work.progress().batches:
            shutil.rmtree(work.folder, ignore_errors=True)
        elif differences := made_with.differences(stored["made_with"]):
            raise UsageProblem(
                f"{output}: this audit was interrupted, and what it has judged so far cannot be "
                f"gone on with: {'; '.join(differences)}. Go on with what it was begun with, or "
                "begin anew with --restart"
            )
        try:
            work.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise UsageProblem(
                f"{place.parent}: cannot be written to ({error.strerror}); choose another place "
                "with --output-dir"
            ) from None
        content = {"format": FORMAT, "plan": digest, "made_with": made_with.as_json()}
        write_bytes(work.folder / _PLAN, json.dumps(content, indent=1).encode())
        return work

    def _plan(self) -> dict[str, Any] | None:
        try:
            content = json.loads((self.folder / _PLAN).read_text(encoding="utf-8"))
            return content if content["format"] == FORMAT else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def progress(self) -> Progress:
        """How far an earlier call has come."""
        logs: list[Done] = []
        batches = pieces = 0
        while (marker := self._marker(batches)) is not None:
            logs += [Done(**log | {"notes": tuple(log["notes"])}) for log in marker["logs"]]
            batches, pieces = batches + 1, marker["pieces"]
        return Progress(batches, tuple(logs), pieces)

    def _marker(self, batch: int) -> dict[str, Any] | None:
        try:
            marker = json.loads(self._file(batch, "json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return marker if isinstance(marker, dict) else None

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
        marker = {"logs": [dict(log.__dict__) for log in logs], "pieces": pieces}
        # The marker comes last: with it the batch is there.
        write_bytes(self._file(batch, "json"), json.dumps(marker, default=dict).encode())

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
    with replaced(path) as fresh:
        frame.write_parquet(fresh, compression="lz4", statistics=False)
