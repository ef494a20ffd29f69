"""What a cell says, by the kind of its column."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from listcheck.vocabulary.channels import channels_in, speaks_for
from listcheck.vocabulary.folding import phrases, spaced
from listcheck.vocabulary.header_parts import denies, other_words
from listcheck.vocabulary.meanings import BOUNCED, NO, POLARITY, UNREADABLE, YES, Kind
from listcheck.vocabulary.plain import (
    NO_DAY,
    NOTHING,
    NUMBER,
    SAYS_NO,
    SAYS_YES,
    is_day,
    plain_word,
)
from listcheck.vocabulary.recognise import (
    beside_state,
    for_channel,
    is_firm,
    is_in,
    is_pending,
    negates,
    state,
    without_ways,
)

CODE: Final = re.compile(r"[\W_]*(?:\d{1,4}|[A-Za-z]{1,2})[\W_]*")
_SEVERAL: Final = re.compile(r"[;,|\n\t]+|\s/\s|:::")
#: Cells of a positive or negative column that allow in their own words.
_ALLOWS: Final = frozenset({
    "allow", "allowed", "permit", "permitted", "subscribed", "opt in", "opted in", "optin", "ok",
    "active", "enabled", "erlaubt", "zulassen", "angemeldet", "abonniert", "autorise", "abonne",
    "inscrit", "permitido", "suscrito", "alta", "consentito", "iscritto", "toegestaan",
    "ingeschreven", "dozwolone", "zapisany", "granted", "accepted", "agreed", "in", "contactable",
})  # fmt: skip
_KINDS_OF_BOUNCE: Final = phrases("hard | soft | permanent | perm | transient | temporary | other")
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
        there = _BY_PRESENCE[kind]
        blank = NO_DAY if kind in (Kind.DATE, Kind.BOUNCE_DATE) else NOTHING
        return None if not low or low in blank or low in SAYS_NO or _denies_itself(low) else there
    if not low or (low in NOTHING and not (kind in _ASKED_FOR and text.strip() in _NONE_OF_IT)):
        return None
    answers = [_item(one, kind, channel, purpose) for one in _items(text.strip(), kind)]
    if _ELSEWHERE in answers and NO not in answers:
        answers.append(UNREADABLE)
    return next((worst for worst in _WORST if worst in answers), None)


#: Kinds of columns that ask whether somebody wants messages.
_ASKED_FOR: Final = frozenset({Kind.SUBSCRIPTION, Kind.TOPIC, Kind.PREFERENCE, Kind.CONFIRMED})
#: A thing that a cell asks for by another channel only.
_ELSEWHERE: Final = "elsewhere"
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
    low = plain_word(text)
    if low in NOTHING and not (kind in _ASKED_FOR and text.strip() in _NONE_OF_IT):
        return None
    return _READERS[kind](low, spaced(text), channel, purpose)


#: Answers of a flag that say no to contact.
_DENIED: Final = phrases("""
denied | deny | declined | refused | rejected | forbidden | disallowed | withdrawn | revoked |
opposed | abgelehnt | verweigert | refuse | refusee | rechazado | rechazada | rifiutato |
geweigerd | odmowa | recusado | nekad | afvist | avvist | evatty | odmitnuto | odmietnute
""")
#: Of a subscription these may be an answer; elsewhere they are how programs write nothing.
_NONE_OF_IT: Final = frozenset({
    "none", "nothing", "keine", "keiner", "keines", "aucun", "aucune", "ninguno", "ninguna",
    "nessuno", "nessuna", "geen", "brak", "nenhum", "nenhuma", "inga", "ingen", "zadny",
})  # fmt: skip


def _denied(words: str) -> str | None:
    """What a negation or a stop in a cell says under a header that asks for a yes."""
    if not denies(words):
        return None
    return UNREADABLE if other_words(words) else YES


def _refusal(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    if low in SAYS_YES or is_day(low):
        return YES
    if low in SAYS_NO:
        return NO
    if words in _ALLOWS:
        return POLARITY
    if _DENIED.fullmatch(words):
        return YES
    word = for_channel(state(words, perhaps=True), words, channel, purpose)
    if word is not None:
        # A word that allows under a header that denies; "not unsubscribed" is no such word.
        return POLARITY if word == NO and not negates(words) and is_in(words) else word
    return _named(words, channel, purpose) or UNREADABLE


def _channels(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    return _named(words, channel, purpose) or _refusal(low, words, channel, purpose)


def _named(words: str, channel: str | None, purpose: str) -> str | None:
    """What a cell of channels says, in a column of refusals; None where it names none."""
    channels = channels_in(without_ways(words))
    if not channels:
        return None
    return YES if channel is None or speaks_for(channels, channel, purpose) else NO


def _subscription(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    if low in SAYS_YES or is_day(low):
        return NO
    if low in SAYS_NO:
        return YES
    if low in _NONE_OF_IT:
        return UNREADABLE
    if _DENIED.fullmatch(words):
        return YES
    word = for_channel(state(words, perhaps=True), words, channel, purpose)
    if word in (None, NO) and not negates(words):
        word = _denied(words) or word
    if word is None:
        # "E-mail, post": what is wanted; letters alone are not this campaign.
        named = _named(words, channel, purpose)
        return {YES: NO, NO: UNREADABLE if _ONLY.search(words) else _ELSEWHERE}.get(
            named or "", UNREADABLE
        )
    return word


def _topic(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    word = _subscription(low, words, channel, purpose)
    if word not in (UNREADABLE, _ELSEWHERE):
        return word
    undecided = CODE.fullmatch(low) or is_pending(words) or _denied(words) is not None
    return UNREADABLE if undecided else NO


def _preference(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    if low in SAYS_YES:
        return NO
    if low in SAYS_NO:
        return YES
    if low in _NONE_OF_IT:
        return UNREADABLE
    word = for_channel(state(words, perhaps=True), words, channel, purpose)
    if word in (None, NO) and _ONLY.search(words) and _named(words, channel, purpose) == NO:
        return UNREADABLE
    return word


def _bounce(low: str, words: str, _channel: str | None, _purpose: str) -> str | None:
    if low in SAYS_YES or is_day(low):
        return BOUNCED
    if low in SAYS_NO:
        return None
    if NUMBER.fullmatch(low):
        return UNREADABLE if float(low.replace(",", ".")) > 0 else None
    if _KINDS_OF_BOUNCE.fullmatch(words):
        return BOUNCED
    word = state(words, perhaps=True)
    return {YES: BOUNCED, BOUNCED: BOUNCED, NO: None}.get(word or "", UNREADABLE)


def _count(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    if NUMBER.fullmatch(low):
        return UNREADABLE if float(low.replace(",", ".")) > 0 else None
    return _bounce(low, words, channel, purpose)


def _validity(low: str, words: str, _channel: str | None, _purpose: str) -> str | None:
    if low in SAYS_NO:
        return BOUNCED
    if low in SAYS_YES:
        return None
    return BOUNCED if state(words, perhaps=False) in (YES, BOUNCED) else None


def _confirmed(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    word = for_channel(state(words, perhaps=True), words, channel, purpose)
    if word in (YES, BOUNCED, UNREADABLE):
        return word
    # Whatever is no yes may be a no in words that are not known: "negato", "nav sniegta".
    return (
        None if low in SAYS_YES or is_day(low) or (word == NO and not denies(words)) else UNREADABLE
    )


def _status(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    del low
    meaning = state(words, perhaps=True)
    if meaning == NO and not negates(words) and denies(words):
        # "Subscribed: no", "no longer a member": in by one word, out by another.
        meaning = UNREADABLE
    return for_channel(meaning, words, channel, purpose) or UNREADABLE


def _either(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    word = for_channel(state(words, perhaps=False), words, channel, purpose)
    if word in (YES, BOUNCED):
        return word
    return UNREADABLE if low in SAYS_YES | SAYS_NO or is_day(low) else None


def _words(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    word = for_channel(state(words, perhaps=True), words, channel, purpose)
    if len(low) > _SHORT or word not in (YES, BOUNCED):
        return None
    # "Stop-press reader" is no stop: what may mean something else must stand alone.
    return word if is_firm(words) or not beside_state(words, perhaps=True) else None


def _tags(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    """A cell, or one label of it, that says a state and nothing else."""
    word = for_channel(state(words, perhaps=False), words, channel, purpose)
    if word not in (YES, BOUNCED) or len(low) > _SHORT:
        return None
    return word if not beside_state(words) else None


def _names(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    """The same in words that are nobody's name, and no town's or product's."""
    return _tags(low, words, channel, purpose) if is_firm(words) else None


def _doubtful(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    if low in SAYS_NO:
        return None
    word = for_channel(state(words, perhaps=False), words, channel, purpose)
    if word in (YES, BOUNCED):
        return word
    counted = NUMBER.fullmatch(low) or is_day(low) or low in SAYS_YES
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
    Kind.EITHER: _either,
    Kind.STATE: _status,
    Kind.WORDS: _words,
    Kind.LABELS: _tags,
    Kind.NAMES: _names,
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
