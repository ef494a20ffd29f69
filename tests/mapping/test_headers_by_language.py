"""Headers as people of six languages write them, and the field that each means."""

from __future__ import annotations

import pytest

from listcheck.core.field_headers import ALIASES, folded
from listcheck.mapping import map_columns

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
#: First and further address, number at work, mobile number, given and family name, country.
CONTACTS = {
    "Bulgarian": ("Имейл", "Служебен имейл", "Служебен телефон", "Мобилен телефон", "Име",
                  "Фамилия", "Държава"),
    "Croatian": ("Adresa e-pošte", "E-pošta (privatna)", "Poslovni telefon", "Mobitel", "Ime",
                 "Prezime", "Država"),
    "Czech": ("E-mailová adresa", "Další e-mailová adresa", "Telefon (zaměstnání)",
              "Mobilní telefon", "Jméno", "Příjmení", "Země"),
    "Danish": ("E-mailadresse", "E-mailadresse 2", "Telefon (arbejde)", "Mobiltelefon", "Fornavn",
               "Efternavn", "Land"),
    "Dutch": ("E-mailadres", "Tweede e-mailadres", "Telefoon op werk", "Mobiele telefoon",
              "Voornaam", "Achternaam", "Land"),
    "Estonian": ("E-posti aadress", "Kodune e-post", "Töötelefon", "Mobiiltelefon", "Eesnimi",
                 "Perekonnanimi", "Riik"),
    "Finnish": ("Sähköpostiosoite", "Sähköpostiosoite 2", "Työpuhelin", "Matkapuhelin", "Etunimi",
                "Sukunimi", "Maa"),
    "French": ("Adresse e-mail principale", "Adresse de messagerie 2", "Téléphone (bureau)",
               "Tél. mobile", "Prénom", "Nom", "Pays"),
    "German": ("Primäre E-Mail-Adresse", "Sekundäre E-Mail-Adresse", "Tel. dienstlich",
               "Mobil-Tel.-Nr.", "Vorname", "Nachname", "Land/Region"),
    "Greek": ("Διεύθυνση ηλεκτρονικού ταχυδρομείου", "Ηλεκτρονική διεύθυνση 2",
              "Τηλέφωνο εργασίας", "Κινητό τηλέφωνο", "Όνομα", "Επώνυμο", "Χώρα"),
    "Hungarian": ("E-mail cím", "Másodlagos e-mail cím", "Hivatali telefon", "Mobiltelefon",
                  "Keresztnév", "Vezetéknév", "Ország"),
    "Irish": ("Seoladh ríomhphoist", "Ríomhphost oibre", "Guthán oibre", "Fón póca", "Céadainm",
              "Sloinne", "Tír"),
    "Italian": ("Indirizzo posta elettronica", "Indirizzo posta elettronica 2", "Telefono (uff.)",
                "Cellulare", "Nome", "Cognome", "Paese"),
    "Latvian": ("E-pasta adrese", "E-pasts (mājas)", "Darba tālrunis", "Mobilais tālrunis",
                "Vārds", "Uzvārds", "Valsts"),
    "Lithuanian": ("El. paštas", "El. pašto adresas 2", "Darbo telefonas", "Mobilusis telefonas",
                   "Vardas", "Pavardė", "Šalis"),
    "Maltese": ("Indirizz elettroniku", "Indirizz tal-imejl 2", "Telefown tax-xogħol", "Mowbajl",
                "Isem", "Kunjom", "Pajjiż"),
    "Norwegian": ("E-postadresse", "Sekundær e-post", "Telefon, arbeid", "Mobiltelefon", "Fornavn",
                  "Etternavn", "Land"),
    "Polish": ("Adres e-mail", "Dodatkowy adres e-mail", "Telefon służbowy", "Telefon komórkowy",
               "Imię", "Nazwisko", "Kraj"),
    "Portuguese": ("Endereço de correio eletrónico", "E-mail alternativo", "Telefone do trabalho",
                   "Telemóvel", "Primeiro nome", "Apelido", "País"),
    "Romanian": ("Adresă de e-mail", "E-mail secundar", "Telefon serviciu", "Telefon mobil",
                 "Prenume", "Nume", "Țară"),
    "Slovak": ("E-mailová adresa", "Ďalšia e-mailová adresa", "Pracovný telefón",
               "Mobilný telefón", "Meno", "Priezvisko", "Krajina"),
    "Slovene": ("E-poštni naslov", "E-pošta 2", "Službeni telefon", "Mobilni telefon", "Ime",
                "Priimek", "Država"),
    "Spanish": ("Dirección de correo electrónico", "Correo personal", "Teléfono del trabajo",
                "Teléfono móvil", "Nombre", "Apellidos", "País"),
    "Swedish": ("E-postadress", "E-post (privat)", "Telefon, arbete", "Mobiltelefon", "Förnamn",
                "Efternamn", "Land"),
}  # fmt: skip


@pytest.mark.parametrize("language", CONTACTS)
def test_the_headers_of_contacts(language: str) -> None:
    headers = CONTACTS[language]
    # Case and signs between the words make no difference.
    for given in (headers, [header.upper() for header in headers]):
        found = map_columns(given, {}, "list.csv")
        assert found.positions == {
            "email": 0, "phone": found.positions["phone"], "country": 6, "first_name": 4,
            "last_name": 5,
        }  # fmt: skip
        assert found.further["email"] == (1,)
        assert {found.positions["phone"], *found.further["phone"]} == {2, 3}


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
