"""Which column of a list is which field: by vendor, by header, or as the configuration says."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import polars as pl

from listcheck import columns as c
from listcheck.errors import UsageProblem
from listcheck.fields import NO_FIELDS, OF_SEVERAL
from listcheck.sources.aliases import ALIASES
from listcheck.sources.by_cells import Evidence, Validity
from listcheck.sources.several import SEVERAL, is_another, is_one_of_several
from listcheck.sources.telling import Telling, telling_columns
from listcheck.sources.vendors import Vendor, recognised
from listcheck.vocabulary import Kind, folded, speaks_for

#: A column can be one of these only.
_OF_OPT_OUTS: Final = frozenset({"opted_out", "subscribed", "status", "not_opt_outs"})
#: Kinds that a list's own column "opted out" may be.
_FLAGS: Final = frozenset({Kind.REFUSAL, Kind.SUBSCRIPTION, Kind.TOPIC, Kind.CHANNELS})

#: Kind of a column to what [columns] calls it, where that is not opted_out.
_FIELD_OF: Final = {
    **dict.fromkeys((Kind.SUBSCRIPTION, Kind.TOPIC, Kind.VALIDITY, Kind.CONFIRMED), "subscribed"),
    **dict.fromkeys((Kind.STATE, Kind.WORDS, Kind.LABELS, Kind.PREFERENCE), "status"),
}


@dataclass(frozen=True)
class ColumnMap:
    """Field to position of its column, for one file.

    Attributes:
        positions: field to the position of its column.
        headers: the file's headers.
        vendor: whose export it is, where that is known.
        telling: position of every column that tells of opt-outs to how it is read.
        further: positions of a contact's further addresses and numbers.
        declared: fields that the configuration maps.
        declared_none: positions of columns that the configuration says are no opt-outs.
        not_understood: positions of columns that speak of opt-outs in no word that is known.
        more_countries: positions of further columns that tell the country where the first is blank.
    """

    positions: Mapping[str, int]
    headers: tuple[str, ...]
    vendor: Vendor | None = None
    telling: Mapping[int, Telling] = field(default_factory=dict)
    further: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    declared: frozenset[str] = frozenset()
    declared_none: tuple[int, ...] = ()
    not_understood: tuple[int, ...] = ()
    more_countries: tuple[int, ...] = ()
    #: Positions of columns that speak for other channels only.
    of_others: tuple[int, ...] = ()
    #: The campaign that the cells are read for.
    channel: str = "email"
    purpose: str = "marketing"
    #: Positions that only their cells tell, and what a reader must know of what cells told.
    by_cells: frozenset[int] = frozenset()
    remarks: tuple[str, ...] = ()

    @property
    def columns(self) -> dict[str, str]:
        """Field to header, in the fields' own order."""
        return {field: self.headers[at] for field, at in self.positions.items()}

    @property
    def keys(self) -> list[str]:
        """The headers, folded."""
        return [folded(header) for header in self.headers]

    @property
    def unmapped_at(self) -> list[int]:
        """Positions of columns that are no field and tell of no opt-outs."""
        used = {*self.positions.values(), *self.telling, *self.more_countries}
        used |= {at for several in self.further.values() for at in several}
        return [at for at in range(len(self.headers)) if at not in used]

    @property
    def unmapped(self) -> list[str]:
        """Headers that are no field; they are carried along unchanged."""
        return [self.headers[at] for at in self.unmapped_at]

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
        return not silent or bool({"opted_out", "subscribed"} & self.declared)

    @property
    def opt_outs_read(self) -> list[str]:
        """Each column that tells of opt-outs and how it is read, in words."""
        return [
            f"'{self.headers[at]}' ({one.meaning.kind}"
            f"{', as its header says, not as [columns] says' if one.turned else ''})"
            for at, one in self.telling.items()
        ]

    def probable_field(self, at: int) -> str:
        """What [columns] should probably call a column that tells of opt-outs."""
        kind = self.telling[at].meaning.kind if at in self.telling else Kind.REFUSAL
        return _FIELD_OF.get(kind, "opted_out")

    def for_channel(
        self,
        channel: str,
        purpose: str = "marketing",
        states: Mapping[str, str] | None = None,
    ) -> ColumnMap:
        """The same map without the columns that speak for other channels only.

        ``states``: words of states (lower case) that the configuration explains.
        """
        telling = {
            at: replace(one, words={**one.words, **(states or {})})
            for at, one in self.telling.items()
            if speaks_for(one.meaning.channels, channel, purpose)
        }
        others = tuple(at for at in self.telling if at not in telling)
        positions = dict(self.positions)
        if positions.get("opted_out", -1) not in telling:
            positions.pop("opted_out", None)
            positions |= _first_flag(telling)
        ordered = {name: positions[name] for name in c.FIELDS if name in positions}
        return replace(
            self,
            positions=ordered,
            telling=telling,
            of_others=others,
            channel=channel,
            purpose=purpose,
        )


