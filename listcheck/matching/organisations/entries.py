"""Organisations that opted out: by domain with all its subdomains, by account id, by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from listcheck.core import columns as c
from listcheck.core.steps import Step
from listcheck.matching.organisations.company_names import LegalForms, core_key, name_key
from listcheck.matching.people.several import Table, over_lists

#: Worst first: a confirmed opt-out beats a pending one, that beats a doubtful entry.
STATES = ("confirmed", "pending", "near", "shared")


@dataclass(frozen=True)
class OrganisationEntries:
    """One source of organisation opt-outs.

    ``entries`` has ``domain`` (lower case), ``account_id`` and ``company`` (a name as it was
    written), each null when the entry has none, and ``state`` (one of :data:`STATES`); those of
    the ledger also ``case``, its number there.
    """

    name: str
    entries: pl.DataFrame


def domain_of(address: pl.Expr) -> pl.Expr:
    """The domain of a normalised address."""
    return address.str.extract(r"@([^@]+)$")


def tail_of(dots: int) -> str:
    """A pattern for the end of a domain that has so many dots."""
    return r"((?:[^.]+\.){%d}[^.]+)$" % dots  # noqa: UP031 (braces belong to the pattern)


def organisation_steps(sources: Sequence[OrganisationEntries], forms: LegalForms) -> list[Step]:
    """Add org_opt_out (confirmed, pending, near, shared or null), org_source and org_case.

    An entry's domain covers itself and everything below it: ``example.org`` covers
    ``mail.example.org``, and ``mail.example.org`` does not cover ``example.org``. A name covers
    the companies of that name and legal form; the same name with another form, or with none, is
    ``near``. The domains of a contact's further addresses count as well.
    """
    stacked = pl.concat(
        [
            pl.DataFrame(
                schema={"domain": pl.String, "account_id": pl.String, "company": pl.String,
                        "state": pl.String, "case": pl.Int64, "source": pl.String}
            ),
            *(
                source.entries.select(
                    "domain", "account_id", _told(source.entries, "company", pl.String), "state",
                    _told(source.entries, "case", pl.Int64), pl.lit(source.name).alias("source"),
                )
                for source in sources
            ),
        ]
    )  # fmt: skip
    steps: list[Step] = []
    domains = _worst(stacked, "domain").with_columns(
        pl.col("domain").str.count_matches(".", literal=True).alias("dots")
    )
    if domains.height:
        further = _of_further(domains).alias("org.further")
        steps += [
            Step((c.DOMAIN.name,), ("org.domain",), lambda frame: _by_domain(frame, domains)),
            Step(
                (c.FURTHER_EMAILS.name,),
                ("org.further",),
                lambda frame: frame.with_columns(further),
            ),
        ]
    accounts = _worst(stacked.with_columns(account_key(pl.col("account_id"))), "account_id")
    if accounts.height:
        steps.append(
            Step(
                (c.cell("account_id"),),
                ("org.account",),
                lambda frame: _joined(
                    frame.with_columns(account_key(c.cell_expr("account_id")).alias("org.key")),
                    accounts.select(pl.col("account_id").alias("key"), "entry"),
                    "org.account",
                ),
            )
        )
    named = _by_name(stacked, forms)
    if named.height:
        steps.append(
            Step(
                (c.cell("company"),),
                ("org.named",),
                lambda frame: _by_company(frame, named, forms),
            )
        )
    found = tuple(name for step in steps for name in step.adds)
    # Entries sort by the rank of their state, so the smallest is the worst.
    worst = pl.min_horizontal(found) if found else pl.lit(None, dtype=pl.String)
    told = (
        worst.str.extract(r"^\d([a-z]+)").alias(c.ORG_OPT_OUT.name),
        worst.str.extract(r"^\d[a-z]+:([^\x1f]*)").alias(c.ORG_SOURCE.name),
        worst.str.extract(r"\x1f([0-9]+)$").cast(pl.Int64).alias(c.ORG_CASE.name),
    )
    together = Step(
        found,
        (c.ORG_OPT_OUT.name, c.ORG_SOURCE.name, c.ORG_CASE.name),
        lambda frame: frame.with_columns(*told).drop(found),
    )
    return [*steps, together]


def _joined(frame: pl.LazyFrame, entries: pl.DataFrame, name: str) -> pl.LazyFrame:
    """The entry of ``org.key`` under a name."""
    return frame.join(
        entries.lazy().rename({"entry": name}),
        left_on="org.key",
        right_on="key",
        how="left",
        maintain_order="left",
    ).drop("org.key")


def _by_domain(frame: pl.LazyFrame, domains: pl.DataFrame) -> pl.LazyFrame:
    """The worst entry of the domain, and of all above it, as ``org.domain``."""
    found: list[str] = []
    for (dots,), group in domains.group_by("dots", maintain_order=True):
        found.append(f"org.{dots}")
        frame = _joined(
            frame.with_columns(c.DOMAIN.expr.str.extract(tail_of(int(str(dots)))).alias("org.key")),
            group.select(pl.col("domain").alias("key"), "entry"),
            found[-1],
        )
    return frame.with_columns(pl.min_horizontal(found).alias("org.domain")).drop(found)


def _by_company(frame: pl.LazyFrame, named: pl.DataFrame, forms: LegalForms) -> pl.LazyFrame:
    """The worst entry of the company's name, with its legal form or without, as ``org.named``."""
    own_name = name_key(c.cell_expr("company"), forms)
    frame = frame.with_columns(own_name.alias("org.name")).with_columns(
        core_key(pl.col("org.name"), forms).alias("org.core")
    )
    found = []
    for own in ("org.name", "org.core"):
        found.append(own + "#")
        frame = _joined(
            frame.with_columns(pl.col(own).alias("org.key")),
            named.filter(pl.col("by") == own).select("key", "entry"),
            found[-1],
        )
    return frame.with_columns(pl.min_horizontal(found).alias("org.named")).drop(
        "org.name", "org.core", *found
    )


