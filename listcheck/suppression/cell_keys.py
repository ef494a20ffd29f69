"""From the cells of a source of opt-outs to the texts that contacts are matched by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from listcheck.contacts import (
    HIDDEN,
    address_keys,
    is_plain,
    phone_keys,
    phone_keys_by_region,
    whole_numbers,
)
from listcheck.matching import DIGESTS

_HASH: Final = "^(?:" + "|".join(f"[0-9a-f]{{{length}}}" for length in DIGESTS) + ")$"
_DOMAIN: Final = r"^(?:[^\s.@/:]+\.)+(?:[^\s.@/:0-9]{2,}|xn--[a-z0-9-]+)$"
#: Something that cannot be seen, which spreadsheets and copying leave around a text.
_AROUND: Final = " \t\r\n\u00a0\ufeff\u200b'\""

#: A whole mail domain, written as such.
_WILDCARD: Final = r"^\s*(?:\*?@|\*\.)"


@dataclass(frozen=True)
class NamedPeople:
    """Whom the cells of one column of a source name; all series are as long as the column.

    Attributes:
        keys: addresses and whole numbers, then national numbers per region; null for nobody.
        addresses: how many cells hold an address.
        wild: which cells name a whole domain.
    """

    keys: list[pl.Series]
    addresses: int
    wild: pl.Series

    @property
    def count(self) -> int:
        """How many keys there are."""
        return sum(key.count() for key in self.keys)


def named_in(cells: pl.Series, regions: Sequence[str], *, numbers: bool = True) -> NamedPeople:
    """Whom the cells of a column name; national numbers are looked for in each of ``regions``.

    Without ``numbers`` they are known to be something else, and only addresses count.
    """
    # On every processor.
    plain = cells.alias("cell").to_frame().lazy().select(is_plain(pl.col("cell")))
    is_own_key = plain.collect(engine="streaming").to_series()
    none = pl.repeat(value=False, n=len(cells), dtype=pl.Boolean, eager=True)
    if is_own_key.all():
        return NamedPeople([cells], len(cells), none)
    if not is_own_key.any():
        return _looked_at(cells, regions, numbers=numbers)
    # Most cells of most sources are their own keys: only the others are looked at.
    odd = (~is_own_key).arg_true()
    others = _looked_at(cells.gather(odd), regions, numbers=numbers)
    first, *national = others.keys
    nobody = pl.repeat(None, n=len(cells), dtype=pl.String, eager=True)
    return NamedPeople(
        [
            cells.clone().scatter(odd, first),
            *(nobody.clone().scatter(odd, key) for key in national),
        ],
        len(cells) - len(odd) + others.addresses,
        none.scatter(odd, others.wild),
    )


def _looked_at(cells: pl.Series, regions: Sequence[str], *, numbers: bool) -> NamedPeople:
    """Whom the cells name, each of them looked at."""
    # An asterisk is a character of addresses, too.
    wild = wildcards(cells)
    people = where(cells, ~wild)
    keys = person_keys(people, regions) if numbers else [address_key(people)]
    return NamedPeople(keys, int(keys[0].str.contains("@", literal=True).sum()), wild)


def address_key(cells: pl.Series) -> pl.Series:
    """A normalised address per cell; null where it is none."""
    return address_keys(where(cells, cells.str.contains("@", literal=True)))


def digest_key(cells: pl.Series) -> pl.Series:
    """A digest in lower-case hexadecimal digits per cell; null where it is none."""
    text = cells.str.strip_chars(_AROUND).str.to_lowercase()
    # Some write their digests as 0x… or \x… (PostgreSQL) or with the algorithm before them.
    bare = text.str.replace(r"^(?:0x|\\x|\{?(?:md5|sha-?[0-9]{1,3})\}?[:$])", "")
    return where(bare, bare.str.contains(_HASH) & bare.str.contains("[a-f]"))


def person_key(cells: pl.Series, region: str | None) -> pl.Series:
    """An address or an E.164 number per cell; null where it is neither."""
    addresses = address_key(cells)
    return _filled(addresses, number_key(where(cells, addresses.is_null()), region))


def number_key(cells: pl.Series, region: str | None) -> pl.Series:
    """An E.164 number per cell; null where it is none."""
    return phone_keys(numberish(cells), region)


def numberish(cells: pl.Series) -> pl.Series:
    """The cells that may be telephone numbers, null for the others."""
    # Most sources hold addresses only: nothing to look for.
    if cells.null_count() == len(cells):
        return cells.cast(pl.String)
    # What holds an "@" is none, and in most sources that is every cell.
    cells = where(cells, ~cells.str.contains("@", literal=True))
    if cells.null_count() == len(cells):
        return cells.cast(pl.String)
    # Of 4.47400123456E+11 the letter is no word and the plus no beginning.
    cells = whole_numbers(cells)
    # Names, dates and hashes must not be read as telephone numbers.
    bare = cells.str.replace_all(r"(?i)tel(?:ephone|efon)?\.?:?|ext(?:ension)?\.?|\bx\b", "")
    return where(
        cells,
        (bare.str.count_matches(r"[0-9]") >= 6)
        & ~bare.str.contains(r"[\p{L}@]")
        & ~bare.str.contains(
            r"^\s*(?:[0-9]{4}-[0-9]{2}-[0-9]{2}(?:\s|T|$)|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4}\s*$)"
        ),
    )


def _filled(first: pl.Series, second: pl.Series) -> pl.Series:
    return pl.select(pl.coalesce(first, second).alias("key")).to_series()


def person_keys(cells: pl.Series, regions: Sequence[str]) -> list[pl.Series]:
    """Keys of a source's cells: addresses and whole numbers, then national ones per region."""
    keys = person_key(cells, None)
    alone = numberish(where(cells, keys.is_null()))
    national = where(alone, ~alone.str.contains("[+@]"))
    if national.null_count() == len(national):
        return [keys]
    return [keys, *phone_keys_by_region(national, regions)]


