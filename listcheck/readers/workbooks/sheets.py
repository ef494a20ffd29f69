"""What a sheet of a workbook looks like that was not read: contacts, opt-outs, or neither.

Titles and headers are words, cells are facts: a sheet looks like contacts by its cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

from listcheck.core.errors import InputProblem
from listcheck.core.field_headers import ALIASES, looks_like_opt_outs
from listcheck.core.part import Part, SheetName
from listcheck.core.several_headers import is_one_of_several
from listcheck.readers.delimited.head import MAX_TITLE_ROWS, looks_headerless
from listcheck.vocabulary import Kind, folded, header_meaning

#: Rows that are looked at: contacts begin long before.
MOST_ROWS: Final = 10_000
#: Longer cells are prose, whatever they hold.
_LONGEST: Final = 500

_ADDRESS: Final = re.compile(r"[^\s@;,<>]+@[^\s@;,<>]+\.[^\s@;,<>]{2,}")
_DIGEST: Final = re.compile(r"(?:[0-9a-fA-F]{8}){4,5}|[0-9a-fA-F]{56}|(?:[0-9a-fA-F]{32}){2,4}")
#: Numbers as people write them: a country or an area code in front tells them from other numbers.
_DIALLED: Final = re.compile(r"\s*(?:\(?\+|\(?0)[0-9 ().\-/]{6,24}\s*")
#: Under a header that says so, any row of digits is one.
_DIGITS: Final = re.compile(r"\s*\+?[0-9 ().\-/]{6,24}\s*")
_DATE: Final = re.compile(r"\s*[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}\s*")
#: More titles of sheets that hold people who must not be contacted, folded.
_OPT_OUT_TITLE: Final = re.compile(
    r"robinson|stoplist|gesperrt|sperr|abgemeld|abmeld|widerruf(?!sbelehr)|kundigung|geloscht|geloesch|loschung|"
    r"removed|removal|deleted|erasure|supprim|rimoss|cancellat|eliminad|blocked|bloqu|usunie|"
    r"verwijder|exclude|exclusion|nocontact|neverc|nepas|keinewerbung|invalid|bounce|unzustell|"
    r"complain|beschwerde"
)
#: Words that are too short to be looked for inside of others.
_OPT_OUT_WORD: Final = re.compile(r"(?:^|[^a-z])(?:dnc|dne|stops?|unsub)(?:[^a-z]|$)")
#: Titles of sheets that hold people who may be contacted, folded.
_ON_LIST_TITLE: Final = re.compile(
    r"(?:all|alle|my|our|current|active|aktive?|email|marketing|newsletter|clean)*"
    r"(?:subscribed|subscribers?|active|aktive?|optins?|optedin|contacts?|kontakte?|kunden|"
    r"customers?|clients?|clientes?|clienti|klanten|members?|mitglieder|abonnenten|abonnes?|"
    r"suscriptores|iscritti|abonnees|leads?|prospects?|recipients?|empfanger|clean|kept|tosend|"
    r"allow(?:ed|list)|whitelist)(?:[0-9]{0,4})"
)


def _speaks_of_opt_outs(title: str) -> bool:
    meaning = header_meaning(title)
    return meaning is not None and meaning.kind in (Kind.REFUSAL, Kind.BOUNCE, Kind.CHANNELS)


def sheet_name(title: str, number: int) -> SheetName:
    """What a sheet is called; a title that is an address or a number is not repeated."""
    if looks_headerless([title]) or _ADDRESS.search(title):
        return SheetName(title, number, f"no. {number}")
    return SheetName(title, number, repr(title))


def says_opt_outs(title: str, headers: Sequence[str] = ()) -> bool:
    """Whether a sheet says that it holds people who must not be contacted."""
    key = folded(title)
    if says_on_list(title):
        return looks_like_opt_outs("", headers)
    return (
        looks_like_opt_outs(title, headers)
        or _speaks_of_opt_outs(title)
        or bool(_OPT_OUT_TITLE.search(key) or _OPT_OUT_WORD.search(title.casefold()))
        or any(alias in key for alias in ALIASES["opted_out"] if len(alias) > 3)
    )


def says_on_list(title: str) -> bool:
    """Whether the title of a sheet says that it holds people who may be contacted."""
    return bool(_ON_LIST_TITLE.fullmatch(folded(title)))


def looks_like(title: str, looked: Sequence[Sequence[str]]) -> Literal["", "contacts", "opt_outs"]:
    """What a sheet looks like; ``looked`` holds the texts of its first rows that are not blank."""
    if not looked:
        return ""
    # The row of headers is one of the first; another one of them says nothing of opt-outs.
    tops = looked[: MAX_TITLE_ROWS + 1]
    if says_opt_outs(title) and len(looked) > _only_headers(looked):
        return "opt_outs"
    if any(looks_like_opt_outs("", row) for row in tops) and len(looked) > 1:
        return "opt_outs"
    width = max(map(len, looked))
    columns = ([row[at] for row in looked if at < len(row) and row[at]] for at in range(width))
    return "contacts" if any(_is_of_people(cells) for cells in columns) else ""


def require_one_sheet(part: Part) -> None:
    """Stop at a workbook of which more than the sheet that was read looks as if it were meant.

    Raises:
        InputProblem: there is such a sheet, and the user named none.
    """
    book = part.workbook
    if book is None or book.chosen:
        return
    others = [other for other in book.others if other.kind]
    if others:
        raise InputProblem(
            f"{part.file.name}: only the sheet {book.name.shown} would be read, and other sheets "
            f"hold people as well: {', '.join(map(str, others))}; name the sheet that is meant "
            f'(--sheet "{book.name.reference}") and save the others as files of their own'
        )


def _only_headers(looked: Sequence[Sequence[str]]) -> int:
    """1 where the only row names columns: such a sheet holds nobody yet."""
    return int(not looks_headerless(looked[0]))


def _is_of_people(cells: Sequence[str]) -> bool:
    """Whether a column holds addresses, numbers or digests: two of them, or one and its header."""
    if not cells:
        return False
    names_numbers = any(
        is_one_of_several("phone", folded(cell)) or folded(cell) in ALIASES["phone"]
        for cell in cells[: MAX_TITLE_ROWS + 1]
    )
    number = _DIGITS if names_numbers else _DIALLED
    fewest = 7 if names_numbers else 9
    people = sum(_is_person(cell, number, fewest) for cell in cells)
    return people > 1 or (people == 1 and len(cells) <= 3)


def _is_person(cell: str, number: re.Pattern[str], fewest: int) -> bool:
    if len(cell) > _LONGEST:
        return False
    if _ADDRESS.search(cell) or _DIGEST.fullmatch(cell.strip()):
        return True
    if not number.fullmatch(cell) or _DATE.fullmatch(cell):
        return False
    return fewest <= sum(sign.isdecimal() for sign in cell) <= 15
