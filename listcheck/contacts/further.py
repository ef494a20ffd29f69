"""A contact's further addresses and numbers: who opted out with one of them has opted out.

They stand in columns of their own or several in one cell, in whatever way people and systems
write several into one. However many they are, each is a key by which the contact is found.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import polars as pl

from listcheck.contacts import between as b
from listcheck.contacts.email.addresses import address_reader, mailbox_of
from listcheck.contacts.phone.numbers import number_key, phone_keys
from listcheck.core import columns as c
from listcheck.core.steps import Step

#: What stands between several addresses or numbers: also full-width, Arabic and Chinese signs,
#: the lines of a cell, Google's ":::", a slash between spaces (one within a number is its own),
#: and what systems write in place of the end of a line.
_BETWEEN: Final = (
    r"[;,|\t\r\n\x0b\x0c\u0085\u2028\u2029\u060c\u061b\u3001\uff0c\uff1b\uff5c]|:::|\s[/\u2022\u00b7]\s"
    r"|\\[rn]|(?i:<br\s*/?>)"
)
#: An address within other text: what cannot stand in one, or before one, ends it.
_ADDRESS: Final = r"[^\s,;:|<>()\[\]{}\"\\/@]+@[^\s,;:|<>()\[\]{}\"\\/@]+"
#: Words between two numbers, and the plus sign with which the next one begins.
_BETWEEN_NUMBERS: Final = rf"{_BETWEEN}|(?i:\s(?:or|and|und|oder|ou|et|&)\s)"
_PLUS: Final = r"[\s(]*\+"
#: So many digits make a number and no extension.
_DIGITS: Final = 6
_LISTS: Final = pl.List(pl.String)


def may_be_several() -> pl.Expr:
    """The number's cell where it may hold several numbers; null where it certainly is one."""
    number = c.cell_expr("phone")
    unread = c.PHONE_PROBLEM.expr.is_in(["invalid", "damaged"])
    # The judge takes what follows a semicolon or two commas for an extension.
    several = unread | number.str.contains(r"[;,]")
    return pl.when(several).then(number).alias(b.SEVERAL_NUMBERS.name)


def further_steps(*, same_mailbox: bool, calls: bool) -> list[Step]:
    """Add further.emails, further.mailboxes and further.phones, null where there are none.

    And ``several_in_cell``: the cell of the recipient (a number where ``calls``) holds several
    and so is none; then all of them are among the further ones. They read
    ``list.further.email`` and ``list.further.phone`` (cells, one a line), the contact's own
    cells where they could not be read, and ``region_hint``.
    """
    none = b.ADDRESS_UNREAD.expr
    problem: tuple[str, ...] = (b.ADDRESS_UNREAD.name,)
    signs, most = "@", 2
    if calls:
        unread = c.PHONE_PROBLEM.expr.is_in(["invalid", "damaged"])
        none, problem = (
            pl.when(unread).then(b.SEVERAL_NUMBERS.expr),
            (b.SEVERAL_NUMBERS.name, c.PHONE_PROBLEM.name),
        )
        signs, most = r"[0-9]", 2 * _DIGITS
    several = none.str.count_matches(signs) >= most
    if calls:
        several &= none.str.contains(_BETWEEN_NUMBERS)
    several = several.fill_null(value=False).alias(c.SEVERAL_IN_CELL.name)
    return [
        Step(
            (b.ADDRESS_UNREAD.name, c.further_cell("email")),
            (c.FURTHER_EMAILS.name, c.FURTHER_MAILBOXES.name),
            lambda frame: _with_emails(frame, same_mailbox=same_mailbox),
        ),
        Step(
            (b.SEVERAL_NUMBERS.name, c.further_cell("phone"), c.REGION_HINT.name),
            (c.FURTHER_PHONES.name,),
            _with_phones,
        ),
        Step(
            problem,
            (c.SEVERAL_IN_CELL.name,),
            lambda frame: frame.with_columns(several),
        ),
    ]


def _with_emails(frame: pl.LazyFrame, *, same_mailbox: bool) -> pl.LazyFrame:
    emails = _joined(b.ADDRESS_UNREAD.expr, "email").map_batches(
        addresses_in(), return_dtype=_LISTS, is_elementwise=True
    )
    mailboxes = c.FURTHER_EMAILS.expr
    if same_mailbox:
        mailboxes = mailboxes.list.eval(mailbox_of(pl.element()))
    return frame.with_columns(emails.alias(c.FURTHER_EMAILS.name)).with_columns(
        mailboxes.alias(c.FURTHER_MAILBOXES.name)
    )


