"""The chain: every event carries the hash of the one before.

The hash of an event is SHA-256 over the UTF-8 bytes of a JSON array, without blanks and with
letters as they are: the text ``listcheck-optout/1``, then every field of the event in the
order of :class:`~listcheck.ledger.events.Event` but the hash itself. ``previous`` is the last
of them, so a hash stands for all events up to its own. With a key it is an HMAC-SHA-256 with
that key over the same bytes: who can write the table but does not know the key cannot make a
chain that verifies. The first event's ``previous`` is :data:`GENESIS`.

What the chain alone cannot show is that its last events were cut off, or (without a key) that
all of it was written anew: for that a head must have been noted elsewhere, as the manifest of
every check does.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from listcheck.ledger.events import Event

FORMAT: Final = "listcheck-optout/1"
#: What stands before the first event.
GENESIS: Final = "0" * 64
_ENCODE: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True)
class ChainHead:
    """The end of the chain: how many events there are, and the hash of the last."""

    events: int = 0
    hash: str = GENESIS
    keyed: bool = False


@dataclass(frozen=True)
class Broken:
    """Where a chain does not hold, and why."""

    number: int
    why: str


@dataclass(frozen=True)
class Checked:
    """What verifying a chain found: the head reached, and everything that is wrong."""

    head: ChainHead
    unkeyed: int
    broken: tuple[Broken, ...]


def hash_of(event: Event, key: bytes | None) -> str:
    """The hash that an event must carry, as hexadecimal digits; an HMAC where it is keyed."""
    content = _ENCODE([FORMAT, *event[:-1]]).encode()
    if event.keyed:
        return hmac.new(key or b"", content, hashlib.sha256).hexdigest()
    return hashlib.sha256(content).hexdigest()


def sealed(events: Sequence[Event], head: ChainHead, key: bytes | None) -> list[Event]:
    """Events as they follow ``head``: numbered, with their case, and sealed to one another."""
    chain: list[Event] = []
    previous, number = head.hash, head.events
    for event in events:
        number += 1
        follows = event._replace(
            number=number,
            case=event.case or number,
            keyed=int(key is not None),
            previous=previous,
        )
        previous = hash_of(follows, key)
        chain.append(follows._replace(hash=previous))
    return chain


def verify(
    events: Iterable[Event], key: bytes | None, heads: Mapping[str, ChainHead] | None = None
) -> Checked:
    """Follow the chain from its beginning and hold it to heads that were noted before.

    Args:
        events: all events in the order of their numbers.
        key: the key of the ledger; without one keyed events cannot be verified, and are
            reported as broken.
        heads: by where it was noted (a manifest): number of events and hash.

    Returns:
        The first break of the chain, since all after it follows from it, and every head
        that the chain does not have.
    """
    head, unkeyed, broken = ChainHead(), 0, None
    due = dict(heads or {})
    for event in events:
        broken = broken or _break(event, head, key)
        unkeyed += not event.keyed
        head = ChainHead(head.events + 1, event.hash, bool(event.keyed))
        for where in [name for name, noted in due.items() if noted.events == head.events]:
            if due[where].hash == head.hash:
                del due[where]
    if broken is None and key is not None and head.events and not head.keyed:
        broken = Broken(head.events, "carries no key, though one is configured")
    breaks = [] if broken is None else [broken]
    for where, noted in due.items():
        cut_off = noted.events > head.events
        why = f"{where} recorded {noted.events:,} events: " + (
            f"there are only {head.events:,}" if cut_off else "they are not the same any more"
        )
        if noted != ChainHead(0, GENESIS):
            breaks.append(Broken(min(noted.events, head.events), why))
    return Checked(head, unkeyed, tuple(breaks))


def _break(event: Event, before: ChainHead, key: bytes | None) -> Broken | None:
    expected = before.events + 1
    if event.number != expected:
        return Broken(expected, f"is missing (the next one has the number {event.number})")
    if event.previous != before.hash:
        return Broken(event.number, "does not follow from the event before it")
    if before.keyed and not event.keyed:
        return Broken(event.number, "carries no key, though the events before it do")
    if event.keyed and key is None:
        return Broken(event.number, "is keyed, and no key is configured to verify it")
    if not hmac.compare_digest(hash_of(event, key), event.hash):
        why = "was changed after it was recorded"
        return Broken(event.number, why + (", or the key is another" if event.keyed else ""))
    return None
