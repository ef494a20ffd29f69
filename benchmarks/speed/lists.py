"""Make large lists that look real: the same seed gives the same list."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl

FIRST = ["Anna", "Jürgen", "Chloé", "Łukasz", "Søren", "María", "Niamh", "Giulia", "Jan", "Eva"]
LAST = ["Müller", "O'Brien", "García", "Kowalski", "Nielsen", "Rossi", "Novák", "Smith", "de Vries"]
GENERIC = ["info", "sales", "kontakt", "vertrieb", "contact", "compras", "support"]
FORMS = ["GmbH", "Ltd", "S.A.", "s.r.o.", "AB", "", "SARL", "B.V."]
PLACES = [
    ("GB", "United Kingdom", "co.uk", "+44 20 7946 {:04d}"),
    ("DE", "Germany", "de", "+49 30 2345{:04d}"),
    ("FR", "France", "fr", "+33 1 99 00 {:04d}"),
    ("NL", "Netherlands", "nl", "+31 20 794{:04d}"),
    ("IT", "Italia", "it", "+39 06 6982{:04d}"),
    ("PL", "Polska", "pl", "+48 22 345 {:04d}"),
    ("US", "USA", "com", "+1 202 555 {:04d}"),
    ("", "", "com", ""),
]


def make_list(path: Path, rows: int, seed: int = 1) -> None:
    """Write ``rows`` contacts as CSV with ten columns, about 110 bytes each."""
    chance = random.Random(seed)
    block = 250_000
    with path.open("wb") as out:
        for start in range(0, rows, block):
            size = min(block, rows - start)
            place = [chance.choice(PLACES) for _ in range(size)]
            number = [chance.randrange(40_000) for _ in range(size)]
            first = [chance.choice(FIRST) for _ in range(size)]
            local = [
                chance.choice(GENERIC) if chance.random() < 0.15 else f"person{start + at}"
                for at in range(size)
            ]
            frame = pl.DataFrame(
                {
                    "Email": [
                        f"{who}@firma-{of}.{where[2]}"
                        for who, of, where in zip(local, number, place, strict=True)
                    ],
                    "First Name": first,
                    "Last Name": [chance.choice(LAST) for _ in range(size)],
                    "Company": [f"Firma {of} {chance.choice(FORMS)}".strip() for of in number],
                    "Country": [chance.choice(where[:2]) for where in place],
                    "Phone": [where[3].format(chance.randrange(10_000)) for where in place],
                    "Consent": [chance.choice(["opt_in", "none", "", ""]) for _ in range(size)],
                    "Opt-in Time": [
                        chance.choice(["", "2026-01-01 10:00:00"]) for _ in range(size)
                    ],
                    "Confirm Time": [chance.choice(["", "2026-01-02 10:00"]) for _ in range(size)],
                    "Unsubscribed": [chance.choice(["", "no", "no", "yes"]) for _ in range(size)],
                }
            )
            frame.write_csv(out, include_header=start == 0)


def make_suppression(path: Path, entries: int, list_rows: int, seed: int = 2) -> None:
    """Write opted-out addresses: a tenth of them from a list of ``list_rows`` contacts."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8") as out:
        out.write("email\n")
        for at in range(entries):
            who = chance.randrange(list_rows) if at % 10 == 0 else list_rows + at
            where = chance.choice(PLACES)[2]
            out.write(f"person{who}@firma-{chance.randrange(40_000)}.{where}\n")


def make_organisations(path: Path, entries: int, seed: int = 3) -> None:
    """Write organisations that opted out, by domain."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8") as out:
        out.write("domain\n")
        for _ in range(entries):
            where = chance.choice(PLACES)[2]
            out.write(f"firma-{chance.randrange(400_000)}.{where}\n")


def phones_and_addresses(count: int, seed: int = 4) -> tuple[pl.Series, pl.Series]:
    """Addresses and numbers, nearly all distinct, as lists hold them: some of them odd.

    Of a hundred addresses two are not valid and one is internationalised; of a hundred
    numbers two are not valid. Numbers are in international form, in five spellings.
    """
    chance = random.Random(seed)
    addresses, numbers = [], []
    for at in range(count):
        who = f"{chance.choice(FIRST[:1] + GENERIC)}.{chance.choice(GENERIC)}{at}"
        where = f"firma-{chance.randrange(40_000)}.{chance.choice(PLACES)[2]}"
        address = f"{who}@{where}"
        draw = chance.random()
        if draw < 0.2:
            address = address.title()
        elif draw < 0.22:
            address = chance.choice((address.replace("@", "@@"), f"{who}.@{where}", who))
        elif draw < 0.23:
            address = f"jürgen{at}@müller-{chance.randrange(1000)}.de"
        addresses.append(address)
        code, lead, digits = chance.choice(
            (("44", "20", 8), ("49", "30", 8), ("33", "1", 8), ("31", "20", 7), ("39", "06", 8),
             ("48", "22", 7), ("1", "202", 7), ("44", "7400", 6), ("49", "151", 8))
        )  # fmt: skip
        rest = "".join(str(chance.randrange(2, 10)) for _ in range(digits))
        if chance.random() < 0.02:
            rest = rest[:3]
        numbers.append(
            chance.choice(
                (f"+{code}{lead}{rest}", f"+{code} {lead} {rest}", f"+{code}-{lead}-{rest}",
                 f"+{code} ({lead}) {rest[:4]} {rest[4:]}", f"+{code}.{lead}.{rest}")
            )
        )  # fmt: skip
    return pl.Series("address", addresses), pl.Series("number", numbers)
