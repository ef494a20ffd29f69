"""Write the sample lists: invented people and companies, the same bytes on every run.

``python samples/make_samples.py [FOLDER]`` writes the data files of all samples below
FOLDER (default: this folder). The configurations and the README are written by hand.
Only the standard library is used; every sample has a seed of its own.

No person, company or domain in these files exists: domains carry a number and are too
long to be anybody's, numbers are from ranges set aside for film and press where a
country has such a range (Ofcom, ARCEP, Bundesnetzagentur, PTS, NANPA 555-01xx), and
plainly patterned elsewhere.
"""

from __future__ import annotations

import csv
import io
import random
import sys
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
SENDER = "Beispielwerk 4711 Software GmbH"
OTHER = "Leihadressen 4712 Vermittlung Ltd"
Row = list[str]

#: Letters that no decomposition turns into ASCII, and what people type for them.
_TYPED = str.maketrans(
    {"ø": "oe", "æ": "ae", "å": "aa", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
    | dict(zip("абвгдезийклмнопрстуфхъь", "abvgdeziiklmnoprstufhay", strict=True))
    | {"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ю": "yu", "я": "ya"}
    | dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True))
    | {"θ": "th", "χ": "ch", "ψ": "ps"}
)


class Country(NamedTuple):
    """What is usual in one country; words are separated by blanks, phrases by bars."""

    code: str
    weight: int
    spellings: str
    first: str
    last: str
    trades: str
    forms: str
    suffix: str
    phones: str
    mailboxes: str


