"""One usual business contact: who it is, and what it consented to."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from samples.make.files import Row
from samples.make.people import Country, company_domain, company_of, name_of, phone_of, typed

SENDER = "Beispielwerk 4711 Software GmbH"
OTHER = "Leihadressen 4712 Vermittlung Ltd"
#: The columns of a contact; the last is filled by the sample that has it.
HEADER = [
    "Email Address", "First Name", "Last Name", "Company", "Account ID", "Country", "Phone",
    "Consent", "Opt-in Time", "Confirm Time", "Relationship", "Opt-out Offered", "Collected By",
    "Email Status", "Balancing Flags", "Unsubscribed", "Last Purchase",
]  # fmt: skip


def contact(chance: random.Random, country: Country) -> Row:
    """One usual contact of the large list."""
    first, last = name_of(chance, country)
    company = company_of(chance, country)
    domain = company_domain(company, country)
    kind = chance.random()
    if kind < 0.14:
        local, first, last = chance.choice(country.mailboxes), "", ""
    elif kind < 0.80:
        local = f"{typed(first)}.{typed(last)}"
    else:
        local = f"{typed(first)[0]}{typed(last)}"
    if chance.random() < 0.015:
        local = f"erfunden.{typed(last or 'niemand')}.{chance.randrange(4000, 5000)}"
        domain = chance.choice(("gmail.com", "web.de", "orange.fr", "libero.it"))
    spelling = chance.choice([*country.spellings, country.code, ""])
    phone = phone_of(chance, country) if chance.random() < 0.6 else ""
    consent, signed, confirmed = consent_of(chance, country)
    relation, offered, collector = relation_of(chance, consent)
    account = f"ACC-{chance.randrange(10_000, 99_999)}" if chance.random() < 0.5 else ""
    return [
        f"{local}@{domain}", first.replace("-", " "), last.replace("-", " "), company, account,
        spelling, phone, consent, signed, confirmed, relation, offered, collector,
        chance.choice(("Subscribed", "", "")), "", "no" if chance.random() < 0.2 else "",
    ]  # fmt: skip


def consent_of(chance: random.Random, country: Country) -> tuple[str, str, str]:
    """Consent, time of the sign-up, time of the confirmation: mostly where it is needed."""
    draw = chance.random()
    if draw > (0.78 if country.asks_consent else 0.2):
        return ("No" if draw > 0.95 else ""), "", ""
    signed = datetime(2021, 2, 1, 8, 12, 5) + timedelta(minutes=chance.randrange(2_900_000))  # noqa: DTZ001
    if signed > datetime(2026, 11, 1):  # noqa: DTZ001
        signed -= timedelta(days=365)
    confirmed = signed + timedelta(minutes=chance.randrange(2, 600))
    if (draw < 0.62 and country.code == "DE") or draw < 0.25:
        return "Double opt-in", f"{signed:%Y-%m-%d %H:%M:%S}", f"{confirmed:%Y-%m-%d %H:%M:%S}"
    return "Opt-in", f"{signed:%Y-%m-%d %H:%M:%S}", ""


def relation_of(chance: random.Random, consent: str) -> tuple[str, str, str]:
    """Relationship, opt-out offered, collected by."""
    draw = chance.random()
    if draw < 0.30:
        offered = chance.choice(("yes", "yes", "yes", "no", ""))
        collector = chance.choice((SENDER, SENDER, "", OTHER))
        return chance.choice(("customer", "Customer", "negotiation")), offered, collector
    if draw < 0.45:
        return chance.choice(("enquiry", "prospect")), "", SENDER if consent else ""
    return "", "", ""
