"""Suppression sources: the people who opted out, by address, by number, by digest of either.

A source is read in pieces, so that a large one is never in memory as text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import polars as pl

from listcheck.brief import Dated
from listcheck.contacts import mailbox_of
from listcheck.entries.indexes import about, load_index
from listcheck.entries.keys import Named, digest_key, domain_key, loose_keys, named_in
from listcheck.entries.layouts import Layout, layout_of, people_columns
from listcheck.entries.loading import Loaded, People, Reading, any_key, loaded, opened
from listcheck.entries.organisations import domain_entries
from listcheck.entries.reach import Unread, reach_of
from listcheck.entries.sheets import add_up
from listcheck.entries.states import LEFT_OUT, States, states_of
from listcheck.errors import InputProblem, NothingInIt
from listcheck.matching import (
    DIGESTS,
    MAILBOX_FORM,
    PLAIN,
    OrganisationEntries,
    PeopleEntries,
    key_of,
    mailbox_key_of,
)
from listcheck.sources import Part, folded

#: Records read at a time.
_PIECE: Final = 1_000_000
#: What a header or a file's name (folded) calls equally long digests, and the algorithms meant.
_NAMED: Final = (("hmac", "hmac_"), ("sha3(?!84)", "sha3_"), ("sha(?:2|384|512)", "sha2_"))


def load_people(file: Dated, name: str, work: Path, reading: Reading) -> tuple[Loaded, People]:
    """Read a suppression source: every cell that is an address, a number or a digest is an entry.

    A number in national form does not say whose it is: it suppresses the number that it is in
    each of the regions, since an opt-out too many costs less than one too few.

    Raises:
        InputProblem: no such file, unreadable, or nobody is named in it.
    """
    footer = about(file)
    if footer is not None:
        return load_index(file, name, footer, reading)
    return read_people(opened(file, work), file, name, reading)


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
    told, sources = add_up(
        parts, file, name, lambda part, label: _read(part, file, label, reading, take)
    )
    entries = pl.concat(held, how="diagonal") if held else pl.DataFrame(schema={"key": pl.UInt64})
    forms = frozenset(form for source in sources for form in source.forms)
    whole = [domain for source in sources for domain in source.domains]
    domains = None
    if whole:
        own = domain_entries(pl.concat(whole), reading.consumer)
        domains = OrganisationEntries(name, own)
    return told, People(PeopleEntries(name, entries, forms), domains)


def _read(
    part: Part, file: Dated, name: str, reading: Reading, keep: Callable[[pl.DataFrame], None]
) -> tuple[Loaded, _Source]:
    """Read a source's file, or a sheet of its workbook."""
    source = _Source(part, name, reading)
    for cells in _pieces(part):
        keep(source.entries(cells))
    keep(source.salvaged())
    source.require_somebody()
    told = loaded(part, file, name, "people", source.unreadable, source.layout)
    told = replace(told, entries=told.entries - source.left_out)
    return replace(told, remarks=source.remarks(), kinds=source.kinds), source


def _pieces(part: Part) -> Iterator[pl.DataFrame]:
    if part.records <= _PIECE:
        yield part.frame.collect()
        return
    yield from part.frame.collect_batches(chunk_size=_PIECE, maintain_order=True)


