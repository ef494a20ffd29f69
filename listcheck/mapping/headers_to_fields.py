"""Which column of a list is which field: by vendor, by header, or as the configuration says."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

import polars as pl

from listcheck.core import columns as c
from listcheck.core.errors import UsageProblem
from listcheck.core.field_headers import ALIASES
from listcheck.core.fields import NO_FIELDS, OF_OPT_OUTS, OF_SEVERAL
from listcheck.core.several_headers import SEVERAL, is_another, is_one_of_several
from listcheck.mapping.by_cells import CellEvidence, Validity
from listcheck.mapping.column_map import ColumnMap, first_flag
from listcheck.mapping.telling import telling_columns
from listcheck.mapping.vendors import Vendor, recognised
from listcheck.vocabulary import Kind, folded


def map_columns(
    headers: Sequence[str],
    declared: Mapping[str, str | Sequence[str]],
    where: str,
    cells: pl.DataFrame | None = None,
    validity: Validity | None = None,
    vendors: Sequence[Vendor] = (),
) -> ColumnMap:
    """Find the fields of a list.

    Args:
        headers: the list's headers, in order.
        declared: fields that the configuration maps to a header, or to several.
        where: the file's name, for messages.
        cells: its first records; see :func:`listcheck.mapping.sample.sample_of`. A column of
            addresses or numbers is one by its cells as well as by its header.
        validity: how large a share of some texts are valid telephone numbers.
        vendors: vendors that are known besides the shipped and the installed ones.

    Raises:
        UsageProblem: a declared header is not in the list, stands there twice, or is declared
            twice.
    """
    given = _declared(headers, declared, where)
    positions = {name: at[0] for name, at in given.items() if at and name not in NO_FIELDS}
    keys = [folded(header) for header in headers]
    vendor = recognised(keys, vendors)
    taken = {at for several in given.values() for at in several}
    of_vendor = {
        at
        for at, one in telling_columns(headers, vendor, {}, {}, ()).items()
        if one.by == "vendor" and at not in taken
    }
    taken |= of_vendor
    further: dict[str, tuple[int, ...]] = {}
    evidence = CellEvidence.of(cells, headers, keys) if cells is not None and cells.height else None
    remarks: list[str] = []
    for name, aliases in _aliases(vendor, keys).items():
        free = [
            at
            for alias in aliases
            for at, key in enumerate(keys)
            if key == alias and (at not in taken or (vendor is not None and at in of_vendor))
        ]
        if name in SEVERAL:
            vendor_headers = vendor.fields.get(name, ()) if vendor else ()
            free = _several(name, free, vendor_headers, keys, taken, vendor)
            if evidence is not None:
                likeliest, free = free[:1], evidence.held_first(name, free, validity)
                if name not in positions and free and free[:1] != likeliest:
                    remarks.append(evidence.remark(name, free[0], likeliest[0]))
        if free and name not in positions:
            positions[name] = free.pop(0)
            taken.add(positions[name])
        if name in SEVERAL:
            free = [at for at in free if not _is_flag(cells, name, at)]
            free = [*given.get(name, ())[1:], *free]
            further[name] = tuple(free)
            taken |= set(free)
    telling = telling_columns(
        headers,
        vendor,
        positions,
        {name: given[name] for name in given if name in OF_SEVERAL},
        [at for several in further.values() for at in several],
        [at for name, several in given.items() if name not in SEVERAL for at in several],
    )
    if "opted_out" not in given:
        flag = positions.pop("opted_out", -1)
        positions |= {"opted_out": flag} if flag in telling else {}
        positions = first_flag(telling) | positions
    by_cells = frozenset[int]()
    if evidence is not None:
        known = vendor.unread if vendor else frozenset[str]()
        # What a header may mean, cells that are addresses decide.
        used = {*positions.values(), *taken} | {
            at
            for at, one in telling.items()
            if one.meaning.sure and one.meaning.kind != Kind.PREFERENCE
        }
        free = [at for at, key in enumerate(keys) if at not in used and key not in known]
        by_cells = evidence.guess(positions, further, declared, free, validity, remarks)
        telling = {at: one for at, one in telling.items() if at not in by_cells}
    ordered = {name: positions[name] for name in c.FIELDS if name in positions}
    return ColumnMap(
        ordered,
        tuple(headers),
        vendor,
        telling,
        further,
        frozenset(declared),
        given.get("not_opt_outs", ()),
        by_cells=by_cells,
        remarks=tuple(remarks),
        more_countries=given.get("country", ())[1:],
    )


def _several(
    name: str,
    named: Sequence[int],
    vendor_headers: Sequence[str],
    keys: Sequence[str],
    taken: set[int],
    vendor: Vendor | None,
) -> list[int]:
    """Positions of a contact's addresses or numbers, the likeliest first, then in their order.

    ``named``: those by the field's own headers, of which some count only where no other is there;
    ``vendor_headers``: the vendor's.
    """
    unread = vendor.unread if vendor else frozenset[str]()
    sure = [at for at in named if keys[at] in vendor_headers or is_one_of_several(name, keys[at])]
    more = [
        at
        for at, key in enumerate(keys)
        if at not in taken and at not in sure and key not in unread and is_one_of_several(name, key)
    ]
    # Where two are as likely, "Secondary Email" is not the one that is written to.
    return [*sure, *sorted(more, key=lambda at: is_another(keys[at]))] or list(named[:1])


def _is_flag(cells: pl.DataFrame | None, name: str, at: int) -> bool:
    """Whether a column that is named like a further address or number holds other words only.

    "Email?" over yes and no is a flag, and left to those who read flags.
    """
    if cells is None or not cells[f"c{at}"].count():
        return False
    held = cells[f"c{at}"].str.contains("@" if name == "email" else r"[0-9]{3}")
    return not held.any()


def _declared(
    headers: Sequence[str], declared: Mapping[str, str | Sequence[str]], where: str
) -> dict[str, tuple[int, ...]]:
    """Field to the positions of the columns that the configuration names for it."""
    positions: dict[str, tuple[int, ...]] = {}
    declared_as: dict[int, str] = {}
    for name, value in declared.items():
        several = [value] if isinstance(value, str) else list(value)
        columns = []
        for header in several:
            for at in _positions(headers, name, header, where):
                other = declared_as.get(at)
                if (other is not None and other == name) or {other, name} <= set(OF_OPT_OUTS):
                    raise UsageProblem(
                        f"[columns] {name} = {header!r}: is declared twice, as {other} as well"
                    )
                declared_as[at] = name
                columns.append(at)
        positions[name] = tuple(columns)
    return positions


def _positions(headers: Sequence[str], name: str, header: str, where: str) -> list[int]:
    matches = [at for at, text in enumerate(headers) if text.strip() == header.strip()]
    # Of opt-outs all columns of one header are meant; a field is one column.
    if len(matches) == 1 or (matches and name in OF_OPT_OUTS):
        return matches
    near = difflib.get_close_matches(header, headers, n=1, cutoff=0.4)
    hint = f"; did you mean {near[0]!r}?" if near and not matches else ""
    problem = "stands there twice" if matches else "is not in the list"
    raise UsageProblem(f"[columns] {name} = {header!r}: {problem} ({where}){hint}")


def _aliases(vendor: Vendor | None, keys: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Headers that may hold each field: the vendor's own, else everybody's."""
    vendor_fields = vendor.fields if vendor else {}
    unread = vendor.unread if vendor else frozenset[str]()
    has_phone = any(key in ALIASES["phone"] for key in keys)
    aliases_of_field = {}
    for name, aliases in ALIASES.items():
        usual = [alias for alias in aliases if alias not in unread]
        if name == "email" and has_phone:
            # A list with numbers: its column of subscribers need not be the addresses.
            usual = [alias for alias in usual if alias != "subscriber"]
        aliases_of_field[name] = vendor_fields.get(name, tuple(usual))
    return aliases_of_field
