"""Whom a row of a log was sent to: every recipient of a message is a send of its own.

A message has several recipients in several columns (To, Cc, Bcc; ``mail.destination.1``,
``mail.destination.2``, as the reader of JSON lays an array out), in one cell ("Ann Lee <a@x.com>;
b@x.com", ``["a@x.com", "b@x.com"]``), or both. Whoever stands there twice is one recipient. Only
rows of several recipients are taken apart; each send keeps the number of its row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import polars as pl

from listcheck.auditing.logs.log_headers import RecipientColumn

Field = Literal["email", "phone"]
#: What stands between two recipients wherever it stands; a comma may be part of a name.
_APART: Final = r"\s*(?:[;|\r\n]|:::)\s*"
_ADDRESS: Final = r"[^\s<>,;|\"'()\[\]{}:]+@[^\s<>,;|\"'()\[\]{}]+"
#: A name before an address may hold anything, other addresses as well.
_NAME: Final = r"\"(?:[^\"\\]|\\.)*\"\s*<"
_SCHEME: Final = r"(?i)\b(?:mailto|smtp):"
_ARRAY: Final = r"^\s*[\[{]"
#: Two numbers; what stands between them is part of neither.
_NUMBERS_APART: Final = r"\s*(?:[;,|\r\n]|:::|\s/\s)\s*"
_NUMBER: Final = r"\+?[0-9](?:[ ().-]{0,2}[0-9]){6,14}"
#: So many digits, at least, has a number that is a recipient's.
_DIGITS: Final = 7
_CUT: Final = "\x1f"


@dataclass(frozen=True)
class Addressees:
    """The columns of a log's recipients.

    Attributes:
        field: of what kind they are.
        at: the column that holds the recipient of a send, once rows are taken apart.
        columns: all of them, ``at`` among them.
        own: those that alone count in rows in which they say something.
    """

    field: Field
    at: int
    columns: tuple[int, ...]
    own: tuple[int, ...] = ()

    def taken_apart(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows in their order, one for each recipient, in column ``at``."""
        texts, target = self._texts(), f"c{self.at}"
        several = rows.select(self._several(texts).alias("several"))["several"]
        one = rows.filter(~several)
        if len(texts) > 1:
            one = one.with_columns(pl.coalesce(texts).alias(target))
        if not several.any():
            return one
        many = rows.filter(several).with_row_index("place")
        read = (
            many.select("place", pl.concat_list(texts).list.drop_nulls().alias("text"))
            .explode("text")
            .with_columns(self._parts().alias("part"))
            .explode("part")
            .with_columns(self._people().alias("to"))
            .explode("to")
            .filter(pl.col("to").is_not_null())
            .with_columns(same_recipient(pl.col("to")).alias("same"))
            .unique(["place", "same"], keep="first", maintain_order=True)
            .select("place", "to")
        )
        # Where nobody can be read out of the cells they stay as they stand.
        whole = many.select("place", pl.coalesce(texts).alias("whole"))
        apart = (
            many.join(read, on="place", how="left", maintain_order="left_right")
            .join(whole, on="place", how="left", maintain_order="left")
            .with_columns(pl.coalesce("to", "whole").alias(target))
            .drop("place", "to", "whole")
        )
        # Columns in chunks of different lengths end the streaming engine of Polars 2.1.
        return pl.concat([one, apart]).sort("row", maintain_order=True).rechunk()

    def _texts(self) -> list[pl.Expr]:
        """The cells that are looked at, null where they tell no recipient."""
        own_cells = [_filled(at) for at in self.own]
        alone = pl.any_horizontal(pl.lit(value=False), *(one.is_not_null() for one in own_cells))
        texts = []
        for at in (self.at, *(one for one in self.columns if one != self.at)):
            cell = _filled(at)
            if at != self.at:
                # What stands there may be anything: a name, a list, how many there were.
                cell = pl.when(self._is_meant(cell)).then(cell)
            texts.append(pl.when(~alone).then(cell) if own_cells and at not in self.own else cell)
        return texts

    def _is_meant(self, cell: pl.Expr) -> pl.Expr:
        if self.field == "email":
            return cell.str.contains("@", literal=True)
        return ~cell.str.contains("@", literal=True) & (_digits(cell) >= _DIGITS)

    def _several(self, texts: Sequence[pl.Expr]) -> pl.Expr:
        """Whether a row has several recipients, or may have; never null."""
        several = pl.lit(value=False)
        if len(texts) > 1:
            several = pl.sum_horizontal(text.is_not_null().cast(pl.UInt32) for text in texts) > 1
        for text in texts:
            if self.field == "email":
                more = text.str.count_matches("@", literal=True) > 1
                more |= text.str.contains(_APART)
            else:
                more = text.str.contains(_NUMBERS_APART) & (_digits(text) >= 2 * _DIGITS)
            several |= (more | text.str.contains(_ARRAY)).fill_null(value=False)
        return several

    def _parts(self) -> pl.Expr:
        """``text`` cut where one recipient ends and another begins."""
        text = pl.col("text")
        apart = _APART if self.field == "email" else _NUMBERS_APART
        if self.field == "email":
            text = text.str.replace_all(_NAME, "<").str.replace_all(_SCHEME, "")
        array = text.str.contains(_ARRAY)
        cut = text.str.replace_all(apart, _CUT).str.split(_CUT)
        return pl.when(array).then(pl.concat_list(text)).otherwise(cut)

    def _people(self) -> pl.Expr:
        """The recipients in each ``part``; the part itself where it is none, but says something."""
        part = pl.col("part")
        array = part.str.contains(_ARRAY)
        recipients = part.str.extract_all(_ADDRESS if self.field == "email" else _NUMBER)
        if self.field == "email":
            other = part.str.contains(r"[\p{L}\p{N}]") & ~array
            return (
                pl.when(recipients.list.len() > 0).then(recipients)
                .when(other).then(pl.concat_list(part.str.strip_chars()))
            )  # fmt: skip
        # "020 7946 0000, ext. 5" is one number: without its end it is another one.
        numbers = _digits(part) >= _DIGITS
        alone = numbers.sum().over("place", "text") < 2
        return (
            pl.when(array).then(recipients)
            .when(alone).then(pl.concat_list("text"))
            .when(numbers).then(pl.concat_list(part.str.strip_chars()))
        )  # fmt: skip