#: ``N`` in a telephone number is any digit.
COUNTRIES = (
    Country(
        "AT", 40, "AT|Austria|Österreich", "Lukas Anna Jürgen Käthe Günther Sabine",
        "Mösenbacher Grübelhofer Prückner Zwölferin Stöckelwald", "Holzbau|Kältetechnik|Verlag",
        "GmbH|GmbH & Co KG|e.U.|AG", "at", "+43 1 5550NNN|01 5550NNN", "office buchhaltung",
    ),
    Country(
        "BE", 45, "BE|Belgium|Belgique|België", "Élise Joris Maxime Anneleen Benoît Lies",
        "Vandermolenaere Deboisfleuri Peetersbrug Lambertvallon", "Bouwwerken|Imprimerie|Logistiek",
        "BV|SRL|NV|ASBL", "be", "+32 2 555 0N NN|02 555 0N NN", "info boekhouding secretariat",
    ),
    Country(
        "BG", 14, "BG|Bulgaria|България", "Мария Георги Elena Стоян", "Камъчева Ливадов Brezovski",
        "Мебели|Stroy", "ООД|EOOD|АД", "bg", "+359 2 555 0NNN|02 555 0NNN", "office",
    ),
    Country(
        "CA", 20, "CA|Canada", "Geneviève Liam Chloé Ethan", "Maplethorne Bouleauvert Northcreek",
        "Lumber Works|Logiciels|Marine Supply", "Inc.|Ltd.|Ltée", "ca",
        "+1 613 555 01NN|(613) 555-01NN", "info accounts",
    ),
    Country(
        "CY", 10, "CY|Cyprus|Κύπρος", "Ανδρέας Eleni Χρίστος", "Ελαιώνας Kyprianidou-Petra",
        "Shipping Agency|Hotels", "Ltd|ΛΤΔ", "com.cy", "+357 22 000NNN|22 000NNN", "info",
    ),
    Country(
        "CZ", 34, "CZ|Czech Republic|Česko|Czechia", "Jiří Zdeňka Ondřej Kateřina Tomáš",
        "Březinový Skřivánková Dvořištný Kopřivná", "Strojírny|Pivovar|Účetnictví",
        "s.r.o.|a.s.", "cz", "+420 222 000 NNN|222 000 NNN", "info ucetni obchod",
    ),
    Country(
        "DE", 150, "DE|Germany|Deutschland|germany",
        "Jörg Bärbel Jonas Friederike Uwe Ayşe Götz Heike",
        "Müllersdorf Weißdornau Schäferhorst Brückenthal Großheide von-der-Aue",
        "Werkzeugbau|Maschinenfabrik|Steuerberatung|Fensterbau|Druckerei",
        "GmbH|GmbH & Co. KG|AG|e.K.|UG (haftungsbeschränkt)|GbR", "de",
        "+49 30 23125 NNN|030 23125NNN|0171 39200NN|0049 30 23125 NNN",
        "info vertrieb buchhaltung einkauf",
    ),
    Country(
        "DK", 26, "DK|Denmark|Danmark", "Søren Mette Jørgen Kirstine", "Bøgeskovgaard Æblelund",
        "Tømrer|Møbler|Rederi", "A/S|ApS", "dk", "+45 32 10 NN NN|32 10 NN NN", "info salg",
    ),
    Country(
        "EE", 12, "EE|Estonia|Eesti", "Jüri Õie Märt", "Kadakasalu Põldmäestik", "Puit|Trükikoda",
        "OÜ|AS", "ee", "+372 600 0NNN|600 0NNN", "info muuk",
    ),
    Country(
        "ES", 52, "ES|Spain|España", "José Íñigo María Begoña Núria Álvaro",
        "Castañeda-Olivar Peñablanca Güellmontes Ibáñezcorral", "Conservas|Cerámicas|Asesoría",
        "S.L.|S.A.|S.L.U.", "es", "+34 910 000 NNN|910 000 NNN", "info ventas administracion",
    ),
    Country(
        "FI", 20, "FI|Finland|Suomi", "Päivi Jukka Äijö Riitta", "Järvenrantala Mäkikoivisto",
        "Puutuote|Konepaja", "Oy|Oyj|Tmi", "fi", "+358 9 5550 NNN|09 5550 NNN", "info myynti",
    ),
    Country(
        "FR", 110, "FR|France|france", "Hélène François Zoé Jérôme Anaïs Benoît Maëlle",
        "Boisfleury Lécuyer-Marron Châtelvallon Dubosquet Noëllerand Garçonnet",
        "Menuiserie|Conserverie|Atelier du Cuir|Imprimerie|Conseil", "SARL|SAS|SA|EURL", "fr",
        "+33 1 99 00 NN NN|01 99 00 NN NN|02 61 91 NN NN|+33 3 53 01 NN NN",
        "contact comptabilite commercial",
    ),
    Country(
        "GB", 120, "GB|United Kingdom|UK|England|Great Britain",
        "Siân Oliver Zoë Callum Bronwen Rhys Imogen",
        "Thistlebrook Llewelyn-Hayes Oakhampden Fernsbyworth Wetherquill O'Gorsedale",
        "Joinery|Precision Tools|Brewing|Marine Services|Publishing",
        "Ltd|Limited|plc|LLP|", "co.uk",
        "+44 20 7946 0NNN|020 7946 0NNN|0161 496 0NNN|+441614960NNN", "info sales accounts hello",
    ),
    Country(
        "GR", 16, "GR|Greece|Ελλάδα|Hellas", "Δημήτρης Μαρία Ioanna Νίκος",
        "Ελαιοτριβάρης Thalassidou Πετρόμυλος", "Ελαιουργία|Nautilia", "ΑΕ|ΕΠΕ|IKE", "gr",
        "+30 210 000 0NNN|210 000 0NNN", "info",
    ),
    Country(
        "HR", 12, "HR|Croatia|Hrvatska", "Željka Ivan Đurđica", "Šumarković Bukvićgorić",
        "Brodogradnja|Turizam", "d.o.o.|d.d.", "hr", "+385 1 555 0NNN|01 555 0NNN", "info prodaja",
    ),
    Country(
        "HU", 20, "HU|Hungary|Magyarország", "Zsófia Gábor Ágnes Lőrinc",
        "Tölgyesváry Hegyaljaszűcs",
        "Fémipari|Könyvelő", "Kft.|Zrt.|Bt.", "hu", "+36 1 555 0NNN|06 1 555 0NNN",
        "info penzugy",
    ),
    Country(
        "IE", 34, "IE|Ireland|Éire", "Aoife Seán Niamh Pádraig Róisín",
        "Ó-Fearnógán Glenbrackenny Ní-Chnocadáin", "Dairy Cooperative|Software|Hotels",
        "Ltd|DAC|Teoranta", "ie", "+353 1 555 0NNN|01 555 0NNN", "info accounts eolas",
    ),
    Country(
        "IT", 60, "IT|Italy|Italia", "Niccolò Chiara Agnès Raffaele Mirtò Lucia",
        "Fontanabuona Della-Quercia D'Oliveto Montelupini", "Ceramiche|Meccanica|Cantine",
        "S.r.l.|S.p.A.|S.n.c.|SRL", "it", "+39 06 5550 0NNN|06 5550 0NNN",
        "info amministrazione vendite",
    ),
    Country(
        "LT", 10, "LT|Lithuania|Lietuva", "Žygimantas Eglė Rūta", "Šermukšnytė Ąžuolaitis",
        "Baldai|Statyba", "UAB|", "lt", "+370 5 255 0NNN", "info pardavimai",
    ),
    Country(
        "LU", 10, "LU|Luxembourg|Lëtzebuerg", "Noémie Théo Fränz", "Schlässerbierg Moulindupré",
        "Fiduciaire|Bauatelier", "S.à r.l.|S.A.", "lu", "+352 26 55 0N NN|26 55 0N NN", "info",
    ),
    Country(
        "LV", 10, "LV|Latvia|Latvija", "Jānis Līga Mārtiņš", "Ozolkalnišs Bērziņmeža",
        "Kokapstrāde|Grāmatvedība", "SIA|AS", "lv", "+371 67 000 NNN|67 000 NNN", "birojs info",
    ),
    Country(
        "MT", 8, "MT|Malta", "Ġorġ Żeppi Maria", "Ħarrubagħwan Xemxijablu", "Yacht Services",
        "Ltd|plc", "com.mt", "+356 2100 0NNN|2100 0NNN", "info",
    ),
    Country(
        "NL", 58, "NL|Netherlands|Nederland|Holland", "Daniëlle Sjoerd Loïs Maarten Noëlle",
        "van-der-Molenweide Kruisbessenveld de-Bruinewold IJsbrandsma",
        "Bloemenexport|Installatietechniek|Uitgeverij", "B.V.|BV|N.V.|VOF", "nl",
        "+31 20 555 0NNN|020-5550NNN", "info administratie verkoop",
    ),
    Country(
        "NO", 16, "NO|Norway|Norge", "Bjørn Ingrid Håkon", "Fjøsbergstad Ålesundvik", "Bygg|Fisk",
        "AS|ASA|ENK", "no", "+47 21 00 0N NN|21 00 0N NN", "post info",
    ),
    Country(
        "PL", 46, "PL|Poland|Polska", "Łukasz Małgorzata Agnieszka Paweł Żaneta",
        "Brzozowiec-Łąka Świerkowska Wiśniogórski Jałowczyńska", "Stolarnia|Drukarnia|Księgowość",
        "Sp. z o.o.|S.A.|sp. k.", "pl", "+48 22 555 0N NN|22 555 0N NN",
        "biuro ksiegowosc sprzedaz",
    ),
    Country(
        "PT", 18, "PT|Portugal", "João Inês Conceição", "Oliveirinha-Serra Magalhãespinho",
        "Cortiças|Calçado", "Lda|S.A.", "pt", "+351 210 000 NNN|210 000 NNN", "geral comercial",
    ),
    Country(
        "RO", 16, "RO|Romania|România", "Ștefan Ioana Țuța", "Brădățeanu Pădurarescu",
        "Mobilă|Contabilitate", "SRL|S.A.|PFA", "ro", "+40 21 555 0NNN|021 555 0NNN",
        "office vanzari",
    ),
    Country(
        "SE", 30, "SE|Sweden|Sverige", "Åsa Björn Örjan Linnéa",
        "Björkängsdal Sjöhagelin Grönfjällä",
        "Snickeri|Mekaniska|Redovisning", "AB|HB|", "se", "+46 8 465 004 NN|08-465 004 NN",
        "info order",
    ),
    Country(
        "SI", 10, "SI|Slovenia|Slovenija", "Špela Žiga Matjaž", "Hrastovčnik Gozdničar",
        "Pohištvo|Računovodstvo", "d.o.o.", "si", "+386 1 555 0N NN|01 555 0N NN", "info prodaja",
    ),
    Country(
        "SK", 14, "SK|Slovakia|Slovensko", "Ľubica Ján Želmíra", "Smrečinová Dubovecký",
        "Drevovýroba|Účtovníctvo", "s.r.o.|a.s.", "sk", "+421 2 5555 0NNN|02/5555 0NNN", "info",
    ),
    Country(
        "US", 40, "US|United States|USA", "Madison Tyler Beyoncelle DeShawn",
        "Cottonridge Prairiewood Hudsonvale", "Foods|Analytics|Freight", "LLC|Inc.|Corp.", "com",
        "+1 202 555 01NN|(202) 555-01NN", "info sales",
    ),
)  # fmt: skip
#: Countries where a marketer who knows the law asks for consent first.
_ASKS_CONSENT = frozenset(
    {"AT", "BG", "CA", "CY", "CZ", "DE", "DK", "ES", "HR", "IE", "IT", "LT", "MT", "NL", "PL",
     "RO", "SI"}
)  # fmt: skip

