"""What a header says of its column: refusal, subscription, bounce, state or nothing."""

from __future__ import annotations

import functools
import re
from typing import Final

from listcheck.vocabulary import channels
from listcheck.vocabulary import header_company as beside
from listcheck.vocabulary import header_parts as parts
from listcheck.vocabulary import header_words as words_of
from listcheck.vocabulary.channels import EVERY, channels_in
from listcheck.vocabulary.folding import phrases, spaced
from listcheck.vocabulary.meanings import Kind, Meaning
from listcheck.vocabulary.states import NOT, OUT, PERHAPS_BOUNCED, PERHAPS_OUT

#: Longer headers are cut here.
_LONGEST: Final = 400
_GLUED: Final = re.compile(r"\b(\w{3,})(status)\b")
#: "È stato cancellato": it has been, and no state.
_BEEN: Final = re.compile(r"\be stat[oaie]\b")
_OUT: Final = phrases(OUT)
_PERHAPS_OUT, _PERHAPS_BOUNCED = phrases(PERHAPS_OUT), phrases(PERHAPS_BOUNCED)
#: Left of a word of subscription it turns the meaning round: "niet aangemeld".
_NOT_BEFORE: Final = re.compile(rf"\b{NOT} (?:\w+ )?(?= |$)")
#: What begins like a refusal and is none.
_NO_REFUSAL: Final = phrases("""
do not modify* | do not edit | do not delete | do not change* | do not print | do not translate |
do not remove | do not import | do not bend | baja california* | no mailchimp | dnc id |
unsuppressed | un suppressed | no calls made | no call answered | refusal rate
""")
#: Ids and check sums that a system writes beside its export: "(Do Not Modify) Contact".
_OF_THE_SYSTEM: Final = re.compile(r" ?do not (?:modify|edit|change)\b")
#: "Contact No" is the number, and hardly a refusal: its cells must show it.
_ITS_NUMBER: Final = re.compile(r"\w (?:no|nos)\s*$")


@functools.lru_cache(maxsize=4096)
def header_meaning(header: str, *, mail_is_post: bool = False) -> Meaning | None:
    """What a header says of its column; None where it says nothing of opt-outs.

    ``mail_is_post``: another header of the list says e-mail, so "mail" alone means letters.
    Where ``sure`` is false the cells must show that the column is meant.
    """
    words = spaced(header[:_LONGEST])
    if not words or beside.MEASURE.search(words):
        return None
    of_the_system = _OF_THE_SYSTEM.match(words)
    words = _NO_REFUSAL.sub(" ", words)
    flat = words
    # What ends in "status" without a space is one.
    words = _GLUED.sub(r"\1 \2", _BEEN.sub(" ", words))
    other = bool(beside.OTHER_SUBJECT.search(words))
    for read in (
        _refusal,
        _bounce,
        _validity,
        _confirmed,
        _subscription,
        _state,
        _preference,
        _doubtful,
        _message,
    ):
        meaning = read(words, other=other)
        if meaning is not None:
            kind, sure = meaning
            if of_the_system and not sure:
                return None
            if _ITS_NUMBER.search(words) and kind in (Kind.REFUSAL, Kind.REASON):
                kind, sure = Kind.DOUBTFUL, False
            # "Do not mail" beside "Do not email" means letters; "Mail status" may mean either.
            letters = mail_is_post and kind == Kind.REFUSAL
            spoken = channels_in(flat, mail_is_post=letters) or _within(flat) or EVERY
            return Meaning(kind, spoken, sure)
    return None


#: Channels within a header that is written as one word: DONOTPOSTALMAIL.
_CHANNELS_WITHIN: Final = (
    ("email", channels.EMAIL), ("newsletter", channels.EMAIL), ("sms", channels.SMS),
    ("postal", channels.POST), ("phone", channels.CALLS | channels.SMS), ("call", channels.CALLS),
    ("fax", channels.ELSEWHERE), ("bulkmail", channels.EMAIL),
)  # fmt: skip


def _within(words: str) -> frozenset[str]:
    together = words.replace(" ", "")
    return frozenset[str]().union(
        *(channels for word, channels in _CHANNELS_WITHIN if word in together)
    )


_Found = tuple[Kind, bool] | None


