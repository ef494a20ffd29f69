"""Layouts of suppression exports: one file per vendor, recognised by headers or by cells.

Each module has its ``LAYOUT`` or ``LAYOUTS``, and nothing else has to name it. Third parties add
layouts through the entry point group ``listcheck.suppression_layouts``: each entry point names a
:class:`Layout`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

import polars as pl

from listcheck.core.families import in_folder, loaded, plug_ins, wrong
from listcheck.core.part import Part
from listcheck.core.several_headers import SEVERAL, is_one_of_several
from listcheck.suppression.layouts.interface import Layout
from listcheck.vocabulary import folded

__all__ = ["LAYOUTS", "Layout", "all_layouts", "layout_of", "people_columns"]

_GROUP: Final = "listcheck.suppression_layouts"
LAYOUTS: Final = tuple(
    sorted(in_folder(__name__, __path__, Layout, "LAYOUT"), key=lambda layout: layout.rank)
)


@cache
def all_layouts() -> tuple[Layout, ...]:
    """The shipped layouts and those that installed plug-ins add, by their ranks.

    Raises:
        UsageProblem: a plug-in is no layout, or takes a signature that is in use.
    """
    layouts = list(LAYOUTS)
    for point in plug_ins(_GROUP):
        added = loaded(point, Layout)
        for known in layouts:
            if known.signature == added.signature:
                raise wrong(
                    point, f"the signature of {added.title!r} is already that of {known.title!r}"
                )
        layouts.append(added)
    return tuple(sorted(layouts, key=lambda layout: layout.rank))


def layout_of(part: Part, cells: pl.DataFrame, also: Sequence[Layout] = ()) -> Layout | None:
    """The layout of a source; the fullest signature wins, then what cells tell.

    ``also``: layouts known besides, after all others.
    """
    headers = [folded(header) for header in part.headers]
    known = (*all_layouts(), *also)
    candidates = [
        layout for layout in known if layout.told_by is None and layout.signature <= set(headers)
    ]
    fullest = max(candidates, key=lambda layout: len(layout.signature), default=None)
    by_cells = (layout for layout in known if layout.told_by and layout.told_by(headers, cells))
    return fullest or next(by_cells, None)


def people_columns(part: Part, cells: pl.DataFrame, layout: Layout | None) -> Sequence[str]:
    """Columns whose cells name people: the layout's own and any other of the person's, else all."""
    if layout is None:
        return cells.columns
    return [
        f"c{at}"
        for at, key in enumerate(map(folded, part.headers))
        if key in layout.people or any(is_one_of_several(field, key) for field in SEVERAL)
    ]
