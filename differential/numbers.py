"""Telephone numbers against phonenumbers itself: validity, type, E.164 form and country.

    python -m differential.numbers [COUNT]

COUNT generated numbers (a million unless told) join the example number of every region
and type and their invalid neighbours, each in every way of writing. listcheck reads them
through its vector path; phonenumbers parses and validates each one separately. Printed:
how many were read per source and per format, how many of them phonenumbers had to judge
for listcheck, and the first disagreements, digits masked. Exit status 1 on any.

Four things are listcheck's own by design, and the reference does them too: without a
region whose prefix for calls abroad is known, ``00`` is read as ``+``; a region that has
no numbering plan counts as none; every white space is a space; and numbers that a
spreadsheet damaged are no numbers, while a whole number that a column of floats wrote
(``447400123456.0``) is that number.
"""

# ruff: noqa: S311, T201 (numbers are drawn, and counts printed, on purpose)

from __future__ import annotations

import multiprocessing
import random
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple
from unittest import mock

import phonenumbers
import polars as pl
from phonenumbers import PhoneMetadata, PhoneNumberFormat, PhoneNumberType

from listcheck.contacts.phone import numbers as phone

Reading = tuple[str | None, str | None, str | None]

SEED: Final = 20180525
COUNT: Final = 1_000_000
#: Values read and compared at a time.
CHUNK: Final = 200_000
#: Disagreements shown.
SHOWN: Final = 10

NOTHING: Final[Reading] = (None, None, None)
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
_DAMAGED: Final = re.compile(r"[-+]?\d+([.,]\d*)?\s*[eE]\s*[-+]?\d+|[-+]?\d+[.,]00?", re.ASCII)
_FLOAT: Final = re.compile(r"(\+?\d{1,15})[.,]00?|(\+?\d{7,15})[.,]0+", re.ASCII)
_POWER: Final = re.compile(r"(\+?)([1-9])[.,](\d+)[eE]\+?(\d\d?)", re.ASCII)
_TWO_ZEROS: Final = re.compile(r"[\s\-./()]*[0０][\s\-./()]*[0０]")
_FULL_WIDTH: Final = str.maketrans("0123456789+", "０１２３４５６７８９＋")


class Case(NamedTuple):
    """A text to read, the region it is read for, and how it came to be."""

    text: str
    region: str | None
    source: str
    format: str


class Number(NamedTuple):
    """A number before it is written: its digits need not be valid."""

    code: str
    digits: str
    #: The region it is made for; null for services without a country.
    region: str | None


def reference(text: str, region: str | None) -> Reading:
    """E.164 form, type and country as phonenumbers gives them; all null where invalid."""
    text = whole(re.sub(r"\s", " ", text).strip())
    if _DAMAGED.fullmatch(text):
        return NOTHING
    if region not in phonenumbers.SUPPORTED_REGIONS:
        region = None
        text = _TWO_ZEROS.sub("+", text, count=1) if _TWO_ZEROS.match(text) else text
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return NOTHING
    if not phonenumbers.is_valid_number(number):
        return NOTHING
    country = phonenumbers.region_code_for_number(number)
    return (
        phonenumbers.format_number(number, PhoneNumberFormat.E164),
        PhoneNumberType.to_string(phonenumbers.number_type(number)).lower(),
        None if country == "001" else country,
    )


def whole(text: str) -> str:
    """The whole number that a float wrote where it shows each of its digits, else the text."""
    tail, power = _FLOAT.fullmatch(text), _POWER.fullmatch(text)
    if tail:
        return tail[1] or tail[2]
    if power:
        shown, behind = power[3][: int(power[4])], power[3][int(power[4]) :]
        if len(shown) == int(power[4]) <= 14 and not behind.strip("0"):
            return power[1] + power[2] + shown
    return text


def references(rows: list[tuple[str, str | None]]) -> list[Reading]:
    """``reference`` for many rows: the work of one process."""
    return [reference(*row) for row in rows]


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


# Comparing ----------------------------------------------------------------------------


def cases(count: int, chance: random.Random) -> Iterator[Case]:
    """All that is compared: every example in every way, then generated numbers."""
    hints = [*sorted(phonenumbers.SUPPORTED_REGIONS), "AQ", "XX", ""]
    for example in examples():
        for name, write in FORMATS.items():
            text = write(example, chance)
            for hint in (example.region, None, chance.choice(hints)):
                yield Case(text, hint, "example", name)
        for near in neighbours(example, chance):
            for name in chance.sample(list(FORMATS), 6):
                hint = chance.choice((near.region, near.region, None, chance.choice(hints)))
                yield Case(FORMATS[name](near, chance), hint, "neighbour", name)
    names = list(FORMATS)
    for _ in range(count):
        number = generated(chance)
        name = chance.choice(names)
        text, draw = FORMATS[name](number, chance), chance.random()
        if draw < 0.1:
            yield Case(slipped(text, chance), number.region, "generated, slip", name)
        elif draw < 0.6:
            yield Case(text, number.region, "generated, own hint", name)
        elif draw < 0.8:
            yield Case(text, None, "generated, no hint", name)
        else:
            yield Case(text, chance.choice(hints), "generated, wrong hint", name)


