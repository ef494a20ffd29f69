"""Judge a batch of sends: the stages of a check, with what held on the day of each send."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import polars as pl

from listcheck.auditing.judging.opt_outs import CODES, opt_outs
from listcheck.auditing.judging.past import Past
from listcheck.auditing.judging.sends import checks, contacts, laid, names
from listcheck.checks import ContactCheck, evaluate, known_checks, run_checks, send_check
from listcheck.checks.evaluate import spared
from listcheck.contacts import with_written_moment
from listcheck.core import columns as c
from listcheck.core.bits import Bits
from listcheck.mapping import ColumnMap
from listcheck.matching import KEY_PREFIX, key_of
from listcheck.policy import FreshFor, with_policy

#: The answers, worst last.
ANSWERS: Final = ("lawful", "unknown", "violation")
#: The sets of findings of a send: a bit for each check, see :func:`bits`.
SETS: Final = ("violations", "unknowns", "notes")
#: What one pass leaves of each send, besides the columns of :data:`SETS`.
_JUDGED: Final[dict[str, pl.DataType]] = {
    "log": pl.UInt32(),
    "row": pl.UInt32(),
    "answer": pl.UInt8(),
    "day": pl.Date(),
    "channel": pl.String(),
    "country": pl.String(),
    "campaign": pl.String(),
    "sender": pl.String(),
    "rule": pl.String(),
    "days_late": pl.Int32(),
    "in_time": pl.Boolean(),
    "opt_out_source": pl.String(),
    "opt_out_case": pl.Int64(),
    "other_country": pl.String(),
    "basis": pl.String(),
    "register": pl.String(),
    "rule_reason": pl.String(),
    "consent_gap": pl.String(),
    "soft_opt_in_reason": pl.String(),
    "recipient": pl.String(),
    "person": pl.UInt64(),
}
#: Of a lawful send nobody asks why.
_ONLY_FINDINGS: Final = (
    "opt_out_source", "opt_out_case", "other_country", "basis", "register", "rule_reason",
    "consent_gap", "soft_opt_in_reason", "recipient", "person",
)  # fmt: skip


def bits() -> Bits:
    """Where each check stands in the columns of findings."""
    return Bits(check.code for check in known_checks())


def judged_columns() -> dict[str, pl.DataType]:
    """The columns of judged sends: as many of findings as the known checks take."""
    return {**_JUDGED, **dict.fromkeys(bits().columns(*SETS), pl.UInt64())}


def judge(sends: pl.DataFrame, mapping: ColumnMap, past: Past) -> pl.DataFrame:
    """The sends with their answers: see :func:`judged_columns`, by log and row.

    Args:
        sends: of logs of one layout, see :meth:`listcheck.auditing.logs.send_log.Log.sends`.
        mapping: which of their columns is which field.
        past: everything that is known.
    """
    frames = []
    for (channel,), group in sends.partition_by("channel", as_dict=True).items():
        cells = group.drop("channel")
        if channel is None:
            frames.append(_of_no_channel(cells, mapping))
        else:
            frames.append(_of_channel(cells, mapping, past, str(channel)))
    judged = pl.concat([pl.DataFrame(schema=judged_columns()), *frames]).sort(
        "log", "row", maintain_order=True
    )
    return _redacted(judged, past) if past.settings.redact else judged


def _redacted(judged: pl.DataFrame, past: Past) -> pl.DataFrame:
    """No recipients; where there is a key, a hash of those who had opted out stands for them."""
    late = pl.any_horizontal(bits().has("violations", code) for code in CODES)
    people = judged.filter(late)["recipient"].drop_nulls().unique()
    # Once for each person whose opt-out was acted on late.
    hashes = {text: past.key.of("audit", text) for text in people} if past.key else {}
    return judged.with_columns(
        pl.when(late).then(c.looked_up(pl.col("recipient"), hashes, pl.String)).alias("recipient")
    )


def _of_no_channel(cells: pl.DataFrame, mapping: ColumnMap) -> pl.DataFrame:
    """Sends over a channel that nobody here knows."""
    by_field = laid(cells, mapping.for_channel("email"))
    return _shaped(
        with_written_moment(by_field, "send_time", None, "send")
        .select(
            "log",
            "row",
            *names(),
            pl.col("send.told").dt.date().alias("day"),
            pl.lit(None, dtype=pl.String).alias("channel"),
            *bits().masks("unknowns", [(send_check("channel").code, pl.lit(value=True))]),
        )
        .collect()
    )


def _of_channel(cells: pl.DataFrame, mapping: ColumnMap, past: Past, channel: str) -> pl.DataFrame:
    sends = contacts(cells, mapping.for_channel(channel), past, channel)
    timed = sends.filter(c.SEND_DATE.expr.is_not_null()).with_row_index("at")
    dateless = sends.filter(c.SEND_DATE.expr.is_null()).select(
        "log",
        "row",
        "campaign",
        "sender",
        c.COUNTRY.name,
        pl.lit(channel).alias("channel"),
        *bits().masks("unknowns", [(send_check("send_time").code, pl.lit(value=True))]),
    )
    hits = _with_masks(opt_outs(timed, past, channel))
    keys = [name for name in timed.columns if name.startswith((KEY_PREFIX, "send.", "own."))]
    timed = timed.drop(keys).join(hits, on="at", how="left", maintain_order="left")
    timed = _with_registers(timed, past, channel).with_columns(
        past.epochs(channel, timed[c.SEND_DATE.name]),
        pl.col("had_opted_out").fill_null(value=False).alias(c.HAS_OPTED_OUT.name),
    )
    groups = timed.partition_by("epoch", as_dict=True)
    answered = [_answered(group, past, channel, int(epoch)) for (epoch,), group in groups.items()]
    return pl.concat([_shaped(dateless), *answered])


def _with_masks(hits: pl.DataFrame) -> pl.DataFrame:
    """``late`` and ``open`` as bits: lists of every send would take far more."""
    place = bits()
    masks = [
        place.masks(name, [(code, pl.col(name).list.contains(code)) for code in CODES])
        for name in ("late", "open")
    ]
    return hits.with_columns(*masks[0], *masks[1])


def _with_registers(sends: pl.DataFrame, past: Past, channel: str) -> pl.DataFrame:
    """Whether each send's recipient was listed, by the copy of the day, and if that was fresh."""
    for name, (kind, copies) in past.registers_for(channel).items():
        recipient = c.EMAIL.name if kind == "email" else c.PHONE.name
        by_day = sends.select(pl.col(recipient).alias("recipient"), c.SEND_DATE.expr.alias("day"))
        answers = copies.answers(by_day)
        age = (by_day["day"] - answers["obtained"]).dt.total_days()
        # No copy that early is no old copy: it is missing.
        fresh = (age <= past.rules.registers[name].max_age_days).fill_null(value=True)
        # What an old copy lists may have been taken out since.
        listed = answers["listed"].zip_with(fresh | answers["listed"].is_null(), pl.Series([False]))
        sends = sends.with_columns(
            listed.alias(c.listed_on(name)),
            answers["since"].alias(c.listed_since(name)),
            fresh.alias(f"fresh.{name}"),
        )
    return sends