def same_recipient(cell: pl.Expr) -> pl.Expr:
    """An address or number as two of them are compared: the bare address, the digits."""
    text = cell.str.to_lowercase()
    address = text.str.extract(rf"({_ADDRESS})")
    digits = text.str.replace_all(r"[^0-9]", "")
    return pl.coalesce(address, pl.when(digits.str.len_bytes() >= _DIGITS).then(digits), text)


def _filled(at: int) -> pl.Expr:
    text = pl.col(f"c{at}").str.strip_chars()
    return pl.when(text != "").then(text)


def _digits(cell: pl.Expr) -> pl.Expr:
    return cell.str.count_matches(r"[0-9]")


def addressees(
    recipients: Sequence[RecipientColumn], main: Mapping[Field, int], mails: Mapping[int, bool]
) -> tuple[Addressees, ...]:
    """Which columns of a log hold the recipients of each kind.

    Args:
        recipients: its columns of recipients.
        main: the columns of addresses and of numbers that are mapped.
        mails: whether addresses stand in a column, where anything does.
    """
    by_place = {column.at: column.group for column in recipients}
    by_kind: list[Addressees] = []
    for field, at in main.items():
        columns = [
            column
            for column in recipients
            if column.at in mails and mails[column.at] == (field == "email")
        ]
        groups = {column.group for column in columns} | {by_place.get(at, "to")}
        if groups - {"headers"}:
            # What the headers of a message say may be anything: the envelope tells it.
            columns = [column for column in columns if column.group != "headers"]
        if by_place.get(at) == "single":
            # Each recipient has a row of its own: the others stand in theirs.
            columns = [one for one in columns if one.group not in ("to", "list")]
        own = tuple(one.at for one in columns if one.group == "own")
        places = dict.fromkeys((at, *(column.at for column in columns)))
        by_kind.append(Addressees(field, at, tuple(places), own))
    return tuple(by_kind)
