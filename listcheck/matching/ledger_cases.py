"""What only a ledger tells of a contact: the case in which it opted out, and that it came back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from listcheck.core import columns as c
from listcheck.core.steps import Step
from listcheck.matching.people.several import Table, over_lists

_LISTS: Final = (c.FURTHER_MAILBOXES.name, c.FURTHER_PHONES.name)


def ledger_steps(
    cases: pl.DataFrame | None, rejoined: pl.DataFrame | None, by: Sequence[str]
) -> list[Step]:
    """Add opt_out_case, and lift opt-outs by the ledger: see the two functions below.

    Args:
        cases: of the ledger; None without one.
        rejoined: likewise.
        by: columns with the addresses and numbers of a contact.
    """
    lifted = (c.OPTED_OUT.name, c.OPT_OUT_LIFTED.name)
    back = Step(
        (c.RECIPIENT.name, c.OPTED_OUT_UNTIL.name, *lifted),
        lifted,
        lambda frame: with_returned(frame, rejoined),
        each=True,
    )
    # Without a ledger nothing of a contact is looked at.
    asked = () if cases is None or cases.is_empty() else tuple(by)
    found = Step(
        asked, (c.CASE.name,), lambda frame: with_cases(frame, cases, by), each=bool(asked)
    )
    return [found] if rejoined is None or rejoined.is_empty() else [back, found]


def with_cases(frame: pl.LazyFrame, cases: pl.DataFrame | None, by: Sequence[str]) -> pl.LazyFrame:
    """Add opt_out_case, by which a finding names what happened without anybody's words.

    ``cases`` has ``key`` (unique) and ``case``; a contact matches by any of the columns ``by``,
    some of which may be lists.
    """
    if cases is None or cases.is_empty():
        return frame.with_columns(pl.lit(None, dtype=pl.Int64).alias(c.CASE.name))
    found = {name: f"case by {name}" for name in by}
    table = Table.of(cases.select("key", "case").drop_nulls("key"))
    first = pl.Struct({"case": pl.Int64})

    def ask(items: pl.DataFrame) -> pl.DataFrame:
        return table.of_items(items).group_by("at").agg(pl.col("case").min())

    for name, case in found.items():
        if name in _LISTS:
            own = over_lists(pl.col(name), ask, first).struct.field("case")
            frame = frame.with_columns(own.alias(case))
            continue
        frame = frame.join(
            cases.lazy().rename({"case": case}),
            left_on=name,
            right_on="key",
            how="left",
            maintain_order="left",
        )
    return frame.with_columns(pl.min_horizontal(found.values()).alias(c.CASE.name)).drop(
        *found.values()
    )


def with_returned(frame: pl.LazyFrame, rejoined: pl.DataFrame | None) -> pl.LazyFrame:
    """Lift the list's own dated opt-outs of recipients who came back later, by the ledger.

    ``rejoined`` has ``key`` (unique) and ``rejoined_at``. Only what the recipient itself did
    counts; an opt-out without a day stays.
    """
    if rejoined is None or rejoined.is_empty():
        return frame
    came_back = (pl.col("came back") > c.OPTED_OUT_UNTIL.expr) & (c.OPTED_OUT.expr == "yes")
    return (
        frame.join(
            rejoined.lazy().rename({"rejoined_at": "came back"}),
            left_on=c.RECIPIENT.name,
            right_on="key",
            how="left",
            maintain_order="left",
        )
        .with_columns(came_back.fill_null(value=False).alias("came back"))
        .with_columns(
            pl.when("came back").then(pl.lit("no")).otherwise(c.OPTED_OUT.expr)
            .alias(c.OPTED_OUT.name),
            (c.OPT_OUT_LIFTED.expr | pl.col("came back")).alias(c.OPT_OUT_LIFTED.name),
        )
        .drop("came back")
    )  # fmt: skip
