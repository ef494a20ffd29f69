"""Contacts of which each has one thing wrong."""

from __future__ import annotations

import random

from samples.make.contacts import HEADER
from samples.make.files import Row


def odd_contacts(chance: random.Random) -> list[Row]:
    """Contacts of which each has one thing wrong."""

    def row(address: str, first: str = "", last: str = "", **cells: str) -> Row:
        known = dict.fromkeys(HEADER, "") | {
            "Email Address": address, "First Name": first, "Last Name": last, "Country": "GB",
        }  # fmt: skip
        known |= {header.replace("_", " "): cell for header, cell in cells.items()}
        return [known[header] for header in HEADER]

    late = {"Opt-in Time": "2026-12-24 10:00:00", "Confirm Time": "2026-12-24 10:05:00"}
    number = f"+44 20 7946 0{chance.randrange(1000):03d}"
    return [
        row("", "Ohne", "Adresse", Company="Leerfeld 4780 Ltd"),
        row("   ", "Leer", "Zeichen", Company="Leerfeld 4780 Ltd"),
        [""] * len(HEADER),
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