class _Source:
    """A source being read: what its first piece settled, and what was counted since."""

    def __init__(self, part: Part, name: str, reading: Reading) -> None:
        self.part, self.name, self.reading = part, name, reading
        self.forms: set[str] = set()
        self.domains: list[pl.Series] = []
        self.unreadable = 0
        self.unread = Unread()
        self.kinds: Counter[str] = Counter()
        self._people_in: Counter[str] = Counter()
        self.layout: Layout | None = None
        self.states = States()
        self.left_out = 0
        self._columns: Sequence[str] | None = None
        self._main: str | None = None
        self._bare_domains = False
        self._somebody = False

    def entries(self, cells: pl.DataFrame) -> pl.DataFrame:
        """The entries of one piece: key, row, and what the source tells besides."""
        if self._columns is None:
            self.layout = layout_of(self.part, cells.drop("row"))
            self._columns = people_columns(self.part, cells.drop("row"), self.layout)
            self.states = states_of(self.part, self.layout, self.name, self.reading.states)
        states = self.states.of(cells)
        if self.states.columns:
            # Who is subscribed, or opened a message, has not opted out.
            kept = (states["state"] != LEFT_OUT).fill_null(value=True)
            self.left_out += cells.height - int(kept.sum())
            cells, states = cells.filter(kept), states.filter(kept)
        columns = {name: cells[name] for name in self._columns}
        people = {name: named_in(cell, self.reading.regions) for name, cell in columns.items()}
        texts = [key for found in people.values() for key in found.keys]
        named = any_key(texts, cells.height)
        digests = self._digests(list(columns.values()), named)
        known = named | digests.is_not_null()
        if self._main is None:
            count = {name: found.count for name, found in people.items()}
            self._main = max(count, key=lambda name: count[name], default="")
            self._bare_domains = not known.any()
        whole = self._whole_domains(columns, people, known)
        self._somebody |= bool(known.any()) or whole.count() > 0
        self.unreadable += int((~known & whole.is_null()).sum())
        if named.any():
            self.forms.add(PLAIN)
        self._count(people, digests)
        beside = reach_of(
            self.part, cells, self.name, self.layout, self.unread, states, timed=self.reading.timed
        )
        rows = [beside.with_columns(key=text).drop_nulls("key") for text in (*texts, digests)]
        # A cell with several addresses names them all.
        unnamed = [
            cell.filter(~any_key(people[name].keys, len(cell)) & ~people[name].wild)
            for name, cell in columns.items()
        ]
        loose = [cell.filter(cell.str.contains("@", literal=True)) for cell in unnamed]
        more = self._loose(pl.concat(loose)) if loose else []
        return self._keyed(pl.concat([*rows, *more], how="diagonal"))

    def salvaged(self) -> pl.DataFrame:
        """Entries in rows that could not be read: an opt-out must not get lost with a comma."""
        texts = self.part.unreadable["text"]
        more = self._loose(texts, texts)
        return self._keyed(pl.concat([pl.DataFrame(schema={"key": pl.String}), *more]))

    def require_somebody(self) -> None:
        """Stop at a source that would protect nobody.

        Raises:
            NothingInIt: no entry at all was found.
        """
        if not self._somebody and self.left_out:
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
        told = (*self.states.remarks(self.name), *self.unread.remarks(self.name))
        several = [self.part.headers[int(name[1:])] for name in self._people_in]
        if len(several) > 1:
            named = " and ".join(f'"{header}"' for header in several)
            told = (f"{self.name}: the columns {named} hold people: all of them count", *told)
        return told

    def _count(self, people: Mapping[str, Named], digests: pl.Series) -> None:
        for name, found in people.items():
            self.kinds.update(address=found.addresses, number=found.count - found.addresses)
            if found.count:
                self._people_in[name] += found.count
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

    def _loose(self, texts: pl.Series, numbers: pl.Series | None = None) -> list[pl.DataFrame]:
        numbers = texts.clear() if numbers is None else numbers
        if texts.is_empty():
            return []
        found = loose_keys(texts, self.reading.regions, numbers=numbers)
        if found.is_empty():
            return []
        self._somebody = True
        self.forms.add(PLAIN)
        return [found.alias("key").to_frame()]

    def _digests(self, columns: Sequence[pl.Series], named: pl.Series) -> pl.Series:
        """The digest of each row that names nobody plainly; null where there is none."""
        found = pl.Series("key", [None], dtype=pl.String).new_from_index(0, len(named))
        if named.all():
            return found
        for cells in columns:
            own = digest_key(_where(cells, ~named))
            found = pl.select(pl.coalesce(found, own).alias("key")).to_series()
        self.forms |= self._algorithms(found.drop_nulls().str.len_bytes().unique().to_list())
        return found

    def _algorithms(self, lengths: Sequence[int]) -> set[str]:
        """The algorithms that may have made the digests, by length and what they are called."""
        called = folded(" ".join((self.name, *self.part.headers)))
        family = next((own for word, own in _NAMED if re.search(word, called)), "")
        found: set[str] = set()
        for length in lengths:
            own = [one for one in DIGESTS[length]
                   if self.reading.secret or not one.startswith("hmac_")]  # fmt: skip
            found |= {one for one in own if one.startswith(family)} or set(own)
        return found

    def _whole_domains(
        self, columns: dict[str, pl.Series], people: Mapping[str, Named], known: pl.Series
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
            text = _where(cells, meant)
            if text.count():
                whole = pl.select(pl.coalesce(whole, domain_key(text)).alias("domain")).to_series()
        if whole.count():
            self.domains.append(whole.drop_nulls().unique())
        return whole


def load_texts(
    file: Dated,
    name: str,
    work: Path,
    regions: Sequence[str],
    states: Mapping[str, str] | None = None,
) -> tuple[Loaded, pl.DataFrame]:
    """The people of a source by name: text (an address or number), bounce and since.

    Digests name nobody and count as unreadable.

    Raises:
        InputProblem: unreadable, an index, whole domains in it, or nobody is named in it.
    """
    if about(file) is not None:
        raise InputProblem(f"{name}: an index holds no addresses: give the source it was made of")
    held: list[pl.DataFrame] = []
    parts = opened(file, work)
    told, people = read_people(
        parts, file, name, Reading(regions, texts=True, states=states or {}), held.append
    )
    if people.domains is not None:
        raise InputProblem(
            f"{name}: {people.domains.entries.height} entries are whole domains; give them in a "
            "file of their own, as opt-outs of organisations"
        )
    empty = pl.DataFrame(schema={"text": pl.String, "bounce": pl.Boolean, "since": pl.Datetime})
    entries = pl.concat([empty, *held], how="diagonal").select(empty.columns)
    named = entries["text"].str.contains("[@+]")
    lost = entries.height - int(named.sum())
    return replace(told, unreadable=told.unreadable + lost), entries.filter(named).with_columns(
        pl.col("bounce").fill_null(value=False)
    )


def algorithms(secret: str | None) -> list[str]:
    """Every algorithm of digests; HMAC only where its key is known."""
    every = (one for own in DIGESTS.values() for one in own)
    return [one for one in every if secret or not one.startswith("hmac_")]


def _where(cells: pl.Series, wanted: pl.Series) -> pl.Series:
    if wanted.all():
        return cells
    return pl.select(pl.when(wanted).then(cells).alias(cells.name)).to_series()
