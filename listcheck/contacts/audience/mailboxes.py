"""Mailboxes that name a function and no person: the vocabulary, and what it says of an address."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Final

import polars as pl

from listcheck.contacts import between as b
from listcheck.contacts.audience.spelling import spellings, spellings_of
from listcheck.core.columns import DOMAIN, LOCAL, NEVER_MARKET, looked_up
from listcheck.core.steps import Step

#: Classes of a part of an address; a greater one says more about the whole.
OTHER: Final = 0
QUALIFIER: Final = 1
GENERIC: Final = 2
NEVER: Final = 3

#: Parts of a local part: what stands between separators and digits (info1, newsletter2024).
PART: Final = r"[^0-9._+\-]+"
#: What stands between them; b2b is no part of anything either.
_DIGITS: Final = "0123456789"
_BETWEEN_PARTS: Final = r"(?:[0-9._+\-]|\bb2[bcg]\b)+"


#: Words, each once, and beside each its class.
Classes = tuple[pl.Series, pl.Series]


@dataclass(frozen=True)
class Mailboxes:
    """Vocabulary of mailboxes that name no person, all languages together, lower case.

    A hyphen inside a word stands for any separator: ``no-reply`` is also ``no.reply``.
    """

    generic: frozenset[str]  # a function or department: info, buchhaltung
    qualifiers: frozenset[str]  # only refine a generic word: uk, team
    never_market: frozenset[str]  # mailboxes never to market to: abuse, postmaster
    never_market_suffixes: tuple[str, ...]  # endings of such mailboxes: -request
    endings: frozenset[str] = frozenset()  # of compounds that name a function: -osakond
    #: A word and the suffix at whose domains it is no name: ("arve", "ee").
    at_home: frozenset[tuple[str, str]] = frozenset()


def mailbox_steps(mailboxes: Mailboxes) -> list[Step]:
    """What the words of an address say: which classes its parts have, and never to market to it."""
    of_words = (b.MAILBOX_LEAST, b.MAILBOX_MOST, NEVER_MARKET)
    return [
        Step((LOCAL.name,), (b.LOCAL_BARE.name, b.LOCAL_NUMBERED.name), _with_bare, each=True),
        Step(
            (DOMAIN.name,),
            (b.SUFFIX_AT_HOME.name,),
            lambda frame: frame.with_columns(_suffix_at_home(mailboxes)),
        ),
        Step(
            (b.LOCAL_BARE.name, b.LOCAL_NUMBERED.name, b.SUFFIX_AT_HOME.name),
            tuple(column.name for column in of_words),
            lambda frame: with_classes(frame, mailboxes).with_columns(
                never_market(mailboxes).alias(NEVER_MARKET.name)
            ),
        ),
    ]


def _with_bare(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Add the local part without the digits at its end, which say nothing: anna1, anna2 …"""
    bare = LOCAL.expr.str.strip_chars_end(_DIGITS)
    # The digit after "b2b" makes a word of it that means nothing.
    told = bare.str.ends_with("b2b") | bare.str.ends_with("b2c") | bare.str.ends_with("b2g")
    return frame.with_columns(
        pl.when(told).then(LOCAL.expr).otherwise(bare).alias(b.LOCAL_BARE.name),
        (bare != LOCAL.expr).alias(b.LOCAL_NUMBERED.name),
    )


def _suffix_at_home(mailboxes: Mailboxes) -> pl.Expr:
    suffixes = sorted({suffix for _, suffix in mailboxes.at_home})
    suffix = DOMAIN.expr.str.extract(r"([^.]+)$")
    return pl.when(suffix.is_in(suffixes)).then(suffix).alias(b.SUFFIX_AT_HOME.name)


def never_market(mailboxes: Mailboxes) -> pl.Expr:
    """True where the mailbox is one never to market to."""
    most, least = b.MAILBOX_MOST.expr, b.MAILBOX_LEAST.expr
    answers = [(most == NEVER) & (least > OTHER)]
    if tagged := _tagged(mailboxes):
        answers.append(b.LOCAL_BARE.expr.str.contains(tagged))
    answers += [
        b.LOCAL_BARE.expr.str.ends_with(suffix) & ~b.LOCAL_NUMBERED.expr
        for suffix in mailboxes.never_market_suffixes
    ]
    return pl.any_horizontal(*answers).fill_null(value=False)


@functools.lru_cache(maxsize=2)
def _tagged(mailboxes: Mailboxes) -> str | None:
    """Pattern of such a mailbox with a tag of the sender's choice behind it: bounce+4711abc."""
    words = [re.escape(word).replace(r"\-", r"[._\-]+") for word in mailboxes.never_market]
    return rf"^(?:{'|'.join(sorted(words))})[0-9]*\+" if words else None


