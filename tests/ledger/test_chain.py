"""The chain: every field counts, every change shows, and nothing passes that cannot be verified."""

from __future__ import annotations

import hashlib
import hmac
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcheck.ledger.chain import GENESIS, ChainHead, hash_of, sealed, verify
from listcheck.ledger.events import Event

KEY = b"a key of sixteen"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
CHAIN = [Event(kind="opt_out", person=f"p{n}@x.com", recorded_by="me") for n in range(5)]
#: Another value for every field of an event.
OTHER = {
    name: 999 if isinstance(getattr(Event(), name), int) or name == "corrects" else "ffff"
    for name in Event._fields
}


def chain(key: bytes | None = None) -> list[Event]:
    return sealed(CHAIN, ChainHead(), key)


def test_the_hash_is_what_the_documentation_says() -> None:
    (event,) = sealed([Event(kind="review", recorded_by="Zoë")], ChainHead(), None)
    told = json.dumps(["listcheck-optout/1", *event[:-1]], ensure_ascii=False,
                      separators=(",", ":")).encode()  # fmt: skip
    assert event.hash == hashlib.sha256(told).hexdigest()
    assert '"Zoë"' in told.decode()
    assert (event.number, event.case, event.previous) == (1, 1, GENESIS)
    (keyed,) = sealed([Event(kind="review")], ChainHead(), KEY)
    told = json.dumps(["listcheck-optout/1", *keyed[:-1]], separators=(",", ":")).encode()
    assert keyed.hash == hmac.new(KEY, told, hashlib.sha256).hexdigest()


@pytest.mark.parametrize("key", [None, KEY])
@pytest.mark.parametrize("field", Event._fields)
@pytest.mark.parametrize("at", [0, 2, 4])
def test_a_change_of_any_field_shows(field: str, at: int, key: bytes | None) -> None:
    events = chain(key)
    assert verify(events, key).broken == ()
    events[at] = events[at]._replace(**{field: OTHER[field]})
    assert verify(events, key).broken[0].number in (at + 1, at + 2)


@pytest.mark.parametrize("key", [None, KEY])
def test_taken_out_put_in_and_swapped_events_show(key: bytes | None) -> None:
    whole = chain(key)
    out = whole[:2] + whole[3:]
    assert verify(out, key).broken[0].number == 3
    twice = whole[:3] + whole[2:]
    assert verify(twice, key).broken[0].number == 4
    swapped = [whole[0], whole[2], whole[1], *whole[3:]]
    assert verify(swapped, key).broken[0].number == 2
    # Renumbered as well, by somebody who does not make the hashes anew.
    moved = whole[:2] + [event._replace(number=event.number - 1) for event in whole[3:]]
    assert verify(moved, key).broken[0].number == 3


def test_what_is_cut_off_or_written_anew_shows_against_a_head() -> None:
    whole = chain()
    noted = {"manifest.json": ChainHead(4, whole[3].hash)}
    assert verify(whole, None, noted).broken == ()
    (cut,) = verify(whole[:3], None, noted).broken
    assert "recorded 4 events: there are only 3" in cut.why
    anew = sealed([event._replace(person="q@x.com") for event in CHAIN], ChainHead(), None)
    assert verify(anew, None).broken == (), "the chain alone cannot tell"
    (changed,) = verify(anew, None, noted).broken
    assert "not the same any more" in changed.why
    assert verify([], None, {"m": ChainHead()}).broken == (), "an empty ledger is a head too"


def test_a_chain_with_a_key_cannot_be_written_anew_without_it() -> None:
    whole = chain(KEY)
    assert verify(whole, b"another key, long").broken[0].number == 1
    assert verify(whole, None).broken[0].number == 1, "unverified is not fine"
    forged = sealed(CHAIN, ChainHead(), None)
    assert "no key" in verify(forged, KEY).broken[0].why
    continued = whole + sealed([CHAIN[0]], ChainHead(5, whole[-1].hash, keyed=True), None)
    assert "carries no key" in verify(continued, KEY).broken[0].why


def test_a_key_may_come_later() -> None:
    before = chain()
    after = sealed(CHAIN, ChainHead(5, before[-1].hash), KEY)
    found = verify(before + after, KEY)
    assert (found.broken, found.unkeyed, found.head.events) == ((), 5, 10)
    # The keyed events stand for the earlier ones too.
    before[1] = before[1]._replace(person="q@x.com")
    assert verify(before + after, KEY).broken[0].number == 2


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4))
def test_two_different_events_never_share_their_bytes(pairs: list[tuple[str, str]]) -> None:
    events = {Event(person=a, domains=b) for a, b in pairs}
    assert len({hash_of(event, None) for event in events}) == len(events)
