"""Made-up addresses: the vector path against email-validator, one by one.

    python -m benchmarks.differential.emails [COUNT [SEED]]        (1,000,000 by default)

Every address goes through ``address_keys`` and, as a list's cell, through
``with_email``; both must say what ``validate_email(…, check_deliverability=False)`` says
of the address without what surrounds it: valid or not, and the same normal form (ours
in lower case). Special-use names are undeliverable with us, not invalid: for them
email-validator is asked with an empty list of such names. Any disagreement is a failure.
The same count and seed make the same addresses.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from unittest import mock

import polars as pl
from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

from benchmarks.differential.made_addresses import (
    ALNUM,
    AROUND,
    ASCII,
    ASKEW,
    LETTERS,
    MAKERS,
    ODD,
    SPECIAL_USE,
    WEIGHTS,
    plain,
)
from listcheck.contacts.email import addresses as email
from listcheck.contacts.email import certain_addresses as email_vector
from listcheck.contacts.email.domains import known_domains
from listcheck.core import columns as c
from listcheck.policy import load_rules

SEED = 20261122
BATCH = 10_000
_SHOWN = 20
_LONG = 160


@dataclass(frozen=True)
class Case:
    """One made-up cell, and the address that is meant where that is known."""

    kind: str
    text: str
    meant: str | None = None


@dataclass
class Outcome:
    """What a run found."""

    cells: int = 0
    valid: int = 0
    distinct: int = 0
    judged: int = 0
    valid_distinct: int = 0
    vector_valid: int = 0
    special: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    disagreements: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        """Count another run's findings in."""
        for name in (
            "cells", "valid", "distinct", "judged", "valid_distinct", "vector_valid", "special",
            "disagreements",
        ):  # fmt: skip
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.kinds.update(other.kinds)
        self.first = (self.first + other.first)[:_SHOWN]


def mutated(chance: random.Random, text: str) -> str:
    """The text with one to three small changes."""
    letters = list(text)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        at = chance.randint(0, len(letters))
        what = chance.randrange(6)
        new = chance.choice(
            (chance.choice(ASCII), chance.choice(".@-" + ALNUM), chance.choice(ODD + LETTERS))
        )
        if what == 0:
            letters.insert(at, new)
        elif what == 1:
            letters[at : at + 1] = [new]
        elif what == 2:
            del letters[at : at + 1]
        elif what == 3:
            letters[at:at] = letters[at : at + 3]
        elif what == 4:
            letters[at : at + 2] = reversed(letters[at : at + 2])
        else:
            letters = list("".join(letters).swapcase())
    return "".join(letters)


def made_up(seed: int, count: int, number: int = 0) -> list[Case]:
    """So many cases of one batch; the same seed and number make the same."""
    chance = random.Random(f"{seed}:{number}")
    cases: list[Case] = []
    for maker in chance.choices(MAKERS, WEIGHTS, k=count):
        kind, text = maker.__name__.strip("_"), maker(chance)
        turn = chance.random()
        if turn < 0.25:
            cases.append(Case(f"{kind}, mutated", mutated(chance, text)))
        elif turn < 0.32:
            cases.append(
                Case(
                    "around a plain one",
                    chance.choice(AROUND).format(meant := plain(chance)),
                    meant,
                )
            )
        elif turn < 0.36:
            cases.append(Case(f"{kind}, askew", chance.choice(ASKEW).replace("{}", text)))
        elif turn < 0.40:
            cases.append(Case(f"{kind}, upper case", text.upper()))
        else:
            cases.append(Case(kind, text))
    return cases


def expected(address: str) -> str | None:
    """What email-validator says, in lower case; special-use names are no reason to refuse."""
    try:
        found = str(validate_email(address, check_deliverability=False).normalized)
    except EmailNotValidError:
        found = _expected_of_special_use(address) or ""
    return unicodedata.normalize("NFC", found.lower()) or None


def _expected_of_special_use(address: str) -> str | None:
    folded = unicodedata.normalize("NFKC", address).lower()
    if not folded.endswith(tuple(SPECIAL_USE)):
        return None
    with _no_special_use_names():
        try:
            # "@localhost": the name alone has no period.
            found = validate_email(address, check_deliverability=False, globally_deliverable=False)
        except EmailNotValidError:
            return None
    return found.normalized if found.domain.rpartition(".")[2] in SPECIAL_USE else None


@contextmanager
def _no_special_use_names() -> Iterator[None]:
    names = SPECIAL_USE_DOMAIN_NAMES[:]
    SPECIAL_USE_DOMAIN_NAMES.clear()
    try:
        yield
    finally:
        SPECIAL_USE_DOMAIN_NAMES.extend(names)


@contextmanager
def _asked() -> Iterator[set[str]]:
    """What listcheck asks email-validator about while it reads."""
    asked: set[str] = set()

    def ask(address: str, **options: Any) -> Any:
        asked.add(address)
        return validate_email(address, **options)

    with mock.patch.object(email, "validate_email", ask):
        yield asked


