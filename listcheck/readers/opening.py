"""Open one list: decide how it is read, and read what cannot be read lazily."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import polars as pl

from listcheck.core.errors import InputProblem, NothingInIt
from listcheck.core.fingerprint import Fingerprint
from listcheck.core.part import (
    UNREADABLE_SCHEMA,
    Compression,
    Dialect,
    ListFile,
    Part,
    Workbook,
    cell_name,
)
from listcheck.readers.bytes.encoding import CODE_PAGES, code_page
from listcheck.readers.bytes.kinds import refuse_wrong_kind
from listcheck.readers.bytes.unpack import decompress, spool_standard_input, transcode
from listcheck.readers.delimited.head import BOM, Head, HeaderMode, read_head
from listcheck.readers.delimited.shape import Shape, byte_pass
from listcheck.readers.find import ARCHIVES, JSON, PARQUET, WORKBOOKS
from listcheck.readers.footer import without_footers
from listcheck.readers.parquet import open_parquet

_SAMPLE: Final = 1 << 20
_COMPRESSIONS: Final[dict[str, Compression]] = {".gz": "gzip", ".zst": "zstd"}
_MARKS: Final = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_MAX_ROW: Final = 2**32 - 1


def open_list(
    file: ListFile, work: Path, header: HeaderMode = "yes", sheet: str | None = None
) -> Part:
    """Read ``file`` as far as needed to scan it lazily; temporary files go to ``work``.

    ``header="auto"``: a first record with an address, a phone number or a hash in it is
    no header (suppression files); the headers are then "column 1", "column 2" … and
    ``header="no"``: no file of this kind has one. ``sheet`` names the sheet of a workbook.

    Raises InputProblem when the file cannot be read, is no list, or holds no record.
    """
    kind = "" if file.is_standard_input else kind_of(file.path)
    try:
        if kind in PARQUET:
            return open_parquet(file)
        if kind in WORKBOOKS:
            return without_footers(_open_workbook(file, work, header, sheet))
        if kind in JSON:
            return _open_json(file, work)
        if kind in ARCHIVES:
            return _open_archive(file, work, header, sheet)
        return without_footers(_open_text(file, work, header))
    except PermissionError:
        raise InputProblem(f"{file.name}: no permission to read this file") from None
    except FileNotFoundError:
        raise InputProblem(f"{file.name}: the file is gone") from None


def kind_of(path: Path) -> str:
    """The suffix that tells what a file is, below that of its compression."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in _COMPRESSIONS:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def verify_count(part: Part, rows: int) -> None:
    """Hold a reader of ``part.frame`` to the count made beside it.

    Raises InputProblem when ``rows``, the number of rows it delivered, differs.
    """
    if rows != part.readable:
        raise InputProblem(
            f"{part.file.name}: listcheck lost count: {rows:,} records read and "
            f"{part.unreadable.height:,} unreadable, but the file holds {part.records:,}; "
            "was it changed while it was being read?"
        )


@dataclass(frozen=True)
class _Text:
    """A file of UTF-8 bytes and what is known of the file it was made from."""

    path: Path
    encoding: str
    head: Head
    shape: Shape


def _open_json(file: ListFile, work: Path) -> Part:
    from listcheck.readers.json_exports.objects import open_json  # noqa: PLC0415 (few files need it)

    compression = _COMPRESSIONS.get(file.path.suffix.lower())
    path = decompress(file.path, file.name, compression, work) if compression else file.path
    return open_json(file, path, work)


def _open_archive(file: ListFile, work: Path, header: HeaderMode, sheet: str | None) -> Part:
    """The one file in an archive, which counts as the archive itself."""
    from listcheck.readers.bytes.archive import unpack_archive  # noqa: PLC0415 (few files need it)

    fingerprint = Fingerprint.of(file.path, file.name)
    inside = unpack_archive(file.path, file.name, work)
    part = open_list(replace(file, path=inside), work, header, sheet)
    return replace(part, file=file, fingerprint=fingerprint)


def _open_text(file: ListFile, work: Path, header: HeaderMode) -> Part:
    path = spool_standard_input(work) if file.is_standard_input else file.path
    compression = None if file.is_standard_input else _COMPRESSIONS.get(path.suffix.lower())
    fingerprint = Fingerprint.of(path, file.name)
    if compression:
        path = decompress(path, file.name, compression, work)
    return _read_text(file, path, fingerprint, compression, work, header)


def _open_workbook(file: ListFile, work: Path, header: HeaderMode, sheet: str | None) -> Part:
    """The sheet of a workbook, read as the text that is made of it."""
    from listcheck.readers.workbooks.workbook import unfold  # noqa: PLC0415 (few lists need it)

    path, workbook = unfold(file.path, file.name, sheet, work)
    try:
        return open_sheet(file, path, workbook, work, header)
    except InputProblem as problem:
        if not workbook.others:
            raise
        others = ", ".join(other.name.shown for other in workbook.others[:10])
        raise InputProblem(
            f"{problem} (read was the sheet {workbook.name.shown}; the others, for --sheet: "
            f"{others})"
        ) from None


