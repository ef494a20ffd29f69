"""Everything an audit knows before it looks at a send: law over time, sources, registers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path

import polars as pl

from listcheck import suppression as entries
from listcheck.campaign.known import GivenSources, read_sources, rules_for
from listcheck.campaign.options import contact_options
from listcheck.checks import AuditFacts
from listcheck.config.hash_key import hash_key
from listcheck.config.settings import Settings
from listcheck.contacts import ContactOptions
from listcheck.core.errors import InputProblem
from listcheck.core.fields import CHANNELS
from listcheck.core.keyed_hash import HashKey
from listcheck.matching import (
    LegalForms,
    OrganisationEntries,
    OrganisationKeys,
    PeopleSource,
    Snapshots,
)
from listcheck.policy import Law, Rules, law_of


@dataclass(frozen=True)
class Past:
    """The law, the opt-outs and the registers of all days.

    Attributes:
        sources: every source as reports count it.
        people: suppression sources.
        organisations: entries that mean whole organisations.
        ledger: its history by channel, None without one.
        registers: copies over time, by id and kind (phone or email).
        key: of the hashes that stand for people.
    """

    settings: Settings
    rules: Rules
    sources: tuple[entries.Loaded, ...]
    people: tuple[PeopleSource, ...]
    organisations: OrganisationKeys
    ledger: Mapping[str, entries.LedgerHistory] | None
    registers: dict[tuple[str, str], Snapshots]
    key: HashKey | None
    _laws: dict[tuple[str, int], Law] = field(default_factory=dict)
    _organisations: dict[str, OrganisationKeys] = field(default_factory=dict)

    @cached_property
    def options(self) -> dict[str, ContactOptions]:
        """What the contact stage is told, by channel."""
        return {one: contact_options(self.rules, self.settings, one) for one in CHANNELS}

    @property
    def knows_opt_outs(self) -> bool:
        """Whether some source of opt-outs was given."""
        return bool(self.people or self.ledger or self.organisations.entries.height)

    def registers_for(self, channel: str) -> dict[str, tuple[str, Snapshots]]:
        """The registers that answer for a channel, with the kind of their entries."""
        found: dict[str, tuple[str, Snapshots]] = {}
        for name in sorted({name for name, _ in self.registers}):
            kind: str = self.rules.registers[name].kind_for(channel)
            if (name, kind) in self.registers:
                found[name] = (kind, self.registers[name, kind])
        return found

    def organisations_of(self, channel: str) -> OrganisationKeys:
        """The entries that mean whole organisations, those of the ledger for a channel too."""
        if self.ledger is None:
            return self.organisations
        if channel not in self._organisations:
            own = OrganisationEntries("ledger (organisations)", self.ledger[channel].organisations)
            self._organisations[channel] = self.organisations.with_source(own)
        return self._organisations[channel]

    def unread(self, channel: str) -> list[entries.Loaded]:
        """Sources of which too much could not be read to answer for a channel."""
        return [one for one in self.sources if one.facts(0).too_much_lost(channel)]

    def facts(self, channel: str) -> AuditFacts:
        """What checks look at besides a send."""
        settings = self.settings
        return AuditFacts(
            channel=channel,
            purpose=settings.purpose,
            knows_opt_outs=self.knows_opt_outs,
            assessed_from=self.assessed_from,
            opt_outs_known_until=self.opt_outs_known_until,
            suppression_max_age_days=settings.policy.suppression_max_age_days,
            unread=tuple(source.facts(0) for source in self.unread(channel)),
            undated_evidence=settings.audit.undated_evidence,
            registers_given=bool(self.registers),
        )

    @cached_property
    def exported(self) -> Mapping[str, datetime | None]:
        """The end of the day on which each source was exported: later opt-outs it cannot hold."""
        return {
            source.name: datetime.combine(source.file.obtained + timedelta(days=1), time())
            if source.file.obtained and not source.live
            else None
            for source in self.sources
        }

    @cached_property
    def opt_outs_known_until(self) -> date | None:
        """The last day of which some source of people tells; None: not known, or read live."""
        people = [source for source in self.sources if source.kind == "people"]
        days = [source.file.obtained for source in people if not source.live]
        if not days or None in days or len(days) < len(people):
            return None
        return max(day for day in days if day is not None)

    @cached_property
    def assessed_from(self) -> date | None:
        """From which day on the assessment of legitimate interest is complete; None: it is not."""
        interest = self.settings.brief.legitimate_interest
        if interest is None or interest.gaps(date.max):
            return None
        tests = (interest.purpose, interest.necessity, interest.balancing)
        days = [test.date or interest.balancing.date for test in tests]
        return max(day for day in days if day is not None)

    @cached_property
    def penalty_days(self) -> pl.Series:
        """Days on which what a violation may cost begins or ends, in order."""
        known = self.rules.penalties
        days = {day for row in known for day in (row.from_, row.until) if day is not None}
        return pl.Series("days", sorted(days), dtype=pl.Date)

    @cached_property
    def boundaries(self) -> dict[str, pl.Series]:
        """Days on which some law of each channel begins or ends, in order."""
        return {channel: _boundaries(self.rules, channel, self.settings) for channel in CHANNELS}

    def epochs(self, channel: str, days: pl.Series) -> pl.Series:
        """The epoch of the law in which each day falls."""
        if self.settings.law_of is not None:
            days = pl.Series([self.settings.law_of], dtype=pl.Date).new_from_index(0, len(days))
        found = self.boundaries[channel].search_sorted(days, side="right")
        return found.cast(pl.UInt16).alias("epoch")

    def law(self, channel: str, epoch: int) -> Law:
        """The law of a channel in an epoch."""
        if (channel, epoch) not in self._laws:
            days = self.boundaries[channel]
            on = days[epoch - 1] if epoch else days[0] - timedelta(days=1)
            self._laws[channel, epoch] = law_of(
                self.rules,
                channel,
                on=on,
                pack=self.settings.pack,
                campaign=self.settings.brief.campaign_facts,
            )
        return self._laws[channel, epoch]


def prepare(settings: Settings, work: Path) -> Past:
    """Read the rules and every source.

    Raises:
        UsageProblem: an option, the configuration or a rule file is wrong.
        InputProblem: a source cannot be read.
    """
    rules = rules_for(settings)
    given = read_sources(settings, rules, None, work)
    options = given.options
    ledger = None
    ledger_sources: tuple[entries.Loaded, ...] = ()
    if settings.ledger is not None:
        ledger, ledger_sources = entries.ledger_history(
            settings.ledger, CHANNELS, options.domains.consumer, same_mailbox=options.same_mailbox
        )
    registers, register_sources = _registers(given, rules, work)
    return Past(
        settings=settings,
        rules=rules,
        sources=given.sources(ledger_sources, register_sources),
        people=given.people,
        organisations=OrganisationKeys.of(
            given.organisations, LegalForms(rules.legal_forms, rules.same_forms)
        ),
        ledger=ledger,
        registers=registers,
        key=hash_key(settings),
    )


def _registers(
    given: GivenSources, rules: Rules, work: Path
) -> tuple[dict[tuple[str, str], Snapshots], list[entries.Loaded]]:
    found: dict[tuple[str, str], Snapshots] = {}
    sources: list[entries.Loaded] = []
    for name, files in given.registers.items():
        register = rules.registers[name]
        problems = []
        for kind in register.kind:
            # A register of both may come with the numbers only.
            try:
                loaded, found[name, kind] = entries.load_snapshots(files, register, work, kind)
            except InputProblem as problem:
                problems.append(problem)
            else:
                sources += [one for one in loaded if one.name not in {s.name for s in sources}]
        if len(problems) == len(register.kind):
            raise problems[0]
    return found, sources


def _boundaries(rules: Rules, channel: str, settings: Settings) -> pl.Series:
    days: set[date] = set()
    for country in rules.countries.values():
        for row in (*country.rule, *country.unanswered):
            if channel in row.channel and settings.pack in row.pack:
                for span in (row, *getattr(row, "exception", ())):
                    days |= {day for day in (span.from_, span.until) if day}
    for register in rules.registers.values():
        if channel in register.channel:
            for terms in register.own_customers:
                days |= {day for day in (terms.from_, terms.until) if day}
    return pl.Series("boundaries", sorted(days), dtype=pl.Date)
