"""The built index: the entries of suppression sources as sorted keys, without any address.

A Parquet file. Its rows are sorted by key, so that a campaign's keys, sorted too, are found by
search within each row group: the time follows the campaign, and no more of the index is in memory
than a row group or two. What the file says of itself stands in its footer.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from listcheck.matching.people.scope import Scope, elsewhere, in_force, said
from listcheck.matching.people.suppressed import ENTRY, complete

FORMAT: Final = "listcheck-index/1"
_FOOTER: Final = b"listcheck"
#: Keys and the index of the source of each entry, then what entries tell besides.
_COLUMNS: Final[dict[str, pl.DataType]] = {"key": pl.UInt64(), "source": pl.UInt16(), **ENTRY}
_GROUP: Final = 1 << 20
#: While it is built, entries are parted by the first bits of their keys, then sorted part by part.
_PART_BITS: Final = 5
_THREADS: Final = 2


class IndexBuilder:
    """Takes entries piece by piece and writes the index once all are there."""

    def __init__(self, work: Path) -> None:
        self._work = work
        self._files: list[pa.OSFile] = []
        self._parts: list[pa.ipc.RecordBatchFileWriter] = []
        schema = pl.DataFrame(schema=_COLUMNS).to_arrow().schema
        for at in range(1 << _PART_BITS):
            sink = pa.OSFile(str(work / f"part-{at}.arrow"), "wb")
            options = pa.ipc.IpcWriteOptions(compression="lz4")
            self._files.append(sink)
            self._parts.append(pa.ipc.new_file(sink, schema, options=options))
        self._schema = schema

    def add(self, entries: pl.DataFrame, source: int) -> None:
        """Take entries (columns of ``ENTRY``, ``key`` at least) of the source at that index."""
        told = complete(entries).with_columns(pl.lit(source, dtype=pl.UInt16).alias("source"))
        parts = told.select(list(_COLUMNS)).with_columns(
            part=(pl.col("key") // (1 << (64 - _PART_BITS))).cast(pl.UInt8)
        )
        for (at,), rows in parts.partition_by("part", as_dict=True, include_key=False).items():
            table = rows.to_arrow().cast(self._schema)
            self._parts[at].write_table(table)

    def write(self, path: Path, about: Mapping[str, Any]) -> int:
        """Write the index to ``path`` and return how many entries it has.

        ``about`` is kept in the footer and given back by :func:`open_index`; its ``sources`` are
        in the order of the indexes that :meth:`add` was told.
        """
        for writer, sink in zip(self._parts, self._files, strict=True):
            writer.close()
            sink.close()
        footer = {_FOOTER: json.dumps({"format": FORMAT, **about}).encode()}
        entries = 0
        with pq.ParquetWriter(
            path,
            self._schema.with_metadata(footer),
            # Keys are noise: nothing makes them smaller, and plain ones are read at once.
            compression={name: "none" if name == "key" else "zstd" for name in _COLUMNS},
            use_dictionary=["source", "bounce", "channels", "brand", "purpose"],
            column_encoding={"key": "PLAIN"},
        ) as writer:
            for rows in self._sorted():
                entries += rows.height
                writer.write_table(rows.to_arrow().cast(self._schema), row_group_size=_GROUP)
        return entries

    def _sorted(self) -> Iterator[pl.DataFrame]:
        for at in range(1 << _PART_BITS):
            rows = pl.read_ipc(self._work / f"part-{at}.arrow")
            if rows.height:
                yield rows.unique().sort("key", "source", "row")


def about_index(path: Path) -> dict[str, Any] | None:
    """What an index says of itself; None when the file is no index.

    Raises:
        OSError: the file cannot be read.
    """
    try:
        found = (pq.read_metadata(path).metadata or {}).get(_FOOTER)
    except pa.ArrowInvalid:
        return None
    told = json.loads(found) if found else None
    return told if isinstance(told, dict) else None


@dataclass(frozen=True)
class IndexEntries:
    """The entries of one source within an index, read as far as a campaign needs them."""

    name: str
    path: Path
    forms: frozenset[str]

    def matching(self, keys: pl.Series, tell: Collection[str] = ENTRY) -> pl.DataFrame:
        """See :class:`listcheck.matching.people.suppressed.PeopleSource`."""
        return find(self.path, keys, tell).drop("source")

    @cached_property
    def said(self) -> pl.DataFrame:
        """See :class:`listcheck.matching.people.suppressed.PeopleSource`."""
        return said(pl.scan_parquet(self.path, glob=False)).collect(engine="streaming")

    def in_force(
        self, keys: pl.Series, scope: Scope, tell: Collection[str] = ENTRY
    ) -> pl.DataFrame:
        """See :class:`listcheck.matching.people.suppressed.PeopleSource`."""
        others = elsewhere(self.said, scope.brand) if scope.brand else None
        return in_force(find(self.path, keys, (*tell, "source")), scope, others).drop("source")

    def in_forms(self, forms: frozenset[str]) -> IndexEntries:
        """See :class:`listcheck.matching.people.suppressed.PeopleSource`."""
        return replace(self, forms=forms)


def find(path: Path, keys: pl.Series, tell: Collection[str] = tuple(_COLUMNS)) -> pl.DataFrame:
    """The entries of an index with one of ``keys`` (sorted, distinct), and their ``source``.

    Columns that are not in ``tell`` are not read and null.
    """
    groups = _groups(path, keys)
    with ThreadPoolExecutor(_THREADS) as pool:
        found = list(pool.map(lambda group: _search(path, group[0], group[1], tell), groups))
    empty = pl.DataFrame(schema=_COLUMNS)
    return pl.concat([empty, *found])


def _groups(path: Path, keys: pl.Series) -> Sequence[tuple[int, pl.Series]]:
    """Row groups that may hold some of the keys, and these keys."""
    metadata = pq.read_metadata(path)
    at = metadata.schema.to_arrow_schema().get_field_index("key")
    bounds = [
        metadata.row_group(group).column(at).statistics for group in range(metadata.num_row_groups)
    ]
    firsts = keys.search_sorted(pl.Series([b.min for b in bounds], dtype=pl.UInt64), side="left")
    lasts = keys.search_sorted(pl.Series([b.max for b in bounds], dtype=pl.UInt64), side="right")
    return [
        (group, keys[first:last])
        for group, (first, last) in enumerate(zip(firsts, lasts, strict=True))
        if last > first
    ]


def _search(path: Path, group: int, keys: pl.Series, tell: Collection[str]) -> pl.DataFrame:
    file = pq.ParquetFile(path, memory_map=True)
    table = file.read_row_group(group, columns=["key"], use_threads=False)
    own = pl.Series(pl.from_arrow(table["key"]))
    # Sorted keys within sorted keys: each is found in twenty steps, or is not there.
    at = own.search_sorted(keys, side="left")
    there = own.gather(at.clip(upper_bound=len(own) - 1)) == keys
    if not there.any():
        return pl.DataFrame(schema=_COLUMNS)
    hit = keys.filter(there)
    first, behind = at.filter(there), own.search_sorted(hit, side="right")
    rows = pl.select(pl.int_ranges(first, behind)).to_series().explode()
    names = [name for name in _told_in(file, group) if name in tell and name != "key"]
    told = file.read_row_group(group, columns=names, use_threads=False)
    entries = pl.DataFrame([own.gather(rows).alias("key")])
    if names:
        beside = pl.DataFrame(pl.from_arrow(told)).select(pl.all().gather(rows))
        entries = entries.hstack(beside)
    missing = [pl.lit(None).alias(name) for name in _COLUMNS if name not in entries.columns]
    return entries.with_columns(missing).select(
        pl.col(name).cast(dtype) for name, dtype in _COLUMNS.items()
    )


def _told_in(file: pq.ParquetFile, group: int) -> list[str]:
    """Columns that say something in a row group; the others need not be read."""
    columns = file.metadata.row_group(group)
    told = []
    for at in range(columns.num_columns):
        column = columns.column(at)
        if column.statistics is None or column.statistics.null_count < column.num_values:
            told.append(column.path_in_schema)
    return told
