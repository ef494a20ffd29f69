"""From the headers and cells of a list to the fields that the contract names."""

from __future__ import annotations

from listcheck.mapping.cells_to_fields import field_steps, with_fields
from listcheck.mapping.column_map import ColumnMap
from listcheck.mapping.headers_to_fields import map_columns
from listcheck.mapping.radar import swept
from listcheck.mapping.sample import pieces_of, sample_of

__all__ = [
    "ColumnMap",
    "field_steps",
    "map_columns",
    "pieces_of",
    "sample_of",
    "swept",
    "with_fields",
]
