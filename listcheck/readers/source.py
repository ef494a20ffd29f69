"""Open all of a source: nothing that it holds may pass unread, on whatever sheet it stands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from listcheck.core.errors import InputProblem, NothingInIt
from listcheck.core.fingerprint import Fingerprint
from listcheck.core.part import ListFile, Part
from listcheck.readers.delimited.head import HeaderMode
from listcheck.readers.find import ARCHIVES, WORKBOOKS
from listcheck.readers.footer import without_footers
from listcheck.readers.opening import kind_of, open_list, open_sheet


def open_source(
    file: ListFile, work: Path, header: HeaderMode = "auto", sheet: str | None = None
) -> tuple[Part, ...]:
    """Read ``file`` as a list is read; of a workbook every sheet is a part, hidden or not.

    Args:
        file: what is read.
        work: where temporary files go.
        header: as of :func:`open_list`, for each sheet by itself.
        sheet: the only sheet that is meant; None: all. Those without a record are left out.

    Raises:
        InputProblem: the file, or a sheet of it, cannot be read, or none holds a record.
    """
    try:
        return _opened(file, work, header, sheet)
    except PermissionError:
        raise InputProblem(f"{file.name}: no permission to read this file") from None
    except FileNotFoundError:
        raise InputProblem(f"{file.name}: the file is gone") from None


def _opened(file: ListFile, work: Path, header: HeaderMode, sheet: str | None) -> tuple[Part, ...]:
    if file.is_standard_input:
        return (open_list(file, work, header),)
    inside, fingerprint = file, Fingerprint.of(file.path, file.name)
    if kind_of(file.path) in ARCHIVES:
        from listcheck.readers.bytes.archive import unpack_archive  # noqa: PLC0415 (few files need it)

        inside = replace(file, path=unpack_archive(file.path, file.name, work))
    if kind_of(inside.path) not in WORKBOOKS:
        part = open_list(inside, work, header)
        return (replace(part, file=file, fingerprint=fingerprint),)
    from listcheck.readers.workbooks.workbook import unfold_all  # noqa: PLC0415 (few files need it)

    parts, empty = [], None
    for path, workbook in unfold_all(inside.path, file.name, sheet, work):
        label = f"{file.name}, sheet {workbook.name.shown}" if workbook.sheets > 1 else file.name
        try:
            part = open_sheet(replace(inside, name=label), path, workbook, work, header)
        except NothingInIt as problem:
            empty = problem
            continue
        parts.append(replace(without_footers(part), file=file, fingerprint=fingerprint))
    if empty is not None and not parts:
        raise empty
    return tuple(parts)
