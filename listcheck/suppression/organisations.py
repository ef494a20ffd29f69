"""Organisation opt-outs: by domain, account id or name, each with the state of its request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

import polars as pl

from listcheck.config.inputs import Dated
from listcheck.contacts import registrable
from listcheck.core.errors import InputProblem, NothingInIt
from listcheck.core.moments import MOMENT_SCHEMA
from listcheck.core.part import Part
from listcheck.matching import OrganisationEntries
from listcheck.suppression.cell_keys import domain_key, is_domain
from listcheck.suppression.loading import Loaded, loaded, opened, unread_records
from listcheck.suppression.reach import told_of
from listcheck.suppression.source_sheets import add_up
from listcheck.suppression.unread import filled
from listcheck.vocabulary import folded

_DOMAIN_HEADERS: Final = (
    "domain", "domains", "emaildomain", "website", "organisationdomain", "organizationdomain",
    "aliasdomain", "aliasdomains", "otherdomains", "emaildomains", "webseite", "siteweb",
)  # fmt: skip
_ACCOUNT_HEADERS: Final = ("accountid", "account", "companyid", "organisationid", "organizationid")
_NAME_HEADERS: Final = (
    "company", "companyname", "organisation", "organization", "organisationname",
    "organizationname", "accountname", "firma", "unternehmen", "entreprise", "societe",
    "empresa", "azienda", "bedrijf", "bedrijfsnaam",
)  # fmt: skip
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
    """Read organisation opt-outs: domains, account ids, names, and a state (default confirmed).

    A domain stands for its whole organisation, that is for its registrable domain; ``=host`` and
    ``*.host`` for that host and what is below it. A cell may hold several. A refused request
    suppresses nobody. A free-mail domain becomes ``shared``.

    Raises:
        InputProblem: unreadable, nothing in it that names an organisation, or a state that is
            none.
    """
    source, entries = add_up(
        _parts(file, name, work),
        file,
        name,
        partial(_read, file, consumer),
        {*_DOMAIN_HEADERS, *_ACCOUNT_HEADERS, *_NAME_HEADERS},
    )
    return source, OrganisationEntries(name, pl.concat(entries))


def _parts(file: Dated, name: str, work: Path) -> list[Part]:
    """The source's parts; a bare list of domains has no header: its first line is an entry."""
    bare = {_sheet_of(part): part for part in opened(file, work, header="no")}
    parts = {sheet: part for sheet, part in bare.items() if _is_bare(part)}
    for part in parts.values():
        if len(part.headers) > 1:
            sheet = f", sheet {part.workbook.name.shown}" if part.workbook else ""
            where = f"{name}{sheet if len(bare) > 1 else ''}"
            raise InputProblem(
                f"{where}: has several columns and no header; add one: "
                "domain,account_id,company,state"
            )
    if len(parts) < len(bare):
        try:
            parts = {_sheet_of(part): part for part in opened(file, work)} | parts
        except NothingInIt:
            # The others are headers only.
            if not parts:
                raise
    return [parts[sheet] for sheet in bare if sheet in parts]


def _sheet_of(part: Part) -> str | None:
    return part.workbook.sheet if part.workbook else None


def _is_bare(part: Part) -> bool:
    """Whether a text that was opened without a header begins with a domain."""
    first = part.frame.drop("row").head(1).collect().row(0)
    return part.dialect is not None and any(cell is not None and is_domain(cell) for cell in first)


def _read(
    file: Dated, consumer: frozenset[str], part: Part, name: str
) -> tuple[Loaded, pl.DataFrame]:
    """Read a file, or a sheet of its workbook; messages call it ``name``."""
    cells = part.frame.collect()
    columns = _Columns.of(part, cells)
    accounts = columns.one(cells, columns.account).str.strip_chars().str.to_lowercase()
    names = columns.one(cells, columns.name).str.strip_chars()
    rows = pl.DataFrame(
        {
            "row": cells["row"],
            **dict(zip(MOMENT_SCHEMA, told_of(part, cells), strict=True)),
            "account_id": accounts.replace("", None),
            "company": names.replace("", None),
        }
    )
    domains = pl.concat([_domains(cells, column) for column in columns.domains] or [_NO_DOMAIN])
    readable = (
        rows["row"].is_in(domains["row"].implode())
        | rows["account_id"].is_not_null()
        | rows["company"].is_not_null()
    )
    if not readable.any():
        raise NothingInIt(
            f"{name}: holds no domain, no account id and no name of a company; organisation "
            "opt-outs need a column 'domain', 'account_id' or 'company'"
        )
    # A request without a state is taken at its word.
    state = _states(columns.one(cells, columns.state), name).fill_null("confirmed")
    rows = rows.with_columns(state.alias("state"))
    # A row that could not be read may still name a domain: it is taken at its word.
    pieces = (
        part.unreadable.with_row_index("at")
        .select("at", domain=pl.col("text").str.extract_all(r"[^\s,;|\"']+"))
        .explode("domain")
        .drop_nulls()
    )
    keys = domain_key(pieces["domain"].str.replace(r"^.*@", "")).alias("domain")
    pieces = pieces.with_columns(keys).drop_nulls()
    more = pieces.select("domain").unique().with_columns(state=pl.lit("confirmed"))
    entries = pl.concat(
        [
            rows.select("row", "account_id", "company", "state", *MOMENT_SCHEMA),
            domains.join(rows.select("row", "state", *MOMENT_SCHEMA), on="row").select(
                "row", "domain", "state", *MOMENT_SCHEMA
            ),
            more.join(domains, on="domain", how="anti"),
        ],
        how="diagonal",
    ).filter(pl.col("state") != "refused")
    source = loaded(part, file, name, "organisations", int((~readable).sum()))
    written = [filled(cells[column]) for column in columns.domains]
    some = pl.select(
        pl.any_horizontal(pl.repeat(value=False, n=len(readable)), *written).fill_null(value=False)
    )
    lost = int((~readable & some.to_series()).sum()) + unread_records(part, pieces["at"])
    source = replace(source, lost=lost)
    return source, _apart(entries, consumer)