B2B_HEADER = [
    "Email Address", "First Name", "Last Name", "Company", "Account ID", "Country", "Phone",
    "Consent", "Opt-in Time", "Confirm Time", "Relationship", "Opt-out Offered", "Collected By",
    "Email Status", "Balancing Flags", "Unsubscribed", "Last Purchase",
]  # fmt: skip


def main(arguments: Sequence[str]) -> None:
    """Write every sample below the folder given, or beside this script."""
    folder = Path(arguments[0]) if arguments else HERE
    european_b2b(folder / "european-b2b")
    call_campaign(folder / "call-campaign")
    bare_list(folder / "bare-list")
    third_party_list(folder / "third-party-list")
    wrong_file(folder / "wrong-file")
    renewal_notice(folder / "renewal-notice")
    past_sends(folder / "past-sends")


def _chance(seed: int) -> random.Random:
    """The same luck on every run: nothing here is a secret."""
    return random.Random(seed)  # noqa: S311


# --- the samples ---------------------------------------------------------------


def european_b2b(folder: Path) -> None:
    """A marketer's export of a thousand business contacts, with everything that goes wrong."""
    chance = _chance(4711)
    rows: list[Row] = []
    for country in COUNTRIES:
        rows += [_contact(chance, country) for _ in range(round(country.weight * 0.875))]
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
        next(row for row in rows[start:] if row[15] == "" and _domain(row)) for start in (60, 90, 9)
    )
    by_account = next(row for row in rows[500:] if row[4])
    colleague = [*confirmed]
    colleague[0] = f"second.colleague@mail.{_domain(confirmed)}"
    for row, name in ((pending, "Pat"), (refused, "Kim"), (confirmed, "Sam")):
        other = [*row]
        other[0] = f"{name.lower()}.erfunden@{_domain(row)}"
        other[1:3] = [name, "Erfunden"]
        rows.append(other)
    rows.append(colleague)
    rows += _odd_contacts(chance)
    # The same people again, as another export spelled them; one copy opted out.
    copies = [[*row] for row in chance.sample(rows[:800], 14)]
    for number, copy in enumerate(copies):
        copy[0] = copy[0].upper() if number % 2 else f" {copy[0].title()} "
    copies[3][15] = "yes"
    rows += copies
    chance.shuffle(rows)
    bought = _chance(4712)
    for row in rows:
        # Dates of a luck of their own, so that a new column changes no other cell.
        day = datetime(2023, 3, 1) + timedelta(days=bought.randrange(1_350))  # noqa: DTZ001
        known = row[10].lower() in ("customer", "negotiation", "enquiry") and bought.random() < 0.8
        row[16:] = [f"{day:%Y-%m-%d}" if known else ""]

    lines = _csv(rows, B2B_HEADER).splitlines(keepends=True)
    lines.insert(700, "kurz.zeile@abgeschnitten-4713.de,Kurz,Zeile\n")
    lines.append(f"Total,{len(rows)},{',' * (len(B2B_HEADER) - 3)}\n")
    _write(folder / "campaign.csv", "".join(lines))

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
    _write(
        folder / "unsubscribed.csv", _csv(entries, ["Email Address", "Unsubscribed At", "Reason"])
    )
    organisations = [
        [_domain(confirmed), "", "confirmed", "2026-05-04", "letter of the managing director"],
        [_domain(pending), "", "pending", "2026-11-12", "asked by an employee"],
        [_domain(refused), "", "refused", "2026-04-01", "the management wants to stay"],
        ["", by_account[4], "confirmed", "2026-02-11", "by account"],
        ["web.de", "", "confirmed", "2025-09-09", "entered by mistake: one person wrote"],
        ["grosskonzern-nirgendwo-4714.de", "", "confirmed", "2024-12-01", ""],
    ]
    header = ["domain", "account_id", "state", "requested_on", "note"]
    _write(folder / "organisations.csv", _csv(organisations, header))


