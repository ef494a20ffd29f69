"""Texts as they are compared: lower case, no accents, no punctuation, words apart or together."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: Letters that no decomposition takes apart.
_LETTERS: Final = str.maketrans("łøđıæœ", "lodiao")
#: Where words of one header meet without a space: ``IspComplained``, ``SMSOptOut``, ``email2``.
_HUMP: Final = re.compile(
    r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|(?<=[A-Z])(?=[A-Z][a-z]{2})|(?<=[^\W\d_])(?=[0-9])|"
    r"(?<=[0-9])(?=[^\W\d_])"
)
_OTHER: Final = re.compile(r"[\W_]+")


def folded(header: str) -> str:
    """A header as it is compared: lower case, letters and digits only, no accents."""
    decomposed = unicodedata.normalize("NFKD", header.casefold().replace("ß", "ss"))
    return "".join(sign for sign in decomposed if sign.isalnum())


def spaced(text: str) -> str:
    """The words of a text, folded, one space between: ``isExcluded_fromList`` three and more."""
    apart = _HUMP.sub(" ", text).casefold().replace("ß", "ss").translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", apart)
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return _OTHER.sub(" ", plain).strip()


def phrases(words: str) -> re.Pattern[str]:
    """A pattern of whole phrases, to be searched in :func:`spaced` texts.

    ``words``: phrases with ``|`` between; ``*`` is any ending, alone any word; spaces may be
    missing.
    """
    return re.compile(rf"\b(?:{alternatives(words)})\b")


def alternatives(words: str) -> str:
    """The phrases as alternatives of a regular expression."""
    patterns = []
    for phrase in words.split("|"):
        parts = [_part(one) for one in phrase.split()]
        if parts:
            patterns.append(" ".join(parts) if r"\w+" in parts else " ?".join(parts))
    # The longest first, so that "opted out of" is not read as "opted".
    return "|".join(sorted(set(patterns), key=len, reverse=True))


def _part(word: str) -> str:
    # A lone asterisk is any word, one behind letters any ending.
    ending = r"\w*" if "*" in word else ""
    return r"\w+" if word == "*" else spaced(word).replace(" ", " ?") + ending
