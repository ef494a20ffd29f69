"""Numbers in five countries, and three registers of which one is too old."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from samples.make.files import Row, csv_text, write_text
from samples.make.people import COUNTRIES, chance_of, company_of, name_of, phone_of


def write(folder: Path) -> None:
    """Write the files of the sample."""
    chance = chance_of(4721)
    header = [
        "Company", "Contact", "Country", "Telephone", "Consent", "Consent Channel", "Consent Date",
        "Number Source", "Switchboard", "Do Not Call",
    ]  # fmt: skip
    wanted = {"GB": 34, "IE": 12, "FR": 18, "BE": 18, "CZ": 26}
    by_code = {country.code: country for country in COUNTRIES}
    rows: list[Row] = []
    numbers: dict[str, list[str]] = {}
    for code, count in wanted.items():
        country = by_code[code]
        for at in range(count):
            first, last = name_of(chance, country)
            phone = phone_of(chance, country)
            numbers.setdefault(code, []).append(phone)
            consent, channel, day = "", "", ""
            if code == "CZ" and at < 16:
                consent = ("opt_in", "no", "opt_in", "")[at % 4]
                channel = ("phone", "phone", "newsletter", "")[at % 4] if consent else ""
                day = "2025-10-01" if consent == "opt_in" else ""
            elif at % 11 == 10:
                consent, channel, day = "opt_in", "phone, e-mail", "2026-02-03"
            source = "directory" if code == "CZ" and at % 5 == 4 else ("given", "")[at % 2]
            board = "yes" if at % 6 == 3 else ""
            rows.append(
                [company_of(chance, country), f"{first} {last}", code, phone, consent, channel, day,
                 source, board, "yes" if at % 17 == 16 else ""]
            )  # fmt: skip
    rows += [
        ["Gewinnspiel 4723 Ltd", "", "GB", "+44 909 879 0000", "", "", "", "", "", ""],
        ["Numéro Coûteux 4724 SARL", "", "FR", "0899 00 00 00", "", "", "", "", "", ""],
        ["Short Number 4725 Ltd", "", "GB", "+44 20 79", "", "", "", "given", "", ""],
        ["Rounded 4726 Ltd", "Ann Tabelle", "GB", "4.42079E+11", "", "", "", "given", "", ""],
        ["Decimal 4727 Ltd", "Ben Tabelle", "GB", "442079460123.0", "", "", "", "given", "", ""],
        ["No Number 4728 Ltd", "Cat Leer", "GB", "", "", "", "", "", "", ""],
        ["Fjordbygg 4729 AS", "Liv Fjøsbergstad", "NO", "+47 21 00 01 23", "", "", "", "", "", ""],
        ["Crossing 4730 Ltd", "Dee Grenze", "GB", "+33 1 99 00 45 67", "", "", "", "", "", ""],
        ["Nowhere 4731", "Eve Nirgends", "", "555 0199", "", "", "", "", "", ""],
    ]
    again = [*rows[2]]
    again[3] = f"tel:{again[3]}"
    rows.append(again)
    chance.shuffle(rows)
    write_text(folder / "numbers.csv", csv_text(rows, header, delimiter="\t"))

    def register(name: str, own: Sequence[str], seed: int) -> None:
        other = chance_of(seed)
        strangers = [f"020 7946 0{other.randrange(1000):03d}" for _ in range(40)]
        lines = [*own, *strangers] if name == "tps" else own
        write_text(folder / f"{name}.csv", csv_text([[line] for line in lines], ["number"]))

    register("tps", numbers["GB"][::7], 1)
    register("ctps", [*numbers["GB"][3::9], "020 7946 0999"], 2)
    register("bloctel", [*numbers["FR"][1::6], "+33 1 99 00 99 99"], 3)
    register("dncm", [*numbers["BE"][2::7], "+32 2 555 09 99"], 4)
    stopped = [[numbers["GB"][5], "2026-03-01"], [numbers["CZ"][4], "2026-05-20"],
               ["+44 20 7946 0998", "2025-01-01"]]  # fmt: skip
    write_text(folder / "asked-us-to-stop.csv", csv_text(stopped, ["Number", "Asked On"]))
