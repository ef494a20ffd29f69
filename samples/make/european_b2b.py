"""A marketer's export of a thousand business contacts, with everything that goes wrong."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from samples.make.contacts import HEADER, contact
from samples.make.files import Row, csv_text, write_text
from samples.make.odd_contacts import odd_contacts
from samples.make.people import COUNTRIES, chance_of


def write(folder: Path) -> None:
    """Write the files of the sample."""
    chance = chance_of(4711)
    rows: list[Row] = []
    for country in COUNTRIES:
        rows += [contact(chance, country) for _ in range(round(country.weight * 0.875))]
    chance.shuffle(rows)
    for row in rows[::97]:
        row[13] = "Hard bounced"
    rows[41][13], rows[402][13] = "Spam complaint", "Unsubscribed"
    for row in rows[7::61]:
        row[15] = "yes"
    rows[300][15], rows[301][15], rows[302][15] = "maybe", "see notes", "allowed"
    for row, flag in zip(rows[150::260], ("child", "vulnerable", "health data"), strict=False):
        row[14] = flag

    opted_out = [row[0] for row in chance.sample(rows, 18)]
    refused, pending, confirmed = (
        next(row for row in rows[start:] if row[15] == "" and own_domain(row))
        for start in (60, 90, 9)
    )
    by_account = next(row for row in rows[500:] if row[4])
    colleague = [*confirmed]
    colleague[0] = f"second.colleague@mail.{own_domain(confirmed)}"
    for row, name in ((pending, "Pat"), (refused, "Kim"), (confirmed, "Sam")):
        other = [*row]
        other[0] = f"{name.lower()}.erfunden@{own_domain(row)}"
        other[1:3] = [name, "Erfunden"]
        rows.append(other)
    rows.append(colleague)
    rows += odd_contacts(chance)
    # The same people again, as another export spelled them; one copy opted out.
    copies = [[*row] for row in chance.sample(rows[:800], 14)]
    for number, copy in enumerate(copies):
        copy[0] = copy[0].upper() if number % 2 else f" {copy[0].title()} "
    copies[3][15] = "yes"
    rows += copies
    chance.shuffle(rows)
    bought = chance_of(4712)
    for row in rows:
        # Dates of a luck of their own, so that a new column changes no other cell.
        day = datetime(2023, 3, 1) + timedelta(days=bought.randrange(1_350))  # noqa: DTZ001
        known = row[10].lower() in ("customer", "negotiation", "enquiry") and bought.random() < 0.8
        row[16:] = [f"{day:%Y-%m-%d}" if known else ""]

    lines = csv_text(rows, HEADER).splitlines(keepends=True)
    lines.insert(700, "kurz.zeile@abgeschnitten-4713.de,Kurz,Zeile\n")
    lines.append(f"Total,{len(rows)},{',' * (len(HEADER) - 3)}\n")
    write_text(folder / "campaign.csv", "".join(lines))

    entries = [
        [address.upper() if n % 5 == 0 else address, f"2026-0{n % 9 + 1}-1{n % 9}", "unsubscribed"]
        for n, address in enumerate(opted_out[:14])
    ]
    entries += [[address, "2026-06-02", "hard bounce"] for address in opted_out[14:17]]
    entries += [[opted_out[17], "2026-07-07", "spam complaint"]]
    entries += [[pending[0], "2026-11-12", "asked for the whole organisation"]]
    entries += [
        [f"long.gone.{n}@abgemeldet-{4800 + n}.de", "2025-03-01", "unsubscribed"] for n in range(30)
    ]
    chance.shuffle(entries)
    header = ["Email Address", "Unsubscribed At", "Reason"]
    write_text(folder / "unsubscribed.csv", csv_text(entries, header))
    organisations = [
        [own_domain(confirmed), "", "confirmed", "2026-05-04", "letter of the managing director"],
        [own_domain(pending), "", "pending", "2026-11-12", "asked by an employee"],
        [own_domain(refused), "", "refused", "2026-04-01", "the management wants to stay"],
        ["", by_account[4], "confirmed", "2026-02-11", "by account"],
        ["web.de", "", "confirmed", "2025-09-09", "entered by mistake: one person wrote"],
        ["grosskonzern-nirgendwo-4714.de", "", "confirmed", "2024-12-01", ""],
    ]
    header = ["domain", "account_id", "state", "requested_on", "note"]
    write_text(folder / "organisations.csv", csv_text(organisations, header))


def own_domain(row: Row) -> str:
    """The company's own domain of a contact; empty for a free-mail address."""
    domain = row[0].partition("@")[2]
    return domain if any(sign.isdigit() for sign in domain) else ""
