"""Two years of monthly newsletters and calls, date-partitioned, for ``listcheck audit``."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

from samples.make.files import Row, csv_text, write_text
from samples.make.people import chance_of


def write(folder: Path) -> None:
    """Write the files of the sample."""
    chance = chance_of(7)
    people = [_reader(chance, at) for at in range(180)]
    opted_out = {
        person[0]: date(2023, 2, 1) + timedelta(days=chance.randrange(640))
        for person in chance.sample(people, 40)
    }
    header = ["email", "phone", "country", "party", "subscriber", "channel", "campaign",
              "send_time", "consent", "consent_date"]  # fmt: skip
    for month in range(24):
        day = date(2023 + month // 12, month % 12 + 1, 5 + chance.randrange(20))
        rows = []
        for email, phone, country, consent, since in chance.sample(people, 90):
            out = opted_out.get(email)
            # Whoever opted out is taken off the list some days or, in one bad spring, weeks later.
            delay = 40 if 14 <= month <= 17 else 9
            if out is not None and (day - out).days > delay:
                continue
            hour = f"{day} {chance.randrange(8, 18):02}:{chance.randrange(60):02}"
            rows.append([email, "", country, "first", "individual", "email",
                         f"Newsletter {day:%Y-%m}", hour, consent, since])  # fmt: skip
            if country == "GB" and month % 3 == 0:
                rows.append([email, phone, country, "first", "individual", "call", "Renewals",
                             hour, "", ""])  # fmt: skip
        if month == 3:
            # The mailer wrote no time that month for some.
            for row in rows[:4]:
                row[7] = "unknown"
        write_text(folder / f"sends/date={day}/part-0.csv", csv_text(rows, header))
    lines = [[email, str(day)] for email, day in sorted(opted_out.items())]
    write_text(folder / "optouts.csv", csv_text(lines, ["email", "unsubscribed_at"]))
    numbers = sorted(phone for _, phone, country, _, _ in people if country == "GB")
    # From spring 2024 on nobody got a copy of the registers any more.
    for copy, day in enumerate(("2023-01-02", "2023-04-01", "2023-07-01", "2023-10-02",
                                "2024-01-03")):  # fmt: skip
        tps, ctps = numbers[copy::6], numbers[copy + 3 :: 17]
        write_text(folder / f"tps-{day}.csv", csv_text([[number] for number in tps], ["number"]))
        write_text(folder / f"ctps-{day}.csv", csv_text([[number] for number in ctps], ["number"]))


def _reader(chance: random.Random, at: int) -> Row:
    """Address, number, country, consent and its day of one reader."""
    country = chance.choice(("US", "US", "CA", "GB", "GB", "DE", "FR", "IT"))
    given = date(2021, 1, 1) + timedelta(days=chance.randrange(900))
    consent, since = ("opt_in", str(given)) if chance.random() < 0.85 else ("", "")
    suffix = {"US": "com", "GB": "co.uk"}.get(country, country.lower())
    return [
        f"reader{at}@leserschaft-4713.{suffix}",
        f"+44 20 7946 0{at:03}",
        country,
        consent,
        since,
    ]
