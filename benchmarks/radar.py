"""The opt-out radar on columns of real exports: what is read right, and false alarms.

``data/radar/opt_out_columns.csv`` holds columns that tell of opt-outs, each cell with what its
system means by it; ``data/radar/harmless_columns.csv`` columns that tell nothing of the kind. Each
stands alone beside an address, as the vendor's other headers would give it away. What was reached
is held: fewer columns read right, or more false alarms, are a failure.

    python -m benchmarks.radar [--misses]
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from listcheck.core import columns as c
from listcheck.mapping import map_columns, swept, with_fields
from listcheck.readers import find_lists, open_list

DATA = Path(__file__).parent / "data" / "radar"
CHANNELS = {"email": "email", "sms": "sms", "call": "call", "all": "email"}
#: What is reached: so many columns are read as their systems mean them. Nearly all of the others
#: hold their contacts or stop the run.
LEAST_RIGHT = 385
#: Columns in which an opt-out that the system says in plain words is kept.
MOST_PLAIN_KEPT = 3
#: False alarms, as a share of the harmless columns.
MOST_ALARMS = 0.01


@dataclass(frozen=True)
class Column:
    """One column of the tables: its cells and, where it tells of opt-outs, what each means."""

    vendor: str
    header: str
    cells: tuple[str, ...]
    channel: str
    meanings: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Read:
    """What listcheck made of a column: yes, bounced, unreadable, polarity, no or None per cell."""

    answers: tuple[str | None, ...]
    not_understood: bool


def columns(name: str) -> list[Column]:
    """The columns of a table of ``tests/data``."""
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return [
            Column(
                row["vendor"],
                row["header"],
                tuple("" if cell == "<blank>" else cell for cell in row["cells"].split("|")),
                row.get("channel", "email"),
                tuple(row["meaning"].split("|")) if "meaning" in row else (),
                row["source"],
            )
            for row in csv.DictReader(stream)
        ]


def read(column: Column, folder: Path) -> Read:
    """Read a column beside a column of addresses, for a campaign of its channel."""
    channel = CHANNELS.get(column.channel, "email")
    purpose = "share" if column.channel == "sharing" else "marketing"
    path = folder / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["Email", column.header])
        for number, cell in enumerate(column.cells):
            writer.writerow([f"p{number}@firma.example", cell])
    part = open_list(find_lists([str(path)])[0], folder)
    mapping = map_columns(part.headers, {}, "list.csv").for_channel(channel, purpose)
    mapping = swept(part, mapping)
    dated = c.cell_expr("opted_out_at").is_not_null()
    said = with_fields(part.frame, mapping).select(c.SAID.name, c.BOUNCE_SAID.name, dated).collect()
    answers = tuple(
        "yes" if day or answer == "yes" else "bounced" if bounced else answer
        for answer, bounced, day in said.iter_rows()
    )
    return Read(answers, bool(mapping.not_understood))


def wrong(column: Column, found: Read) -> Iterator[str]:
    """What is wrong with what was read, cell by cell."""
    if column.channel == "post":
        # Letters are no campaign of listcheck's: such a flag must say nothing of e-mail.
        if any(answer in ("yes", "bounced") for answer in found.answers):
            yield "an opt-out of another channel counts"
        return
    for cell, meaning, answer in zip(column.cells, column.meanings, found.answers, strict=True):
        out = answer in ("yes", "bounced")
        held = answer in ("unreadable", "polarity") or found.not_understood
        if meaning in ("opt_out", "bounce") and not out:
            yield f"{cell!r} ({meaning}) is {'held' if held else 'kept'}"
        elif meaning == "doubtful" and not out and not held:
            yield f"{cell!r} (doubtful) is kept"
        elif meaning in ("in", "none") and (out or answer in ("unreadable", "polarity")):
            yield f"{cell!r} ({meaning}) is {'dropped' if out else 'held'}"


def alarm(found: Read) -> bool:
    """Whether a harmless column would drop or hold somebody, or stop the run."""
    return found.not_understood or any(
        answer in ("yes", "bounced", "unreadable", "polarity") for answer in found.answers
    )


def whole(*, shown: bool = False) -> None:
    """Print both figures, and fail where they are worse than what was reached."""
    telling, harmless = columns("opt_out_columns.csv"), columns("harmless_columns.csv")
    right, kept, plain, systems = 0, 0, 0, set()
    with tempfile.TemporaryDirectory() as folder:
        for column in telling:
            faults = list(wrong(column, read(column, Path(folder))))
            right += not faults
            systems |= {column.vendor} if not faults else set()
            kept += any(fault.endswith("is kept") for fault in faults)
            plain += any("(opt_out) is kept" in fault for fault in faults)
            if faults and shown:
                print(f"{column.vendor}: {column.header}: {'; '.join(faults)}")
        alarms = [column for column in harmless if alarm(read(column, Path(folder)))]
    if shown:
        for column in alarms:
            print(f"false alarm: {column.vendor}: {column.header}: {'|'.join(column.cells)}")
    print(
        f"columns that tell of opt-outs: {right} of {len(telling)} read as their system means them "
        f"({len(systems)} systems); {kept} with a cell that passes in silence, {plain} of them "
        "with an opt-out in plain words"
    )
    share = len(alarms) / len(harmless)
    print(f"harmless columns: {len(alarms)} false alarms of {len(harmless)} ({share:.1%})")
    if right < LEAST_RIGHT or plain > MOST_PLAIN_KEPT or share > MOST_ALARMS:
        raise SystemExit(
            f"worse than what was reached: expected {LEAST_RIGHT} columns read right, "
            f"{MOST_PLAIN_KEPT} plain opt-outs kept, {MOST_ALARMS:.0%} false alarms; see --misses"
        )


def short() -> None:
    """The whole of it: it takes seconds."""
    whole()


if __name__ == "__main__":
    whole(shown="--misses" in sys.argv)
