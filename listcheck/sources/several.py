"""Headers of a contact's several addresses and numbers: "E-Mail 2", "Work Phone", "Handy privat".

Whoever opted out with one of them has opted out, so a header is taken for one too many rather
than one too few; headers of somebody else's ("Owner Email", "Fax") are not.
"""

from __future__ import annotations

import functools
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
    "[1-9][0-9]?", "main", "primary", "second", "secondary", "2nd", "third", "3rd", "other",
    "another", "alternate", "alternative", "alt", "additional", "further", "work", "business",
    "office", "professional", "home", "private", "personal", "old", "new", "billing", "shipping",
    "contact", "customer", "member", "lead", "person", "guest", "attendee",
    # German
    "haupt", "zweite", "zweit", "weitere", "andere", "alternativ", "privat", "private",
    "geschaftlich", "geschaeftlich", "geschaftliche", "dienstlich", "beruflich", "buro",
    "geschaftl", "rechnungs", "kontakt", "kunde", "kunden",
    # French
    "principal", "principale", "secondaire", "autre", "professionnel", "professionnelle", "pro",
    "personnel", "personnelle", "prive", "privee", "bureau", "domicile",
    # Spanish and Portuguese
    "principal", "secundario", "secundaria", "otro", "otra", "alternativo", "alternativa",
    "trabajo", "laboral", "casa", "oficina", "particular", "contacto", "cliente",
    # Italian
    "principale", "secondario", "secondaria", "altro", "altra", "lavoro", "ufficio", "aziendale",
    "personale", "privato", "privata", "contatto",
    # Dutch
    "zakelijk", "zakelijke", "werk", "thuis", "tweede", "ander",
    # Polish
    "słuzbowy", "sluzbowy", "prywatny", "drugi", "inny", "dodatkowy", "domowy",
)  # fmt: skip


#: Words of telephones only: "Direct Mail" is no address.
_OF_PHONES: Final = (
    "direct", "mobile", "cell", "cellular", "landline", "daytime", "evening", "day", "night",
    "mobil", "festnetz", "durchwahl", "fixe", "portable", "movil", "fijo", "fisso", "mobiel",
    "vast", "komorkowy", "stacjonarny", "whatsapp",
)  # fmt: skip
#: More headers of numbers and addresses, which no alias is.
_MORE: Final[Mapping[str, tuple[str, ...]]] = {
    "email": ("emailid", "mailid"),
    "phone": (
        "cell", "cellphone", "cellular", "landline", "gsm", "whatsapp", "directdial", "phoneno",
        "mobileno", "telno", "telephoneno", "cellno", "telefonnr", "handynr", "handynummer",
        "mobilnr", "mobilnummer", "festnetz", "festnetznummer", "festnetznr", "durchwahl",
        "mobiltelefon", "numerodetelephone", "numerodemobile",
        "numeroditelefono", "numerodicellulare", "telefoonnr", "mobielnummer",
        "komorka",
    ),
}  # fmt: skip
#: What may stand before "number": not a customer or an order.
_NUMBER: Final = (
    "(?:contact|home|work|office|business|private|personal|mobile|cell|landline|direct|alternate|"
    "alternative|alt|secondary|second|other|main|primary|whatsapp|daytime|evening)+number[1-9]?"
)
#: Longer headers are sentences; patterns are tried on none of them.
_LONGEST: Final = 60


@functools.cache
def _pattern(field: str) -> re.Pattern[str]:
    stems = {alias for alias in (*ALIASES[field], *_MORE[field]) if alias.isalpha()} - _ONLY_ALONE
    words = {*_WORDS, *(_OF_PHONES if field == "phone" else ())}
    stem = "|".join(sorted(stems, key=len, reverse=True))
    word = "|".join(sorted(words, key=len, reverse=True))
    number = f"|{_NUMBER}" if field == "phone" else ""
    return re.compile(rf"(?:{word})*(?:{stem})s?(?:{word})*{number}")


def is_one_of_several(field: str, header: str) -> bool:
    """Whether a folded header names an address (``email``) or number (``phone``) of the contact."""
    return len(header) <= _LONGEST and bool(_pattern(field).fullmatch(header))
