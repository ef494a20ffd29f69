"""The first stage: from bytes on disk to a lazy frame of text cells.

``find_lists`` turns arguments into files, ``open_list`` turns a file into a
:class:`~listcheck.core.part.Part`: every record a row of text, every unreadable record named with
its row, line and reason. Nothing is dropped silently: ``Part.records`` is counted apart
from the reading, and ``verify_count`` holds a reader to it.
"""

from __future__ import annotations

from listcheck.readers.database import open_database
from listcheck.readers.delimited.head import looks_headerless
from listcheck.readers.find import COMPRESSED, PARQUET, SUFFIXES, find_lists
from listcheck.readers.footer import FOOTER, TOTAL
from listcheck.readers.opening import open_list, verify_count
from listcheck.readers.source import open_source
from listcheck.readers.workbooks.sheets import require_one_sheet, says_on_list, says_opt_outs

__all__ = [
    "COMPRESSED",
    "FOOTER",
    "PARQUET",
    "SUFFIXES",
    "TOTAL",
    "find_lists",
    "looks_headerless",
    "open_database",
    "open_list",
    "open_source",
    "require_one_sheet",
    "says_on_list",
    "says_opt_outs",
    "verify_count",
]
