"""Quick ways to the keys of a source and to its matches, held to the plain ways."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from listcheck.contacts import address_keys, is_plain
from listcheck.matching.people.search import with_keys
from listcheck.suppression.cell_keys import named_in, person_keys, wildcards

REGIONS = ["GB", "DE"]
#: Plain addresses, others, numbers, wildcards, digests, and what is nobody.
CELLS = [
    "ann@firma-1.de", "a.b+c@x-y.co.uk", "a_b@1.2.de", "_a@b.de", "a-@b.de", "a@b.c0m", "a@b.c1",
    "Ann@firma-1.de", " ann@firma-1.de", "ann@firma-1.de ", "'ann@firma-1.de", "jürgen@firma-1.de",
    "ann@müller.de", "ann@b--c.de", "ann@xn--mller-kva.de", ".a@b.de", "a..b@c.de", "a.@b.de",
    "a@b", "a@-b.de", "a@b-.de", "a@b.de.", "a@b@c.de", "ann@host.test", "ann@a.localhost",
    "ann@x.arpa", "ann@test", f"{'a' * 60}@b.de", f"{'a' * 70}@b.de", "a@b.de,c@d.de",
    "*@firma-1.de", "@firma-1.de", "*.firma-1.de", "*.a@b.de", "*a@b.de", "firma-1.de",
    "+44 20 7946 0018", "020 7946 0018", "030 2345678", "2026-01-02", "a@b.de\n", "a@b.de\nc@d.de",
    "d41d8cd98f00b204e9800998ecf8427e", "yes", " ", "", None,
]  # fmt: skip


@settings(deadline=None, max_examples=25)
@given(st.lists(st.sampled_from(CELLS) | st.text("aB0@.-_+* é\n", max_size=12), max_size=8))
@example(CELLS)
@example(CELLS[:3])
def test_whom_cells_name_is_what_looking_at_each_of_them_says(cells: list[str | None]) -> None:
    column = pl.Series("c0", cells, dtype=pl.String)
    before = column.to_list()
    found = named_in(column, REGIONS)
    wild = wildcards(column).fill_null(value=False)
    people = pl.select(pl.when(~wild).then(column).alias("c0")).to_series()
    alone = [person_keys(people.slice(at, 1), REGIONS) for at in range(len(cells))]
    assert column.to_list() == before
    assert found.wild.to_list() == wild.to_list()
    assert all(len(keys) == len(cells) for keys in found.keys)
    for at, keys in enumerate(alone):
        own = [key[at] for key in found.keys]
        expected = [key.item() for key in keys]
        assert own[: len(expected)] == expected
        # Another cell may be a national number, this one is none.
        assert set(own[len(expected) :]) <= {None}
    assert found.addresses == sum("@" in (keys[0].item() or "") for keys in alone)
    assert found.count == sum(key is not None for keys in alone for one in keys for key in one)


@settings(deadline=None)
@given(st.from_regex(r"[a-z0-9_.+*-]{1,5}@[a-z0-9.-]{1,9}", fullmatch=True) | st.emails())
def test_a_plain_address_is_its_own_normal_form_and_names_no_domain(cell: str) -> None:
    cells = pl.Series("cell", [cell])
    if cells.to_frame().select(is_plain(pl.col("cell"))).item():
        assert address_keys(cells).item() == cell
        assert not wildcards(cells).item()


@pytest.mark.parametrize("cell", ["ann@firma-1.de", "a.b+news@x-y.co.uk", "info_1@1.2.example.com"])
def test_usual_addresses_are_plain(cell: str) -> None:
    assert pl.select(is_plain(pl.lit(cell))).item()


#: Keys that begin alike, and the ends of their range.
KEYS = [0, 1, 2, 2**38 - 1, 2**38, 2**62, 2**62 + 1, 2**63, 2**64 - 2, 2**64 - 1]
some_keys = st.lists(st.sampled_from(KEYS) | st.integers(0, 2**64 - 1), max_size=20)


@settings(deadline=None)
@given(some_keys, some_keys, st.integers(0, 3))
@example([], KEYS, 0)
@example(KEYS, [], 0)
@example(KEYS, KEYS[::2], 1)
def test_entries_are_those_of_a_join(present: list[int], sought: list[int], nulls: int) -> None:
    keys = pl.Series("key", [*present, *[None] * nulls], dtype=pl.UInt64)
    entries = pl.DataFrame({"key": keys, "row": range(len(keys))})
    wanted = pl.Series(sorted(set(sought)), dtype=pl.UInt64)
    found = with_keys(entries, wanted)
    joined = entries.join(wanted.alias("key").to_frame(), on="key", how="semi")
    assert found.sort("row").rows() == joined.sort("row").rows()
    assert found.schema == entries.schema
    assert found["key"].is_sorted()
