"""What is asked of every contact of a campaign, as data: it can be pickled and carried elsewhere.

A plan holds no list. Its stages take a batch of contacts of any size and look at one row at a time,
so that an engine may hand them a whole list or a few rows of it, here or on another machine:
mapping → contacts → matching → policy → checks. What lies across rows (which keys the batches
have, what the sources know of these, which contacts are copies) is the engine's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from listcheck.campaign import asked
from listcheck.campaign.model import Campaign
from listcheck.campaign.options import Declared
from listcheck.checks import ContactCheck, contact_checks, evaluate
from listcheck.checks.evaluate import opted_out, rank, verdict
from listcheck.contacts import ContactOptions, contact_steps
from listcheck.core import columns as c
from listcheck.core.carrier import Carrier
from listcheck.core.errors import UsageProblem
from listcheck.core.field_headers import looks_like_opt_outs
from listcheck.core.steps import Step, with_steps
from listcheck.mapping import ColumnMap, field_steps, with_fields
from listcheck.matching import (
    IN_PERSON,
    MAILBOX_FORM,
    OPTED_OUT_HERE,
    PLAIN,
    RANK,
    SET_ASIDE_HERE,
    LegalForms,
    OrganisationEntries,
    PeopleSource,
    RegisterEntries,
    Scope,
    has_opted_out,
    hits_of,
    key_columns,
    key_of,
    ledger_steps,
    organisation_steps,
    register_steps,
    with_suppression,
)
from listcheck.policy import Law, RegisterState, policy_step


def recipient_columns(channel: str) -> list[str]:
    """Columns with the addresses, and for calls and texts the numbers, of a contact."""
    addresses = [c.MAILBOX.name, c.FURTHER_MAILBOXES.name]
    numbers = [] if channel == "email" else [c.PHONE.name, c.FURTHER_PHONES.name]
    return [*addresses, *numbers]


@dataclass(frozen=True)
class ListFields:
    """Which column of one file is which field; ``wrong_file``: its name or headers deny it."""

    columns: ColumnMap
    wrong_file: bool


@dataclass(frozen=True, eq=False)
class Plan:
    """Everything that judging a batch of contacts needs.

    It holds the entries of the sources and the key of their digests: whoever has it pickled has
    these. Sources that are built indexes, and only those, are read from their files when asked.

    Attributes:
        lists: the files of the list, in their order.
        declared: what the sender says of the campaign.
        send_date: day whose law and deadlines apply.
        codes: the checks that are made, see :attr:`checks`.
        forms: how the sources write their entries, on which depends which keys a contact has.
        secret: the key of HMAC digests.
        scope: what the reach of an opt-out is held against.
        cases, rejoined: of the ledger, see :class:`listcheck.suppression.LedgerSource`; None
            without one.
        bulk_rules: domains whose providers have rules for bulk senders.
    """

    lists: tuple[ListFields, ...]
    declared: Declared
    send_date: date
    codes: tuple[str, ...]
    options: ContactOptions
    law: Law
    people: tuple[PeopleSource, ...]
    forms: frozenset[str]
    secret: str | None = field(repr=False)
    scope: Scope
    organisations: tuple[OrganisationEntries, ...]
    legal_forms: LegalForms
    cases: pl.DataFrame | None
    rejoined: pl.DataFrame | None
    registers: dict[str, RegisterEntries]
    register_states: dict[str, RegisterState]
    bulk_rules: tuple[str, ...]

    @classmethod
    def of(cls, campaign: Campaign) -> Plan:
        """The plan of a campaign whose lists and sources are open."""
        ledger, rules, options = campaign.ledger, campaign.rules, campaign.options
        forms = frozenset[str]({PLAIN}).union(*(source.forms for source in campaign.people))
        return cls(
            lists=tuple(
                ListFields(columns, looks_like_opt_outs(part.file.name, part.headers))
                for part, columns in zip(campaign.parts, campaign.maps, strict=True)
            ),
            declared=Declared.of(campaign.settings, campaign.channel),
            send_date=campaign.settings.send_date,
            codes=tuple(check.code for check in contact_checks()),
            options=options,
            law=campaign.law,
            people=campaign.people,
            forms=forms if options.same_mailbox else forms - {MAILBOX_FORM},
            secret=campaign.settings.suppression_key,
            scope=campaign.scope,
            organisations=campaign.organisations,
            legal_forms=LegalForms(rules.legal_forms, rules.same_forms),
            cases=ledger.cases if ledger else None,
            rejoined=ledger.rejoined if ledger else None,
            registers=campaign.registers,
            register_states=campaign.register_states,
            bulk_rules=tuple(sorted(rules.domains.bulk_rules)),
        )

    @property
    def checks(self) -> list[ContactCheck]:
        """The checks on contacts that the plan was made with.

        Raises:
            UsageProblem: others are installed where it is carried out.
        """
        known = contact_checks()
        here = tuple(check.code for check in known)
        if here != self.codes:
            differ = ", ".join(sorted({*here} ^ {*self.codes})) or "in another order"
            raise UsageProblem(
                f"the checks here are not those that the run was begun with ({differ}); install "
                "the same version of listcheck and the same plug-ins everywhere"
            )
        return known

    @property
    def recipients(self) -> list[str]:
        """Columns with the addresses, and for calls and texts the numbers, of a contact."""
        return recipient_columns(self.declared.channel)

    @property
    def keys(self) -> dict[str, pl.Expr]:
        """The keys by which sources and other rows know a contact, by their columns' names."""
        return dict(key_columns(self.recipients, self.forms, self.secret))

    # --- stages: each takes and gives a batch, one row at a time ------------------

    def fields(self, cells: pl.LazyFrame, at: int) -> pl.LazyFrame:
        """The own cells of some contacts of the list's file ``at``, under their fields.

        ``cells`` has ``row`` and ``c0`` … ``cN``: see :class:`listcheck.core.part.Part`.
        """
        fields = with_fields(cells, self.lists[at].columns)
        return with_steps(fields, [self._of_file(at)])

    def contacts(self, fields: pl.LazyFrame) -> pl.LazyFrame:
        """Everything that the list and the brief say of contacts."""
        return with_steps(fields, self._of_contacts())

    def answered(self, fields: pl.LazyFrame) -> pl.LazyFrame:
        """Contacts with every column up to the law; only who is suppressed is not known yet."""
        law = policy_step(self.law, self.register_states)
        return with_steps(self.contacts(fields), [*self._of_matching(), law])

    def narrow(self, fields: pl.LazyFrame, words: Any = pl.String) -> pl.LazyFrame:
        """What is kept of each contact: the answers of the early checks, few words, keys.

        ``words`` is the type of the words.
        """
        steps = [*self._of_matching(), *self._of_keys(), self._situation(words)]
        frame = with_steps(self.contacts(fields), steps)
        return frame.select(self.narrow_columns)

    def narrower(self, at: int, words: Any = pl.String) -> Carrier:
        """The same for batches of cells of the list's file ``at``, one after the other.

        Each question is asked once per distinct thing: see :mod:`listcheck.core.steps`.
        """
        steps = [
            self._of_file(at),
            *field_steps(self.lists[at].columns),
            *self._of_contacts(),
            *self._of_matching(),
            *self._of_keys(),
        ]
        return Carrier(steps, self._situation(words), self.narrow_columns)

    @property
    def narrow_columns(self) -> list[str]:
        """Names of the columns of the narrow frame, in order."""
        keys = (c.REJOINED_AT.name, *self.keys)
        return [c.PART.name, c.ROW.name, *self._situation().adds, *keys]

    def _of_file(self, at: int) -> Step:
        wrong_file = pl.lit(self.lists[at].wrong_file).alias(c.WRONG_FILE.name)
        part = pl.lit(at, dtype=pl.UInt32).alias(c.PART.name)
        return Step(
            (),
            (c.PART.name, c.WRONG_FILE.name),
            lambda frame: frame.with_columns(part, wrong_file),
        )

    def _of_contacts(self) -> list[Step]:
        day = pl.lit(self.send_date, dtype=pl.Date).alias(c.SEND_DATE.name)
        declared = [day, *self.declared.columns()]
        names = tuple(one.meta.output_name() for one in declared)
        said = Step((), names, lambda frame: frame.with_columns(*declared))
        return [said, *contact_steps(self.options)]

    def _of_matching(self) -> list[Step]:
        bulk = c.DOMAIN.expr.is_in([*self.bulk_rules]).alias("bulk_rules")
        return [
            *ledger_steps(self.cases, self.rejoined, self.recipients),
            *organisation_steps(self.organisations, self.legal_forms),
            *register_steps(self.registers),
            Step((c.DOMAIN.name,), ("bulk_rules",), lambda frame: frame.with_columns(bulk)),
        ]

    def _of_keys(self) -> list[Step]:
        return [asked.key_step(name, key) for name, key in self.keys.items()]

    def _situation(self, words: Any = pl.String) -> Step:
        early, purpose = asked.early(self.checks), self.declared.purpose
        kept = asked.kept(
            asked.carried(self.checks),
            purpose,
            words,
            cases=self.cases is not None,
            registers=self.registers,
        )
        return asked.situation(policy_step(self.law, self.register_states), early, purpose, kept)

    def judged(
        self, narrow: pl.LazyFrame, hits: pl.DataFrame, words: Any = pl.String
    ) -> pl.LazyFrame:
        """Contacts of which it is known who is suppressed, with the answers of all single checks.

        Args:
            narrow: what :meth:`narrow` leaves of them.
            hits: what the sources know of their keys: see :meth:`hits`.
            words: the type of the words in ``narrow``.
        """
        purpose, single = self.declared.purpose, asked.single(self.checks)
        here = opted_out(single)
        return (
            with_suppression(narrow, hits)
            .with_columns(has_opted_out(), c.SUPPRESSED.expr.cast(words))
            .with_columns(evaluate(asked.late(single), purpose))
            .with_columns(
                rank(single).alias(RANK),
                here.alias(OPTED_OUT_HERE),
                opted_out(single, in_person=True).alias(IN_PERSON),
                (c.HAS_OPTED_OUT.expr & ~here & pl.lit(purpose == "complementary")).alias(
                    SET_ASIDE_HERE
                ),
            )
            .drop(column.name for column in asked.carried(self.checks) if column != c.REJOINED_AT)
        )

    def verdicts(self, settled: pl.LazyFrame) -> pl.LazyFrame:
        """Contacts of which it is known who is a copy, with their verdicts."""
        across = [check for check in self.checks if check.across_rows]
        return settled.with_columns(evaluate(across)).with_columns(verdict(self.checks))

    # --- across rows: for the engine, which collects ------------------------------

    def hits(self, keys: pl.Series, *, rejoined: bool) -> pl.DataFrame:
        """What the sources know of the contacts that have those keys, one row for each key hit.

        Args:
            keys: of all contacts: sorted, distinct, none of them null.
            rejoined: whether some contact came back after an opt-out (``rejoined_at``).
        """
        returned = self.rejoined
        if returned is not None:
            returned = returned.with_columns(key_of(pl.col("key")))
        return hits_of(self.people, keys, self.scope, returned, dated=rejoined)


def contacts_of(campaign: Campaign) -> pl.LazyFrame:
    """All contacts of all parts with every column up to the law, still lazy."""
    plan = Plan.of(campaign)
    return plan.answered(
        pl.concat([plan.fields(part.frame, at) for at, part in enumerate(campaign.parts)])
    )
