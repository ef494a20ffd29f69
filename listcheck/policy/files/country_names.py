"""What a country is called and where it stands on the map: keys of its own file.

Countries that have no rules are called something too: those that lists and reports name stand
together in ``rules/other_countries.toml``, the one place for them. The file of a country beats its
entry there, so that a new country is one new file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from listcheck.core.country_words import CountryWords, folded_name
from listcheck.core.errors import UsageProblem

#: Column and row on the map; columns from 7 on lie overseas.
_Place = Annotated[int, Field(ge=0, le=15, strict=True)]
OTHERS = "other_countries.toml"


class CountryNames(BaseModel):
    """The keys that name a country; those with a default may be left out.

    Attributes:
        country: ISO 3166-1 alpha-2 code.
        name: in English, as reports show it.
        alpha3: ISO 3166-1 alpha-3 code.
        adjective: of its people ("Austrian").
        aliases: what lists call it besides, in any language; compared folded.
        suffixes: ends of its domains that are not its code.
        tile: column and row on the map of tiles; without one it is not on the map.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    country: str = Field(pattern=r"^[A-Z]{2}$")
    name: str = Field(min_length=1)
    alpha3: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    adjective: str | None = Field(default=None, min_length=1)
    aliases: tuple[str, ...] = ()
    suffixes: tuple[Annotated[str, Field(pattern=r"^[^\sA-Z.]+$")], ...] = ()
    tile: tuple[_Place, _Place] | None = None

    @field_validator("aliases")
    @classmethod
    def _have_letters(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for alias in value:
            # One letter is no name, and a name without letters is compared as nothing.
            if len(folded_name(alias)) < 2:
                raise ValueError(f"{alias!r} is no name: expected two letters or more")
        return value

    @model_validator(mode="after")
    def _each_name_once(self) -> CountryNames:
        seen: dict[str, str] = {}
        for key, text in self.called():
            known = seen.setdefault(folded_name(text), text)
            if known is not text:
                raise ValueError(f"{key}: {text!r} says no more than {known!r}; leave it out")
        return self

    def called(self) -> Iterator[tuple[str, str]]:
        """Everything that the country is called, each beside its key."""
        yield "country", self.country
        if self.alpha3 is not None:
            yield "alpha3", self.alpha3
        yield "name", self.name
        yield from (("aliases", alias) for alias in self.aliases)


class OtherCountries(BaseModel):
    """``rules/other_countries.toml``: names of countries that have no rules."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    other: tuple[CountryNames, ...] = ()

    @model_validator(mode="after")
    def _each_country_once(self) -> OtherCountries:
        counts = Counter(item.country for item in self.other)
        for code in (code for code, count in counts.items() if count > 1):
            raise ValueError(f"other: {code} stands there {counts[code]} times")
        return self


def words_of(
    folder: Path, countries: Mapping[str, CountryNames], others: Iterable[CountryNames]
) -> CountryWords:
    """The words of all countries of a rules folder, each of which means one country.

    Args:
        folder: the rules folder.
        countries: code to the country's own file.
        others: entries of ``other_countries.toml``; a country with a file of its own needs none.

    Raises:
        UsageProblem: a name, suffix or tile of two countries (both files and the key named).
    """
    named = [(folder / "countries" / f"{code}.toml", file) for code, file in countries.items()]
    named += [(folder / OTHERS, item) for item in others if item.country not in countries]
    names: dict[Hashable, _Claim] = {}
    suffixes: dict[Hashable, _Claim] = {}
    tiles: dict[Hashable, _Claim] = {}
    for path, item in named:
        for key, text in item.called():
            _claim(names, folded_name(text), _Claim(item.country, path, key, text))
        for key, text in (("country", item.country), *(("suffixes", it) for it in item.suffixes)):
            _claim(suffixes, text.lower(), _Claim(item.country, path, key, text))
        if item.tile is not None:
            _claim(tiles, item.tile, _Claim(item.country, path, "tile", list(item.tile)))
    return CountryWords(
        codes=frozenset(countries),
        names={str(key): claim.country for key, claim in names.items()},
        suffixes={str(key): claim.country for key, claim in suffixes.items()},
        adjectives={item.country: item.adjective for _, item in named if item.adjective},
        tiles={item.country: item.tile for _, item in named if item.tile},
    )


@dataclass(frozen=True)
class _Claim:
    """What a country says is its own, and the file and key in which it says so."""

    country: str
    path: Path
    key: str
    what: object


def _claim(taken: dict[Hashable, _Claim], thing: Hashable, claim: _Claim) -> None:
    other = taken.setdefault(thing, claim)
    if other.country != claim.country:
        raise UsageProblem(
            f"{claim.path}: {claim.key}: {claim.what!r} of {claim.country} is that of "
            f"{other.country} too ({other.path}: {other.key}: {other.what!r}); it can stand for "
            "one country only: take it out of one of the two files"
        )