def _of_further(domains: pl.DataFrame) -> pl.Expr:
    """The worst entry that the domains of a contact's further addresses have."""
    table = Table.of(domains.select("domain", "entry"), "domain")
    tails = [tail_of(dots) for dots in sorted(domains["dots"].unique())]

    def ask(items: pl.DataFrame) -> pl.DataFrame:
        domain = domain_of(pl.col("item"))
        own = [items.with_columns(domain.str.extract(tail)).drop_nulls() for tail in tails]
        return table.of_items(pl.concat(own)).group_by("at").agg(pl.col("entry").min())

    worst = over_lists(c.FURTHER_EMAILS.expr, ask, pl.Struct({"entry": pl.String}))
    return worst.struct.field("entry")


def account_key(text: pl.Expr) -> pl.Expr:
    """An account id as such are compared: 1001.0 is 1001 in a column of floats."""
    return text.str.strip_chars().str.to_lowercase().str.replace(r"^([0-9]+)[.,]0+$", "${1}")


def _told(entries: pl.DataFrame, name: str, dtype: pl.DataType | type[pl.DataType]) -> pl.Expr:
    """A column that not every source has, null where it has none."""
    own = pl.col(name) if name in entries.columns else pl.lit(None)
    return own.cast(dtype).alias(name)


def _by_name(stacked: pl.DataFrame, forms: LegalForms) -> pl.DataFrame:
    """One row per name, and per name without its form, with ``by`` and ``entry``."""
    own = stacked.filter(pl.col("company").is_not_null()).with_columns(
        name_key(pl.col("company"), forms).alias("org.name")
    )
    own = own.with_columns(core_key(pl.col("org.name"), forms).alias("org.core"))
    # Without its form a name is only near, whatever became of the request.
    near = own.with_columns(pl.lit("near").alias("state"))
    return pl.concat(
        [
            _worst(rows, by).select(pl.col(by).alias("key"), "entry", pl.lit(by).alias("by"))
            for by, rows in (("org.name", own), ("org.core", near))
        ]
    )


def _worst(stacked: pl.DataFrame, key: str) -> pl.DataFrame:
    """One row per key: ``entry`` is rank, state, source and case as one sortable text."""
    case = pl.format("\x1f{}", "case").fill_null("")
    ranks = [str(rank) for rank in range(len(STATES))]
    rank = pl.col("state").replace_strict(list(STATES), ranks, return_dtype=pl.String)
    return (
        stacked.filter(pl.col(key).is_not_null())
        .with_columns((rank + pl.col("state") + ":" + pl.col("source") + case).alias("entry"))
        .group_by(key)
        .agg(pl.col("entry").min())
        .sort(key)
    )


def has_opted_out() -> pl.Expr:
    """Whether the list, a suppression source or an organisation's request says so; never null."""
    suppressed = c.SUPPRESSED.expr.is_not_null() & ~c.SUPPRESSED_BOUNCE.expr.fill_null(value=False)
    return (
        suppressed | c.OPTED_OUT.expr.eq_missing("yes") | c.ORG_OPT_OUT.expr.eq_missing("confirmed")
    ).alias(c.HAS_OPTED_OUT.name)
