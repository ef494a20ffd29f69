"""What a check and an audit both know before they look at anybody: the rules and the sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from listcheck import suppression as entries
from listcheck.campaign.model import scope_of
from listcheck.campaign.options import contact_options
from listcheck.config.inputs import RegisterCopy
from listcheck.config.settings import Settings
from listcheck.contacts import ContactOptions
from listcheck.core.errors import UsageProblem
from listcheck.matching import OrganisationEntries, PeopleSource
from listcheck.policy import Rules, load_rules
from listcheck.policy.lint.sweep import lint


@dataclass(frozen=True)
class GivenSources:
    """The sources that were given, but for the ledger and the registers.

    These are read in different ways: by a check as they stand, by an audit with their history.

    Attributes:
        options: what the stage of contacts is told.
        registers: the copies that were given, by the register's id; not read yet.
    """

    options: ContactOptions
    registers: dict[str, list[RegisterCopy]]
    _people: list[tuple[entries.Loaded, entries.People]]
    _organisations: list[tuple[entries.Loaded, OrganisationEntries]]

    @property
    def people(self) -> tuple[PeopleSource, ...]:
        """Entries that mean people."""
        return tuple(found.entries for _, found in self._people)

    @property
    def organisations(self) -> tuple[OrganisationEntries, ...]:
        """Entries that mean whole organisations: domains among the people first."""
        return (
            *(found.domains for _, found in self._people if found.domains is not None),
            *(found for _, found in self._organisations),
        )

    def sources(
        self, ledger: Sequence[entries.Loaded], registers: Sequence[entries.Loaded]
    ) -> tuple[entries.Loaded, ...]:
        """Every source as reports count it, those of the ledger and the registers too."""
        return (
            *(loaded for loaded, _ in self._people),
            *(loaded for loaded, _ in self._organisations),
            *ledger,
            *registers,
        )


def rules_for(settings: Settings) -> Rules:
    """The rules of a run: read, without a mistake, and with the country that was named.

    Raises:
        UsageProblem: a rule file is wrong, or ``--country`` is not known.
    """
    rules = load_rules(settings.rules)
    problems = lint(rules) if settings.rules else []
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise UsageProblem(f"{problems[0]}{more}; 'listcheck rules lint --rules DIR' lists them")
    country = settings.country
    if country is not None and country not in rules.countries:
        known = ", ".join(sorted(rules.countries))
        raise UsageProblem(f"--country {country}: no rules for it; known are {known}")
    return rules


def read_sources(settings: Settings, rules: Rules, channel: str | None, work: Path) -> GivenSources:
    """Read the suppression sources and the organisations that were given.

    Args:
        settings: the options.
        rules: those of the run.
        channel: the campaign's; None: sends on all channels, each on its own day, so that opt-outs
            keep their moments as they are written.
        work: a folder for copies.

    Raises:
        UsageProblem: a register is not known.
        InputProblem: a source cannot be read.
    """
    # What a source is read by is the same on every channel.
    options = contact_options(rules, settings, channel or "email")
    copies: dict[str, list[RegisterCopy]] = {}
    for copy in settings.registers:
        copies.setdefault(entries.register_for(copy, rules.registers).id, []).append(copy)
    reading = entries.Reading(
        regions=sorted(rules.countries),
        same_mailbox=options.same_mailbox,
        consumer=options.domains.consumer,
        secret=settings.suppression_key,
        states=settings.states.words,
        timed=channel is None,
    )
    people, organisations = entries.load_given(
        settings.suppress, settings.org_optouts, work, reading, scope_of(settings, channel)
    )
    return GivenSources(options, copies, people, organisations)
