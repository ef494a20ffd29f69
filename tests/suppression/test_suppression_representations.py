"""The same people are dropped however a suppression source is written and stored."""

from __future__ import annotations

import hashlib
import hmac
import random
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listcheck.config.inputs import Dated
from listcheck.contacts import address_keys, phone_keys
from listcheck.core import columns as c
from listcheck.matching import Scope, hits_of, key_columns, keys_in, with_suppression
from listcheck.suppression import Reading, load_people
from listcheck.suppression.build_index import build

DAY = date(2026, 11, 20)
SECRET = "a supplier's key"  # noqa: S105 (of this test only)
#: As people are known, and as their addresses and numbers may be typed in lists and sources.
PEOPLE = {
    "ann@firma-4711.se": ("ann@firma-4711.se", "Ann@Firma-4711.SE", "  ann@firma-4711.se "),
    "bo.ek@firma-4711.se": ("bo.ek@firma-4711.se", "BO.EK@firma-4711.se"),
    "cecilia+news@firma-1.de": ("cecilia+news@firma-1.de", "Cecilia+News@firma-1.de\u00a0"),
    "info@müller-4711.de": ("info@müller-4711.de", "info@MU\u0308LLER-4711.de"),
    "dora@firma-2.co.uk": ("dora@firma-2.co.uk", "dora@FIRMA-2.co.uk\t"),
    "eve@firma-3.it": ("eve@firma-3.it", '"eve@firma-3.it"'),
}
NUMBERS = {
    "+442079460018": ("+44 20 7946 0018", "+442079460018", "0044 20 79460018"),
    "+46812345678": ("+46 8 123 456 78", "+46812345678"),
    "+493023451234": ("+49 (30) 2345-1234", "+493023451234"),
}


@dataclass(frozen=True)
class Store:
    """A way to write the entries of a source to a folder."""

    name: str
    write: Callable[[Path, Sequence[str], random.Random], Path]


def typed(person: str, chance: random.Random) -> str:
    return chance.choice((PEOPLE | NUMBERS)[person])


def lines(path: Path, header: str | None, cells: Sequence[str]) -> Path:
    quoted = ['"' + cell.replace('"', '""') + '"' for cell in cells]
    path.write_text("\n".join([*([header] if header else []), *quoted]) + "\n", encoding="utf-8")
    return path


def plain(folder: Path, people: Sequence[str], chance: random.Random) -> Path:
    header = chance.choice(["email", "subscriber", None])
    return lines(folder / "plain.csv", header, [typed(one, chance) for one in people])


def marked(folder: Path, people: Sequence[str], chance: random.Random) -> Path:
    path = lines(folder / "marked.csv", "Address", [typed(one, chance) for one in people])
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    return path


def parquet(folder: Path, people: Sequence[str], chance: random.Random) -> Path:
    frame = pl.DataFrame({"who": [typed(one, chance) for one in people]})
    frame.write_parquet(folder / "people.parquet")
    return folder / "people.parquet"


def hashed(algorithm: str) -> Callable[[Path, Sequence[str], random.Random], Path]:
    def write(folder: Path, people: Sequence[str], chance: random.Random) -> Path:
        cells = []
        for one in people:
            if algorithm == "hmac":
                text = hmac.new(SECRET.encode(), one.encode(), "sha256").hexdigest()
            else:
                text = hashlib.new(algorithm, one.encode()).hexdigest()
            cells.append(chance.choice([text, text.upper()]))
        return lines(folder / f"{algorithm}.csv", chance.choice(["hash", None]), cells)

    return write


def indexed(of: Callable[[Path, Sequence[str], random.Random], Path]) -> Store:
    def write(folder: Path, people: Sequence[str], chance: random.Random) -> Path:
        inner = folder / "inner"
        inner.mkdir()
        target = folder / "index.parquet"
        build([Dated(of(inner, people, chance), DAY)], target, SECRET)
        return target

    return Store("index of it", write)


STORES = [
    Store("plain", plain),
    Store("with a mark and CRLF", marked),
    Store("Parquet", parquet),
    *(Store(name, hashed(name)) for name in
      ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_512", "hmac")),
    indexed(plain),
    indexed(hashed("md5")),
]  # fmt: skip


def dropped(folder: Path, cells: Sequence[str], source: Path, by: str) -> list[bool]:
    reading = Reading(regions=["DE", "GB", "SE"], secret=SECRET)
    _, people = load_people(Dated(source, DAY), source.name, folder, reading)
    typed = pl.Series("list.email", cells)
    normal = address_keys(typed) if by == c.MAILBOX.name else phone_keys(typed, None)
    contacts = pl.DataFrame(
        [typed, *(normal.alias(name) for name in {by, c.EMAIL.name})]
    ).with_columns(
        pl.lit(None, dtype=pl.Datetime).alias(c.REJOINED_AT.name),
        pl.lit(value=False).alias(c.OPT_OUT_LIFTED.name),
    )
    keys = dict(key_columns([by], people.entries.forms, SECRET))
    keyed = contacts.with_columns(key.alias(name) for name, key in keys.items())
    scope = Scope("email", "marketing", date(2026, 11, 22))
    hits = hits_of([people.entries], keys_in(keyed, keys), scope)
    told = with_suppression(keyed.lazy(), hits).collect()
    return told[c.SUPPRESSED.name].is_not_null().to_list()


@pytest.mark.parametrize("store", STORES, ids=lambda store: store.name)
@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 2**32), data=st.data())
def test_the_same_people_are_dropped(store: Store, seed: int, data: st.DataObject) -> None:
    chance = random.Random(seed)
    pool = data.draw(st.sampled_from([sorted(PEOPLE), sorted(NUMBERS)]))
    out = data.draw(st.lists(st.sampled_from(pool), min_size=1, max_size=5, unique=True))
    contacts = data.draw(st.lists(st.sampled_from(pool), min_size=1, max_size=8))
    # Other people are in the source as well, in any order.
    source = [*out, *(one for one in (PEOPLE | NUMBERS) if one not in pool)]
    chance.shuffle(source)
    with tempfile.TemporaryDirectory() as folder:
        where = store.write(Path(folder), source, chance)
        cells = [typed(one, chance) for one in contacts]
        by = c.PHONE.name if pool[0] in NUMBERS else c.MAILBOX.name
        answer = dropped(Path(folder), cells, where, by)
    assert answer == [one in out for one in contacts]


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 2**32), data=st.data())
def test_one_more_opt_out_never_adds_a_keep(seed: int, data: st.DataObject) -> None:
    chance = random.Random(seed)
    out = data.draw(st.lists(st.sampled_from(sorted(PEOPLE)), min_size=1, unique=True))
    more = data.draw(st.sampled_from(sorted(PEOPLE)))
    cells = [typed(one, chance) for one in PEOPLE]
    with tempfile.TemporaryDirectory() as folder:
        first = dropped(Path(folder), cells, plain(Path(folder), out, chance), c.MAILBOX.name)
        second = dropped(
            Path(folder), cells, plain(Path(folder), [*out, more], chance), c.MAILBOX.name
        )
    assert all(after or not before for before, after in zip(first, second, strict=True))
    assert second[list(PEOPLE).index(more)]