@dataclass(frozen=True)
class _Columns:
    """Which columns of a source hold what; null where it has none."""

    domains: tuple[str, ...]
    account: str | None
    name: str | None
    state: str | None

    @classmethod
    def of(cls, part: Part, cells: pl.DataFrame) -> _Columns:
        at = {folded(header): f"c{index}" for index, header in enumerate(part.headers)}

        def first(headers: Sequence[str]) -> str | None:
            return next((at[header] for header in headers if header in at), None)

        domains = tuple(column for header, column in at.items() if header in _DOMAIN_HEADERS)
        account, name = first(_ACCOUNT_HEADERS), first(_NAME_HEADERS)
        if not domains and account is None and name is None:
            domains = tuple(
                column
                for column in cells.columns
                if column != "row" and domain_key(cells[column]).count()
            )[:1]
        return cls(domains, account, name, first(_STATE_HEADERS))

    def one(self, cells: pl.DataFrame, column: str | None) -> pl.Series:
        """The cells of a column, nulls where there is none."""
        if column is not None:
            return cells[column]
        return pl.Series("none", [None], dtype=pl.String).new_from_index(0, cells.height)


def _states(cells: pl.Series, name: str) -> pl.Series:
    state = cells.str.strip_chars().str.to_lowercase()
    known = state.replace_strict(
        list(_STATES), list(_STATES.values()), default=None, return_dtype=pl.String
    )
    unknown = int((state.is_not_null() & (state != "") & known.is_null()).sum())
    if unknown:
        raise InputProblem(
            f"{name}: {unknown} entries have a state that is none; expected confirmed, pending "
            "or refused"
        )
    return known


_NO_DOMAIN: Final = pl.DataFrame(schema={"row": pl.UInt32, "domain": pl.String})


def _domains(cells: pl.DataFrame, column: str) -> pl.DataFrame:
    """The domains in a column's cells: the organisation's, or a host's where that is asked for."""
    pieces = (
        cells.select("row", text=pl.col(column).str.extract_all(r"[^\s,;|\"']+"))
        .explode("text")
        .drop_nulls()
    )
    narrow = pieces["text"].str.contains(r"^(?:=|\*\.)")
    domain = domain_key(pieces["text"].str.replace(r"^=", "").str.replace(r"^.*@", ""))
    domains = domain.alias("domain").to_frame().with_columns(whole=registrable(pl.col("domain")))
    meant = domains.select(
        pl.when(narrow).then("domain").otherwise(pl.coalesce("whole", "domain")).alias("domain")
    )
    return pieces.select("row").hstack(meant).drop_nulls()


def domain_entries(domains: pl.Series, consumer: frozenset[str]) -> pl.DataFrame:
    """Entries of confirmed opt-outs of whole domains, as a suppression source may hold them."""
    rows = pl.DataFrame({"domain": domains.unique()}).with_columns(state=pl.lit("confirmed"))
    return _apart(rows, consumer)


def _apart(rows: pl.DataFrame, consumer: frozenset[str]) -> pl.DataFrame:
    """One row per domain, account id or name; a free-mail domain is ``shared``.

    ``row`` stays: it tells which of them a source says of one organisation. So does the moment of
    the request as it is written, null where the source does not tell.
    """
    keys = ("domain", "account_id", "company")
    missing = [pl.lit(None, dtype=pl.String).alias(key) for key in keys if key not in rows.columns]
    rows = rows.with_columns(missing)
    beside = {"row": pl.UInt32(), **MOMENT_SCHEMA}
    rows = rows.with_columns(
        pl.lit(None, dtype=dtype).alias(name)
        for name, dtype in beside.items()
        if name not in rows.columns
    )
    # Only the domain is shared; an account id or a name means one organisation.
    shared = pl.col("domain").is_in(sorted(consumer))
    state = pl.when(shared).then(pl.lit("shared")).otherwise("state")
    return pl.concat(
        [
            rows.filter(pl.col(key).is_not_null()).select(
                *beside,
                *(pl.col(own) if own == key else pl.lit(None, dtype=pl.String).alias(own)
                  for own in keys),
                state.alias("state") if key == "domain" else pl.col("state"),
            )
            for key in keys
        ]
    )  # fmt: skip
