"""Copies of do-not-call and do-not-mail registers: which register, and who is listed since when."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import polars as pl

from listcheck.brief import RegisterCopy
from listcheck.contacts import moment
from listcheck.entries.keys import address_key, loose_keys, person_key
from listcheck.entries.loading import Loaded, any_key, dated, loaded, opened
from listcheck.errors import InputProblem, UsageProblem
from listcheck.policy import Register

_LISTED_HEADERS: Final = (
    "listedat", "listedon", "listingdate", "registeredat", "registrationdate", "dateregistered",
    "datelisted", "since",
)  # fmt: skip


def load_register(
    copy: RegisterCopy, register: Register, work: Path, kind: str
) -> tuple[Loaded, pl.DataFrame]:
    """Read a copy of a register: numbers in national or international form, or addresses.

    The entries have ``key`` and ``since``, the day of the listing where a column tells it.

    Raises:
        InputProblem: unreadable, or none of its entries is a number (or an address).
    """
    part = opened(copy.file, work)
    cells = part.frame.drop("row").collect()
    found = [
        person_key(cells[column], register.country)
        if kind == "phone"
        else address_key(cells[column])
        for column in cells.columns
    ]
    found.append(loose_keys(part.unreadable["text"], [register.country], part.unreadable["text"]))
    listed = dated(part, cells, _LISTED_HEADERS, moment).dt.date()
    undated = listed.clear(part.unreadable.height)
    rows = pl.concat(
        [
            pl.DataFrame({"key": keys, "since": since}).drop_nulls("key")
            for keys, since in zip(found, [listed] * len(cells.columns) + [undated], strict=True)
        ]
    )
    if not rows.height:
        what = "telephone number" if kind == "phone" else "address"
        raise InputProblem(f"{copy.file.path}: holds no {what}; is this the {register.id} file?")
    unreadable = int((~any_key(found[:-1], cells.height)).sum())
    return loaded(part, copy.file, register.id, "register", unreadable), rows.unique()


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
