"""Everything a run knows before it looks at a contact: rules, lists, sources, registers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from listcheck import entries
from listcheck.brief import RegisterCopy, Settings
from listcheck.checks import UnreadSheet
from listcheck.contacts import (
    ContactOptions,
    EvidenceOptions,
    Mailboxes,
    known_domains,
    share_of_numbers,
)
from listcheck.errors import InputProblem, UsageProblem
from listcheck.matching import OrganisationEntries, PeopleSource, RegisterEntries, Scope
from listcheck.policy import Law, RegisterState, Rules, law_of, load_rules, register_state
from listcheck.policy.lint import lint
from listcheck.sources import (
    ColumnMap,
    Part,
    find_lists,
    looks_headerless,
    map_columns,
    open_list,
    sample_of,
    swept,
)


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


def prepare(lists: Sequence[str], settings: Settings, work: Path) -> Campaign:
    """Open everything: rules, lists, suppression sources, registers."""
    rules = load_rules(settings.rules)
    problems = lint(rules) if settings.rules else []
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise UsageProblem(f"{problems[0]}{more}; 'listcheck rules lint --rules DIR' lists them")
    country = settings.country
    if country is not None and country not in rules.countries:
        known = ", ".join(sorted(rules.countries))
        raise UsageProblem(f"--country {country}: no rules for it; known are {known}")
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
    options = contact_options(rules, settings, channel)
    reading = entries.Reading(
        regions=sorted(rules.countries),
        same_mailbox=options.same_mailbox,
        consumer=options.domains.consumer,
        secret=settings.suppression_key,
        states=settings.states.words,
    )
    people, organisations = entries.load_given(
        settings.suppress, settings.org_optouts, work, reading, scope_of(settings, channel)
    )
    ledger = None
    if settings.ledger is not None:
        ledger = entries.load_ledger(
            settings.ledger,
            channel,
            settings.send_date,
            options.domains.consumer,
            same_mailbox=options.same_mailbox,
        )
    copies: dict[str, list[RegisterCopy]] = {}
    for copy in settings.registers:
        copies.setdefault(entries.register_for(copy, rules.registers).id, []).append(copy)
    registers: dict[str, RegisterEntries] = {}
    states: dict[str, RegisterState] = {}
    register_sources: list[entries.Loaded] = []
    for name, files in copies.items():
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
        sources=(
            *(loaded for loaded, _ in people),
            *(loaded for loaded, _ in organisations),
            *(ledger.sources if ledger else ()),
            *register_sources,
        ),
        people=(*(found.entries for _, found in people), *([ledger.people] if ledger else [])),
        organisations=(
            *(found.domains for _, found in people if found.domains is not None),
            *(found for _, found in organisations),
            *([ledger.organisations] if ledger else []),
        ),
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


def contact_options(rules: Rules, settings: Settings, channel: str) -> ContactOptions:
    """What the contact stage is told, from the rules folder and the settings."""
    domains = known_domains(
        frozenset(rules.domains.reserved), rules.domains.typos, frozenset(rules.domains.consumer)
    )
    return ContactOptions(
        evidence=EvidenceOptions(
            channel=channel,
            party=settings.party,
            number_source=settings.brief.number_source,
            date_order=settings.columns.date_order,
            double_opt_in=settings.policy.double_opt_in,
            consent_max_months=settings.policy.consent_max_months,
            third_party_consent_max_months=settings.policy.third_party_consent_max_months,
            complementary=settings.complementary_on,
            supporters=settings.brief.sender_kind in ("charity", "party", "nonprofit"),
        ),
        default_country=settings.country,
        same_mailbox=settings.policy.subaddresses == "same",
        business_domain=None
        if settings.policy.business_domain == "unknown"
        else settings.policy.business_domain,
        domains=domains,
        generic_suffixes=frozenset(rules.domains.generic_suffixes),
        mailboxes=mailboxes_of(rules),
        legal_forms=rules.legal_forms,
        sole_trader_forms=rules.sole_trader_forms,
        countries=rules.words,
    )


def mailboxes_of(rules: Rules) -> Mailboxes:
    """The vocabulary of mailboxes, all languages together."""
    words = rules.mailboxes
    return Mailboxes(
        generic=frozenset(word for file in words for word in file.generic),
        qualifiers=frozenset(word for file in words for word in file.qualifiers),
        never_market=frozenset(word for file in words for word in file.never_market),
        endings=frozenset(word for file in words for word in file.endings),
        at_home=frozenset(
            (word, suffix) for file in words for word in file.at_home for suffix in file.suffixes
        ),
        never_market_suffixes=tuple(
            sorted({end for file in words for end in file.never_market_suffixes})
        ),
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
