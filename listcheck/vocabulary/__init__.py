"""The words in which lists and sources say that somebody opted out: headers, cells, channels.

Plain Python (but for ``series``): read by sources, contacts and the readers of suppression sources
alike, so that one word means one thing wherever it stands.
"""

from __future__ import annotations

from listcheck.vocabulary import channels
from listcheck.vocabulary.cells import answer
from listcheck.vocabulary.channels import EVERY, channels_in, speaks_for
from listcheck.vocabulary.folding import folded, spaced
from listcheck.vocabulary.headers import header_meaning
from listcheck.vocabulary.meanings import BOUNCED, NO, POLARITY, UNREADABLE, YES, Kind, Meaning
from listcheck.vocabulary.plain import NO_DAY, NOTHING, SAYS_NO, SAYS_YES, is_nothing, word_key
from listcheck.vocabulary.recognise import denied_channels, is_subscribed, says_out
from listcheck.vocabulary.states import STEMS

__all__ = [
    "BOUNCED",
    "EVERY",
    "NO",
    "NOTHING",
    "NO_DAY",
    "POLARITY",
    "SAYS_NO",
    "SAYS_YES",
    "STEMS",
    "UNREADABLE",
    "YES",
    "Kind",
    "Meaning",
    "answer",
    "channels",
    "channels_in",
    "denied_channels",
    "folded",
    "header_meaning",
    "is_nothing",
    "is_subscribed",
    "says_out",
    "spaced",
    "speaks_for",
    "word_key",
]
