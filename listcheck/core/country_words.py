"""What countries are called: plain data that the rules folder holds and the stages are handed.

The policy stage reads it from the files of the countries; contacts, reports and next steps are told
it by the wiring and know no country of their own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class CountryWords:
    """The words of all countries that a rules folder knows, by ISO 3166-1 alpha-2 code.

    Attributes:
        codes: countries with rules.
        names: folded name, alias or three-letter code to code.
        suffixes: ends of domains, codes among them, to code.
        adjectives: code to the adjective for its people.
        tiles: code to column and row on the map of tiles.
    """

    codes: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    suffixes: Mapping[str, str] = field(default_factory=dict)
    adjectives: Mapping[str, str] = field(default_factory=dict)
    tiles: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def folded_name(text: str) -> str:
    """Lower case, no accents, letters only: how names of countries are compared."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if letter.isalpha())
