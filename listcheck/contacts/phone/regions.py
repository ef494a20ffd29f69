"""Numbers in national form whose region nobody tells: read as those of each region in turn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from listcheck.contacts.phone.numbers import number_key, phone_keys

#: So many numbers are read for all regions in one pass.
_TOGETHER: Final = 10_000


def phone_keys_by_region(values: pl.Series, regions: Sequence[str]) -> list[pl.Series]:
    """:func:`listcheck.contacts.phone.numbers.phone_keys` of text, once for each region.

    A pass costs far more than few numbers cost in it: all regions share one.
    """
    held = values.is_not_null().arg_true()
    size = len(held)
    if not regions or size > _TOGETHER:
        return [phone_keys(values, region) for region in regions]
    texts = values.gather(held).alias("text").to_frame()
    pairs = pl.concat([texts.with_columns(region=pl.lit(region)) for region in regions])
    key = number_key(pl.col("text"), pl.col("region"))
    keys = pairs.lazy().select(key).collect(engine="streaming").to_series()
    nobody = pl.repeat(None, n=len(values), dtype=pl.String, eager=True).alias(values.name)
    return [nobody.clone().scatter(held, keys.slice(at * size, size)) for at in range(len(regions))]
