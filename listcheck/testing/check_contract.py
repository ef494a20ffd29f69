"""Checks: their documentation, needs, messages and examples."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final

import polars as pl

from listcheck.checks.facts import RunFacts
from listcheck.checks.gaps import FILLED_IN, SECTIONS
from listcheck.checks.interface import (
    HEADINGS,
    Check,
    ContactCheck,
    Example,
    RunCheck,
    RunExample,
)
from listcheck.core import columns as c
from listcheck.core.fields import FIELDS
from listcheck.testing.requiring import require
from listcheck.writers import named_in

#: Every column that a check may read, and its type.
COLUMNS: Final[Mapping[str, Any]] = {column.name: column.dtype for column in c.all_columns()} | {
    c.cell(field): pl.String for field in c.FIELDS
}
#: Facts of a run in which no shipped check finds anything.
CLEAN_RUN: Final = RunFacts(send_date=date(2026, 11, 22), legitimate_interest_gaps=("purpose",))


def assert_check(check: ContactCheck | RunCheck) -> None:
    """Hold a check to all of its contract, see the functions below."""
    assert_documented(check)
    if isinstance(check, ContactCheck):
        assert_needs(check)
        assert_never_null(check)
        assert_message(check)
        assert_every_outcome_is_shown(check)
    for example in check.examples:
        assert_example(check, example)


def assert_documented(check: Check) -> None:
    """Its docstring begins with code and name, and has text under every heading, in order."""
    first = f"{check.code} {check.name}"
    require(check.doc.startswith(f"{first}\n"), f"{check.code}: begins not with {first!r}")
    places = [check.doc.find(f"\n{heading}\n{'-' * len(heading)}\n") for heading in HEADINGS]
    missing = [heading for heading, at in zip(HEADINGS, places, strict=True) if at < 0]
    require(not missing, f"{check.code}: headings are missing: {', '.join(missing)}")
    require(places == sorted(places), f"{check.code}: expected the headings in this order: "
             + ", ".join(HEADINGS))  # fmt: skip
    sections = re.split(r"\n[^\n]+\n-{5,}\n", check.doc)[1:]
    require(len(sections) == len(HEADINGS), f"{check.code}: has other headings than these: "
             + ", ".join(HEADINGS))  # fmt: skip
    empty = [
        heading for heading, text in zip(HEADINGS, sections, strict=True) if len(text.strip()) <= 10
    ]
    require(not empty, f"{check.code}: says nothing under {', '.join(empty)}")


def contact(row: Mapping[str, object]) -> pl.DataFrame:
    """A contact with every column of :data:`COLUMNS`, null where ``row`` does not say."""
    strange = sorted(row.keys() - COLUMNS.keys())
    require(not strange, f"there are no such columns: {', '.join(strange)}")
    try:
        values = {
            name: date.fromisoformat(value)
            if dtype == pl.Date and isinstance(value := row.get(name), str)
            else row.get(name)
            for name, dtype in COLUMNS.items()
        }
        return pl.DataFrame({name: [value] for name, value in values.items()}, schema=dict(COLUMNS))
    except (TypeError, ValueError) as error:
        raise AssertionError(f"a contact holds what its column cannot: {error}") from None


def assert_needs(check: ContactCheck) -> None:
    """Its ``needs`` are the columns that its expressions read, and all of them are there."""
    read = {name for _, expression in check.outcomes() for name in expression.meta.root_names()}
    needs = set(check.needs)
    require(read <= needs, f"{check.code}: reads {sorted(read - needs)}, not in its needs")
    require(needs <= read, f"{check.code}: needs {sorted(needs - read)} and does not read them")
    strange = sorted(read - COLUMNS.keys())
    require(not strange, f"{check.code}: there are no such columns: {', '.join(strange)}")


def assert_never_null(check: ContactCheck) -> None:
    """Its expressions say yes or no where nothing at all is known of a contact."""
    frame = contact({})
    for outcome, expression in check.outcomes():
        found = frame.select(expression.alias("found"))["found"]
        require(found.dtype == pl.Boolean, f"{check.code}.{outcome}: is no Boolean expression")
        require(
            found.null_count() == 0,
            f"{check.code}.{outcome}: is null on unknown evidence; decide it in the check",
        )


def assert_example(check: ContactCheck | RunCheck, example: Example | RunExample) -> None:
    """The check gives the outcome that its example expects, and no other."""
    if isinstance(check, ContactCheck) and isinstance(example, Example):
        ignored = sorted(example.row.keys() - set(check.needs))
        require(not ignored, f"{check.code}: an example names {ignored}, which it does not need")
        frame = contact(example.row)
        found = [
            str(outcome) for outcome, one in check.outcomes() if frame.select(one).item() is True
        ]
    elif isinstance(check, RunCheck) and isinstance(example, RunExample):
        strange = sorted(example.facts.keys() - {fact.name for fact in fields(RunFacts)})
        require(not strange, f"{check.code}: there are no such facts: {', '.join(strange)}")
        told: dict[str, Any] = dict(example.facts)
        found = [finding.outcome for finding in check.judge(replace(CLEAN_RUN, **told))]
    else:
        # As everything that does not hold here.
        raise AssertionError(f"{check.code}: an example of another kind of check")  # noqa: TRY004
    expected = [] if example.expect == "keep" else [example.expect]
    require(found == expected, f"{check.code}: expected {expected}, found {found}: {example}")


def assert_every_outcome_is_shown(check: ContactCheck) -> None:
    """Its examples show each of its outcomes, and a contact that it lets pass."""
    shown = {str(example.expect) for example in check.examples}
    missing = sorted({"keep", *(outcome for outcome, _ in check.outcomes())} - shown)
    require(not missing, f"{check.code}: no example expects {' or '.join(missing)}")


def assert_message(check: ContactCheck) -> None:
    """Its message names known columns, its field is one, and a hold says what releases it."""
    require(
        check.field in {None, "recipient", *c.FIELDS}, f"{check.code}: no such field: {check.field}"
    )
    require(
        check.hold is None or check.remedy,
        f"{check.code}: a held contact must be told what releases it (remedy)",
    )
    known = [*(column.name for column in c.WORDS), "copy", c.CASE.name, c.ORG_CASE.name]
    strange = sorted(set(named_in(check.message)) - set(known))
    require(not strange, f"{check.code}: a message may not name {', '.join(strange)}; it may: "
             + ", ".join(known))  # fmt: skip


def assert_words(check: Check) -> None:
    """What is said of it elsewhere can be said: gaps, cells to fill in, and what settles it."""
    for gap in check.gaps:
        strange = sorted(set(named_in(gap.line)) - set(FILLED_IN))
        require(not strange, f"{check.code}: a gap may not name {', '.join(strange)}; it may: "
                 + ", ".join(FILLED_IN))  # fmt: skip
        require(gap.section in SECTIONS, f"{check.code}: no such section of a gap: {gap.section}")
    if not isinstance(check, ContactCheck):
        return
    strange = sorted(set(check.fill_in) - FIELDS.keys())
    require(not strange, f"{check.code}: fill_in: no such field: {', '.join(strange)}")
    left_open = check.hold is not None and check.in_audits == "as_found"
    require(
        bool(check.settles)
        or bool(check.of_file)
        or not (left_open or check.in_audits == "unknown"),
        f"{check.code}: an audit leaves sends open for it and must be told what settles them",
    )
