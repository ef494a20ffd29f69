"""Cells that say yes, no or nothing."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

SAYS_YES: Final = frozenset({
    "yes", "y", "true", "t", "1", "x", "on", "ja", "j", "oui", "o", "si", "sí", "sì", "s", "sim",
    "tak", "ano", "áno", "da", "igen", "kyllä", "jah", "taip", "jā", "ναι", "да", "wahr", "vrai",
    "vero", "verdadero", "prawda", "1.0", "checked", "ticked", "selected", "yep", "sure",
    "✓", "✔", "☑",
})  # fmt: skip
SAYS_NO: Final = frozenset({
    "no", "n", "false", "f", "0", "off", "nein", "non", "nej", "nei", "nee", "não", "nao", "nie",
    "ne", "nu", "nem", "ei", "nė", "nē", "όχι", "не", "falsch", "faux", "falso", "fałsz", "0.0",
    "unchecked", "unticked", "not checked", "not ticked", "not selected", "unselected", "nope",
    "never", "☐", "✗", "✘",
})  # fmt: skip
#: How databases and programs write "no value", lower case.
NOTHING: Final = frozenset({
    "null", "\\n", "none", "nil", "nat", "nan", "n/a", "#n/a", "na", "n.a.", "-", "--", "—", "–",
    "undefined", "<null>", "(null)", "<na>", "[]", "{}", "[null]", '""', "''", "0000-00-00",
    "0000-00-00 00:00:00", "0000-00-00t00:00:00", "0000-00-00t00:00:00z", "0000-00-00 00:00",
    "0001-01-01", "0001-01-01 00:00:00", "0001-01-01t00:00:00", "0001-01-01t00:00:00z",
    "00.00.0000", "00/00/0000", "(leer)", "(blank)", "(empty)", "(none)", "keine angabe", "k.a.",
    "k. a.",
})  # fmt: skip
#: In a column of days a zero, too, is no day.
NO_DAY: Final = NOTHING | {"0", "0.0", "false"}


#: A code that a data frame made a float: 3.0.
_WHOLE: Final = re.compile(r"^([0-9]+)[.,]0+$")


def word_key(text: str) -> str:
    """A word or code of a state as it is compared: without case, extra blanks and decimals."""
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return unicodedata.normalize("NFC", _WHOLE.sub(r"\1", folded).replace("\u0307", ""))


def is_nothing(text: str) -> bool:
    """Whether a cell holds one of the words for "no value"."""
    return text.strip().lower() in NOTHING
