"""Everything a run knows before it looks at a contact: rules, lists, sources, registers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from listcheck import suppression as entries
from listcheck.config.settings import Settings
from listcheck.contacts import (
    ContactOptions,
)
from listcheck.core.errors import InputProblem
from listcheck.core.part import Part
from listcheck.core.source_facts import UnreadSheet
from listcheck.mapping import ColumnMap
from listcheck.matching import OrganisationEntries, PeopleSource, RegisterEntries, Scope
from listcheck.policy import Law, RegisterState, Rules


@dataclass(frozen=True)
class Campaign:
    """Everything a run knows before it looks at a contact."""

    settings: Settings
    channel: str
    rules: Rules
    law: Law
    parts: tuple[Part, ...]
    maps: tuple[ColumnMap, ...]
    sources: tuple[entries.Loaded, ...]
    people: tuple[PeopleSource, ...]
    organisations: tuple[OrganisationEntries, ...]
    #: The opt-out ledger; its people and organisations stand among the sources too.
    ledger: entries.LedgerSource | None
    registers: dict[str, RegisterEntries]
    register_states: dict[str, RegisterState]
    options: ContactOptions
    #: Size and time of change of every list when it was opened.
    stamps: tuple[tuple[int, int], ...]
    #: Why sources match nobody, by name, once that was looked into.
    causes: Mapping[str, str] = field(default_factory=dict)

    @property
    def scope(self) -> Scope:
        """What the reach of an opt-out is held against."""
        return scope_of(self.settings, self.channel)

    @property
    def unread_sheets(self) -> tuple[UnreadSheet, ...]:
        """Sheets of the lists' workbooks that look like people and that nothing was read of."""
        settings = self.settings
        sources = (
            *settings.suppress, *settings.org_optouts, *(copy.file for copy in settings.registers),
        )  # fmt: skip
        return tuple(
            UnreadSheet(
                part.file.name,
                other.kind,
                other.name.shown,
                other.name.reference,
                part.workbook.name.reference,
                other.rows,
                hidden=other.state == "hidden",
                chosen=part.workbook.chosen,
            )
            for part in self.parts
            if part.workbook
            for other in part.workbook.others
            if other.kind
            and not any(
                source.path.resolve() == part.file.path.resolve()
                and (source.sheet is None or other.name.is_meant_by(source.sheet))
                for source in sources
                if source.database is None
            )
        )

    def require_unchanged(self) -> None:
        """Hold the lists to what was judged.

        Raises:
            InputProblem: a list was changed while it was being checked.
        """
        if stamps_of(self.parts) != self.stamps:
            raise InputProblem(
                "a list was changed while it was being checked: nothing was written; run again"
            )


def scope_of(settings: Settings, channel: str | None) -> Scope:
    """What the reach of an opt-out is held against; without a channel: over all of them."""
    return Scope(channel, settings.purpose, settings.send_date, settings.brief.brand)


def stamps_of(parts: Sequence[Part]) -> tuple[tuple[int, int], ...]:
    """Size and time of change (nanoseconds) of every list that is a file."""
    found = [part.file.path.stat() for part in parts if not part.file.is_standard_input]
    return tuple((stat.st_size, stat.st_mtime_ns) for stat in found)
