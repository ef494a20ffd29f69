"""Which columns of a source hold telephone numbers, and which digits mean something else.

Every column of a source is looked at for people, since nobody tells which one holds them. But a
moment in seconds since 1970 reads as a British number, a record's id as a Danish one. So a column
whose header names a moment, an id, an amount or a postal code, and whose cells look like it, holds
no numbers. An opt-out too many costs less than one too few: what is in doubt is read as numbers,
and so is everything where nothing else in a source could name its people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Literal

import polars as pl

from listcheck.core.part import Part
from listcheck.core.several_headers import is_one_of_several
from listcheck.suppression.cell_keys import numberish
from listcheck.vocabulary import folded

Kind = Literal["number", "moment", "other"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: All words are folded: lower case, without accents. Within a word they mean a telephone.
_PHONE_STEMS: Final = _words(
    "phone telefon telemov telefoon telephon teleph puhelin mobil msisdn handy handynr whatsapp "
    "cellular  celular cellul rufn durchwahl festnetz landline movil portable komork kannykk "
    "mobitel talrun  τηλεφων κινητ телефон мобил"
)
_PHONE_WORDS: Final = _words("tel cell gsm sms fax telefax fon fono fijo fisso fixe vast")
#: Ids that are numbers all the same.
_WHOLE_NUMBERS: Final = _words("waid whatsappid")
#: Alone they name numbers of telephones, behind another noun its own: "Order number".
_NUMBER_WORDS: Final = _words(
    "number numbers no nr num nummer nummern numero numeros numer numery nro numar broj cislo szam "
    "αριθμος номер numeris numurs stevilka"
)
#: Words of a moment. Some mean other things as well ("data"): the cells must look like it.
_MOMENT_WORDS: Final = _words(
    "time timestamp ts date datetime day at on since until epoch unix utc created updated "
    "modified  added received occurred expires expiry sent delivered opened clicked bounced "
    "joined  registered confirmed verified seen login unsub unsubscribed unsubscribe optout "
    "optedout opted  suppressed blocked complained subscribed signup "
    # German, French, Spanish, Italian, Dutch
    "zeit zeitpunkt zeitstempel uhrzeit datum tag erstellt geandert angelegt abgemeldet am  heure "
    "horodatage jour cree fecha hora marca dia creado ora orario giorno creato  tijd tijdstip "
    "tijdstempel dag aangemaakt "
    # Polish, Portuguese, Swedish, Danish, Norwegian, Finnish
    "data czas godzina znacznik utworzono carimbo criado tid tidsstampel skapad dato tidspunkt "
    "tidsstempel oprettet opprettet paiva paivamaara aika aikaleima luotu "
    # Czech, Slovak, Hungarian, Romanian, Slovenian, Croatian
    "cas razitko vytvoreno vytvorene peciatka ido idopont idobelyeg letrehozva timp creat "
    "ustvarjeno vrijeme stvoreno "
    # Bulgarian, Greek, Estonian, Latvian, Lithuanian
    "дата час време създаден ημερομηνια ωρα χρονος kuupaev aeg ajatempel loodud datums laiks "
    "izveidots laikas sukurta"
)
_MOMENT_ENDINGS: Final = (
    "timestamp",
    "datetime",
    "datum",
    "zeitpunkt",
    "zeitstempel",
    "date",
    "dato",
)
#: Words of ids, amounts, counts, codes, postal codes and network addresses.
_OTHER_WORDS: Final = _words(
    "id ids uid uuid guid ref reference sku vin iban bic isbn ean gtin vat tax ssn order orders "
    "ip ipv4 ipaddress code codes zip zip4 zipcode postcode postal plz postleitzahl  amount sum "
    "total price cost revenue spend spent balance count counts quantity qty score  points rank "
    "rating latitude longitude lat lng lon size bytes duration seconds minutes age  year month "
    "birthday dob version hits opens clicks "
    # German
    "betrag summe preis umsatz anzahl menge saldo punkte dauer jahr alter kennung schlussel  ust "
    "steuer "
    # French, Spanish, Italian
    "identifiant montant somme prix quantite solde duree annee postaux identificador  importe "
    "cantidad precio monto codigo duracion ano importo prezzo quantita codice cap  fatturato "
    "durata anno "
    # Dutch, Polish, Portuguese
    "bedrag prijs aantal omzet duur jaar kwota cena ilosc suma liczba kod rok preco  quantidade "
    "cep cp duracao "
    # Swedish, Danish, Norwegian, Finnish
    "belopp pris antal postnummer postnr belob beløb beløp belop antall summa maara hinta "
    "lukumaara koodi  postinumero tunniste tunnus "
    # Czech, Slovak, Hungarian, Romanian
    "castka pocet psc osszeg darab mennyiseg iranyitoszam irsz azonosito pret  cantitate cod "
    # Bulgarian, Greek, Estonian, Latvian, Lithuanian, Slovenian, Croatian
    "сума цена брой код ид ποσο τιμη πληθος κωδικος κωδικας hind kogus postiindeks  skaits kods "
    "kaina kiekis kodas znesek koda iznos cijena kolicina  identifikator"
)
#: What "number" may follow, or "nummer" end with, and is no telephone.
_NUMBERED: Final = _words(
    "order customer client invoice account contract ticket case card policy house record row line "
    "serial batch message campaign list tracking parcel item article employee student tax receipt "
    "transaction payment loyalty booking reservation voucher bank vat registration passport kunde "
    "kunden bestell bestellung rechnung rechnungs auftrag auftrags mitglied mitglieds vertrag "
    "vertrags konto haus steuer artikel liefer beleg debitor debitoren personal projekt vorgangs "
    "sendungs karten post klant klanten bestel factuur rekening huis kund faktura fakturor medlem "
    "ordre medlems commande facture compte contrat pedido factura cliente cuenta contrato ordine "
    "fattura conto contratto zamowienia faktury klienta umowy konta objednavky zakaznika"
)
#: Somebody's number after all: "Customer contact no".
_CONTACT: Final = _words("contact contacts kontakt contacto contatto contato")
_NUMBER_ENDING: Final = re.compile(r"^(.+?)(?:nummern?|nummer|nr|nummeret|numer|number)$")
#: A column that holds something else even without a header that says so.
_SHAPES: Final = (
    # Milliseconds or microseconds since 1970.
    r"^(?:9[789]|1[0-9]{2}|2[012][0-9])[0-9]{10}(?:[0-9]{3})?$",
    # An amount with cents; two of four digits and more are no area code.
    r"^-?[0-9]{4,}[.,][0-9]{1,2}$",
    r"^-?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]{2}$|^-?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{2}$",
    # A postal code of the United States with its four digits.
    r"^[0-9]{5}-[0-9]{4}$",
)
#: Four groups of an address of the network; 20.12.34.56 is a Danish number.
_NETWORK: Final = r"^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\.|$)){4}$"
_PAIRS: Final = r"^[0-9]{2}(?:\.[0-9]{2}){3}$"
#: Moments of 2001 to 2040 as programs count them, as days of a spreadsheet, or written together.
_MOMENTS: Final = (
    r"^(?:97[89][0-9]{6}|9[89][0-9]{7}|1[0-9]{9}|2[01][0-9]{8}|220[0-9]{7})(?:[0-9]{3}){0,2}"
    r"(?:\.[0-9]*)?$"
    r"|^(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[0-9]{4}|[0-9]{6})?$"
    r"|^[0-9]{5}[.,][0-9]+$"
    r"|^(?:[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}|[0-9]{1,2}[-./][0-9]{1,2}[-./](?:[0-9]{2}){1,2})"
    r"(?:[ T,].*)?$"
)
_INTERNATIONAL: Final = r"^\W*\+"
#: So many of a column's cells decide what it holds.
_MOST: Final = 0.95
_HALF: Final = 0.5


def kind_of(header: str) -> Kind | None:
    """What a header says of the digits below it; None: nothing."""
    key = folded(header)
    words = [folded(word) for word in re.findall(r"[^\W\d_]+|\d+", _spaced(header))]
    words = [word for word in words if word and not word.isdecimal()]
    if not words:
        return None
    if key in _WHOLE_NUMBERS:
        return "number"
    last = _of_word(words[-1])
    if is_one_of_several("phone", key) or any(map(_of_phones, words)):
        # "Phone type code" and "date de téléphone" speak about numbers and hold none.
        about = last or (_of_word(words[0]) if _of_word(words[0]) == "moment" else None)
        return about or "number"
    if words[-1] in _NUMBER_WORDS or words[0] in _NUMBER_WORDS:
        is_other = _CONTACT.isdisjoint(words) and not _NUMBERED.isdisjoint(words)
        return "other" if is_other else "number"
    if is_one_of_several("email", key):
        return None
    kinds = {_of_word(word) for word in words}
    return last or ("other" if "other" in kinds else "moment" if "moment" in kinds else None)


def _spaced(header: str) -> str:
    """The header with a space before each capital within a word: ``createdAt``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", header)


