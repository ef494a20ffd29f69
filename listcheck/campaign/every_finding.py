"""All findings of a run, a line each, for a file: said once for each kind of contact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import polars as pl

from listcheck.campaign.findings import (
    BESIDE,
    case_words,
    copy_words,
    named_columns,
    text_words,
    told_headers,
    told_outcomes,
)
from listcheck.campaign.model import Campaign
from listcheck.core import columns as c
from listcheck.core.carrier import RowColumns
from listcheck.core.list_batches import chosen_of
from listcheck.core.part import Part
from listcheck.core.side_by_side import in_order
from listcheck.core.steps import steps_for
from listcheck.mapping import ColumnMap, field_steps
from listcheck.writers import (
    FINDING_COLUMNS,
    KIND,
    CheckMessage,
    cells_shown,
    finding_texts,
    named_in,
    shown_value,
)

#: What messages name that is different in every row.
_COPY: Final = "copy"
#: Outcomes as they are told, and field to header.
_Told = tuple[Sequence[tuple[CheckMessage, str, str]], Mapping[str, str]]
_NO_LINES: Final = pl.DataFrame(
    schema={name: pl.UInt32 if name == "row" else pl.String for name in FINDING_COLUMNS}
)


def all_findings(
    campaign: Campaign, judged: pl.DataFrame, wanted: Sequence[str]
) -> Iterator[pl.DataFrame]:
    """One line per finding of the outcomes wanted, in the list's order, batch by batch.

    There is at least one batch, which may be empty.
    """
    told, headers = told_outcomes(campaign, wanted), told_headers(campaign)
    columns = [column for _, _, column in told]
    beside = judged.select(c.PART.name, *BESIDE, *named_columns(), *case_words(judged), *columns)
    for at, (part, fields) in enumerate(zip(campaign.parts, campaign.maps, strict=True)):
        mine = beside if len(campaign.parts) == 1 else beside.filter(c.PART.expr == at)
        yield from _of_part(part, fields, mine.drop(c.PART.name), (told, headers))


def _of_part(
    part: Part, fields: ColumnMap, beside: pl.DataFrame, what: _Told
) -> Iterator[pl.DataFrame]:
    """The lines of one file; ``beside`` are its judged contacts, in its order."""
    told, headers = what
    sources = cells_shown(told, headers)
    steps = [
        # A cell is only laid under its field: that costs less than finding the same ones.
        replace(step, each=True) if step.adds[0].startswith("list.") else step
        for step in steps_for(field_steps(fields), [*sources, c.SAID_BY.name, c.BOUNCE_BY.name])
    ]
    there = part.frame.collect_schema().names()
    read = {name for step in steps for name in step.reads} & {*there}
    # Only the columns that a finding may show are read again.
    wanted = [c.ROW.name, *(name for name in there if name in read)]
    categories = pl.Categorical(pl.Categories.random(namespace="findings"))

    any_finding = beside.select(pl.any_horizontal(column for _, _, column in told)).to_series()

    def work(batch: tuple[pl.DataFrame, pl.DataFrame]) -> pl.DataFrame:
        cells, own = batch
        if not cells.height:
            return _NO_LINES
        rows = RowColumns(cells.hstack(own.get_columns()))
        for step in steps:
            rows.add(step)
        return _lines(part, rows, what, categories)

    def batches() -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
        place = 0
        for cells, height in chosen_of(part, any_finding, wanted):
            yield cells, beside.slice(place, height).filter(any_finding.slice(place, height))
            place += height

    yield from in_order(work, batches())


def _lines(part: Part, rows: RowColumns, what: _Told, words: pl.Categorical) -> pl.DataFrame:
    """The lines of some contacts: what is said once for each kind of them, laid beside each."""
    told, headers = what
    sources, copies = cells_shown(told, headers), [c.ROW.name, *BESIDE]
    by = [
        *(column for _, _, column in told), *named_columns(), c.CASE.name, c.ORG_CASE.name,
        c.SAID_BY.name, c.BOUNCE_BY.name,
    ]  # fmt: skip
    kinds, number = rows.kinds(by)
    kinds = kinds.with_row_index(KIND).with_columns(text_words(part))
    of_copies = [check.code for check, _, _ in told if _COPY in named_in(check.message)]
    texts = finding_texts(kinds.lazy(), told, headers, later=[_COPY]).collect()
    texts = texts.with_columns(
        pl.col("code").is_in(of_copies).alias("of copy"),
        pl.col(pl.String).cast(words),
        pl.lit(part.file.name).cast(words).alias("file"),
    )
    each = rows.frame([*copies, *sources]).with_columns(number.alias(KIND))
    lines = each.lazy().join(texts.lazy(), on=KIND, how="inner", maintain_order="left_right")
    told_message = pl.col("message").cast(pl.String)
    of_copy = told_message.str.replace("{" + _COPY + "}", copy_words(), literal=True).cast(words)
    message = pl.when("of copy").then(of_copy).otherwise(pl.col("message"))
    return (
        lines.with_columns(shown_value(sources), message.alias("message"))
        .select(FINDING_COLUMNS)
        .collect()
    )
