"""``violations.csv`` and ``unreadable.csv``: the texts are added late, to few rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Final

import polars as pl

from listcheck.core import columns as c

#: Above this many lines a spreadsheet cannot open the file any more: Parquet instead.
CSV_LIMIT: Final = 1_000_000
COLUMNS: Final = (
    "file", "row", "code", "check", "verdict", "column", "value", "country", "rule", "message",
)  # fmt: skip
_OPT_OUTS: Final = ("opted_out_at", "consent")
_FORMULA: Final = r"^(\s*[=+\-@\t\r])"
_NUMBER: Final = r"^\+[0-9 ().\-]{5,}$"


@dataclass(frozen=True)
class CheckMessage:
    """How one check is told: its name, the field whose cell it shows, its message."""

    code: str
    name: str
    field: str | None
    message: str
    cites_law: bool


def finding_lines(
    contacts: pl.LazyFrame,
    outcomes: Sequence[tuple[CheckMessage, str, str]],
    headers: Mapping[str, str],
) -> pl.LazyFrame:
    """One line per finding, in the list's order.

    Args:
        contacts: contacts with findings: ``file``, ``row``, ``list.<field>`` cells,
            ``country``, ``rule`` and the columns that messages name.
        outcomes: check, outcome and name of its Boolean column.
        headers: field to the list's header.

    Returns:
        A frame with :data:`COLUMNS`, cells as they stood in the list.
    """
    numbered = list(enumerate(outcomes))
    numbers = pl.concat_list(
        [
            pl.when(pl.col(column)).then(pl.lit(number, dtype=pl.UInt16))
            for number, (_, _, column) in numbered
        ]
    ).list.drop_nulls()
    lines = (
        contacts.with_columns(numbers.alias("finding"))
        .filter(pl.col("finding").list.len() > 0)
        .explode("finding")
    )

    def by_outcome(texts: list[str | None]) -> pl.Expr:
        return c.looked_up(pl.col("finding"), dict(enumerate(texts)), pl.String)

    message = by_outcome([check.message for check, _, _ in outcomes])
    field = by_outcome(
        [check.field if check.field in headers else None for check, _, _ in outcomes]
    )
    checked = by_outcome([check.field for check, _, _ in outcomes])
    # An opt-out stands in one of several columns: the finding shows the one that says it.
    opt_out_field = pl.col(c.OPTED_OUT_FIELD.name)
    shown = {check.field for check, _, _ in outcomes if check.field in headers}
    if "opted_out" in {check.field for check, _, _ in outcomes}:
        of_opt_out = checked == "opted_out"
        field = (
            pl.when(of_opt_out & opt_out_field.is_in(list(headers)))
            .then(opt_out_field)
            .otherwise(field)
        )
        shown |= {name for name in _OPT_OUTS if name in headers}
    value = pl.lit(None, dtype=pl.String)
    for name in sorted(filter(None, shown)):
        value = pl.when(pl.col("field") == name).then(pl.col(f"list.{name}")).otherwise(value)
    column = c.looked_up(pl.col("field"), headers, pl.String)
    for name, header, cell in (
        ("opted_out", c.SAID_BY, c.SAID_CELL),
        ("status", c.BOUNCE_BY, c.BOUNCE_CELL),
    ):
        there = (checked == name) & header.expr.is_not_null()
        if name == "opted_out":
            there &= (opt_out_field == name).fill_null(value=False)
        # What a source says of a person stands in no cell of the list.
        nowhere = (checked == name) & (name == "status") & header.expr.is_null()
        column = pl.when(there).then(header.expr).when(~nowhere).then(column)
        value = pl.when(there).then(cell.expr).when(~nowhere).then(value)
    message = filled_in(
        message, [check.message for check, _, _ in outcomes], lines.collect_schema()
    )
    cites = [number for number, (check, _, _) in numbered if check.cites_law]
    return lines.with_columns(field.alias("field")).select(
        "file",
        "row",
        by_outcome([check.code for check, _, _ in outcomes]).alias("code"),
        by_outcome([check.name for check, _, _ in outcomes]).alias("check"),
        by_outcome([outcome for _, outcome, _ in outcomes]).alias("verdict"),
        column.alias("column"),
        value.alias("value"),
        "country",
        pl.when(pl.col("finding").is_in(cites)).then(pl.col("rule")).alias("rule"),
        message.alias("message"),
    )


def named_in(message: str) -> list[str]:
    """The columns that a message names in braces."""
    return [name for _, name, _, _ in Formatter().parse(message) if name]


def filled_in(message: pl.Expr, messages: Iterable[str], there: Collection[str]) -> pl.Expr:
    """The columns that any of the messages names, in the place of their names in braces.

    Args:
        message: the message of each finding.
        messages: all that it may be.
        there: the columns that the frame has; another is unknown.
    """
    for name in sorted({name for text in messages for name in named_in(text)}):
        cell = pl.col(name).fill_null("unknown") if name in there else pl.lit("unknown")
        message = message.str.replace("{" + name + "}", cell, literal=True)
    return message


def write_findings(
    lines: pl.LazyFrame, folder: Path, count: int, more_cells: Sequence[str] = ()
) -> Path:
    """Write the findings, as Parquet where they are too many for a spreadsheet.

    ``more_cells`` are further columns with the list's own words.
    """
    if count > CSV_LIMIT:
        path = folder / "violations.parquet"
        lines.sink_parquet(path, engine="streaming")
        return path
    path = folder / "violations.csv"
    neutralised(lines, ("file", "column", "value", *more_cells)).sink_csv(path, engine="streaming")
    return path


#: Fields whose cells name a person or a place to reach one.
_PERSONAL: Final = (
    "email", "phone", "first_name", "last_name", "company", "account_id", "optin_ip",
    "confirm_ip", "sender",
)  # fmt: skip
_REDACTED: Final = "(redacted)"


def redacted(
    lines: pl.LazyFrame, headers: Mapping[str, str], *, masked: bool = False
) -> pl.LazyFrame:
    """The lines without cells that are, or hold, an address, a number or a name.

    Args:
        lines: what :func:`finding_lines` returns.
        headers: field to the list's header.
        masked: leave the first sign of each word and what stands between the words.
    """
    personal = [
        header
        for field, header in headers.items()
        if field in _PERSONAL or field.rpartition("_")[0] in _PERSONAL
    ]
    value = pl.col("value")
    # A date is evidence; any other run of digits may be a number.
    bare = value.str.replace_all(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}:[0-9]{2}(:[0-9]{2})?", "")
    telling = (
        pl.col("column").is_in(personal).fill_null(value=False)
        | value.str.contains("@", literal=True)
        | (bare.str.count_matches("[0-9]") >= 5)
    )
    instead = value.str.replace_all(r"\B\w", "•") if masked else pl.lit(_REDACTED)
    return lines.with_columns(
        pl.when(telling & value.is_not_null()).then(instead).otherwise(value).alias("value")
    )


def neutralised(lines: pl.LazyFrame, columns: Sequence[str]) -> pl.LazyFrame:
    """The lines with cells that a spreadsheet would run as a formula made text."""
    return lines.with_columns(_neutralised(pl.col(name)) for name in columns)


def write_unreadable(rows: pl.DataFrame, folder: Path, *, redact: bool = False) -> Path:
    """Write the rows that could not be read: file, row, line, reason, text."""
    path = folder / "unreadable.csv"
    if redact:
        rows = rows.with_columns(pl.lit(_REDACTED).alias("text"))
    rows.select(
        _neutralised(pl.col("file")), "row", "line", "reason", _neutralised(pl.col("text"))
    ).write_csv(path)
    return path


def _neutralised(text: pl.Expr) -> pl.Expr:
    """A cell that a spreadsheet would run gets an apostrophe; a plain number stays."""
    number = text.str.contains(_NUMBER).fill_null(False)
    return pl.when(number).then(text).otherwise(text.str.replace(_FORMULA, "'$1"))
