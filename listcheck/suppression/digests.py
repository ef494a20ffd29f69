"""Digests in a source: which there are, and what may have made them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

import polars as pl

from listcheck.matching import DIGESTS
from listcheck.suppression.cell_keys import digest_key
from listcheck.vocabulary import folded

#: What a header or a file's name (folded) calls equally long digests, and the algorithms meant.
_NAMED: Final = (("hmac", "hmac_"), ("sha3(?!84)", "sha3_"), ("sha(?:2|384|512)", "sha2_"))


def digests_of(columns: Sequence[pl.Series], named: pl.Series) -> pl.Series:
    """The digest of each row that names nobody plainly; null where there is none."""
    keys = pl.Series("key", [None], dtype=pl.String).new_from_index(0, len(named))
    if named.all():
        return keys
    for cells in columns:
        alone = pl.select(pl.when(~named).then(cells).alias("cell")).to_series()
        keys = pl.select(pl.coalesce(keys, digest_key(alone)).alias("key")).to_series()
    return keys


def made_by(lengths: Iterable[int], called: str, secret: str | None) -> set[str]:
    """The algorithms that may have made digests, by length and what they are called."""
    family = next((algorithm for word, algorithm in _NAMED if re.search(word, folded(called))), "")
    algorithms: set[str] = set()
    for length in lengths:
        candidates = [one for one in DIGESTS[length] if secret or not one.startswith("hmac_")]
        algorithms |= {one for one in candidates if one.startswith(family)} or set(candidates)
    return algorithms


def algorithms(secret: str | None) -> list[str]:
    """Every algorithm of digests; HMAC only where its key is known."""
    every = (one for group in DIGESTS.values() for one in group)
    return [one for one in every if secret or not one.startswith("hmac_")]
