"""Organisations by keys: for sends that are held against when each organisation asked.

The rules of :mod:`listcheck.matching.organisations.entries` hold, but every entry that a contact
meets is handed on, not only the worst: which of them counts depends on the day of the send.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from listcheck.core import columns as c
from listcheck.core.moments import MOMENT_SCHEMA
from listcheck.matching.organisations.company_names import LegalForms, core_key, name_key
from listcheck.matching.organisations.entries import (
    OrganisationEntries,
    account_key,
    domain_of,
    tail_of,
)
from listcheck.matching.people.keys import KEY_PREFIX, key_of

#: What an entry tells: whom it means, how the request stands, since when, who says so.
ENTRY: dict[str, pl.DataType] = {
    "key": pl.UInt64(),
    "state": pl.String(),
    "source": pl.String(),
    "case": pl.Int64(),
    **MOMENT_SCHEMA,
}


@dataclass(frozen=True)
class OrganisationKeys:
    """All entries by key, and which keys of a contact are worth asking for.

    Attributes:
        entries: the columns of :data:`ENTRY`.
        dots: how many dots the domains among them have.
        accounts: whether some are account ids.
        names: whether some are names of companies.
    """

    entries: pl.DataFrame
    dots: tuple[int, ...]
    accounts: bool
    names: bool
    forms: LegalForms

    @classmethod
    def of(cls, sources: Sequence[OrganisationEntries], forms: LegalForms) -> OrganisationKeys:
        """The entries of all sources."""
        frames = [_keyed(source, forms) for source in sources]
        # A ledger tells more of its entries than a list does.
        entries = pl.concat([pl.DataFrame(schema=ENTRY), *frames], how="diagonal")
        domains = [source.entries["domain"].drop_nulls() for source in sources]
        dots = {
            int(count)
            for own in domains
            for count in own.str.count_matches(".", literal=True).unique()
        }
        return cls(
            entries,
            tuple(sorted(dots)),
            any(source.entries["account_id"].count() for source in sources),
            any(
                source.entries["company"].count()
                for source in sources
                if "company" in source.entries.columns
            ),
            forms,
        )

    def with_source(self, source: OrganisationEntries) -> OrganisationKeys:
        """The same and the entries of another source, which may tell more of their moments."""
        more = OrganisationKeys.of([source], self.forms)
        return OrganisationKeys(
            pl.concat([self.entries, more.entries], how="diagonal"),
            tuple(sorted({*self.dots, *more.dots})),
            self.accounts or more.accounts,
            self.names or more.names,
            self.forms,
        )

    def contact_keys(self) -> Iterator[tuple[str, pl.Expr]]:
        """Name and expression of every key by which a contact may belong to an organisation.

        Those of its further addresses are lists.
        """
        for dots in self.dots:
            tail, own = tail_of(dots), f"{KEY_PREFIX}org.domain.{dots}"
            yield own, _key("domain", c.DOMAIN.expr.str.extract(tail))
            further = _key("domain", domain_of(pl.element()).str.extract(tail))
            yield f"{own}.further", c.FURTHER_EMAILS.expr.list.eval(further)
        if self.accounts:
            account = account_key(c.cell_expr("account_id"))
            yield f"{KEY_PREFIX}org.account", _key("account", account)
        if self.names:
            name = name_key(c.cell_expr("company"), self.forms)
            yield f"{KEY_PREFIX}org.name", _key("name", name)
            yield f"{KEY_PREFIX}org.core", _key("core", core_key(name, self.forms))


def _key(kind: str, text: pl.Expr) -> pl.Expr:
    # Apart from the keys of people: a domain is no address.
    return key_of(pl.lit(f"{kind}:") + text)


def _keyed(source: OrganisationEntries, forms: LegalForms) -> pl.DataFrame:
    own = source.entries.with_columns(pl.lit(source.name).alias("source"))
    own = own.with_columns(
        pl.lit(None, dtype=dtype).alias(name)
        for name, dtype in {"company": pl.String(), **ENTRY}.items()
        if name not in own.columns
    )
    named = own.filter(pl.col("company").is_not_null()).with_columns(
        name_key(pl.col("company"), forms).alias("name")
    )
    by = [
        (own, "domain", pl.col("domain")),
        (own, "account", account_key(pl.col("account_id"))),
        (named, "name", pl.col("name")),
        # Without its form a name is only near, whatever became of the request.
        (named.with_columns(pl.lit("near").alias("state")), "core",
         core_key(pl.col("name"), forms)),
    ]  # fmt: skip
    more = [name for name in own.columns if name == "latest" or "." in name]
    return pl.concat(
        [
            rows.drop("key")
            .with_columns(_key(kind, text).alias("key"))
            .drop_nulls("key")
            .select(*(pl.col(name).cast(dtype) for name, dtype in ENTRY.items()), *more)
            for rows, kind, text in by
        ]
    )
