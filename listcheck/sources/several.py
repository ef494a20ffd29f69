"""Headers of a contact's several addresses and numbers: "E-Mail 2", "Work Phone", "Handy privat".

Whoever opted out with one of them has opted out, so a header is taken for one too many rather
than one too few; headers of somebody else's ("Owner Email", "Fax") are not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from listcheck.sources.aliases import ALIASES

#: Fields of which a contact may have several.
SEVERAL: Final = ("email", "phone")
#: Headers that name the field only where no other does: they mean other things as well.
_ONLY_ALONE: Final = frozenset({"subscriber", "recipient", "address", "number"})
#: Words, folded, that stand before or behind and leave it the contact's own.
_WORDS: Final = (
    "[1-9]", "main", "primary", "second", "secondary", "2nd", "third", "3rd", "other", "another",
    "alternate", "alternative", "alt", "additional", "further", "work", "business", "office",
    "professional", "home", "private", "personal", "direct", "mobile", "cell", "landline",
    "contact", "customer", "client", "user", "member", "lead", "person", "guest", "attendee",
    # German
    "haupt", "zweite", "zweit", "weitere", "andere", "alternativ", "privat", "private",
    "geschaftlich", "geschaeftlich", "geschaftliche", "dienstlich", "beruflich", "buro", "mobil",
    "festnetz", "durchwahl", "kontakt", "kunde", "kunden",
    # French
    "principal", "principale", "secondaire", "autre", "professionnel", "professionnelle", "pro",
    "personnel", "personnelle", "prive", "privee", "bureau", "domicile", "fixe", "portable",
    # Spanish and Portuguese
    "principal", "secundario", "secundaria", "otro", "otra", "alternativo", "alternativa",
    "trabajo", "laboral", "casa", "oficina", "particular", "movil", "fijo", "contacto", "cliente",
    # Italian
    "principale", "secondario", "secondaria", "altro", "altra", "lavoro", "ufficio", "aziendale",
    "personale", "privato", "privata", "fisso", "contatto",
    # Dutch
    "zakelijk", "zakelijke", "werk", "thuis", "tweede", "ander", "mobiel", "vast",
    # Polish
    "słuzbowy", "sluzbowy", "prywatny", "drugi", "inny", "dodatkowy", "domowy", "komorkowy",
    "stacjonarny",
)  # fmt: skip


def _pattern(field: str) -> re.Pattern[str]:
    stems = {alias for alias in ALIASES[field] if alias.isalpha()} - _ONLY_ALONE
    stem = "|".join(sorted(stems, key=len, reverse=True))
    word = "|".join(sorted(set(_WORDS), key=len, reverse=True))
    return re.compile(rf"(?:{word})*(?:{stem})(?:{word})*")


_PATTERNS: Final[Mapping[str, re.Pattern[str]]] = {field: _pattern(field) for field in SEVERAL}


def is_one_of_several(field: str, header: str) -> bool:
    """Whether a folded header names an address (``email``) or number (``phone``) of the contact."""
    return bool(_PATTERNS[field].fullmatch(header))
