"""How the same sends lie in files: one log, many, shuffled, by date and channel, as Parquet."""

from __future__ import annotations

import csv
import io
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from tests.audit.truth import COLUMNS, Send

#: Records that no reader can place: a field too many, at the end of a log.
UNREADABLE: Final = 7


def write_logs(folder: Path, layout: str, sends: Sequence[Send], seed: int) -> list[Path]:
    """Write the logs and tell what the command is to be given: files or folders.

    Rows whose day cannot be told lie in a log of their own, whose name tells none either; at its
    end stand records with too many fields.
    """
    shuffle = random.Random(f"{layout}-{seed}")
    plain = [send for send in sends if not send.odd]
    given = _LAYOUTS[layout](folder, plain, shuffle)
    odd = [send for send in sends if send.odd]
    if odd:
        path = folder / "odd" / "log.csv"
        _csv(path, odd, COLUMNS)
        with path.open("a", encoding="utf-8", newline="") as stream:
            stream.writelines(f"broken-{at}{',x' * 40}\n" for at in range(UNREADABLE))
        given.append(path)
    return given


def log_files(given: Iterable[Path]) -> list[Path]:
    """The files of what the command is given."""
    return [
        file
        for path in given
        for file in (sorted(path.rglob("*.*")) if path.is_dir() else [path])
        if file.is_file()
    ]


def refs_of(path: Path) -> list[str]:
    """The ref of each record of a log, in order."""
    if path.suffix == ".parquet":
        return pl.read_parquet(path, columns=["ref"])["ref"].to_list()
    with path.open(encoding="utf-8", newline="") as stream:
        return [line["ref"] for line in csv.DictReader(stream)]


def _csv(path: Path, sends: Iterable[Send], columns: Sequence[str]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([send.cells.get(name, "") for name in columns] for send in sends)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.getvalue().encode())


def _one(folder: Path, sends: Sequence[Send], shuffle: random.Random) -> list[Path]:
    path = folder / "sends.csv"
    _csv(path, sends, COLUMNS)
    return [path]


def _shuffled(folder: Path, sends: Sequence[Send], shuffle: random.Random) -> list[Path]:
    """Five files in no order, each with its columns in another one."""
    return _split(folder, sends, shuffle, 5)


def _many(folder: Path, sends: Sequence[Send], shuffle: random.Random) -> list[Path]:
    return _split(folder, sends, shuffle, 60)


def _split(folder: Path, sends: Sequence[Send], shuffle: random.Random, count: int) -> list[Path]:
    mixed = shuffle.sample(sends, len(sends))
    paths = [folder / f"part-{at:02}.csv" for at in range(count)]
    for at, path in enumerate(paths):
        _csv(path, mixed[at::count], shuffle.sample(COLUMNS, len(COLUMNS)))
    return shuffle.sample(paths, count)


def _parquet(folder: Path, sends: Sequence[Send], shuffle: random.Random) -> list[Path]:
    mixed = shuffle.sample(sends, len(sends))
    for at in range(3):
        own = mixed[at::3]
        table = {name: [send.cells.get(name) or None for send in own] for name in COLUMNS}
        path = folder / "parquet" / f"part-{at}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        pl.DataFrame(table, schema=dict.fromkeys(COLUMNS, pl.String)).write_parquet(path)
    return [folder / "parquet"]


def _dates(folder: Path, sends: Sequence[Send], shuffle: random.Random) -> list[Path]:
    """Folders by day: calls and texts in trees of their own, where only names tell the channel.

    Sends that tell no clock have no column of times there either: the folder tells the day.
    """
    files: dict[str, list[Send]] = defaultdict(list)
    for send in sends:
        channel, day = send.cells["channel"], send.day
        bare = send.cells["send_time"] == day.isoformat()
        if bare and channel == "call":
            name = f"calls/channel=call/date={day}/part.csv"
        elif bare and channel == "sms":
            name = f"texts/channel=sms/year={day:%Y}/month={day:%m}/day={day:%d}/part.csv"
        else:
            name = f"mixed/date={day}/part.csv"
        files[name].append(send)
    untold = ("send_time", "channel")
    for name, own in files.items():
        kept = COLUMNS if name.startswith("mixed") else [c for c in COLUMNS if c not in untold]
        _csv(folder / name, own, kept)
    return sorted({folder / name.split("/")[0] for name in files})


def _months(folder: Path, sends: Sequence[Send], shuffle: random.Random) -> list[Path]:
    """Folders by month and campaign's word; the rows tell the day and the channel."""
    files: dict[str, list[Send]] = defaultdict(list)
    for send in sends:
        word = send.cells["campaign"].split()[-1]
        files[f"months/{send.day:%Y}/{send.day:%m}/{word}.csv"].append(send)
    for name, own in files.items():
        _csv(folder / name, own, COLUMNS)
    return [folder / "months"]


_LAYOUTS: Final[dict[str, Callable[[Path, Sequence[Send], random.Random], list[Path]]]] = {
    "one": _one, "shuffled": _shuffled, "many": _many, "parquet": _parquet, "dates": _dates,
    "months": _months,
}  # fmt: skip
LAYOUTS: Final = tuple(_LAYOUTS)
