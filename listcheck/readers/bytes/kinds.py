"""What a file seems to be by its first bytes, whatever its name says."""

from __future__ import annotations

import re
from typing import Final

from listcheck.core.errors import InputProblem

PARQUET_MAGIC: Final = b"PAR1"

_MAGIC: Final = (
    (PARQUET_MAGIC, "a Parquet file: name it .parquet"),
    (b"PK\x03\x04", "a workbook (.xlsx) or a ZIP archive: save the list as CSV UTF-8 or Parquet"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook (.xls): save it as CSV UTF-8"),
    (b"%PDF", "a PDF document: export the list as CSV"),
    (b"\x1f\x8b", "gzip-compressed: name it .csv.gz"),
    (b"\x28\xb5\x2f\xfd", "Zstandard-compressed: name it .csv.zst"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive: unpack it first"),
    (b"Rar!", "a RAR archive: unpack it first"),
    (b"{\\rtf", "a rich-text document: export the list as CSV"),
    (b"SQLite format 3", "an SQLite database: export the list as CSV"),
    (b"ARROW1", "an Arrow file: save it as Parquet"),
    (b"\xff\xfe\x00\x00", "UTF-32 text: save it as CSV UTF-8"),
    (b"\x00\x00\xfe\xff", "UTF-32 text: save it as CSV UTF-8"),
)
_HTML: Final = re.compile(rb"\s*(?:<!doctype\s+html|<html\b|<head\b|<\?xml\b)", re.IGNORECASE)
_JSON: Final = re.compile(rb"\s*[\[{]\s*(?:\{\s*)?\"[^\"]{0,200}\"\s*:")
#: Control characters that text does not hold (tab, line feed, page break, return, escape do).
_CONTROL: Final = bytes(code for code in range(1, 32) if code not in (9, 10, 11, 12, 13, 26, 27))


def refuse_wrong_kind(name: str, head: bytes) -> None:
    """Raise InputProblem, naming what ``head`` seems to be, unless it may be text."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            raise InputProblem(f"{name}: expected delimited text, but it seems to be {kind}")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    text = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(text):
        raise InputProblem(
            f"{name}: expected delimited text, but it seems to be a web page or XML: "
            "the download may have saved a login or error page"
        )
    if _JSON.match(text):
        raise InputProblem(f"{name}: expected delimited text, but it seems to be JSON")
    nul = text.count(b"\0")
    # A few NUL bytes are damage to single lines; a third of them is another encoding.
    if nul * 3 > len(text):
        raise InputProblem(
            f"{name}: seems to be UTF-16 text without a byte order mark, or binary: "
            "save it as CSV UTF-8"
        )
    odd = len(text) - len(text.translate(None, _CONTROL))
    if odd * 10 > len(text):
        raise InputProblem(f"{name}: expected delimited text, but it seems to be binary")
