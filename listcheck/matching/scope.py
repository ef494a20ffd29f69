"""How far an entry of a suppression source reaches: channels, brand, purpose, expiry.

An entry that does not say, or says it in words that listcheck does not know, reaches everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

import polars as pl

#: Scope of an entry; null where it reaches everything. ``channels`` has a bit per channel of
#: :data:`CHANNEL_BITS`. ``expires`` is filled only where an entry may expire at all.
SCOPE: Final[dict[str, pl.DataType]] = {
    "channels": pl.UInt8(),
    "brand": pl.String(),
    "purpose": pl.String(),
    "expires": pl.Datetime("us"),
}
CHANNEL_BITS: Final = {"email": 1, "sms": 2, "call": 4, "automated-call": 8}
#: Purposes of a campaign that an opt-out of each purpose reaches; marketing reaches them all.
_REACH: Final = {"complementary": ("complementary",), "share": ("share",)}


@dataclass(frozen=True)
class Scope:
    """The campaign, as far as the scope of an opt-out may depend on it.

    ``brand`` is the brand or list in whose name is sent, folded like the entries'; without one
    every entry reaches the campaign.
    """

    channel: str
    purpose: str
    send_date: date
    brand: str | None = None


def in_force(entries: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    """The entries that reach the campaign; ``entries`` has the columns of :data:`SCOPE`."""
    bit = CHANNEL_BITS[scope.channel]
    day = datetime.combine(scope.send_date, time())
    narrow = [name for name, reach in _REACH.items() if scope.purpose not in reach]
    return entries.filter(
        ((pl.col("channels") & bit) > 0).fill_null(value=True),
        pl.col("brand").eq_missing(scope.brand) | pl.col("brand").is_null()
        if scope.brand
        else pl.lit(value=True),
        ~pl.col("purpose").is_in(narrow).fill_null(value=False),
        # It holds on the day it expires.
        (pl.col("expires") >= day).fill_null(value=True),
    )
