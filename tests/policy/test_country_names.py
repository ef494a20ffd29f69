"""What a country is called stands in its file, is checked there, and means one country only."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from listcheck.core.country_words import folded_name
from listcheck.core.errors import UsageProblem
from listcheck.policy import load_rules, shipped_rules
from tests.policy.cells import shipped

Run = Callable[..., Any]
MALTA, NETHERLANDS, OTHERS = "countries/MT.toml", "countries/NL.toml", "other_countries.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "rules"
    shutil.copytree(shipped_rules(), copy)
    return copy


def put(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("new", "names"),
    [
        ('alpha3 = "MLT"\naliases = ["Ho-lland"]', ("aliases: 'Ho-lland'", NETHERLANDS, "NL")),
        ('alpha3 = "MLT"\naliases = ["NETHERLANDS"]', ("aliases", NETHERLANDS, "NL")),
        ('alpha3 = "NLD"', ("alpha3: 'NLD'", NETHERLANDS, "NL")),
        ('alpha3 = "MLT"\naliases = ["nld"]', ("aliases: 'nld'", NETHERLANDS, "NL")),
        ('alpha3 = "MLT"\naliases = ["U.K."]', ("aliases: 'U.K.'", "countries/GB.toml", "GB")),
        ('alpha3 = "MLT"\naliases = ["Suisse"]', ("aliases: 'Suisse'", OTHERS, "CH")),
        ('alpha3 = "MLT"\naliases = ["jp"]', ("aliases: 'jp'", OTHERS, "JP")),
        ('alpha3 = "MLT"\nsuffixes = ["de"]', ("suffixes: 'de'", "countries/DE.toml", "'DE'")),
        ('alpha3 = "MLT"\nsuffixes = ["uk"]', ("suffixes: 'uk'", "countries/GB.toml", "GB")),
    ],
)
def test_a_name_of_two_countries_is_refused(
    run: Run, folder: Path, new: str, names: tuple[str, ...]
) -> None:
    put(folder / MALTA, 'alpha3 = "MLT"', new)
    with pytest.raises(UsageProblem) as refused:
        load_rules(folder)
    ended = run("rules", "lint", "--rules", folder)
    assert (ended.status, ended.out) == (2, "")
    for told in (str(refused.value), ended.err):
        assert "MT.toml" in told
        assert all(name in told for name in names), told


@pytest.mark.parametrize(
    ("place", "other"),
    [("[3, 2]", NETHERLANDS), ("[9, 2]", "countries/US.toml"), ("[3, 4]", OTHERS)],
)
def test_two_countries_on_one_tile_are_refused(
    run: Run, folder: Path, place: str, other: str
) -> None:
    put(folder / MALTA, "tile = [3, 6]", f"tile = {place}")
    ended = run("rules", "lint", "--rules", folder)
    assert ended.status == 2
    assert f"tile: {place}" in ended.err
    assert "MT.toml" in ended.err
    assert other in ended.err


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ('alpha3 = "MLT"', 'alpha3 = "Mlt"', ("alpha3", "'Mlt'")),
        ('alpha3 = "MLT"', 'alpha3 = "MT"', ("alpha3", "'MT'")),
        ('alpha3 = "MLT"', 'alpha_3 = "MLT"', ("alpha_3", "did you mean 'alpha3'?")),
        ('name = "Malta"', 'name = ""', ("name",)),
        ('adjective = "Maltese"', 'adjective = ""', ("adjective",)),
        ('adjective = "Maltese"', 'aliases = "Malte"', ("aliases", "'Malte'")),
        ('adjective = "Maltese"', 'aliases = [""]', ("aliases", "''")),
        ('adjective = "Maltese"', 'aliases = ["356"]', ("aliases", "'356'")),
        ('adjective = "Maltese"', 'aliases = ["malta"]', ("aliases: 'malta'", "'Malta'")),
        ('adjective = "Maltese"', 'aliases = ["M.T."]', ("aliases: 'M.T.'", "'MT'")),
        ('adjective = "Maltese"', 'aliases = ["Málte", "malte"]', ("aliases: 'malte'", "'Málte'")),
        ('adjective = "Maltese"', 'suffixes = [".mlt"]', ("suffixes", "'.mlt'")),
        ('adjective = "Maltese"', 'suffixes = ["MLT"]', ("suffixes", "'MLT'")),
        ("tile = [3, 6]", "tile = [3]", ("tile",)),
        ("tile = [3, 6]", "tile = [3, 16]", ("tile", "16")),
        ("tile = [3, 6]", "tile = [-1, 6]", ("tile", "-1")),
        ("tile = [3, 6]", 'tile = ["3", 6]', ("tile", "'3'")),
        ("gdpr = true", 'gdpr = true\nholidays_observed = "no"', ("holidays_observed", "'no'")),
    ],
)
def test_a_mistake_is_named(
    run: Run, folder: Path, old: str, new: str, names: tuple[str, ...]
) -> None:
    put(folder / MALTA, old, new)
    ended = run("rules", "lint", "--rules", folder)
    assert ended.status == 2
    assert str(folder / MALTA) in ended.err
    assert all(name in ended.err for name in names), ended.err


def test_an_other_country_stands_there_once(run: Run, folder: Path) -> None:
    with (folder / OTHERS).open("a", encoding="utf-8") as file:
        file.write('\n[[other]]\ncountry = "CH"\nname = "Helvetia"\n')
    ended = run("rules", "lint", "--rules", folder)
    assert ended.status == 2
    assert str(folder / OTHERS) in ended.err
    assert "CH stands there 2 times" in ended.err


def test_a_file_of_its_own_beats_the_entry_among_the_others(folder: Path) -> None:
    text = (folder / MALTA).read_text(encoding="utf-8")
    (folder / MALTA).unlink()
    (folder / OTHERS).write_text(
        '[[other]]\ncountry = "MT"\nname = "Malta"\naliases = ["Melita"]\ntile = [3, 6]\n',
        encoding="utf-8",
    )
    words = load_rules(folder).words
    assert (words.names["melita"], words.tiles["MT"]) == ("MT", (3, 6))
    assert "MT" not in words.codes
    (folder / MALTA).write_text(text, encoding="utf-8")
    words = load_rules(folder).words
    assert "melita" not in words.names
    assert (words.names["mlt"], words.adjectives["MT"]) == ("MT", "Maltese")


def test_the_folder_may_name_no_other_country(folder: Path) -> None:
    (folder / OTHERS).unlink()
    words = load_rules(folder).words
    assert "CH" not in words.tiles
    assert words.codes == words.tiles.keys()


def test_every_country_with_rules_is_named_whole() -> None:
    for code, file in shipped().countries.items():
        assert None not in (file.alpha3, file.adjective, file.tile), code
    words = shipped().words
    assert words.codes == shipped().countries.keys()
    assert len({*words.tiles.values()}) == len(words.tiles)
    assert [code for code in shipped().countries if not shipped().countries[code].name] == []


def test_names_are_compared_by_their_letters() -> None:
    assert folded_name(" Great-Britain. ") == folded_name("GREAT BRITAIN") == "greatbritain"
    assert folded_name("Österreich") == "osterreich"
    assert folded_name("Großbritannien") == "grossbritannien"