def listcheck_reads(frame: pl.DataFrame) -> pl.DataFrame:
    """Read ``text`` and ``region`` as listcheck does; ``asked`` where it asked the judge."""
    asked: list[int] = []
    judged = phone._judged

    def noted(cells: pl.DataFrame, judge: phone._Judge) -> pl.DataFrame:
        found = judged(cells, judge)
        kept = pl.col("phone_problem").is_null() | (pl.col("phone_problem") == "invalid")
        asked.extend(found.filter(kept)["cell"])
        return found

    with mock.patch.object(phone, "_judged", noted):
        found = phone._read(frame.select("text", "region"), phone._new_judge())
    cells = pl.Series("asked", asked, dtype=pl.UInt32)
    return found.with_columns(asked=pl.int_range(pl.len(), dtype=pl.UInt32).is_in(cells.implode()))


def compared(chunk: list[Case], expected: Iterable[Reading]) -> pl.DataFrame:
    """One row per case: both readings, and whether they ``agree``."""
    frame = pl.DataFrame(chunk, schema=dict.fromkeys(Case._fields, pl.String), orient="row")
    wanted = ("expected", "expected_type", "expected_country")
    both = frame.hstack(listcheck_reads(frame)).hstack(
        pl.DataFrame(list(expected), schema=dict.fromkeys(wanted, pl.String), orient="row")
    )
    parts = ("phone", "phone_type", "phone_country")
    agree = [pl.col(a).eq_missing(pl.col(b)) for a, b in zip(parts, wanted, strict=True)]
    spoilt = pl.col("format") == "damaged"
    slip = pl.col("source").str.ends_with("slip")
    # What a spreadsheet damaged is not just invalid: its problem has a name.
    named = ~spoilt | slip | pl.col("phone_problem").eq_missing("damaged")
    return both.with_columns(agree=pl.all_horizontal(*agree, named))


def masked(text: str | None) -> str:
    """The text with every digit but the first three replaced: no number is printed whole."""
    if text is None:
        return "-"
    kept = re.match(r"(?:\D*\d){0,3}", text)
    end = kept.end() if kept else 0
    return text[:end] + re.sub(r"\d", "9", text[end:])


def table(rows: pl.DataFrame, by: str) -> str:
    """Counts per ``by``, one line each."""
    counts = rows.group_by(by, maintain_order=True).agg(
        pl.len().alias("values"),
        pl.col("expected").is_not_null().sum().alias("valid"),
        pl.col("asked").sum().alias("judged"),
        (pl.col("asked") & pl.col("expected").is_not_null()).sum().alias("of these valid"),
        (~pl.col("agree")).sum().alias("different"),
    )
    names = counts.columns
    lines = [f"{by:<24}" + "".join(f"{name:>16}" for name in names[1:])]
    lines += [
        f"{row[0]:<24}" + "".join(f"{value:>16,}" for value in row[1:]) for row in counts.rows()
    ]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Compare, print the counts, and return the exit status."""
    count = int(arguments[0].replace("_", "")) if arguments else COUNT
    chance = random.Random(SEED)
    parts: list[pl.DataFrame] = []
    spent = {"listcheck": 0.0, "phonenumbers": 0.0}
    source = cases(count, chance)
    # Spawned, not forked: Polars' threads do not survive a fork.
    with multiprocessing.get_context("spawn").Pool() as pool:
        while chunk := [case for case, _ in zip(source, range(CHUNK), strict=False)]:
            started = time.perf_counter()
            texts = [(case.text, case.region) for case in chunk]
            slices = [texts[at : at + 5_000] for at in range(0, len(texts), 5_000)]
            expected = [found for part in pool.map(references, slices) for found in part]
            between = time.perf_counter()
            parts.append(compared(chunk, expected))
            spent["phonenumbers"] += between - started
            spent["listcheck"] += time.perf_counter() - between
    rows = pl.concat(parts)
    valid = pl.col("expected").is_not_null()
    apart = rows.filter(~pl.col("agree"))
    good = rows.filter(valid)
    print(f"phonenumbers {phonenumbers.__version__}, seed {SEED}, {len(plans())} calling codes")
    print(table(rows, "source"), table(rows, "format"), sep="\n\n")
    print(
        f"\n{rows.height:,} values, {good.height:,} of them valid; the judge was asked about "
        f"{rows['asked'].sum() / rows.height:.1%} of all, "
        f"{good['asked'].sum() / good.height:.1%} of the valid.\n"
        f"{spent['phonenumbers']:.0f} s for the reference on all processors, "
        f"{spent['listcheck']:.0f} s for listcheck."
    )
    for row in apart.head(SHOWN).iter_rows(named=True):
        print(
            f"different: {masked(row['text'])!r} for {row['region']} ({row['source']}, "
            f"{row['format']}): phonenumbers {masked(row['expected'])} {row['expected_type']} "
            f"{row['expected_country']}, listcheck {masked(row['phone'])} {row['phone_type']} "
            f"{row['phone_country']} {row['phone_problem']}"
        )
    print(f"{apart.height:,} disagreements.")
    return 1 if apart.height else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
