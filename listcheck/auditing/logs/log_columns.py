"""Which column of a send log is which field: the headers of lists, and those of logs besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import polars as pl

from listcheck.auditing.logs.log_headers import (
    CALLED_HEADERS,
    LOG_HEADERS,
    MOMENT_HEADERS,
    RecipientColumn,
    log_key,
)
from listcheck.mapping import ColumnMap

#: Rows that are looked at to tell addresses from numbers.
_LOOK: Final = 1_000
#: Of columns of recipients the likeliest to be the one of each send.
_GROUPS: Final = ("single", "to", "list", "copy", "own", "headers")


def holding_addresses(cells: pl.LazyFrame, columns: Sequence[RecipientColumn]) -> dict[int, bool]:
    """Whether addresses, or else numbers, stand in columns of recipients that hold something."""

    def looked_at(frame: pl.LazyFrame, places: Sequence[int]) -> dict[int, bool]:
        if not places:
            return {}
        cells = [pl.col(f"c{at}") for at in places]
        mails = frame.select(cell.str.contains("@", literal=True).any() for cell in cells)
        there = frame.select(cell.is_not_null().any() for cell in cells)
        rows = [one.row(0) for one in pl.collect_all([mails, there], engine="streaming")]
        return {at: mail for at, mail, some in zip(places, *rows, strict=True) if some}

    places = [column.at for column in columns]
    known = looked_at(cells.head(_LOOK), places)
    # The second recipient of a message may come up late.
    return known | looked_at(cells, [at for at in places if at not in known])


def with_headers_of_logs(
    mapping: ColumnMap,
    recipients: Sequence[RecipientColumn],
    mails: Mapping[int, bool],
    *,
    by_number: bool,
) -> ColumnMap:
    """The map of a list with the headers of logs added, where their fields are still open.

    Args:
        mapping: the map as of a list.
        recipients: the log's columns of recipients.
        mails: see :func:`holding_addresses`.
        by_number: its channel is one of telephones.
    """
    positions = dict(mapping.positions)
    keys = [log_key(header) for header in mapping.headers]
    named = {column.at for column in recipients if column.group != "headers"}
    named |= {at for at, key in enumerate(keys) if key in LOG_HEADERS["email"]}
    if named and "email" in positions and keys[positions["email"]] == "subscriber":
        # A column of that name holds addresses only where no other does.
        positions["subscriber"] = positions.pop("email")
    taken = {*positions.values(), *mapping.telling}

    def free(headers: Sequence[str]) -> int | None:
        return next(
            (keys.index(one) for one in headers if one in keys and keys.index(one) not in taken),
            None,
        )

    for field, headers in LOG_HEADERS.items():
        numbers = field == "phone" and (by_number or "email" not in positions)
        at = free((*headers, *CALLED_HEADERS) if numbers else headers)
        if field not in positions and at is not None:
            positions[field] = at
            taken.add(at)
    ranked = sorted(
        (one for one in recipients if one.at not in taken and one.at in mails),
        key=lambda one: (_GROUPS.index(one.group), one.at),
    )
    for field, wanted in (("email", True), ("phone", False)):
        of_kind = [one.at for one in ranked if mails[one.at] == wanted]
        open_ = field not in positions and (wanted or by_number or "email" not in positions)
        if of_kind and open_:
            positions[field] = of_kind[0]
    used = {column.at for column in recipients}
    further = {
        name: tuple(at for at in places if at not in used)
        for name, places in mapping.further.items()
    }
    return replace(mapping, positions=positions, further=further)


def with_moment(mapping: ColumnMap, speaking: Sequence[int]) -> ColumnMap:
    """The map of a log that says what became of messages, with the moment of that.

    ``speaking``: positions of the columns that say so.
    """
    taken = {*mapping.positions.values(), *speaking}
    keys = {log_key(header): at for at, header in enumerate(mapping.headers) if at not in taken}
    at = next((keys[header] for header in MOMENT_HEADERS if header in keys), None)
    if at is None:
        return mapping
    return replace(mapping, positions={**mapping.positions, "send_time": at})