def _of_phones(word: str) -> bool:
    return word in _PHONE_WORDS or any(stem in word for stem in _PHONE_STEMS)


def _of_word(word: str) -> Kind | None:
    if _of_phones(word):
        return None
    if word in _OTHER_WORDS:
        return "other"
    numbered = _NUMBER_ENDING.match(word)
    if numbered and numbered[1] in _NUMBERED:
        return "other"
    if word in _MOMENT_WORDS or word.endswith(_MOMENT_ENDINGS):
        return "moment"
    return None


def without_numbers(part: Part, cells: pl.DataFrame, columns: Iterable[str]) -> frozenset[str]:
    """Those of the columns (``c0`` …) whose digits are no telephone numbers."""
    return frozenset(
        name for name in columns if _is_other(kind_of(part.headers[int(name[1:])]), cells[name])
    )


def named_for_people(part: Part, cells: pl.DataFrame) -> list[str]:
    """The columns whose header names addresses or numbers and that are not blank."""
    return [
        name
        for name in cells.columns
        if (kind_of(part.headers[int(name[1:])]) == "number"
            or is_one_of_several("email", folded(part.headers[int(name[1:])])))
        and (cells[name].str.strip_chars() != "").any()
    ]  # fmt: skip


def _is_other(kind: Kind | None, cells: pl.Series) -> bool:
    """Whether a column of that kind of header holds digits that are no telephone numbers."""
    if kind == "number":
        return False
    digits = numberish(cells).drop_nulls().str.strip_chars()
    if digits.is_empty() or _share(digits, _INTERNATIONAL) >= _HALF:
        return False
    if kind == "other":
        return True
    if kind == "moment":
        return _share(digits, _MOMENTS) >= _MOST
    if any(_share(digits, shape) >= _MOST for shape in _SHAPES):
        return True
    return _share(digits, _NETWORK) >= _MOST and _share(digits, _PAIRS) < _MOST


def _share(cells: pl.Series, pattern: str) -> float:
    return float(cells.str.contains(pattern).mean() or 0.0)  # type: ignore[arg-type]  # of booleans
