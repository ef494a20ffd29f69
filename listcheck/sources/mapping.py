"""Which column of a list is which field: by vendor, by header, or as the configuration says."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from listcheck import columns as c
from listcheck.errors import UsageProblem
from listcheck.sources.aliases import ALIASES, folded, looks_like_an_opt_out
from listcheck.sources.by_cells import Evidence, Validity
from listcheck.sources.several import SEVERAL, is_another, is_one_of_several
from listcheck.sources.vendors import OptOutColumn, Vendor, recognised


@dataclass(frozen=True)
class ColumnMap:
    """Field to position of its column, for one file.

    Attributes:
        positions: field to the position of its column.
        headers: the file's headers.
        vendor: whose export it is, where that is known.
        more_opt_outs: positions of further opt-out columns: any that says yes counts.
        opt_outs: position of every opt-out column of the vendor to what it closes.
        further: positions of a contact's further addresses and numbers.
        bounces: positions of flags that say that mail does not arrive.
    """

    positions: Mapping[str, int]
    headers: tuple[str, ...]
    vendor: Vendor | None = None
    more_opt_outs: tuple[int, ...] = ()
    opt_outs: Mapping[int, OptOutColumn] = field(default_factory=dict)
    further: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    bounces: tuple[int, ...] = ()
    #: Fields that the configuration maps.
    declared: frozenset[str] = frozenset()
    #: Positions that only their cells tell, and what a reader must know of what cells told.
    by_cells: frozenset[int] = frozenset()
    remarks: tuple[str, ...] = ()

    @property
    def columns(self) -> dict[str, str]:
        """Field to header, in the fields' own order."""
        return {field: self.headers[at] for field, at in self.positions.items()}

    @property
    def unmapped(self) -> list[str]:
        """Headers that are no field; they are carried along unchanged."""
        used = {*self.positions.values(), *self.more_opt_outs, *self.opt_outs, *self.bounces}
        used |= {at for several in self.further.values() for at in several}
        return [header for at, header in enumerate(self.headers) if at not in used]

    @property
    def overlooked_opt_outs(self) -> list[str]:
        """Unmapped headers that look as if they carried opt-outs."""
        known = self.vendor.unread if self.vendor else frozenset[str]()
        return [
            header
            for header in self.unmapped
            if looks_like_an_opt_out(header) and folded(header) not in known
        ]

    def by_headers(self) -> ColumnMap:
        """The same map without what no header says."""
        guessed = self.by_cells
        positions = {name: at for name, at in self.positions.items() if at not in guessed}
        further = {
            name: tuple(at for at in several if at not in guessed)
            for name, several in self.further.items()
        }
        return replace(self, positions=positions, further=further, by_cells=frozenset(), remarks=())

    @property
    def read_as(self) -> str:
        """Whose export it is taken for, and how sure its layout is."""
        if self.vendor is None:
            return "no vendor's export that listcheck knows"
        sure = {
            "documented": "",
            "seen": " (its layout is known from samples)",
            "unverified": " (its layout could not be verified: look at the columns)",
        }
        return f"read as an export of {self.vendor.title}{sure[self.vendor.layout]}"

    @property
    def tells_opt_outs(self) -> bool:
        """Whether such a list can say who opted out; some vendors' exports never do."""
        silent = self.vendor is not None and not self.vendor.keeps_opt_outs
        return not silent or "opted_out" in self.declared

    def for_channel(self, channel: str) -> ColumnMap:
        """The same map without the opt-out columns that close other channels only."""
        every = ("opted_out" in self.positions) * (self.positions.get("opted_out", 0),)
        relevant = [
            at
            for at in (*every, *self.more_opt_outs)
            if at not in self.opt_outs or channel in self.opt_outs[at].channels
        ]
        positions = {name: at for name, at in self.positions.items() if name != "opted_out"}
        if relevant:
            positions["opted_out"] = relevant[0]
        ordered = {name: positions[name] for name in c.FIELDS if name in positions}
        return replace(self, positions=ordered, more_opt_outs=tuple(relevant[1:]))


