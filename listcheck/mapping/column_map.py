"""What the columns of one file are: field to position, and how each telling column is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from listcheck.core import columns as c
from listcheck.mapping.telling import Telling
from listcheck.mapping.vendors import Vendor
from listcheck.vocabulary import Kind, folded, speaks_for

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
    #: Position of a column that tells to some of its words that are not understood.
    unknown: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    #: Positions of columns that speak for other channels only.
    of_others: tuple[int, ...] = ()
    #: Words of states that the configuration explains, to unsubscribed, subscribed or bounced.
    states: Mapping[str, str] = field(default_factory=dict)
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
            f"'{self.headers[at]}' ({one.read_as}{self._not_known(at)}"
            f"{', as its header says, not as [columns] says' if one.turned else ''})"
            for at, one in self.telling.items()
        ]

    def _not_known(self, at: int) -> str:
        words = ", ".join(f'"{word}"' for word in self.unknown.get(at, ()))
        return f"; not understood, so held: {words}: [states] says what they mean" if words else ""

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

        ``states``: words of states (see ``word_key``) that the configuration explains.
        """
        telling = {
            at: replace(one, words={**one.words, **(states or {})}) if _of_states(one) else one
            for at, one in self.telling.items()
            if speaks_for(one.meaning.channels, channel, purpose)
        }
        others = tuple(at for at in self.telling if at not in telling)
        positions = dict(self.positions)
        if positions.get("opted_out", -1) not in telling:
            positions.pop("opted_out", None)
            positions |= first_flag(telling)
        ordered = {name: positions[name] for name in c.FIELDS if name in positions}
        return replace(
            self,
            positions=ordered,
            telling=telling,
            of_others=others,
            states=dict(states or {}),
            channel=channel,
            purpose=purpose,
        )


def _of_states(telling: Telling) -> bool:
    """Whether a column is one of states: what [states] says of "1" is nothing to a yes and no."""
    return telling.meaning.kind in (Kind.STATE, Kind.WORDS, Kind.LABELS, Kind.NAMES)


def first_flag(telling: Mapping[int, Telling]) -> dict[str, int]:
    """The column that stands for the field opted_out, where one does."""
    first = next((at for at, one in telling.items() if one.meaning.kind in _FLAGS), None)
    return {} if first is None else {"opted_out": first}
