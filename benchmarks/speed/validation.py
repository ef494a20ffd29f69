"""Addresses and numbers: listcheck's vector path against the plain loops over the libraries.

    python -m benchmarks.speed.validation [VALUES]        (1,000,000 by default)

All in one run on the same values. The loops are measured on a part of them (every
twentieth) and counted up, for they would take a minute; the answers of that part are
compared, value by value: one that differs is a failure. The result is written to
``benchmarks/results/`` with the day.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final
from unittest import mock

import email_validator
import phonenumbers
import polars as pl

from benchmarks.speed.lists import phones_and_addresses
from benchmarks.support.results import keep
from listcheck.contacts import address_keys, phone_keys
from listcheck.contacts.email import addresses as email

#: The loops see one value in so many.
PART: Final = 20


def by_email_validator(value: str) -> str | None:
    """The plain loop's answer for one address."""
    try:
        return str(
            email_validator.validate_email(value, check_deliverability=False).normalized
        ).lower()
    except email_validator.EmailNotValidError:
        return None


def by_phonenumbers(value: str) -> str | None:
    """The plain loop's answer for one number in international form."""
    try:
        number = phonenumbers.parse(value, None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    phonenumbers.number_type(number)
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def compared(
    values: pl.Series,
    vector: Callable[[pl.Series], pl.Series],
    loop: Callable[[str], str | None],
    judge: tuple[Any, str],
) -> dict[str, Any]:
    """Throughput of both, their ratio, disagreements, and the share that went to the judge."""
    vector(values.head(1000))
    with counting(*judge) as asked:
        began = time.perf_counter()
        found = vector(values)
        seconds = time.perf_counter() - began
    part = values.gather_every(PART)
    began = time.perf_counter()
    expected = [loop(value) for value in part]
    loop_seconds = (time.perf_counter() - began) * PART
    differing = sum(
        mine != theirs for mine, theirs in zip(found.gather_every(PART), expected, strict=True)
    )
    if differing or not asked:
        raise SystemExit(f"{differing} of {len(part)} answers differ; {len(asked)} were judged")
    return {
        "values": len(values),
        "vector_per_second": round(len(values) / seconds),
        "loop_per_second": round(len(values) / loop_seconds),
        "ratio": round(loop_seconds / seconds, 1),
        "judged_share": round(len(asked) / len(values), 5),
        "compared": len(part),
        "disagreements": 0,
    }


@contextmanager
def counting(module: Any, name: str) -> Iterator[list[None]]:
    """The calls of a library's function, one entry each."""
    calls: list[None] = []
    judge = getattr(module, name)

    def counted(*arguments: Any, **options: Any) -> Any:
        calls.append(None)
        return judge(*arguments, **options)

    with mock.patch.object(module, name, counted):
        yield calls


def both_kinds(count: int) -> dict[str, Any]:
    """Addresses and numbers; the judges' calls are counted where listcheck makes them."""
    addresses, numbers = phones_and_addresses(count)
    by_address, by_number = (email, "validate_email"), (phonenumbers, "parse")
    return {
        "addresses": compared(addresses, address_keys, by_email_validator, by_address),
        "numbers": compared(numbers, lambda v: phone_keys(v, None), by_phonenumbers, by_number),
    }


def whole(count: int = 1_000_000) -> None:
    """The comparison at its full size, kept."""
    keep("validation", both_kinds(count))


def short() -> None:
    """Fewer values: the answers are the same, whatever the ratio."""
    print(json.dumps(both_kinds(100_000), indent=2))


if __name__ == "__main__":
    whole(*(int(argument) for argument in sys.argv[1:]))