def _split(pattern: re.Pattern[str], within: re.Pattern[str] | None, words: str) -> str | None:
    """What is left of a header without the words found; None where none is found."""
    match = pattern.search(words)
    if match is not None:
        return f"{words[: match.start()]} {words[match.end() :]}"
    if within is None:
        return None
    together = words.replace(" ", "")
    hit = within.search(together)
    return None if hit is None else f"{together[: hit.start()]} {together[hit.end() :]}"


def _refusal(words: str, *, other: bool) -> _Found:
    if parts.denies_twice(words) and not other:
        return Kind.EITHER, True
    rest = _split(words_of.REFUSAL, words_of.WITHIN, words)
    if rest is None:
        rest = _split(_OUT, None, words)
    if rest is None and channels_in(words):
        # "E-mail disabled", "Phone excluded": of orders and accounts they mean something else.
        rest = _split(_PERHAPS_OUT, None, words)
    firm = words_of.REFUSAL_FIRM.search(words)
    named = bool(
        parts.OBJECT.search(words)
        or channels_in(words)
        or (firm and parts.NEGATOR.match(firm.group()))
    )
    of_subscription = bool(parts.SUBSCRIPTION_WORD.search(words) or parts.WANT.search(words))
    bare = of_subscription and not parts.other_words(words)
    if rest is None and (named or bare) and parts.denies(words):
        # A negation or a stop, and messages: "Ikke send e-post", "Nem kér hírlevelet".
        rest = parts.STOP.sub(" ", parts.NEGATOR.sub(" ", words))
    # Whoever is unsubscribed from product news has opted out, whatever "product" is elsewhere.
    within = words_of.WITHIN.search(words.replace(" ", ""))
    if rest is None or beside.OTHER_CHOICE.search(words) or (other and not (within or named)):
        return None
    if not named and not bare and not _ONLY_OF_LISTS.search(words.replace(" ", "")):
        refusal = words_of.REFUSAL.search(words)
        if refusal and parts.NEGATOR.match(refusal.group()) and parts.other_words(refusal.group()):
            # "Do not stack": of nothing that listcheck knows.
            return None
        if parts.other_words(words, *_BESIDE_REFUSAL):
            # "Withdrawn from the Nordic scheme": who knows what was refused there?
            return Kind.DOUBTFUL, True
    kinds = (
        (beside.PENDING.search(rest), Kind.DOUBTFUL),
        (beside.STATE.search(rest), Kind.STATE),
        (beside.DATE.search(rest), Kind.DATE),
        (beside.COUNT.search(rest), Kind.BOUNCE_COUNT),
        (_is_reason(words, rest), Kind.REASON),
        (beside.LISTS.search(rest), Kind.CHANNELS),
    )
    return next((kind for matched, kind in kinds if matched), Kind.REFUSAL), True


#: Words that may stand beside a refusal without being what was refused.
_BESIDE_REFUSAL: Final = (
    beside.STATE, beside.DATE, beside.COUNT, beside.REASON, beside.LISTS, beside.PENDING,
    words_of.REFUSAL, phrases(OUT),
)  # fmt: skip
#: What is said of lists of messages only.
_ONLY_OF_LISTS: Final = re.compile(
    r"unsub|desubscri|optout|optedout|blacklist|blocklist|desinscri|desabon|disiscri"
)


def _bounce(words: str, *, other: bool) -> _Found:
    rest = _split(words_of.BOUNCE, words_of.BOUNCE_WITHIN, words)
    if rest is None and channels_in(words):
        rest = _split(_PERHAPS_BOUNCED, None, words)
    if rest is None or other:
        return None
    if beside.OTHER_CHOICE.search(words):
        # A cheque bounces, too.
        return None
    counted = beside.COUNT.search(rest) or words.endswith(("bounces", "complaints"))
    kinds = (
        (beside.STATE.search(rest), Kind.BOUNCE_REASON),
        (beside.DATE.search(rest), Kind.BOUNCE_DATE),
        (counted, Kind.BOUNCE_COUNT),
        (_is_reason(words, rest), Kind.BOUNCE_REASON),
    )
    return next((kind for matched, kind in kinds if matched), Kind.BOUNCE), True


def _is_reason(words: str, rest: str) -> bool:
    """Whether a header ends, or begins, with a word such as reason, campaign, source."""
    sides = rest.split()
    return (
        bool(sides)
        and any(
            beside.REASON.fullmatch(sides[at]) and words.split()[at] == sides[at] for at in (0, -1)
        )
        and not words.startswith("do not ")
    )