def call_campaign(folder: Path) -> None:
    """Numbers in five countries, and three registers of which one is too old."""
    chance = _chance(4721)
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
            first, last = _name(chance, country)
            phone = _phone(chance, country)
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
                [_company(chance, country), f"{first} {last}", code, phone, consent, channel, day,
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
    _write(folder / "numbers.csv", _csv(rows, header, delimiter="\t"))

    def register(name: str, own: Sequence[str], seed: int) -> None:
        other = _chance(seed)
        strangers = [f"020 7946 0{other.randrange(1000):03d}" for _ in range(40)]
        lines = [*own, *strangers] if name == "tps" else own
        _write(folder / f"{name}.csv", _csv([[line] for line in lines], ["number"]))

    register("tps", numbers["GB"][::7], 1)
    register("ctps", [*numbers["GB"][3::9], "020 7946 0999"], 2)
    register("bloctel", [*numbers["FR"][1::6], "+33 1 99 00 99 99"], 3)
    register("dncm", [*numbers["BE"][2::7], "+32 2 555 09 99"], 4)
    stopped = [[numbers["GB"][5], "2026-03-01"], [numbers["CZ"][4], "2026-05-20"],
               ["+44 20 7946 0998", "2025-01-01"]]  # fmt: skip
    _write(folder / "asked-us-to-stop.csv", _csv(stopped, ["Number", "Asked On"]))


def bare_list(folder: Path) -> None:
    """What a first-time user has: addresses and names, nothing else."""
    chance = _chance(4731)
    weights = [country.weight for country in COUNTRIES]
    rows = []
    for country in chance.choices(COUNTRIES, weights, k=60):
        full = _contact(chance, country)
        rows.append([full[0], f"{full[1]} {full[2]}".strip()])
    rows += [
        ["hello@wolkenkuckuck-4732.io", ""],
        ["team@nebelbank-4733.com", "Team Nebelbank"],
        ["invented.person.4734@hotmial.com", "Ina Erfunden"],
        ["kein-at-zeichen.de", "Otto Ohne"],
        [rows[0][0].upper(), rows[0][1]],
    ]
    _write(folder / "contacts.csv", _csv(rows, ["email", "name"]))


def third_party_list(folder: Path) -> None:
    """A rented list in German: semicolons, Windows-1252, CRLF, days before months."""
    chance = _chance(4741)
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
            full = _contact(chance, country)
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
    rows = [row for row in rows if all(_in_cp1252(cell) for cell in row)]
    chance.shuffle(rows)
    text = _csv(rows, header, delimiter=";", line_end="\r\n")
    _write(folder / "mietliste.csv", text, encoding="cp1252")
    entries = [[f"werbung.nein.{n}@robinson-eintrag-{4750 + n}.de"] for n in range(40)]
    _write(folder / "robinson.csv", _csv(entries, ["E-Mail"], line_end="\r\n"))


def wrong_file(folder: Path) -> None:
    """The file of the unsubscribed, taken for the list: names as in a mailer's export."""
    chance = _chance(4761)
    header = [
        "Email Address", "First Name", "Last Name", "MEMBER_RATING", "OPTIN_TIME", "CONFIRM_TIME",
        "CC", "UNSUB_TIME", "UNSUB_CAMPAIGN_TITLE", "UNSUB_REASON",
    ]  # fmt: skip
    rows = []
    weights = [country.weight for country in COUNTRIES]
    for at, country in enumerate(chance.choices(COUNTRIES, weights, k=30)):
        full = _contact(chance, country)
        # Unsubscribes that were imported long ago have no time.
        left = ["", "", ""] if at < 6 else [f"2026-0{at % 9 + 1}-11 07:41:0{at % 10}",
                                            "Herbstangebot", "No longer interested"]  # fmt: skip
        rows.append([*full[:3], str(at % 5 + 1), "2021-04-05 10:00:00", "2021-04-05 10:03:00",
                     country.code, *left])  # fmt: skip
    _write(folder / "unsubscribed_members_export.csv", _csv(rows, header))


def renewal_notice(folder: Path) -> None:
    """Whose contract ends soon: a message that the contract itself requires."""
    chance = _chance(4771)
    header = [
        "Email", "Name", "Company", "Country", "Existing Agreement", "Contract End", "Opted Out",
    ]  # fmt: skip
    rows: list[Row] = []
    weights = [country.weight for country in COUNTRIES]
    for at, country in enumerate(chance.choices(COUNTRIES, weights, k=48)):
        full = _contact(chance, country)
        day = datetime(2026, 11, 24) + timedelta(days=chance.randrange(5, 120))  # noqa: DTZ001
        agreement, end = (("yes", f"{day:%Y-%m-%d}"), ("yes", ""), ("", f"{day:%Y-%m-%d}"))[at % 3]
        if at % 12 == 7:
            agreement, end = "no", ""
        if at % 12 == 9:
            agreement, end = "", ""
        if at % 12 == 11:
            agreement, end = "", "2026-03-31"
        rows.append(
            [full[0], f"{full[1]} {full[2]}".strip(), full[3], country.code, agreement, end,
             "yes" if at % 4 == 0 else "no"]
        )  # fmt: skip
    _write(folder / "contracts.csv", _csv(rows, header))


# --- contacts ------------------------------------------------------------------


def past_sends(folder: Path) -> None:
    """Two years of monthly newsletters and calls, date-partitioned, for ``listcheck audit``."""
    chance = _chance(7)
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
        _write(folder / f"sends/date={day}/part-0.csv", _csv(rows, header))
    lines = [[email, str(day)] for email, day in sorted(opted_out.items())]
    _write(folder / "optouts.csv", _csv(lines, ["email", "unsubscribed_at"]))
    numbers = sorted(phone for _, phone, country, _, _ in people if country == "GB")
    # From spring 2024 on nobody got a copy of the registers any more.
    for copy, day in enumerate(("2023-01-02", "2023-04-01", "2023-07-01", "2023-10-02",
                                "2024-01-03")):  # fmt: skip
        tps, ctps = numbers[copy::6], numbers[copy + 3 :: 17]
        _write(folder / f"tps-{day}.csv", _csv([[number] for number in tps], ["number"]))
        _write(folder / f"ctps-{day}.csv", _csv([[number] for number in ctps], ["number"]))


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


def _contact(chance: random.Random, country: Country) -> Row:
    """One usual contact of the large list."""
    first, last = _name(chance, country)
    company = _company(chance, country)
    domain = _company_domain(company, country)
    kind = chance.random()
    if kind < 0.14:
        local, first, last = chance.choice(country.mailboxes.split()), "", ""
    elif kind < 0.80:
        local = f"{_typed(first)}.{_typed(last)}"
    else:
        local = f"{_typed(first)[0]}{_typed(last)}"
    if chance.random() < 0.015:
        local = f"erfunden.{_typed(last or 'niemand')}.{chance.randrange(4000, 5000)}"
        domain = chance.choice(("gmail.com", "web.de", "orange.fr", "libero.it"))
    spelling = chance.choice([*country.spellings.split("|"), country.code, ""])
    phone = _phone(chance, country) if chance.random() < 0.6 else ""
    consent, signed, confirmed = _consent(chance, country)
    relation, offered, collector = _relation(chance, consent)
    account = f"ACC-{chance.randrange(10_000, 99_999)}" if chance.random() < 0.5 else ""
    return [
        f"{local}@{domain}", first.replace("-", " "), last.replace("-", " "), company, account,
        spelling, phone, consent, signed, confirmed, relation, offered, collector,
        chance.choice(("Subscribed", "", "")), "", "no" if chance.random() < 0.2 else "",
    ]  # fmt: skip


def _consent(chance: random.Random, country: Country) -> tuple[str, str, str]:
    """Consent, time of the sign-up, time of the confirmation: mostly where it is needed."""
    draw = chance.random()
    if draw > (0.78 if country.code in _ASKS_CONSENT else 0.2):
        return ("No" if draw > 0.95 else ""), "", ""
    signed = datetime(2021, 2, 1, 8, 12, 5) + timedelta(minutes=chance.randrange(2_900_000))  # noqa: DTZ001
    if signed > datetime(2026, 11, 1):  # noqa: DTZ001
        signed -= timedelta(days=365)
    confirmed = signed + timedelta(minutes=chance.randrange(2, 600))
    if (draw < 0.62 and country.code == "DE") or draw < 0.25:
        return "Double opt-in", f"{signed:%Y-%m-%d %H:%M:%S}", f"{confirmed:%Y-%m-%d %H:%M:%S}"
    return "Opt-in", f"{signed:%Y-%m-%d %H:%M:%S}", ""


def _relation(chance: random.Random, consent: str) -> tuple[str, str, str]:
    """Relationship, opt-out offered, collected by."""
    draw = chance.random()
    if draw < 0.30:
        offered = chance.choice(("yes", "yes", "yes", "no", ""))
        collector = chance.choice((SENDER, SENDER, "", OTHER))
        return chance.choice(("customer", "Customer", "negotiation")), offered, collector
    if draw < 0.45:
        return chance.choice(("enquiry", "prospect")), "", SENDER if consent else ""
    return "", "", ""


def _odd_contacts(chance: random.Random) -> list[Row]:
    """Contacts of which each has one thing wrong."""

    def row(address: str, first: str = "", last: str = "", **cells: str) -> Row:
        known = dict.fromkeys(B2B_HEADER, "") | {
            "Email Address": address, "First Name": first, "Last Name": last, "Country": "GB",
        }  # fmt: skip
        known |= {header.replace("_", " "): cell for header, cell in cells.items()}
        return [known[header] for header in B2B_HEADER]

    late = {"Opt-in Time": "2026-12-24 10:00:00", "Confirm Time": "2026-12-24 10:05:00"}
    number = f"+44 20 7946 0{chance.randrange(1000):03d}"
    return [
        row("", "Ohne", "Adresse", Company="Leerfeld 4780 Ltd"),
        row("   ", "Leer", "Zeichen", Company="Leerfeld 4780 Ltd"),
        [""] * len(B2B_HEADER),
        row("doppel@@klammeraffe-4781.co.uk", "Dot", "Doppel"),
        row("keine.adresse.de", "Kai", "Keine"),
        row("punkt..punkt@zwei-punkte-4782.fr", "Paul", "Punkt", Country="FR"),
        row("leer zeichen@mitten-drin-4783.co.uk", "Lee", "Luecke"),
        row("anna@example.com", "Anna", "Beispiel"),
        row("test@test-4784.invalid", "Tess", "Test"),
        row("vertippt@endung-4785.con", "Con", "Endung"),
        row("erfunden.tipp.4786@gmial.com", "Gina", "Tippfehler"),
        row("erfunden.tipp.4787@hotmial.com", "Hans", "Tippfehler"),
        row("erfunden.tipp.4788@t-onlin.de", "Theo", "Tippfehler", Country="DE",
            Consent="Double opt-in", **{"Opt-in Time": "2024-05-01 09:00:00",
                                        "Confirm Time": "2024-05-01 09:30:00"}),
        row("erfunden.wegwerf.4789@mailinator.com", "Willi", "Wegwerf", Country="FR"),
        row("abuse@musterhoster-nirgendwo-4790.co.uk"),
        row("postmaster@musterhoster-nirgendwo-4790.co.uk"),
        row("noreply@rechnungsversand-4791.fr", Country="FR"),
        row("gewinn.spiel@formel-zelle-4792.co.uk", '=HYPERLINK("https://4792.invalid","hier")'),
        row("unsicht\u200bbar@null-breite-4793.co.uk", "Una", "Unsichtbar"),
        row("Una Breit <una.breit@spitze-klammer-4794.co.uk>", "Una", "Breit"),
        row("mailto:kopiert.link@aus-dem-netz-4795.fr", "Kim", "Kopiert", Country="France"),
        row("jörg.umlaut@umlaut-domäne-4796.de", "Jörg", "Umlaut", Country="DE",
            Consent="Double opt-in", **{"Opt-in Time": "2023-05-01 09:00:00",
                                        "Confirm Time": "2023-05-01 09:30:00"}),
        row("o'hara.erfunden@apostroph-4797.co.uk", "Orla", "O'Hara Erfunden"),
        row("komma@anwaelte-4798.co.uk", "Kit", "Komma",
            Company='Erfunden, Erdacht & "Söhne" 4798 LLP'),
        row("zeilen.umbruch@umbruch-4799.co.uk", "Zoe", "Zeile", Company="Umbruch\n4799 Limited"),
        row("gerundet@tabelle-4770.co.uk", "Tab", "Elle", Phone="4.42079E+11"),
        row("dezimal@tabelle-4771.fr", "Dez", "Imal", Country="FR", Phone="33199001234.0"),
        row("zu.kurz@telefon-4772.co.uk", "Zac", "Kurz", Phone="+44 20 79"),
        row("teuer@telefon-4773.co.uk", "Tea", "Teuer", Phone="+44 909 879 0000"),
        row("grenze@zwei-laender-4774.co.uk", "Gus", "Grenze", Phone="+49 30 23125 017"),
        row("grenze.zwei@zwei-laender-4775.fr", "Guy", "Grenze", Country="FR", Phone=number),
        row("hanako.erfunden@tokio-beispiel-4776.jp", "Hanako", "Erfunden", Country="Japan"),
        row("urs.erfunden@berg-beispiel-4777.ch", "Urs", "Erfunden", Country="Schweiz"),
        row("wo.bin.ich@wolke-nirgendwo-4778.io", "Wo", "Nirgends", Country=""),
        row("wer.weiss@wolke-nirgendwo-4779.com", "Wer", "Weiss", Country="n/a"),
        row("zu.spaet@kalender-4765.it", "Zita", "Spät", Country="Italy", Consent="Opt-in", **late),
        row("zu.spaet@kalender-4766.de", "Zeno", "Spät", Country="DE", Consent="Double opt-in",
            **late),
        row("falsch.herum@kalender-4767.de", "Fee", "Falsch", Country="DE",
            Consent="Double opt-in", **{"Opt-in Time": "2024-05-02 09:00:00",
                                        "Confirm Time": "2024-05-01 09:00:00"}),
        row("nur.wort@kalender-4768.de", "Nia", "Nurwort", Country="DE", Consent="Double opt-in"),
        row("tag.monat@kalender-4769.de", "Tim", "Tag", Country="DE", Consent="Double opt-in",
            **{"Opt-in Time": "03.04.2024 10:00", "Confirm Time": "03.04.2024 11:00"}),
        row("erfunden.konto.4760@web.de", "Wanda", "Webb", Country="GB"),
    ]  # fmt: skip


def _name(chance: random.Random, country: Country) -> tuple[str, str]:
    return chance.choice(country.first.split()), chance.choice(country.last.split())


def _company(chance: random.Random, country: Country) -> str:
    """An invented company: a family name, a number, a trade and a legal form."""
    stem = chance.choice(country.last.split()).replace("-", " ").title()
    form = chance.choice(country.forms.split("|"))
    name = f"{stem} {chance.randrange(4000, 5000)} {chance.choice(country.trades.split('|'))}"
    return f"{name} {form}".strip()


def _company_domain(company: str, country: Country) -> str:
    words = company.split()
    number = next(at for at, word in enumerate(words) if word.isdigit())
    stem = "".join(_typed(word) for word in words[:number])
    return f"{stem}-{_typed(words[number + 1])}-{words[number]}.{country.suffix}"


def _phone(chance: random.Random, country: Country) -> str:
    pattern = chance.choice(country.phones.split("|"))
    return "".join(str(chance.randrange(10)) if sign == "N" else sign for sign in pattern)


def _typed(text: str) -> str:
    """Text as it stands in an address: lower case, ASCII letters and digits."""
    if any(sign in "äöüÄÖÜ" for sign in text) and "ı" not in text:
        text = text.translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe",
                                             "Ü": "Ue"}))  # fmt: skip
    # Marks go first: the table knows base letters only.
    plain = unicodedata.normalize("NFKD", text.lower().translate(_TYPED))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign)).translate(_TYPED)
    return "".join(sign for sign in plain if sign.isascii() and sign.isalnum())


def _domain(row: Row) -> str:
    """The company's own domain of a contact; empty for a free-mail address."""
    domain = row[0].partition("@")[2]
    return domain if any(sign.isdigit() for sign in domain) else ""


# --- files ---------------------------------------------------------------------


def _csv(rows: Sequence[Row], header: Row, *, delimiter: str = ",", line_end: str = "\n") -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=line_end)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def _write(path: Path, text: str, encoding: str = "utf-8") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))


def _in_cp1252(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


if __name__ == "__main__":
    main(sys.argv[1:])
