"""Vendor adapters: one file per vendor, recognised by the headers of its export.

Each module has its ``VENDOR`` (or ``VENDORS``), and nothing else has to name it. Third parties add
vendors through the entry point group ``listcheck.vendors``: each entry point names a
:class:`Vendor`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Final

from listcheck.core.families import in_folder, loaded, plug_ins, wrong
from listcheck.mapping.vendors.interface import OptOutColumn, Vendor

__all__ = ["VENDORS", "OptOutColumn", "Vendor", "all_vendors", "recognised"]

_GROUP: Final = "listcheck.vendors"
VENDORS: Final = tuple(
    sorted(in_folder(__name__, __path__, Vendor, "VENDOR"), key=lambda vendor: vendor.id)
)


@cache
def all_vendors() -> tuple[Vendor, ...]:
    """The shipped vendors, by their ids, then those that installed plug-ins add.

    Raises:
        UsageProblem: a plug-in is no vendor, or takes an id or a signature that is in use.
    """
    vendors = list(VENDORS)
    for point in plug_ins(_GROUP):
        added = loaded(point, Vendor)
        for known in vendors:
            if known.id == added.id:
                raise wrong(point, f"the vendor {added.id} is already in use")
            if set(known.signatures) & set(added.signatures):
                raise wrong(point, f"a signature of {added.id} is already that of {known.id}")
        vendors.append(added)
    return tuple(vendors)


def recognised(headers: Collection[str], also: Sequence[Vendor] = ()) -> Vendor | None:
    """The vendor whose export has these folded headers.

    The fullest signature wins; of signatures equally full the first vendor's. ``also``: vendors
    known besides, after all others.
    """
    known = set(headers)
    best: tuple[int, Vendor] | None = None
    for vendor in (*all_vendors(), *also):
        for signature in vendor.signatures:
            if signature <= known and (best is None or len(signature) > best[0]):
                best = (len(signature), vendor)
    return best[1] if best else None
