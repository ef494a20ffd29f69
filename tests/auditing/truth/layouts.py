"""How the same sends lie in files: one log, many, shuffled, by date and channel, as Parquet."""

from __future__ import annotations

import csv
import gzip
import io
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from tests.auditing.truth.days import ONE
from tests.auditing.truth.truth import COLUMNS, Send

#: Records that no reader can place: a field too many, at the end of a log.
UNREADABLE: Final = 7
#: Columns that a log has, in order.
Columns = Sequence[str]


def write_logs(folder: Path, layout: str, sends: Sequence[Send], seed: int) -> list[Path]:
    """Write the logs and tell what the command is to be given: files or folders.

    Rows whose day cannot be told lie in a log of their own, whose name tells none either; at its
    end stand records with too many fields.
    """
    shuffle = random.Random(f"{layout}-{seed}")
    # A log of which no record says anything of opt-outs has no columns for them.
    columns = [name for name in COLUMNS if any(send.cells.get(name) for send in sends)]
    plain = [send for send in sends if not send.odd]
    given = _LAYOUTS[layout](folder, plain, columns, shuffle)
    odd = [send for send in sends if send.odd]
    if odd:
        path = folder / "odd" / "log.csv"
        _csv(path, odd, columns)
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
    text = path.read_bytes()
    if path.suffix == ".gz":
        text = gzip.decompress(text)
    with io.StringIO(text.decode(), newline="") as stream:
        return [line["ref"] for line in csv.DictReader(stream)]


def _csv(path: Path, sends: Iterable[Send], columns: Columns) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([send.cells.get(name, "") for name in columns] for send in sends)
    path.parent.mkdir(parents=True, exist_ok=True)
    written = text.getvalue().encode()
    path.write_bytes(gzip.compress(written, mtime=0) if path.suffix == ".gz" else written)


def _one(
    folder: Path, sends: Sequence[Send], columns: Columns, shuffle: random.Random
) -> list[Path]:
    path = folder / "sends.csv"
    _csv(path, sends, columns)
    return [path]


def _shuffled(
    folder: Path, sends: Sequence[Send], columns: Columns, shuffle: random.Random
) -> list[Path]:
    """Three files in no order, each with its columns in another one."""
    orders = [shuffle.sample(columns, len(columns)) for _ in range(3)]
    return _split(folder, sends, shuffle, orders, (".csv",))


def _many(
    folder: Path, sends: Sequence[Send], columns: Columns, shuffle: random.Random
) -> list[Path]:
    """Sixty files, every other one packed."""
    return _split(folder, sends, shuffle, [columns] * 60, (".csv", ".csv.gz"))


def _split(
    folder: Path,
    sends: Sequence[Send],
    shuffle: random.Random,
    orders: Sequence[Columns],
    ends: Sequence[str],
) -> list[Path]:
    """A file for each order of columns, their names ending as ``ends`` says in turn."""
    mixed = shuffle.sample(sends, len(sends))
    paths = [folder / f"part-{at:02}{ends[at % len(ends)]}" for at in range(len(orders))]
    for at, (path, columns) in enumerate(zip(paths, orders, strict=True)):
        _csv(path, mixed[at :: len(orders)], columns)
    return shuffle.sample(paths, len(paths))


def _parquet(
    folder: Path, sends: Sequence[Send], columns: Columns, shuffle: random.Random
) -> list[Path]:
    mixed = shuffle.sample(sends, len(sends))
    for at in range(3):
        own = mixed[at::3]
        table = {name: [send.cells.get(name) or None for send in own] for name in columns}
        path = folder / "parquet" / f"part-{at}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        pl.DataFrame(table, schema=dict.fromkeys(columns, pl.String)).write_parquet(path)
    return [folder / "parquet"]


def _dates(
    folder: Path, sends: Sequence[Send], columns: Columns, shuffle: random.Random
) -> list[Path]:
    """Folders by day: calls and texts in trees of their own, where only names tell the channel.

    Sends that tell no clock have no column of times there either: the folder tells the day. The
    rest lies in a tree whose name says e-mail, with columns that win over it.
    """
    files: dict[str, list[Send]] = defaultdict(list)
    for send in sends:
        channel, day = send.cells["channel"], send.day
        bare = send.cells["send_time"] == day.isoformat()
        # Loaded a day late, into the folder of that day: the row knows better than the folder.
        if channel == "email" and shuffle.random() < 0.02:
            day += ONE
        if bare and channel == "call":
            name = f"calls/channel=call/date={day}/part.csv"
        elif bare and channel == "sms":
            name = f"texts/channel=sms/year={day:%Y}/month={day:%m}/day={day:%d}/part.csv"
        else:
            name = f"channel=email/date={day}/part.csv"
        files[name].append(send)
    untold = ("send_time", "channel")
    for name, own in files.items():
        told = name.startswith("channel=email")
        kept = columns if told else [column for column in columns if column not in untold]
        _csv(folder / name, own, kept)
    return sorted({folder / name.split("/")[0] for name in files})


def _months(
    folder: Path, sends: Sequence[Send], columns: Columns, shuffle: random.Random
) -> list[Path]:
    """Folders by month and campaign's word; the rows tell the day and the channel."""
    files: dict[str, list[Send]] = defaultdict(list)
    for send in sends:
        word = send.cells["campaign"].split()[-1]
        files[f"months/{send.day:%Y}/{send.day:%m}/{word}.csv"].append(send)
    for name, own in files.items():
        _csv(folder / name, own, columns)
    return [folder / "months"]


_LAYOUTS: Final[dict[str, Callable[[Path, Sequence[Send], Columns, random.Random], list[Path]]]] = {
    "one": _one, "shuffled": _shuffled, "many": _many, "parquet": _parquet, "dates": _dates,
    "months": _months,
}  # fmt: skip
LAYOUTS: Final = tuple(_LAYOUTS)
