"""What the words of a source's flags, states, events and reasons say of its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl

from listcheck.vocabulary import (
    BOUNCED,
    NO,
    NOTHING,
    POLARITY,
    UNREADABLE,
    YES,
    Kind,
    answer,
    is_subscribed,
    spaced,
    word_key,
)
from listcheck.vocabulary.folding import phrases
from listcheck.vocabulary.header_parts import denies
from listcheck.vocabulary.recognise import negates
from listcheck.vocabulary.series import where

#: What a row is; ``left out`` is no opt-out, ``unknown`` may be one.
OUT, BOUNCE, LEFT_OUT, UNKNOWN = "out", "bounce", "left out", "unknown"
#: Kinds of columns that are flags.
FLAGS: Final = frozenset(
    {
        Kind.REFUSAL,
        Kind.SUBSCRIPTION,
        Kind.TOPIC,
        Kind.BOUNCE,
        Kind.VALIDITY,
        Kind.CHANNELS,
        Kind.PREFERENCE,
        Kind.CONFIRMED,
        Kind.EITHER,
    }
)
#: Things that happen to a message, or to a subscription, and are no opt-outs.
_NO_OPT_OUT: Final = phrases("""
deliver* | processed | accepted | open* | click* | deferred | deferral | sent | send | injection |
queued | dropped | drop | scheduled | resubscrib* | re subscrib* | group resubscribe | subscribe |
subscribed | subscription confirmed | not spam | not junk | not abuse | un spam | unspam |
no spam | received | reception | initial open | amp click | amp open | view* | reply | replied |
forward* | conversion | purchase | confirmed | enabled | opted in | opt in | double opt in |
unsuppress* | removed from suppression* | reactivated | request* | sending | attempted |
uncomplained | clicked | read | rendered | proxy open | unique opened | loaded by proxy
""")
#: Words that may be said of a subscriber as well as of an entry of a list of suppressions.
_OF_EITHER: Final = phrases("active | inactive | enabled | disabled | valid | current | expired")
#: An address or a number, and no Unix time.
_PERSON: Final = re.compile(r"@|^\+?(?!\d{10}$|\d{13}$)[\d ().\-]{7,}$")


def is_event(text: str) -> bool:
    """Whether a text is a known event or state that is no opt-out."""
    return bool(_NO_OPT_OUT.fullmatch(spaced(text)))


def bounced_words(cells: pl.Series) -> pl.Series:
    """Which cells say in their words that mail bounced or was complained of; null where blank."""
    return where(cells, _says_bounced)


def _says_bounced(text: str) -> bool:
    return answer(text, Kind.STATE, None) == BOUNCED


def table_of(
    texts: Sequence[str],
    kind: Kind | None,
    of_events: bool,
    words: Mapping[str, str],
    declared: Mapping[str, str],
) -> dict[str, str | None]:
    """What each text of a column says of its row: out, bounce, left out, unknown or nothing.

    ``kind``: of a flag; ``of_events``: a column of states or events, else of reasons; ``words``:
    the vendor's words to ours; ``declared``: those that the configuration explains.
    """
    states: dict[str, str | None] = {}
    for text in texts:
        low = text.strip().lower()
        if kind is None and word_key(text) in declared:
            states[text] = {"unsubscribed": OUT, "bounced": BOUNCE}.get(
                declared[word_key(text)], LEFT_OUT
            )
            continue
        if low in NOTHING or not low or _PERSON.search(low):
            # An address or a number under such a header is a person, and no state.
            states[text] = None
            continue
        known = words.get(word_key(text))
        if known == "":
            states[text] = LEFT_OUT
            continue
        word = known or text
        if kind is not None:
            meaning = answer(word, kind, None)
            states[text] = {YES: OUT, BOUNCED: BOUNCE, NO: LEFT_OUT, POLARITY: UNKNOWN}.get(
                meaning or "",
                UNKNOWN if meaning == UNREADABLE else LEFT_OUT if kind in FLAGS else None,
            )
        else:
            states[text] = _event(word) if of_events else _reason(word)
    if of_events and kind is None:
        # "Active" is said of subscribers, and of entries of a list of suppressions.
        sure = any(state in (OUT, BOUNCE) or (state == LEFT_OUT and is_subscribed(text))
                   for text, state in states.items()
            if not _OF_EITHER.fullmatch(spaced(text)))  # fmt: skip
        for text in states:
            if not sure and _OF_EITHER.fullmatch(spaced(text)):
                states[text] = UNKNOWN
        if not sure and not any(state == LEFT_OUT for state in states.values()):
            # Nothing in it is about subscriptions or messages.
            codes = [text for text in states if _CODE.fullmatch(text.strip())]
            states = {text: UNKNOWN if text in codes or _OF_EITHER.fullmatch(spaced(text)) else None
                     for text in states}  # fmt: skip
    return states


_CODE: Final = re.compile(r"\d{1,3}|[A-Za-z]{1,2}")


def _event(text: str) -> str | None:
    words = spaced(text)
    meaning = answer(text, Kind.STATE, None)
    certain = meaning == YES or (meaning == BOUNCED and "not" not in words)
    # "Subscribed: no" holds a word of being in, and denies it.
    harmless = _NO_OPT_OUT.search(words) and (not denies(words) or negates(words))
    if _NO_OPT_OUT.fullmatch(words) or (harmless and not certain):
        return LEFT_OUT
    return {YES: OUT, BOUNCED: BOUNCE, NO: LEFT_OUT}.get(meaning or "", UNKNOWN)


def _reason(text: str) -> str | None:
    """A reason says that an entry is a bounce, or that it is none; else it explains an opt-out."""
    meaning = answer(text, Kind.LABELS, None)
    if meaning is not None:
        return {YES: OUT, BOUNCED: BOUNCE}[meaning]
    words = spaced(text)
    if _NO_OPT_OUT.fullmatch(words):
        return LEFT_OUT
    return BOUNCE if answer(text, Kind.WORDS, None) == BOUNCED else None
