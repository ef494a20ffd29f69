"""The vector path: which cells certainly hold a valid address, and which certainly none.

Expressions over whole columns that follow email-validator where its outcome is certain.
Lists hold few kinds of odd addresses; each step looks only at what the one before it was
not sure of, and what none is sure of goes to the judge.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import polars as pl
from email_validator import SPECIAL_USE_DOMAIN_NAMES

#: Says of an address what its normal form is; null where it is not valid.
Judge = Callable[[str], str | None]

#: What copying and exporting leaves around an address: quotes, brackets, punctuation.
_JUNK_AT_ENDS: Final = (
    " \t\r\n\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
    "\"'<>,;:()[]\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a"
)
#: Characters that cannot be seen and are no part of an address.
HIDDEN: Final = (
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)

_MAX_LOCAL: Final = 64
_MAX_ADDRESS: Final = 254
#: Addresses no longer than this can break no limit on a part of them.
_SHORT: Final = 64

_FIRST_SIGNS: Final = r"0-9_!#$%&*+\-/=?^`{|}~"
_SIGNS: Final = rf"{_FIRST_SIGNS}'"
#: Letters that Unicode composes, that have one lower case each, and that the judge accepts:
#: European ones, without the dotted capital I, the long s and the sigma of two lower cases.
_LETTERS: Final = (
    r"\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u012f\u0131-\u017e"
    r"\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a4-\u03ce\u0400-\u045f"
)
#: A dot atom before the "@", in lower case.
_LOCAL: Final = rf"(?:[a-z{_SIGNS}{_LETTERS}]+\.)*[a-z{_SIGNS}{_LETTERS}]+"
_LABEL: Final = r"[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?"
#: A last label: as any other, with a letter at its end.
_LAST_LABEL: Final = r"(?:[a-z0-9][a-z0-9\-]{0,61})?[a-z]"
#: A lower-case address in an ASCII domain that email-validator certainly accepts as it stands,
#: provided the lengths fit and no label looks like a reserved one ("xn--", "ab--", "a---").
_CERTAIN: Final = rf"^{_LOCAL}@(?:{_LABEL}\.)+{_LAST_LABEL}$"
_RESERVED_LABEL: Final = r"[@.][a-z0-9\-]{2}--|@.*xn--"
_SPECIAL_USE: Final = rf"(?i)[@.](?:{'|'.join(SPECIAL_USE_DOMAIN_NAMES)})$"
#: As most cells are: short, nothing around the address (an apostrophe before it is a
#: spreadsheet's), no double hyphen in its domain.
_EXACT: Final = (
    rf"^[A-Za-z{_FIRST_SIGNS}][A-Za-z{_SIGNS}]*(?:\.[A-Za-z{_SIGNS}]+)*"
    r"@(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+(?:[A-Za-z0-9]+-)*[A-Za-z0-9]*[A-Za-z]$"
)
#: The same in lower case and without rare signs: such a cell is its own normal form.
_PLAIN: Final = (
    r"^[a-z0-9_][a-z0-9_+\-]*(?:\.[a-z0-9_+\-]+)*"
    r"@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+(?:[a-z0-9]+-)*[a-z0-9]*[a-z]$"
)
#: ASCII without the signs that quote, comment or bracket: what it is can be seen.
_OPEN: Final = r"^[ !#-'*+\-./0-9=?@A-Z^_`a-z{|}~]*$"
#: An address whose local part the judge accepts in whatever domain it accepts.
_SURE_LOCAL: Final = rf"^{_LOCAL}@[^@]*$"


def stripped(text: pl.Expr) -> pl.Expr:
    """An address cell without what surrounds the address; null where nothing is left."""
    bare = (
        text.str.replace_all(HIDDEN, "")
        # The address in angle brackets wins over the display name before it.
        .str.replace(r"^[^<>]*<([^<>]+@[^<>]+)>\s*$", "$1")
        .str.strip_chars(_JUNK_AT_ENDS)
        .str.replace(r"(?i)^mailto:([^?]*)(?:\?.*)?$", "$1")
        .str.strip_chars(_JUNK_AT_ENDS)
        .str.strip_chars_end(_JUNK_AT_ENDS + ".")
    )
    return pl.when(bare != "").then(bare)


def is_plain(cell: pl.Expr) -> pl.Expr:
    """Whether a cell is certainly a valid address and its own normal form; never null.

    Two quick looks at a cell, where finding its normal form takes several and copies it.
    """
    short = cell.str.len_bytes() <= _SHORT
    plain = short & cell.str.contains(_PLAIN) & ~cell.str.contains(_SPECIAL_USE)
    return plain.fill_null(value=False)


def normal_forms(cells: pl.Series, judge: Judge) -> pl.Series:
    """Normal form of the address in each cell.

    Null where the cell is blank, empty text where what it holds is no valid address.
    ``judge`` is asked once per distinct address, or domain, that no expression is sure of.
    """
    exact = (cells.str.len_bytes() <= _SHORT) & cells.str.contains(_EXACT)
    odd = (~(exact & ~cells.str.contains(_SPECIAL_USE))).fill_null(value=False).arg_true()
    normalised = cells.str.to_lowercase()
    if not len(odd):
        return normalised
    return normalised.scatter(odd, _of_odd(cells.gather(odd), judge))


def _of_odd(cells: pl.Series, judge: Judge) -> pl.Series:
    """``normal_forms`` of the cells that are not an ordinary address and nothing else."""
    bare, lower = pl.col("bare"), pl.col("lower")
    shaped = lower.str.contains(_CERTAIN)
    short = bare.str.len_bytes() <= _SHORT
    frame = (
        pl.DataFrame({"cell": cells})
        .select(bare=stripped(pl.col("cell")))
        .with_columns(lower=bare.str.to_lowercase())
        .with_columns(shaped=shaped, special=lower.str.contains(_SPECIAL_USE))
        .with_columns(
            certain=pl.col("shaped")
            & ~pl.col("special")
            & ~lower.str.contains(_RESERVED_LABEL)
            # As written: a Kelvin sign is three bytes, its lower case is a plain "k".
            & (bare.str.len_bytes() <= _MAX_ADDRESS)
            & (lower.str.find("@", literal=True) <= _MAX_LOCAL),
            # The judge takes the name of a special use for a whole domain.
            invalid=~pl.col("shaped") & ~pl.col("special") & bare.str.contains(_OPEN),
        )
        .with_columns(
            by_domain=short
            & lower.str.contains(_SURE_LOCAL)
            & ~(pl.col("certain") | pl.col("invalid"))
        )
        .select(
            "bare",
            by_domain=pl.col("by_domain").fill_null(value=False),
            normalised=pl.when("certain").then(lower).when("invalid").then(pl.lit("")),
        )
    )
    normalised = frame["normalised"]
    by_domain = frame["by_domain"].arg_true()
    if len(by_domain):
        normalised = normalised.scatter(
            by_domain, _by_domain(frame["bare"].gather(by_domain), judge)
        )
    unsure = (normalised.is_null() & frame["bare"].is_not_null()).arg_true()
    if len(unsure):
        normalised = normalised.scatter(unsure, _by_judge(frame["bare"].gather(unsure), judge))
    return normalised


def _by_domain(addresses: pl.Series, judge: Judge) -> pl.Series:
    """Addresses of whose domain the judge must be asked; null where that is not enough."""
    frame = pl.DataFrame({"address": addresses}).select(
        local=pl.col("address").str.extract(r"^([^@]*)@", 1).str.to_lowercase(),
        domain=pl.col("address").str.extract(r"@([^@]*)$", 1),
    )
    domains = _answers(frame["domain"], lambda domain: _domain(domain, judge))
    whole = pl.when(domains == "").then(pl.lit("")).otherwise(frame["local"] + "@" + domains)
    return pl.select(pl.when(domains.is_not_null()).then(whole)).to_series()


def _domain(domain: str, judge: Judge) -> str | None:
    """Normal form of a domain, empty where none, null where it depends on the local part."""
    # With the longest local part that may be, what is valid is so with every other.
    longest = "a" * _MAX_LOCAL
    address = judge(f"{longest}@{domain}")
    if address is not None:
        return address[len(longest) + 1 :]
    return "" if judge(f"a@{domain}") is None else None


def _by_judge(addresses: pl.Series, judge: Judge) -> pl.Series:
    return _answers(addresses, lambda address: judge(address) or "")


def _answers(values: pl.Series, answer: Callable[[str], str | None]) -> pl.Series:
    """The answer for every value; Python only over unique values."""
    unique = values.unique()
    answers = [answer(value) for value in unique]
    return values.replace_strict(unique, answers, default=None, return_dtype=pl.String)
