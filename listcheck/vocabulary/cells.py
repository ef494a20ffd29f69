"""What a cell says, by the kind of its column."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from listcheck.vocabulary.channels import channels_in, speaks_for
from listcheck.vocabulary.folding import phrases, spaced
from listcheck.vocabulary.meanings import BOUNCED, NO, POLARITY, UNREADABLE, YES, Kind
from listcheck.vocabulary.plain import NO_DAY, NOTHING, SAYS_NO, SAYS_YES
from listcheck.vocabulary.recognise import (
    beside_state,
    for_channel,
    is_in,
    is_pending,
    negates,
    state,
)

_DAY: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{10}(?:\d{3})?(?:\.\d+)?$"
)
_NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
CODE: Final = re.compile(r"[\W_]*(?:\d{1,4}|[A-Za-z]{1,2})[\W_]*")
_SEVERAL: Final = re.compile(r"[;,|\n\t]+|\s/\s|:::")
#: Cells of a positive or negative column that allow in their own words.
_ALLOWS: Final = frozenset({
    "allow", "allowed", "permit", "permitted", "subscribed", "opt in", "opted in", "optin", "ok",
    "active", "enabled", "erlaubt", "zulassen", "angemeldet", "abonniert", "autorise", "abonne",
    "inscrit", "permitido", "suscrito", "alta", "consentito", "iscritto", "toegestaan",
    "ingeschreven", "dozwolone", "zapisany", "granted", "accepted", "agreed", "in", "contactable",
})  # fmt: skip
_ONLY: Final = phrases("""
only | nur | uniquement | seulement | solo | solamente | alleen | tylko | apenas | endast | kun
""")


def answer(text: str, kind: Kind, channel: str | None, purpose: str = "marketing") -> str | None:
    """What a cell says: yes (out), bounced, unreadable, polarity, no; None where it says nothing.

    ``channel`` and ``purpose`` are the campaign's: an opt-out that names other channels only is
    none of this one. Without a channel every opt-out counts, see :func:`denied_channels`.
    """
    low = text.strip().lower()
    if kind in _BY_PRESENCE:
        said = _BY_PRESENCE[kind]
        blank = NO_DAY if kind in (Kind.DATE, Kind.BOUNCE_DATE) else NOTHING
        return None if not low or low in blank or low in SAYS_NO or _denies_itself(low) else said
    if not low or low in NOTHING:
        return None
    found = [_item(one, kind, channel, purpose) for one in _items(text.strip(), kind)]
    return next((said for said in _WORST if said in found), None)


#: Of several things that one cell says the first of these counts.
_WORST: Final = (YES, BOUNCED, UNREADABLE, POLARITY, NO)
#: Kinds of columns in which anything that is there says the same.
_BY_PRESENCE: Final = {
    Kind.DATE: YES,
    Kind.REASON: YES,
    Kind.BOUNCE_DATE: BOUNCED,
    Kind.BOUNCE_REASON: BOUNCED,
}


def _denies_itself(low: str) -> bool:
    """Whether a cell says that there is no reason or day: "not unsubscribed", "never"."""
    words = spaced(low)
    return words in _NO_REASONS or (negates(words) and state(words, perhaps=False) == NO)


def _items(text: str, kind: Kind) -> list[str]:
    if kind in (Kind.BOUNCE_COUNT, Kind.VALIDITY):
        return [text]
    return [one for one in _SEVERAL.split(text) if one.strip(" []{}()\"'")] or [text]


def _item(text: str, kind: Kind, channel: str | None, purpose: str) -> str | None:
    low = text.strip(" []{}()\"'").lower()
    if low in NOTHING:
        return None
    return _READERS[kind](low, spaced(text), channel, purpose)


def _refusal(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    if low in SAYS_YES or _DAY.match(low):
        return YES
    if low in SAYS_NO:
        return NO
    if words in _ALLOWS:
        return POLARITY
    said = for_channel(state(words, perhaps=True), words, channel, purpose)
    if said is not None:
        # A word that allows under a header that denies; "not unsubscribed" is no such word.
        return POLARITY if said == NO and not negates(words) and is_in(words) else said
    return _named(words, channel, purpose) or UNREADABLE


def _channels(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    return _named(words, channel, purpose) or _refusal(low, words, channel, purpose)


def _named(words: str, channel: str | None, purpose: str) -> str | None:
    """What a cell of channels says, in a column of refusals; None where it names none."""
    channels = channels_in(words)
    if not channels:
        return None
    return YES if channel is None or speaks_for(channels, channel, purpose) else NO


def _subscription(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    if low in SAYS_YES or _DAY.match(low):
        return NO
    if low in SAYS_NO:
        return YES
    said = for_channel(state(words, perhaps=True), words, channel, purpose)
    if said is None and _named(words, channel, purpose) == YES:
        return NO
    return said or UNREADABLE


def _topic(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    said = _subscription(low, words, channel, purpose)
    return NO if said == UNREADABLE and not CODE.fullmatch(low) and not is_pending(words) else said


def _preference(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    if low in SAYS_YES:
        return NO
    if low in SAYS_NO:
        return YES
    said = for_channel(state(words, perhaps=True), words, channel, purpose)
    if said in (None, NO) and _ONLY.search(words) and _named(words, channel, purpose) == NO:
        return UNREADABLE
    return said


def _bounce(low: str, words: str, _channel: str | None, _purpose: str) -> str | None:
    if low in SAYS_YES or _DAY.match(low):
        return BOUNCED
    if low in SAYS_NO:
        return None
    if _NUMBER.fullmatch(low):
        return UNREADABLE if float(low.replace(",", ".")) > 0 else None
    said = state(words, perhaps=True)
    return {YES: BOUNCED, BOUNCED: BOUNCED, NO: None}.get(said or "", UNREADABLE)


def _count(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    if _NUMBER.fullmatch(low):
        return UNREADABLE if float(low.replace(",", ".")) > 0 else None
    return _bounce(low, words, channel, purpose)


def _validity(low: str, words: str, _channel: str | None, _purpose: str) -> str | None:
    if low in SAYS_NO:
        return BOUNCED
    if low in SAYS_YES:
        return None
    return BOUNCED if state(words, perhaps=False) in (YES, BOUNCED) else None


def _confirmed(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    said = for_channel(state(words, perhaps=False), words, channel, purpose)
    return said if said in (YES, BOUNCED, UNREADABLE) else UNREADABLE if low in SAYS_NO else None


def _status(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    del low
    return for_channel(state(words, perhaps=True), words, channel, purpose) or UNREADABLE


def _words(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    said = for_channel(state(words, perhaps=True), words, channel, purpose)
    return said if len(low) <= _SHORT and said in (YES, BOUNCED) else None


def _tags(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    """A cell, or one label of it, that says a state and nothing else."""
    said = for_channel(state(words, perhaps=False), words, channel, purpose)
    if said not in (YES, BOUNCED) or len(low) > _SHORT:
        return None
    return said if not beside_state(words) else None


def _doubtful(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    if low in SAYS_NO:
        return None
    said = for_channel(state(words, perhaps=False), words, channel, purpose)
    if said in (YES, BOUNCED):
        return said
    counted = _NUMBER.fullmatch(low) or _DAY.match(low) or low in SAYS_YES
    return UNREADABLE if counted or is_pending(words) else None


_Reader = Callable[[str, str, str | None, str], str | None]
_READERS: Final[dict[Kind, _Reader]] = {
    Kind.REFUSAL: _refusal,
    Kind.CHANNELS: _channels,
    Kind.SUBSCRIPTION: _subscription,
    Kind.TOPIC: _topic,
    Kind.PREFERENCE: _preference,
    Kind.BOUNCE: _bounce,
    Kind.BOUNCE_COUNT: _count,
    Kind.VALIDITY: _validity,
    Kind.CONFIRMED: _confirmed,
    Kind.STATE: _status,
    Kind.WORDS: _words,
    Kind.LABELS: _tags,
    Kind.DOUBTFUL: _doubtful,
}
#: Under a header of reasons and days these deny that there is one.
_NO_REASONS: Final = frozenset({
    "never", "not set", "nie", "jamais", "nunca", "mai", "start", "unstop", "subscribed",
    "subscribe",
    "resubscribed", "opt in", "opted in", "active", "not opted out", "not bounced",
})  # fmt: skip
#: Longer cells are sentences.
_SHORT: Final = 60
