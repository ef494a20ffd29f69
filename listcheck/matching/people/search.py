"""Entries that have one of many keys, found by looking up and searching instead of a join.

Keys are hashes: their first bits are as good as random. A table says of every beginning of a key
whether any key that is sought begins so. It is small enough to be quick, most entries are seen in
it to have none of the keys, and only the others are sorted and searched for.
"""

from __future__ import annotations

from typing import Final

import polars as pl

_KEY_BITS: Final = 64
#: The table has at most 2**26 places: 64 MB while it is made, 8 MB then.
_MOST_BITS: Final = 26
#: Places for each key that is sought: so few entries pass by chance.
_PLACES: Final = 4


def with_keys(entries: pl.DataFrame, keys: pl.Series) -> pl.DataFrame:
    """The rows of ``entries`` whose ``key`` is one of ``keys``, sorted by it.

    Args:
        entries: rows with a ``key`` (UInt64), in any order; null is no key.
        keys: the keys that are sought (UInt64): sorted, distinct, none of them null.
    """
    if keys.is_empty():
        return entries.clear()
    bits = min((_PLACES * len(keys)).bit_length(), _MOST_BITS)
    sought = _table(keys, bits)
    likely = (
        entries.lazy()
        .filter(
            # On every processor: looking up lets go of the interpreter's lock.
            pl.col("key").map_batches(
                lambda own: sought.gather(_beginning(own, bits)),
                return_dtype=pl.Boolean,
                is_elementwise=True,
            )
        )
        .collect(engine="streaming")
        .sort("key")
    )
    own = likely["key"]
    # Sorted keys within sorted keys: neighbours are found close to each other.
    at = keys.search_sorted(own, side="left").clip(upper_bound=len(keys) - 1)
    return likely.filter(keys.gather(at) == own)


def _table(keys: pl.Series, bits: int) -> pl.Series:
    """Whether any of ``keys`` begins with the bits that a place of the table stands for."""
    places = pl.repeat(0, 1 << bits, dtype=pl.UInt8, eager=True)
    return places.scatter(_beginning(keys, bits), 1) == 1


def _beginning(keys: pl.Series, bits: int) -> pl.Series:
    return (keys // (1 << (_KEY_BITS - bits))).cast(pl.UInt32)