def map_columns(
    headers: Sequence[str],
    declared: Mapping[str, str],
    where: str,
    cells: pl.DataFrame | None = None,
    validity: Validity | None = None,
) -> ColumnMap:
    """Find the fields of a list.

    Args:
        headers: the list's headers, in order.
        declared: fields that the configuration maps to a header.
        where: the file's name, for messages.
        cells: its first records; see :func:`listcheck.sources.sample.sample_of`. A column of
            addresses or numbers is one by its cells as well as by its header.
        validity: how large a share of some texts are valid telephone numbers.

    Raises:
        UsageProblem: a declared header is not in the list, or stands there twice.
    """
    positions = _declared(headers, declared, where)
    keys = [folded(header) for header in headers]
    vendor = recognised(keys)
    taken = set(positions.values())
    opt_outs = _opt_outs(keys, vendor, taken - {positions.get("opted_out", -1)})
    flags = vendor.bounces if vendor else ()
    bounces = tuple(at for at, key in enumerate(keys) if key in flags and at not in taken)
    taken |= {*opt_outs, *bounces}
    further: dict[str, tuple[int, ...]] = {}
    evidence = Evidence.of(cells, headers, keys) if cells is not None and cells.height else None
    remarks: list[str] = []
    for name, aliases in _aliases(vendor, keys).items():
        free = [
            at
            for alias in aliases
            for at, key in enumerate(keys)
            if key == alias and (at not in taken or (vendor is not None and at in opt_outs))
        ]
        if name in SEVERAL:
            own = vendor.fields.get(name, ()) if vendor else ()
            free = _several(name, free, own, keys, taken, vendor)
            if evidence is not None:
                likeliest, free = free[:1], evidence.held_first(name, free, validity)
                if name not in positions and free and free[:1] != likeliest:
                    remarks.append(evidence.told(name, free[0], likeliest[0]))
        if free and name not in positions:
            positions[name] = free.pop(0)
            taken.add(positions[name])
        if name in SEVERAL:
            further[name] = tuple(free)
            taken |= set(free)
    if opt_outs and "opted_out" not in positions:
        positions["opted_out"] = next(iter(opt_outs))
    known = vendor.unread if vendor else frozenset[str]()
    more = [at for at in opt_outs if at != positions.get("opted_out")]
    more += [
        at
        for at, key in enumerate(keys)
        if key in ALIASES["opted_out"] and key not in known and at not in {*taken, *opt_outs}
    ]
    more = [at for at in more if at != positions.get("opted_out")]
    room = len(c.OPT_OUT_FIELDS) - 1
    if len(more) > room:
        raise UsageProblem(
            f"{where}: has more than {room + 1} opt-out columns; merge them into one"
        )
    by_cells = frozenset[int]()
    if evidence is not None:
        used = {*positions.values(), *taken, *opt_outs, *more}
        free = [at for at, key in enumerate(keys) if at not in used and key not in known]
        by_cells = evidence.guess(positions, further, declared, free, validity, remarks)
    ordered = {name: positions[name] for name in c.FIELDS if name in positions}
    return ColumnMap(
        ordered,
        tuple(headers),
        vendor,
        tuple(more),
        opt_outs,
        further,
        bounces,
        frozenset(declared),
        by_cells,
        tuple(remarks),
    )


def _several(
    name: str,
    named: Sequence[int],
    own: Sequence[str],
    keys: Sequence[str],
    taken: set[int],
    vendor: Vendor | None,
) -> list[int]:
    """Positions of a contact's addresses or numbers, the likeliest first, then in their order.

    ``named``: those by the field's own headers, of which some count only where no other is there;
    ``own``: the vendor's.
    """
    unread = vendor.unread if vendor else frozenset[str]()
    sure = [at for at in named if keys[at] in own or is_one_of_several(name, keys[at])]
    more = [
        at
        for at, key in enumerate(keys)
        if at not in taken and at not in sure and key not in unread and is_one_of_several(name, key)
    ]
    # Where two are as likely, "Secondary Email" is not the one that is written to.
    return [*sure, *sorted(more, key=lambda at: is_another(keys[at]))] or list(named[:1])


def _declared(headers: Sequence[str], declared: Mapping[str, str], where: str) -> dict[str, int]:
    positions: dict[str, int] = {}
    for name, header in declared.items():
        found = [at for at, text in enumerate(headers) if text.strip() == header.strip()]
        if len(found) != 1:
            near = difflib.get_close_matches(header, headers, n=1, cutoff=0.4)
            hint = f"; did you mean {near[0]!r}?" if near and not found else ""
            problem = "stands there twice" if found else "is not in the list"
            raise UsageProblem(f"[columns] {name} = {header!r}: {problem} ({where}){hint}")
        positions[name] = found[0]
    return positions


def _opt_outs(
    keys: Sequence[str], vendor: Vendor | None, taken: set[int]
) -> dict[int, OptOutColumn]:
    """Position of every opt-out column that the vendor's export has."""
    found: dict[int, OptOutColumn] = {}
    for column in vendor.opt_outs if vendor else ():
        stem = column.header.removesuffix("*")
        for at, key in enumerate(keys):
            same = key.startswith(stem) if stem != column.header else key == stem
            if same and at not in taken:
                found.setdefault(at, column)
    return found


def _aliases(vendor: Vendor | None, keys: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Headers that may hold each field: the vendor's own, else everybody's."""
    own = vendor.fields if vendor else {}
    unread = vendor.unread if vendor else frozenset[str]()
    has_phone = any(key in ALIASES["phone"] for key in keys)
    found = {}
    for name, aliases in ALIASES.items():
        usual = [alias for alias in aliases if alias not in unread]
        if name == "email" and has_phone:
            # A list with numbers: its column of subscribers need not be the addresses.
            usual = [alias for alias in usual if alias != "subscriber"]
        found[name] = own.get(name, tuple(usual))
    return found
