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


#: A day, however it is written: "4. 3. 2025", "20250304", "March 2025", seconds since 1970.
_DAY: Final = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}\s?[./]\s?\d{1,2}\s?[./]?(?:\s?\d{2,4})?\b|"
    r"(?:19|20)\d{6}$|\d{10}(?:\d{3})?(?:\.\d+)?$|"
    r"(?:\d{1,2}(?:st|nd|rd|th)?[. -]+)?[^\W\d]{3,10}\.?(?: \d{1,2}(?:st|nd|rd|th)?,?)?"
    r" (?:19|20)\d{2}$|(?:19|20)\d{2}$"
)
_DECIMAL: Final = re.compile(r"[+-]?\d{1,6}(?:[.,]\d+)?")
NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
#: What people write around a yes or a no: politeness, remarks in brackets, days.
_AROUND: Final = re.compile(
    r"\([^)]*\)|\[[^\]]*\]|(?:\s*[-–,:/]\s*|\s+|^)(?:since|seit|depuis|desde|dal|sinds|od|on|am|vom)?\s*"
    r"(?:\d{1,2}[./-]\d{1,4}(?:[./-]\d{2,4})?\.?|\d{4}-\d{2}-\d{2}|(?:19|20)\d{2})$|"
    r"[\s,]+(?:please|thanks|thank you|bitte|danke|merci|svp|gracias|por favor|grazie|per favore|"
    r"dank je|dank u|graag|dziekuje|prosze|obrigad[oa]|tack|tak|takk|kiitos|dekuji|dakujem|hvala|"
    r"koszonom|multumesc|aitah|aciu|paldies|gerne|d'accord)\b"
)


def is_day(low: str) -> bool:
    """Whether a cell is a day: "1.5" and "0.00" are numbers."""
    return bool(_DAY.match(low)) and not _DECIMAL.fullmatch(low)


def plain_word(text: str) -> str:
    """A cell without what stands around its word: "No, thanks!" is "no"."""
    low = text.strip(" []{}()\"'").lower()
    if _DECIMAL.fullmatch(low):
        # 1.00 and 0.000 are how databases write flags.
        number = float(low.replace(",", "."))
        return str(int(number)) if number in (0, 1) else low
    if low in SAYS_YES or low in SAYS_NO or low in NOTHING:
        return low
    bare = _AROUND.sub("", f"{text.strip().lower()}").strip(" []{}()\"'!.,;:*–")
    return bare if bare in SAYS_YES or bare in SAYS_NO else low
