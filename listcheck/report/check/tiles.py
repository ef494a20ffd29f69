"""A map of Europe as tiles of one size: small countries are as easy to see as large ones.

Where each country stands is told by its own rule file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from listcheck.core.country_words import CountryWords
from listcheck.results.check_result import CountryRows

#: Columns and rows of Europe; whatever lies right of them stands apart.
_COLUMNS: Final = 7
_ROWS: Final = 7
_STEP_X: Final = 42
_STEP_Y: Final = 38
#: A map of fewer countries tells nothing that the table does not tell better.
_LEAST: Final = 6
#: Upper bounds of a share, their tint and their words.
Tints = tuple[tuple[float, str, str], ...]
#: The share that may be sent.
_TINTS: Final[Tints] = (
    (0.0, "t0", "none"),
    (0.5, "t1", "up to 50 %"),
    (0.8, "t2", "up to 80 %"),
    (0.95, "t3", "up to 95 %"),
    (1.0, "t4", "nearly all"),
)


@dataclass(frozen=True)
class Tile:
    """One country: where it stands in the drawing, its tint, and the share in words."""

    code: str
    x: int
    y: int
    tint: str
    share: str | None


def tile_map(countries: Mapping[str, CountryRows], words: CountryWords) -> dict[str, Any]:
    """Tiles, size of the drawing and legend; no tiles where a map would not read well."""
    shares = {code: rows.kept / rows.read for code, rows in countries.items() if rows.read}
    # Rounded down: 100 % means all of them.
    return map_of(shares, words, _TINTS, lambda share: f"{int(share * 100)} %")


def map_of(
    shares: Mapping[str, float], words: CountryWords, tints: Tints, label: Callable[[float], str]
) -> dict[str, Any]:
    """The same of any share (0 to 1) by country; ``label`` words it."""
    shown = {code: share for code, share in shares.items() if code in words.tiles}
    if len(shown) < _LEAST:
        return {"tiles": [], "width": 0, "height": 0, "legend": []}
    # Europe is drawn whole where it has rules; all others only where they have contacts.
    drawn = {
        code: (at, row)
        for code, (at, row) in words.tiles.items()
        if code in shown or (at < _COLUMNS and code in words.codes)
    }
    columns, rows = (1 + max(place[axis] for place in drawn.values()) for axis in (0, 1))

    def tile(code: str, at: int, row: int) -> Tile:
        x, y, share = 1 + at * _STEP_X, 1 + row * _STEP_Y, shown.get(code)
        if share is None:
            return Tile(code, x, y, "empty", None)
        tint = next(tint for bound, tint, _ in tints if share <= bound)
        return Tile(code, x, y, tint, label(share))

    return {
        "tiles": [
            tile(code, at, row)
            for code, (at, row) in sorted(
                drawn.items(), key=lambda item: (item[1][0] >= _COLUMNS, item[1][1], item[1][0])
            )
        ],
        "width": max(columns, _COLUMNS) * _STEP_X,
        "height": max(rows, _ROWS) * _STEP_Y,
        "legend": [(tint, words) for _, tint, words in tints],
    }
