"""The map of tiles: who is drawn, in which order, and how large the drawing is."""

from __future__ import annotations

from typing import Any

from listcheck.core.country_words import CountryWords
from listcheck.policy import load_rules
from listcheck.report.check.tiles import map_of

WORDS = load_rules().words
SIX = dict.fromkeys(("AT", "BE", "DE", "DK", "FR", "GB"), 1.0)
TINTS = ((0.5, "low", "up to half"), (1.0, "high", "more"))


def drawn(shares: dict[str, float], words: CountryWords = WORDS) -> dict[str, Any]:
    return map_of(shares, words, TINTS, lambda share: f"{share:.1f}")


def codes(shares: dict[str, float], words: CountryWords = WORDS) -> list[str]:
    return [tile.code for tile in drawn(shares, words)["tiles"]]


def test_europes_countries_with_rules_are_always_drawn_row_by_row() -> None:
    found = codes(SIX)
    assert set(found) == WORDS.codes - {"CA", "US"}
    assert found[:8] == ["NO", "SE", "FI", "IE", "GB", "DK", "EE", "NL"]
    tints = {tile.code: (tile.tint, tile.share) for tile in drawn(SIX)["tiles"]}
    assert (tints["AT"], tints["IT"]) == (("high", "1.0"), ("empty", None))


def test_others_are_drawn_where_they_have_contacts() -> None:
    found = codes({**SIX, "CH": 0.2, "US": 0.1})
    assert set(found) == (WORDS.codes | {"CH"}) - {"CA"}
    # Whoever stands apart comes last.
    assert found[-1] == "US"
    assert found.index("CH") == found.index("FR") + 1


def test_the_drawing_is_as_large_as_its_tiles_ask() -> None:
    europe, overseas = drawn(SIX), drawn({**SIX, "CA": 0.0})
    assert overseas["width"] * 7 == europe["width"] * 10
    assert overseas["height"] == europe["height"]
    far = CountryWords(codes=WORDS.codes, tiles={**WORDS.tiles, "IS": (0, 9)})
    tall = drawn({**SIX, "IS": 0.5}, far)
    assert tall["height"] * 7 == europe["height"] * 10
    for found in (europe, overseas, tall):
        assert all(tile.x < found["width"] and tile.y < found["height"] for tile in found["tiles"])


def test_few_countries_and_countries_without_a_tile_make_no_map() -> None:
    five = {code: share for code, share in SIX.items() if code != "AT"}
    assert codes(five) == codes({**five, "JP": 1.0}) == []
    assert codes(SIX, CountryWords()) == []
