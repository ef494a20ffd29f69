"""Addresses and numbers: listcheck's vector path against the plain loops over the libraries.

    python -m benchmarks.validation [VALUES]        (1,000,000 by default)

All in one run on the same values. The loops are measured on a part of them (every
twentieth) and counted up, for they would take a minute; the answers of that part are
compared, value by value. The result is written to ``benchmarks/results/`` with the day.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import email_validator
import phonenumbers
import polars as pl

from benchmarks.lists import phones_and_addresses
from listcheck.contacts import address_keys
from listcheck.contacts.email import addresses as email
from listcheck.contacts.phone import numbers as phone
from listcheck.contacts.phone.numbers import phone_keys

RESULTS: Final = Path(__file__).parent / "results"
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
    judged: Callable[[], int],
) -> dict[str, Any]:
    """Throughput of both, their ratio, disagreements, and the share that went to the judge."""
    vector(values.head(1000))
    before = judged()
    began = time.perf_counter()
    found = vector(values)
    seconds = time.perf_counter() - began
    asked = judged() - before
    part = values.gather_every(PART)
    began = time.perf_counter()
    expected = [loop(value) for value in part]
    loop_seconds = (time.perf_counter() - began) * PART
    differing = sum(
        mine != theirs for mine, theirs in zip(found.gather_every(PART), expected, strict=True)
    )
    return {
        "values": len(values),
        "vector_per_second": round(len(values) / seconds),
        "loop_per_second": round(len(values) / loop_seconds),
        "ratio": round(loop_seconds / seconds, 1),
        "judged_share": round(asked / len(values), 5),
        "compared": len(part),
        "disagreements": differing,
    }


def counting(module: Any, name: str) -> Callable[[], int]:
    """Count the calls of a judge from now on."""
    calls = 0
    judge = getattr(module, name)

    def counted(*arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        return judge(*arguments)

    setattr(module, name, counted)
    return lambda: calls


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    addresses, numbers = phones_and_addresses(count)
    emails = counting(email, "_normalised")
    calls = counting(phone, "_judge")
    result = {
        "day": str(date.today()),  # noqa: DTZ011 (the day of the measurement)
        "processors": os.cpu_count(),
        "polars": pl.__version__,
        "addresses": compared(addresses, address_keys, by_email_validator, emails),
        "numbers": compared(numbers, lambda v: phone_keys(v, None), by_phonenumbers, calls),
    }
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"validation-{result['day']}.json"
    path.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
