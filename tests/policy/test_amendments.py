"""The encoding guide, followed a second time: 116 amendments over the guide's 992 cells.

``tests/data/law/amendments.csv`` holds what the research found, one entry a line, and the
encoding guide says how entries become rows. This test follows it without a look at how the
rule files were written, and compares the two on every day on which either of them changes.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import pytest

from tests.policy.cells import CELLS, FACTS, FIRST_DAY, Cell, around, ask, edges, shipped
from tests.policy.guide import COLUMNS, ROWS, expected

#: Basis (None: unanswered), soft opt-in, register: what a cell says on a day.
Said = tuple[str | None, bool, bool]

STRICTNESS = (
    "opt_out",
    "presumed_consent",
    "legitimate_interest_or_opt_in",
    "opt_in",
    "double_opt_in",
    "prohibited",
    None,
)
CHANNELS = {"call_live": "call", "call_automated": "automated-call"}
ADDRESS_KINDS = {"individual_corporate": "individual"}
NOT_LAW = ("pending", "unconfirmed", "never_in_force", "refuted")
YES_NO = {"yes": True, "no": False, "": None}
COUNTRIES = sorted(row["iso2"] for row in ROWS)
CORPORATE_AUTOMATED = [cell for cell in CELLS if cell[0] == "automated-call"][::2]


@dataclass(frozen=True)
class Entry:
    """One amendment: what it says, of which cells, when, and how sure it is."""

    id: str
    kind: str
    channels: frozenset[str]
    party: str
    address_kind: str
    subscriber: str
    said: Said
    begin: date | None
    end: date
    status: str
    confidence: str
    scope: bool

    @property
    def makes_rows(self) -> bool:
        """Whether the entry is law that is sure enough, and not a note or an exception."""
        return (
            self.kind in ("correction", "change", "gap_fill")
            and self.said[0] is not None
            and not self.scope
            and self.begin is not None
            and self.status not in NOT_LAW
            and self.confidence != "low"
            and self.end > FIRST_DAY
        )

    @property
    def first(self) -> date:
        """The first day on which the entry counts here."""
        assert self.begin
        return max(self.begin, FIRST_DAY)

    @property
    def specificity(self) -> int:
        """How many parts of the key the entry restricts."""
        return sum(part not in ("both", "any") for part in self.restrictions)

    @property
    def restrictions(self) -> tuple[str, str, str]:
        return (self.party, self.address_kind, self.subscriber)

    def speaks_for(self, cell: Cell) -> bool:
        channel, *key = cell
        return channel in self.channels and all(
            part in ("both", "any", value)
            for part, value in zip(self.restrictions, key, strict=True)
        )

    def in_cell(self, cell: Cell) -> Said:
        """What the entry says of a cell: a soft opt-in lands only where there can be one."""
        basis, soft, register = self.said
        room = cell[0] in ("email", "sms") and cell[1] == "first"
        return basis, soft and room and basis in ("opt_in", "double_opt_in"), register


def entry(line: dict[str, str]) -> Entry:
    soft, register = YES_NO[line["soft"]], YES_NO[line["dnc"]]
    last = line["to"]
    made = Entry(
        id=line["id"],
        kind=line["kind"],
        channels=frozenset(CHANNELS.get(name, name) for name in line["channels"].split("+")),
        party=line["party"],
        address_kind=ADDRESS_KINDS.get(line["address_kind"], line["address_kind"]),
        subscriber=line["subscriber_kind"],
        said=(line["basis"] or None, bool(soft), bool(register)),
        begin=date.fromisoformat(line["from"]) if line["from"] else None,
        end=date.fromisoformat(last) + timedelta(days=1) if last else date.max,
        status=line["status"],
        confidence=line["confidence"],
        scope=line["scope"] == "yes",
    )
    # Values never inherit: an entry that makes rows states all three of them.
    assert not made.makes_rows or None not in (soft, register), made.id
    return made


@cache
def entries() -> tuple[Entry, ...]:
    with (FACTS / "amendments.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(entry(line) for line in csv.DictReader(lines))


def strictness(said: Said) -> tuple[int, bool, bool]:
    basis, soft, register = said
    return STRICTNESS.index(basis), not soft, register


def guide(country: str, cell: Cell) -> Said:
    """The guide's value of a cell; texts follow its e-mail cell for a named person."""
    channel, party, address_kind, _ = cell
    if channel == "sms":
        channel, address_kind = "email", "individual"
    (printed,) = (row for row in ROWS if row["iso2"] == country)
    (column,) = (
        name
        for name, (serves, parties) in COLUMNS.items()
        if serves == channel and party in parties
    )
    found = expected(country, column, printed[column], address_kind)
    return found["basis"], found["soft_opt_in"], found["register"] is not None


