"""National numbers read for all regions at once: as for each region by itself."""

from __future__ import annotations

import polars as pl
import pytest

from listcheck.contacts import phone_keys
from listcheck.contacts.phone import regions as phone_regions
from listcheck.contacts.phone.regions import phone_keys_by_region

REGIONS = ("GB", "DE", "IT", "US", "SE")
NUMBERS = (
    "020 7946 0018", None, "030 123456", "06 6982 0001", "(202) 555-0143", "08-123 456 78",
    "", "20123456", "x", "02079460018.0", "7946 0018", "0303/123456-7",
)  # fmt: skip


@pytest.mark.parametrize("together", [10_000, 3])
def test_all_regions_at_once(together: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phone_regions, "_TOGETHER", together)
    cells = pl.Series("cell", NUMBERS, dtype=pl.String)
    found = phone_keys_by_region(cells, REGIONS)
    told = [key.to_list() for key in found]
    assert told == [phone_keys(cells, region).to_list() for region in REGIONS]
    assert told[0][0] == "+442079460018"
    assert {key.name for key in found} == {"cell"}
    assert phone_keys_by_region(cells, ()) == []
