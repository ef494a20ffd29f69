"""Invented people and companies of 31 countries: names, addresses, numbers.

No person, company or domain in these files exists: domains carry a number and are too
long to be anybody's, numbers are from ranges set aside for film and press where a
country has such a range (Ofcom, ARCEP, Bundesnetzagentur, PTS, NANPA 555-01xx), and
plainly patterned elsewhere. What is usual in a country stands in ``countries.toml``.
"""

from __future__ import annotations

import random
import tomllib
import unicodedata
from pathlib import Path
from typing import NamedTuple

#: Letters that no decomposition turns into ASCII, and what people type for them.
_TYPED = str.maketrans(
    {"ø": "oe", "æ": "ae", "å": "aa", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
    | dict(zip("абвгдезийклмнопрстуфхъь", "abvgdeziiklmnoprstufhay", strict=True))
    | {"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ю": "yu", "я": "ya"}
    | dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True))
    | {"θ": "th", "χ": "ch", "ψ": "ps"}
)


class Country(NamedTuple):
    """What is usual in one country, as ``countries.toml`` explains it."""

    code: str
    weight: int
    spellings: list[str]
    first: list[str]
    last: list[str]
    trades: list[str]
    forms: list[str]
    suffix: str
    phones: list[str]
    mailboxes: list[str]
    asks_consent: bool


COUNTRIES = tuple(
    Country(**told)
    for told in tomllib.loads(
        Path(__file__).with_name("countries.toml").read_text(encoding="utf-8")
    )["country"]
)
#: How often each country is drawn.
WEIGHTS = [country.weight for country in COUNTRIES]


def chance_of(seed: int) -> random.Random:
    """The same luck on every run: nothing here is a secret."""
    return random.Random(seed)  # noqa: S311


def name_of(chance: random.Random, country: Country) -> tuple[str, str]:
    """A first and a last name."""
    return chance.choice(country.first), chance.choice(country.last)


def company_of(chance: random.Random, country: Country) -> str:
    """An invented company: a family name, a number, a trade and a legal form."""
    stem = chance.choice(country.last).replace("-", " ").title()
    form = chance.choice(country.forms)
    name = f"{stem} {chance.randrange(4000, 5000)} {chance.choice(country.trades)}"
    return f"{name} {form}".strip()


def company_domain(company: str, country: Country) -> str:
    """The domain of a company: its family, trade and number."""
    words = company.split()
    number = next(at for at, word in enumerate(words) if word.isdigit())
    stem = "".join(typed(word) for word in words[:number])
    return f"{stem}-{typed(words[number + 1])}-{words[number]}.{country.suffix}"


def phone_of(chance: random.Random, country: Country) -> str:
    """A number in one of the country's spellings."""
    pattern = chance.choice(country.phones)
    return "".join(str(chance.randrange(10)) if sign == "N" else sign for sign in pattern)


def typed(text: str) -> str:
    """Text as it stands in an address: lower case, ASCII letters and digits."""
    if any(sign in "äöüÄÖÜ" for sign in text) and "ı" not in text:
        text = text.translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe",
                                             "Ü": "Ue"}))  # fmt: skip
    # Marks go first: the table knows base letters only.
    plain = unicodedata.normalize("NFKD", text.lower().translate(_TYPED))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign)).translate(_TYPED)
    return "".join(sign for sign in plain if sign.isascii() and sign.isalnum())
