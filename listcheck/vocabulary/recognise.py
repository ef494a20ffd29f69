"""Which state the words of a cell tell: out, bounced, in, or not yet decided."""

from __future__ import annotations

import re
from typing import Final

from listcheck.vocabulary.channels import channels_in, speaks_for
from listcheck.vocabulary.folding import phrases, spaced
from listcheck.vocabulary.meanings import BOUNCED, NO, UNREADABLE, YES
from listcheck.vocabulary.states import (
    BOUNCE,
    IN,
    NOT,
    OUT,
    PENDING,
    PERHAPS_BOUNCED,
    PERHAPS_NOT,
    PERHAPS_OUT,
)

_OUT, _PERHAPS, _BOUNCE = phrases(OUT), phrases(PERHAPS_OUT), phrases(BOUNCE)
_PERHAPS_BOUNCED = phrases(PERHAPS_BOUNCED)
_PERHAPS_NOT = phrases(PERHAPS_NOT)
_IN, _PENDING = phrases(IN), phrases(PENDING)
#: Words for out that may be a name, a product or a firm as well.
_SOFT: Final = phrases("""
unsub | unsubs | unsubbed | optout* | opt out | opt outs | dnc | dne | dnm | suppress |
suppression* | black list* | blacklist* | deny list* | denylist* | deceased | nixie | verstorben |
decede | decedee | fallecid* | decedut* | overleden | zmarl* | falecid* | zesnul* | zomrel* |
elhunyt | decedat* | починал* | αποβιωσ* | bounced | spamtrap | no contact | no call | no mail |
no email | afmeldt | avmeldt | dnc list | de baja | stop sms
""")
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
#: At the end of what stands before a word: "never bounced", "has not been unsubscribed".
_NEGATED: Final = re.compile(rf"\b{NOT} (?:yet )?(?:been )?(?:be )?$")
#: How somebody opted out names no channel of the opt-out: "by phone", "per Post".
_BY: Final = re.compile(
    r"\b(?:by|via|per|through|over|durch|par|por|tramite|przez|telefonisch|schriftlich)"
    r"(?: the| a| an)? \w+"
)

#: Words of no other state than that of a subscription.
_SUBSCRIBED: Final = phrases("""
subscrib* | resubscrib* | never subscribed | unconfirmed | opted in | opt in | double opt in |
angemeldet | abonniert | abonne* | inscrit* | suscrit* | iscritt* | ingeschreven | aangemeld |
zapisan* | subskryb* | subscrit* | prenumer* | tilmeldt | pameldt | tilaaja | prihlasen* |
prijavljen* | feliratkoz* | abonat* | tellija | bounced | enabled | emailable
""")


def says_out(text: str) -> bool:
    """Whether a text holds a word that certainly means that somebody opted out."""
    return state(spaced(text), perhaps=False) == YES


def is_subscribed(text: str) -> bool:
    """Whether a cell says in so many words that somebody is, or is not yet, subscribed."""
    return bool(_SUBSCRIBED.search(spaced(text)))


def denied_channels(text: str) -> frozenset[str]:
    """The channels that an opt-out in these words names; none: it names none."""
    return channels_in(_BY.sub(" ", spaced(text)))


_SURE: Final = ((YES, _OUT), (BOUNCED, _BOUNCE))
_SURE_AND_PERHAPS: Final = (*_SURE, (BOUNCED, _PERHAPS_BOUNCED), (YES, _PERHAPS))


def state(words: str, *, perhaps: bool) -> str | None:
    """What the words of a state say; ``perhaps``: ambiguous ones count as well."""
    negated = False
    for meaning, pattern in _SURE_AND_PERHAPS if perhaps else _SURE:
        for match in pattern.finditer(words):
            if not _NEGATED.search(words[: match.start()]):
                return meaning
            negated = True
    if negated:
        return NO
    if perhaps and _PERHAPS_NOT.search(words):
        return UNREADABLE
    if _PENDING.search(words):
        return UNREADABLE
    inside = _IN.search(words)
    if inside is None or _NEGATED.search(words[: inside.start()]):
        return None
    return NO


def negates(words: str) -> bool:
    """Whether words deny a state: "never bounced"."""
    return any(
        _NEGATED.search(words[: match.start()])
        for pattern in (_OUT, _BOUNCE, _PERHAPS, _PERHAPS_BOUNCED)
        for match in pattern.finditer(words)
    )


def for_channel(meaning: str | None, words: str, channel: str | None, purpose: str) -> str | None:
    """``meaning``, but for an opt-out that names other channels than the campaign's."""
    if meaning != YES or channel is None:
        return meaning
    channels = channels_in(_BY.sub(" ", words))
    return meaning if not channels or speaks_for(channels, channel, purpose) else NO


def is_pending(words: str) -> bool:
    """Whether words say that something is not decided yet."""
    return bool(_PENDING.search(words))


def is_in(words: str) -> bool:
    """Whether words name somebody who is in."""
    return bool(_IN.search(words))


def is_firm(words: str) -> bool:
    """Whether words say out, or bounced, as nobody is called and nothing is sold."""
    return any(
        not _SOFT.fullmatch(match.group())
        for pattern in (_OUT, _BOUNCE)
        for match in pattern.finditer(words)
    )


def without_ways(words: str) -> str:
    """Words without the way in which somebody opted out: "by phone", "per Post"."""
    return _BY.sub(" ", words)


def beside_state(words: str, *, perhaps: bool = False) -> str:
    """What words say besides a state and its usual company; blank where they say nothing else."""
    rest = _BOUNCE.sub(" ", _OUT.sub(" ", words))
    if perhaps:
        rest = _PERHAPS_BOUNCED.sub(" ", _PERHAPS.sub(" ", rest))
    rest = _COMPANY.sub(" ", rest)
    return re.sub(r"[\d\s]+", "", rest)
