"""Judge a batch of sends: the stages of a check, with what held on the day of each send."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import Final

import polars as pl

from listcheck.auditing.judging.opt_outs import CODES, masks, opt_outs
from listcheck.auditing.judging.past import Past
from listcheck.auditing.judging.sends import checks, contacts, laid, names
from listcheck.checks import ContactCheck, evaluate, known_checks
from listcheck.checks.evaluate import spared
from listcheck.contacts import with_told
from listcheck.core import columns as c
from listcheck.mapping import ColumnMap
from listcheck.matching import KEY_PREFIX, key_of
from listcheck.policy import FreshFor, with_policy

#: The answers, worst last.
ANSWERS: Final = ("lawful", "unknown", "violation")
#: What one pass leaves of each send. ``violations`` and ``unknowns`` have a bit for each check.
JUDGED: Final[dict[str, pl.DataType]] = {
    "log": pl.UInt32(),
    "row": pl.UInt32(),
    "answer": pl.UInt8(),
    "violations": pl.UInt64(),
    "unknowns": pl.UInt64(),
    "notes": pl.UInt64(),
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


def bits() -> dict[str, int]:
    """The bit of each check in the columns of findings."""
    return {check.code: at for at, check in enumerate(known_checks())}


def judge(sends: pl.DataFrame, mapping: ColumnMap, past: Past) -> pl.DataFrame:
    """The sends with their answers: columns of :data:`JUDGED`, by log and row.

    Args:
        sends: of logs of one layout, see :meth:`listcheck.auditing.logs.send_log.Log.sends`.
        mapping: which of their columns is which field.
        past: everything that is known.
    """
    found = []
    for (channel,), group in sends.partition_by("channel", as_dict=True).items():
        cells = group.drop("channel")
        if channel is None:
            found.append(_of_no_channel(cells, mapping))
        else:
            found.append(_of_channel(cells, mapping, past, str(channel)))
    judged = pl.concat([pl.DataFrame(schema=JUDGED), *found]).sort(
        "log", "row", maintain_order=True
    )
    return _redacted(judged, past) if past.settings.redact else judged


def _redacted(judged: pl.DataFrame, past: Past) -> pl.DataFrame:
    """No recipients; where there is a key, a hash of those who had opted out stands for them."""
    position = bits()
    late = pl.lit(value=False)
    for code in CODES:
        late |= (pl.col("violations") & pl.lit(1 << position[code], dtype=pl.UInt64)) > 0
    people = judged.filter(late)["recipient"].drop_nulls().unique()
    # Once for each person whose opt-out was acted on late.
    hashes = {text: past.key.of("audit", text) for text in people} if past.key else {}
    return judged.with_columns(
        pl.when(late).then(c.looked_up(pl.col("recipient"), hashes, pl.String)).alias("recipient")
    )


def _of_no_channel(cells: pl.DataFrame, mapping: ColumnMap) -> pl.DataFrame:
    """Sends over a channel that nobody here knows."""
    told = laid(cells, mapping.for_channel("email"))
    flag = pl.lit(1 << bits()["LC008"], dtype=pl.UInt64)
    return _shaped(
        with_told(told, "send_time", None, "send")
        .select(
            "log",
            "row",
            *names(),
            pl.col("send.told").dt.date().alias("day"),
            pl.lit(None, dtype=pl.String).alias("channel"),
            unknowns=flag,
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
        pl.lit(1 << bits()["LC007"], dtype=pl.UInt64).alias("unknowns"),
    )
    found = masks(opt_outs(timed, past, channel), bits())
    keys = [name for name in timed.columns if name.startswith((KEY_PREFIX, "send.", "own."))]
    timed = timed.drop(keys).join(found, on="at", how="left", maintain_order="left")
    timed = _with_registers(timed, past, channel).with_columns(
        past.epochs(channel, timed[c.SEND_DATE.name]),
        pl.col("had_opted_out").fill_null(value=False).alias(c.HAS_OPTED_OUT.name),
    )
    groups = timed.partition_by("epoch", as_dict=True)
    answered = [_answered(group, past, channel, int(epoch)) for (epoch,), group in groups.items()]
    return pl.concat([_shaped(dateless), *answered])


def _with_registers(sends: pl.DataFrame, past: Past, channel: str) -> pl.DataFrame:
    """Whether each send's recipient was listed, by the copy of the day, and if that was fresh."""
    for name, (kind, copies) in past.registers_for(channel).items():
        own = c.EMAIL.name if kind == "email" else c.PHONE.name
        asked = sends.select(pl.col(own).alias("recipient"), c.SEND_DATE.expr.alias("day"))
        told = copies.answers(asked)
        age = (asked["day"] - told["obtained"]).dt.total_days()
        # No copy that early is no old copy: it is missing.
        fresh = (age <= past.rules.registers[name].max_age_days).fill_null(value=True)
        # What an old copy lists may have been taken out since.
        listed = told["listed"].zip_with(fresh | told["listed"].is_null(), pl.Series([False]))
        sends = sends.with_columns(
            listed.alias(c.listed_on(name)),
            told["since"].alias(c.listed_since(name)),
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

    def of_opt_outs(name: str) -> pl.Expr:
        return pl.when(spare).then(pl.lit(0, dtype=pl.UInt64)).otherwise(pl.col(name)).fill_null(0)

    outcomes = _outcomes(checks())
    frame = (
        judged.with_columns(**none)
        .with_columns(evaluate(checks(), purpose))
        .with_columns(
            violations=of_opt_outs("late") | _mask(outcomes["violation"]),
            unknowns=of_opt_outs("open")
            | _mask([*outcomes["unknown"], *_of_the_run(past, channel)]),
            notes=_mask(outcomes["note"]),
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
        frame.select(name for name in JUDGED if name in there).collect(engine="streaming")
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
    found: dict[str, list[Outcome]] = {"violation": [], "unknown": [], "note": []}
    meaning = {"drop": "violation", "hold": "unknown", "note": "note"}
    for check in checks:
        for outcome, _ in check.outcomes():
            means = meaning[outcome]
            if check.in_audits != "as_found" and means != "note":
                means = check.in_audits
            found[means].append((check.code, pl.col(check.column(outcome))))
    return found


def _of_the_run(past: Past, channel: str) -> list[Outcome]:
    """What nobody can know of a send because the whole audit lacks something."""
    settings, found = past.settings, []
    if not past.knows_opt_outs and "LC001" not in settings.waive:
        found.append(("LC001", pl.lit(value=True)))
    if settings.purpose != "contract" and "LC309" not in settings.waive:
        begins = past.assessed_from
        early = pl.lit(value=True) if begins is None else c.SEND_DATE.expr < begins
        found.append(("LC309", c.LEGITIMATE_INTEREST.expr & early))
    last, most = past.opt_outs_known_until, settings.policy.suppression_max_age_days
    if last is not None and most is not None and "LC206" not in settings.waive:
        age = (c.SEND_DATE.expr - pl.lit(last)).dt.total_days()
        found.append(("LC206", age > most))
    if "LC214" not in settings.waive:
        asked = c.REGISTER.expr.cast(pl.String).str.split("+")
        for source in past.unread(channel):
            # A register answers for those only who must be looked up there.
            concerned = (
                asked.list.contains(source.name).fill_null(value=False)
                if source.kind == "register"
                else pl.lit(value=True)
            )
            found.append(("LC214", concerned))
    return found


def _mask(outcomes: Iterable[Outcome]) -> pl.Expr:
    position = bits()
    flags = [
        expression.cast(pl.UInt64) * pl.lit(1 << position[code], dtype=pl.UInt64)
        for code, expression in outcomes
    ]
    return reduce(lambda left, right: left | right, flags, pl.lit(0, dtype=pl.UInt64))


def _shaped(sends: pl.DataFrame) -> pl.DataFrame:
    """The columns of :data:`JUDGED`; the answer follows from the findings."""
    zero = pl.lit(0, dtype=pl.UInt64)
    for name in ("violations", "unknowns", "notes"):
        if name not in sends.columns:
            sends = sends.with_columns(zero.alias(name))
    missing = [pl.lit(None).alias(name) for name in JUDGED if name not in sends.columns]
    answer = (
        pl.when(pl.col("violations") > 0).then(pl.lit(ANSWERS.index("violation")))
        .when(pl.col("unknowns") > 0).then(pl.lit(ANSWERS.index("unknown")))
        .otherwise(pl.lit(ANSWERS.index("lawful")))
    )  # fmt: skip
    told = sends.with_columns(missing).with_columns(answer=answer)
    lawful = pl.col("answer") == ANSWERS.index("lawful")
    told = told.with_columns(pl.col("in_time").cast(pl.Boolean).fill_null(value=False) & lawful)
    return told.select(
        (pl.when(~lawful).then(pl.col(name)) if name in _ONLY_FINDINGS else pl.col(name))
        .cast(dtype).alias(name)
        for name, dtype in JUDGED.items()
    )  # fmt: skip
