"""Headers that name a field, in the languages that listcheck reads.

Headers are compared without case, accents, spaces and punctuation, so "E-Mail
Address", "email_address" and "EMAIL ADDRESS" are one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from listcheck.vocabulary import folded

#: Field to headers that name it, likeliest first, folded as in :func:`listcheck.vocabulary.folded`.
ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "email": (
        "email", "emailaddress", "mail", "emailaddr", "workemail", "businessemail", "email1",
        "primaryemail", "subscriber", "recipient", "mailadresse", "emailadresse", "adressemail",
        "adresseemail", "courriel", "adresseelectronique", "correo", "correoelectronico",
        "direcciondecorreo", "indirizzoemail", "postaelettronica", "mailadres", "emailadres",
        "adresemail", "adresemailowy", "personemailwork", "email1value", "mailaddress", "address",
    ),
    "phone": (
        "phone", "phonenumber", "telephone", "telephonenumber", "tel", "mobile", "mobilephone",
        "mobilenumber", "workphone", "businessphone", "phone1value", "telefon", "telefonnummer",
        "rufnummer", "handy", "mobil", "telefono", "movil", "numerodetelefono", "numerotelefono",
        "cellulare", "telefoon", "telefoonnummer", "numertelefonu", "portable", "number", "msisdn",
    ),
    "country": (
        "country", "countrycode", "countryregion", "businesscountryregion", "mailingcountry",
        "land", "laendercode", "pays", "pais", "paese", "nazione", "kraj", "countryiso",
        "zeme", "krajina", "drzava", "maa", "riik", "orszag", "salis", "valsts", "tara", "pajjiz",
        "tir", "ulke", "χωρα", "държава", "страна", "landregion", "paysregion", "paisregion",
        "paeseareageografica", "krajregion", "landcode", "landerkode", "codepays", "codigopais",
        "codigodepais", "codicepaese", "kodkraju",
    ),
    "first_name": (
        "firstname", "givenname", "forename", "fname", "vorname", "prenom", "nombre", "nome",
        "voornaam", "imie", "jmeno", "krestnijmeno", "meno", "krstnemeno", "fornavn", "fornamn",
        "etunimi", "eesnimi", "keresztnev", "utonev", "vardas", "vards", "ime", "isem", "prenume",
        "primeironome", "nombredepila", "ceadainm", "virnumm", "adi", "ονομα", "μικροονομα", "име",
        "собственоиме",
    ),
    "last_name": (
        "lastname", "surname", "familyname", "lname", "nachname", "nom", "nomdefamille", "apellido",
        "apellidos", "cognome", "achternaam", "nazwisko",
        "prijmeni", "priezvisko", "prezime", "priimek", "efternavn", "etternavn", "efternamn",
        "sukunimi", "perekonnanimi", "vezeteknev", "csaladnev", "pavarde", "uzvards", "kunjom",
        "nume", "numedefamilie", "apelido", "apelidos", "sobrenome", "ultimonome", "sloinne",
        "familljennumm", "soyad", "soyadi", "επωνυμο", "фамилия", "фамилноиме",
    ),
    "company": (
        "company", "companyname", "organisation", "organization", "organizationname",
        "organisationname", "account", "accountname", "employer", "firma", "unternehmen",
        "entreprise", "societe", "empresa", "azienda", "societa", "bedrijf", "bedrijfsnaam",
    ),
    "account_id": ("accountid", "companyid", "organisationid", "organizationid", "kundennummer"),
    "party": ("party", "datasource", "listparty"),
    # Where no other header names the addresses, "Subscriber" does: see email.
    "subscriber": ("subscriber", "subscriberkind", "subscribertype", "contacttype", "b2bb2c"),
    "address_kind": ("addresskind", "addresstype", "emailtype"),
    "opted_out": (
        "optedout", "optout", "emailoptout", "hasoptedoutofemail", "unsubscribed",
        "unsubscribedfromallemail", "donotemail", "donotcontact", "donotcall", "emailblacklisted",
        "unsubscribe", "abgemeldet", "desinscrit", "desabonne", "baja", "disiscritto",
        "uitgeschreven", "wypisany", "isunsubscribed", "optoutemail", "dnc", "suppressed",
        "blacklist", "blacklisted", "blocklisted", "donotsms", "nobulkemailsuseroptout",
        "widerspruch", "werbewiderspruch", "werbesperre", "sperrvermerk", "keinnewsletter",
        "newsletterabbestellt", "abbestellt", "desinscription", "opposition", "nepascontacter",
        "noenviar", "bajadelista", "rezygnacja", "afgemeld", "nomail", "keinewerbung",
    ),
    "opted_out_at": (
        "optedoutat", "optoutdate", "unsubscribedat", "unsubtime", "unsubscribetime",
        "unsubscribeddate", "unsubscribedon", "abgemeldetam", "unsubscribedate", "abmeldedatum",
        "abmeldungam", "abmeldezeitpunkt", "widersprucham", "widerspruchvom", "widerspruchsdatum",
        "dateopposition", "datededesinscription", "datedesinscription", "datededesabonnement",
        "fechadebaja", "fechabaja", "datadisiscrizione", "datacancellazione", "afmelddatum",
        "datumafmelding", "uitgeschrevenop", "datarezygnacji", "datawypisania", "optedouton",
        "optouttime", "optouttimestamp",
    ),
    "status": (
        "status", "subscriptionstatus", "emailstatus", "subscriberstatus", "personmarketingstatus",
        "statut", "estado", "stato",
    ),
    "consent": (
        "consent", "emailconsent", "marketingconsent", "optin", "emailoptin", "permission",
        "emailpermissionstatus", "einwilligung", "consentement", "consentimiento", "consenso",
        "toestemming", "zgoda", "persondoubleoptin",
    ),
    "consent_channel": ("consentchannel", "consentchannels"),
    "consent_date": (
        "consentdate", "consentat", "consenttimestamp", "dateofconsent", "einwilligungsdatum",
        "einwilligungam", "einwilligungvom", "datumdereinwilligung", "dateduconsentement",
        "dateconsentement", "fechadeconsentimiento", "fechaconsentimiento", "datadelconsenso",
        "dataconsenso", "datumtoestemming", "toestemmingsdatum", "datazgody", "datawyrazeniazgody",
    ),
    "optin_time": (
        "optintime", "optinat", "optedinat", "signuptime", "signupdate", "anmeldungam",
        "anmeldedatum", "anmeldezeitpunkt", "anmeldezeit", "angemeldetam", "dateinscription",
        "datedinscription", "fechadealta", "fechaalta", "fechadesuscripcion", "datadiiscrizione",
        "dataiscrizione", "aanmelddatum", "aangemeldop", "datazapisu", "optindate",
        "optintimestamp",
    ),
    "optin_ip": (
        "optinip", "anmeldeip", "ipanmeldung", "signupip", "ipinscription",
    ),
    "confirm_time": (
        "confirmtime", "confirmedat", "confirmationtime", "confirmed", "bestatigtam",
        "bestaetigtam", "bestatigung", "bestatigungszeitpunkt", "confirmationdate",
        "datedeconfirmation", "dateconfirmation", "fechadeconfirmacion", "datadiconferma",
        "datadellaconferma", "bevestigdop", "datapotwierdzenia", "doubleoptindate",
    ),
    "confirm_ip": (
        "confirmip", "confirmationip", "bestatigungsip", "ipbestatigung", "ipconfirmation",
    ),
    "consent_last_used": ("consentlastused",),
    "relationship": (
        "relationship", "customerstatus", "beziehung", "kundenstatus", "kundenbeziehung",
        "relationclient", "relacion", "rapporto", "klantrelatie", "relacja",
    ),
    "relationship_date": (
        "relationshipdate", "lastpurchase", "lastorderdate", "lastpurchasedate", "letzterkauf",
        "letztebestellung", "letzterkaufam", "letztebestellungam", "dernierachat",
        "dernierecommande", "datedernierachat", "datedudernierachat", "ultimacompra",
        "fechaultimacompra", "ultimopedido", "ultimoacquisto", "dataultimoacquisto", "ultimoordine",
        "laatsteaankoop", "laatstebestelling", "ostatnizakup", "dataostatniegozakupu",
        "ostatniezamowienie",
    ),
    "contract_end": (
        "contractend", "contractenddate", "vertragsende", "vertragsendeam", "vertragbis",
        "endedesvertrags", "findecontrat", "datefincontrat", "findecontrato", "fechafincontrato",
        "finecontratto", "datafinecontratto", "scadenzacontratto", "eindecontract",
        "einddatumcontract", "koniecumowy", "datakoncaumowy",
    ),
    "collected_by": ("collectedby", "dataowner"),
    "optout_offered": ("optoutoffered",),
    "notice_date": (
        "noticedate", "privacynoticedate", "informiertam", "datenschutzhinweisam",
    ),
    "current_customer": ("currentcustomer",),
    "proactively_buying": ("proactivelybuying",),
    "receptive": ("receptive",),
    "existing_agreement": ("existingagreement",),
    "number_source": ("numbersource",),
    "published_business_contact": ("publishedbusinesscontact",),
    "line_is_switchboard": ("lineisswitchboard", "switchboard"),
    "balancing_flags": ("balancingflags", "balancingflag"),
    "send_time": ("sendtime", "sentat", "senttime"),
    "campaign": ("campaign", "campaignname"),
    "channel": (
        "channel", "kanal", "canal", "canale", "kanaal",
    ),
    "sender": ("sender", "sentby"),
}  # fmt: skip

#: Names of exports that hold people who must not be mailed. Our own lists are called
#: ``clean`` and ``held``, which is neither.
_WRONG_NAME: Final = re.compile(
    r"(?:^|[^a-z])(?:unsubscribe[ds]?|unsubs?|cleaned|suppress(?:ed|ions?)?|bounce[sd]?|bounced|"
    r"opt[-_ ]?outs?|opted[-_ ]?out|blacklist(?:ed)?|blocklist(?:ed)?|do[-_ ]?not[-_ ]?"
    r"(?:contact|mail|e?-?mail|call)|spam[-_ ]?(?:reports?|complaints?))(?:[^a-z]|$)"
)
_WRONG_HEADERS: Final = frozenset(
    {"unsubtime", "unsubcampaigntitle", "unsubreason", "cleantime", "cleancampaigntitle",
     "suppressionreason"}
)  # fmt: skip


def looks_like_opt_outs(name: str, headers: Sequence[str]) -> bool:
    """Whether a file says that it is an export of opted-out or undeliverable people."""
    stem = PurePath(name).name.casefold()
    return bool(_WRONG_NAME.search(stem)) or any(
        folded(header) in _WRONG_HEADERS for header in headers
    )