def open_sheet(
    file: ListFile, path: Path, workbook: Workbook, work: Path, header: HeaderMode
) -> Part:
    """A sheet of which ``path`` is the text."""
    fingerprint = Fingerprint.of(file.path, file.name)
    part = _read_text(file, path, fingerprint, None, work, header, delimiter=b",")
    return replace(
        part,
        kind="xlsx",
        workbook=workbook,
        verbatim=False,
        notes=(*workbook.notes(part.skip_lines), *part.notes),
    )


def _read_text(
    file: ListFile,
    path: Path,
    fingerprint: Fingerprint,
    compression: Compression | None,
    work: Path,
    header: HeaderMode,
    delimiter: bytes | None = None,
) -> Part:
    text = _as_utf8(file.name, path, work, header, delimiter)
    head = text.head
    codec = "utf-8" if text.encoding == "utf-8-sig" else text.encoding
    part = Part(
        file=file,
        kind="csv",
        headers=head.headers,
        frame=pl.LazyFrame(),
        dialect=Dialect(
            delimiter=head.delimiter.decode(),
            encoding=text.encoding,
            line_end=head.line_end,
            header_line=head.header_line.decode("utf-8", "replace"),
            compression=compression,
            has_sep_line=head.has_sep_line,
            quoted=text.shape.quoted,
        ),
        unreadable=pl.DataFrame(schema=UNREADABLE_SCHEMA),
        fingerprint=fingerprint,
        records=text.shape.lines,
        notes=_notes(head, codec),
        skip_lines=head.skip_lines,
    )
    if text.shape.regular and text.shape.stray == 0:
        return _scan(part, text)
    from listcheck.readers.delimited.exact import read_exact  # noqa: PLC0415 (few lists need it)

    exact = read_exact(text.path, file.name, head, work)
    part = replace(
        part,
        frame=pl.scan_ipc(exact.path, glob=False),
        unreadable=exact.unreadable,
        records=exact.records,
    )
    _require_records(part)
    return part


def _as_utf8(
    name: str, path: Path, work: Path, header: HeaderMode, delimiter: bytes | None = None
) -> _Text:
    """``path``, or a UTF-8 copy of it, after the byte pass."""
    with path.open("rb") as source:
        start = source.read(_SAMPLE)
    refuse_wrong_kind(name, start)
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return _transcoded(name, path, encoding, work, header)
    head = read_head(name, start, len(start) < _SAMPLE, header, delimiter)
    shape = byte_pass(path, head)
    marked = start.startswith(BOM)
    if not marked and not shape.is_utf8:
        return _transcoded(name, path, code_page(path), work, header)
    return _Text(path, "utf-8-sig" if marked else "utf-8", head, shape)


def _transcoded(name: str, path: Path, encoding: str, work: Path, header: HeaderMode) -> _Text:
    copy = transcode(path, encoding, work)
    with copy.open("rb") as source:
        start = source.read(_SAMPLE)
    head = read_head(name, start, len(start) < _SAMPLE, header)
    return _Text(copy, encoding, head, byte_pass(copy, head))


def _scan(part: Part, text: _Text) -> Part:
    """``part`` read by Polars straight from the file."""
    head = text.head
    _require_records(part)
    read = functools.partial(
        _records,
        width=head.width,
        separator=head.delimiter.decode(),
        quoted=text.shape.quoted,
    )
    return replace(
        part,
        frame=read(text.path, 1, skip_lines=head.skip_lines),
        read_lines=read,
        verbatim=True,
        text_path=text.path,
        skip_lines=head.skip_lines,
    )


def _records(
    source: Path | bytes,
    first: int,
    *,
    width: int,
    separator: str,
    quoted: bool,
    skip_lines: int = 0,
) -> pl.LazyFrame:
    """The records of a text; ``first`` is the number of the first."""
    return pl.scan_csv(
        source,
        has_header=False,
        schema={cell_name(index): pl.String for index in range(width)},
        separator=separator,
        quote_char='"' if quoted else None,
        # An empty cell in quotes is as blank as one without.
        null_values="" if quoted else None,
        skip_lines=skip_lines,
        row_index_name="row",
        row_index_offset=first,
        glob=False,
    )


def _require_records(part: Part) -> None:
    name = part.file.name
    if part.records == 0:
        raise NothingInIt(f"{name}: holds no record, only a header")
    if part.records > _MAX_ROW:
        raise InputProblem(f"{name}: more than {_MAX_ROW:,} records: split the file")
    if part.readable == 0:
        first = part.unreadable.row(0, named=True)
        raise InputProblem(
            f"{name}: none of its {part.records:,} records can be read; the first, "
            f"in line {first['line']}: {first['reason']}"
        )


def _notes(head: Head, codec: str) -> tuple[str, ...]:
    notes = []
    if codec in CODE_PAGES:
        notes.append(f"read as {CODE_PAGES[codec]}, judged by its letters: the bytes are not UTF-8")
    elif codec != "utf-8":
        notes.append(f"read as {codec.upper()}")
    if head.title_rows:
        rows = "1 title row" if head.title_rows == 1 else f"{head.title_rows} title rows"
        notes.append(f"skipped {rows} above the header")
    return tuple(notes)
