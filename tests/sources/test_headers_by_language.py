"""Headers as people of six languages write them, and the field that each means."""

from __future__ import annotations

import pytest

from listcheck.sources.aliases import ALIASES, folded

FIELDS = (
    "email", "phone", "country", "first_name", "last_name", "company", "opted_out_at",
    "consent_date", "optin_time", "confirm_time", "relationship_date", "contract_end",
)  # fmt: skip
HEADERS = {
    "German": ("E-Mail-Adresse", "Telefonnummer", "Land", "Vorname", "Nachname", "Firma",
               "Abgemeldet am", "Einwilligung am", "Anmeldung am", "Bestätigt am", "Letzter Kauf",
               "Vertragsende"),
    "French": ("Adresse e-mail", "Portable", "Pays", "Prénom", "Nom", "Société",
               "Date de désinscription", "Date du consentement", "Date d'inscription",
               "Date de confirmation", "Dernier achat", "Fin de contrat"),
    "Spanish": ("Correo electrónico", "Teléfono", "País", "Nombre", "Apellidos", "Empresa",
                "Fecha de baja", "Fecha de consentimiento", "Fecha de alta",
                "Fecha de confirmación", "Última compra", "Fin de contrato"),
    "Italian": ("Indirizzo e-mail", "Cellulare", "Paese", "Nome", "Cognome", "Azienda",
                "Data disiscrizione", "Data del consenso", "Data iscrizione",
                "Data di conferma", "Ultimo acquisto", "Fine contratto"),
    "Dutch": ("E-mailadres", "Telefoonnummer", "Land", "Voornaam", "Achternaam", "Bedrijf",
              "Afmelddatum", "Datum toestemming", "Aanmelddatum", "Bevestigd op",
              "Laatste aankoop", "Einde contract"),
    "Polish": ("Adres e-mail", "Numer telefonu", "Kraj", "Imię", "Nazwisko", "Firma",
               "Data rezygnacji", "Data zgody", "Data zapisu", "Data potwierdzenia",
               "Ostatni zakup", "Koniec umowy"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "field", "header"),
    [
        (language, field, header)
        for language, headers in HEADERS.items()
        for field, header in zip(FIELDS, headers, strict=True)
    ],
)
def test_a_header_names_its_field(language: str, field: str, header: str) -> None:
    named = {name for name, aliases in ALIASES.items() if folded(header) in aliases}
    assert named == {field}, language


def test_no_alias_names_two_fields() -> None:
    owners: dict[str, set[str]] = {}
    for name, aliases in ALIASES.items():
        for alias in aliases:
            assert alias == folded(alias)
            owners.setdefault(alias, set()).add(name)
    shared = {alias: names for alias, names in owners.items() if len(names) > 1}
    # "Subscriber" names the addresses where no other header does.
    assert shared == {"subscriber": {"email", "subscriber"}}