def _fresh(past: Past, channel: str) -> dict[str, FreshFor]:
    return {name: pl.col(f"fresh.{name}") for name in past.registers_for(channel)}


def _answered(sends: pl.DataFrame, past: Past, channel: str, epoch: int) -> pl.DataFrame:
    """The sends of one epoch of the law with their answers."""
    purpose = past.settings.purpose
    judged = with_policy(sends.lazy(), past.law(channel, epoch), _fresh(past, channel))
    none = {
        c.SUPPRESSED.name: pl.lit(None, dtype=pl.String),
        c.SUPPRESSED_BOUNCE.name: pl.lit(value=False),
    }
    spare = spared(purpose)

    outcomes, place = _outcomes(checks()), bits()

    def masks(name: str, of_opt_outs: str, of_checks: Iterable[Outcome]) -> Iterator[pl.Expr]:
        check_masks = place.masks(name, of_checks)
        for mask, column in zip(check_masks, place.columns(of_opt_outs), strict=True):
            yield mask | pl.when(spare).then(0).otherwise(pl.col(column)).fill_null(0)

    frame = (
        judged.with_columns(**none)
        .with_columns(evaluate(checks(), purpose))
        .with_columns(
            *masks("violations", "late", outcomes["violation"]),
            *masks("unknowns", "open", [*outcomes["unknown"], *_of_the_run(past, channel)]),
            *place.masks("notes", outcomes["note"]),
        )
        .with_columns(
            pl.lit(channel).alias("channel"),
            c.SEND_DATE.expr.alias("day"),
            # What a register lists is told like the source of an opt-out.
            pl.coalesce("opt_out_source", _listing(past, channel)).alias("opt_out_source"),
            pl.col("subject").alias("recipient"),
            key_of(pl.col("subject")).alias("person"),
        )
    )
    there = frame.collect_schema().names()
    return _shaped(
        frame.select(name for name in judged_columns() if name in there).collect(engine="streaming")
    )