def _with_phones(frame: pl.LazyFrame) -> pl.LazyFrame:
    text = _joined(b.SEVERAL_NUMBERS.expr, "phone").alias("text")
    phones = pl.struct(text, region=c.REGION_HINT.expr)
    return frame.with_columns(
        phones.map_batches(numbers_in(), return_dtype=_LISTS, is_elementwise=True).alias(
            c.FURTHER_PHONES.name
        )
    )


def _joined(cell: pl.Expr, field: str) -> pl.Expr:
    text = pl.concat_str(cell, pl.col(c.further_cell(field)), separator="\n", ignore_nulls=True)
    return pl.when(text != "").then(text)


def addresses_in() -> Callable[[pl.Series], pl.Series]:
    """A reader of texts of addresses, one or several a line: normalised, all that there are."""
    read = address_reader()

    def find(texts: pl.Series) -> pl.Series:
        at = texts.is_not_null().arg_true()
        if not len(at):
            return _none(len(texts))
        lines = _pieces(pl.DataFrame({"at": at, "text": texts.gather(at)}), r"[\r\n]")
        addresses, left = _read(lines, read)
        keys = [addresses]
        if left.height:
            # Arrays of databases stand in braces, of which the first could begin an address.
            pieces = _pieces(left, _BETWEEN).with_columns(pl.col("text").str.strip_chars("{} "))
            addresses, left = _read(pieces, read)
            keys.append(addresses)
        if left.height:
            inside = pl.col("text").str.extract_all(_ADDRESS)
            more = left.select("at", inside).explode("text").drop_nulls()
            keys.append(_read(more, read)[0])
        return _lists(pl.concat(keys), len(texts))

    return find


def _read(
    texts: pl.DataFrame, read: Callable[[pl.Series], pl.Series]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The addresses (``at``, ``key``), and the texts that are none but may hold some."""
    key = read(texts["text"])
    addresses = texts.select("at", key.alias("key")).filter(pl.col("key") != "")
    return addresses, texts.filter(key == "").filter(pl.col("text").str.contains("@", literal=True))


def numbers_in() -> Callable[[pl.Series], pl.Series]:
    """A reader of texts of numbers, one or several a line, and their regions: E.164."""
    key = number_key(pl.col("text"), pl.col("region"))

    def find(cells: pl.Series) -> pl.Series:
        texts = cells.struct.field("text")
        at = texts.is_not_null().arg_true()
        if not len(at):
            return _none(len(texts))
        region = cells.struct.field("region").gather(at)
        given = pl.DataFrame({"at": at, "text": texts.gather(at), "region": region})
        lines = _pieces(given, r"[\r\n]")
        mixed = lines.filter(
            pl.col("text").str.contains(_BETWEEN_NUMBERS)
            | (pl.col("text").str.count_matches("+", literal=True) > 1)
        )
        if mixed.height:
            # A plus sign begins a number, whatever stands before it.
            apart = mixed.with_columns(pl.col("text").str.replace_all(_PLUS, "\n+"))
            pieces = _pieces(apart, _BETWEEN_NUMBERS)
            digits = pl.col("text").str.count_matches(r"[0-9]")
            lines = pl.concat([lines, pieces.filter(digits >= _DIGITS)])
        numbers = lines.select("at", key.alias("key")).drop_nulls()
        return _lists(numbers, len(texts))

    return find


def share_of_numbers(country: str | None) -> Callable[[pl.Series], float]:
    """How large a share of texts are valid numbers, national ones read as the country's."""

    def share(texts: pl.Series) -> float:
        return phone_keys(texts, country).count() / max(len(texts), 1)

    return share


def _pieces(texts: pl.DataFrame, between: str) -> pl.DataFrame:
    """The texts taken apart, each piece with what stands beside its text."""
    if not texts["text"].str.contains(between).any():
        return texts
    split = pl.col("text").str.replace_all(between, "\n").str.split("\n")
    return texts.with_columns(split).explode("text")


def _lists(keys: pl.DataFrame, length: int) -> pl.Series:
    """One list of distinct keys per position; null where there is none."""
    if not keys.height:
        return _none(length)
    lists = keys.unique(maintain_order=True).group_by("at", maintain_order=True).agg("key")
    places = pl.DataFrame({"at": pl.int_range(length, dtype=pl.UInt32, eager=True)})
    return places.join(lists, on="at", how="left", maintain_order="left")["key"]


def _none(length: int) -> pl.Series:
    return pl.repeat(None, length, dtype=_LISTS, eager=True)
