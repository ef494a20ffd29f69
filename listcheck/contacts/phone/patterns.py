"""What a pattern of libphonenumber's metadata says: lengths, plain prefixes and guards."""

from __future__ import annotations

import re
from typing import Final

#: A repetition, or one digit in any of the ways the patterns write it.
_TOKEN = re.compile(r"\{[0-9,]+\}|\[[-0-9]+\]|\\d|[0-9]")
#: No national number is longer, with any prefix.
LONGEST: Final = 20


def lengths_of(pattern: str) -> set[int]:
    """Lengths of the texts a national number pattern can match, in digits.

    Raises ValueError for a construct that national number patterns do not use.
    """
    # With every digit alike, trying each length once tells which ones can match.
    alike = _TOKEN.sub(lambda token: token[0] if token[0].startswith("{") else "a", pattern)
    if not re.fullmatch(r"(?:a|\(\?:|[)|?]|\{[0-9,]+\})*", alike):
        raise ValueError("unknown construct in a national number pattern")
    # Alternatives that now look the same are tried once: failing would take too long.
    alike = re.sub(r"(?<=[(:|])([a{}0-9,?]+)(?:\|\1(?=[)|]))+", r"\1", alike)
    shape = re.compile(alike)
    return {length for length in range(LONGEST + 1) if shape.fullmatch("a" * length)}


def alternatives(pattern: str | None) -> tuple[list[str], list[str]]:
    """Split a dialling prefix pattern into plain digits and into guards.

    A guard is the plain beginning of an alternative that is more than digits; text
    that starts with it may mean anything (an empty guard: all of the region's).
    """
    if pattern is None:
        return [], []
    parts, depth = [""], 0
    for sign in pattern:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    plain: list[str] = []
    guards: list[str] = []
    for part in parts:
        # "0[09]" is "00" and "09"; "[08]" is "0" and "8".
        ending = re.fullmatch(r"([0-9]*)\[([0-9]+)\]", part)
        # "(183[12])" captures a carrier code and guards what "183[12]" begins with.
        group = re.fullmatch(r"\((?:\?:)?([^()]*|[^()]*\(\?:[^()]*\)[^()]*)\)\$?", part)
        if part.isdecimal():
            plain.append(part)
        elif group:
            inner = alternatives(group[1])
            guards += inner[0] + inner[1]
        elif ending:
            plain += [ending[1] + digit for digit in ending[2]]
        else:
            digits = re.match("[0-9]*", part)
            beginning = digits[0] if digits else ""
            optional = part[len(beginning) : len(beginning) + 1] in tuple("?*{")
            guards.append(beginning[:-1] if optional else beginning)
    return plain, guards
