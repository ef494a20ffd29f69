"""Telephone numbers against phonenumbers itself: validity, type, E.164 form and country.

    python -m benchmarks.differential.numbers [COUNT]

COUNT generated numbers (a million unless told) join the example number of every region
and type and their invalid neighbours, each in every way of writing. listcheck reads them
through its vector path; phonenumbers parses and validates each one separately. Printed:
how many were read per source and per format, how many of them phonenumbers had to judge
for listcheck, and the first disagreements, digits masked. Any is a failure.

Four things are listcheck's own by design, and the reference does them too: without a
region whose prefix for calls abroad is known, ``00`` is read as ``+``; a region that has
no numbering plan counts as none; every white space is a space; and numbers that a
spreadsheet damaged are no numbers, while a whole number that a column of floats wrote
(``447400123456.0``) is that number.
"""

from __future__ import annotations

import multiprocessing
import random
import re
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, NamedTuple
from unittest import mock

import phonenumbers
import polars as pl
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from benchmarks.differential.made_numbers import (
    FORMATS,
    examples,
    generated,
    neighbours,
    plans,
    slipped,
)
from listcheck.contacts.phone.numbers import with_phone

Reading = tuple[str | None, str | None, str | None]

SEED: Final = 20180525
COUNT: Final = 1_000_000
#: Values read and compared at a time.
CHUNK: Final = 200_000
#: Disagreements shown.
SHOWN: Final = 10

NOTHING: Final[Reading] = (None, None, None)
_DAMAGED: Final = re.compile(r"[-+]?\d+([.,]\d*)?\s*[eE]\s*[-+]?\d+|[-+]?\d+[.,]00?", re.ASCII)
_FLOAT: Final = re.compile(r"(\+?\d{1,15})[.,]00?|(\+?\d{7,15})[.,]0+", re.ASCII)
_POWER: Final = re.compile(r"(\+?)([1-9])[.,](\d+)[eE]\+?(\d\d?)", re.ASCII)
_TWO_ZEROS: Final = re.compile(r"[\s\-./()]*[0０][\s\-./()]*[0０]")


class Case(NamedTuple):
    """A text to read, the region it is read for, and how it came to be."""

    text: str
    region: str | None
    source: str
    format: str


def reference(text: str, region: str | None) -> Reading:
    """E.164 form, type and country as phonenumbers gives them; all null where invalid."""
    text = whole_number(re.sub(r"\s", " ", text).strip())
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


def whole_number(text: str) -> str:
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
    """Read ``text`` and ``region`` as listcheck does; ``asked`` where it asked phonenumbers."""
    cells = frame.lazy().select(pl.col("text").alias("list.phone"), region_hint="region")
    fields = ("phone", "phone_type", "phone_country", "phone_problem")
    found = with_phone(cells).select(fields).collect()
    # Once more, with a library that knows one number only: whose answer it is, was asked.
    known = phonenumbers.example_number("GB")
    told = {"parse": lambda *_: known, "format_number": lambda *_: "asked"}
    with mock.patch.multiple(phonenumbers, **told):
        answers = with_phone(cells).select("phone").collect()["phone"]
    return found.with_columns(asked=(answers == "asked").fill_null(value=False))


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


def whole(count: int = COUNT, every: int = 1) -> None:
    """Compare, print the counts, and fail on any disagreement; one value in ``every`` is read."""
    chance = random.Random(SEED)
    parts: list[pl.DataFrame] = []
    spent = {"listcheck": 0.0, "phonenumbers": 0.0}
    source = islice(cases(count, chance), 0, None, every)
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
    if apart.height or not good.height:
        raise SystemExit(f"{apart.height:,} disagreements on {rows.height:,} values")


def short() -> None:
    """One in seven of the examples and their neighbours, and of some generated numbers.

    Seven shares no factor with the ways of writing one example: none is always left out.
    """
    whole(100_000, every=7)


if __name__ == "__main__":
    whole(*(int(argument) for argument in sys.argv[1:]))
