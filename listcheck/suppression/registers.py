"""Copies of do-not-call and do-not-mail registers: which register, and who is listed since when.

A register may come in several files: lists of areas, which add up, and lists of changes, which
are applied to the lists in the order of their days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from listcheck.config.inputs import RegisterCopy
from listcheck.contacts import calling_code, moment
from listcheck.core.errors import InputProblem, NothingInIt, UsageProblem
from listcheck.core.part import Part
from listcheck.matching import RegisterEntries
from listcheck.policy import Register
from listcheck.suppression.cell_keys import address_key, loose_keys, number_key, numberish
from listcheck.suppression.loading import Loaded, any_key, dated, loaded, opened, unread_records
from listcheck.suppression.number_columns import named_for_people, without_numbers
from listcheck.suppression.source_sheets import add_up
from listcheck.suppression.unread import filled

_LISTED_HEADERS: Final = (
    "listedat", "listedon", "listingdate", "registeredat", "registrationdate", "dateregistered",
    "datelisted", "since",
)  # fmt: skip
#: How lists of changes mark what was added and what was taken out.
_ADDED: Final = ("a", "add", "added", "+")
_TAKEN_OUT: Final = ("d", "del", "delete", "deleted", "r", "remove", "removed", "-")


@dataclass(frozen=True)
class RegisterSource:
    """One file of a register: ``taken_out`` are its keys that are listed no longer."""

    source: Loaded
    entries: pl.DataFrame
    taken_out: pl.Series
    changes: bool


def load_register(
    copies: Sequence[RegisterCopy], register: Register, work: Path, kind: str
) -> tuple[list[Loaded], RegisterEntries, date | None]:
    """Read all files of a register: numbers in national or international form, or addresses.

    The day of the copy is that of its last list of changes, else of its oldest list; null where
    one of them is not known.

    Raises:
        InputProblem: unreadable, none of its entries is a number (or an address), or changes
            without the list that they change.
        UsageProblem: lists of changes whose order cannot be told.
    """
    files = [read_copy(copy, register, work, kind) for copy in copies]
    full = [file for file in files if not file.changes]
    changes = [file for file in files if file.changes]
    if not full:
        raise InputProblem(
            f"{files[0].source.file.path}: holds changes only (added, deleted): give the list of "
            f"{register.id} that they change as well"
        )
    days = [file.source.file.obtained for file in changes or full]
    known = [day for day in days if day is not None]
    if changes and len(set(known)) < len(changes):
        raise UsageProblem(
            f"--register {register.id}: lists of changes need a day each: {register.id}=FILE@"
            "YYYY-MM-DD"
        )
    entries = pl.concat([file.entries for file in full])
    for file in sorted(changes, key=lambda file: str(file.source.file.obtained)):
        taken_out = file.taken_out.alias("key").to_frame()
        entries = pl.concat([entries.join(taken_out, on="key", how="anti"), file.entries])
    areas = areas_of(pl.concat([file.entries for file in full])["key"], register)
    day = None if len(known) < len(days) else max(known) if changes else min(known)
    sources = [file.source for file in files]
    return sources, RegisterEntries(entries.unique(), kind, areas), day


def read_copy(copy: RegisterCopy, register: Register, work: Path, kind: str) -> RegisterSource:
    """Read one file of a register, all of it.

    Raises:
        InputProblem: unreadable, nothing in it is a number (or an address), or a workbook that
            holds a list and changes.
    """
    source, files = add_up(
        opened(copy.file, work),
        copy.file,
        copy.file.place,
        lambda part, label: _read(part, copy, register, kind, label),
    )
    if len({file.changes for file in files}) > 1:
        raise InputProblem(
            f"{copy.file.place}: some of its sheets are a list and some are changes (added, "
            "deleted): give each as a file of its own with its day"
        )
    return RegisterSource(
        source=replace(source, name=register.id),
        entries=pl.concat([file.entries for file in files]),
        taken_out=pl.concat([file.taken_out for file in files]),
        changes=files[0].changes,
    )


def _read(
    part: Part, copy: RegisterCopy, register: Register, kind: str, name: str
) -> tuple[Loaded, RegisterSource]:
    """Read a file of a register, or a sheet of its workbook; messages call it ``name``."""
    cells = part.frame.drop("row").collect()
    flag = _flag(cells)
    columns = _numbers(cells.drop(flag) if flag else cells)
    keys = _keys(part, columns, register, kind)
    listed = dated(part, cells, _LISTED_HEADERS, moment).dt.date()
    rows = pl.DataFrame(
        {"since": listed, "out": _words(cells[flag]).is_in(_TAKEN_OUT) if flag else None},
        schema_overrides={"out": pl.Boolean},
    )
    pairs = pl.concat([rows.with_columns(key.alias("key")).drop_nulls("key") for key in keys])
    texts = part.unreadable["text"]
    salvaged = loose_keys(texts, texts, [register.country])
    pairs = pl.concat([pairs, salvaged.select("key").unique()], how="diagonal")
    if not pairs.height:
        what = "telephone number" if kind == "phone" else "address"
        raise NothingInIt(f"{name}: holds no {what}; is this the {register.id} file?")
    out = pairs["out"].fill_null(value=False)
    unread = ~any_key(keys, cells.height)
    source = loaded(part, copy.file, name, "register", int(unread.sum()))
    lost = int((unread & _somebody(part, columns, kind)).sum())
    source = replace(source, lost=lost + unread_records(part, salvaged["at"]))
    return source, RegisterSource(
        source=source,
        entries=pairs.filter(~out).select("key", "since"),
        taken_out=pairs.filter(out)["key"],
        changes=flag is not None,
    )


def _keys(part: Part, cells: pl.DataFrame, register: Register, kind: str) -> list[pl.Series]:
    """The numbers (or addresses) of the columns in which they may stand."""
    if kind != "phone":
        return [address_key(cells[column]) for column in cells.columns]
    others = without_numbers(part, cells, cells.columns)
    keys: list[pl.Series] = []
    for columns in ([name for name in cells.columns if name not in others], cells.columns):
        keys = [number_key(cells[name], register.country) for name in columns]
        if any(key.count() for key in keys) or named_for_people(part, cells):
            return keys
    return keys


def _somebody(part: Part, cells: pl.DataFrame, kind: str) -> pl.Series:
    """In which rows somebody seems to stand whom this kind of copy should name."""
    columns = [cells[name] for name in named_for_people(part, cells) or cells.columns]
    written = any_key([_where(cells, filled(cells)) for cells in columns], cells.height)
    # A register may list addresses and numbers, each of which answers for its own channels.
    every = [cells[name] for name in cells.columns]
    if kind == "phone":
        other = any_key([address_key(cells) for cells in every], cells.height)
    else:
        other = any_key([numberish(cells) for cells in every], cells.height)
    return written & ~other


def _where(cells: pl.Series, wanted: pl.Series) -> pl.Series:
    return pl.select(pl.when(wanted).then(cells).alias(cells.name)).to_series()


def _words(cells: pl.Series) -> pl.Series:
    return cells.str.strip_chars().str.to_lowercase()


def _flag(cells: pl.DataFrame) -> str | None:
    """The column that says of each row whether it was added or taken out, if there is one."""
    for name in cells.columns:
        words = _words(cells[name]).drop_nulls()
        if len(words) and words.is_in([*_ADDED, *_TAKEN_OUT]).all():
            return name
    return None


def _numbers(cells: pl.DataFrame) -> pl.DataFrame:
    """Cells with an area code and the rest of a number in columns of their own joined."""
    for area, rest in zip(cells.columns, cells.columns[1:], strict=False):
        area_codes = cells[area].str.contains(r"^\s*[0-9]{3}\s*$").fill_null(value=False)
        local = cells[rest].str.contains(r"^\s*[0-9]{3}-?[0-9]{4}\s*$").fill_null(value=False)
        if cells.height and area_codes.all() and local.all():
            joined = pl.concat_str(pl.col(area).str.strip_chars(), pl.col(rest).str.strip_chars())
            return cells.with_columns(joined.alias(area)).drop(rest)
    return cells


def areas_of(keys: pl.Series, register: Register) -> frozenset[str] | None:
    """Beginnings of the numbers that a copy answers for; None: of all numbers."""
    if not register.area_digits:
        return None
    # The area codes that a copy holds are those it was ordered for: none is empty.
    length = len(f"+{calling_code(register.country)}") + register.area_digits
    return frozenset(keys.drop_nulls().str.slice(0, length).unique().to_list())


def register_for(copy: RegisterCopy, registers: dict[str, Register]) -> Register:
    """The register that ``--register`` names, by id or by a country that has only one.

    Raises:
        UsageProblem: no such register, or the country has several.
    """
    if copy.register in registers:
        return registers[copy.register]
    ours = [item for item in registers.values() if item.country == copy.register]
    if len(ours) == 1:
        return ours[0]
    known = ", ".join(sorted(registers))
    if ours:
        names = " and ".join(item.id for item in ours)
        raise UsageProblem(f"--register {copy.register}: has several registers: give {names}")
    raise UsageProblem(f"--register {copy.register}: is no register; known are {known}")
