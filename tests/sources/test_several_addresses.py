"""Which columns are a contact's further addresses and numbers, by their headers."""

from __future__ import annotations

import pytest

from listcheck.errors import UsageProblem
from listcheck.sources import folded, map_columns
from listcheck.sources.several import is_one_of_several


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
    headers = [f"Email {at}" for at in range(1, 10)]
    assert mapped("Email", *headers)["email"] == ["Email", *headers]
    with pytest.raises(UsageProblem, match="more than 10 columns of e-mail addresses"):
        mapped("Email", *headers, "Private Email")
