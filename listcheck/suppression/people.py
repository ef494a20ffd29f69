"""Suppression sources: the people who opted out, by address, by number, by digest of either.

A source is read in pieces, so that a large one is never in memory as text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

import polars as pl

from listcheck.config.inputs import Dated
from listcheck.contacts import mailbox_of
from listcheck.core.errors import InputProblem, NothingInIt
from listcheck.core.part import Part
from listcheck.mapping import pieces_of
from listcheck.matching import (
    MAILBOX_FORM,
    PLAIN,
    OrganisationEntries,
    PeopleEntries,
    key_of,
    mailbox_key_of,
)
from listcheck.suppression.cell_keys import (
    NamedPeople,
    digest_key,
    domain_key,
    loose_keys,
    named_in,
    where,
)
from listcheck.suppression.digests import digests_of, made_by
from listcheck.suppression.layouts import Layout, layout_of, people_columns
from listcheck.suppression.loading import (
    UNREAD_NUMBER,
    Loaded,
    People,
    Reading,
    any_key,
    loaded,
    unread_records,
)
from listcheck.suppression.number_columns import kind_of, named_for_people, without_numbers
from listcheck.suppression.opt_out_rows import OptOuts, states_of
from listcheck.suppression.organisations import domain_entries
from listcheck.suppression.reach import Unread, reach_of
from listcheck.suppression.source_sheets import add_up
from listcheck.suppression.unread import LostEntries, among_others

#: Records read at a time.
_PIECE: Final = 1_000_000
#: Cells that tell whether a column holds digests.
_SOME: Final = 1_000


def read_people(
    parts: Sequence[Part],
    file: Dated,
    name: str,
    reading: Reading,
    keep: Callable[[pl.DataFrame], None] | None = None,
) -> tuple[Loaded, People]:
    """The entries of a source that is open; see :func:`load_people`.

    With ``keep`` they are handed to it, piece by piece, and not held.
    """
    held: list[pl.DataFrame] = []
    take = keep or held.append
    summary, sources = add_up(
        parts, file, name, lambda part, label: _read(part, file, label, reading, take)
    )
    entries = pl.concat(held, how="diagonal") if held else pl.DataFrame(schema={"key": pl.UInt64})
    forms = frozenset(form for source in sources for form in source.forms)
    whole = [domain for source in sources for domain in source.domains]
    domains = None
    if whole:
        entries_of_domains = domain_entries(pl.concat(whole), reading.consumer)
        domains = OrganisationEntries(name, entries_of_domains)
    return summary, People(PeopleEntries(name, entries, forms), domains)


def _read(
    part: Part, file: Dated, name: str, reading: Reading, keep: Callable[[pl.DataFrame], None]
) -> tuple[Loaded, _Source]:
    """Read a source's file, or a sheet of its workbook."""
    source = _Source(part, name, reading)
    for cells in pieces_of(part, _PIECE):
        keep(source.entries(cells))
    keep(source.salvaged())
    source.require_somebody()
    summary = loaded(part, file, name, "people", source.lost_entries.unreadable, source.layout)
    summary = replace(
        summary,
        entries=summary.entries - source.states.rows_left_out,
        remarks=source.remarks(),
        kinds=source.kinds | {UNREAD_NUMBER: source.lost_entries.cells},
        lost=source.lost_entries.lost,
        lost_numbers=source.lost_entries.numbers,
    )
    return summary, source


