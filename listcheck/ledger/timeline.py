"""What a ledger says over time: when each opt-out was received, when somebody came back.

The moments travel as they are written: ``told`` (by the clock they are written in), ``clock``
(``listcheck.core.columns.TOLD_DAY`` or ``TOLD_INSTANT``) and ``offset`` (0: the ledger writes UTC).
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from listcheck.core import columns as c
from listcheck.ledger.days import MOMENT
from listcheck.ledger.state import cases, concerning, standing

_MOMENT_PARTS = ("told", "clock", "offset")


@dataclass(frozen=True)
class Timeline:
    """Everything that was received, for one channel.

    Attributes:
        opt_outs: ``key`` (address or E.164 number), ``case``, the moment of receipt as written
            (null where it is not known) and ``latest``, when it had certainly been received.
        returns: ``key`` and the moment of each re-join.
        organisations: ``domain`` or ``account_id``, ``case``, ``state``, the moment of receipt
            and ``latest``; a request stands there as ``pending`` until the moment ``end.…`` of
            its answer, and as ``confirmed`` from the moment ``from.…`` of its confirmation on.
    """

    opt_outs: pl.DataFrame
    returns: pl.DataFrame
    organisations: pl.DataFrame


def timeline(events: pl.DataFrame, channel: str) -> Timeline:
    """The history of opt-outs that concern one channel.

    Args:
        events: columns of :data:`listcheck.ledger.state.COLUMNS`, in their order.
        channel: email, sms, call or automated-call.
    """
    counted = standing(events)
    about = concerning(counted, channel)
    kind = pl.col("kind")
    requests = about.filter(
        kind.is_in(["opt_out", "organisation_request"]) & pl.col("person").is_not_null()
    )
    rejoins = counted.filter((kind == "rejoin") & pl.col("channel").is_in(["all", channel]))
    back = rejoins.filter(pl.col("received_at").is_not_null())
    return Timeline(
        opt_outs=requests.select(
            pl.col("person").alias("key"), "case", *_as_written(pl.col("received_at")), _latest()
        ),
        returns=back.select(pl.col("person").alias("key"), *_as_written(pl.col("received_at"))),
        organisations=_organisations(counted, about),
    )


def _as_written(text: pl.Expr, prefix: str = "") -> list[pl.Expr]:
    is_day = text.str.len_bytes() == 10
    at = (
        pl.when(is_day).then(text + "T00:00:00Z").otherwise(text)
        .str.to_datetime(MOMENT, time_unit="us", time_zone="UTC", strict=False)
        .dt.replace_time_zone(None)
    )  # fmt: skip
    clock = pl.when(is_day).then(pl.lit(c.TOLD_DAY)).otherwise(pl.lit(c.TOLD_INSTANT))
    zero = pl.when(~is_day).then(pl.lit(0, dtype=pl.Int16))
    columns = (at, pl.when(at.is_not_null()).then(clock.cast(pl.UInt8)), zero)
    return [one.alias(f"{prefix}{name}") for name, one in zip(_MOMENT_PARTS, columns, strict=True)]


def _latest() -> pl.Expr:
    """What came without a day had come before it was recorded: that much is certain."""
    recorded = pl.col("recorded_at").str.to_datetime(
        MOMENT, time_unit="us", time_zone="UTC", strict=False
    )
    unknown = pl.col("received_at").is_null()
    return pl.when(unknown).then(recorded.dt.replace_time_zone(None)).alias("latest")


def _organisations(counted: pl.DataFrame, about: pl.DataFrame) -> pl.DataFrame:
    of_channel = about.filter(pl.col("kind") == "organisation_request").select("case")
    rows = cases(counted).join(of_channel, on="case", how="semi")
    none = _as_written(pl.lit(None, dtype=pl.String), "from.")
    no_end = _as_written(pl.lit(None, dtype=pl.String), "end.")
    answered = pl.when(pl.col("state") != "pending").then("answered_at")
    columns = ["case", "domains", "account_id"]
    open_ = rows.select(
        *columns, pl.lit("pending").alias("state"), *_as_written(pl.col("received_at")), _latest(),
        *none, *_as_written(answered, "end."),
    )  # fmt: skip
    confirmed = rows.filter(pl.col("state") == "confirmed").select(
        *columns, "state", *_as_written(pl.col("received_at")), _latest(),
        *_as_written(pl.col("answered_at"), "from."), *no_end,
    )  # fmt: skip
    both = pl.concat([open_, confirmed])
    nobody = pl.lit(None, dtype=pl.String)
    by_domain = both.with_columns(pl.col("domains").str.split(" ").alias("domain")).explode(
        "domain"
    )
    return pl.concat(
        [
            by_domain.drop_nulls("domain").with_columns(nobody.alias("account_id")),
            both.drop_nulls("account_id").with_columns(
                nobody.alias("domain"), pl.col("account_id").str.to_lowercase()
            ),
        ],
        how="diagonal",
    ).drop("domains")
