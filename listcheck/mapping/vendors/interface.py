"""What an adapter knows of one vendor's export: its headers, its words, what it leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from listcheck.core.fields import FIELDS
from listcheck.vocabulary import Kind, channels

__all__ = [
    "ALL",
    "CALLS",
    "EMAIL",
    "SHARING",
    "SMS",
    "Kind",
    "OptOutColumn",
    "Vendor",
    "has",
]

EMAIL: Final = channels.EMAIL
SMS: Final = channels.SMS
CALLS: Final = channels.CALLS
SHARING: Final = channels.SHARING
ALL: Final = channels.EVERY


@dataclass(frozen=True)
class OptOutColumn:
    """A column that tells of a contact's opt-outs.

    Attributes:
        header: folded as by :func:`listcheck.vocabulary.folded`; an asterisk at its end
            stands for anything.
        channels: channels that it speaks for.
        kind: how its cells are read.
    """

    header: str
    channels: frozenset[str] = ALL
    kind: Kind = Kind.REFUSAL


@dataclass(frozen=True)
class Vendor:
    """One vendor's export.

    Attributes:
        id: short name, for scripts; of two vendors whose signatures fit equally full, the one
            with the first id in the alphabet is meant.
        title: the vendor's own name.
        signatures: sets of folded headers; a file that has all of one is such an export.
        fields: field (of :data:`listcheck.core.fields.FIELDS`) to the folded headers that may hold
            it, likeliest first; further ones of ``email`` and ``phone`` are further addresses and
            numbers of the contact.
        opt_outs: columns that deny a channel.
        bounces: folded headers of flags that say that mail does not arrive.
        words: field, or folded header of an opt-out column, to what the vendor's words (lower
            case) mean in ours: subscribed, unsubscribed, bounced or pending for states, yes and no
            for flags, else the words of the field; empty: they say nothing.
        unread: headers that look like a field of ours and are none.
        separator: stands between several addresses or numbers in one cell.
        keeps_opt_outs: False where the export never says who opted out.
        cautions: what a reader of the report must know about such a list.
        references: where the layout is described; at least one.
        layout: how sure that is: ``documented`` by the vendor, ``seen`` in exports of others, or
            ``unverified``; a report says so.
    """

    id: str
    title: str
    signatures: tuple[frozenset[str], ...]
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    opt_outs: tuple[OptOutColumn, ...] = ()
    bounces: tuple[str, ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    separator: str | None = None
    keeps_opt_outs: bool = True
    cautions: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    layout: Literal["documented", "seen", "unverified"] = "unverified"

    def __post_init__(self) -> None:
        """Hold the fields to those of the contract.

        Raises:
            ValueError: no such field.
        """
        strange = sorted(self.fields.keys() - FIELDS.keys())
        if strange:
            raise ValueError(
                f"vendor {self.id}: fields: {', '.join(strange)}: no field of listcheck.core.fields"
            )


def has(*headers: str) -> frozenset[str]:
    """A signature."""
    return frozenset(headers)
