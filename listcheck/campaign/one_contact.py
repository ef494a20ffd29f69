"""How one contact is read, and why: the same stages as a list's, on one record."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from listcheck.campaign.options import contact_options
from listcheck.config.settings import Settings
from listcheck.contacts import ContactOptions, Mailboxes, refusal, with_contacts
from listcheck.core import columns as c
from listcheck.core.errors import InputProblem
from listcheck.mapping import map_columns, with_fields
from listcheck.policy import load_rules

#: Four digits in a row, or what a spreadsheet makes of more.
_NUMBER: Final = re.compile(r"[0-9]{4}|^[+]?[0-9]+[eE][+]?[0-9]+$")
_PHONE_WORDS: Final = {
    "missing": "no number was given",
    "invalid": "libphonenumber finds no number of that country's plan in it",
    "damaged": "a spreadsheet rounded it, gave it decimals or failed on it",
    "country_unknown": "without a country code, and no country tells how to read it",
}
_EMAIL_WORDS: Final = {
    "missing": "no address was given",
    "undeliverable": "reserved for other uses, or there is no such suffix",
}


@dataclass(frozen=True)
class ContactFact:
    """One thing that listcheck reads from a contact: its column, the value, the reason."""

    name: str
    value: str | bool | None
    why: str


def fields_of(text: str) -> dict[str, str]:
    """The fields of one contact from lines: ``field = value``, or a bare address or number.

    Raises:
        InputProblem: nothing was given, a field is unknown, or a line is neither.
    """
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        name, equals, value = line.partition("=")
        if not line.strip():
            continue
        if equals and name.strip().casefold() in c.FIELDS:
            found[name.strip().casefold()] = value.strip()
        elif "@" in line and "email" not in found:
            found["email"] = line.strip()
        elif _NUMBER.search(re.sub(r"[\s()./-]", "", line)) and "phone" not in found:
            found["phone"] = line.strip()
        else:
            # The line itself is not repeated: it may be somebody's data.
            raise InputProblem(
                f"standard input, line {number}: is neither an address, a number nor 'field = "
                f"value'; fields are {', '.join(c.FIELDS)}"
            )
    if not found:
        raise InputProblem(
            "standard input: is empty; expected an address, a number, or lines such as "
            "email = info@example.com"
        )
    return found


def read_contact(fields: Mapping[str, str], settings: Settings) -> list[ContactFact]:
    """What listcheck understands of one contact, in the order in which it works.

    Args:
        fields: the contact's cells by field.
        settings: country and channel, as for a check; the rules folder.
    """
    channel = settings.channel or ("email" if "email" in fields else "call")
    options = contact_options(load_rules(settings.rules), settings, channel)
    cells = {f"c{at}": [fields.get(name) or None] for at, name in enumerate(c.FIELDS)}
    mapping = map_columns(list(c.FIELDS), {name: name for name in c.FIELDS}, "standard input")
    frame = with_fields(
        pl.LazyFrame({"row": [1], **cells}, schema_overrides=dict.fromkeys(cells, pl.String)),
        mapping.for_channel(channel, settings.purpose),
    ).with_columns(pl.lit(settings.send_date, dtype=pl.Date).alias(c.SEND_DATE.name))
    row = with_contacts(frame, options).collect().row(0, named=True)
    told = _email(row, fields) if "email" in fields else []
    told += _phone(row, fields) if "phone" in fields else []
    return [*told, *_who(row, fields, options)]


def _email(row: Mapping[str, Any], fields: Mapping[str, str]) -> list[ContactFact]:
    given, address = fields["email"], row[c.EMAIL.name]
    problem = row[c.EMAIL_PROBLEM.name]
    if address is None:
        why = _EMAIL_WORDS.get(problem) or f"email-validator: {refusal(given)}"
        return [ContactFact(c.EMAIL.name, None, why)]
    changed = "as given" if address == given else "without what stood around it, in lower case"
    told = [ContactFact(c.EMAIL.name, address, changed)]
    told.append(
        ContactFact(
            c.EMAIL_OK.name,
            row[c.EMAIL_OK.name],
            _EMAIL_WORDS.get(problem, "valid by email-validator's rules, its suffix exists"),
        )
    )
    told.append(
        ContactFact(
            c.REGISTRABLE_DOMAIN.name,
            row[c.REGISTRABLE_DOMAIN.name],
            "the domain under its public suffix",
        )
    )
    if row[c.TYPO_OF.name]:
        told.append(ContactFact(c.TYPO_OF.name, row[c.TYPO_OF.name], "a usual typing error"))
    for column, why in (
        (c.DISPOSABLE, "the domain hands out throw-away addresses"),
        (c.CONSUMER_MAILBOX, "the domain is a free-mail or access provider's"),
        (c.NEVER_MARKET, "a mailbox never to market to (abuse, postmaster, no-reply …)"),
    ):
        if row[column.name]:
            told.append(ContactFact(column.name, True, why))
    return told


def _phone(row: Mapping[str, Any], fields: Mapping[str, str]) -> list[ContactFact]:
    number, problem = row[c.PHONE.name], row[c.PHONE_PROBLEM.name]
    if number is None:
        return [ContactFact(c.PHONE.name, None, _PHONE_WORDS.get(problem, str(problem)))]
    hint = row[c.REGION_HINT.name]
    international = fields["phone"].lstrip(" ('\"").startswith(("+", "00", "tel:+"))
    why = "it has its country code" if international else f"read as a number of {hint}"
    return [
        ContactFact(c.PHONE.name, number, why),
        ContactFact(c.PHONE_TYPE.name, row[c.PHONE_TYPE.name], "by libphonenumber's metadata"),
    ]


def _who(
    row: Mapping[str, Any], fields: Mapping[str, str], options: ContactOptions
) -> list[ContactFact]:
    sources = {
        "column": "the list's own column says so",
        "phone": "the number's country code",
        "address": "the address's country suffix",
        "default": "--country",
        "mailbox": "the mailbox is a consumer's",
        "company": "the legal form in the company's name",
        "domain": "any other business domain ([policy] business_domain)",
        None: "nothing tells",
    }
    calls = options.evidence.channel in ("call", "automated-call")
    kind = "the line, not the address, counts for calls" if calls else _kind(row, fields, options)
    return [
        ContactFact(c.COUNTRY.name, row[c.COUNTRY.name], sources[row[c.COUNTRY_SOURCE.name]]),
        ContactFact(c.ADDRESS_KIND.name, row[c.ADDRESS_KIND.name], kind),
        ContactFact(
            c.SUBSCRIBER.name, row[c.SUBSCRIBER.name], sources[row[c.SUBSCRIBER_SOURCE.name]]
        ),
    ]


def _kind(row: Mapping[str, Any], fields: Mapping[str, str], options: ContactOptions) -> str:
    """Why an address counts as generic, as a person's, or as neither."""
    if fields.get("address_kind", "").casefold() in c.ADDRESS_KINDS:
        return "the list's own column says so"
    local = row[c.LOCAL.name]
    if local is None:
        return "there is no address"
    words = [f"'{part}' {said}" for part, said in _parts(local, options.mailboxes)]
    if not words:
        return "no part of it is a word for a function"
    if row[c.ADDRESS_KIND.name] == "individual":
        words.append("the name of the contact stands in the address")
    elif row[c.ADDRESS_KIND.name] is None and row[c.CONSUMER_MAILBOX.name]:
        words.append("at a consumer's provider the word proves nothing")
    elif row[c.ADDRESS_KIND.name] is None:
        words.append("the rest may be a name")
    return "; ".join(words)


def _parts(local: str, mailboxes: Mailboxes) -> Sequence[tuple[str, str]]:
    vocabulary = (
        (mailboxes.never_market, "is a mailbox never to market to"),
        (mailboxes.generic, "is a word for a function"),
        (mailboxes.qualifiers, "refines such a word"),
    )
    pieces = [piece for piece in re.split(r"[0-9._+\-]+", local) if piece]
    whole = [local] if local not in pieces else []
    return [
        (piece, next(said for words, said in vocabulary if piece in words))
        for piece in (*whole, *pieces)
        if any(piece in words for words, _ in vocabulary)
    ]
