"""The printed table of the 2018 guide, read by a reader that knows nothing of listcheck.

It takes the words of a cell apart and leaves no word over, so that a sentence it does not
know is an error and never a silent guess.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parents[1] / "data" / "guide_table.csv"
ROWS = list(csv.DictReader(io.StringIO(TABLE.read_bytes().decode(), newline="")))
KINDS = ("generic", "individual")

#: Column of the table to its channel and the parties it speaks for.
COLUMNS = {
    "email_first_party": ("email", ("first",)),
    "email_third_party": ("email", ("third",)),
    "call_live": ("call", ("first", "third")),
    "call_automated": ("automated-call", ("first", "third")),
}
#: The guide demands "the national list" and names none; these are the documented names.
REGISTERS = {
    "BE": "BE-DNCM",
    "DK": "DK-ROBINSON",
    "FI": "FI-ROBINSON",
    "FR": "FR-BLOCTEL",
    "GB": "TPS+CTPS",
    "GR": "GR-ART11",
    "HU": "HU-DIRECTORY",
    "IE": "IE-NDD",
}
#: Cells without a base rule that are read strictly, each with the reason.
STRICT_BASE = {
    ("IE", "email_first_party"): "only the dagger sentence is printed: read as opt-in with soft "
    "opt-in, although the third-party cell is opt-out",
}
#: Cells whose dagger is not followed, each with the reason.
DAGGER_IGNORED = {
    ("NO", "email_third_party"): "a soft opt-in cannot rest on a third party's list",
}


@dataclass
class Reading:
    """What a cell says: basis and dagger by address kind, register, exceptions."""

    basis: dict[str, str | None]
    dagger: dict[str, bool]
    register: bool = False
    exceptions: list[tuple[dict[str, str], str]] = field(default_factory=list)


def taken(pattern: str, text: str) -> tuple[bool, str]:
    """Whether the words are in the text, and the text without them."""
    left, count = re.subn(pattern, " ", text, flags=re.IGNORECASE)
    assert count <= 1, f"{pattern!r} stands twice in {text!r}"
    return bool(count), " ".join(left.split())


def read_part(text: str) -> tuple[str | None, bool]:
    """Basis and dagger of a cell, or of one half of a split cell; nothing may be left over."""
    dagger, text = taken(r"(some )?opt-out (contact )?permitted†\.?", text)
    if not text:
        return None, dagger
    words = text.lower().strip(" .")
    bases = {
        "opt_in": r"(prior )?opt-in( required)?",
        "double_opt_in": r"double opt-in required(\. +double opt-in)?",
        "opt_out": r"opt-out( option required)?",
    }
    found = [basis for basis, pattern in bases.items() if re.fullmatch(pattern, words)]
    assert len(found) == 1, f"cannot read {text!r}"
    return found[0], dagger


def read(cell: str) -> Reading | None:
    """A cell of the table, or None where it is blank."""
    text = " ".join(cell.split())
    if not text:
        return None
    register, text = taken(r"Required check of national 'do-not-call' list\.?", text)
    mobile, text = taken(r"Mobile phone: Prior opt-in required\.?", text)
    directory, text = taken(
        r"Exception: If the phone number is in the public telephone directory\.?", text
    )
    exceptions = [({"line_type": "mobile"}, "opt_in")] if mobile else []
    if directory:
        # The cell does not say what holds then; what is no longer opt-in is opt-out.
        exceptions.append(({"number_source": "directory"}, "opt_out"))
    split = re.fullmatch(
        r"To (?:an )?individual B2B email address: (?P<individual>.+?) "
        r"to B2B generic email address.*\(i\.e\. [^)]*\): (?P<generic>.+)",
        text,
        re.IGNORECASE,
    )
    parts = split.groupdict() if split else dict.fromkeys(KINDS, text)
    halves = {kind: read_part(part) for kind, part in parts.items()}
    return Reading(
        {kind: half[0] for kind, half in halves.items()},
        {kind: half[1] for kind, half in halves.items()},
        register,
        exceptions,
    )


def expected(country: str, column: str, cell: str, kind: str) -> dict[str, Any]:
    """The answer that the cell demands for an address kind."""
    found = read(cell)
    if found is None:
        return {"basis": None, "soft_opt_in": False, "register": None, "exceptions": []}
    basis, soft = found.basis[kind], found.dagger[kind]
    if (country, column) in STRICT_BASE:
        assert basis is None, "the cell prints a base rule: the special reading is not needed"
        basis = "opt_in"
    if (country, column) in DAGGER_IGNORED:
        assert any(found.dagger.values()), "the cell has no dagger to ignore"
        soft = False
    return {
        "basis": basis,
        "soft_opt_in": soft,
        "register": REGISTERS[country] if found.register else None,
        "exceptions": [
            {"when": when, "basis": then, "soft_opt_in": False, "register": None}
            for when, then in found.exceptions
        ],
    }
