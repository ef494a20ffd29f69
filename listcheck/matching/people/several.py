"""Entries looked up for lists: a contact's further addresses and numbers, of which most have none.

A join would need a column for each of them. Here a batch's lists are taken apart, their items
looked up at once, and what was found is summed up for each contact: a batch without lists costs
nothing, and a contact may have as many as it likes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

#: ``at`` and ``item`` of every item of a batch in; ``at`` and what is told of it out, one row for
#: each place of which something is told.
Answer = Callable[[pl.DataFrame], pl.DataFrame]


def over_lists(lists: pl.Expr, answer: Answer, dtype: pl.Struct) -> pl.Expr:
    """What ``answer`` tells of each row's items, a struct; its fields are null where nothing."""

    def ask(batch: pl.Series) -> pl.Series:
        places = pl.int_range(len(batch), dtype=pl.UInt32, eager=True).alias("at").to_frame()
        items = places.with_columns(batch.alias("item")).filter(pl.col("item").list.len() > 0)
        schema = dtype.to_schema()
        if items.is_empty():
            nothing = (pl.lit(None, dtype=own).alias(name) for name, own in schema.items())
            return places.select(pl.struct(*nothing)).to_series().new_from_index(0, len(batch))
        told = answer(items.explode("item").drop_nulls())
        return (
            places.join(told, on="at", how="left", maintain_order="left")
            .select(pl.struct(pl.col(name).cast(own) for name, own in schema.items()))
            .to_series()
        )

    return lists.map_batches(ask, return_dtype=dtype, is_elementwise=True)


@dataclass(frozen=True)
class Table:
    """Entries by key, searched and not joined, so that their number costs nothing per batch."""

    keys: pl.Series
    values: pl.DataFrame

    @classmethod
    def of(cls, entries: pl.DataFrame, key: str = "key") -> Table:
        """The table of entries with a unique key."""
        ordered = entries.sort(key)
        return cls(ordered[key], ordered.drop(key))

    def of_items(self, items: pl.DataFrame) -> pl.DataFrame:
        """``items`` (``at`` and ``item``) that have an entry, with the entry's other columns."""
        own = items["item"].drop_nulls().unique().sort()
        if own.is_empty() or self.keys.is_empty():
            return pl.concat([items.clear(), self.values.clear()], how="horizontal")
        at = self.keys.search_sorted(own, side="left").clip(upper_bound=len(self.keys) - 1)
        there = self.keys.gather(at) == own
        found = self.values.select(pl.all().gather(at.filter(there)))
        named = found.with_columns(own.filter(there).alias("item"))
        return items.join(named, on="item", how="inner")
