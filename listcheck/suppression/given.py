"""The sources of opt-outs that a run was given, each under the name that reports call it by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from listcheck.config.inputs import Dated
from listcheck.matching import OrganisationEntries, Scope, scope_remarks
from listcheck.suppression.indexes import about, load_index
from listcheck.suppression.loading import Loaded, People, Reading, opened, source_names
from listcheck.suppression.organisations import load_organisations
from listcheck.suppression.people import read_people


def load_given(
    people: Sequence[Dated],
    organisations: Sequence[Dated],
    work: Path,
    reading: Reading,
    scope: Scope,
) -> tuple[list[tuple[Loaded, People]], list[tuple[Loaded, OrganisationEntries]]]:
    """Read suppression sources and organisation opt-outs, in their order.

    What of a source does not count for the campaign, for its ``scope``, stands in its remarks.

    Raises:
        InputProblem: one of them cannot be read, or protects nobody.
    """
    names = source_names([*people, *organisations])
    return (
        [
            _within(*load_people(file, name, work, reading), scope)
            for file, name in zip(people, names, strict=False)
        ],
        [
            load_organisations(file, name, work, reading.consumer)
            for file, name in zip(organisations, names[len(people) :], strict=True)
        ],
    )


def _within(loaded: Loaded, people: People, scope: Scope) -> tuple[Loaded, People]:
    remarks = scope_remarks(people.entries.said, scope, loaded.name)
    return replace(loaded, remarks=(*loaded.remarks, *remarks)), people


def load_people(file: Dated, name: str, work: Path, reading: Reading) -> tuple[Loaded, People]:
    """Read a suppression source: every cell that is an address, a number or a digest is an entry.

    A number in national form does not say whose it is: it suppresses the number that it is in
    each of the regions, since an opt-out too many costs less than one too few.

    Raises:
        InputProblem: no such file, unreadable, or nobody is named in it.
    """
    footer = about(file)
    if footer is not None:
        return load_index(file, name, footer, reading)
    return read_people(opened(file, work), file, name, reading)
