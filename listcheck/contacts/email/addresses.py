"""E-mail addresses: valid by email-validator's rules, normalised for matching.

The vector path answers what is certain; every other address, or its domain, goes to
email-validator, the judge (never with DNS), once per distinct value of a batch.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl
from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

from listcheck.contacts import between as b
from listcheck.contacts.email.certain_addresses import normal_forms, stripped
from listcheck.contacts.listed import is_listed
from listcheck.core import columns as c
from listcheck.core.steps import Step, with_steps

_SPECIAL_USE_NAMES = frozenset(SPECIAL_USE_DOMAIN_NAMES)
#: Other full stops, which a domain may have in place of ".".
_FULL_STOPS = str.maketrans("\u3002\uff0e\uff61", "...")
_MAX_ADDRESS = 254
#: Distinct addresses and domains the judge remembers within one run: some 20 MB at most.
_REMEMBERED = 65_536


@dataclass(frozen=True)
class Domains:
    """Domains known by name, and the suffixes that exist.

    Attributes:
        suffixes: top-level domains that exist, lower case, both ASCII and Unicode form.
        reserved: names (with everything below them) that no mail can reach.
        typos: mistyped domain to the one that was meant.
        consumer: free-mail and access providers.
        disposable: domains that hand out throw-away addresses.
    """

    suffixes: frozenset[str]
    reserved: frozenset[str]
    typos: Mapping[str, str]
    consumer: frozenset[str]
    disposable: frozenset[str]


def with_email(frame: pl.LazyFrame, domains: Domains) -> pl.LazyFrame:
    """Add email, local, domain, email_ok, email_problem, typo_of, disposable, consumer_mailbox.

    ``email_problem`` is ``missing`` (blank cell), ``invalid`` (syntax), ``undeliverable``
    (reserved name or no such suffix) or null.
    """
    helpers = [column.name for column in (b.ADDRESS_STATE, b.ADDRESS_UNREAD, b.ADDRESS_ODD)]
    return with_steps(frame, email_steps(domains)).drop(helpers)


def email_steps(domains: Domains) -> list[Step]:
    """What an address says, and what its domain does, which many addresses have."""
    of_address = (c.EMAIL, c.LOCAL, c.DOMAIN, b.ADDRESS_STATE, b.ADDRESS_UNREAD, b.ADDRESS_ODD)
    # The domain and the state once more: what follows reads them where they stand only once.
    of_domain = (
        c.DOMAIN, b.ADDRESS_STATE, c.TYPO_OF, c.EMAIL_PROBLEM, c.EMAIL_OK, c.DISPOSABLE,
        c.CONSUMER_MAILBOX,
    )  # fmt: skip
    return [
        Step(
            (c.cell("email"),),
            tuple(column.name for column in of_address),
            functools.partial(_with_address, reader=address_reader()),
            each=True,
        ),
        Step(
            (c.DOMAIN.name, b.ADDRESS_STATE.name),
            tuple(column.name for column in of_domain),
            functools.partial(_with_domain, domains=domains),
        ),
    ]


def _with_address(frame: pl.LazyFrame, reader: Callable[[pl.Series], pl.Series]) -> pl.LazyFrame:
    """Add the normal form of an address and its parts, or why there is none."""
    cell, found = c.cell_expr("email"), pl.col("email.found")
    email = pl.when(found != "").then(found)
    state = (
        pl.when(found.is_null())
        .then(pl.lit("missing"))
        .when(found == "")
        .then(pl.lit("invalid"))
        .alias(b.ADDRESS_STATE.name)
    )
    # What begins like a formula may be an address all the same.
    sign = cell.str.starts_with("=") | cell.str.starts_with("+") | cell.str.starts_with("-")
    plain = ((found == cell) & ~sign).fill_null(value=False)
    # A normal form has one "@": the judge knows no quoted local parts.
    parts = c.EMAIL.expr.str.split_exact("@", 1).struct.field
    read = cell.map_batches(reader, return_dtype=pl.String, is_elementwise=True)
    return (
        frame.with_columns(read.alias("email.found"))
        .with_columns(
            email.alias(c.EMAIL.name),
            state,
            pl.when(found == "").then(cell).alias(b.ADDRESS_UNREAD.name),
            pl.when(~plain).then(cell).alias(b.ADDRESS_ODD.name),
        )
        .with_columns(
            parts("field_0").alias(c.LOCAL.name),
            parts("field_1").alias(c.DOMAIN.name),
        )
        .drop("email.found")
    )


def _with_domain(frame: pl.LazyFrame, domains: Domains) -> pl.LazyFrame:
    """Add what is known of a domain by its name, and the problem of an address."""
    domain = pl.col(c.DOMAIN.name)
    suffix = domain.str.extract(r"([^.]+)$")
    reserved = is_listed(domain, domains.reserved) | is_listed(suffix, domains.reserved)
    for name in domains.reserved:
        if "." in name:
            reserved = reserved | domain.str.ends_with(f".{name}")
    return (
        frame.with_columns(
            c.looked_up(domain, domains.typos, pl.String).alias(c.TYPO_OF.name),
            is_listed(domain, domains.disposable).fill_null(False).alias(c.DISPOSABLE.name),
            is_listed(domain, domains.consumer).fill_null(False).alias(c.CONSUMER_MAILBOX.name),
        )
        .with_columns(
            pl.when(b.ADDRESS_STATE.expr.is_not_null())
            .then(b.ADDRESS_STATE.expr)
            # A known typing error is shown as such, with what was meant, and held.
            .when(c.TYPO_OF.expr.is_not_null())
            .then(None)
            .when(reserved | ~is_listed(suffix, domains.suffixes))
            .then(pl.lit("undeliverable"))
            .alias(c.EMAIL_PROBLEM.name),
        )
        .with_columns(c.EMAIL_PROBLEM.expr.is_null().alias(c.EMAIL_OK.name))
    )


def address_keys(values: pl.Series) -> pl.Series:
    """Normalised addresses of a suppression source; null where a value is none.

    The same normalisation as a list's, without looking at the domain: an opt-out
    for an unknown suffix stays an opt-out.
    """
    keys = values.alias("cell").to_frame().lazy().select(address_key(pl.col("cell")))
    # In pieces and on every processor: no copy of the whole is made on the way.
    return keys.collect(engine="streaming").to_series().alias(values.name)


def address_key(cell: pl.Expr) -> pl.Expr:
    """Normalised address of a cell, null where it is none; the domain is not looked at."""
    normalised = cell.map_batches(address_reader(), return_dtype=pl.String, is_elementwise=True)
    return normalised.replace("", None)


def mailbox_of(address: pl.Expr) -> pl.Expr:
    """The mailbox that a normalised address reaches, where sub-addresses are its owner's.

    What follows a plus sign is the sender's or the owner's own tag; Gmail reads over dots.
    Only for matching: no list ever gets an address that was changed in this way.
    """
    plain = address.str.replace(r"^([^+@]+)\+[^@]*@", "${1}@")
    dotted = plain.str.contains(r"@(?:gmail|googlemail)\.com$")
    undotted = plain.str.extract("^([^@]*)@").str.replace_all(".", "", literal=True) + "@gmail.com"
    return pl.when(dotted).then(undotted).otherwise(plain)


def address_reader() -> Callable[[pl.Series], pl.Series]:
    """``normal_forms`` with a judge whose memory is its own, so that no address outlives a run."""
    judge = functools.lru_cache(maxsize=_REMEMBERED)(_normalised)
    return functools.partial(normal_forms, judge=judge)


def _normalised(address: str) -> str | None:
    """Lower-case normal form by email-validator, null where it refuses.

    Special-use suffixes are a matter of delivery, not of syntax: the judge sees such an
    address with a suffix of the same length that is none, and the check on domains says
    the rest.
    """
    normalised = _accepted(address)
    if normalised is None and (name := _special_use_name(address)):
        label = _last_label(address)
        # "test" is asked as "t.st": valid also where the name is the whole domain.
        normalised = _accepted(f"{address[: len(address) - len(label)]}{name[0]}.{name[2:]}")
        too_long = len(address.encode()) > _MAX_ADDRESS
        normalised = None if normalised is None or too_long else normalised[: -len(name)] + name
    # Lower case may be decomposed where upper case could not be composed (H\u0331).
    return normalised and unicodedata.normalize("NFC", normalised.lower())


def refusal(cell: str) -> str | None:
    """Why email-validator finds no address in a cell, in its words; null where it finds one."""
    bare = pl.select(stripped(pl.lit(cell))).item()
    try:
        validate_email(bare or "", check_deliverability=False)
    except EmailNotValidError as problem:
        return str(problem)
    return None


def _accepted(address: str) -> str | None:
    try:
        return str(validate_email(address, check_deliverability=False).normalized)
    except EmailNotValidError:
        return None


def _last_label(address: str) -> str:
    return address.rpartition("@")[2].translate(_FULL_STOPS).rpartition(".")[2]


def _special_use_name(address: str) -> str | None:
    """The special-use name that is the suffix of the address, however it is written."""
    label = _last_label(address)
    if not label.isascii():
        # As a label of another domain it gets the judge's own mapping (full-width letters).
        label = (_accepted(f"a@{label}.com") or "").removeprefix("a@").removesuffix(".com")
    name = label.lower()
    return name if name in _SPECIAL_USE_NAMES else None
