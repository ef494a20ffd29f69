"""``violations.csv`` and ``unreadable.csv``: the texts are added late, to few rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Final

import polars as pl
import pyarrow.parquet as pq

from listcheck.core import columns as c

#: Above this many lines a spreadsheet cannot open the file any more: Parquet instead.
CSV_LIMIT: Final = 1_000_000
FINDING_COLUMNS: Final = (
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
        A frame with :data:`FINDING_COLUMNS`, cells as they stood in the list.
    """
    every = contacts.with_row_index(KIND)
    texts = finding_texts(every, outcomes, headers)
    sources = cells_shown(outcomes, headers)
    own = every.select(KIND, "file", "row", *sources)
    return (
        texts.join(own, on=KIND, how="left", maintain_order="left")
        .with_columns(shown_value(sources))
        .select(FINDING_COLUMNS)
    )


#: Of a kind of contact, in which all its findings agree but for the cells that they show.
KIND: Final = "kind"
#: Name of the column with the cell that a finding shows.
_SHOWN: Final = "shown"


def finding_texts(
    kinds: pl.LazyFrame,
    outcomes: Sequence[tuple[CheckMessage, str, str]],
    headers: Mapping[str, str],
    later: Collection[str] = (),
) -> pl.LazyFrame:
    """What the findings of each kind of contact say, all but row and cell, in order.

    Args:
        kinds: the kinds, with the Boolean columns of the outcomes, ``country``, ``rule``, the
            columns that messages name and those that tell which cell says an opt-out.
        outcomes: check, outcome and name of its Boolean column.
        headers: field to the list's header.
        later: columns that messages name and that are filled in for each row.

    Returns:
        ``kind``, :data:`FINDING_COLUMNS` but file, row and value, and which column holds the value.
    """
    numbered = list(enumerate(outcomes))
    numbers = pl.concat_list(
        [
            pl.when(pl.col(column)).then(pl.lit(number, dtype=pl.UInt16))
            for number, (_, _, column) in numbered
        ]
    ).list.drop_nulls()
    lines = (
        kinds.with_columns(numbers.alias("finding"))
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
    if "opted_out" in {check.field for check, _, _ in outcomes}:
        of_opt_out = checked == "opted_out"
        field = (
            pl.when(of_opt_out & opt_out_field.is_in(list(headers)))
            .then(opt_out_field)
            .otherwise(field)
        )
    column = c.looked_up(pl.col("field"), headers, pl.String)
    shown = pl.format("list.{}", "field")
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
        shown = pl.when(there).then(pl.lit(cell.name)).when(~nowhere).then(shown)
    message = filled_in(
        message, [check.message for check, _, _ in outcomes], lines.collect_schema(), later
    )
    cites = [number for number, (check, _, _) in numbered if check.cites_law]
    return lines.with_columns(field.alias("field")).select(
        KIND,
        by_outcome([check.code for check, _, _ in outcomes]).alias("code"),
        by_outcome([check.name for check, _, _ in outcomes]).alias("check"),
        by_outcome([outcome for _, outcome, _ in outcomes]).alias("verdict"),
        column.alias("column"),
        "country",
        pl.when(pl.col("finding").is_in(cites)).then(pl.col("rule")).alias("rule"),
        message.alias("message"),
        shown.alias(_SHOWN),
    )


def cells_shown(
    outcomes: Sequence[tuple[CheckMessage, str, str]], headers: Mapping[str, str]
) -> list[str]:
    """Names of the columns with cells that findings may show."""
    fields = {check.field for check, _, _ in outcomes}
    shown = {name for name in fields if name in headers}
    if "opted_out" in fields:
        shown |= {name for name in _OPT_OUTS if name in headers}
    told = [c.SAID_CELL.name] if "opted_out" in fields else []
    told += [c.BOUNCE_CELL.name] if "status" in fields else []
    return [*(c.cell(name) for name in sorted(filter(None, shown))), *told]


def shown_value(sources: Sequence[str]) -> pl.Expr:
    """The cell that a finding shows, of those columns: see :func:`finding_texts`."""
    value = pl.lit(None, dtype=pl.String)
    for name in sources:
        value = pl.when(pl.col(_SHOWN) == name).then(pl.col(name)).otherwise(value)
    return value.alias("value")


def named_in(message: str) -> list[str]:
    """The columns that a message names in braces."""
    return [name for _, name, _, _ in Formatter().parse(message) if name]


def filled_in(
    message: pl.Expr,
    messages: Iterable[str],
    there: Collection[str],
    later: Collection[str] = (),
) -> pl.Expr:
    """The columns that any of the messages names, in the place of their names in braces.

    Args:
        message: the message of each finding.
        messages: all that it may be.
        there: the columns that the frame has; another is unknown.
        later: the columns that are not filled in yet.
    """
    for name in sorted({name for text in messages for name in named_in(text)} - {*later}):
        cell = pl.col(name).fill_null("unknown") if name in there else pl.lit("unknown")
        message = message.str.replace("{" + name + "}", cell, literal=True)
    return message


def write_findings(
    batches: Iterable[pl.DataFrame], folder: Path, count: int, more_cells: Sequence[str] = ()
) -> Path:
    """Write the findings, as Parquet where they are too many for a spreadsheet.

    Args:
        batches: their lines, at least one batch, which may be empty.
        folder: where the file is written.
        count: how many lines there are.
        more_cells: further columns with the list's own words.
    """
    if count > CSV_LIMIT:
        return _as_parquet(batches, folder / "violations.parquet")
    path = folder / "violations.csv"
    cells = ("file", "column", "value", *more_cells)
    with path.open("wb") as out:
        for at, lines in enumerate(batches):
            neutralised(lines.lazy(), cells).collect().write_csv(out, include_header=at == 0)
    return path


def _as_parquet(batches: Iterable[pl.DataFrame], path: Path) -> Path:
    """Texts, whatever the type of their columns, in a row group for each batch."""
    writer: pq.ParquetWriter | None = None
    try:
        for lines in batches:
            table = lines.to_arrow()
            if writer is None:
                # Without Arrow's own schema: words are texts to whoever reads the file.
                writer = pq.ParquetWriter(
                    path,
                    table.schema,
                    compression="zstd",
                    store_schema=False,
                    use_dictionary=[name for name in table.column_names if name != "row"],
                    column_encoding={"row": "DELTA_BINARY_PACKED"},
                )
            writer.write_table(table)
    finally:
        if writer is not None:
            writer.close()
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
        pl.col("column").cast(pl.String).is_in(personal).fill_null(value=False)
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
    text = text.cast(pl.String)
    number = text.str.contains(_NUMBER).fill_null(False)
    return pl.when(number).then(text).otherwise(text.str.replace(_FORMULA, "'$1"))
