"""``--write-contacts``: every contact as listcheck understood and judged it, as Parquet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import polars as pl

from listcheck.campaign.model import Campaign
from listcheck.checks import contact_checks
from listcheck.core import columns as c
from listcheck.core.files import as_usage_problem, replaced

#: The contract's columns that come from the contacts, in its order.
_CONTACT: Final = (
    c.EMAIL, c.LOCAL, c.DOMAIN, c.REGISTRABLE_DOMAIN, c.EMAIL_OK, c.ADDRESS_KIND, c.SUBSCRIBER,
    c.PHONE, c.PHONE_OK, c.PHONE_TYPE, c.COUNTRY, c.COUNTRY_SOURCE,
)  # fmt: skip


def contacts_frame(
    campaign: Campaign, contacts: pl.LazyFrame, judged: pl.DataFrame
) -> pl.LazyFrame:
    """One row per contact in the list's order, with the contract's columns.

    Args:
        campaign: the run.
        contacts: the contacts with their columns, as they were judged.
        judged: verdicts and findings of the same contacts, in the same order.

    Returns:
        ``file`` str, ``row`` i64, the contact columns, ``verdict`` str (keep, hold, drop) and
        ``codes`` list of str: the checks that found something, notes too.
    """
    names = [part.file.name for part in campaign.parts]
    codes = pl.concat_list(
        [
            pl.when(pl.any_horizontal(check.column(outcome) for outcome, _ in check.outcomes()))
            .then(pl.lit(check.code))
            .otherwise(None)
            for check in contact_checks()
        ]
    ).list.drop_nulls()
    verdicts = judged.lazy().select(
        c.looked_up(c.PART.expr, dict(enumerate(names)), pl.String).alias("file"),
        c.ROW.expr.cast(pl.Int64).alias("row"),
        c.VERDICT.expr.cast(pl.String).alias("verdict"),
        codes.alias("codes"),
    )
    own = contacts.select(column.name for column in _CONTACT)
    return pl.concat([verdicts, own], how="horizontal").select(
        "file", "row", *(column.name for column in _CONTACT), "verdict", "codes"
    )


@contextmanager
def written(frame: pl.LazyFrame, target: Path) -> Iterator[None]:
    """Write the frame beside ``target``; it takes its place when the block succeeds.

    Raises:
        UsageProblem: the place cannot be written to.
    """
    what = f"--write-contacts {target}"
    with replaced(target, what) as fresh:
        with as_usage_problem(what):
            frame.sink_parquet(fresh, engine="streaming")
        yield