def _validity(words: str, *, other: bool) -> _Found:
    if other or not words_of.VALIDITY.search(words):
        return None
    return (Kind.STATE if beside.STATE.search(words) else Kind.VALIDITY), True


def _confirmed(words: str, *, other: bool) -> _Found:
    return (Kind.CONFIRMED, True) if words_of.CONFIRMED.search(words) and not other else None


def _subscription(words: str, *, other: bool) -> _Found:
    rest = _split(words_of.SUBSCRIPTION, words_of.SUBSCRIBED_WITHIN, words)
    named = bool(parts.OBJECT.search(words) or channels_in(words))
    consent = bool(beside.CONSENT.search(words)) and (named or not parts.other_words(words))
    if rest is None and (consent or (named and parts.WANT.search(words))):
        # Somebody may, or wants to, be written to: "Får mejlas", "Kontakt erwünscht".
        rest = parts.OBJECT.sub(" ", parts.WANT.sub(" ", words))
        consent = consent or not parts.FIRM.search(words)
    if rest is None or (not named and parts.other_words(words, *_BESIDE_SUBSCRIPTION)):
        return None
    open_words = words_of.SUBSCRIPTION_OPEN.search(words)
    if not named and open_words and parts.other_words(open_words.group()):
        # "Acepta tarjeta", "Iscritto all'albo": what was accepted is nothing that is sent.
        return None
    topic = Kind.TOPIC if words_of.TOPIC.search(words) else Kind.SUBSCRIPTION
    kinds: tuple[tuple[object, Kind | None], ...] = (
        (beside.PENDING.search(rest), Kind.DOUBTFUL),
        (beside.STATE.search(rest), Kind.STATE),
        (beside.OTHER_CHOICE.search(words) or beside.OTHER_THAN_WHETHER.search(rest), None),
        (other and not channels_in(words), None),
        (_NOT_BEFORE.search(rest), Kind.REFUSAL),
    )
    # A no to a question for consent may never have been asked: a person must look.
    kind = next((kind for matched, kind in kinds if matched), Kind.CONFIRMED if consent else topic)
    return None if kind is None else (kind, True)


_BESIDE_SUBSCRIPTION: Final = (
    beside.STATE, beside.DATE, beside.REASON, beside.LISTS, beside.PENDING, beside.COUNT,
    words_of.SUBSCRIPTION,
)  # fmt: skip


def _message(words: str, *, other: bool) -> _Found:
    """A header of nothing but messages or contact: "Rundmail", "Kontakt", "Call (y/n)"."""
    if other or not parts.OBJECT.search(words) or _NUMBERS_IT.search(words):
        return None
    choice = bool(parts.CHOICE.search(words))
    if parts.other_words(parts.CHOICE.sub(" ", words)):
        return None
    topic = words_of.TOPIC.search(words) or _LISTS_OF_MESSAGES.search(words)
    return (Kind.SUBSCRIPTION if topic else Kind.CONFIRMED), choice


#: "Contact ID", "mail.messageId", "Kontakt-Nr": which one it is, and nothing of its will.
_NUMBERS_IT: Final = phrases("""
id | ids | uuid | guid | uid | key | hash | nr | no | num | number | numer* | numero* | nummer |
index | idx | ref | reference | code | oid | cislo | stevilka | szam* | numar* | номер*
""")
_LISTS_OF_MESSAGES: Final = phrases(
    "mailing* | rundmail* | rundbrief* | infopost* | infomail* | infobrief* | nl | mailverteiler | "
    "verteiler* | comms | mailout*"
)


def _state(words: str, *, other: bool) -> _Found:
    rest = _split(beside.STATE, None, words)
    if rest is None and beside.BULK.search(words):
        rest = words
    if rest is None or other or beside.OTHER_THAN_WHETHER.search(rest):
        return None
    return Kind.STATE, bool(beside.OF_SUBSCRIPTION.search(rest))


def _preference(words: str, *, other: bool) -> _Found:
    meant = beside.PREFERENCE.search(words) and beside.OF_CONTACT.search(words)
    return (Kind.PREFERENCE, True) if meant and not other else None


def _doubtful(words: str, *, other: bool) -> _Found:
    bare = beside.OF_PEOPLE.sub(" ", words).strip()
    return (Kind.DOUBTFUL, True) if not other and beside.DOUBTFUL.fullmatch(bare) else None
