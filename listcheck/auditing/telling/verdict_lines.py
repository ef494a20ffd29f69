"""``verdicts.parquet`` and the violations file: from the bits of findings to codes and words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from listcheck.auditing.judging.judge import ANSWERS, bits
from listcheck.checks import ContactCheck, SendCheck, known_checks
from listcheck.core import columns as c
from listcheck.writers import write_findings, write_unreadable

#: The findings of one send, by which all its codes are looked up.
BITS: Final = ("violations", "unknowns")
_OWN_WORDS: Final = {
    "LC001": "no source of opt-outs was given: nobody knows who had opted out",
    "LC206": "the last export of opt-outs is too old for this send",
    "LC214": "too many entries of a source of opt-outs or a register could not be read",
    "LC309": "it rests on legitimate interest, without an assessment of that day",
    "LC201": "the person had opted out{opt_out_source}{opt_out_case}{delay}",
    "LC202": "the organisation had opted out{opt_out_source}{opt_out_case}{delay}",
    "LC203": "the organisation's opt-out was not decided{opt_out_source}{opt_out_case}",
    "LC204": "the log itself says that the person opted out{delay}",
    "LC208": "a free-mail domain stands among the organisations that opted out{opt_out_source}",
}
_UNKNOWN_DELAY: Final = "; whether that was before this send, or late, cannot be told"
_MESSAGE_COLUMNS: Final = (
    "country", "other_country", "basis", "register", "rule_reason", "consent_gap",
    "soft_opt_in_reason", "opt_out_source", "opt_out_case", "delay",
)  # fmt: skip


def codes_of(violations: int, unknowns: int) -> list[tuple[str, str]]:
    """Code and answer of every finding of a send, violations first."""
    position = bits()
    found = [(code, "violation") for code, bit in position.items() if violations >> bit & 1]
    return found + [
        (code, "unknown")
        for code, bit in position.items()
        if unknowns >> bit & 1 and not violations >> bit & 1
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
        kinds: the distinct pairs of :data:`BITS` among them.
        names: the logs' names, by ``log``.
        unreadable: name of a log and the file of its rows that could not be read.
        to: the file.
    """
    # One pair for each set of findings: few, however many sends there are.
    codes = [[code for code, _ in codes_of(*pair)] for pair in kinds.select(BITS).iter_rows()]
    table = kinds.with_columns(pl.Series("codes", codes, dtype=pl.List(pl.String)))
    told = sends.join(table.lazy(), on=list(BITS), how="left", maintain_order="left").select(
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
            pl.lit(["LC002"], dtype=pl.List(pl.String)).alias("codes"),
            pl.lit(None, dtype=pl.String).alias("rule"),
        )
        for name, path in unreadable
    ]
    pl.concat([told, *lost]).sink_parquet(to, engine="streaming")


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
    # One pair for each set of findings, as above.
    found = [[numbers[pair] for pair in codes_of(*both)] for both in kinds.select(BITS).iter_rows()]
    own = kinds.with_columns(pl.Series("finding", found, dtype=pl.List(pl.UInt16)))
    own = own.filter(pl.col("finding").list.len() > 0)

    def told(texts: Mapping[int, str]) -> pl.Expr:
        return c.looked_up(pl.col("finding"), texts, pl.String)

    message = told({at: words for at, (_, words) in enumerate(table)})
    for name in _MESSAGE_COLUMNS:
        if any("{" + name + "}" in words for _, words in table):
            message = message.str.replace(
                "{" + name + "}", pl.col(name).fill_null("unknown"), literal=True
            )
    cites = [at for at, ((code, _), _) in enumerate(table) if _cites_law(checks[code])]
    lines = (
        sends.filter(pl.col("answer") > 0)
        .join(own.lazy(), on=list(BITS), how="inner", maintain_order="left")
        .explode("finding")
        .with_columns(
            pl.format("; case {}", "opt_out_case").fill_null("").alias("opt_out_case"),
            pl.format(" ({})", "opt_out_source").fill_null("").alias("opt_out_source"),
            pl.format("; acted on {} days late", "days_late").fill_null("; late").alias("delay"),
        )
        .select(
            _named(names),
            "row",
            told({at: code for at, ((code, _), _) in enumerate(table)}).alias("code"),
            told({at: checks[code].name for at, ((code, _), _) in enumerate(table)}).alias("check"),
            told({at: answer for at, ((_, answer), _) in enumerate(table)}).alias("verdict"),
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
    return write_findings(lines, folder, count, ("campaign", "sender"))


def _named(names: Sequence[str]) -> pl.Expr:
    return c.looked_up(pl.col("log"), dict(enumerate(names)), pl.String).alias("file")


def _cites_law(check: object) -> bool:
    return isinstance(check, ContactCheck) and check.cites_law


def _findings() -> Iterator[tuple[tuple[str, str], str]]:
    """Every code and answer with its message."""
    for check in known_checks():
        words = check.message if isinstance(check, ContactCheck | SendCheck) else ""
        words = _OWN_WORDS.get(check.code, words)
        yield (check.code, "violation"), words
        yield (check.code, "unknown"), words.replace("{delay}", _UNKNOWN_DELAY)
