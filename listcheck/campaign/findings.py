"""From Boolean columns to findings that can be read: all of them for a file, a few for reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl

from listcheck.campaign.model import Campaign
from listcheck.campaign.recipients import subjects
from listcheck.checks import all_checks, contact_checks, record_check
from listcheck.core import columns as c
from listcheck.core.keyed_hash import HashKey
from listcheck.core.part import Part
from listcheck.mapping import with_fields
from listcheck.results.check_result import CheckInfo, Finding
from listcheck.writers import (
    CheckMessage,
    finding_lines,
    named_in,
    neutralised,
    redacted,
)

#: Columns that every line of findings has.
_ALWAYS: Final = (c.COUNTRY, c.RULE, c.OPTED_OUT_FIELD)
#: Columns beside a contact that only messages on copies name.
BESIDE: Final = (c.DUPLICATE_OF.name, c.OPTED_OUT_COPY.name)


def named_columns() -> list[str]:
    """Columns of the judged contacts that findings show, or name in their messages."""
    named = {name for check in contact_checks() for name in named_in(check.message)}
    return [
        column.name
        for column in c.WORDS
        if column in _ALWAYS or column == c.SUPPRESSED or column.name in named
    ]


def told_outcomes(campaign: Campaign, wanted: Sequence[str]) -> list[tuple[CheckMessage, str, str]]:
    """Check, outcome and Boolean column of everything that a check on contacts can find."""
    recipient = "email" if campaign.channel == "email" else "phone"
    return [
        (
            CheckMessage(
                check.code,
                check.name,
                recipient if check.field == "recipient" else check.field,
                check.message,
                check.cites_law,
            ),
            outcome,
            check.column(outcome),
        )
        for check in contact_checks()
        for outcome, _ in check.outcomes()
        if outcome in wanted
    ]


def told_headers(campaign: Campaign) -> dict[str, str]:
    """Field to the header that findings show, over all parts."""
    headers: dict[str, str] = {}
    for mapping in campaign.maps:
        headers = mapping.columns | headers
    return headers


def case_words(judged: pl.DataFrame) -> list[pl.Expr]:
    """The ledger's case as findings name it; nothing where no ledger was given."""
    return [
        (
            pl.format(", case {}", name).fill_null("")
            if name in judged.columns
            else pl.lit("", dtype=pl.String)
        ).alias(name)
        for name in (c.CASE.name, c.ORG_CASE.name)
    ]


def text_words(part: Part) -> list[pl.Expr]:
    """File and texts that messages name."""
    suppressed = c.SUPPRESSED.expr.cast(pl.String).str.replace_all("\x1f", ", ", literal=True)
    return [
        pl.lit(part.file.name).alias("file"),
        *(pl.col(name).cast(pl.String) for name in named_columns() if name != c.SUPPRESSED.name),
        suppressed.alias(c.SUPPRESSED.name),
    ]


def copy_words() -> pl.Expr:
    """What a message says of a copy."""
    return (
        pl.when(c.OPTED_OUT_COPY.expr)
        .then(pl.lit("another row with an address or number of this contact opted out"))
        .otherwise(pl.format("row {} stands for this recipient", c.DUPLICATE_OF.expr))
    )


