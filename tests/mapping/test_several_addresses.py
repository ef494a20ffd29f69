"""Which columns are a contact's further addresses and numbers, by their headers."""

from __future__ import annotations

import pytest

from listcheck.core.several_headers import is_one_of_several
from listcheck.mapping import map_columns
from listcheck.vocabulary import folded


@pytest.mark.parametrize(
    ("field", "header"),
    [
        ("email", header)
        for header in (
            "Email 2", "E-Mail-2", "2nd email", "Secondary Email", "Other E-mail Address",
            "Work Email", "Email (work)", "Personal email", "Contact Email", "Email privat",
            "E-Mail geschäftlich", "Weitere E-Mail-Adresse", "E-mail professionnel",
            "Adresse e-mail 2", "Courriel personnel", "Correo electrónico 2", "Correo secundario",
            "Indirizzo e-mail 2", "Email aziendale", "Zakelijk e-mailadres", "E-mailadres privé",
            "Adres e-mail 2", "E-mail służbowy",
            "Email ID", "Billing Email", "Rechnungs-E-Mail", "Email 10",
        )
    ] + [
        ("phone", header)
        for header in (
            "Phone 2", "Mobile", "Mobile Phone", "Home Phone", "Work Phone 2", "Cell phone",
            "Direct Phone", "Telefon geschäftlich", "Telefon (privat)", "Handy 2",
            "Téléphone fixe", "Téléphone portable", "Teléfono 2", "Teléfono móvil", "Cellulare 2",
            "Telefono ufficio", "Telefoon thuis", "Telefoon mobiel",
            "Telefon komórkowy", "Numer telefonu 2", "Contact Number", "Cell Number", "Landline",
            "Mobile No.", "Handynummer", "Festnetznummer", "WhatsApp Number", "Direct Dial",
            "Numéro de téléphone 2", "Daytime Phone",
        )
    ],
)  # fmt: skip
def test_the_contacts_own(field: str, header: str) -> None:
    assert is_one_of_several(field, folded(header))


@pytest.mark.parametrize(
    "header",
    [
        "Owner Email", "Sales rep email", "Email sent", "Email status", "Email opt out",
        "From email", "Sender email", "Referrer e-mail", "Email type", "Email verified", "Address",
        "Recipient", "Fax", "Phone type", "Phone country", "Number", "Order number",
        "Assistant phone", "Emergency phone", "Telegram", "Mailing street", "Email 2 status",
        "Parent email", "User Email", "Direct Mail", "Email Client", "Customer Number",
        "House Number", "Account Number", "mobile" * 4000, "",
    ],
)  # fmt: skip
def test_somebody_elses_or_something_else(header: str) -> None:
    assert not is_one_of_several("email", folded(header))
    assert not is_one_of_several("phone", folded(header))


def mapped(*headers: str, **declared: str) -> dict[str, list[str]]:
    found = map_columns(headers, declared, "list.csv")
    return {
        name: [headers[found.positions[name]], *(headers[at] for at in found.further[name])]
        for name in ("email", "phone")
        if name in found.positions
    }


def test_the_likeliest_comes_first_and_the_others_follow() -> None:
    assert mapped("Email 2", "Home Phone", "Mobile", "Email") == {
        "email": ["Email", "Email 2"],
        "phone": ["Mobile", "Home Phone"],
    }
    assert mapped("E-Mail geschäftlich", "E-Mail privat") == {
        "email": ["E-Mail geschäftlich", "E-Mail privat"]
    }
    # Headers that may mean something else count where no other names the address.
    assert mapped("Recipient", "Address") == {"email": ["Recipient"]}
    assert mapped("Email", "Address") == {"email": ["Email"]}
    assert mapped("Email", "Email") == {"email": ["Email", "Email"]}


def test_a_column_that_the_configuration_names_does_not_hide_the_others() -> None:
    assert mapped("Email", "Private", "Email 2", email="Private") == {
        "email": ["Private", "Email", "Email 2"]
    }


def test_nobody_is_left_out_in_silence() -> None:
    headers = [f"Email {at}" for at in range(1, 41)]
    found = mapped("Email", *headers, "Private Email")["email"]
    assert found[0] == "Email"
    assert sorted(found) == sorted(["Email", *headers, "Private Email"])


def test_the_main_one_comes_before_the_second_one() -> None:
    assert mapped("Sekundäre E-Mail-Adresse", "Primäre E-Mail-Adresse") == {
        "email": ["Primäre E-Mail-Adresse", "Sekundäre E-Mail-Adresse"]
    }
    assert mapped("Alternate phone", "Tel. dienstlich") == {
        "phone": ["Tel. dienstlich", "Alternate phone"]
    }


@pytest.mark.parametrize(
    "header",
    [
        "Other Emails", "Additional email addresses", "Secondary Email", "Alternate Email",
        "Previous email", "Old e-mail address", "E-mail 2 Address", "E-mail 12 - Value",
        "npe01__AlternateEmail__c", "npe01__HomeEmail__c", "npe01__WorkEmail__c", "emailaddress3",
        "Home-Email", "Email-Home", "Billing-Email", "EMAIL;TYPE=work",
        "EMAIL;TYPE=INTERNET;TYPE=HOME", "item1.EMAIL", "Weitere E-Mail-Adressen",
        "Autres adresses e-mail", "Otros correos electrónicos", "Altri indirizzi e-mail",
        "Alternative contact email", "Backup email", "email_normalized",
    ],
)  # fmt: skip
def test_other_addresses_by_the_names_that_systems_give_them(header: str) -> None:
    assert mapped("Email", header) == {"email": ["Email", header]}


@pytest.mark.parametrize(
    "header",
    ["Email domain", "Email data", "Email format", "Mail list", "Mailing address", "Posta",
     "Email newsletter", "Email Opt Out", "Email 2 Opt Out", "email2_optout", "Phone extension",
     "Phone country code", "Telefax", "Phone prefix", "Mobile app", "Text", "Direct"],
)  # fmt: skip
def test_what_only_begins_like_one(header: str) -> None:
    assert not is_one_of_several("email", folded(header))
    assert not is_one_of_several("phone", folded(header))