def with_classes(frame: pl.LazyFrame, mailboxes: Mailboxes) -> pl.LazyFrame:
    """Add the least and the greatest class among the parts of the bare local part.

    One hash look-up per part: on a million rows twenty times faster than a regular
    expression of the whole vocabulary, whose states do not fit its cache. Phrases are
    looked up whole; only beside a part that is known they are looked for within.
    """
    words, phrases = classes(mailboxes), _phrases(mailboxes)
    # Empty and not null: one null list takes Polars off its fast path, at a hundredth of
    # the speed.
    bare = b.LOCAL_BARE.expr.fill_null("")
    dotted = bare.str.replace_all(_BETWEEN_PARTS, ".").str.strip_chars(".")
    part, whole, most = pl.element(), pl.col("_whole"), b.MAILBOX_MOST.expr
    inner = (most > OTHER) & whole.is_null()
    inner &= dotted.str.count_matches(".", literal=True) > 1
    rest = _joined_phrases(pl.when(inner).then(dotted), mailboxes).str.split(".")
    generic = pl.lit(GENERIC, dtype=pl.UInt8)
    ends = pl.when(part.str.contains(_any_ending(mailboxes))).then(generic).otherwise(OTHER)
    steps = (
        {
            "_parts": dotted.str.split("."),
            "_whole": looked_up(dotted.str.replace_all(".", "", literal=True), phrases, pl.UInt8),
        },
        {"_parts": pl.col("_parts").list.eval(pl.max_horizontal(class_of(part, words), ends))},
        {
            b.MAILBOX_LEAST.name: pl.col("_parts").list.min(),
            b.MAILBOX_MOST.name: pl.col("_parts").list.max(),
        },
        {"_parts": rest.list.eval(pl.max_horizontal(class_of(part, words), ends))},
        {
            name: pl.when(_at_home(mailboxes))
            .then(generic)
            .otherwise(pl.coalesce(whole, known, name, pl.lit(OTHER, dtype=pl.UInt8)))
            for name, known in (
                (b.MAILBOX_LEAST.name, pl.col("_parts").list.min()),
                (b.MAILBOX_MOST.name, pl.col("_parts").list.max()),
            )
        },
    )
    for step in steps:
        frame = frame.with_columns(**step)
    return frame.drop("_parts", "_whole")


@functools.lru_cache(maxsize=2)
def _any_ending(mailboxes: Mailboxes) -> str:
    """Pattern of a compound that names a function: anything before one of the endings.

    Languages that join their words have more compounds than any list: haridusosakond is
    the education department. Anchored at its end, the pattern is read backwards: most
    parts are told after a letter or two.
    """
    endings = sorted({typed for word in mailboxes.endings for typed in spellings(word)})
    return rf".(?:{'|'.join(endings)})$" if endings else r"[^\s\S]"


def _at_home(mailboxes: Mailboxes) -> pl.Expr:
    """True where the whole mailbox is a function at home: arve@firma.ee is for invoices.

    Elsewhere the same word is somebody's name. Never null.
    """
    local = b.LOCAL_BARE.expr.str.strip_chars_end(_DIGITS)
    address = pl.format("{}@{}", local, b.SUFFIX_AT_HOME.expr)
    return address.is_in(_homes(mailboxes)).fill_null(value=False)


@functools.lru_cache(maxsize=2)
def _homes(mailboxes: Mailboxes) -> tuple[str, ...]:
    return tuple(
        sorted(
            f"{typed}@{suffix}" for word, suffix in mailboxes.at_home for typed in spellings(word)
        )
    )


@functools.lru_cache(maxsize=2)
def _phrases(mailboxes: Mailboxes) -> Classes:
    """Class of every phrase, its words joined: no-reply is ``noreply``."""
    words, found = classes(mailboxes)
    joined = pl.Series(_hyphenated(mailboxes), dtype=pl.String).str.replace_all(
        "-", "", literal=True
    )
    known = words.is_in(joined.implode())
    return words.filter(known), found.filter(known)


@functools.lru_cache(maxsize=2)
def _hyphenated(mailboxes: Mailboxes) -> tuple[str, ...]:
    words = mailboxes.generic | mailboxes.qualifiers | mailboxes.never_market
    return tuple(sorted({typed for word in words if "-" in word for typed in spellings(word)}))


def _joined_phrases(dotted: pl.Expr, mailboxes: Mailboxes) -> pl.Expr:
    """Parts, a dot between any two, with the phrases among them made one word."""
    apart, joined = _apart_and_joined(mailboxes)
    if apart.is_empty():
        return dotted
    rewritten = pl.format(".{}.", dotted).str.replace_many(
        pl.lit(apart).implode(), pl.lit(joined).implode(), leftmost=True
    )
    return rewritten.str.strip_chars(".")


@functools.lru_cache(maxsize=2)
def _apart_and_joined(mailboxes: Mailboxes) -> tuple[pl.Series, pl.Series]:
    """Every phrase as parts between dots, and as one."""
    phrases = _hyphenated(mailboxes)
    return (
        pl.Series([f".{phrase.replace('-', '.')}." for phrase in phrases], dtype=pl.String),
        pl.Series([f".{phrase.replace('-', '')}." for phrase in phrases], dtype=pl.String),
    )


@functools.lru_cache(maxsize=2)
def classes(mailboxes: Mailboxes) -> Classes:
    """Every spelling and its class; a word of several classes has the one that says most."""
    words = pl.concat(
        pl.DataFrame(
            {"word": [word.replace("-", "") for word in sorted(group)]},
            schema={"word": pl.String},
        ).with_columns(pl.lit(class_, dtype=pl.UInt8).alias("class"))
        for class_, group in (
            (QUALIFIER, mailboxes.qualifiers),
            (GENERIC, mailboxes.generic),
            (NEVER, mailboxes.never_market),
        )
    )
    typed = (
        words.select(spellings_of(pl.col("word")), "class")
        .explode("word")
        .group_by("word")
        .agg(pl.col("class").max())
        .sort("word")
    )
    return typed["word"], typed["class"]


def class_of(part: pl.Expr, known: Classes) -> pl.Expr:
    """Class of every part; ``OTHER`` where the vocabulary does not have it."""
    words, classes = known
    return part.replace_strict(words, classes, default=OTHER, return_dtype=pl.UInt8)
