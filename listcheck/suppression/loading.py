"""What all sources of opt-outs share: opened like a list, counted, dated."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

import polars as pl

from listcheck.config.inputs import Dated
from listcheck.contacts import latest_moment
from listcheck.core import columns as c
from listcheck.core.errors import InputProblem
from listcheck.core.part import ListFile, Part
from listcheck.core.source_facts import SuppressionFacts
from listcheck.matching import OrganisationEntries, PeopleSource
from listcheck.readers import FOOTER, TOTAL, find_lists, open_database, open_source
from listcheck.suppression.layouts import Layout
from listcheck.vocabulary import folded

UNREAD_NUMBER: Final = "unread number"


@dataclass(frozen=True)
class Loaded:
    """One source as it was read: its digest, how many entries, how many unreadable."""

    file: Dated
    name: str
    #: Gives the SHA-256, once it is asked for.
    digest: Callable[[], str]
    size: int
    entries: int
    unreadable: int
    kind: str
    layout: Layout | None = None
    #: What else a reader of the report must know, such as what could not be understood.
    remarks: tuple[str, ...] = ()
    only_bounces: bool = False
    #: What its entries are, by count: address, number, digest, and cells of columns of numbers
    #: that are none; empty where that is not known.
    kinds: Mapping[str, int] = field(default_factory=dict)
    #: It was read where it lives (the ledger): no export that could have become old.
    live: bool = False
    #: Of the unreadable entries, those in which somebody seems to stand.
    lost: int = 0
    #: Entries read by their address whose number is damaged.
    lost_numbers: int = 0

    @property
    def sha256(self) -> str:
        """SHA-256 of the file, in hexadecimal digits."""
        return self.digest()

    @property
    def is_file(self) -> bool:
        """Whether it is a file, and neither a database nor the ledger."""
        return not self.live and self.file.database is None

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the report must know of it."""
        if self.layout is None:
            return self.remarks
        caution = f": {self.layout.caution}" if self.layout.caution else ""
        title = f"{self.name}: read as a suppression export of {self.layout.title}{caution}"
        return (title, *self.remarks)

    def facts(self, matched: int, cause: str | None = None) -> SuppressionFacts:
        """What the run checks are told of this source; ``cause``: why it matches so few."""
        return SuppressionFacts(
            name=self.name,
            kind=self.kind,  # type: ignore[arg-type]  # one of the three kinds, set below
            obtained=self.file.obtained,
            entries=self.entries,
            unreadable=self.unreadable,
            matched=matched,
            only_bounces=self.only_bounces,
            cause=cause,
            live=self.live,
            lost=self.lost,
            lost_numbers=self.lost_numbers,
        )


@dataclass(frozen=True)
class People:
    """What a source of people holds: ``domains`` are entries that mean a whole domain."""

    entries: PeopleSource
    domains: OrganisationEntries | None = None


@dataclass(frozen=True)
class Reading:
    """How suppression sources are read.

    Attributes:
        regions: countries whose national numbers may stand in a source.
        same_mailbox: an address stands for all sub-addresses of its mailbox.
        consumer: free-mail and access providers, whose domain is nobody's own.
        secret: key of HMAC digests, None when none is known.
        both_mailboxes: for an index: the addresses without sub-address are added, marked.
        texts: the entries keep ``text``, the address or number itself.
        states: words of states (lower case) that the configuration explains.
        timed: the entries tell their moment as it is written: told, clock and offset.
        layouts: layouts that are known besides the shipped and the installed ones.
    """

    regions: Sequence[str]
    same_mailbox: bool = False
    consumer: frozenset[str] = frozenset()
    secret: str | None = field(default=None, repr=False)
    both_mailboxes: bool = False
    texts: bool = False
    timed: bool = False
    states: Mapping[str, str] = field(default_factory=dict)
    layouts: tuple[Layout, ...] = ()


def source_names(files: Sequence[Dated]) -> list[str]:
    """Short names for sources; the whole path where two would share one."""
    names = [file.name for file in files]
    return [
        name if names.count(name) == 1 or file.database else file.place
        for name, file in zip(names, files, strict=True)
    ]


def opened(file: Dated, work: Path, header: Literal["auto", "no"] = "auto") -> tuple[Part, ...]:
    """The one file that a source names, opened as a list is: of a workbook, all of its sheets.

    Raises:
        InputProblem: no such file, several, or unreadable.
    """
    if file.database is not None:
        return (open_database(file.database, work),)
    files: list[ListFile] = find_lists([str(file.path)], exports=True)
    if len(files) != 1:
        raise InputProblem(f"{file.path}: expected one file, found {len(files)}")
    return open_source(files[0], work, header, file.sheet)


def loaded(
    part: Part, file: Dated, name: str, kind: str, unreadable: int, layout: Layout | None = None
) -> Loaded:
    """What a source was when it was read."""
    return Loaded(
        file=file,
        name=name,
        digest=lambda: part.sha256,
        size=part.size,
        entries=part.records,
        unreadable=unreadable + part.unreadable.height,
        kind=kind,
        layout=layout,
        only_bounces=layout is not None and layout.only_bounces,
    )


def unread_records(part: Part, read: pl.Series) -> int:
    """How many records that are none may be entries: no totals and footers, nobody found in them.

    ``read``: positions of those in whose text somebody was found.
    """
    nobody = part.unreadable.with_row_index("at").filter(
        ~pl.col("at").is_in(read.implode()), ~pl.col("reason").is_in([TOTAL, FOOTER])
    )
    return nobody.height


def any_key(keys: Sequence[pl.Series], height: int) -> pl.Series:
    """Which of ``height`` rows hold at least one key."""
    none = pl.repeat(value=False, n=height, dtype=pl.Boolean, eager=True)
    return pl.select(pl.any_horizontal(none, *(key.is_not_null() for key in keys))).to_series()


def dated(
    part: Part,
    cells: pl.DataFrame,
    headers: Sequence[str],
    read: Callable[[str, None], pl.Expr] = latest_moment,
) -> pl.Series:
    """The moment that each row's dates mean, the latest of all headers that fit.

    Null where there is no such column, or a cell is unreadable or could be read as day/month
    as well as month/day, or all are blank.
    """
    moments: list[pl.Series] = []
    known = pl.repeat(value=True, n=cells.height, dtype=pl.Boolean, eager=True)
    for at, header in enumerate(part.headers):
        if folded(header) in headers:
            column = cells.select(pl.col(f"c{at}").alias(c.cell("opted_out_at")))
            moments.append(column.select(read("opted_out_at", None).alias(header)).to_series())
            blank = column.to_series().str.strip_chars().fill_null("") == ""
            known &= blank | moments[-1].is_not_null()
    if not moments:
        return pl.Series("since", [None], dtype=pl.Datetime).new_from_index(0, cells.height)
    return pl.select(pl.when(known).then(pl.max_horizontal(moments)).alias("since")).to_series()
