"""Several rows of one message: whether a delivery belongs to a send that another row tells.

A row that says that a message went out is a send. One that says that it was taken over, or that it
arrived, is the same send where such a row is there: of the same message id and recipient; without
ids, of the same recipient and campaign, each delivery to one send. In both, within the days for
which servers go on trying. A delivery that belongs to none is a send of its own: the row that said
so is not in the logs. The rows may lie in any of the logs, in any order, so this is found out when
all have been read; memory follows the share of rows that is looked at together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from listcheck.auditing.judging.sends import laid
from listcheck.auditing.logs.addressees import same_recipient
from listcheck.auditing.logs.event_words import AFTER, DELIVERED, TAKEN, TRIED, UNKNOWN
from listcheck.contacts import with_written_moment
from listcheck.contacts.evidence.cell_values import DateOrder
from listcheck.mapping import ColumnMap
from listcheck.matching import key_of

#: What is kept of each row: where it stands, whom it means, and when it was. ``beside`` is what
#: :meth:`listcheck.auditing.logs.log_events.Events.with_kinds` says: 0 where the row is a send.
KEYS: Final[dict[str, pl.DataType]] = {
    "log": pl.UInt32(),
    "row": pl.UInt32(),
    "who": pl.UInt64(),
    "id": pl.UInt64(),
    "near": pl.UInt64(),
    "beside": pl.UInt8(),
    "time": pl.Datetime("us"),
}
#: So long do servers go on trying.
_DAYS: Final = pl.duration(days=5)
#: So far may the clocks of two services, or of two rows, differ.
_CLOCKS: Final = pl.duration(minutes=10)
_FIRST: Final = pl.datetime(1, 1, 1)
#: Rows that are looked at together.
_SHARE: Final = 5_000_000


def keys_of(
    sends: pl.DataFrame,
    mapping: ColumnMap,
    recipients: Mapping[str, int],
    *,
    identity: int | None,
    by_id_alone: bool,
    date_order: DateOrder | None,
) -> pl.DataFrame:
    """By what each row may be found to be of the same message as another: :data:`KEYS`.

    Args:
        sends: rows, one for each recipient, with ``log``, ``channel``, ``beside``, ``named.…``.
        mapping: which of their columns is which field.
        recipients: positions of the addresses (``email``) and numbers (``phone``).
        identity: position of the column that tells one message from another.
        by_id_alone: nothing else does.
        date_order: how days are written.
    """
    by_mail = pl.col("channel").fill_null("email") == "email"
    places = {"email": recipients.get("email"), "phone": recipients.get("phone")}
    cells = [
        pl.when(by_mail if field == "email" else ~by_mail).then(pl.col(f"c{at}"))
        for field, at in places.items()
        if at is not None
    ]
    who = same_recipient(pl.coalesce(cells).str.strip_chars()).fill_null("")
    campaign = pl.lit("")
    if "campaign" in mapping.positions:
        campaign = pl.col(f"c{mapping.positions['campaign']}").str.strip_chars().fill_null("")
    message = pl.lit(None, dtype=pl.String)
    if identity is not None:
        cell = pl.col(f"c{identity}").str.strip_chars()
        message = pl.when(cell != "").then(cell)
    times = laid(sends, mapping.for_channel("email"))
    times = with_written_moment(times, "send_time", date_order, "send").select(
        time=pl.col("send.told")
        - pl.duration(minutes=pl.col("send.offset").cast(pl.Int64).fill_null(0))
    )
    near = key_of(pl.concat_str(campaign, "person", separator="\0"))
    keys = (
        # Step by step, so that each cell is read once.
        sends.lazy()
        .with_columns(who.alias("person"))
        .select(
            "log",
            "row",
            key_of(pl.col("person")).alias("who"),
            key_of(pl.concat_str(message, "person", separator="\0")).alias("id"),
            pl.when(not by_id_alone).then(near).alias("near"),
            "beside",
        )
    )
    rows = pl.concat([keys, times], how="horizontal").collect(engine="streaming")
    return rows.select(pl.col(name).cast(dtype) for name, dtype in KEYS.items())


def sends_of_their_own(files: Sequence[Path]) -> pl.DataFrame:
    """Rows beside a send that belong to none: ``log``, ``row``, ``who``.

    Args:
        files: columns of :data:`KEYS`, of all logs.
    """
    none = pl.DataFrame(schema={name: KEYS[name] for name in ("log", "row", "who")})
    if not files:
        return none
    rows = pl.scan_parquet(list(files))
    beside = pl.col("beside") != UNKNOWN
    total, open_ = rows.select(pl.len(), beside.sum()).collect(engine="streaming").row(0)
    if not open_:
        return none
    shares = 1 + total // _SHARE
    by_id = pl.col("id").is_not_null()
    if not _ids_are_of_messages(rows):
        by_id &= pl.col("near").is_null()
    alone = [none]
    for share in range(shares):
        for name, wanted_rows, exact in (("id", by_id, True), ("near", ~by_id, False)):
            key = pl.col(name)
            own_share = rows.filter(key % shares == share).filter(~beside | wanted_rows)
            candidates = own_share.filter(beside).select(key.unique())
            wanted = own_share.join(candidates, on=name, how="semi")
            table = wanted.with_columns(key.alias("key")).collect(engine="streaming")
            alone.append(_alone(table.select("key", *KEYS), exact=exact).select(none.columns))
    return pl.concat(alone)


def _ids_are_of_messages(rows: pl.LazyFrame) -> bool:
    """Whether some id of a send stands beside it: else they are ids of events, each its own."""
    sends = rows.filter(pl.col("beside") == UNKNOWN).select("id").drop_nulls()
    others = rows.filter(pl.col("beside") != UNKNOWN).select("id").drop_nulls()
    shared = others.join(sends, on="id", how="semi").select(pl.len()).collect(engine="streaming")
    return bool(shared.item())


def _alone(rows: pl.DataFrame, *, exact: bool) -> pl.DataFrame:
    """The rows beside a send that belong to none, by ``key``."""
    sends = rows.filter(pl.col("beside") == UNKNOWN)
    alone = [rows.clear()]
    for meaning in (TAKEN, DELIVERED, TRIED, AFTER):
        others = rows.filter(pl.col("beside") == meaning)
        if not others.height:
            continue
        uncovered = _uncovered(sends, others, exact=exact)
        if exact and meaning in (TRIED, AFTER):
            uncovered = uncovered.unique("key", keep="first", maintain_order=True)
        alone.append(uncovered)
        sends = pl.concat([sends, uncovered])
    return pl.concat(alone)


def _uncovered(sends: pl.DataFrame, others: pl.DataFrame, *, exact: bool) -> pl.DataFrame:
    """The others that belong to none of the sends."""
    rows = pl.concat(
        [
            # Of unknown time, it may have been before all of them.
            sends.with_columns(
                pl.lit(1).alias("sent"), pl.col("time").fill_null(_FIRST).alias("order")
            ),
            others.with_columns(pl.lit(0).alias("sent"), (pl.col("time") + _CLOCKS).alias("order")),
        ]
    ).sort("key", "order", "sent", "log", "row", descending=[False, False, True, False, False],
           nulls_last=True)  # fmt: skip
    # Sums and maxima that begin anew with each key: windows over millions of keys take minutes.
    far = 2 * rows.height + 2
    most = pl.col("more") + far * pl.col("group")
    rows = (
        rows.with_columns(
            (pl.col("key") != pl.col("key").shift(1)).fill_null(value=True).alias("new"),
            (1 - 2 * pl.col("sent")).cum_sum().alias("more"),
            pl.when(pl.col("sent") == 1).then(pl.int_range(pl.len())).forward_fill().alias("last"),
        )
        .with_columns(
            pl.col("new").cast(pl.Int64).cum_sum().alias("group"),
            pl.when("new").then(pl.int_range(pl.len())).forward_fill().alias("first"),
            # How many more others than sends there were before the key.
            pl.when("new").then(pl.col("more") - (1 - 2 * pl.col("sent"))).forward_fill()
            .alias("before"),
        )
        .with_columns((pl.col("more") - pl.col("before")).alias("more"))
        .with_columns(pl.max_horizontal(most.cum_max() - far * pl.col("group"), 0).alias("most"))
        .with_columns(
            # One more than ever before: there is no send left that it may belong to.
            (pl.col("most") > pl.when(~pl.col("new")).then(pl.col("most").shift(1)).otherwise(0))
            .alias("excess"),
            pl.when(pl.col("last") >= pl.col("first")).then("last").alias("last"),
        )
    )  # fmt: skip
    has_send = pl.col("last").is_not_null()
    single = pl.lit(value=False)
    if exact:
        only = sends.group_by("key").agg(
            pl.len().alias("sends"), pl.col("time").max().alias("only")
        )
        rows = rows.join(only, on="key", how="left", maintain_order="left")
        single = (pl.col("sends") == 1).fill_null(value=False)
    begun = pl.col("time").gather(pl.col("last"))
    rows = rows.with_columns(
        (pl.when(single).then("only").otherwise(begun) if exact else begun).alias("begun")
    )
    near = ((pl.col("time") - pl.col("begun")).abs() <= _DAYS).fill_null(value=True)
    covered = near & (single | (has_send & ~pl.col("excess")))
    return rows.filter((pl.col("sent") == 0) & ~covered).select(others.columns)
