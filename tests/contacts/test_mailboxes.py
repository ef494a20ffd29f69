"""The vocabulary of mailboxes: well-formed, complete, and free of people's names."""

from __future__ import annotations

import datetime as dt
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "rules" / "mailboxes"
FILES = sorted(FOLDER.glob("*.toml"))
LISTS = (
    "generic",
    "endings",
    "at_home",
    "suffixes",
    "qualifiers",
    "never_market",
    "never_market_suffixes",
)

#: Official languages of the countries that listcheck knows.
LANGUAGES_OF = {
    "AT": "de", "BE": "nl fr de", "BG": "bg", "CA": "en fr", "HR": "hr", "CY": "el tr", "CZ": "cs",
    "DK": "da", "EE": "et", "FI": "fi sv", "FR": "fr", "DE": "de", "GR": "el", "HU": "hu",
    "IE": "en ga", "IT": "it", "LV": "lv", "LT": "lt", "LU": "lb fr de", "MT": "mt en", "NL": "nl",
    "NO": "no", "PL": "pl", "PT": "pt", "RO": "ro", "SK": "sk", "SI": "sl", "ES": "es", "SE": "sv",
    "GB": "en", "US": "en",
}  # fmt: skip

#: Given and family names that are, or look like, words; every one was a trap in somebody's list.
NAMES = frozenset(
    """
    abi adam adrian agnes aino alan alba albert alex alexa alice allas ana anders andrea andreas
    angel angela anja anna anne anton antonio april arda arne arve arved art asia august aurora ava
    baker barbara beatrice ben bernd bianca bill bishop bjorn bo bob bolt bond boris bruno camille
    carina carla carlos carmen carol cem chad charity charlotte chase chiara christian clara claude
    claudia clement colin conti cook corsi dana dane daniel david dean deniz devis diana dimitris
    dimos dominic dominik dorota dylan ebba ece elena elias elisa elisabeth elizabeth ella emil emma
    eric erik esther eva eve faith felix filip flora florence france frances francesco frank franz
    fritz gabriel gardner george georgia georgios grace gray greta guy haber hanna hans harry heidi
    helen henrik hercules home hope house hugo hunter ida igor india ines inga ingrid irene iris isa
    isabel ivan ivo ivy jack jakub jan jana jane janis jari jean job joel johan john jonas jordan
    jorge jose joy juan jules julia june juri jurgen kadri kai karin karl kate katharina kathrin
    kelly kerstin kevin kim klaus klara koch kool lahja lars laura leif leo liam lili lily linda
    lisa liv lola lou louis luc luca lucia luis luka luna lena mai maja major malte marc marcel
    marco marek margaret maria marie marina mario marion mark markus mart marta martha martin mason
    mateo matti maurice max maximilian may meli melody mercedes merle mia michael miguel mika mila
    milan mina miro moritz nadia natalia nick nicolas nils nina noah noma nora norman nuno ola olga
    oliver oscar otto page paris pascal patience patrick paul paula pavel penny per peter petra
    philip pia pierre price prudence rasa rauha ray rebecca resi rex rich robert roberto robin rocco
    roland roman ronja rosa rose ruby rui ruth sam sandra sara scott sean sergio serge siri sofia
    sol sonja sophie stefan stella sten stephen sunny susanne sven tamara tara tere terry thomas tim
    timo tina toimi tom tommy tony tove uli ulla ursula valde valentin vera vesna victor victoria
    viola virginia virve vita vlad wanda west will wolf yann yves zoe zola
    ado alim ambar blad hange hort human ilan ire kar kasa kase kita kurz
    lehti lise lohn messer palk soru tamir zoll
    γιωργος δημος ελενη μαρια νικος ива иван мария георги надежда вяра любов роза
    """.split()  # noqa: SIM905 - three hundred quoted words would be no easier to read
)


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def test_every_official_language_has_a_file() -> None:
    assert len(LANGUAGES_OF) == 31
    needed = {language for languages in LANGUAGES_OF.values() for language in languages.split()}
    assert {path.stem for path in FILES} == needed


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_file_says_what_it_is(path: Path) -> None:
    data = load(path)
    assert data["language"] == path.stem
    assert data["name"]
    assert isinstance(data["reviewed"], dt.date)
    assert set(data) <= {"language", "name", "reviewed", *LISTS}
    assert len(data["generic"]) >= 25
    assert ("never_market_suffixes" in data) == (path.stem == "en")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_words_are_lower_case_sorted_and_unique(path: Path) -> None:
    data = load(path)
    for key in LISTS:
        words = data.get(key, [])
        assert words == sorted(set(words)), key
        for word in words:
            assert word == word.lower() == unicodedata.normalize("NFC", word), word
            assert all(letter.isalpha() or letter == "-" for letter in word), word
            assert key == "never_market_suffixes" or word.strip("-") == word, word
    assert not set(data["generic"]) & set(data["qualifiers"])
    assert not set(data["generic"]) & set(data.get("never_market", []))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_word_is_a_name(path: Path) -> None:
    assert len(NAMES) >= 150
    data = load(path)
    for key in ("generic", "qualifiers", "never_market"):
        assert not set(data.get(key, [])) & NAMES, key


@pytest.mark.parametrize("word", ["dean", "alexa", "paris", "gardner"])
def test_the_traps_of_other_lists(word: str) -> None:
    assert not any(word in load(path)["generic"] for path in FILES)


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("de", "datenschutz"),
        ("en", "gdpr"),
        ("en", "dpo"),
        ("fr", "rgpd"),
        ("no", "postmottak"),
        ("en", "news"),
        ("nl", "avg"),
        ("pl", "rodo"),
        ("tr", "kvkk"),
        ("sv", "dataskydd"),
    ],
)
def test_words_that_other_lists_lack(language: str, word: str) -> None:
    assert word in load(FOLDER / f"{language}.toml")["generic"]
