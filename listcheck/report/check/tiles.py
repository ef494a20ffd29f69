"""A map of Europe as tiles of one size: small countries are as easy to see as large ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from listcheck.results.check_result import CountryRows

#: Column and row of each country; North America stands apart.
_PLACES: Final[Mapping[str, tuple[int, int]]] = {
    "NO": (4, 0), "SE": (5, 0), "FI": (6, 0),
    "IE": (0, 1), "GB": (1, 1), "DK": (4, 1), "EE": (6, 1),
    "NL": (3, 2), "DE": (4, 2), "PL": (5, 2), "LV": (6, 2),
    "BE": (2, 3), "LU": (3, 3), "CZ": (4, 3), "SK": (5, 3), "LT": (6, 3),
    "FR": (2, 4), "CH": (3, 4), "AT": (4, 4), "HU": (5, 4), "RO": (6, 4),
    "PT": (0, 5), "ES": (1, 5), "IT": (3, 5), "SI": (4, 5), "HR": (5, 5), "BG": (6, 5),
    "MT": (3, 6), "GR": (5, 6), "CY": (6, 6),
    "CA": (9, 1), "US": (9, 2),
}  # fmt: skip
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


def tile_map(countries: Mapping[str, CountryRows]) -> dict[str, Any]:
    """Tiles, size of the drawing and legend; no tiles where a map would not read well."""
    shares = {code: rows.kept / rows.read for code, rows in countries.items() if rows.read}
    # Rounded down: 100 % means all of them.
    return map_of(shares, _TINTS, lambda share: f"{int(share * 100)} %")


def map_of(
    shares: Mapping[str, float], tints: Tints, told: Callable[[float], str]
) -> dict[str, Any]:
    """The same of any share (0 to 1) by country; ``told`` words it."""
    shown = {code: share for code, share in shares.items() if code in _PLACES}
    if len(shown) < _LEAST:
        return {"tiles": [], "width": 0, "height": 0, "legend": []}
    overseas = bool(shown.keys() & {"CA", "US"})

    def tile(code: str, at: int, row: int) -> Tile:
        x, y, share = 1 + at * _STEP_X, 1 + row * _STEP_Y, shown.get(code)
        if share is None:
            return Tile(code, x, y, "empty", None)
        tint = next(tint for bound, tint, _ in tints if share <= bound)
        return Tile(code, x, y, tint, told(share))

    return {
        "tiles": [
            tile(code, at, row)
            for code, (at, row) in _PLACES.items()
            if code in shown or (at < 9 and code != "CH")
        ],
        "width": (10 if overseas else 7) * _STEP_X,
        "height": 7 * _STEP_Y,
        "legend": [(tint, words) for _, tint, words in tints],
    }
