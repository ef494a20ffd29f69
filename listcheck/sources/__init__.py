"""The first stage: from bytes on disk to a lazy frame of text cells.

``find_lists`` turns arguments into files, ``open_list`` turns a file into a
``Part``: every record a row of text, every unreadable record named with its row,
line and reason. Nothing is dropped silently: ``Part.records`` is counted apart
from the reading, and ``verify_count`` holds a reader to it.
"""

from __future__ import annotations

from listcheck.core.fingerprint import Fingerprint
from listcheck.core.headers import looks_like_opt_outs
from listcheck.core.part import Dialect, ListFile, Part
from listcheck.core.several_headers import SEVERAL, is_one_of_several
from listcheck.sources.column_map import ColumnMap
from listcheck.sources.database import open_database
from listcheck.sources.find import COMPRESSED, PARQUET, SUFFIXES, find_lists
from listcheck.sources.footer import FOOTER, TOTAL
from listcheck.sources.head import looks_headerless
from listcheck.sources.laid import with_fields
from listcheck.sources.mapping import map_columns
from listcheck.sources.opening import open_list, verify_count
from listcheck.sources.radar import swept
from listcheck.sources.sample import pieces_of, sample_of
from listcheck.sources.sheets import require_one_sheet, says_on_list, says_opt_outs
from listcheck.sources.source import open_source
from listcheck.vocabulary import folded

__all__ = [
    "COMPRESSED",
    "FOOTER",
    "PARQUET",
    "SEVERAL",
    "SUFFIXES",
    "TOTAL",
    "ColumnMap",
    "Dialect",
    "Fingerprint",
    "ListFile",
    "Part",
    "find_lists",
    "folded",
    "is_one_of_several",
    "looks_headerless",
    "looks_like_opt_outs",
    "map_columns",
    "open_database",
    "open_list",
    "open_source",
    "pieces_of",
    "require_one_sheet",
    "sample_of",
    "says_on_list",
    "says_opt_outs",
    "swept",
    "verify_count",
    "with_fields",
]
