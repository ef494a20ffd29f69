"""E-mail addresses: valid by email-validator's rules, normalised for matching.

The vector path answers "certainly valid"; every other address goes, once per
distinct value of a batch, to email-validator, the judge (never with DNS).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl
from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

from listcheck import columns as c

#: What copying and exporting leaves around an address: quotes, brackets, punctuation.
_JUNK_AT_ENDS = (
    " \t\r\n\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
    "\"'<>,;:()[]\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a"
)
#: Characters that cannot be seen and are no part of an address.
HIDDEN = r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"

_ATEXT = r"[a-z0-9_!#$%&'*+\-/=?^`{|}~]"
_LABEL = r"[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?"
#: A last label: as any other, with a letter at its end.
_LAST_LABEL = r"(?:[a-z0-9][a-z0-9\-]{0,61})?[a-z]"
#: A lower-case ASCII address that email-validator certainly accepts as it stands,
#: provided the lengths fit and no label looks like a reserved one ("xn--", "ab--", "a---").
_CERTAIN = rf"^{_ATEXT}+(?:\.{_ATEXT}+)*@(?:{_LABEL}\.)+{_LAST_LABEL}$"
_RESERVED_LABEL = r"[@.][a-z0-9\-]{2}--|@.*xn--"
_SPECIAL_USE_NAMES = frozenset(SPECIAL_USE_DOMAIN_NAMES)
_SPECIAL_USE = rf"[@.](?:{'|'.join(SPECIAL_USE_DOMAIN_NAMES)})$"
#: Other full stops, which a domain may have in place of ".".
_FULL_STOPS = str.maketrans("\u3002\uff0e\uff61", "...")
_MAX_LOCAL, _MAX_ADDRESS = 64, 254


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


def stripped(text: pl.Expr) -> pl.Expr:
    """An address cell without what surrounds the address; null where nothing is left."""
    bare = (
        text.str.replace_all(HIDDEN, "")
        # The address in angle brackets wins over the display name before it.
        .str.replace(r"^[^<>]*<([^<>]+@[^<>]+)>\s*$", "$1")
        .str.strip_chars(_JUNK_AT_ENDS)
        .str.replace(r"(?i)^mailto:", "")
        .str.strip_chars(_JUNK_AT_ENDS)
        .str.strip_chars_end(_JUNK_AT_ENDS + ".")
    )
    return pl.when(bare != "").then(bare)


def with_email(frame: pl.LazyFrame, domains: Domains) -> pl.LazyFrame:
    """Add email, local, domain, email_ok, email_problem, typo_of, disposable, consumer_mailbox.

    ``email_problem`` is ``missing`` (blank cell), ``invalid`` (syntax), ``undeliverable``
    (reserved name or no such suffix) or null.
    """
    bare, lower, judged = (pl.col(name) for name in ("email.bare", "email.lower", "email.judged"))
    domain = pl.col(c.DOMAIN.name)
    suffix = domain.str.extract(r"([^.]+)$")
    reserved = domain.is_in(sorted(domains.reserved)) | suffix.is_in(sorted(domains.reserved))
    for name in domains.reserved:
        if "." in name:
            reserved = reserved | domain.str.ends_with(f".{name}")
    typo = c.looked_up(domain, domains.typos, pl.String)
    unsure = bare.is_not_null() & ~_certain(bare, lower)
    return (
        frame.with_columns(stripped(c.cell_expr("email")).alias("email.bare"))
        .with_columns(bare.str.to_lowercase().alias("email.lower"))
        .with_columns(
            pl.when(unsure)
            .then(bare)
            .map_batches(_judge, return_dtype=pl.String, is_elementwise=True)
            .alias("email.judged")
        )
        .with_columns(pl.when(unsure).then(judged).otherwise(lower).alias(c.EMAIL.name))
        .with_columns(
            c.EMAIL.expr.str.extract(r"^(.*)@", 1).alias(c.LOCAL.name),
            c.EMAIL.expr.str.extract(r"@([^@]*)$", 1).alias(c.DOMAIN.name),
        )
        .with_columns(typo.alias(c.TYPO_OF.name))
        .with_columns(
            pl.when(bare.is_null())
            .then(pl.lit("missing"))
            .when(c.EMAIL.expr.is_null())
            .then(pl.lit("invalid"))
            # A known typing error is shown as such, with what was meant, and held.
            .when(c.TYPO_OF.expr.is_not_null())
            .then(None)
            .when(reserved | ~suffix.is_in(sorted(domains.suffixes)))
            .then(pl.lit("undeliverable"))
            .alias(c.EMAIL_PROBLEM.name),
            domain.is_in(sorted(domains.disposable)).fill_null(False).alias(c.DISPOSABLE.name),
            domain.is_in(sorted(domains.consumer)).fill_null(False).alias(c.CONSUMER_MAILBOX.name),
        )
        .with_columns(c.EMAIL_PROBLEM.expr.is_null().alias(c.EMAIL_OK.name))
        .drop("email.bare", "email.lower", "email.judged")
    )


def address_keys(values: pl.Series) -> pl.Series:
    """Normalised addresses of a suppression source; null where a value is none.

    The same normalisation as a list's, without looking at the domain: an opt-out
    for an unknown suffix stays an opt-out.
    """
    bare = pl.select(stripped(pl.lit(values)).alias("bare"))["bare"]
    lower = bare.str.to_lowercase()
    certain = pl.select(_certain(pl.lit(bare), pl.lit(lower)).alias("certain"))["certain"]
    certain = certain.fill_null(False)
    judged = _judge(pl.select(pl.when(~certain).then(bare).alias("unsure"))["unsure"])
    return pl.select(pl.when(certain).then(lower).otherwise(judged).alias(values.name)).to_series()


def _certain(bare: pl.Expr, lower: pl.Expr) -> pl.Expr:
    return (
        lower.str.contains(_CERTAIN)
        & ~lower.str.contains(_RESERVED_LABEL)
        # As written: a Kelvin sign is three bytes, its lower case is a plain "k".
        & (bare.str.len_bytes() <= _MAX_ADDRESS)
        & (lower.str.find("@", literal=True) <= _MAX_LOCAL)
        # email-validator refuses these suffixes by itself; the judge says so.
        & ~lower.str.contains(_SPECIAL_USE)
    )


def _judge(unsure: pl.Series) -> pl.Series:
    """Normalised address per value, null where invalid; Python only over unique values."""
    unique = unsure.drop_nulls().unique()
    if not len(unique):
        return pl.Series(unsure.name, [None], dtype=pl.String).new_from_index(0, len(unsure))
    verdicts = [_normalised(value) for value in unique]
    return unsure.replace_strict(unique, verdicts, default=None, return_dtype=pl.String)


def _normalised(address: str) -> str | None:
    """Lower-case normal form by email-validator, null where it refuses.

    Special-use suffixes are a matter of delivery, not of syntax: the judge sees such an
    address with a suffix of the same length that is none, and the check on domains says
    the rest.
    """
    found = _accepted(address)
    if found is None and (name := _special_use_name(address)):
        label = _last_label(address)
        # "test" is asked as "t.st": valid also where the name is the whole domain.
        found = _accepted(f"{address[: len(address) - len(label)]}{name[0]}.{name[2:]}")
        too_long = len(address.encode()) > _MAX_ADDRESS
        found = None if found is None or too_long else found[: -len(name)] + name
    # Lower case may be decomposed where upper case could not be composed (H\u0331).
    return found and unicodedata.normalize("NFC", found.lower())


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
