"""What a column's cells say it is: addresses, telephone numbers, or neither.

A header may name a thing that its column does not hold (a postal "Address"), and a layout that
nobody knows has headers that say nothing. Addresses are told easily. Numbers are not: the times
of machines, ids, amounts, dates and post codes are digits as well, so a column is taken for
numbers only where most of its cells are written as nothing but telephone numbers are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final, Self

import polars as pl

from listcheck.core.part import cell_name
from listcheck.core.several_headers import ONLY_ALONE

#: How large a share of some texts are valid telephone numbers, from 0 to 1.
Validity = Callable[[pl.Series], float]

#: What can stand in no address as people have them.
_NOT: Final = r"\s@<>,;:|()\[\]\""
_ADDRESS: Final = rf"[^{_NOT}]+@(?:[^{_NOT}.]+\.)+[^{_NOT}.'0-9][^{_NOT}.']+"
_ONE: Final = rf"(?:[^<>@,;|]*<\s*)?(?:(?i:mailto|smtp):)?['\"]?{_ADDRESS}['\"]?\s*>?"
#: A cell of one address or of several, and nothing else.
_ADDRESSES: Final = rf"^[\s\[{{]*{_ONE}(?:\s*(?:[,;|/\s]|:::)\s*{_ONE})*[\s,;\]}}]*$"
#: Signs of a number as it is written, and of its extension.
_SIGNS: Final = r"^[\s'(]*\+?[0-9][0-9\s()./\u00a0\u2010-\u2015-]*(?:(?i:ext|x)\.?\s*[0-9]{1,6})?$"
_PLUS: Final = r"^[\s'(]*\+"
#: With the country's code before it; without the plus sign it may be an id with leading zeros.
_INTERNATIONAL: Final = r"^[\s'(]*(?:\+|00)[\s(]*[1-9]"
#: As it is dialled: with a plus sign, a zero or a bracket before it, or in groups.
_DIALLED: Final = r"^[\s']*(?:\+|\(?0[1-9]|\([1-9]|[1-9][0-9]*[\s/.-][0-9]+[\s/.-][0-9])"
#: As it is dialled at home: a zero and groups, or groups of three, three and four.
_NATIONAL: Final = (
    r"^\s*\(?0[1-9][0-9]{0,4}\)?[\s/.-]+[0-9]{2,}(?:[\s/.-]?[0-9]+)*\s*$"
    r"|^\s*\(?[2-9][0-9]{2}\)?[\s.-]+[0-9]{3}[\s.-][0-9]{4}\s*$"
)
#: Digits and signs that are no number: dates, times, addresses of networks, the numbers of
#: books and of people's insurance.
_OTHER: Final = (
    r"^\s*(?:[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2}|[0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{2}|[0-9]{4}))\b"
    r"|^\s*(?:[0-9]{1,3}\.){3}[0-9]{1,3}\s*$|^\s*97[89][ -]|^\s*[0-9]{3}-[0-9]{2}-[0-9]{4}\s*$"
)
_FEWEST, _MOST = 7, 15
#: A column is what most of its cells are; of numbers nearly all must be written as such.
_MOST_CELLS: Final = 0.5
_NEARLY_ALL: Final = 0.8
#: From so many cells on, a contact's own addresses are not the same few again and again.
_ENOUGH: Final = 20
#: Numbers of which the validity is asked for.
_ASKED: Final = 200
#: Headers, folded, of people beside the contact and of what only looks like an address.
_SOMEBODY_ELSE: Final = re.compile(
    r"owner|manager|advis|agent|salesrep|accountrep|sender|from(?:email|address|phone)?$|reply|return|"
    r"fax|bounceaddress|created|modified|updated|changed|entered|assign|assistant|parent|(?<!p)refer|recommend|"
    r"spouse|emergency|supervisor|superior|sponsor|messageid|msgid|^cc|^bcc|envelope|"
    r"absender|besitzer|inhaber|betreuer|berater|erstellt|geandert|bearbeite|zustandig|"
    r"vorgesetzt|notfall|vertreter|proprietaire|expediteur|responsable|gestionnaire|creepar|modifie|"
    r"propietario|remitente|gestor|creado|modificado|proprietario|mittente|responsabile|creato|"
    r"eigenaar|afzender|beheerder|aangemaakt|gewijzigd|wlasciciel|nadawca|opiekun|utworzon|"
    r"agare|avsandare|ansvarig|ejer|afsender|avsender|omistaja|lahettaja|vlastnik|odesilatel|"
    r"odosielatel|tulajdonos|felado|vlasnik|posiljatelj|lastnik|expeditor|αποστολε|ιδιοκτητ|"
    r"подател|собственик"
)
#: How remarks call the fields of which a contact may have several, and their cells.
_CALLED: Final = {
    "email": ("e-mail address", "addresses"),
    "phone": ("telephone number", "numbers"),
}


@dataclass(frozen=True)
class CellEvidence:
    """What the first records of a list say of its columns.

    Attributes:
        headers: the columns' headers.
        keys: the same, folded.
        cells: the records, without blanks.
        addresses: how many cells of each column are addresses and nothing else.
        filled: how many hold anything.
        distinct: how many different ones.
    """

    headers: Sequence[str]
    keys: Sequence[str]
    cells: pl.DataFrame
    addresses: tuple[int, ...]
    filled: tuple[int, ...]
    distinct: tuple[int, ...]

    @classmethod
    def of(cls, cells: pl.DataFrame, headers: Sequence[str], keys: Sequence[str]) -> Self:
        """What the first records of a list with these headers say."""
        names = [cell_name(at) for at in range(len(headers))]
        bare = cells.select(pl.col(name).str.strip_chars().replace("", None) for name in names)
        counted = [
            bare.select(pl.all().str.contains(_ADDRESSES).sum()),
            bare.select(pl.all().count()),
            bare.select(pl.all().drop_nulls().n_unique()),
        ]
        counts = (
            tuple(int(count or 0) for count in counts_of_columns.row(0))
            for counts_of_columns in counted
        )
        return cls(headers, keys, bare, *counts)

    def holds(self, field: str, at: int) -> bool:
        """Whether a column holds any address (``email``) or anything like a number (``phone``)."""
        if field == "email":
            return self.addresses[at] > 0
        return bool(self._column(at).str.contains(r"(?:[0-9][^0-9]{0,3}){6}").any())

    def held_first(self, field: str, free: Sequence[int], validity: Validity | None) -> list[int]:
        """The columns that a header names, those that hold something of the kind first.

        A header that means other things as well names it only if its cells do not say otherwise:
        "Number" may be an id, or a house's.
        """
        held = [
            at
            for at in free
            if self.holds(field, at)
            and (
                field == "email"
                or self.keys[at] not in ONLY_ALONE
                or self._are_numbers(at, validity, _DIALLED)
            )
        ]
        others = (at for at in free if at not in held)
        named = (at for at in others if self.keys[at] not in ONLY_ALONE or not self.filled[at])
        return [*held, *named]

    def guess(
        self,
        positions: dict[str, int],
        further: dict[str, tuple[int, ...]],
        declared: Collection[str],
        free: Sequence[int],
        validity: Validity | None,
        remarks: list[str],
    ) -> frozenset[int]:
        """Put the columns of addresses and numbers that no header names to those that one does.

        One of them is the recipient's only where no column that a header names holds any.

        Args:
            positions: the fields that were found.
            further: the contact's further addresses and numbers that were found.
            declared: fields of which the configuration says where they are.
            free: columns that are no field.
            validity: how large a share of some texts are valid telephone numbers.
            remarks: is told of each such column.
        """
        guessed: set[int] = set()
        for field in _CALLED:
            more = [
                at
                for at in free
                if at not in guessed and not _SOMEBODY_ELSE.search(self.keys[at])
                and self._are(field, at, validity)
            ]  # fmt: skip
            guessed |= {*more}
            main = positions.get(field)
            named = main is not None and (field in declared or self.holds(field, main))
            if more and not named:
                positions[field] = more.pop(0)
                remarks.append(self.remark(field, positions[field], main))
            remarks += [self.remark(field, at, which="a further") for at in more]
            # What the header names may hold one further down.
            demoted = [main] if main is not None and positions[field] != main else []
            further[field] = (*further.get(field, ()), *demoted, *more)
        return frozenset(guessed)

    def remark(self, field: str, at: int, other: int | None = None, which: str = "the") -> str:
        """That a column is read as what its cells say, although ``other`` is named so."""
        called, cells = _CALLED[field]
        more = f", and '{self.headers[other]}' holds none" if other is not None else ""
        return f"'{self.headers[at]}' is read as {which} {called}: its cells are {cells}{more}"

    def _are(self, field: str, at: int, validity: Validity | None) -> bool:
        """Whether a column holds its contacts' addresses or numbers.

        The same few again and again are those of somebody who looks after them.
        """
        if self.filled[at] >= _ENOUGH and self.distinct[at] < self.filled[at] * _MOST_CELLS:
            return False
        if field == "email":
            return self.addresses[at] > self.filled[at] * _MOST_CELLS
        return self._are_numbers(at, validity)

    def _are_numbers(
        self, at: int, validity: Validity | None, written_as: str | None = None
    ) -> bool:
        """Whether nearly all cells of a column can only be telephone numbers.

        ``written_as``: a pattern that will do where a header says so as well.
        """
        text = self._column(at).drop_nulls()
        if text.is_empty():
            return False
        digits = text.str.count_matches(r"[0-9]")
        shaped = text.str.contains(_SIGNS) & ~text.str.contains(_OTHER)
        shaped &= (digits >= _FEWEST) & (digits <= _MOST)
        numbers = text.filter(shaped)
        enough = len(text) * _NEARLY_ALL
        if written_as is not None and int(numbers.str.contains(written_as).sum()) >= enough:
            return True
        if validity is None:
            return int(numbers.str.contains(_PLUS).sum()) >= enough
        written = numbers.str.contains(_INTERNATIONAL) | numbers.str.contains(_NATIONAL)
        if int(written.sum()) < enough:
            return False
        return validity(numbers.unique(maintain_order=True).head(_ASKED)) >= _MOST_CELLS

    def _column(self, at: int) -> pl.Series:
        return self.cells[cell_name(at)]
