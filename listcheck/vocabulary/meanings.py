"""What a column can tell of opt-outs, and what a cell of it can say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from listcheck.vocabulary.channels import EVERY

#: What a cell says of contacting the person, as the check on it is told: out, in, "the cell allows
#: what its header denies", "it may be an opt-out", and "bounced, or complained of".
YES: Final = "yes"
NO: Final = "no"
POLARITY: Final = "polarity"
UNREADABLE: Final = "unreadable"
BOUNCED: Final = "bounced"


class Kind(StrEnum):
    """How a column is read; the value is how a report says it."""

    REFUSAL = "an opt-out: a yes is one"
    SUBSCRIPTION = "a subscription: a no is an opt-out"
    TOPIC = "a subscription: a no is an opt-out, other words are what was subscribed to"
    DATE = "the day of an opt-out: a day is one"
    REASON = "the reason of an opt-out: any text is one"
    CHANNELS = "the channels of an opt-out"
    BOUNCE = "a bounce or complaint: a yes is one"
    BOUNCE_DATE = "the day of a bounce or complaint: a day is one"
    BOUNCE_REASON = "the reason of a bounce or complaint: any text is one"
    BOUNCE_COUNT = "a count of bounces or complaints: more than none holds"
    VALIDITY = "whether mail arrives: a no is a bounce"
    STATE = "a state of the subscription, by its words; an unknown word holds"
    WORDS = "words of a state; other words say nothing"
    LABELS = "labels; one that is a state counts, others say nothing"
    CONFIRMED = "whether the sign-up was confirmed: a no holds"
    NAMES = "words that certainly mean an opt-out; all others are names"
    PREFERENCE = "a preference: a no or a refusal is an opt-out"
    EITHER = "perhaps an opt-out, either way: a yes and a no hold"
    DOUBTFUL = "perhaps an opt-out: a yes holds"


#: Kinds whose cells are read by their own words, whatever the header is.
BY_WORDS: Final = frozenset({Kind.WORDS, Kind.STATE, Kind.PREFERENCE})


@dataclass(frozen=True)
class Meaning:
    """What a column tells.

    Attributes:
        kind: how its cells are read.
        channels: channels that it speaks for: those of :data:`listcheck.vocabulary.EVERY`.
        sure: the header leaves no doubt; else its cells must show that it is meant.
    """

    kind: Kind
    channels: frozenset[str] = EVERY
    sure: bool = True
