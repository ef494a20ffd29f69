"""What the law demands of each kind of contact on a day, and how two days or packs differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from listcheck.lawbook.lookup import exception_json, terms_json
from listcheck.lawbook.plain_words import CELLS, Cell, own_customers_words
from listcheck.policy import Rule, Rules
from listcheck.policy.files.rule_file import CountryFile, RuleException, Source, Terms, Unanswered
from listcheck.policy.law.resolve import FIRST_DAY, active_exceptions, rows_of


@dataclass(frozen=True)
class Side:
    """The law of one pack on one day."""

    pack: str
    day: date


@dataclass(frozen=True)
class CellLaw:
    """What one kind of contact needs: the row that answers, as far as it is in force."""

    row: Rule | Unanswered | None
    exceptions: tuple[RuleException, ...] = ()
    #: Whose own customers need no look-up, by register, in words.
    own_customers: tuple[tuple[str, str], ...] = ()
    #: Why there is no row.
    missing: str | None = None

    @property
    def rule(self) -> Rule | None:
        """The row, if it answers anything."""
        return self.row if isinstance(self.row, Rule) else None

    @property
    def id(self) -> str | None:
        """The id of the row, also of one that leaves its cells unanswered."""
        return self.row.id if self.row else None

    @property
    def basis(self) -> str | None:
        """The basis, None where nothing is known."""
        return self.rule.basis if self.rule else None

    @property
    def soft_opt_in(self) -> bool:
        """Whether existing customers may be contacted without consent."""
        return bool(self.rule and self.rule.soft_opt_in)

    @property
    def register(self) -> tuple[str, ...]:
        """The registers to check."""
        return self.rule.register_ids if self.rule else ()

    @property
    def terms(self) -> Terms | None:
        """The clocks of the soft opt-in."""
        return self.rule.soft_opt_in_terms if self.rule else None

    @property
    def declare(self) -> tuple[str, ...]:
        """What is taken for granted of the campaign."""
        return self.rule.declare if self.rule else ()

    @property
    def reason(self) -> str | None:
        """Why nothing is known."""
        return self.row.reason if isinstance(self.row, Unanswered) else self.missing

    @cached_property
    def law(self) -> dict[str, object]:
        """What is law in it, by the name under which a difference is told."""
        return {
            "basis": self.basis,
            "soft_opt_in": self.soft_opt_in,
            "soft_opt_in_terms": self.terms,
            "register": self.register,
            "own_customers": self.own_customers,
            "exceptions": tuple(exception_law(item) for item in self.exceptions),
            "declare": self.declare,
        }

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Everything that is cited for it."""
        of_rule = self.rule.source if self.rule else ()
        return (*of_rule, *(source for item in self.exceptions for source in item.source))


def exception_law(item: RuleException) -> tuple[object, ...]:
    """What an exception demands, and of whom: without id, dates and notes."""
    return (
        tuple(sorted(item.when.facts().items())),
        item.basis,
        item.soft_opt_in,
        item.register_ids,
    )


def cell_law(rules: Rules, file: CountryFile, channel: str, cell: Cell, side: Side) -> CellLaw:
    """The law of one cell on one day."""
    row = next(rows_of(file, channel, *cell, on=side.day, pack=side.pack), None)
    if row is None:
        old = side.day < FIRST_DAY
        missing = f"no rule that old: the first is of {FIRST_DAY}" if old else "no rule is written"
        return CellLaw(None, missing=missing)
    if isinstance(row, Unanswered):
        return CellLaw(row)
    of_customers = (
        (name, own_customers_words(rules.registers[name], side.day)) for name in row.register_ids
    )
    return CellLaw(
        row,
        tuple(active_exceptions(row, side.day)),
        tuple((name, words) for name, words in of_customers if words),
    )


