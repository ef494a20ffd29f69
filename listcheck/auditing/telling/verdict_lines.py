"""``verdicts.parquet`` and the violations file: from the bits of findings to codes and words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from listcheck.auditing.judging.judge import ANSWERS, bits, judged_columns
from listcheck.checks import ContactCheck, SendCheck, known_checks, record_check
from listcheck.core import columns as c
from listcheck.writers import filled_in, write_findings, write_unreadable

_UNKNOWN_DELAY: Final = "; whether that was before this send, or late, cannot be told"

#: So many lines are written at once.
_BATCH: Final = 500_000


def findings_of() -> list[str]:
    """The columns with the findings of one send, by which all its codes are looked up."""
    return bits().columns("violations", "unknowns")


def codes_of(*values: int) -> list[tuple[str, str]]:
    """Code and answer of every finding of a send, violations first.

    Args:
        values: of the columns :func:`findings_of`; of those of violations alone as well.
    """
    place = bits()
    words = len(place.columns("violations"))
    broken = place.codes_in(values[:words])
    unknown = place.codes_in(values[words:]) if values[words:] else []
    return [
        *((code, "violation") for code in broken),
        *((code, "unknown") for code in unknown if code not in broken),
    ]


def write_verdicts(
    sends: pl.LazyFrame,
    kinds: pl.DataFrame,
    names: Sequence[str],
    unreadable: Sequence[tuple[str, Path]],
    to: Path,
) -> None:
    """Write one row per record: file, row, answer, codes, rule; unreadable ones at the end.

    Args:
        sends: what :func:`listcheck.auditing.judging.judge.judge` gives, with ``log``.
        kinds: the distinct sets of findings among them: columns of :func:`findings_of`.
        names: the logs' names, by ``log``.
        unreadable: name of a log and the file of its rows that could not be read.
        to: the file.
    """
    both = findings_of()
    # One row for each set of findings: few, however many sends there are.
    codes = [[code for code, _ in codes_of(*row)] for row in kinds.select(both).iter_rows()]
    table = kinds.with_columns(pl.Series("codes", codes, dtype=pl.List(pl.String)))
    verdicts = sends.join(table.lazy(), on=both, how="left", maintain_order="left").select(
        _named(names),
        "row",
        c.looked_up(pl.col("answer"), dict(enumerate(ANSWERS)), pl.String).alias("answer"),
        "codes",
        "rule",
    )
    lost = [
        pl.scan_parquet(path).select(
            pl.lit(name).alias("file"),
            "row",
            pl.lit("unreadable").alias("answer"),
            pl.lit([record_check().code], dtype=pl.List(pl.String)).alias("codes"),
            pl.lit(None, dtype=pl.String).alias("rule"),
        )
        for name, path in unreadable
    ]
    pl.concat([verdicts, *lost]).sink_parquet(to, engine="streaming")


def write_unreadable_rows(
    unreadable: Sequence[tuple[str, Path]], folder: Path, *, redact: bool
) -> Path:
    """Write the rows that could not be read: file, row, line, reason, text."""
    rows = pl.concat(
        [
            pl.read_parquet(path).with_columns(pl.lit(name).alias("file"))
            for name, path in unreadable
        ]
    )
    return write_unreadable(rows, folder, redact=redact)


def write_violations(
    sends: pl.LazyFrame,
    kinds: pl.DataFrame,
    names: Sequence[str],
    folder: Path,
    count: int,
) -> Path:
    """Write one line per finding that makes a send a violation or unknown."""
    table = list(_findings())
    numbers = {pair: at for at, (pair, _) in enumerate(table)}
    checks = {check.code: check for check in known_checks()}
    both = findings_of()
    # One row for each set of findings, as above.
    findings = [
        [numbers[pair] for pair in codes_of(*row)] for row in kinds.select(both).iter_rows()
    ]
    with_findings = kinds.with_columns(pl.Series("finding", findings, dtype=pl.List(pl.UInt16)))
    with_findings = with_findings.filter(pl.col("finding").list.len() > 0)

    def by_finding(texts: Mapping[int, str]) -> pl.Expr:
        return c.looked_up(pl.col("finding"), texts, pl.String)

    message = by_finding({at: words for at, (_, words) in enumerate(table)})
    message = filled_in(message, [words for _, words in table], [*judged_columns(), "delay"])
    cites = [at for at, ((code, _), _) in enumerate(table) if _cites_law(checks[code])]
    lines = (
        sends.filter(pl.col("answer") > 0)
        .join(with_findings.lazy(), on=both, how="inner", maintain_order="left")
        .explode("finding")
        .with_columns(
            pl.format("; case {}", "opt_out_case").fill_null("").alias("opt_out_case"),
            pl.format(" ({})", "opt_out_source").fill_null("").alias("opt_out_source"),
            pl.format("; acted on {} days late", "days_late").fill_null("; late").alias("delay"),
        )
        .select(
            _named(names),
            "row",
            by_finding({at: code for at, ((code, _), _) in enumerate(table)}).alias("code"),
            by_finding({at: checks[code].name for at, ((code, _), _) in enumerate(table)}).alias(
                "check"
            ),
            by_finding({at: answer for at, ((_, answer), _) in enumerate(table)}).alias("verdict"),
            pl.when(pl.col("recipient").is_not_null()).then(pl.lit("recipient")).alias("column"),
            pl.col("recipient").alias("value"),
            "country",
            pl.when(pl.col("finding").is_in(cites)).then(pl.col("rule")).alias("rule"),
            message.alias("message"),
            "day",
            "channel",
            "campaign",
            "sender",
            "days_late",
        )
    )
    # Of no line at all there would be no batch, and so no header.
    batches = (
        lines.collect_batches(chunk_size=_BATCH, maintain_order=True)
        if count
        else [lines.collect()]
    )
    return write_findings(batches, folder, count, ("campaign", "sender"))


def _named(names: Sequence[str]) -> pl.Expr:
    return c.looked_up(pl.col("log"), dict(enumerate(names)), pl.String).alias("file")


def _cites_law(check: object) -> bool:
    return isinstance(check, ContactCheck) and check.cites_law


def _findings() -> Iterator[tuple[tuple[str, str], str]]:
    """Every code and answer with its message."""
    for check in known_checks():
        message = check.message if isinstance(check, ContactCheck | SendCheck) else ""
        words = check.audit_message or message
        yield (check.code, "violation"), words
        yield (check.code, "unknown"), words.replace("{delay}", _UNKNOWN_DELAY)
