"""A rented list in German: semicolons, Windows-1252, CRLF, days before months."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from samples.make.contacts import contact
from samples.make.files import Row, csv_text, in_cp1252, write_text
from samples.make.people import COUNTRIES, chance_of


def write(folder: Path) -> None:
    """Write the files of the sample."""
    chance = chance_of(4741)
    header = [
        "E-Mail", "Vorname", "Nachname", "Firma", "Land", "Telefon", "Einwilligung",
        "Einwilligungsdatum", "Anmeldezeit", "Bestätigungszeit",
    ]  # fmt: skip
    lands = {
        "DE": "Deutschland", "AT": "Österreich", "FR": "Frankreich", "IT": "Italien",
        "GB": "Vereinigtes Königreich", "NL": "Niederlande", "BE": "Belgien", "SE": "Schweden",
        "DK": "Dänemark", "ES": "Spanien",
    }  # fmt: skip
    counts = {"DE": 46, "AT": 14, "FR": 12, "IT": 12, "GB": 10, "NL": 8, "BE": 8, "SE": 6,
              "DK": 5, "ES": 9}  # fmt: skip
    rows: list[Row] = []
    for country in COUNTRIES:
        for at in range(counts.get(country.code, 0)):
            full = contact(chance, country)
            answer = ("ja", "nein", "", "ja", "ja")[at % 5]
            day = datetime(2025, 1, 7) + timedelta(days=chance.randrange(600))  # noqa: DTZ001
            signed = f"{day:%d.%m.%Y} 10:15" if answer == "ja" and at % 2 else ""
            confirmed = f"{day + timedelta(days=1):%d.%m.%Y} 08:02:11" if signed else ""
            rows.append(
                [full[0], full[1], full[2], full[3], lands[country.code], full[6], answer,
                 f"{day:%d.%m.%Y}" if answer == "ja" else "", signed, confirmed]
            )  # fmt: skip
    rows[3][7:] = ["24.12.2026", "24.12.2026 09:00", "24.12.2026 09:30"]
    rows[3][6] = "ja"
    rows = [row for row in rows if all(in_cp1252(cell) for cell in row)]
    chance.shuffle(rows)
    text = csv_text(rows, header, delimiter=";", line_end="\r\n")
    write_text(folder / "mietliste.csv", text, encoding="cp1252")
    entries = [[f"werbung.nein.{n}@robinson-eintrag-{4750 + n}.de"] for n in range(40)]
    write_text(folder / "robinson.csv", csv_text(entries, ["E-Mail"], line_end="\r\n"))