def loose_keys(texts: pl.Series, numbers: pl.Series, regions: Sequence[str]) -> pl.DataFrame:
    """Every address inside ``texts`` and every number inside ``numbers``: ``at`` and ``key``.

    ``at`` is the position of the text. For rows that could not be read and cells that name
    several people or more than people: an opt-out must not get lost because a comma did.
    """
    addresses = _keyed(_pieces(texts, _ADDRESSES), lambda pieces: [address_keys(pieces)])
    pieces = _pieces(numbers, _NUMBERS)
    whole = _keyed(pieces, lambda cells: person_keys(cells, regions))
    # A slash stands within numbers and between them.
    between = pieces.filter(pl.col("piece").str.contains("/", literal=True)).join(
        whole, on="piece", how="anti"
    )
    split = between.with_columns(pl.col("piece").str.split("/")).explode("piece")
    parts = _keyed(split, lambda cells: person_keys(cells, regions))
    return pl.concat([addresses, whole, parts]).select("at", "key").unique(maintain_order=True)


#: Addresses and numbers within other text.
_ADDRESSES: Final = r"[^\s,;|<>\"'()]+@[^\s,;|<>\"'()]+"
#: A power of ten is one whole: its mantissa alone would be another number.
_NUMBERS: Final = r"\+?[0-9]+(?:[.,][0-9]*)?[eE]\+?[0-9]+|\+?\(?[0-9][0-9 ()./\-]{5,}[0-9]"


def _pieces(texts: pl.Series, pattern: str) -> pl.DataFrame:
    """Everything in the texts that fits the pattern: ``at`` and ``piece``."""
    pieces = texts.alias("piece").to_frame().with_row_index("at").drop_nulls()
    return (
        pieces.with_columns(pl.col("piece").str.extract_all(pattern)).explode("piece").drop_nulls()
    )


def _keyed(pieces: pl.DataFrame, keys: Callable[[pl.Series], Sequence[pl.Series]]) -> pl.DataFrame:
    """The pieces with their keys: ``at``, ``piece`` and ``key``."""
    texts = pieces["piece"].unique()
    known = [pl.DataFrame([texts, key.alias("key")]).drop_nulls() for key in keys(texts)]
    return pieces.join(pl.concat(known), on="piece").select("at", "piece", "key")


def where(cells: pl.Series, wanted: pl.Series) -> pl.Series:
    """The cells that are wanted, null for the others."""
    if wanted.all(ignore_nulls=False):
        return cells
    return pl.select(pl.when(wanted).then(cells).alias(cells.name)).to_series()


def domain_key(cells: pl.Series) -> pl.Series:
    """A lower-case domain per cell, without scheme, www and path; null where it is none."""
    bare = (
        cells.str.replace_all(HIDDEN, "")
        .str.strip_chars(" \t\u00a0")
        .str.to_lowercase()
        .str.replace(r"^[a-z]+://", "")
        .str.replace(r"^www\.", "")
        .str.replace(r"[/:?#].*$", "")
        .str.replace(r"^(?:\*\.|\*?@|\.)", "")
        .str.strip_chars_end(".")
    )
    named = where(bare, bare.str.contains(_DOMAIN))
    # The same normal form as in addresses, so that punycode and Unicode meet.
    return address_keys(("anybody@" + named).alias("domain")).str.replace("^anybody@", "")


def is_domain(text: str) -> bool:
    """Whether a text is a domain."""
    return domain_key(pl.Series([text])).item() is not None


def wildcards(cells: pl.Series) -> pl.Series:
    """Which cells name a whole domain; most sources have none, and that is seen quickly."""
    may = cells.str.contains("*", literal=True) | cells.str.contains(r"^\s*@")
    if not may.any():
        return pl.repeat(value=False, n=len(cells), dtype=pl.Boolean, eager=True)
    return cells.str.contains(_WILDCARD).fill_null(value=False)
