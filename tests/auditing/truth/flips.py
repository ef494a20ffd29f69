"""Law flips: the same contact on each day around each change of its law."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from tests.auditing.truth.days import Moment, span
from tests.auditing.truth.law import CELLS, Cell
from tests.auditing.truth.truth import World, consent_cells, under_law

#: Days before and after a change of law on which everybody is contacted.
AROUND: Final = (-3, 3)
#: The last day of the year after the contracts of ``law.CELLS`` that ended: within it a clock
#: that is applied to older sends has not run out.
PERMITTED: Final = date(2019, 2, 28)


def add_flips(world: World, *, law_of: date | None = None) -> None:
    """Contacts of each cell of this account and each kind of consent, around each period's day.

    ``law_of``: what they must be told by the law of that day, in place of each send's own.
    """
    for cell in CELLS:
        if cell.account != world.account:
            continue
        for period in cell.periods:
            _copies(world, cell, period.since)
            for kind in cell.kinds:
                _around(world, cell, period.since, kind, law_of)


def _around(world: World, cell: Cell, day: date, kind: str, law_of: date | None) -> None:
    """A contact of its own for each state that its cells may need to be in."""
    person = {
        **world.person(cell.country, cell.channel, cell.subscriber),
        **cell.cells,
        "party": cell.party,
        **consent_cells(
            cell.on(day).state, cell.channel, kind, day + timedelta(days=AROUND[1] + 1)
        ),
    }
    if cell.listed:
        recipient = person.get("email") or person["phone"]
        _list(world, cell.register, _copy_day(day), recipient)
    for sent in span(day, *AROUND):
        period = cell.on(law_of or sent)
        if period.state == "expired" and sent <= PERMITTED:
            period = replace(period, state="soft")
        truth = under_law(cell, period, kind)
        world.send(f"flip {cell.name} {kind}", person, Moment(sent), truth)


def _copy_day(flip: date) -> date:
    """Young enough for every register on every day around the flip."""
    return flip + timedelta(days=AROUND[0] - 2)


def _copies(world: World, cell: Cell, flip: date) -> None:
    """Fresh copies of what the cell asks for, each with one number that nobody is called at."""
    nobody = {
        "BG-CPC": "nobody@nowhere-4711.bg", "CZ-DIRECTORY": "+420221999999",
        "ES-ROBINSON": "+34915999999", "FI-ROBINSON": "+358931999999",
        "FR-BLOCTEL": "+33142999999", "IT-RPO": "+390648999999", "NL-BMNR": "+31206999999",
        "SK-NVV": "+421259999999", "TPS": "+442079469999",
    }  # fmt: skip
    if not cell.register:
        return
    both = ("TPS", "CTPS") if cell.register == "TPS" else (cell.register,)
    for register in both:
        _list(world, register, _copy_day(flip), nobody[cell.register])


def _list(world: World, register: str, obtained: date, recipient: str) -> None:
    """Put a recipient into a copy of a register."""
    header = "email" if "@" in recipient else "phone"
    entries = world.sources.registers.setdefault((register, obtained), [header])
    if recipient not in entries:
        entries.append(recipient)
