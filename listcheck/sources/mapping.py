"""Which column of a list is which field: by header, or as the configuration says.

Headers are compared without case, accents, spaces and punctuation, so "E-Mail
Address", "email_address" and "EMAIL ADDRESS" are one.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

import polars as pl

from listcheck import columns as c
from listcheck.errors import UsageProblem

#: Field to headers that name it, likeliest first, folded as in :func:`folded`.
ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "email": (
        "email", "emailaddress", "mail", "emailaddr", "workemail", "businessemail", "email1",
        "primaryemail", "subscriber", "recipient", "mailadresse", "emailadresse", "adressemail",
        "adresseemail", "courriel", "adresseelectronique", "correo", "correoelectronico",
        "direcciondecorreo", "indirizzoemail", "postaelettronica", "mailadres", "emailadres",
        "adresemail", "adresemailowy", "personemailwork", "email1value", "address",
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
    ),
    "first_name": (
        "firstname", "givenname", "forename", "fname", "vorname", "prenom", "nombre", "nome",
        "voornaam", "imie",
    ),
    "last_name": (
        "lastname", "surname", "familyname", "lname", "nachname", "nom", "nomdefamille", "apellido",
        "apellidos", "cognome", "achternaam", "nazwisko",
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
    ),
    "optin_time": ("optintime", "optinat", "optedinat", "signuptime", "signupdate"),
    "optin_ip": ("optinip",),
    "confirm_time": ("confirmtime", "confirmedat", "confirmationtime", "confirmed"),
    "confirm_ip": ("confirmip", "confirmationip"),
    "consent_last_used": ("consentlastused",),
    "relationship": ("relationship", "customerstatus", "beziehung"),
    "relationship_date": ("relationshipdate", "lastpurchase", "lastorderdate", "lastpurchasedate"),
    "contract_end": ("contractend", "contractenddate"),
    "collected_by": ("collectedby", "dataowner"),
    "optout_offered": ("optoutoffered",),
    "notice_date": ("noticedate", "privacynoticedate"),
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
    "channel": ("channel",),
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


_LOOKS_OPTED_OUT: Final = re.compile(
    r"opt(?:ed)?out|unsub|widerspr|sperr|abmeld|abbestell|desinscr|desabonn|baja|wypis|donot|"
    r"uitschrij|afmeld|disiscri|blacklist|blocklist|suppress|erased|objection|subscribed"
)


@dataclass(frozen=True)
class ColumnMap:
    """Field to position of its column, for one file."""

    positions: Mapping[str, int]
    headers: tuple[str, ...]
    #: Positions of further opt-out columns: any that says yes counts.
    more_opt_outs: tuple[int, ...] = ()

    @property
    def columns(self) -> dict[str, str]:
        """Field to header, in the fields' own order."""
        return {field: self.headers[at] for field, at in self.positions.items()}

    @property
    def unmapped(self) -> list[str]:
        """Headers that are no field; they are carried along unchanged."""
        used = {*self.positions.values(), *self.more_opt_outs}
        return [header for at, header in enumerate(self.headers) if at not in used]


def folded(header: str) -> str:
    """A header as it is compared: lower case, letters and digits only, no accents."""
    decomposed = unicodedata.normalize("NFKD", header.casefold().replace("ß", "ss"))
    return "".join(sign for sign in decomposed if sign.isalnum())


def map_columns(headers: Sequence[str], declared: Mapping[str, str], where: str) -> ColumnMap:
    """Find the fields of a list.

    Args:
        headers: the list's headers, in order.
        declared: fields that the configuration maps to a header.
        where: the file's name, for messages.

    Raises:
        UsageProblem: a declared header is not in the list, or stands there twice.
    """
    positions: dict[str, int] = {}
    for field, header in declared.items():
        found = [at for at, name in enumerate(headers) if name.strip() == header.strip()]
        if len(found) != 1:
            near = difflib.get_close_matches(header, headers, n=1, cutoff=0.4)
            hint = f"; did you mean {near[0]!r}?" if near and not found else ""
            problem = "stands there twice" if found else "is not in the list"
            raise UsageProblem(f"[columns] {field} = {header!r}: {problem} ({where}){hint}")
        positions[field] = found[0]
    taken = set(positions.values())
    keys = [folded(header) for header in headers]
    for field, aliases in ALIASES.items():
        if field in positions:
            continue
        for alias in aliases:
            if alias == "subscriber" and field == "email" and _has_phone(keys):
                continue
            at = next((i for i, key in enumerate(keys) if key == alias and i not in taken), None)
            if at is not None:
                positions[field] = at
                taken.add(at)
                break
    ordered = {field: positions[field] for field in c.FIELDS if field in positions}
    more = [at for at, key in enumerate(keys) if key in ALIASES["opted_out"] and at not in taken]
    room = len(c.OPT_OUT_FIELDS) - 1
    if len(more) > room:
        raise UsageProblem(
            f"{where}: has more than {room + 1} opt-out columns; merge them into one"
        )
    return ColumnMap(ordered, tuple(headers), tuple(more))


def _has_phone(keys: Sequence[str]) -> bool:
    """Whether a list has numbers: then its column of subscribers need not be the addresses."""
    return any(key in ALIASES["phone"] for key in keys)


def with_fields(frame: pl.LazyFrame, mapping: ColumnMap) -> pl.LazyFrame:
    """The list's cells under ``list.<field>``; fields that the list lacks are null.

    Keeps ``row`` and drops the positional columns, which only the writers need.
    """
    fields = [
        _blank_as_null(pl.col(f"c{mapping.positions[field]}")).alias(c.cell(field))
        if field in mapping.positions
        else pl.lit(None, dtype=pl.String).alias(c.cell(field))
        for field in c.FIELDS
    ]
    further = [_blank_as_null(pl.col(f"c{at}")) for at in mapping.more_opt_outs] + [
        pl.lit(None, dtype=pl.String)
    ] * (len(c.OPT_OUT_FIELDS) - 1 - len(mapping.more_opt_outs))
    more = [
        cells.alias(c.cell(name)) for name, cells in zip(c.OPT_OUT_FIELDS[1:], further, strict=True)
    ]
    return frame.select(c.ROW.expr, *fields, *more)


def overlooked_opt_outs(mapping: ColumnMap) -> list[str]:
    """Unmapped headers that look as if they carried opt-outs."""
    return [header for header in mapping.unmapped if _LOOKS_OPTED_OUT.search(folded(header))]


def _blank_as_null(text: pl.Expr) -> pl.Expr:
    return pl.when(text.str.strip_chars() != "").then(text)


def looks_like_opt_outs(name: str, headers: Sequence[str]) -> bool:
    """Whether a file says that it is an export of opted-out or undeliverable people."""
    stem = PurePath(name).name.casefold()
    return bool(_WRONG_NAME.search(stem)) or any(
        folded(header) in _WRONG_HEADERS for header in headers
    )
