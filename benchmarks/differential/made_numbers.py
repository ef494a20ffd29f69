"""The made-up numbers of the differential proof, and every way of writing one."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final, NamedTuple

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumberType

TYPES: Final = (
    "fixed_line",
    "mobile",
    "toll_free",
    "premium_rate",
    "shared_cost",
    "personal_number",
    "voip",
    "pager",
    "uan",
    "voicemail",
)
_FULL_WIDTH: Final = str.maketrans("0123456789+", "０１２３４５６７８９＋")


class Number(NamedTuple):
    """A number before it is written: its digits need not be valid."""

    code: str
    digits: str
    #: The region it is made for; null for services without a country.
    region: str | None


# Making numbers -----------------------------------------------------------------------


@cache
def plans() -> dict[str, list[tuple[str | None, PhoneMetadata]]]:
    """Regions of every calling code with their metadata, the first region first."""
    found: dict[str, list[tuple[str | None, PhoneMetadata]]] = {}
    for code, names in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items():
        asked = [(n, PhoneMetadata.metadata_for_region_or_calling_code(code, n)) for n in names]
        known = [(None if n == "001" else n, plan) for n, plan in asked if plan is not None]
        found[str(code)] = known
    return found


@cache
def plan_of(region: str) -> PhoneMetadata:
    """The metadata of a region that has some."""
    return next(plan for known in plans().values() for name, plan in known if name == region)


def matching(pattern: str, chance: random.Random) -> str:
    """A text that a numbering plan's pattern matches, as phonenumbers writes such patterns."""
    signs = re.findall(r"\(\?:|\[[^\]]+\]|\\d|\{[0-9,]+\}|.", pattern)

    def alternatives(place: int) -> tuple[list[str], int]:
        found, made = [], ""
        while place < len(signs) and signs[place] != ")":
            sign, place = signs[place], place + 1
            if sign == "|":
                found.append(made)
                made = ""
                continue
            if sign in {"(", "(?:"}:
                # The group's own choice is drawn anew with every visit.
                inner, place = alternatives(place)
                part, place = chance.choice(inner), place + 1
            elif sign == r"\d":
                part = chance.choice("0123456789")
            elif sign.startswith("["):
                part = chance.choice(_members(sign))
            else:
                part = "" if sign == "$" else sign
            if place < len(signs) and (signs[place] == "?" or signs[place].startswith("{")):
                times = _times(signs[place], chance)
                place += 1
                if sign == r"\d":
                    part = "".join(chance.choices("0123456789", k=times))
                elif sign.startswith("["):
                    part = "".join(chance.choices(_members(sign), k=times))
                else:
                    part *= times
            made += part
        return [*found, made], place

    return chance.choice(alternatives(0)[0])


@cache
def _members(sign: str) -> str:
    """The digits in ``[1-37]``."""
    return "".join(digit for digit in "0123456789" if re.fullmatch(sign, digit))


def _times(sign: str, chance: random.Random) -> int:
    """How often to repeat for ``?``, ``{3}`` or ``{3,5}``."""
    if sign == "?":
        return chance.randrange(2)
    low, _, high = sign.strip("{}").partition(",")
    return chance.randint(int(low), int(high or low))


def examples() -> Iterator[Number]:
    """The examples of every type of every region, and of every global service."""
    for code, known in plans().items():
        for region, _ in known:
            if region is None:
                example = phonenumbers.example_number_for_non_geo_entity(int(code))
                found = [] if example is None else [example]
            else:
                kinds = PhoneNumberType.values()
                tried = (phonenumbers.example_number_for_type(region, kind) for kind in kinds)
                found = [number for number in tried if number is not None]
            for number in found:
                yield Number(code, phonenumbers.national_significant_number(number), region)


def neighbours(number: Number, chance: random.Random) -> Iterator[Number]:
    """One digit more, one fewer, and another prefix: most of them are not valid."""
    digits = number.digits
    yield number._replace(digits=digits + chance.choice("0123456789"))
    yield number._replace(digits=digits[:-1])
    yield number._replace(digits=chance.choice("0123456789") + digits[1:])
    yield number._replace(digits=digits[0] + chance.choice("0123456789") + digits[2:])
    yield number._replace(digits=chance.choice("0123456789") + digits)


def generated(chance: random.Random) -> Number:
    """A number of any calling code, all alike: random digits, or from a type's pattern."""
    code = chance.choice(list(plans()))
    region, plan = chance.choice(plans()[code])
    general = plan.general_desc
    descriptions = (getattr(plan, name) for name in TYPES)
    patterns = [d.national_number_pattern for d in descriptions if d is not None]
    patterns = [pattern for pattern in patterns if pattern]
    if patterns and chance.random() < 0.6:
        return Number(code, matching(chance.choice(patterns), chance), region)
    lengths = general.possible_length if general else ()
    length = chance.choice([size for size in lengths if size > 0] or [8])
    length += chance.choice((0,) * 8 + (-1, 1))
    return Number(code, "".join(chance.choices("0123456789", k=length)), region)