@dataclass(frozen=True)
class Difference:
    """Cells of a channel that two sides judge differently, by the same rows on each side."""

    country: str
    channel: str
    cells: tuple[Cell, ...]
    a: CellLaw
    b: CellLaw
    changed: tuple[str, ...]

    @property
    def of_law(self) -> bool:
        """Whether more than a citation differs."""
        return self.changed != ("citations",)

    @cached_property
    def gained(self) -> tuple[RuleException, ...]:
        """Exceptions that only the second side has."""
        old = {exception_law(item) for item in self.a.exceptions}
        return tuple(item for item in self.b.exceptions if exception_law(item) not in old)

    @cached_property
    def lost(self) -> tuple[RuleException, ...]:
        """Exceptions that only the first side has."""
        new = {exception_law(item) for item in self.b.exceptions}
        return tuple(item for item in self.a.exceptions if exception_law(item) not in new)

    @property
    def why(self) -> str | None:
        """What the second side's row says about itself, and its new exceptions."""
        row = self.b.row
        notes = [item.note for item in self.gained]
        # Where one row answers both days, only what began or ended within it is news.
        if self.b.id != self.a.id or not self.gained:
            of_row = [row.note, row.reading] if isinstance(row, Rule) else [self.b.reason]
            notes = [*of_row, *notes]
        return " ".join(note for note in notes if note) or None

    @property
    def sources(self) -> tuple[Source, ...]:
        """The citations of the second side: of what is new in it."""
        if self.b.id == self.a.id and self.gained:
            return tuple(source for item in self.gained for source in item.source)
        gained = (source for item in self.gained for source in item.source)
        return (*(self.b.rule.source if self.b.rule else ()), *gained)


def differences(
    rules: Rules, file: CountryFile, channel: str, a: Side, b: Side
) -> list[Difference]:
    """The cells of a channel that two sides judge or cite differently."""
    cells_by_ids: dict[tuple[str | None, str | None], list[Cell]] = {}
    laws: dict[Cell, tuple[CellLaw, CellLaw]] = {}
    for cell in CELLS:
        one, two = (cell_law(rules, file, channel, cell, side) for side in (a, b))
        laws[cell] = (one, two)
        if changed(one, two):
            cells_by_ids.setdefault((one.id, two.id), []).append(cell)
    return [
        Difference(file.country, channel, tuple(cells), *laws[cells[0]], changed(*laws[cells[0]]))
        for cells in cells_by_ids.values()
    ]


def changed(one: CellLaw, two: CellLaw) -> tuple[str, ...]:
    """What differs between two laws of a cell, by name."""
    names = [name for name, value in one.law.items() if value != two.law[name]]
    if set(one.sources) != set(two.sources):
        names.append("citations")
    return tuple(names)


def boundaries(rules: Rules, file: CountryFile, pack: str, channel: str) -> list[date]:
    """The days after the first on which something of a channel's law begins or ends."""
    days = set(_days(rules, file, pack, channel))
    return sorted(day for day in days if day and day > FIRST_DAY)


def _days(rules: Rules, file: CountryFile, pack: str, channel: str) -> Iterator[date | None]:
    rows: tuple[Rule | Unanswered, ...] = (*file.rule, *file.unanswered)
    for row in rows:
        if pack not in row.pack or channel not in row.channel:
            continue
        yield from (row.from_, row.until)
        if not isinstance(row, Rule):
            continue
        for item in row.exception:
            yield from (item.from_, item.until)
        for name in row.register_ids:
            for period in rules.registers[name].own_customers:
                yield from (period.from_, period.until)


def law_json(law: CellLaw) -> dict[str, Any]:
    """The law of a cell as plain values, in the words of ``rules lookup``."""
    values: dict[str, Any] = {
        "rule": law.rule.id if law.rule else None,
        "basis": law.basis,
        "soft_opt_in": law.soft_opt_in,
        "register": "+".join(law.register) or None,
        "exceptions": [exception_json(item) for item in law.exceptions],
    }
    more = {
        "reason": law.reason,
        "soft_opt_in_terms": terms_json(law.terms),
        "declare": list(law.declare),
        "own_customers": dict(law.own_customers),
    }
    return values | {key: value for key, value in more.items() if value}


def cells_json(cells: tuple[Cell, ...]) -> list[dict[str, str]]:
    """Cells by the names of their parts."""
    return [dict(zip(("party", "address_kind", "subscriber"), cell, strict=True)) for cell in cells]
