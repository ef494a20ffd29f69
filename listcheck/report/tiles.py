"""A map of Europe as tiles of one size: small countries are as easy to see as large ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from listcheck.report.model import CountryRows

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
#: Upper bounds of the share that may be sent, their tint and their words.
_TINTS: Final = (
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
    shown = {code: rows for code, rows in countries.items() if code in _PLACES and rows.read}
    if len(shown) < _LEAST:
        return {"tiles": [], "width": 0, "height": 0, "legend": []}
    overseas = bool(shown.keys() & {"CA", "US"})
    tiles = [
        Tile(code, 1 + at * _STEP_X, 1 + row * _STEP_Y, *_tint(shown.get(code)))
        for code, (at, row) in _PLACES.items()
        if code in shown or (at < 9 and code != "CH")
    ]
    return {
        "tiles": tiles,
        "width": (10 if overseas else 7) * _STEP_X,
        "height": 7 * _STEP_Y,
        "legend": [(tint, words) for _, tint, words in _TINTS],
    }


def _tint(rows: CountryRows | None) -> tuple[str, str | None]:
    if rows is None:
        return "empty", None
    share = rows.kept / rows.read
    tint = next(tint for bound, tint, _ in _TINTS if share <= bound)
    # Rounded down: 100 % means all of them.
    return tint, f"{int(share * 100)} %"
