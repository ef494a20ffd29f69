"""Opt-outs that were received before a send, and whether the time for acting on them was over.

Every send meets every entry that means its recipient, by key. An entry from after the send is no
finding; one from before it is late, or within the time that the law allows, or nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

import polars as pl

from listcheck.auditing.judging.past import Past
from listcheck.checks import CHECKS, ContactCheck
from listcheck.core import columns as c
from listcheck.core.moments import MOMENT_SCHEMA, before, perhaps_before, spans
from listcheck.matching import KEY_PREFIX, MAILBOX_FORM, Scope, key_columns, pairs_of
from listcheck.policy import has_time, last_day_in_time

#: Which opt-out is about what; its check is answered here, not by its expressions.
OF: Final = {check.opt_out_of: check.code for check in CHECKS if isinstance(check, ContactCheck)}
CODES: Final = tuple(code for kind, code in OF.items() if kind)
_OF_STATE: Final = {
    "confirmed": OF["organisation"],
    "pending": OF["pending"],
    "near": OF["pending"],
    "shared": OF["shared_domain"],
}
#: What is never more than unknown, however long ago it was.
_OPEN: Final = (OF["pending"], OF["shared_domain"])
#: What a person's coming back lifts.
_PERSONAL: Final = (OF["person"], OF["list"])
_MOMENTS: Final = ("entry", "from", "end")
_HIT: Final[dict[str, pl.DataType]] = {
    "key": pl.UInt64(),
    "code": pl.String(),
    "source": pl.String(),
    "case": pl.Int64(),
    "latest": pl.Datetime("us"),
    **{f"{moment}.{name}": dtype for moment in _MOMENTS for name, dtype in MOMENT_SCHEMA.items()},
}
#: What :func:`opt_outs` says of a send.
FOUND: Final[dict[str, pl.DataType]] = {
    "late": pl.List(pl.String()),
    "open": pl.List(pl.String()),
    "in_time": pl.Boolean(),
    "had_opted_out": pl.Boolean(),
    "days_late": pl.Int32(),
    "opt_out_source": pl.String(),
    "opt_out_case": pl.Int64(),
}


def send_keys(past: Past, channel: str, recipients: Sequence[str]) -> Iterator[tuple[str, pl.Expr]]:
    """Name and expression of every key by which opt-outs may mean a send."""
    forms = frozenset[str]({"plain"}).union(*(source.forms for source in past.people))
    if not past.options[channel].same_mailbox:
        forms -= {MAILBOX_FORM}
    yield from key_columns(recipients, forms, past.settings.suppression_key)
    yield from past.organisations_of(channel).contact_keys()


def opt_outs(sends: pl.DataFrame, past: Past, channel: str) -> pl.DataFrame:
    """What opt-outs say of each send that they concern, as of its moment.

    Args:
        sends: ``at`` (distinct numbers), the key columns of :func:`send_keys`, ``send.…`` and
            ``own.…`` (the moment of the send, and of the log's own opt-out), ``opted_out``
            (the log says so), ``undated`` (and cannot mean that moment), ``country``,
            ``send_date``, ``rejoined_at``.
        past: the sources.
        channel: the channel of these sends.

    Returns:
        ``at`` and the columns of :data:`FOUND`, one row for each send that some opt-out concerns.
    """
    names = [name for name in sends.columns if name.startswith(KEY_PREFIX)]
    pairs = pairs_of(sends, names)
    pairs = pairs.with_columns(sends["at"].gather(pairs["at"]))
    wanted = pairs["key"].unique().sort()
    entries = pl.concat([pl.DataFrame(schema=_HIT), *_entries(past, channel, wanted)])
    hits = pl.concat(
        [
            pairs.join(entries, on="key", how="inner").drop("key").unique(),
            _own(sends, past),
        ]
    )
    if not hits.height:
        return pl.DataFrame(schema={"at": pl.UInt32, **FOUND})
    moments = [name for name in sends.columns if name.startswith("send.")]
    facts = sends.select("at", *moments, "country", "send_date", "rejoined_at")
    judged = _judged(hits.join(facts, on="at", how="left"), past, channel)
    return _summed(_not_lifted(judged, pairs, past, channel))


def _entries(past: Past, channel: str, keys: pl.Series) -> Iterator[pl.DataFrame]:
    """The entries of all sources with one of the keys, columns of :data:`_HIT`."""
    scope = Scope(
        channel=channel,
        purpose=past.settings.purpose,
        # What expires is looked at for each send by itself.
        send_date=date.min,
        brand=past.settings.brief.brand,
    )
    for source in past.people:
        entries = source.in_force(keys, scope)
        # A bounce is no opt-out.
        rows = entries.filter(~pl.col("bounce").fill_null(value=False)).with_columns(
            pl.lit(OF["person"]).alias("code"),
            pl.lit(source.name).alias("source"),
            pl.coalesce(
                pl.when(pl.col("told").is_null()).then("since"),
                pl.lit(past.exported[source.name], dtype=pl.Datetime("us")),
            ).alias("latest"),
            pl.col("expires").alias("end.told"),
            # It holds on the day on which it expires.
            pl.when(pl.col("expires").is_not_null())
            .then(pl.lit(c.TOLD_DAY, dtype=pl.UInt8))
            .alias("end.clock"),
        )
        yield _hits(rows)
    ledger = past.ledger[channel] if past.ledger else None
    if ledger is not None:
        rows = ledger.opt_outs.join(keys.alias("key").to_frame(), on="key", how="semi")
        yield _hits(rows.with_columns(pl.lit(OF["person"]).alias("code"), source=pl.lit("ledger")))
    entries = past.organisations_of(channel).entries
    rows = entries.join(keys.alias("key").to_frame(), on="key", how="semi").with_columns(
        pl.col("state").replace_strict(_OF_STATE, return_dtype=pl.String).alias("code")
    )
    if "latest" not in rows.columns:
        rows = rows.with_columns(pl.lit(None, dtype=pl.Datetime("us")).alias("latest"))
    exported = {name: day for name, day in past.exported.items() if day is not None}
    ends = c.looked_up(pl.col("source"), exported, pl.Datetime("us"))
    yield _hits(rows.with_columns(pl.coalesce("latest", ends)))


def _hits(entries: pl.DataFrame) -> pl.DataFrame:
    named = entries.rename({name: f"entry.{name}" for name in MOMENT_SCHEMA})
    missing = [pl.lit(None).alias(name) for name in _HIT if name not in named.columns]
    return named.with_columns(missing).select(
        pl.col(name).cast(dtype) for name, dtype in _HIT.items()
    )


def _own(sends: pl.DataFrame, past: Past) -> pl.DataFrame:
    """The log's own opt-outs as hits; what is undated was so at the send only if that is said."""
    at_send = past.settings.audit.undated_evidence == "at_send"
    out = sends.filter(c.OPTED_OUT.expr.eq_missing("yes")).with_columns(
        pl.lit(OF["list"]).alias("code"),
        *(
            pl.when(~pl.col("undated")).then(pl.col(f"own.{name}")).alias(f"entry.{name}")
            for name in MOMENT_SCHEMA
        ),
        # Written down with the send, it was there before it.
        pl.when(pl.col("undated") & at_send).then(pl.datetime(1970, 1, 1)).alias("latest"),
    )
    missing = [pl.lit(None).alias(name) for name in _HIT if name not in out.columns]
    columns = {"at": pl.UInt32(), **{n: d for n, d in _HIT.items() if n != "key"}}
    return out.with_columns(missing).select(
        pl.col(name).cast(dtype) for name, dtype in columns.items()
    )


def _judged(hits: pl.DataFrame, past: Past, channel: str) -> pl.DataFrame:
    """Add late, open and in_time (of each hit at most one), days_late, and sure (it was before)."""
    house = past.settings.policy.opt_out_grace_days

    def with_days(name: str, received: pl.Expr) -> list[pl.Expr]:
        country = c.COUNTRY.expr
        by = last_day_in_time(
            past.rules, channel, country=country, received=received, house_days=house
        )
        some = has_time(past.rules, channel, country=country, received=received, house_days=house)
        return [by.alias(f"{name} day"), some.alias(f"{name} time")]

    first = pl.col("entry.told").dt.date()
    latest = (pl.col("latest") - pl.duration(microseconds=1)).dt.date()
    last = pl.coalesce(first, latest)
    day = c.SEND_DATE.expr
    sure, perhaps = before("entry", "send"), perhaps_before("entry", "send")
    begun, may_have_begun = before("from", "send"), perhaps_before("from", "send")
    at_once = pl.col("from.told").is_null()
    # With days of grace the day decides; without, the moment.
    late = pl.when(pl.col("last time")).then(day > pl.col("last day")).otherwise(sure)
    perhaps_late = pl.when(pl.col("first time")).then(day > pl.col("first day")).otherwise(perhaps)
    certain = (late & sure & (at_once | begun)).fill_null(value=False)
    possible = (
        perhaps_late.fill_null(value=True) & perhaps & (at_once | may_have_begun)
        & ~before("end", "send")
    ).fill_null(value=False)  # fmt: skip
    always_open = pl.col("code").is_in(_OPEN)
    return (
        hits.with_columns(*with_days("first", first), *with_days("last", last))
        .with_columns(_longest(past, channel, latest))
        .with_columns(
            *spans("entry", latest=pl.col("latest")),
            *spans("send"),
            *spans("from"),
            *spans("end"),
        )
        .with_columns(
            (certain & possible & ~always_open).alias("late"),
            (possible & (~certain | always_open)).alias("open"),
            (perhaps & ~possible & ~before("end", "send") & (at_once | may_have_begun)).alias(
                "in_time"
            ),
            sure.alias("sure"),
            (day - pl.col("last day")).dt.total_days().alias("days"),
        )
        .filter(pl.any_horizontal("late", "open", "in_time"))
    )


def _longest(past: Past, channel: str, latest: pl.Expr) -> pl.Expr:
    """The last day in time of what is not dated: of all days up to ``latest`` the longest counts.

    Where a statute made its time shorter, an earlier receipt has the later last day.
    """
    ends = {
        row.until
        for file in past.rules.countries.values()
        for row in file.opt_out_time
        if row.until is not None and channel in row.channel
    }
    house = past.settings.policy.opt_out_grace_days
    days = [
        last_day_in_time(
            past.rules,
            channel,
            country=c.COUNTRY.expr,
            house_days=house,
            received=pl.when(latest >= end).then(pl.lit(end - timedelta(days=1))),
        )
        for end in sorted(ends)
    ]
    undated = pl.col("entry.told").is_null()
    own = pl.col("last day")
    return pl.when(undated).then(pl.max_horizontal(own, *days)).otherwise(own).alias("last day")


def _not_lifted(
    judged: pl.DataFrame, pairs: pl.DataFrame, past: Past, channel: str
) -> pl.DataFrame:
    """The hits without those whose person came back between the opt-out and the send."""
    by_log = (c.REJOINED_AT.expr > pl.col("entry.local_to")).fill_null(value=False)
    personal = pl.col("code").is_in(_PERSONAL)
    left = judged.filter(~(by_log & personal)).with_row_index("hit")
    returns = past.ledger[channel].returns if past.ledger else None
    if returns is None or returns.is_empty():
        return left
    back = returns.rename({name: f"back.{name}" for name in MOMENT_SCHEMA}).with_columns(
        spans("back")
    )
    lifted = (
        left.filter(personal)
        .join(pairs, on="at")
        .join(back, on="key")
        .filter(before("entry", "back") & before("back", "send"))
    )
    return left.join(lifted.select("hit").unique(), on="hit", how="anti")


def _summed(hits: pl.DataFrame) -> pl.DataFrame:
    """One row per send: the codes that are late and those that are open, and the longest delay."""
    late = pl.col("late")
    counted = hits.sort("at", "code", "source", nulls_last=True)
    return (
        counted.group_by("at", maintain_order=True)
        .agg(
            pl.col("code").filter(late).unique(maintain_order=True).alias("late"),
            pl.col("code").filter(pl.col("open")).unique(maintain_order=True).alias("open"),
            (pl.col("in_time").any() & ~late.any()).alias("in_time"),
            (pl.col("sure") & ~pl.col("code").is_in(_OPEN)).any().alias("had_opted_out"),
            pl.col("days").filter(late).max().alias("days_late"),
            pl.coalesce(
                pl.col("source").filter(late).first(), pl.col("source").filter(~late).first()
            ).alias("opt_out_source"),
            pl.coalesce(
                pl.col("case").filter(late).first(), pl.col("case").filter(~late).first()
            ).alias("opt_out_case"),
        )
        .select("at", *(pl.col(name).cast(dtype) for name, dtype in FOUND.items()))
    )
