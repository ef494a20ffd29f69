"""Headers of a contact's several addresses and numbers: "E-Mail 2", "Work Phone", "Handy privat".

Whoever opted out with one of them has opted out, so a header is taken for one too many rather
than one too few; headers of somebody else's ("Owner Email", "Fax") are not.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import Final

from listcheck.core.address_headers import EMAIL, FIRST, OF_PHONES, PHONE, PLACE, SECOND
from listcheck.core.field_headers import ALIASES
from listcheck.vocabulary import folded

#: Fields of which a contact may have several.
SEVERAL: Final = ("email", "phone")
#: Headers that name the field only where no other does: they mean other things as well.
ONLY_ALONE: Final = frozenset({"subscriber", "recipient", "address", "mailaddress", "number"})
_NAMES: Final = {"email": EMAIL, "phone": PHONE}
#: What may stand before "number": not a customer or an order.
_NUMBER: Final = (
    "(?:contact|home|work|office|business|private|personal|mobile|cell|landline|direct|alternate|"
    "alternative|alt|secondary|second|other|main|primary|whatsapp|daytime|evening)+number[1-9]?"
)
#: How Salesforce's packages and address books (vCard) mark a field: npe01__HomeEmail__c,
#: EMAIL;TYPE=INTERNET;TYPE=WORK, item1.EMAIL.
_BEFORE: Final = "(?:npe01|npo02|npsp|item[0-9]+)?"
_KINDS: Final = "internet|home|work|pref|cell|voice|main|iphone|other|mobile|msg|text|value"
_BEHIND: Final = rf"(?:c|(?:type(?:{_KINDS})+)+)?"
#: Longer headers are sentences; patterns are tried on none of them.
_LONGEST: Final = 60


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted({folded(word) for word in words}, key=len, reverse=True))


@functools.cache
def _pattern(field: str) -> re.Pattern[str]:
    aliases = (alias for alias in ALIASES[field] if alias.isalpha() and alias not in ONLY_ALONE)
    stem = _any_of((*aliases, *_NAMES[field]))
    word = _any_of((*FIRST, *SECOND, *PLACE, *(OF_PHONES if field == "phone" else ())))
    which = rf"(?:{word}|[1-9][0-9]{{0,2}})*"
    number = f"|{_NUMBER}" if field == "phone" else ""
    # As in "E-mail 2 Address" and "E-Mail 2: Adresse".
    address = "(?:address|adress|adresse|adres|adresa)?" if field == "email" else ""
    ending = f"(?:e?s|e?[nr])?{which}{address}"
    return re.compile(rf"{_BEFORE}{which}(?:{stem}){ending}{_BEHIND}{number}")


def is_one_of_several(field: str, header: str) -> bool:
    """Whether a folded header names an address (``email``) or number (``phone``) of the contact."""
    return len(header) <= _LONGEST and bool(_pattern(field).fullmatch(header))


@functools.cache
def _second() -> re.Pattern[str]:
    # Shorter words stand in other ones.
    words = _any_of(word for word in SECOND if len(folded(word)) > 3)
    return re.compile(rf"{words}|[2-9](?:value|address)?$|[1-9][0-9]+$")


def is_another(header: str) -> bool:
    """Whether a folded header says that it is not the first address or number of a contact."""
    return bool(_second().search(header))