class _Source:
    """A source being read: what its first piece settled, and what was counted since."""

    def __init__(self, part: Part, name: str, reading: Reading) -> None:
        self.part, self.name, self.reading = part, name, reading
        self.forms: set[str] = set()
        self.domains: list[pl.Series] = []
        self.lost_entries = LostEntries()
        self.unread = Unread()
        self.kinds: Counter[str] = Counter()
        self._people_in: Counter[str] = Counter()
        self.layout: Layout | None = None
        self.states = OptOuts()
        self._columns: Sequence[str] | None = None
        #: Columns whose digits are no telephone numbers, and those that are named for people.
        self._others: frozenset[str] = frozenset()
        self._for_people: frozenset[str] = frozenset()
        self._main: str | None = None
        self._bare_domains = False
        self._somebody = False

    def entries(self, cells: pl.DataFrame) -> pl.DataFrame:
        """The entries of one piece: key, row, and what the source tells besides."""
        if self._columns is None:
            self._columns = self._people_columns(cells.drop("row"))
            self.states = states_of(self.part, self.layout, self.name, self.reading.states)
        # Who is subscribed, or opened a message, has not opted out.
        cells, states = self.states.opt_outs(cells)
        columns = {name: cells[name] for name in self._columns}
        people = self._named(columns)
        texts = [key for column in people.values() for key in column.keys]
        named = any_key(texts, cells.height)
        digests = digests_of(list(columns.values()), named)
        lengths = digests.drop_nulls().str.len_bytes().unique().to_list()
        called = " ".join((self.name, *self.part.headers))
        self.forms |= made_by(lengths, called, self.reading.secret)
        known = named | digests.is_not_null()
        if self._main is None:
            if self._others and not self._anybody(columns, known):
                # Nothing else could name the source's people.
                self._others = frozenset()
                return self.entries(cells)
            count = {name: column.count for name, column in people.items()}
            self._main = max(count, key=lambda name: count[name], default="")
            self._bare_domains = not known.any()
        whole = self._whole_domains(columns, people, known)
        self._somebody |= bool(known.any()) or whole.count() > 0
        if named.any():
            self.forms.add(PLAIN)
        self._count(people, digests)
        beside = reach_of(
            self.part, cells, self.name, self.layout, self.unread, states, timed=self.reading.timed
        )
        rows = [beside.with_columns(key=text).drop_nulls("key") for text in (*texts, digests)]
        more = among_others(columns, people, cells["row"], self._of_numbers(people), self.reading)
        if more.height:
            self._somebody = True
            self.forms.add(PLAIN)
        read = known | whole.is_not_null() | cells["row"].is_in(more["row"].implode())
        self.lost_entries.count(columns, people, read, self._of_people(), self._of_numbers({}))
        return self._keyed(
            pl.concat([*rows, beside.join(more, on="row", how="inner")], how="diagonal")
        )

    def salvaged(self) -> pl.DataFrame:
        """Entries in rows that could not be read: an opt-out must not get lost with a comma."""
        texts = self.part.unreadable["text"]
        keys = loose_keys(texts, texts, self.reading.regions)
        if keys.height:
            self._somebody = True
            self.forms.add(PLAIN)
        self.lost_entries.lost += unread_records(self.part, keys["at"])
        return self._keyed(keys.select("key").unique())

    def require_somebody(self) -> None:
        """Stop at a source that would protect nobody.

        Raises:
            NothingInIt: no entry at all was found.
        """
        if not self._somebody and self.states.rows_left_out:
            raise InputProblem(
                f"{self.name}: none of its rows is an opt-out; {self.remarks()[0]}; is this the "
                "right file?"
            )
        if not self._somebody:
            raise NothingInIt(
                f"{self.name}: holds no address, no telephone number and no digest (MD5, SHA-1, "
                "SHA-2, SHA-3) of one; a suppression source needs a column of them"
            )

    def remarks(self) -> tuple[str, ...]:
        """What a reader of the report must know of how the source was read."""
        remarks = (*self.states.remarks(self.name), *self.unread.remarks(self.name))
        several = [self.part.headers[int(name[1:])] for name in self._people_in]
        if len(several) > 1:
            named = " and ".join(f'"{header}"' for header in several)
            remarks = (f"{self.name}: the columns {named} hold people: all of them count", *remarks)
        return remarks

    def _people_columns(self, cells: pl.DataFrame) -> Sequence[str]:
        """The columns that are looked at, and what their headers and cells say of them."""
        self.layout = layout_of(self.part, cells, self.reading.layouts)
        columns = people_columns(self.part, cells, self.layout)
        hashed = [name for name in columns if digest_key(cells[name].head(_SOME)).count()]
        self._for_people = frozenset([*named_for_people(self.part, cells.select(columns)), *hashed])
        if self.layout is None:
            self._others = without_numbers(self.part, cells, columns)
        return columns

    def _named(self, columns: Mapping[str, pl.Series]) -> dict[str, NamedPeople]:
        regions = self.reading.regions
        return {
            name: named_in(cells, regions, numbers=name not in self._others)
            for name, cells in columns.items()
        }

    def _anybody(self, columns: Mapping[str, pl.Series], known: pl.Series) -> bool:
        """Whether the source names people, or would: what its columns for them hold is unread."""
        if known.any() or self._for_people:
            return True
        return any(domain_key(cells).count() for cells in columns.values())

    def _of_people(self) -> set[str]:
        """The columns in which people are found, or would be."""
        return {*self._for_people, *self._people_in} or set(self._columns or ())

    def _of_numbers(self, people: Mapping[str, NamedPeople]) -> set[str]:
        """The columns of numbers: by their header, and what holds numbers more than addresses."""
        headed = {name for name in self._columns or () if kind_of(self._header(name)) == "number"}
        return headed | {
            name for name, column in people.items()
            if name == self._main and column.count > 2 * column.addresses
        }  # fmt: skip

    def _header(self, name: str) -> str:
        return self.part.headers[int(name[1:])]

    def _count(self, people: Mapping[str, NamedPeople], digests: pl.Series) -> None:
        for name, column in people.items():
            self.kinds.update(address=column.addresses, number=column.count - column.addresses)
            if column.count:
                self._people_in[name] += column.count
        self.kinds.update(digest=digests.count())

    def _keyed(self, entries: pl.DataFrame) -> pl.DataFrame:
        if self.reading.same_mailbox:
            entries = entries.with_columns(mailbox_of(pl.col("key")))
        if self.reading.texts:
            entries = entries.with_columns(pl.col("key").alias("text"))
        keyed = entries.with_columns(key_of(pl.col("key")))
        if not self.reading.both_mailboxes:
            return keyed
        mailbox = mailbox_of(pl.col("key"))
        # Plain digits and digests have no mailbox.
        more = entries.filter(mailbox != pl.col("key"), pl.col("key").str.contains("@"))
        if more.height:
            self.forms.add(MAILBOX_FORM)
        return pl.concat([keyed, more.with_columns(mailbox_key_of(mailbox).alias("key"))])

    def _whole_domains(
        self, columns: dict[str, pl.Series], people: Mapping[str, NamedPeople], known: pl.Series
    ) -> pl.Series:
        """The domain of each row that names a whole one instead of a person; null elsewhere.

        ``*@firma.example`` and ``@firma.example`` always do; a bare domain does where the column
        holds the source's people, or where the source holds nothing but domains.
        """
        whole = pl.Series("domain", [None], dtype=pl.String).new_from_index(0, len(known))
        if known.all():
            return whole
        for name, cells in columns.items():
            meant = ~known
            if not self._bare_domains and name != self._main:
                meant &= people[name].wild
            text = where(cells, meant)
            if text.count():
                whole = pl.select(pl.coalesce(whole, domain_key(text)).alias("domain")).to_series()
        if whole.count():
            self.domains.append(whole.drop_nulls().unique())
        return whole
