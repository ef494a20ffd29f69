"""What a cell says, by the kind of its column."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from listcheck.vocabulary.channels import channels_in, speaks_for
from listcheck.vocabulary.folding import phrases, spaced
from listcheck.vocabulary.meanings import BOUNCED, NO, POLARITY, UNREADABLE, YES, Kind
from listcheck.vocabulary.plain import NO_DAY, NOTHING, SAYS_NO, SAYS_YES
from listcheck.vocabulary.states import (
    BOUNCE,
    IN,
    NOT,
    OUT,
    PENDING,
    PERHAPS_BOUNCED,
    PERHAPS_OUT,
)

_OUT, _PERHAPS, _BOUNCE = phrases(OUT), phrases(PERHAPS_OUT), phrases(BOUNCE)
_PERHAPS_BOUNCED = phrases(PERHAPS_BOUNCED)
_IN, _PENDING = phrases(IN), phrases(PENDING)
#: At the end of what stands before a word: "never bounced", "has not been unsubscribed".
_NEGATED: Final = re.compile(rf"\b{NOT} (?:yet )?(?:been )?(?:be )?$")
#: How somebody opted out names no channel of the opt-out: "by phone", "per Post".
_BY: Final = re.compile(
    r"\b(?:by|via|per|through|over|durch|par|por|tramite|przez|telefonisch|schriftlich)"
    r"(?: the| a| an)? \w+"
)

_OUT, _PERHAPS, _BOUNCE = phrases(OUT), phrases(PERHAPS_OUT), phrases(BOUNCE)
_PERHAPS_BOUNCED = phrases(PERHAPS_BOUNCED)
_IN, _PENDING = phrases(IN), phrases(PENDING)
#: What may stand beside a state in a cell that says nothing else.
_COMPANY: Final = phrases("""
from | to | of | by | via | for | at | on | in | the | a | all | any | every | e mail* | list |
lists | sms | text* | call* | phone* | newsletter* | mailing* | marketing | contact | user |
person | recipient | subscriber | customer | admin | automatic* | manual* | email address |
global* | since | temporarily | permanent* | hard | soft | von | vom | de | des | du | la | le |
les | van | del | dalla | das | der | die | message* | campaign* | mail | please | bitte | isp |
status | state | is | has | was | been | me | us | our | my | self | himself | consent | mai |
requested | request | and | or | not
""")
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
#: Words of no other state than that of a subscription.
_SUBSCRIBED: Final = phrases("""
subscrib* | resubscrib* | never subscribed | unconfirmed | opted in | opt in | double opt in |
angemeldet | abonniert | abonne* | inscrit* | suscrit* | iscritt* | ingeschreven | aangemeld |
zapisan* | subskryb* | subscrit* | prenumer* | tilmeldt | pameldt | tilaaja | prihlasen* |
prijavljen* | feliratkoz* | abonat* | tellija | bounced | enabled | emailable
""")
_ONLY: Final = phrases("""
only | nur | uniquement | seulement | solo | solamente | alleen | tylko | apenas | endast | kun
""")


def says_out(text: str) -> bool:
    """Whether a text holds a word that certainly means that somebody opted out."""
    return _state(spaced(text), perhaps=False) == YES


def is_subscribed(text: str) -> bool:
    """Whether a cell says in so many words that somebody is, or is not yet, subscribed."""
    return bool(_SUBSCRIBED.search(spaced(text)))


def denied_channels(text: str) -> frozenset[str]:
    """The channels that an opt-out in these words names; none: it names none."""
    return channels_in(_BY.sub(" ", spaced(text)))


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
    return words in _NO_REASONS or (_negates(words) and _state(words, perhaps=False) == NO)


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
    said = _for_channel(_state(words, perhaps=True), words, channel, purpose)
    if said is not None:
        # A word that allows under a header that denies; "not unsubscribed" is no such word.
        return POLARITY if said == NO and not _negates(words) and _IN.search(words) else said
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
    said = _for_channel(_state(words, perhaps=True), words, channel, purpose)
    if said is None and _named(words, channel, purpose) == YES:
        return NO
    return said or UNREADABLE


def _topic(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    said = _subscription(low, words, channel, purpose)
    return (
        NO
        if said == UNREADABLE and not CODE.fullmatch(low) and not _PENDING.search(words)
        else said
    )


def _preference(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    if low in SAYS_YES:
        return NO
    if low in SAYS_NO:
        return YES
    said = _for_channel(_state(words, perhaps=True), words, channel, purpose)
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
    said = _state(words, perhaps=True)
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
    return BOUNCED if _state(words, perhaps=False) in (YES, BOUNCED) else None


def _confirmed(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    said = _for_channel(_state(words, perhaps=False), words, channel, purpose)
    return said if said in (YES, BOUNCED, UNREADABLE) else UNREADABLE if low in SAYS_NO else None


def _status(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    del low
    return _for_channel(_state(words, perhaps=True), words, channel, purpose) or UNREADABLE


def _words(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    said = _for_channel(_state(words, perhaps=True), words, channel, purpose)
    return said if len(low) <= _SHORT and said in (YES, BOUNCED) else None


def _tags(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    """A cell, or one label of it, that says a state and nothing else."""
    said = _for_channel(_state(words, perhaps=False), words, channel, purpose)
    if said not in (YES, BOUNCED) or len(low) > _SHORT:
        return None
    rest = _COMPANY.sub(" ", _BOUNCE.sub(" ", _OUT.sub(" ", words)))
    return said if not re.sub(r"[\d\s]+", "", rest) else None


def _doubtful(low: str, words: str, channel: str | None, purpose: str) -> str | None:
    if low in SAYS_NO:
        return None
    said = _for_channel(_state(words, perhaps=False), words, channel, purpose)
    if said in (YES, BOUNCED):
        return said
    counted = _NUMBER.fullmatch(low) or _DAY.match(low) or low in SAYS_YES
    return UNREADABLE if counted or _PENDING.search(words) else None


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


_SURE: Final = ((YES, _OUT), (BOUNCED, _BOUNCE))
_SURE_AND_PERHAPS: Final = (*_SURE, (BOUNCED, _PERHAPS_BOUNCED), (YES, _PERHAPS))


def _state(words: str, *, perhaps: bool) -> str | None:
    """What the words of a state say; ``perhaps``: ambiguous ones count as well."""
    negated = False
    for said, pattern in _SURE_AND_PERHAPS if perhaps else _SURE:
        for match in pattern.finditer(words):
            if not _NEGATED.search(words[: match.start()]):
                return said
            negated = True
    if negated:
        return NO
    if _PENDING.search(words):
        return UNREADABLE
    inside = _IN.search(words)
    if inside is None or _NEGATED.search(words[: inside.start()]):
        return None
    return NO


def _negates(words: str) -> bool:
    return any(
        _NEGATED.search(words[: match.start()])
        for pattern in (_OUT, _BOUNCE, _PERHAPS, _PERHAPS_BOUNCED)
        for match in pattern.finditer(words)
    )


def _for_channel(said: str | None, words: str, channel: str | None, purpose: str) -> str | None:
    """``said``, but for an opt-out that names other channels than the campaign's."""
    if said != YES or channel is None:
        return said
    channels = channels_in(_BY.sub(" ", words))
    return said if not channels or speaks_for(channels, channel, purpose) else NO
