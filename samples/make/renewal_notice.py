"""Whose contract ends soon: a message that the contract itself requires."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from samples.make.contacts import contact
from samples.make.files import Row, csv_text, write_text
from samples.make.people import COUNTRIES, WEIGHTS, chance_of


def write(folder: Path) -> None:
    """Write the files of the sample."""
    chance = chance_of(4771)
    header = [
        "Email", "Name", "Company", "Country", "Existing Agreement", "Contract End", "Opted Out",
    ]  # fmt: skip
    rows: list[Row] = []
    for at, country in enumerate(chance.choices(COUNTRIES, WEIGHTS, k=48)):
        full = contact(chance, country)
        day = datetime(2026, 11, 24) + timedelta(days=chance.randrange(5, 120))  # noqa: DTZ001
        agreement, end = (("yes", f"{day:%Y-%m-%d}"), ("yes", ""), ("", f"{day:%Y-%m-%d}"))[at % 3]
        if at % 12 == 7:
            agreement, end = "no", ""
        if at % 12 == 9:
            agreement, end = "", ""
        if at % 12 == 11:
            agreement, end = "", "2026-03-31"
        rows.append(
            [full[0], f"{full[1]} {full[2]}".strip(), full[3], country.code, agreement, end,
             "yes" if at % 4 == 0 else "no"]
        )  # fmt: skip
    write_text(folder / "contracts.csv", csv_text(rows, header))