def _listing(past: Past, channel: str) -> pl.Expr:
    """The register that lists a recipient who was to be looked up there; null where none does."""
    listed = [
        pl.when(c.ON_REGISTER.expr & pl.col(c.listed_on(name))).then(pl.lit(name))
        for name in past.registers_for(channel)
    ]
    return pl.coalesce(pl.lit(None, dtype=pl.String), *listed)


Outcome = tuple[str, pl.Expr]


def _outcomes(checks: Iterable[ContactCheck]) -> dict[str, list[Outcome]]:
    """Code and Boolean column of every outcome, by what it means for a past send."""
    outcomes: dict[str, list[Outcome]] = {"violation": [], "unknown": [], "note": []}
    meaning = {"drop": "violation", "hold": "unknown", "note": "note"}
    for check in checks:
        for outcome, _ in check.outcomes():
            means = meaning[outcome]
            if check.in_audits != "as_found" and means != "note":
                means = check.in_audits
            outcomes[means].append((check.code, pl.col(check.column(outcome))))
    return outcomes


def _of_the_run(past: Past, channel: str) -> list[Outcome]:
    """What nobody can know of a send because the whole audit lacks something."""
    facts = past.facts(channel)
    return [
        (check.code, unknown)
        for check in run_checks()
        if check.of_sends is not None and check.code not in past.settings.waive
        for unknown in check.of_sends(facts)
    ]


def _shaped(sends: pl.DataFrame) -> pl.DataFrame:
    """The columns of judged sends; the answer follows from the findings."""
    place = bits()
    for name in SETS:
        if name not in sends.columns:
            sends = sends.with_columns(place.masks(name, []))
    missing = [pl.lit(None).alias(name) for name in _JUDGED if name not in sends.columns]
    answer = (
        pl.when(place.some("violations")).then(pl.lit(ANSWERS.index("violation")))
        .when(place.some("unknowns")).then(pl.lit(ANSWERS.index("unknown")))
        .otherwise(pl.lit(ANSWERS.index("lawful")))
    )  # fmt: skip
    judged = sends.with_columns(missing).with_columns(answer=answer)
    lawful = pl.col("answer") == ANSWERS.index("lawful")
    judged = judged.with_columns(pl.col("in_time").cast(pl.Boolean).fill_null(value=False) & lawful)
    return judged.select(
        (pl.when(~lawful).then(pl.col(name)) if name in _ONLY_FINDINGS else pl.col(name))
        .cast(dtype).alias(name)
        for name, dtype in judged_columns().items()
    )  # fmt: skip