# Writing numbers ----------------------------------------------------------------------


def grouped(digits: str, sign: str, chance: random.Random) -> str:
    """Digits in groups of two to four."""
    parts = []
    while digits:
        size = chance.randint(2, 4)
        parts.append(digits[:size])
        digits = digits[size:]
    return sign.join(parts)


def trunk(number: Number) -> str:
    """The digit dialled before the number within its country, where there is one."""
    prefix: str | None = plan_of(number.region).national_prefix if number.region else None
    return prefix or ""


def abroad(number: Number, chance: random.Random) -> str:
    """What the number's region dials before a call to another country."""
    plan = plan_of(number.region) if number.region else None
    pattern = plan.international_prefix if plan else None
    return matching(pattern, chance) if pattern else "00"


def carrier(number: Number, chance: random.Random) -> str:
    """Any prefix that parsing knows how to drop: trunk, carrier codes, area codes."""
    plan = plan_of(number.region) if number.region else None
    pattern = plan.national_prefix_for_parsing if plan else None
    return matching(pattern, chance) if pattern else "0"


def _damaged(number: Number, chance: random.Random) -> str:
    digits = number.code + number.digits
    shown = chance.randint(0, min(5, len(digits) - 2))
    rounded = f"{float(digits):.{shown}E}".replace("E+", chance.choice(("E+", "e")))
    return chance.choice((rounded, rounded.replace(".", ","), f"-{digits}.0", f"{digits:0<16}.0"))


def _float(number: Number, chance: random.Random) -> str:
    digits = chance.choice((number.code + number.digits, number.digits)).lstrip("0") or "1"
    power = f"{digits[0]}.{digits[1:]}{chance.choice(('E+', 'e+', 'E'))}{len(digits) - 1}"
    tail = digits + chance.choice((".0", ".00", ",0", ".000000"))
    return chance.choice((power, power.replace(".", ","), tail, tail))


Writer = Callable[[Number, random.Random], str]

#: Every way of writing, by name.
FORMATS: Final[dict[str, Writer]] = {
    "E.164": lambda n, _: f"+{n.code}{n.digits}",
    "spaces": lambda n, c: f"+{n.code} {grouped(n.digits, ' ', c)}",
    "no-break spaces": lambda n, c: f"+{n.code}\u00a0{grouped(n.digits, chr(0x202F), c)}",
    "dots": lambda n, c: f"+{n.code}.{grouped(n.digits, '.', c)}",
    "hyphens": lambda n, c: f"+{n.code}-{grouped(n.digits, '-', c)}",
    "slashes": lambda n, c: f"+{n.code}/{grouped(n.digits, '/', c)}",
    "brackets": lambda n, c: f"(+{n.code}) ({n.digits[:3]}) {grouped(n.digits[3:], '-', c)}",
    "national": lambda n, c: trunk(n) + grouped(n.digits, c.choice(("", " ", "-")), c),
    "national bare": lambda n, _: n.digits,
    "national (0)": lambda n, c: f"({trunk(n)}{n.digits[:3]}) {grouped(n.digits[3:], ' ', c)}",
    "carrier prefix": lambda n, c: carrier(n, c) + n.digits,
    "trunk zero": lambda n, c: f"+{n.code} (0){grouped(n.digits, ' ', c)}",
    "trunk doubled": lambda n, _: f"+{n.code}{trunk(n)}{n.digits}",
    "00": lambda n, c: f"00{n.code}{grouped(n.digits, c.choice(('', ' ')), c)}",
    "call abroad": lambda n, c: f"{abroad(n, c)} {n.code} {n.digits}",
    "no plus": lambda n, c: n.code + c.choice(("", "", "0", "00")) + n.digits,
    "tel: URI": lambda n, c: f"tel:+{n.code}-{grouped(n.digits, '-', c)}",
    "tel: context": lambda n, c: f"tel:{grouped(n.digits, '-', c)};phone-context=+{n.code}",
    "tel: ext": lambda n, _: f"tel:+{n.code}-{n.digits};ext=12",
    "x12": lambda n, c: f"+{n.code} {grouped(n.digits, ' ', c)} x{c.randrange(1000)}",
    "ext. 12": lambda n, c: f"+{n.code} {n.digits} ext. {c.randrange(1, 10000)}",
    "national x12": lambda n, c: f"{trunk(n)}{n.digits}x{c.randrange(1000)}",
    "full-width": lambda n, _: f"+{n.code} {n.digits}".translate(_FULL_WIDTH),
    "full-width national": lambda n, _: (trunk(n) + n.digits).translate(_FULL_WIDTH),
    "damaged": _damaged,
    "float": _float,
}
_SLIPS: Final = "0123456789 0123456789-()/.+x#*;,~aO\u0660\uff11\u2013"


def slipped(text: str, chance: random.Random) -> str:
    """The text with a sign changed, added or left out."""
    place = chance.randrange(len(text))
    rest = place + chance.randrange(2)
    sign: str = chance.choice((*_SLIPS, ""))
    return text[:place] + sign + text[rest:]