def _first_flag(telling: Mapping[int, Telling]) -> dict[str, int]:
    """The column that stands for the field opted_out, where one does."""
    first = next((at for at, one in telling.items() if one.meaning.kind in _FLAGS), None)
    return {} if first is None else {"opted_out": first}


def map_columns(
    headers: Sequence[str],
    declared: Mapping[str, str | Sequence[str]],
    where: str,
    cells: pl.DataFrame | None = None,
    validity: Validity | None = None,
) -> ColumnMap:
    """Find the fields of a list.

    Args:
        headers: the list's headers, in order.
        declared: fields that the configuration maps to a header, or to several.
        where: the file's name, for messages.
        cells: its first records; see :func:`listcheck.sources.sample.sample_of`. A column of
            addresses or numbers is one by its cells as well as by its header.
        validity: how large a share of some texts are valid telephone numbers.

    Raises:
        UsageProblem: a declared header is not in the list, stands there twice, or is declared
            twice.
    """
    given = _declared(headers, declared, where)
    positions = {name: at[0] for name, at in given.items() if at and name not in NO_FIELDS}
    keys = [folded(header) for header in headers]
    vendor = recognised(keys)
    taken = {at for several in given.values() for at in several}
    of_vendor = {
        at
        for at, one in telling_columns(headers, vendor, {}, {}, ()).items()
        if one.by == "vendor" and at not in taken
    }
    taken |= of_vendor
    further: dict[str, tuple[int, ...]] = {}
    evidence = Evidence.of(cells, headers, keys) if cells is not None and cells.height else None
    remarks: list[str] = []
    for name, aliases in _aliases(vendor, keys).items():
        free = [
            at
            for alias in aliases
            for at, key in enumerate(keys)
            if key == alias and (at not in taken or (vendor is not None and at in of_vendor))
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
            free = [*given.get(name, ())[1:], *free]
            further[name] = tuple(free)
            taken |= set(free)
    telling = telling_columns(
        headers,
        vendor,
        positions,
        {name: given[name] for name in given if name in OF_SEVERAL},
        [at for several in further.values() for at in several],
    )
    if "opted_out" not in given:
        flag = positions.pop("opted_out", -1)
        positions |= {"opted_out": flag} if flag in telling else {}
        positions = _first_flag(telling) | positions
    by_cells = frozenset[int]()
    if evidence is not None:
        known = vendor.unread if vendor else frozenset[str]()
        used = {*positions.values(), *taken, *telling}
        free = [at for at, key in enumerate(keys) if at not in used and key not in known]
        by_cells = evidence.guess(positions, further, declared, free, validity, remarks)
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


def _declared(
    headers: Sequence[str], declared: Mapping[str, str | Sequence[str]], where: str
) -> dict[str, tuple[int, ...]]:
    """Field to the positions of the columns that the configuration names for it."""
    positions: dict[str, tuple[int, ...]] = {}
    said: dict[int, str] = {}
    for name, value in declared.items():
        several = [value] if isinstance(value, str) else list(value)
        found = []
        for header in several:
            at = _position(headers, name, header, where)
            other = said.get(at)
            if (other is not None and other == name) or {other, name} <= _OF_OPT_OUTS:
                raise UsageProblem(
                    f"[columns] {name} = {header!r}: is declared twice, as {other} as well"
                )
            said[at] = name
            found.append(at)
        positions[name] = tuple(found)
    return positions


def _position(headers: Sequence[str], name: str, header: str, where: str) -> int:
    found = [at for at, text in enumerate(headers) if text.strip() == header.strip()]
    if len(found) == 1:
        return found[0]
    near = difflib.get_close_matches(header, headers, n=1, cutoff=0.4)
    hint = f"; did you mean {near[0]!r}?" if near and not found else ""
    problem = "stands there twice" if found else "is not in the list"
    raise UsageProblem(f"[columns] {name} = {header!r}: {problem} ({where}){hint}")


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
