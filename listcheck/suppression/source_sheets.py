"""The sheets of a workbook as one source: each is read like a file of its own, and they add up.

What is read is said sheet by sheet, and so is what was not taken for an entry: a legend beside the
opt-outs is no failure, an opt-out that nobody read is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, fields, replace
from typing import Final, TypeVar

import polars as pl

from listcheck.config.inputs import Dated
from listcheck.core.errors import InputProblem, NothingInIt
from listcheck.core.part import Part
from listcheck.core.several_headers import SEVERAL, is_one_of_several
from listcheck.readers import says_on_list, says_opt_outs
from listcheck.suppression.loading import Loaded
from listcheck.vocabulary import folded

Entries = TypeVar("Entries")
#: What is counted of a source, and adds up over its sheets; the size is the file's.
_COUNTS: Final = tuple(
    field.name for field in fields(Loaded) if field.type == "int" and field.name != "size"
)
#: How what looks like an entry and could not be read is counted.
_UNREAD: Final = tuple(field for field in _COUNTS if field in ("unreadable", "lost"))


def add_up(
    parts: Sequence[Part],
    file: Dated,
    name: str,
    read: Callable[[Part, str], tuple[Loaded, Entries]],
    headers: Collection[str] = (),
) -> tuple[Loaded, list[Entries]]:
    """Read the parts of a source, one by one.

    Args:
        parts: of the source; several are the sheets of a workbook.
        file: what they were read from.
        name: what the source is called.
        read: reads one part, which messages shall call by the name given; NothingInIt says that
            it holds no entry.
        headers: folded headers of columns that hold entries, besides those of addresses and
            numbers.

    Returns:
        What the source was as a whole, and what was found in each part that holds an entry.

    Raises:
        InputProblem: a part cannot be read, none holds an entry, or some hold people who may be
            contacted.
    """
    if len(parts) == 1:
        loaded, entries = read(parts[0], name)
        return replace(loaded, remarks=(*loaded.remarks, *_hidden(parts, name))), [entries]
    sheets: list[_Sheet] = []
    results: list[Entries] = []
    nobody: NothingInIt | None = None
    rows = 0
    for part in parts:
        try:
            loaded, entries = read(_below(part, rows), f"{name}, sheet {_title(part)}")
        except NothingInIt as problem:
            nobody = nobody or problem
            sheets.append(_Sheet(part, None))
        else:
            sheets.append(_Sheet(part, loaded))
            results.append(entries)
        rows += part.records
    if not results and nobody is not None:
        raise NothingInIt(f"{nobody} (none of its {len(parts):,} sheets does)")
    _require_opt_outs_only(sheets, file, name)
    return _whole(sheets, name, headers), results


@dataclass(frozen=True)
class _Sheet:
    """A sheet and what it was as a source; None: it holds no entry."""

    part: Part
    loaded: Loaded | None

    @property
    def headers(self) -> tuple[str, ...]:
        """Its headers as they are compared."""
        return tuple(map(folded, self.part.headers))

    @property
    def records(self) -> int:
        """How many of its records should be entries if it is a table of them."""
        return self.loaded.entries if self.loaded else self.part.records

    @property
    def named(self) -> int:
        """How many of its records are entries that could be read."""
        return self.loaded.entries - self.loaded.unreadable if self.loaded else 0


def _title(part: Part) -> str:
    return part.workbook.name.shown if part.workbook else ""


def _below(part: Part, rows: int) -> Part:
    """A sheet whose records are numbered on from those of the sheets before it."""
    row = (pl.col("row") + rows).cast(pl.UInt32)
    return replace(
        part,
        frame=part.frame.with_columns(row),
        unreadable=part.unreadable.with_columns(row),
    )


def _hidden(parts: Sequence[Part], name: str) -> list[str]:
    """What the sheets hide and is read all the same, in words."""
    books = [(part.workbook, part.skip_lines) for part in parts if part.workbook]
    # Of several sheets their list says which are hidden.
    return [
        f"{name}: {note}"
        for book, above in books
        for note in replace(book, is_hidden=book.is_hidden and len(books) == 1).notes(above)
    ]


def _require_opt_outs_only(sheets: Sequence[_Sheet], file: Dated, name: str) -> None:
    """Stop at a workbook that says of some sheets that their people may be contacted."""
    books = [sheet.part.workbook for sheet in sheets if sheet.loaded and sheet.part.workbook]
    on_list = [book for book in books if says_on_list(book.sheet)]
    opt_outs = [
        sheet.part.workbook
        for sheet in sheets
        if sheet.part.workbook
        and not says_on_list(sheet.part.workbook.sheet)
        and says_opt_outs(sheet.part.workbook.sheet, sheet.part.headers)
    ]
    if on_list and opt_outs:
        may, must_not = on_list[0].name, opt_outs[0].name
        raise InputProblem(
            f"{name}: the sheet {may.shown} says that it holds people who may be contacted, the "
            f"sheet {must_not.shown} that it holds opt-outs: give the sheets of opt-outs one by "
            f"one, as in {file.path}#{must_not.reference}"
        )


def _whole(sheets: Sequence[_Sheet], name: str, headers: Collection[str]) -> Loaded:
    """What the source was as a whole."""
    read = [sheet.loaded for sheet in sheets if sheet.loaded is not None]
    layouts = {loaded.layout for loaded in read}
    layout = layouts.pop() if len(layouts) == 1 else None
    counts, kinds = Counter[str](), Counter[str]()
    names: list[str] = []
    remarks: list[str] = []
    for sheet in sheets:
        records = "1 record" if sheet.part.records == 1 else f"{sheet.part.records:,} records"
        hidden = sheet.part.workbook is not None and sheet.part.workbook.is_hidden
        names.append(f"{_title(sheet.part)} ({records}{', hidden' if hidden else ''})")
        if sheet.loaded is not None:
            kinds.update(sheet.loaded.kinds)
            remarks += sheet.loaded.remarks if layout else sheet.loaded.notes
        if sheet.loaded is not None and _is_of_entries(sheet, sheets, headers):
            counts.update({field: getattr(sheet.loaded, field) for field in _COUNTS})
            continue
        # Prose: what it names counts, and so does what looks like an entry and was not read.
        doubtful = max(0, _doubtful(sheet, sheets, headers) - sheet.named)
        counts.update({"entries": sheet.named + doubtful} | dict.fromkeys(_UNREAD, doubtful))
        rest = sheet.records - sheet.named - doubtful
        if rest:
            records = "1 record is" if rest == 1 else f"{rest:,} records are"
            where = f"{name}: the sheet {_title(sheet.part)}"
            remarks.append(
                f"{where} holds nobody: {records} not counted"
                if sheet.loaded is None and not doubtful
                else f"{where} is no table of entries: {records} not counted, for naming nobody"
            )
    every = f"{name}: read all of its sheets: {', '.join(names)}"
    whole = replace(
        read[0],
        name=name,
        layout=layout,
        only_bounces=all(loaded.only_bounces for loaded in read),
        remarks=(every, *_hidden([sheet.part for sheet in sheets], name), *remarks),
        kinds=kinds,
    )
    return replace(whole, **{field: counts[field] for field in _COUNTS})  # type: ignore[arg-type]  # all of them are numbers


def _is_of_entries(sheet: _Sheet, sheets: Sequence[_Sheet], headers: Collection[str]) -> bool:
    """Whether a sheet is a table of entries, so that every record of it should be one."""
    return (
        bool(_columns(sheet, headers))
        or _is_sibling(sheet, sheets)
        or (sheet.named * 2 >= sheet.records)
    )


def _is_sibling(sheet: _Sheet, sheets: Sequence[_Sheet]) -> bool:
    """Whether another sheet of the same headers holds entries."""
    return any(
        other.loaded and other is not sheet and other.headers == sheet.headers for other in sheets
    )


def _columns(sheet: _Sheet, headers: Collection[str]) -> list[str]:
    """Columns that hold entries by their headers."""
    return [
        f"c{at}"
        for at, header in enumerate(sheet.headers)
        if header in headers or any(is_one_of_several(field, header) for field in SEVERAL)
    ]


def _doubtful(sheet: _Sheet, sheets: Sequence[_Sheet], headers: Collection[str]) -> int:
    """How many records of a sheet look like entries: by their header, their like, or an @."""
    if _is_sibling(sheet, sheets):
        return sheet.part.records
    columns = _columns(sheet, headers)
    cells = [pl.col(f"c{at}") for at in range(len(sheet.headers))]
    looks = [cell.str.contains("@", literal=True) for cell in cells]
    looks += [pl.col(column).is_not_null() for column in columns]
    count = sheet.part.frame.select(pl.any_horizontal(looks).fill_null(value=False).sum())
    return int(count.collect().item()) + sheet.part.unreadable.height
