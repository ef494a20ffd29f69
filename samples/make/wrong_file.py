"""The file of the unsubscribed, taken for the list: names as in a mailer's export."""

from __future__ import annotations

from pathlib import Path

from samples.make.contacts import contact
from samples.make.files import csv_text, write_text
from samples.make.people import COUNTRIES, WEIGHTS, chance_of


def write(folder: Path) -> None:
    """Write the files of the sample."""
    chance = chance_of(4761)
    header = [
        "Email Address", "First Name", "Last Name", "MEMBER_RATING", "OPTIN_TIME", "CONFIRM_TIME",
        "CC", "UNSUB_TIME", "UNSUB_CAMPAIGN_TITLE", "UNSUB_REASON",
    ]  # fmt: skip
    rows = []
    for at, country in enumerate(chance.choices(COUNTRIES, WEIGHTS, k=30)):
        full = contact(chance, country)
        # Unsubscribes that were imported long ago have no time.
        left = ["", "", ""] if at < 6 else [f"2026-0{at % 9 + 1}-11 07:41:0{at % 10}",
                                            "Herbstangebot", "No longer interested"]  # fmt: skip
        rows.append([*full[:3], str(at % 5 + 1), "2021-04-05 10:00:00", "2021-04-05 10:03:00",
                     country.code, *left])  # fmt: skip
    write_text(folder / "unsubscribed_members_export.csv", csv_text(rows, header))
