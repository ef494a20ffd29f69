"""Organisation opt-outs: by domain and by account id, each with the state of its request."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import polars as pl

from listcheck.brief import Dated
from listcheck.entries.keys import domain_key, is_domain
from listcheck.entries.loading import Loaded, loaded, opened
from listcheck.errors import InputProblem
from listcheck.matching import OrganisationEntries
from listcheck.sources import folded

_DOMAIN_HEADERS: Final = ("domain", "domains", "emaildomain", "website", "organisationdomain")
_ACCOUNT_HEADERS: Final = ("accountid", "account", "companyid", "organisationid")
_STATE_HEADERS: Final = ("state", "status", "decision")
_STATES: Final = {
    "confirmed": "confirmed", "yes": "confirmed", "opted out": "confirmed",
    "opted_out": "confirmed", "pending": "pending", "open": "pending",
    "org_pending_authority": "pending", "refused": "refused", "no": "refused",
    "rejected": "refused",
}  # fmt: skip


def load_organisations(
    file: Dated, name: str, work: Path, consumer: frozenset[str]
) -> tuple[Loaded, OrganisationEntries]:
    """Read organisation opt-outs: a domain or an account id, and a state (default confirmed).

    A refused request suppresses nobody. A free-mail domain becomes ``shared``.

    Raises:
        InputProblem: unreadable, neither a domain nor an account id in it, or a state
            that is none.
    """
    # A bare list of domains has no header: its first line is its first entry.
    part = opened(file, work, header="no")
    first = part.frame.drop("row").head(1).collect().row(0)
    if not any(cell is not None and is_domain(cell) for cell in first):
        part = opened(file, work)
    elif len(part.headers) > 1:
        raise InputProblem(
            f"{name}: has several columns and no header; add one: domain,account_id,state"
        )
    cells = part.frame.drop("row").collect()
    at = {folded(header): f"c{index}" for index, header in enumerate(part.headers)}
    domain_column = next((at[name_] for name_ in _DOMAIN_HEADERS if name_ in at), None)
    account_column = next((at[name_] for name_ in _ACCOUNT_HEADERS if name_ in at), None)
    state_column = next((at[name_] for name_ in _STATE_HEADERS if name_ in at), None)
    if domain_column is None and account_column is None:
        domain_column = next(
            (column for column in cells.columns if domain_key(cells[column]).drop_nulls().len()),
            None,
        )
    nothing = pl.Series("none", [None], dtype=pl.String).new_from_index(0, cells.height)
    domains = domain_key(cells[domain_column]) if domain_column else nothing
    accounts = (
        cells[account_column].str.strip_chars().str.to_lowercase().replace("", None)
        if account_column
        else nothing
    )
    state = cells[state_column].str.strip_chars().str.to_lowercase() if state_column else nothing
    told = state.replace_strict(
        list(_STATES), list(_STATES.values()), default=None, return_dtype=pl.String
    )
    unknown = int((state.is_not_null() & (state != "") & told.is_null()).sum())
    if unknown:
        raise InputProblem(
            f"{name}: {unknown} entries have a state that is none; expected confirmed, pending "
            "or refused"
        )
    rows = pl.DataFrame(
        {
            "domain": domains,
            "account_id": accounts,
            # A request without a state is taken at its word.
            "state": told.fill_null("confirmed"),
        }
    )
    readable = rows["domain"].is_not_null() | rows["account_id"].is_not_null()
    if not readable.any():
        raise InputProblem(
            f"{name}: holds no domain and no account id; organisation opt-outs need a column "
            "'domain' or 'account_id'"
        )
    rows = rows.filter(readable & (rows["state"] != "refused"))
    # A row that could not be read may still name a domain: it is taken at its word.
    pieces = part.unreadable["text"].str.extract_all(r"[^\s,;|\"']+").explode().drop_nulls()
    if domain_column:
        unread = cells[domain_column].filter(domains.is_null() & (told.fill_null("") != "refused"))
        pieces = pl.concat([pieces, unread.str.extract_all(r"[^\s,;|\"']+").explode().drop_nulls()])
    found = domain_key(pieces.str.replace(r"^.*@", "")).drop_nulls().unique()
    more = pl.DataFrame({"domain": found}).with_columns(
        pl.lit(None, dtype=pl.String).alias("account_id"), pl.lit("confirmed").alias("state")
    )
    rows = pl.concat([rows, more.join(rows, on="domain", how="anti")])
    source = loaded(part, file, name, "organisations", int((~readable).sum()))
    return source, OrganisationEntries(name, _apart(rows, consumer))


def domain_entries(domains: pl.Series, consumer: frozenset[str]) -> pl.DataFrame:
    """Entries of confirmed opt-outs of whole domains, as a suppression source may hold them."""
    rows = pl.DataFrame({"domain": domains.unique()}).with_columns(
        pl.lit(None, dtype=pl.String).alias("account_id"), pl.lit("confirmed").alias("state")
    )
    return _apart(rows, consumer)


def _apart(rows: pl.DataFrame, consumer: frozenset[str]) -> pl.DataFrame:
    """One row per domain or account id; a free-mail domain is ``shared``."""
    none = pl.lit(None, dtype=pl.String)
    return pl.concat(
        [
            # Only the domain is shared; an account id names one organisation.
            rows.filter(pl.col("domain").is_not_null()).with_columns(
                none.alias("account_id"),
                pl.when(pl.col("domain").is_in(sorted(consumer)))
                .then(pl.lit("shared"))
                .otherwise("state")
                .alias("state"),
            ),
            rows.filter(pl.col("account_id").is_not_null()).with_columns(none.alias("domain")),
        ]
    )
