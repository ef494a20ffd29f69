"""Which columns of a list tell of opt-outs, bounces and subscriptions, and how they are read.

By the vendor where the export is known, by the configuration, else by what the header says; what
only cells can tell is left to :mod:`listcheck.mapping.radar`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from listcheck.mapping.vendors import Vendor
from listcheck.vocabulary import EVERY, Kind, Meaning, channels_in, folded, header_meaning, spaced
from listcheck.vocabulary import header_company as beside
from listcheck.vocabulary.channels import CALLS, ELSEWHERE, EMAIL, POST, SHARING, SMS

#: A header of these kinds turns round what a configuration says of its column.
_POSITIVE = frozenset({Kind.SUBSCRIPTION, Kind.TOPIC})
_NEGATIVE = frozenset({Kind.REFUSAL, Kind.CHANNELS, Kind.DATE, Kind.REASON})
_CHANNELS = (
    ("e-mail", EMAIL),
    ("texts", SMS),
    ("calls", CALLS),
    ("letters", POST),
    ("data sharing", SHARING),
    ("other channels", ELSEWHERE),
)


@dataclass(frozen=True)
class Telling:
    """A column that tells of opt-outs.

    Attributes:
        meaning: how its cells are read, and for which channels.
        words: the vendor's words (lower case) to ours; empty: they say nothing.
        by: who says so: ``vendor``, ``declared``, ``header`` or ``cells``.
        turned: the configuration says the opposite of what its header says.
    """

    meaning: Meaning
    words: Mapping[str, str]
    by: str
    turned: bool = False

    @property
    def read_as(self) -> str:
        """How the column is read, in words."""
        channels = self.meaning.channels
        named = [word for word, of_word in _CHANNELS if of_word & channels]
        return f"{self.meaning.kind}" + (
            "" if channels == EVERY or not named else f"; for {' and '.join(named)} only"
        )

    def with_kind(self, kind: Kind, by: str) -> Telling:
        """The same column, read in another way."""
        return replace(self, meaning=replace(self.meaning, kind=kind, sure=True), by=by)


def telling_columns(
    headers: Sequence[str],
    vendor: Vendor | None,
    positions: Mapping[str, int],
    declared: Mapping[str, Sequence[int]],
    taken: Collection[int],
    named: Collection[int] = (),
) -> dict[int, Telling]:
    """Position to what a column tells, in the list's order.

    Args:
        headers: the list's headers.
        vendor: whose export it is, where that is known.
        positions: fields that are mapped.
        declared: opted_out, subscribed, status and not_opt_outs to what the configuration names.
        named: positions that the configuration names for some field; what their header says of
            opt-outs counts all the same.
        taken: positions of further addresses and numbers.
    """
    keys = [folded(header) for header in headers]
    field_at = {at: name for name, at in positions.items()}
    unread = vendor.unread if vendor else frozenset[str]()
    letters = _says_email(headers)
    declared_as = {at: name for name, several in declared.items() for at in several}
    telling: dict[int, Telling] = {}
    for at, header in enumerate(headers):
        if declared_as.get(at) == "not_opt_outs":
            continue
        by_header = header_meaning(header, mail_is_post=letters)
        of_vendor = _of_vendor(vendor, keys[at])
        if declared_as.get(at) in ("opted_out", "subscribed", "status"):
            one: Telling | None = _declared(declared_as[at], by_header, of_vendor)
        elif of_vendor is not None:
            one = of_vendor
        elif at in taken or keys[at] in unread:
            one = None
        else:
            one = _of_field(field_at.get(at), header, by_header, vendor, named=at in named)
        if one is not None:
            telling[at] = one
    return telling


def _of_field(
    field: str | None,
    header: str,
    by_header: Meaning | None,
    vendor: Vendor | None,
    *,
    named: bool,
) -> Telling | None:
    """What a column tells that is mapped to a field, or to none."""
    if field == "status":
        words = vendor.words.get("status", {}) if vendor else {}
        sure = vendor is not None and folded(header) in vendor.fields.get("status", ())
        meaning = by_header or Meaning(Kind.STATE, channels_in(spaced(header)) or EVERY)
        sure = sure or meaning.sure
        return Telling(replace(meaning, kind=Kind.STATE, sure=sure), words, "header")
    if field == "opted_out":
        return Telling(by_header or Meaning(Kind.REFUSAL), {}, "header")
    if by_header is None or (field == "consent" and beside.CONSENT.search(spaced(header))):
        # Consent is evidence: its absence is no refusal.
        return None
    if field is None or field == "consent":
        return Telling(by_header, {}, "header")
    # The configuration calls "Unsubscribed" a first name: it is an opt-out all the same.
    misnamed = named and field != "opted_out_at" and by_header.kind in _NEGATIVE
    return Telling(by_header, {}, "header") if misnamed else None


def _of_vendor(vendor: Vendor | None, key: str) -> Telling | None:
    """What the vendor says of its column."""
    if vendor is None:
        return None
    for column in vendor.opt_outs:
        stem = column.header.removesuffix("*")
        if key == stem or (stem != column.header and key.startswith(stem)):
            # Words of this one column, else those of all flags of the vendor.
            meanings = vendor.words.get(stem, vendor.words.get("opted_out", {}))
            words = {} if column.kind == Kind.REASON else meanings
            return Telling(Meaning(column.kind, column.channels), words, "vendor")
    if key in vendor.bounces:
        return Telling(Meaning(Kind.BOUNCE), {}, "vendor")
    return None


def _declared(field: str, by_header: Meaning | None, of_vendor: Telling | None) -> Telling:
    """What the configuration says of a column, unless its header says the opposite."""
    if of_vendor is not None:
        return of_vendor
    kinds = {
        "opted_out": Kind.REFUSAL,
        "subscribed": Kind.SUBSCRIPTION,
        "status": Kind.STATE,
    }
    channels = by_header.channels if by_header else EVERY
    kind = by_header.kind if by_header else None
    turned = (field == "opted_out" and kind in _POSITIVE) or (
        field == "subscribed" and kind in _NEGATIVE
    )
    # A reason or a day of opting out is declared as what it is.
    detailed = field == "opted_out" and kind in (_NEGATIVE | {Kind.STATE, Kind.PREFERENCE})
    if kind is not None and (turned or detailed):
        return Telling(Meaning(kind, channels), {}, "declared", turned=turned)
    return Telling(Meaning(kinds[field], channels), {}, "declared")


def _says_email(headers: Sequence[str]) -> bool:
    """Whether a column speaks of e-mail alone: "mail" without it then means letters."""
    return any(
        (meaning := header_meaning(header)) is not None
        and meaning.kind in (Kind.REFUSAL, Kind.SUBSCRIPTION)
        and channels_in(spaced(header)) == EMAIL
        for header in headers
    )
