"""What a header says of its column: refusal, subscription, bounce, state, preference, or nothing."""

from __future__ import annotations

import functools
import re
from typing import Final

from listcheck.vocabulary import header_words as words_of
from listcheck.vocabulary.channels import EVERY, channels_in
from listcheck.vocabulary.folding import phrases, spaced
from listcheck.vocabulary.meanings import Kind, Meaning

#: Longer headers are sentences; of these only certain words count.
_LONGEST: Final = 90
#: What begins like a refusal and is none.
_NO_REFUSAL: Final = phrases(
    "do not modify* | do not edit | do not delete | do not use | do not change* | do not print | do not translate | "
    "do not remove | do not import | do not bend | baja california* | no mailchimp | dnc id | unsuppressed | "
    "un suppressed | no calls made | no call answered | refusal rate"
)


@functools.lru_cache(maxsize=4096)
def header_meaning(header: str, *, mail_is_post: bool = False) -> Meaning | None:
    """What a header says of its column; None where it says nothing of opt-outs.

    ``mail_is_post``: another header of the list says e-mail, so "mail" alone means letters.
    Where ``sure`` is false the cells must show that the column is meant.
    """
    words = spaced(header)
    if not words or len(words) > _LONGEST or words_of.MEASURE.search(words):
        return None
    words = _NO_REFUSAL.sub(" ", words)
    channels = channels_in(words, mail_is_post=mail_is_post) or EVERY
    other = bool(words_of.OTHER_SUBJECT.search(words))
    for read in (_refusal, _bounce, _validity, _subscription, _state, _preference, _doubtful):
        found = read(words, other=other)
        if found is not None:
            kind, sure = found
            return Meaning(kind, channels, sure)
    return None


_Found = tuple[Kind, bool] | None


def _split(pattern: re.Pattern[str], within: re.Pattern[str] | None, words: str) -> str | None:
    """What is left of a header without the words found; None where none is found."""
    found = pattern.search(words)
    if found is not None:
        return f"{words[: found.start()]} {words[found.end() :]}"
    if within is None:
        return None
    together = words.replace(" ", "")
    hit = within.search(together)
    return None if hit is None else f"{together[: hit.start()]} {together[hit.end() :]}"


def _refusal(words: str, *, other: bool) -> _Found:
    rest = _split(words_of.REFUSAL, words_of.WITHIN, words)
    if rest is None or (other and not words_of.WITHIN.search(words.replace(" ", ""))):
        return None
    whole = f"{words} "
    if words_of.STATE.search(rest):
        return Kind.STATE, True
    if words_of.DATE.search(rest) and not whole.startswith("opted out at all"):
        return Kind.DATE, True
    if words_of.COUNT.search(rest):
        return Kind.BOUNCE_COUNT, True
    if _is_reason(words, rest):
        return Kind.REASON, True
    if words_of.PREFERENCE.search(rest):
        return Kind.PREFERENCE, True
    if words_of.LISTS.search(rest):
        return Kind.CHANNELS, True
    return Kind.REFUSAL, True


def _bounce(words: str, *, other: bool) -> _Found:
    rest = _split(words_of.BOUNCE, words_of.BOUNCE_WITHIN, words)
    if rest is None or other:
        return None
    if words_of.STATE.search(rest):
        return Kind.BOUNCE_REASON, True
    if words_of.DATE.search(rest):
        return Kind.BOUNCE_DATE, True
    if words_of.COUNT.search(rest) or words.endswith(("bounces", "complaints")):
        return Kind.BOUNCE_COUNT, True
    if _is_reason(words, rest):
        return Kind.BOUNCE_REASON, True
    return Kind.BOUNCE, True


def _is_reason(words: str, rest: str) -> bool:
    """Whether a header ends, or begins, with a word such as reason, campaign, source."""
    sides = rest.split()
    return (
        bool(sides)
        and any(
            words_of.REASON.fullmatch(sides[at]) and words.split()[at] == sides[at]
            for at in (0, -1)
        )
        and not words.startswith("do not ")
    )


def _validity(words: str, *, other: bool) -> _Found:
    return (Kind.VALIDITY, True) if words_of.VALIDITY.search(words) and not other else None


def _subscription(words: str, *, other: bool) -> _Found:
    rest = _split(words_of.SUBSCRIPTION, words_of.SUBSCRIBED_WITHIN, words)
    if rest is None or words_of.CONSENT.search(words):
        return None
    if words_of.STATE.search(rest):
        return Kind.STATE, True
    if other or words_of.OTHER_THAN_WHETHER.search(rest):
        return None
    return (Kind.TOPIC if words_of.TOPIC.search(words) else Kind.SUBSCRIPTION), True


def _state(words: str, *, other: bool) -> _Found:
    rest = _split(words_of.STATE, None, words)
    if rest is None or other or words_of.OTHER_THAN_WHETHER.search(rest):
        return None
    if words_of.OF_SUBSCRIPTION.search(rest):
        return Kind.STATE, True
    if not rest.strip() or words_of.OF_PEOPLE.search(rest):
        return Kind.STATE, False
    return None


def _preference(words: str, *, other: bool) -> _Found:
    meant = words_of.PREFERENCE.search(words) and words_of.OF_CONTACT.search(words)
    return (Kind.PREFERENCE, True) if meant and not other else None


def _doubtful(words: str, *, other: bool) -> _Found:
    bare = words_of.OF_PEOPLE.sub(" ", words).strip()
    return (Kind.DOUBTFUL, True) if not other and words_of.DOUBTFUL.fullmatch(bare) else None
