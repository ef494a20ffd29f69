"""Words as people type them: lower case, with and without their accents."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import polars as pl

#: Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS: Final = {"ß": "ss", "ø": "o", "æ": "ae", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "ς": "σ"}
#: The other habit of the same people: Müller is mueller as often as muller.
_PAIRS: Final = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"}

#: Combining marks, as a regular expression of both Python and Polars.
_MARKS: Final = "[\u0300-\u036f]"


def fold(text: str) -> str:
    """Text in lower case without diacritics: the twin of the expression, for vocabularies."""
    text = "".join(_LETTERS.get(letter, letter) for letter in text.strip().lower())
    return re.sub(_MARKS, "", unicodedata.normalize("NFKD", text))


def folded(text: pl.Expr) -> pl.Expr:
    """Column in lower case without diacritics and surrounding blanks."""
    lower = text.str.strip_chars().str.to_lowercase()
    plain = lower.str.replace_many(list(_LETTERS), list(_LETTERS.values()))
    return plain.str.normalize("NFKD").str.replace_all(_MARKS, "")


def spellings(word: str) -> set[str]:
    """The word as people type it: büro, buro, buero."""
    if word.isascii():
        return {word}
    in_pairs = "".join(_PAIRS.get(letter, letter) for letter in word)
    return {word, fold(word), fold(in_pairs)}


def spellings_of(words: pl.Expr) -> pl.Expr:
    """:func:`spellings` of whole columns: a list for each word."""
    pairs = words.str.replace_many(list(_PAIRS), list(_PAIRS.values()))
    return pl.concat_list(words, folded(words), folded(pairs)).list.unique()


def both_foldings(text: pl.Expr) -> pl.Expr:
    """The text folded in either habit, one after the other."""
    pairs = text.str.replace_many(list(_PAIRS), list(_PAIRS.values()))
    return pl.concat_str(folded(text), folded(pairs), separator=" ")
