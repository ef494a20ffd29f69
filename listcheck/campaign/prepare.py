"""Open everything that a run reads: rules, lists, suppression sources, registers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from listcheck import suppression as entries
from listcheck.campaign.known import read_sources, rules_for
from listcheck.campaign.model import Campaign, stamps_of
from listcheck.config.settings import Settings
from listcheck.contacts import share_of_numbers
from listcheck.core.errors import InputProblem
from listcheck.core.part import Part
from listcheck.mapping import ColumnMap, map_columns, sample_of, swept
from listcheck.matching import RegisterEntries
from listcheck.policy import RegisterState, law_of, register_state
from listcheck.readers import find_lists, looks_headerless, open_list


def prepare(lists: Sequence[str], settings: Settings, work: Path) -> Campaign:
    """Open everything: rules, lists, suppression sources, registers."""
    rules = rules_for(settings)
    parts, maps = [], []
    for file in find_lists(lists):
        part = open_list(file, work, sheet=settings.sheet)
        if looks_headerless(part.headers):
            raise InputProblem(
                f"{file.name}: the first row looks like a contact, not like headers; "
                "add a header row such as: email,country"
            )
        parts.append(part)
        maps.append(mapped(part, settings))
    channel = _channel(settings, parts, maps)
    maps = [
        swept(part, mapping.for_channel(channel, settings.purpose, settings.states.words))
        for part, mapping in zip(parts, maps, strict=True)
    ]
    law = law_of(
        rules,
        channel,
        on=settings.send_date,
        pack=settings.pack,
        campaign=settings.brief.campaign_facts,
    )
    given = read_sources(settings, rules, channel, work)
    options = given.options
    ledger = None
    if settings.ledger is not None:
        ledger = entries.load_ledger(
            settings.ledger,
            channel,
            settings.send_date,
            options.domains.consumer,
            same_mailbox=options.same_mailbox,
        )
    registers: dict[str, RegisterEntries] = {}
    states: dict[str, RegisterState] = {}
    register_sources: list[entries.Loaded] = []
    for name, files in given.registers.items():
        register = rules.registers[name]
        loaded, registers[name], day = entries.load_register(
            files, register, work, register.kind_for(channel)
        )
        register_sources += loaded
        states[name] = register_state(register, day, settings.send_date)
    return Campaign(
        settings=settings,
        channel=channel,
        rules=rules,
        law=law,
        parts=tuple(parts),
        maps=tuple(maps),
        sources=given.sources(ledger.sources if ledger else (), register_sources),
        people=(*given.people, *([ledger.people] if ledger else [])),
        organisations=(*given.organisations, *([ledger.organisations] if ledger else [])),
        ledger=ledger,
        registers=registers,
        register_states=states,
        options=options,
        stamps=stamps_of(parts),
    )


def mapped(part: Part, settings: Settings) -> ColumnMap:
    """Which column of a list is which field: by the configuration, its header or its cells.

    Raises:
        UsageProblem: a header that the configuration names is not in the list.
    """
    return map_columns(
        part.headers,
        settings.columns.headers,
        part.file.name,
        sample_of(part),
        share_of_numbers(settings.country),
    )


def _channel(settings: Settings, parts: Sequence[Part], maps: Sequence[ColumnMap]) -> str:
    """The campaign's channel, and whether every part has a recipient for it."""
    asked = "sms" if settings.channel == "chat" else settings.channel
    mapped = {field for item in maps for field in item.positions}
    if asked is None and not mapped & {"email", "phone"}:
        asked = "email"
    channel = asked or ("email" if "email" in mapped else "call")
    needed, what = (
        ("email", "e-mail addresses") if channel == "email" else ("phone", "telephone numbers")
    )
    for part, columns in zip(parts, maps, strict=True):
        if needed not in columns.positions:
            # Headers are not shown: in a list without any, they are a contact.
            book = part.workbook
            other = f" (of the sheet {book.name.shown}: --sheet)" if book and book.others else ""
            raise InputProblem(
                f"{part.file.name}: none of its {len(part.headers)} columns{other} is recognised "
                f"as {what}; 'listcheck columns {part.file.name}' shows them; name it in "
                f'listcheck.toml: [columns] {needed} = "Header"'
            )
    return channel