@cache
def _domains() -> email.Domains:
    rules = load_rules().domains
    return known_domains(frozenset(rules.reserved), rules.typos, frozenset(rules.consumer))


def redacted(text: str | None) -> str:
    """The shape of a text: letters and digits masked, long runs told by their length."""
    if text is None:
        return "(none)"
    shape = re.sub("[a-z]", "a", re.sub("[A-Z]", "A", re.sub("[0-9]", "0", text)))
    shape = re.sub(r"([aA0])\1{4,}", lambda run: f"{run[1]}{{{len(run[0])}}}", shape)
    return ascii(shape)


def compare(cases: list[Case], place: str = "") -> Outcome:
    """Both vector paths against email-validator."""
    texts = pl.Series("list.email", [case.text for case in cases], dtype=pl.String)
    bare = pl.select(email_vector.stripped(pl.lit(texts)).alias("bare"))["bare"].to_list()
    meant = [
        case.meant if case.meant is not None else strip
        for case, strip in zip(cases, bare, strict=True)
    ]
    answers = {
        address: expected(address) for address in dict.fromkeys(meant) if address is not None
    }
    with _asked() as asked:
        keys = address_keys_of(texts)
    frame = email.with_email(texts.to_frame().lazy(), _domains())
    cells = frame.select(c.EMAIL.name, c.EMAIL_PROBLEM.name, c.TYPO_OF.name).collect(
        engine="streaming"
    )
    # A normal form is its own normal form (lower case may need more bytes: not near the limit).
    short = [key for key in keys if key is not None and len(key.encode()) < _LONG]
    again = address_keys_of(pl.Series("again", short, dtype=pl.String))
    unstable = {key for key, other in zip(short, again, strict=True) if key != other}
    outcome = Outcome(cells=len(cases), distinct=len(set(bare) - {None}), judged=len(asked))
    valid = {strip for strip in bare if strip is not None and answers.get(strip)}
    outcome.valid_distinct, outcome.vector_valid = len(valid), len(valid - asked)
    rows = zip(cases, meant, keys, cells.iter_rows(), strict=True)
    for number, (case, address, key, (ours, problem, typo)) in enumerate(rows):
        theirs = answers[address] if address is not None else None
        outcome.kinds[case.kind.partition(",")[0]] += 1
        outcome.valid += theirs is not None
        special = theirs is not None and re.split("[@.]", theirs)[-1] in SPECIAL_USE
        outcome.special += special
        refused = {"missing"} if address is None else {"invalid"}
        told = (
            refused
            if theirs is None
            else {"undeliverable"}
            if special and typo is None
            else {None, "undeliverable"}
        )
        if key == theirs == ours and problem in told and key not in unstable:
            continue
        outcome.disagreements += 1
        if len(outcome.first) < _SHOWN:
            outcome.first.append(
                f"{place}{number} {case.kind}: {redacted(case.text)}: expected {redacted(theirs)}, "
                f"key {redacted(key)}, cell {redacted(ours)} ({problem})"
            )
    return outcome


def address_keys_of(texts: pl.Series) -> list[str | None]:
    """Normal forms as a suppression source gets them."""
    return email.address_keys(texts).to_list()


def _run(job: tuple[int, int, int]) -> Outcome:
    seed, count, number = job
    return compare(made_up(seed, count, number), f"batch {number}, case ")


def whole(count: int = 1_000_000, seed: int = SEED) -> None:
    """Compare, print what was counted, and fail on any disagreement."""
    jobs = [(seed, min(BATCH, count - start), start // BATCH) for start in range(0, count, BATCH)]
    began = time.perf_counter()
    total = Outcome()
    with multiprocessing.get_context("spawn").Pool(os.cpu_count()) as pool:
        for outcome in pool.imap(_run, jobs):
            total.add(outcome)
    agreed = total.cells - total.disagreements
    print(f"seed {seed}: {total.cells:,} addresses in {time.perf_counter() - began:,.0f} s")
    print(f"agreements     {agreed:,} ({total.valid:,} valid, {total.special:,} of special use)")
    print(f"disagreements  {total.disagreements:,}")
    share = total.judged / max(1, total.distinct)
    print(f"judged         {share:.1%} of {total.distinct:,} distinct ones")
    valid, share = total.valid_distinct, total.vector_valid / max(1, total.valid_distinct)
    print(f"vector path    {total.vector_valid:,} of {valid:,} valid ones ({share:.1%})")
    for kind, number in sorted(total.kinds.items()):
        print(f"  {kind:<22}{number:>10,}")
    for line in total.first:
        print(line)
    if total.disagreements or total.cells != count:
        raise SystemExit(f"{total.disagreements:,} disagreements on {total.cells:,} of {count:,}")


def short() -> None:
    """Twenty thousand addresses, in batches that no test compares."""
    whole(20_000, SEED + 1)


if __name__ == "__main__":
    whole(*(int(argument) for argument in sys.argv[1:]))