def first_findings(
    campaign: Campaign,
    judged: pl.DataFrame,
    wanted: Sequence[str],
    most: int,
    known: Mapping[str, pl.Series],
    key: HashKey | None,
) -> tuple[Finding, ...]:
    """The first findings of every check and outcome, in the order of checks, then rows.

    Args:
        campaign: the run.
        judged: verdicts and findings, one row per contact.
        wanted: outcomes.
        most: how many of each at most.
        known: positions of contacts whose finding the baseline knows, by column: left out.
        key: where given, each finding carries the hash of its recipient.

    Their cells are masked, left out (``--redact``) or shown (``--show-cells``), and never
    a formula.
    """
    chosen: dict[str, pl.Series] = {}
    for _, _, column in told_outcomes(campaign, wanted):
        at = judged[column].arg_true()
        if column in known:
            at = at.filter(~at.is_in(known[column].implode()))
        if at.len():
            chosen[column] = at.head(most)
    if not chosen:
        return ()
    places = pl.concat([series.rename("at") for series in chosen.values()]).unique().sort()
    few = judged[places].select(
        c.PART.name, c.ROW.name, *BESIDE, *named_columns(), *case_words(judged)
    )
    few = few.with_columns(
        places.is_in(chosen[column].implode()).alias(column)
        if column in chosen
        else pl.lit(value=False).alias(column)
        for _, _, column in told_outcomes(campaign, wanted)
    ).with_columns(subjects(campaign, few) if key else pl.lit(None, pl.String).alias("subject"))
    lines = []
    for number, (part, fields) in enumerate(zip(campaign.parts, campaign.maps, strict=True)):
        mine = few.filter(c.PART.expr == number)
        if not mine.height:
            continue
        rows = mine[c.ROW.name]
        # Most stand near the top: what lies behind the last of them is not read.
        top = part.frame.head(int(str(rows.max())))
        own = with_fields(top, fields).filter(c.ROW.expr.is_in(rows.implode()))
        laid = own.join(mine.lazy(), on=c.ROW.name, how="left", maintain_order="left")
        laid = laid.with_columns(*text_words(part), copy_words().alias("copy"))
        headers = told_headers(campaign)
        told = finding_lines(laid, told_outcomes(campaign, wanted), headers)
        settings = campaign.settings
        if settings.redact or not settings.show_cells:
            told = redacted(told, headers, masked=not settings.redact)
        told = neutralised(told, ("column", "value"))
        lines.append(
            told.collect().join(mine.select(c.ROW.name, "subject"), on=c.ROW.name, how="left")
            .with_columns(_line(part).alias("line"))
        )  # fmt: skip
    order = {check.code: at for at, check in enumerate(contact_checks())}
    # Only the few findings that are shown.
    found = [_finding(row, key) for frame in lines for row in frame.iter_rows(named=True)]
    files = {part.file.name: at for at, part in enumerate(campaign.parts)}
    return tuple(
        sorted(found, key=lambda item: (order[item.code], item.verdict, files[item.file], item.row))
    )


def first_unreadable(
    campaign: Campaign, most: int, known: frozenset[str], key: HashKey | None
) -> tuple[Finding, ...]:
    """The first rows that are no records, as findings; those in ``known`` left out."""
    found, code = [], record_check().code
    for part in campaign.parts:
        # Until the few that are shown are found.
        for row, line, reason, text in part.unreadable.select(
            "row", "line", "reason", "text"
        ).iter_rows():
            hashed = key.of(code, text or "") if key else None
            if hashed in known:
                continue
            found.append(
                Finding(
                    code, "unreadable", part.file.name, row, line, None, None, None, None,
                    reason, hashed,
                )
            )  # fmt: skip
            if len(found) >= most:
                return tuple(found)
    return tuple(found)


def check_table() -> tuple[CheckInfo, ...]:
    """All checks, as reports tell of them."""
    return tuple(
        CheckInfo(check.code, check.name, check.verdicts, _what(check.doc), check.doc)
        for check in all_checks()
    )


def _what(doc: str) -> str:
    """The text under the first heading of a check's documentation, on one line."""
    return " ".join(doc.partition("------------\n")[2].partition("\n\n")[0].split())


def _line(part: Part) -> pl.Expr:
    """Line of the file where a record stands; null where records are not single lines."""
    compressed = part.dialect is not None and part.dialect.compression is not None
    if part.kind != "csv" or compressed or not part.verbatim or part.unreadable.height:
        return pl.lit(None, dtype=pl.Int64)
    return c.ROW.expr.cast(pl.Int64) + part.skip_lines


def _finding(row: Mapping[str, object], key: HashKey | None) -> Finding:
    def text(name: str) -> str | None:
        return None if row[name] is None else str(row[name])

    subject = text("subject")
    line = text("line")
    return Finding(
        code=str(row["code"]),
        verdict=str(row["verdict"]),
        file=str(row["file"]),
        row=int(str(row["row"])),
        line=int(line) if line else None,
        column=text("column"),
        value=text("value"),
        country=text("country"),
        rule=text("rule"),
        message=str(row["message"]),
        hash=key.of(str(row["code"]), subject) if key and subject else None,
    )