def speaking(country: str, cell: Cell) -> list[Entry]:
    return [
        item
        for item in entries()
        if item.makes_rows and item.id.startswith(f"{country}-") and item.speaks_for(cell)
    ]


def followed(country: str, cell: Cell, on: date) -> Said:
    """What the encoding guide makes of a cell on a day."""
    active = [item for item in speaking(country, cell) if item.first <= on < item.end]
    active.sort(key=lambda item: (item.first, item.specificity, strictness(item.in_cell(cell))))
    reached = guide(country, cell)
    for item in active:
        said = item.in_cell(cell)
        if strictness(said) >= strictness(reached) or item.confidence == "high":
            reached = said
    return reached


def shown(country: str, cell: Cell, on: date) -> Said:
    """What the rule files answer."""
    found = ask(country, cell, on)
    return found.basis, found.soft_opt_in, bool(found.register)


def changes(country: str, cell: Cell) -> set[date]:
    found = {FIRST_DAY}
    for item in speaking(country, cell):
        found |= {item.first} | ({item.end} - {date.max})
    return found


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_rule_files_say_what_the_amendments_make_of_the_guide(country: str) -> None:
    own = set(edges(country))
    for cell in CELLS:
        for day in around(own | changes(country, cell)):
            assert (cell, day, shown(country, cell, day)) == (
                cell,
                day,
                followed(country, cell, day),
            )


def rows(country: str, cell: Cell) -> list[Said]:
    """A cell's answers in time; equal neighbours are one."""
    told = [followed(country, cell, day) for day in sorted(changes(country, cell))]
    return [said for at, said in enumerate(told) if at == 0 or told[at - 1] != said]


def test_the_numbers_of_the_encoding_guide() -> None:
    every = {(country, cell): rows(country, cell) for country in COUNTRIES for cell in CELLS}
    assert len(every) == 992
    assert sum(map(len, every.values())) == 1064
    unanswered = {key for key, told in every.items() if any(said[0] is None for said in told)}
    assert unanswered == {("NO", cell) for cell in CORPORATE_AUTOMATED}
    assert {cell[3] for cell in CORPORATE_AUTOMATED} == {"corporate"}
    assert "prohibited" not in {said[0] for told in every.values() for said in told}


def test_no_two_entries_tie() -> None:
    for country in COUNTRIES:
        for cell in CELLS:
            alike: dict[tuple[date, int], set[Said]] = {}
            for item in speaking(country, cell):
                key = (item.first, item.specificity)
                alike.setdefault(key, set()).add(item.in_cell(cell))
            assert all(len(said) == 1 for said in alike.values()), (country, cell)


def test_the_entries_are_those_of_the_research() -> None:
    assert len(entries()) == len({item.id for item in entries()}) == 116
    assert Counter(item.scope for item in entries())[True] == 7
    assert {item.id.split("-")[0] for item in entries()} == {*COUNTRIES, "EU"}


def test_every_entry_stands_in_the_rule_files() -> None:
    """As a row (whose id may say more), as an exception or as a note."""
    stand: set[str] = set()
    rules = shipped()
    for file in rules.countries.values():
        stand |= {row.id for row in file.rule} | {note.id for note in file.note}
        stand |= {item.id for rule in file.rule for item in rule.exception if item.id}
    assert rules.union
    stand |= {note.id for note in rules.union.note}
    missing = [
        item.id
        for item in entries()
        if not any(name == item.id or name.startswith(f"{item.id}-") for name in stand)
    ]
    assert missing == []


def skipped(country: str, cell: Cell) -> set[str]:
    """Entries that would have relaxed a cell and are not sure enough."""
    found = set()
    for item in speaking(country, cell):
        others = followed(country, cell, item.first)
        if item.confidence != "high" and strictness(item.in_cell(cell)) < strictness(others):
            found.add(item.id)
    return found


@pytest.mark.parametrize("entry_id", ["DE-1", "FI-2", "HR-1", "LT-1", "SI-1"])
def test_a_relaxation_that_is_not_sure_enough_is_told_as_not_applied(entry_id: str) -> None:
    country = entry_id[:2]
    cells = {cell for cell in CELLS if entry_id in skipped(country, cell)}
    assert cells
    told = [note for note in shipped().countries[country].note if note.id == entry_id]
    assert [note.kind for note in told] == ["not-applied"]
    (note,) = told
    assert all(
        channel in note.channel
        and party in note.party
        and address_kind in note.address_kind
        and subscriber in note.subscriber
        for channel, party, address_kind, subscriber in cells
    )


def test_no_other_relaxation_is_skipped() -> None:
    found = {name for country in COUNTRIES for cell in CELLS for name in skipped(country, cell)}
    assert found == {"DE-1", "FI-2", "HR-1", "LT-1", "SI-1"}
