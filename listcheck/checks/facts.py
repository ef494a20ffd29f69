"""What checks look at besides the columns of one contact: a run, held contacts, an audit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from listcheck.core.source_facts import SuppressionFacts, UnreadSheet


@dataclass(frozen=True)
class RunFacts:
    """What the run checks look at: sources, brief and totals."""

    send_date: date
    channel: str = "email"
    party: str | None = None
    purpose: str = "marketing"
    sources: tuple[SuppressionFacts, ...] = ()
    list_carries_opt_outs: bool = False
    #: Vendors of the lists whose exports never say who opted out.
    silent_vendors: tuple[str, ...] = ()
    #: The list has an opt-out column, and every cell of it is blank.
    opt_out_column_blank: bool = False
    #: File, header and the field of [columns] that it probably is, of columns that speak of
    #: opt-outs in no word that is known.
    columns_not_understood: tuple[tuple[str, str, str], ...] = ()
    unsubscribe: bool = False
    sender_name: bool = False
    publishes_privacy_notice: bool | None = None
    notice_dates: bool = False
    legitimate_interest_gaps: tuple[str, ...] = ("purpose", "necessity", "balancing")
    kept_on_legitimate_interest: int = 0
    suppression_max_age_days: int | None = None
    read: int = 0
    unreadable: int = 0
    oldest_review: date | None = None
    oldest_review_country: str = ""
    #: What an earlier run of this campaign read (the guard compares with it); None: no such run.
    earlier_read: int | None = None
    earlier_sources: tuple[SuppressionFacts, ...] = ()
    #: Sheets of the lists' workbooks that no source is made of either.
    unread_sheets: tuple[UnreadSheet, ...] = ()
    #: Fields of the contract that some list has a column for.
    fields: frozenset[str] = frozenset()
    #: Some list has a column that tells of opt-outs, filled in or not.
    telling_columns: bool = False
    #: Some contact stands in a country whose law demands a look into a register.
    registers_due: bool = False


@dataclass(frozen=True)
class HeldFacts:
    """Contacts that one check alone holds, for a remedy that names what this run knows.

    Attributes:
        rows: their columns of judged contacts.
        send_date: the day of the send.
        fresh: registers of which a copy was given that may answer.
        headers: field to the header that the first list has for it.
    """

    rows: pl.DataFrame
    send_date: date
    fresh: frozenset[str] = frozenset()
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class AuditFacts:
    """What an audit knows, whatever the send.

    Attributes:
        channel: the channel of the sends asked about.
        purpose: what the sends were for.
        knows_opt_outs: a source, the ledger or the logs tell of opt-outs.
        assessed_from: the first day on which legitimate interest was assessed; None: never.
        opt_outs_known_until: the day of the newest export of opt-outs; None: not known.
        suppression_max_age_days: how old that may be by house rules.
        unread: sources of which too much could not be read, for the channel asked.
        undated_evidence: ``unknown``, or ``at_send`` where cells were written with each send.
        registers_given: some copy of a register was given.
    """

    channel: str = "email"
    purpose: str = "marketing"
    knows_opt_outs: bool = True
    assessed_from: date | None = None
    opt_outs_known_until: date | None = None
    suppression_max_age_days: int | None = None
    unread: tuple[SuppressionFacts, ...] = ()
    undated_evidence: str = "unknown"
    registers_given: bool = False
