"""``--write-contacts``: every contact as listcheck understood and judged it, as Parquet."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import polars as pl

from listcheck.campaign.model import Campaign
from listcheck.checks import contact_checks
from listcheck.core import columns as c
from listcheck.core.errors import UsageProblem

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
    target = target.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            prefix=f".{target.name}.", dir=target.parent, delete=False
        ) as made:
            fresh = Path(made.name)
    except OSError as error:
        raise UsageProblem(
            f"--write-contacts {target}: cannot be written to ({error.strerror})"
        ) from None
    try:
        frame.sink_parquet(fresh, engine="streaming")
        yield
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)


def require_place(target: Path, folder: Path, inputs: list[Path], *, redact: bool = False) -> None:
    """Refuse a place that would overwrite an input, a folder or what the run writes.

    A redacted run writes no such file at all: it is made of addresses and numbers.

    Raises:
        UsageProblem: that place cannot be used.
    """
    if redact:
        raise UsageProblem(
            f"--write-contacts {target}: holds every address and number, and --redact allows none "
            "outside the lists; leave one of the two out"
        )
    place = target.resolve()
    if any(place == path.resolve() for path in inputs):
        raise UsageProblem(f"--write-contacts {target}: is an input of this run")
    if place.is_dir():
        raise UsageProblem(
            f"--write-contacts {target}: is a folder; name a file (contacts.parquet)"
        )
    if folder.resolve() in (place, *place.parents):
        raise UsageProblem(
            f"--write-contacts {target}: lies in the output directory, which is replaced as a "
            "whole; choose another place"
        )
