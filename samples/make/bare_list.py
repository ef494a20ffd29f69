"""What a first-time user has: addresses and names, nothing else."""

from __future__ import annotations

from pathlib import Path

from samples.make.contacts import contact
from samples.make.files import csv_text, write_text
from samples.make.people import COUNTRIES, WEIGHTS, chance_of


def write(folder: Path) -> None:
    """Write the files of the sample."""
    chance = chance_of(4731)
    rows = []
    for country in chance.choices(COUNTRIES, WEIGHTS, k=60):
        full = contact(chance, country)
        rows.append([full[0], f"{full[1]} {full[2]}".strip()])
    rows += [
        ["hello@wolkenkuckuck-4732.io", ""],
        ["team@nebelbank-4733.com", "Team Nebelbank"],
        ["invented.person.4734@hotmial.com", "Ina Erfunden"],
        ["kein-at-zeichen.de", "Otto Ohne"],
        [rows[0][0].upper(), rows[0][1]],
    ]
    write_text(folder / "contacts.csv", csv_text(rows, ["email", "name"]))
